/**
 * `for (const key in object)`: once for each property, where they can be read off the source. Else a loop over the names that
 * there are when it begins, for those that are there still when their turn comes.
 */
import type { AnyNode, ForInStatement } from 'acorn'
import type { Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { forEachChild, isFunction } from '../syntax/ast.ts'
import { branchOnNullish } from './conditions.ts'
import { spanOf } from './context.ts'
import { forEachOf } from './loops.ts'
import { fieldNames } from './objects.ts'
import { branch, constant, emit, jump, newBlock, type State, start } from './state.ts'

/** More copies of a body than this are too many. */
const MOST = 32

export function buildForIn(state: State, node: ForInStatement, labels: readonly string[]): void {
  const names = fieldNames(state, node.right)
  if (!names || names.length > MOST) return buildByNames(state, node, labels)
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

function buildByNames(state: State, node: ForInStatement, labels: readonly string[]): void {
  const { left, right } = node
  if (state.generator?.info === state.frame.info && rests(node)) return messages.for_in(spanOf(state.frame.unit, node))
  const exit = newBlock(state)
  const object = branchOnNullish(state, node, right, state.build.expression(state, right), exit, newBlock(state))
  const names = emit(state, node, 'js.names', [object])
  const declares = left.type === 'VariableDeclaration'
  const each = (element: () => Value) => {
    const name = element()
    const [there, gone] = [newBlock(state), newBlock(state)]
    branch(state, node, emit(state, node, 'js.still', [object, name]), there, gone)
    start(state, there)
    state.build.bind(state, declares ? left.declarations[0]!.id : left, name, declares && left.kind !== 'var' ? 'initialise' : 'assign')
    state.build.statement(state, node.body)
    jump(state, gone)
    start(state, gone)
  }
  forEachOf(state, node, right, labels, each, undefined, names)
  jump(state, exit)
  start(state, exit)
}

/** Does a generator rest inside? */
function rests(node: AnyNode): boolean {
  let found = node.type === 'YieldExpression'
  if (!found) forEachChild(node, (child) => void (found ||= !isFunction(child) && rests(child)))
  return found
}

/** Integers first, from the smallest on. */
function inOrder(names: readonly string[]): string[] {
  const own = Object.fromEntries(names.map((name) => [name, true]))
  return Object.keys(own)
}
