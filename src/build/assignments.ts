/** `=`, `+=`, `??=`, `++` and destructuring. Objects and keys of places are evaluated once, before the right side. */
import type { AssignmentExpression, AssignmentProperty, Expression, Pattern, UpdateExpression } from 'acorn'
import type { Value } from '../ir/function.ts'
import type { Op } from '../ir/ops.ts'
import * as messages from '../report/messages.ts'
import { listOf } from './arguments.ts'
import { branchOnNullish, branchWith, factAbout } from './conditions.ts'
import { spanOf } from './context.ts'
import { type Place, placeOf, readPlace, writePlace } from './members.ts'
import { restFields } from './objects.ts'
import { BINARY_OPERATORS } from './operators.ts'
import { restOf } from './rest.ts'
import { type BindMode, branch, constant, emit, jump, newBlock, type State, start } from './state.ts'

export function buildAssignment(state: State, node: AssignmentExpression): Value {
  const { left, operator } = node
  if (operator === '=') {
    if (left.type === 'ArrayPattern' || left.type === 'ObjectPattern') return assignPattern(state, left, node.right)
    const place = placeOf(state, left)
    const value = state.build.expression(state, node.right)
    writePlace(state, node, place, value)
    return value
  }
  const place = placeOf(state, left)
  const old = readPlace(state, place)
  if (operator === '&&=' || operator === '||=' || operator === '??=') return assignLogical(state, node, place, old)
  const right = state.build.expression(state, node.right)
  const value = emit(state, node, BINARY_OPERATORS[operator.slice(0, -1)]!, [old, right])
  writePlace(state, node, place, value)
  return value
}

function assignPattern(state: State, left: Pattern, right: Expression): Value {
  const value = state.build.expression(state, right)
  bindPattern(state, left, value, 'assign')
  return value
}

function assignLogical(state: State, node: AssignmentExpression, place: Place, old: Value): Value {
  const [store, done, join] = [newBlock(state), newBlock(state), newBlock(state, 1)]
  const { operator } = node
  if (operator === '??=') {
    jump(state, join, [branchOnNullish(state, node, node.left, old, store, done)])
  } else {
    const facts = factAbout(state, node.left, old, 'truthy', 'falsy')
    branchWith(state, node, old, operator === '&&=' ? store : done, operator === '&&=' ? done : store, facts)
    start(state, done)
    jump(state, join, [emit(state, node, 'js.refine', [old], { relation: operator === '&&=' ? 'falsy' : 'truthy' })])
  }
  start(state, store)
  const value = state.build.expression(state, node.right)
  writePlace(state, node, place, value)
  jump(state, join, [value])
  return start(state, join)[0]!
}

export function buildUpdate(state: State, node: UpdateExpression): Value {
  const place = placeOf(state, node.argument as Pattern)
  const old = emit(state, node, 'js.numeric', [readPlace(state, place)])
  const op: Op = node.operator === '++' ? 'js.inc' : 'js.dec'
  const value = emit(state, node, op, [old])
  writePlace(state, node, place, value)
  return node.prefix ? value : old
}

// ---- patterns

export function bindPattern(state: State, pattern: Pattern, value: Value, mode: BindMode): void {
  switch (pattern.type) {
    case 'ArrayPattern':
      bindArray(state, pattern, value, mode)
      return
    case 'ObjectPattern':
      bindObject(state, pattern, value, mode)
      return
    case 'AssignmentPattern':
      bindPattern(state, pattern.left, withDefault(state, pattern.right, value), mode)
      return
    default:
      writePlace(state, pattern, placeOf(state, pattern), value, mode)
  }
}

/** `[a, b] = [x, y]`: all of the right side first, then one by one, without an array in between. */
export function bindElements(
  state: State,
  pattern: Extract<Pattern, { type: 'ArrayPattern' }>,
  values: readonly Value[],
  mode: BindMode,
): void {
  pattern.elements.forEach((element, index) => {
    if (element) bindElement(state, element, mode, () => values[index] ?? constant(state, element, undefined))
  })
}

function bindArray(state: State, pattern: Extract<Pattern, { type: 'ArrayPattern' }>, given: Value, mode: BindMode): void {
  const whole = pattern.elements.some((element) => element?.type === 'RestElement')
  const value = listOf(state, pattern, given, whole ? -1 : pattern.elements.length)
  pattern.elements.forEach((element, index) => {
    if (!element) return
    if (element.type === 'RestElement') bindPattern(state, element.argument, restOf(state, element, value, index), mode)
    else bindElement(state, element, mode, () => emit(state, element, 'js.index', [value, constant(state, element, index)]))
  })
}

function bindObject(state: State, pattern: Extract<Pattern, { type: 'ObjectPattern' }>, object: Value, mode: BindMode): void {
  const named: string[] = []
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      if (pattern.properties.some((one) => one.type === 'Property' && one.computed))
        messages.object_rest(spanOf(state.frame.unit, property))
      bindPattern(state, property.argument, restFields(state, property, object, named), mode)
      continue
    }
    bindProperty(state, property, object, mode)
    named.push(property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value))
  }
}

function bindProperty(state: State, property: AssignmentProperty, object: Value, mode: BindMode): void {
  const target = property.value as Pattern
  bindElement(state, target, mode, (key) => readProperty(state, property, object, key), propertyKey(state, property))
}

/** One element: where it goes is evaluated before its value is read, as JavaScript does it. */
function bindElement(state: State, element: Pattern, mode: BindMode, read: (key: Value | undefined) => Value, key?: Value): void {
  const target = element.type === 'AssignmentPattern' ? element.left : element
  const place = target.type === 'Identifier' || target.type === 'MemberExpression' ? placeOf(state, target) : undefined
  const found = read(key)
  const value = element.type === 'AssignmentPattern' ? withDefault(state, element.right, found) : found
  if (place) writePlace(state, element, place, value, mode)
  else bindPattern(state, target, value, mode)
}

/** The key of `{ [key]: … }`, evaluated; undefined where it is a name. */
function propertyKey(state: State, property: AssignmentProperty): Value | undefined {
  if (property.computed) return state.build.expression(state, property.key)
  if (property.key.type === 'Literal' && typeof property.key.value === 'number') return constant(state, property, property.key.value)
  return undefined
}

function readProperty(state: State, property: AssignmentProperty, object: Value, key: Value | undefined): Value {
  if (key !== undefined) return emit(state, property, 'js.index', [object, key])
  const name = property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value)
  return emit(state, property, 'js.get', [object], name)
}

/** A default: used when the value is undefined. */
export function withDefault(state: State, fallback: Expression, value: Value): Value {
  const [missing, given, join] = [newBlock(state), newBlock(state), newBlock(state, 1)]
  const nothing = constant(state, fallback, undefined)
  const test = emit(state, fallback, 'js.eq', [value, nothing])
  branch(state, fallback, test, missing, given)
  start(state, missing)
  jump(state, join, [state.build.expression(state, fallback)])
  start(state, given)
  jump(state, join, [emit(state, fallback, 'js.refine', [value, nothing], { relation: '!==' })])
  return start(state, join)[0]!
}
