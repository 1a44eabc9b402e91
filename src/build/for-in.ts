/** `for (const key in object)` where the properties of the object can be read off the source: once for each of them. */
import type { ForInStatement } from 'acorn'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { fieldNames } from './objects.ts'
import { constant, jump, newBlock, type State, start } from './state.ts'

/** More copies of a body than this are too many. */
const MOST = 32

export function buildForIn(state: State, node: ForInStatement, labels: readonly string[]): void {
  const names = fieldNames(state, node.right)
  if (!names || names.length > MOST) return messages.for_in(spanOf(state.frame.unit, node))
  state.build.expression(state, node.right)
  const exit = newBlock(state)
  const { left } = node
  for (const name of inOrder(names)) {
    const next = newBlock(state)
    const declares = left.type === 'VariableDeclaration'
    const mode = declares && left.kind !== 'var' ? 'initialise' : 'assign'
    state.build.bind(state, declares ? left.declarations[0]!.id : left, constant(state, node, name), mode)
    state.controls.push({ kind: 'target', labels, break: exit, continue: next, plain: true })
    state.build.statement(state, node.body)
    state.controls.pop()
    jump(state, next)
    start(state, next)
  }
  jump(state, exit)
  start(state, exit)
}

/** Integers first, from the smallest on. */
function inOrder(names: readonly string[]): string[] {
  const own = Object.fromEntries(names.map((name) => [name, true]))
  return Object.keys(own)
}
