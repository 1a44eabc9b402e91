/**
 * What closures hold, and what that asks of variables. In order:
 *
 * 1. known functions: `function f` and `const f = …` that nobody reassigns. They are never captured; whoever
 *    mentions one makes the closure on the spot, out of what the function itself captures.
 * 2. inlined calls: small known functions, called without recursion, become part of their callers.
 * 3. uses: which outer variables each function reads and writes, through everything it calls or makes.
 * 4. cells: a variable that a closure holds and that is assigned while the closure may live. All others are
 *    copied into closures by value. Uses before the declaration has run are errors here.
 */
import type { CallExpression } from 'acorn'
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'
import { isFunction } from './ast.ts'
import { markCells } from './cells.ts'
import { inlinedCalls } from './inlining.ts'
import type { ParsedUnit } from './parse.ts'
import type { Analysis, FunctionInfo, Variable } from './scope-types.ts'
import { resolveScopes } from './scopes.ts'
import { outerUses } from './uses.ts'

/** Everything the builder must know about a unit besides its tree. */
export function analyse(parsed: ParsedUnit, source: number, name = parsed.unit.name): Analysis {
  const span = (node: { start: number; end: number }): Span => ({ source, start: node.start - parsed.shift, end: node.end - parsed.shift })
  if (!isFunction(parsed.node)) return messages.unsupported_syntax(span(parsed.node), { what: 'A class', remedy: 'pass a function' })
  const { root, functions, variables, free, around } = resolveScopes(parsed.node, name)
  const all = [...functions.values()]
  for (const info of all) markKnown(info)
  const inlined: Map<CallExpression, FunctionInfo> = inlinedCalls(all)
  const uses = outerUses(all, inlined)
  for (const info of all) info.captures = [...uses.get(info)!.keys()].filter((variable) => !variable.known && variable.kind !== 'class')
  for (const info of all) markCells(info, uses, inlined, span)
  // What a generator knows must last while it rests.
  for (const info of all)
    if (info.node.generator) for (const variable of info.variables) if (variable.kind !== 'this' && !variable.known) variable.cell = true
  return { root, functions, variables, inlined, free, around }
}

function markKnown(info: FunctionInfo): void {
  for (const variable of info.variables) {
    // One in the head of a `for` holds on to the first iteration's variables.
    if (!variable.functionInit || variable.head || !isKnown(variable)) continue
    variable.known = variable.functionInit
    if (variable.kind !== 'self') variable.functionInit.known = true
  }
}

function isKnown(variable: Variable): boolean {
  switch (variable.kind) {
    case 'function':
    case 'self':
    case 'const':
    case 'let':
      return variable.writes === 0
    case 'var':
      // The one write is its declaration: old code declares its functions so.
      return variable.writes === 1 && isDeclaredFirst(variable)
    default:
      return false
  }
}

/** Does the declaration of a `var` stand among the function's own statements, before all that mention it there? */
function isDeclaredFirst({ owner, declaration, functionInit, ...variable }: Variable): boolean {
  const { body } = owner.node
  if (body.type !== 'BlockStatement' || !functionInit) return false
  const direct = body.body.some(
    (statement) =>
      statement.type === 'VariableDeclaration' &&
      statement.declarations.some(({ id, init }) => id === declaration && init === functionInit.node),
  )
  const mentions = owner.references.filter((reference) => reference.variable.name === variable.name && reference.kind !== 'write')
  return direct && mentions.every(({ node }) => node.start >= functionInit.node.end)
}
