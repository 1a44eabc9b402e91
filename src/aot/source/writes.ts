/**
 * Which top-level statements of a file may change what a declaration holds: `table[0] = 1`, `{ … fill the table … }`,
 * `Point.prototype.add = …`, or a call of a function that does so. They run where the initialisers run; all others only
 * when everything else is there. Errs on the side of "may".
 */
import type { SourceFile } from './file.ts'
import { type Graph, lookup } from './graph.ts'
import { mentionedNames } from './names.ts'
import { type AstNode, child, isNode, nameOf } from './node.ts'

/** Is a declaration among those that are asked about? */
export type IsNeeded = (file: SourceFile, name: string) => boolean

/** Calls that leave alone what they are called on. */
const PURE = new Set(
  (
    'slice subarray at indexOf lastIndexOf includes join map filter reduce reduceRight some every find findIndex findLast ' +
    'forEach keys values entries toString toFixed charCodeAt has get with toSorted toReversed concat flat'
  ).split(' '),
)

type Use = 'read' | 'change'

export function mayChange(graph: Graph, file: SourceFile, statement: AstNode, isNeeded: IsNeeded): boolean {
  const seen = new Set<AstNode>()
  const visit = (from: SourceFile, node: AstNode): boolean => {
    if (seen.has(node)) return false
    seen.add(node)
    for (const name of changedNames(node)) {
      const binding = lookup(graph, from, name)
      if (binding?.kind === 'declaration' && isNeeded(binding.file, binding.name)) return true
    }
    // What is called, and so may change something, is among the names.
    for (const name of mentionedNames(node)) {
      const binding = from.imports.get(name)?.typeOnly === true ? undefined : lookup(graph, from, name)
      if (binding?.kind === 'declaration' && visit(binding.file, binding.declaration.node)) return true
      if (binding?.kind === 'namespace') return true
    }
    return false
  }
  return visit(file, statement)
}

/** Names that are assigned, or whose value goes where it may be changed. */
function changedNames(node: AstNode): Set<string> {
  const names = new Set<string>()
  visit(node, 'read')
  return names

  function visit(at: AstNode, use: Use): void {
    switch (at.type) {
      case 'Identifier':
        if (use === 'change') names.add(nameOf(at))
        return
      case 'MemberExpression':
        visit(child(at, 'object')!, use)
        if (at['computed'] === true) visit(child(at, 'property')!, 'read')
        return
      case 'AssignmentExpression':
        visit(child(at, 'left')!, 'change')
        visit(child(at, 'right')!, 'change')
        return
      case 'UpdateExpression':
        return visit(child(at, 'argument')!, 'change')
      case 'UnaryExpression':
        return visit(child(at, 'argument')!, at['operator'] === 'delete' ? 'change' : 'read')
      case 'BinaryExpression':
      case 'TemplateLiteral':
      case 'ExpressionStatement':
        return each(at, 'read')
      case 'CallExpression':
      case 'NewExpression': {
        const callee = child(at, 'callee')!
        visitCallee(callee)
        return each(at, 'change', callee)
      }
      case 'ForOfStatement':
        visit(child(at, 'left')!, 'change')
        visit(child(at, 'right')!, 'change')
        return visit(child(at, 'body')!, 'read')
      case 'VariableDeclarator':
      case 'ReturnStatement':
      case 'Property':
      case 'ArrayExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'PropertyDefinition':
        return each(at, 'change', at['computed'] === true ? undefined : child(at, 'key'))
    }
    each(at, use === 'change' ? 'change' : 'read')
  }

  function visitCallee(callee: AstNode): void {
    if (callee.type !== 'MemberExpression') return visit(callee, 'read')
    const isPure = callee['computed'] !== true && PURE.has(nameOf(child(callee, 'property')))
    visit(child(callee, 'object')!, isPure ? 'read' : 'change')
  }

  function each(at: AstNode, use: Use, except?: AstNode): void {
    for (const key in at) {
      if (key === 'loc') continue
      const value = at[key]
      if (isNode(value) && value !== except) visit(value, use)
      else if (Array.isArray(value)) for (const item of value) if (isNode(item) && item !== except) visit(item, use)
    }
  }
}
