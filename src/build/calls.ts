/** Calls: replaced by the body of the function where that is decided, else `js.call`, `js.method`, `js.new`. */
import type { CallExpression, Expression, MemberExpression, NewExpression, SpreadElement, Super } from 'acorn'
import type { Value } from '../ir/function.ts'
import { isConstructor, spreadForm } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { buildArguments, callOperands, parameterValues } from './arguments.ts'
import { buildArrayFill, buildArrayFrom, isArrayCall, isBuiltin } from './array-calls.ts'
import { branchOnNullish } from './conditions.ts'
import { spanOf } from './context.ts'
import { foreignTarget } from './foreign.ts'
import { buildFound, buildObjectOf, constantName, selfOf } from './members.ts'
import { buildApply, buildSpreadMethod } from './spread-methods.ts'
import { constant, emit, makeClosure, newBlock, type State, variableOf } from './state.ts'

export function buildCall(state: State, node: CallExpression): Value {
  const recognised = buildArrayFill(state, node) ?? buildArrayFrom(state, node) ?? buildAssigned(state, node) ?? buildText(state, node)
  if (recognised !== undefined) return recognised
  const { unit } = state.frame
  const target = unit.analysis.inlined.get(node)
  if (target && node.callee.type === 'MemberExpression')
    return messages.unsupported_syntax(spanOf(unit, node), {
      what: 'A variable with the name of a built-in array',
      remedy: 'give it another name',
    })
  if (target) return state.build.inlineCall(state, node, unit, target, buildArguments(state, node))
  const callee = plainCallee(node.callee)
  const foreign = foreignTarget(state, callee)
  if (foreign) return inlineForeign(state, node, foreign)
  if (callee.type === 'MemberExpression' && callee === node.callee) return buildMethodCall(state, node, callee)
  return buildPlainCall(state, node, callee)
}

/** `String(x)`: of what has a text by its own method, that, as in a template literal. */
function buildText(state: State, node: CallExpression): Value | undefined {
  const { callee, arguments: args } = node
  const [argument, ...more] = args
  if (callee.type !== 'Identifier' || callee.name !== 'String' || !isBuiltin(state, callee) || node.optional) return undefined
  if (!argument || argument.type === 'SpreadElement' || !more.every(isQuiet)) return undefined
  const value = emit(state, argument, 'js.text_of', [state.build.expression(state, argument)])
  return emit(state, node, 'js.call', [state.build.expression(state, callee), value])
}

/** `(0, module.f)` is how tools write a call without receiver. */
function plainCallee(callee: Expression | Super): Expression | Super {
  if (callee.type !== 'SequenceExpression') return callee
  const last = callee.expressions[callee.expressions.length - 1]!
  return callee.expressions.slice(0, -1).every((part) => part.type === 'Literal') ? last : callee
}

function inlineForeign(state: State, node: CallExpression, unit: NonNullable<ReturnType<typeof foreignTarget>>): Value {
  const args = buildArguments(state, node)
  state.inlining.push(unit.unit.id)
  const value = state.build.inlineCall(state, node, unit, unit.analysis.root, args)
  state.inlining.pop()
  return value
}

function buildPlainCall(state: State, node: CallExpression, callee: Expression | Super): Value {
  if (callee.type === 'Identifier' && callee.name === 'eval' && !variableOf(state, callee))
    messages.direct_eval(spanOf(state.frame.unit, node))
  if (callee.type === 'Super') return buildSuper(state, node, callee, 'constructor')
  const known = callee.type === 'Identifier' ? variableOf(state, callee)?.known : undefined
  let target = known ? makeClosure(state, callee, known) : state.build.expression(state, callee)
  if (node.optional) target = branchOnNullish(state, node, callee, target, state.chainExit!, newBlock(state))
  const args = buildArguments(state, node)
  const params = known?.node.params
  if (args.more !== undefined && params && !params.some((param) => param.type === 'RestElement')) {
    return emit(state, node, 'js.call', [target, ...parameterValues(state, node, params, args)])
  }
  const { values, spread } = callOperands(args)
  return emit(state, node, isArrayCall(state, node) ? 'js.new' : 'js.call', [target, ...values], spread)
}

/** `super(…)`, after which the fields of this class come to be, and `super.name(…)`. */
function buildSuper(state: State, node: CallExpression, at: Super, name: string): Value {
  const instance = selfOf(state, at)
  const args = buildArguments(state, node)
  const { plain, more } = args
  const value =
    more === undefined
      ? emit(state, node, 'js.super', [instance, ...plain], name)
      : emit(state, node, 'js.super', [instance, ...plain, more], spreadForm(name, plain.length))
  if (!isConstructor(name)) return value
  emit(state, node, 'js.init', [instance])
  return instance
}

