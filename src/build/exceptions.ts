/**
 * `try`. Inside it every instruction that may throw ends its block with an edge to the handler (see `emit`). The
 * `finally` is built once for each way of leaving: at the end, by exception, by return, for each break and
 * continue target. So no variable has to hold what comes after, and types stay apart.
 */
import type { BlockStatement, TryStatement } from 'acorn'
import type { Block } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { type Control, jump, leave, newBlock, type State, start, throwValue, unreachable } from './state.ts'

/** A `finally` in a `finally` in a `finally` … is copied for each way out of each. */
const MOST_BLOCKS = 50_000

export function buildTry(state: State, node: TryStatement): void {
  if (state.func.blocks.length > MOST_BLOCKS) messages.too_deep(spanOf(state.frame.unit, node))
  const end = newBlock(state)
  if (node.finalizer) buildFinally(state, node, node.finalizer, end)
  else buildCatch(state, node, state.handler, end)
  start(state, end)
}

/** The block and its `catch`; both go to `end`. `outer` handles what the `catch` itself throws. */
function buildCatch(state: State, node: TryStatement, outer: Block | undefined, end: Block): void {
  const { handler: clause } = node
  const before = state.handler
  const handler = clause ? newBlock(state, 1) : outer
  state.handler = handler
  buildBlock(state, node.block)
  jump(state, end)
  state.handler = outer
  if (clause) {
    const error = start(state, handler!)[0]!
    if (!unreachable(state)) {
      if (clause.param) state.build.bind(state, clause.param, error, 'initialise')
      buildBlock(state, clause.body)
    }
    jump(state, end)
  }
  state.handler = before
}

function buildFinally(state: State, node: TryStatement, finalizer: BlockStatement, end: Block): void {
  const [normal, thrown] = [newBlock(state), newBlock(state, 1)]
  const control: Extract<Control, { kind: 'finally' }> = { kind: 'finally', landings: new Map() }
  const outer = state.handler
  state.controls.push(control)
  state.handler = thrown
  buildCatch(state, node, thrown, normal)
  state.controls.pop()
  state.handler = outer

  start(state, normal)
  buildBlock(state, finalizer)
  jump(state, end)

  const error = start(state, thrown)[0]!
  buildBlock(state, finalizer)
  if (!unreachable(state)) throwValue(state, finalizer, error)

  for (const { block, exit } of control.landings.values()) {
    const [value] = start(state, block)
    buildBlock(state, finalizer)
    if (!unreachable(state)) leave(state, exit, value)
  }
}

function buildBlock(state: State, node: BlockStatement): void {
  for (const statement of node.body) state.build.statement(state, statement)
}
