/** Which objects and arrays of the top level are tables (runtime/tables.ts): no function of the files changes them. */
import type { SourceFile } from './file.ts'
import { type Graph, lookup } from './graph.ts'
import { type AstNode, child, nameOf, walk } from './node.ts'
import { newProblems } from './problems.ts'
import { withoutTypes } from './wrapped.ts'

export const CHANGING: ReadonlySet<string> = new Set(['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift'])

/** Can neither the object nor anything in it be changed? */
export function isFrozen(value: object): boolean {
  const isConstant = (part: unknown) => typeof part !== 'object' || part === null || isFrozen(part)
  return Object.isFrozen(value) && !ArrayBuffer.isView(value) && Object.values(value).every(isConstant)
}

/** Does no function of the files change the object, or give it to what might? What the top level does has been done already. */
export function isOnlyRead(graph: Graph, file: SourceFile, name: string): boolean {
  if (!isOnlyReadIn(file, name)) return false
  return [...graph.files.values()].every((other) =>
    [...other.imports.keys()].every((local) => {
      // What cannot be found says nothing here.
      const binding = newProblems().attempt(() => lookup(graph, other, local))
      const isMeant =
        (binding?.kind === 'declaration' && binding.file === file && binding.name === name) ||
        (binding?.kind === 'namespace' && binding.file === file)
      return !isMeant || isOnlyReadIn(other, local)
    }),
  )
}

function isOnlyReadIn({ program }: SourceFile, name: string): boolean {
  let read = true
  const casts = new Set<AstNode>()
  const inside = (node: AstNode): boolean => {
    if (!read || node.type.startsWith('TSType') || casts.has(node)) return false
    // `(ops as Record<string, Op>)[k]`
    const object = node.type === 'MemberExpression' ? child(node, 'object') : undefined
    if (object && isIdentifier(withoutTypes(object), name)) casts.add(object)
    if (isChanged(node, name)) read = false
    for (const [key, value] of Object.entries(node)) {
      const mentions = Array.isArray(value) ? (value as unknown[]) : [value]
      // A member of it may be read; `{ name }` and `name: 1` are no mentions of a variable on their left.
      const isName = (key === 'object' && node.type === 'MemberExpression') || (key === 'property' && node['computed'] !== true)
      const isKey = key === 'key' && node['computed'] !== true
      if (!isName && !isKey && !isLookedThrough(node, key) && mentions.some((each) => isIdentifier(each, name))) read = false
    }
    return read
  }
  walk(program, (node) => {
    if (!/Function|^Class|^StaticBlock$/.test(node.type)) return read
    walk(node, inside)
    return false
  })
  return read
}

const LOOKING: ReadonlySet<string> = new Set(['entries', 'hasOwn', 'keys', 'values'])

/** Is what stands there only gone over, or asked for its properties: `for (x of all)`, `[...all]`, `name in all`, `Object.keys(all)`, `{ a } = all`? */
function isLookedThrough(node: AstNode, key: string): boolean {
  switch (node.type) {
    case 'ForOfStatement':
    case 'ForInStatement':
      return key === 'right'
    case 'BinaryExpression':
      return key === 'right' && node['operator'] === 'in'
    case 'SpreadElement':
      return key === 'argument'
    case 'VariableDeclarator':
      return key === 'init' && child(node, 'id')!.type === 'ObjectPattern'
    case 'CallExpression': {
      const callee = child(node, 'callee')!
      return (
        key === 'arguments' &&
        callee.type === 'MemberExpression' &&
        isIdentifier(child(callee, 'object'), 'Object') &&
        LOOKING.has(nameOf(child(callee, 'property')))
      )
    }
  }
  return false
}

function isIdentifier(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && (node as AstNode).type === 'Identifier' && nameOf(node as AstNode) === name
}

/** Does an expression or loop change a part of what the variable of this name holds? */
export function isChanged(node: AstNode, name: string): boolean {
  const target = targetOf(node)
  return target !== undefined && rootsOf(target).includes(name)
}

/** What an expression changes. */
function targetOf(node: AstNode): AstNode | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return child(node, 'left')
    case 'ForInStatement':
    case 'ForOfStatement':
      return child(node, 'left')
    case 'UpdateExpression':
      return child(node, 'argument')
    case 'UnaryExpression':
      return node['operator'] === 'delete' ? child(node, 'argument') : undefined
    case 'CallExpression': {
      const callee = child(node, 'callee')!
      return callee.type === 'MemberExpression' && CHANGING.has(nameOf(child(callee, 'property'))) ? callee : undefined
    }
  }
  return undefined
}

/** The variables of which parts are assigned; a pattern (`[ops[0], x] = …`) names several. */
function rootsOf(node: AstNode): string[] {
  if (node.type === 'MemberExpression') return rootsOf(withoutTypes(child(node, 'object')!))
  if (node.type === 'Identifier') return [nameOf(node)]
  const roots: string[] = []
  walk(node, (part) => {
    if (part.type === 'MemberExpression') roots.push(...rootsOf(part))
    return true
  })
  return roots
}
