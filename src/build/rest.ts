/** What a rest element or parameter gets. */
import type { AnyNode } from 'acorn'
import type { Value } from '../ir/function.ts'
import { sealBlock } from './ssa.ts'
import { branch, constant, emit, jump, newBlock, type State, start } from './state.ts'

/** `[a, ...rest] = list`: the elements from `from` on, in a new array. */
export function restOf(state: State, node: AnyNode, list: Value, from: number): Value {
  const rest = emit(state, node, 'js.array', [], { spread: [] })
  const [header, body, exit] = [newBlock(state, 1), newBlock(state), newBlock(state)]
  jump(state, header, [constant(state, node, from)])
  const index = start(state, header, false)[0]!
  const length = emit(state, node, 'js.each_length', [list])
  branch(state, node, emit(state, node, 'js.lt', [index, length]), body, exit)
  start(state, body)
  const inside = emit(state, node, 'js.refine', [index, length], { relation: '<' })
  emit(state, node, 'js.method', [rest, emit(state, node, 'js.each_get', [list, inside])], 'push')
  jump(state, header, [emit(state, node, 'js.inc', [index])])
  sealBlock(state.ssa, header)
  start(state, exit)
  return rest
}
