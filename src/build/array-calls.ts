/** Ways of making arrays that are recognised by their form, because no type could express their steps. */
import type { CallExpression, Expression, Identifier } from 'acorn'
import type { Value } from '../ir/function.ts'
import { arrayFromLength } from '../syntax/ast.ts'
import { sealBlock } from './ssa.ts'
import { branch, constant, emit, jump, newBlock, type State, start, variableOf } from './state.ts'

/** `new Array(n).fill(v)`, `Array(n).fill(v)` */
export function buildArrayFill(state: State, node: CallExpression): Value | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier' || callee.property.name !== 'fill')
    return undefined
  const made = callee.object
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return undefined
  const [count, ...more] = made.arguments
  const [value, ...range] = node.arguments
  if (!isArray(state, made.callee) || !count || more.length > 0 || range.length > 0) return undefined
  if (count.type === 'SpreadElement' || value?.type === 'SpreadElement') return undefined
  const length = state.build.expression(state, count)
  const filler = value ? state.build.expression(state, value) : constant(state, node, undefined)
  return emit(state, node, 'js.array_fill', [length, filler])
}

/**
 * `Array.from({ length: n }, (_, i) => …)` is
 *
 *     const list = []
 *     for (let i = 0; i <= n - 1; i++) list.push(f(undefined, i))
 *
 * where `i <= n - 1` rounds n down as JavaScript does (and is false for NaN). A typed array is made of the list.
 */
export function buildArrayFrom(state: State, node: CallExpression): Value | undefined {
  const count = arrayFromLength(node)
  if (!count || node.callee.type !== 'MemberExpression' || !isBuiltin(state, node.callee.object)) return undefined
  const kind = node.callee.object as Identifier
  const list = buildList(state, node, count)
  return kind.name === 'Array' ? list : emit(state, node, 'js.new', [state.build.expression(state, kind), list])
}

function buildList(state: State, node: CallExpression, count: Expression): Value {
  const [, filler] = node.arguments as Expression[]
  const length = state.build.expression(state, count)
  const target = state.frame.unit.analysis.inlined.get(node)
  const closure = target || !filler ? undefined : state.build.expression(state, filler)
  const last = emit(state, count, 'js.sub', [length, constant(state, count, 1)])
  const list = emit(state, node, 'js.array', [], { spread: [] })
  const [header, body, exit] = [newBlock(state, 1), newBlock(state), newBlock(state)]
  jump(state, header, [constant(state, node, 0)])
  const index = start(state, header, false)[0]!
  branch(state, node, emit(state, node, 'js.le', [index, last]), body, exit)
  start(state, body)
  const inside = emit(state, node, 'js.refine', [index, last], { relation: '<=' })
  const nothing = constant(state, node, undefined)
  let value = nothing
  if (target) value = state.build.inlineCall(state, node, state.frame.unit, target, { plain: [nothing, inside], more: undefined })
  else if (closure !== undefined) value = emit(state, node, 'js.call', [closure, nothing, inside])
  emit(state, node, 'js.method', [list, value], 'push')
  jump(state, header, [emit(state, node, 'js.inc', [inside])])
  sealBlock(state.ssa, header)
  start(state, exit)
  return list
}

/** `Array(n)` is `new Array(n)`. */
export function isArrayCall(state: State, node: CallExpression): boolean {
  return !node.optional && isArray(state, node.callee)
}

function isArray(state: State, node: CallExpression['callee']): boolean {
  return node.type === 'Identifier' && node.name === 'Array' && isBuiltin(state, node)
}

/** Does the name mean what it means everywhere? */
export function isBuiltin(state: State, node: CallExpression['callee']): boolean {
  if (node.type !== 'Identifier' || variableOf(state, node)) return false
  const captured = state.frame.unit.unit.resolve(node.name)
  return !captured || (captured.kind === 'builtin' && captured.path === node.name)
}
