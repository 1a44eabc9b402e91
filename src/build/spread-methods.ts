/** Methods called with `...`, as far as that means one thing whatever the receiver turns out to be. */
import type { AnyNode, CallExpression, Expression, MemberExpression } from 'acorn'
import type { Value } from '../ir/function.ts'
import { spreadForm } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { type Arguments, callOperands } from './arguments.ts'
import { spanOf } from './context.ts'
import { sealBlock } from './ssa.ts'
import { branch, constant, emit, jump, newBlock, type State, start, variableOf } from './state.ts'

/** Methods of arrays that have a form in the prelude which takes the arguments as one array (`push...`). */
const TAKES_LIST: ReadonlySet<string> = new Set(['push', 'unshift'])

/** Built-in functions that have such a form. */
const TAKES_ANY: ReadonlySet<string> = new Set(['Math.hypot', 'String.fromCharCode', 'String.fromCodePoint'])

/** `Math` or another global name that a function is taken from. */
function builtinRoot(state: State, { object }: MemberExpression): string | undefined {
  return object.type === 'Identifier' && !variableOf(state, object) ? object.name : undefined
}

/** `Math.max.apply(null, list)`, as it was written before there was `...`. */
export function buildApply(
  state: State,
  node: CallExpression,
  { object: callee, property, computed }: MemberExpression,
): Value | undefined {
  if (computed || property.type !== 'Identifier' || property.name !== 'apply' || callee.type !== 'MemberExpression' || callee.computed)
    return undefined
  const [self, list] = node.arguments
  if (node.arguments.length !== 2 || !self || !list || list.type === 'SpreadElement' || callee.property.type !== 'Identifier')
    return undefined
  const root = builtinRoot(state, callee)
  const { name } = callee.property
  const extreme = root === 'Math' && (name === 'max' || name === 'min')
  const nothing =
    (self.type === 'Literal' && self.value === null) || (self.type === 'Identifier' && (self.name === 'undefined' || self.name === root))
  if (!nothing || (!extreme && !TAKES_ANY.has(`${root}.${name}`))) return undefined
  const object = state.build.expression(state, callee.object as Expression)
  return buildSpreadMethod(state, node, callee, object, name, { plain: [], more: state.build.expression(state, list) })
}

export function buildSpreadMethod(
  state: State,
  node: CallExpression,
  callee: MemberExpression,
  object: Value,
  name: string | undefined,
  args: Arguments,
): Value {
  if (name !== undefined && TAKES_LIST.has(name)) {
    const { values, spread } = callOperands(args)
    return emit(state, node, 'js.method', [object, emit(state, node, 'js.array', values, spread)], `${name}...`)
  }
  if (builtinRoot(state, callee) === 'Math' && (name === 'max' || name === 'min')) return buildExtreme(state, node, object, name, args)
  const root = builtinRoot(state, callee)
  if (name !== undefined && root !== undefined && TAKES_ANY.has(`${root}.${name}`)) {
    const { values, spread } = callOperands(args)
    return emit(state, node, 'js.method', [object, emit(state, node, 'js.array', values, spread)], `${name}...`)
  }
  if (name === undefined) return messages.spread_method_call(spanOf(state.frame.unit, node), { method: textOf(state, callee.property) })
  // Methods of classes of the program have such forms; of what is none, inference says so.
  return emit(state, node, 'js.method', [object, ...args.plain, args.more!], spreadForm(name, args.plain.length))
}

/** `Math.max(a, ...list)`, one element after the other. */
function buildExtreme(state: State, node: CallExpression, object: Value, name: 'max' | 'min', { plain, more }: Arguments): Value {
  const none = name === 'max' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const first = plain.length > 0 ? emit(state, node, 'js.method', [object, ...plain], name) : constant(state, node, none)
  const [header, body, exit] = [newBlock(state, 2), newBlock(state), newBlock(state)]
  jump(state, header, [constant(state, node, 0), first])
  const [index, best] = start(state, header, false) as [Value, Value]
  const length = emit(state, node, 'js.each_length', [more!])
  branch(state, node, emit(state, node, 'js.lt', [index, length]), body, exit)
  start(state, body)
  const inside = emit(state, node, 'js.refine', [index, length], { relation: '<' })
  const next = emit(state, node, 'js.method', [object, best, emit(state, node, 'js.each_get', [more!, inside])], name)
  jump(state, header, [emit(state, node, 'js.inc', [inside]), next])
  sealBlock(state.ssa, header)
  start(state, exit)
  return best
}

function textOf(state: State, node: AnyNode): string {
  const { start: from, end } = spanOf(state.frame.unit, node)
  return state.frame.unit.unit.text.slice(from, end)
}