function buildMethodCall(state: State, node: CallExpression, callee: MemberExpression): Value {
  const member = constantName(callee)
  if (callee.object.type === 'Super' && member !== undefined) return buildSuper(state, node, callee.object, member)
  const exact = buildMethodOf(state, node, callee) ?? buildApply(state, node, callee)
  if (exact !== undefined) return exact
  const found = constantName(callee) === undefined ? buildFound(state, callee) : undefined
  if (found !== undefined) return buildFoundCall(state, node, callee, found)
  const object = buildObjectOf(state, callee, callee.object, callee.optional === true)
  const name = constantName(callee)
  const key = name === undefined ? state.build.expression(state, callee.property as Expression) : undefined
  if (node.optional && name !== undefined) {
    const held = emit(state, callee, 'js.callee', [object], name)
    branchOnNullish(state, node, callee, held, state.chainExit!, newBlock(state))
  } else if (node.optional) {
    branchOnNullish(state, node, callee, emit(state, callee, 'js.index', [object, key!]), state.chainExit!, newBlock(state))
  }
  const receiver = needsReceiver(state, node, callee)
    ? emit(state, callee, 'js.receiver', key === undefined ? [object] : [object, key], name ?? 'index')
    : object
  const args = buildArguments(state, node)
  if (args.more !== undefined) return buildSpreadMethod(state, node, callee, receiver, name, args)
  if (key !== undefined) return emit(state, node, 'js.method_index', [receiver, key, ...args.plain])
  return emit(state, node, 'js.method', [receiver, ...args.plain], name)
}

/** `ops[k](a, b)`, whose functions do not look at the object. */
function buildFoundCall(state: State, node: CallExpression, callee: MemberExpression, found: Value): Value {
  const target = node.optional ? branchOnNullish(state, node, callee, found, state.chainExit!, newBlock(state)) : found
  const { values, spread } = callOperands(buildArguments(state, node))
  return emit(state, node, 'js.call', [target, ...values], spread)
}

/** `Object.assign({ … }, a, b)` is `{ …, ...a, ...b }`, where a and b can be looked at one after the other. */
function buildAssigned(state: State, node: CallExpression): Value | undefined {
  const { callee, arguments: given } = node
  const [target, ...sources] = given
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Object') return undefined
  if (constantName(callee) !== 'assign' || variableOf(state, callee.object) || target?.type !== 'ObjectExpression') return undefined
  if (state.frame.unit.unit.resolve('Object')?.kind !== 'builtin') return undefined
  const literals = sources.filter((source) => source.type !== 'SpreadElement' && (isQuiet(source) || source.type === 'ObjectExpression'))
  if (literals.length !== sources.length) return undefined
  const properties = [
    ...target.properties,
    ...(literals as Expression[]).map((argument) => ({
      type: 'SpreadElement' as const,
      argument,
      start: argument.start,
      end: argument.end,
    })),
  ]
  return state.build.expression(state, { ...target, properties })
}

/** Does evaluating it neither do anything nor throw, so that nobody can tell whether it comes before the receiver is looked at? */
function isQuiet(argument: Expression | SpreadElement): boolean {
  switch (argument.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'UnaryExpression':
      return isQuiet(argument.argument)
    case 'BinaryExpression':
      return argument.left.type !== 'PrivateIdentifier' && isQuiet(argument.left) && isQuiet(argument.right)
    case 'ConditionalExpression':
      return isQuiet(argument.test) && isQuiet(argument.consequent) && isQuiet(argument.alternate)
    default:
      return false
  }
}

/** Can somebody tell that the receiver, and a function that it holds, is looked at before the arguments? Not of built-ins and literals. */
function needsReceiver(state: State, node: CallExpression, { object }: MemberExpression): boolean {
  if (node.arguments.every(isQuiet) || (object.type === 'Identifier' && !variableOf(state, object))) return false
  return !/^(Literal|TemplateLiteral|ArrayExpression)$/.test(object.type)
}

/** `Class.prototype.name.call(object, …)` */
function buildMethodOf(state: State, node: CallExpression, { object: method, ...call }: MemberExpression): Value | undefined {
  if (call.computed || call.property.type !== 'Identifier' || call.property.name !== 'call') return undefined
  if (method.type !== 'MemberExpression' || method.object.type !== 'MemberExpression' || node.optional || call.optional) return undefined
  const { object: owner, ...prototype } = method.object
  const name = constantName(method)
  if (name === undefined || prototype.computed || prototype.property.type !== 'Identifier' || prototype.property.name !== 'prototype')
    return undefined
  const target = state.build.expression(state, owner)
  const { plain, more } = buildArguments(state, node)
  if (more !== undefined) messages.unsupported_spread(spanOf(state.frame.unit, node), {})
  const [self, ...args] = plain
  return emit(state, node, 'js.method_of', [target, self ?? constant(state, node, undefined), ...args], name)
}

export function buildNew(state: State, node: NewExpression): Value {
  const target = state.build.expression(state, node.callee)
  const { values, spread } = callOperands(buildArguments(state, node))
  return emit(state, node, 'js.new', [target, ...values], spread)
}
