/**
 * Arguments of calls. Spread array literals are written out; from the first real spread on, the arguments are
 * collected in a list, and whoever knows the parameters reads them from there.
 */
import type { AnyNode, CallExpression, Expression, NewExpression, Pattern, SpreadElement } from 'acorn'
import type { Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { restOf } from './rest.ts'
import { constant, emit, type State } from './state.ts'

export interface Arguments {
  readonly plain: readonly Value[]
  /** Those after `plain`, in an array; undefined if nothing is spread. */
  readonly more: Value | undefined
}

export function buildArguments(state: State, node: CallExpression | NewExpression): Arguments {
  const { values, spread } = buildElements(state, node, writtenOut(node.arguments))
  const first = spread.indexOf(true)
  if (first < 0) return { plain: values, more: undefined }
  return { plain: values.slice(0, first), more: emit(state, node, 'js.array', values.slice(first), { spread: spread.slice(first) }) }
}

/** Elements of an array literal or arguments, with a flag for each that is spread. `null` is a hole. */
export function buildElements(
  state: State,
  node: AnyNode,
  elements: readonly (Expression | SpreadElement | null)[],
): { values: Value[]; spread: boolean[] } {
  const spread = elements.map((element) => element?.type === 'SpreadElement')
  const values = elements.map((element, index) => {
    if (!element)
      return messages.unsupported_syntax(spanOf(state.frame.unit, node), {
        what: 'A hole in an array literal',
        remedy: 'write `undefined`',
      })
    if (element.type !== 'SpreadElement') return state.build.expression(state, element)
    const list = buildSpread(state, element.argument)
    // What comes after could change the array: it is spread before that.
    const settled = elements.slice(index + 1).every((later) => !later || isSimple(later))
    return settled ? list : emit(state, element, 'js.array', [list], { spread: [true] })
  })
  return { values, spread }
}

/** What `...source` goes over: arrays as they are, of anything else a list. */
function buildSpread(state: State, source: Expression): Value {
  const given = state.build.expression(state, source)
  return listOf(state, source, given, -1)
}

/** The elements of what can be iterated over, at most `count` unless that is -1; an array itself. */
export function listOf(state: State, node: AnyNode, given: Value, count: number): Value {
  const iterator = emit(state, node, 'js.iterator', [given], node.type === 'CallExpression' ? 'fresh' : 'kept')
  return emit(state, node, 'js.spread', [iterator], count + 1)
}

function isSimple(node: Expression | SpreadElement): boolean {
  const inner = node.type === 'SpreadElement' ? node.argument : node
  return inner.type === 'Identifier' || inner.type === 'Literal'
}

/** `f(...[a, b])` is `f(a, b)`. */
function writtenOut(args: readonly (Expression | SpreadElement)[]): (Expression | SpreadElement)[] {
  return args.flatMap((argument) => {
    if (argument.type !== 'SpreadElement' || argument.argument.type !== 'ArrayExpression') return [argument]
    const { elements } = argument.argument
    return elements.includes(null) ? [argument] : writtenOut(elements as (Expression | SpreadElement)[])
  })
}

/** Operands and immediate of a call whose callee is not known. */
export function callOperands({ plain, more }: Arguments): { values: Value[]; spread: Imm } {
  if (more === undefined) return { values: [...plain], spread: undefined }
  return { values: [...plain, more], spread: { spread: [...plain.map(() => false), true] } }
}

/** A value for each parameter: missing ones are undefined, a rest parameter gets an array of what is left. */
export function parameterValues(state: State, node: AnyNode, params: readonly Pattern[], args: Arguments): Value[] {
  return params.map((param, index) =>
    param.type === 'RestElement' ? restArguments(state, node, args, index) : argumentAt(state, node, args, index),
  )
}

function argumentAt(state: State, node: AnyNode, { plain, more }: Arguments, index: number): Value {
  if (index < plain.length) return plain[index]!
  if (more === undefined) return constant(state, node, undefined)
  return emit(state, node, 'js.index', [more, constant(state, node, index - plain.length)])
}

function restArguments(state: State, node: AnyNode, { plain, more }: Arguments, index: number): Value {
  if (more !== undefined && index > plain.length) return restOf(state, node, more, index - plain.length)
  const rest = plain.slice(index)
  const spread = rest.map(() => false)
  if (more === undefined) return emit(state, node, 'js.array', rest, { spread })
  return emit(state, node, 'js.array', [...rest, more], { spread: [...spread, true] })
}
