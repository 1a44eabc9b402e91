/** Calls: replaced by the body of the function where that is decided, else `js.call`, `js.method`, `js.new`. */
import type { AnyNode, CallExpression, Expression, MemberExpression, NewExpression, SpreadElement, Super } from 'acorn'
import type { Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import * as messages from '../report/messages.ts'
import { buildArrayFill, buildArrayFrom } from './array-calls.ts'
import { branchOnNullish } from './conditions.ts'
import { spanOf } from './context.ts'
import { foreignTarget } from './foreign.ts'
import { buildObjectOf, constantName } from './members.ts'
import { emit, makeClosure, newBlock, type State, variableOf } from './state.ts'

export function buildCall(state: State, node: CallExpression): Value {
  const recognised = buildArrayFill(state, node) ?? buildArrayFrom(state, node)
  if (recognised !== undefined) return recognised
  const { unit } = state.frame
  const target = unit.analysis.inlined.get(node)
  if (target && node.callee.type === 'MemberExpression')
    return messages.unsupported_syntax(spanOf(unit, node), { what: 'A variable named `Array`', remedy: 'give it another name' })
  if (target) return state.build.inlineCall(state, node, unit, target, buildArguments(state, node).values)
  const callee = plainCallee(node.callee)
  const foreign = hasSpread(node) ? undefined : foreignTarget(state, callee)
  if (foreign) return inlineForeign(state, node, foreign)
  if (callee.type === 'MemberExpression' && callee === node.callee) return buildMethodCall(state, node, callee)
  return buildPlainCall(state, node, callee)
}

/** `(0, module.f)` is how tools write a call without receiver. */
function plainCallee(callee: Expression | Super): Expression | Super {
  if (callee.type !== 'SequenceExpression') return callee
  const last = callee.expressions[callee.expressions.length - 1]!
  return callee.expressions.slice(0, -1).every((part) => part.type === 'Literal') ? last : callee
}

interface Arguments {
  readonly values: Value[]
  /** Flags by argument, if one is spread. */
  readonly spread: Imm
}

function buildArguments(state: State, node: CallExpression | NewExpression): Arguments {
  const flags = node.arguments.map((argument) => argument.type === 'SpreadElement')
  const values = node.arguments.map((argument) => state.build.expression(state, unspread(argument)))
  return { values, spread: flags.includes(true) ? { spread: flags } : undefined }
}

function unspread(argument: Expression | SpreadElement): Expression {
  return argument.type === 'SpreadElement' ? argument.argument : argument
}

function hasSpread(node: CallExpression): boolean {
  return node.arguments.some((argument) => argument.type === 'SpreadElement')
}

function inlineForeign(state: State, node: CallExpression, unit: NonNullable<ReturnType<typeof foreignTarget>>): Value {
  const { values } = buildArguments(state, node)
  state.inlining.push(unit.unit.id)
  const value = state.build.inlineCall(state, node, unit, unit.analysis.root, values)
  state.inlining.pop()
  return value
}

function buildPlainCall(state: State, node: CallExpression, callee: Expression | Super): Value {
  if (callee.type === 'Identifier' && callee.name === 'eval' && !variableOf(state, callee))
    messages.direct_eval(spanOf(state.frame.unit, node))
  if (callee.type === 'Super') messages.super_outside_class(spanOf(state.frame.unit, callee))
  const known = callee.type === 'Identifier' ? variableOf(state, callee)?.known : undefined
  let target = known ? makeClosure(state, callee, known) : state.build.expression(state, callee)
  if (node.optional) target = branchOnNullish(state, node, callee, target, state.chainExit!, newBlock(state))
  const { values, spread } = buildArguments(state, node)
  return emit(state, node, 'js.call', [target, ...values], spread)
}

function buildMethodCall(state: State, node: CallExpression, callee: MemberExpression): Value {
  const object = buildObjectOf(state, callee, callee.object, callee.optional === true)
  const name = constantName(callee)
  if (hasSpread(node)) return buildSpreadMethod(state, node, callee, object, name)
  if (name === undefined) {
    const key = state.build.expression(state, callee.property as Expression)
    return emit(state, node, 'js.method_index', [object, key, ...buildArguments(state, node).values])
  }
  if (node.optional)
    return messages.unsupported_syntax(spanOf(state.frame.unit, node), {
      what: 'An optional method call',
      remedy: 'test with `if` whether the method is there',
    })
  return emit(state, node, 'js.method', [object, ...buildArguments(state, node).values], name)
}

/** `Math.max(...values)`: functions of `Math` need no receiver. Others would, and have no form with spread. */
function buildSpreadMethod(state: State, node: CallExpression, callee: MemberExpression, object: Value, name: string | undefined): Value {
  const isMath = callee.object.type === 'Identifier' && callee.object.name === 'Math' && !variableOf(state, callee.object)
  if (!isMath || name === undefined) {
    const method = name ?? spanText(state, callee.property)
    return messages.spread_method_call(spanOf(state.frame.unit, node), { method })
  }
  const target = emit(state, callee, 'js.get', [object], name)
  const { values, spread } = buildArguments(state, node)
  return emit(state, node, 'js.call', [target, ...values], spread)
}

function spanText(state: State, node: AnyNode): string {
  const { start, end } = spanOf(state.frame.unit, node)
  return state.frame.unit.unit.text.slice(start, end)
}

export function buildNew(state: State, node: NewExpression): Value {
  const target = state.build.expression(state, node.callee)
  const { values, spread } = buildArguments(state, node)
  return emit(state, node, 'js.new', [target, ...values], spread)
}
