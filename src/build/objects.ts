/** Object literals: fields in the order in which they are first named. */
import type { Expression, ObjectExpression, Property, RestElement, SpreadElement } from 'acorn'
import type { Value } from '../ir/function.ts'
import { SPREAD, spreadWithout } from '../ir/js-ops.ts'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { constant, emit, type State, variableOf } from './state.ts'

export function buildObject(state: State, node: ObjectExpression): Value {
  if (node.properties.some((one) => one.type === 'Property' && isComputed(one))) return buildComputed(state, node)
  const fields: [string, Value][] = []
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      fields.push(...spreadFields(state, property))
      continue
    }
    const name = keyOf(state, property)
    if (name === '__proto__' && !property.shorthand && !property.computed) messages.prototype_key(spanOf(state.frame.unit, property))
    if (/^(\.\.\.|@@|get |set )/.test(name)) refuseName(state, property, name)
    const prefix = property.kind === 'init' ? '' : `${property.kind} `
    fields.push([prefix + name, state.build.expression(state, property.value)])
  }
  checkAccessors(state, node, fields)
  // Of two properties with one name the last counts; one that is spread between them may be either's.
  const known = fields.every(([name]) => name !== SPREAD)
  const [names, values] = known ? [[...new Map(fields).keys()], [...new Map(fields).values()]] : [fields.map(first), fields.map(second)]
  return emit(state, node, 'js.object', values as Value[], { names: names as string[] })
}

function isComputed({ computed, key }: Property): boolean {
  return computed && key.type !== 'Literal' && !(key.type === 'TemplateLiteral' && key.expressions.length === 0)
}

/** Where a name is computed, properties are added one after another to what is spread at the beginning, or to `{}`. */
function buildComputed(state: State, node: ObjectExpression): Value {
  const from = node.properties.findIndex(({ type }) => type !== 'SpreadElement')
  const object = buildObject(state, { ...node, properties: node.properties.slice(0, from) })
  for (const property of node.properties.slice(from)) {
    if (property.type === 'SpreadElement' || property.kind !== 'init' || property.method)
      return messages.computed_key(spanOf(state.frame.unit, property))
    // An object becomes the text that it is as a name before the value is looked at.
    const key = isComputed(property)
      ? emit(state, property, 'js.text_of', [state.build.expression(state, property.key)])
      : constant(state, property, keyOf(state, property))
    emit(state, property, 'js.set_index', [object, key, state.build.expression(state, property.value)])
  }
  return object
}

const first = ([name]: [string, Value]) => name
const second = ([, value]: [string, Value]) => value

/** What is an accessor is no property of the same name too. */
function checkAccessors(state: State, node: ObjectExpression, fields: readonly [string, Value][]): void {
  const names = new Set(fields.map(first))
  for (const name of names) {
    const own = /^[gs]et (.*)/s.exec(name)?.[1]
    if (own !== undefined && (names.has(own) || names.has(SPREAD)))
      messages.accessor_in_object(spanOf(state.frame.unit, node), { name: own })
  }
}

function refuseName(state: State, property: Property, name: string): never {
  const what = `A property of the name \`${name}\``
  return messages.unsupported_syntax(spanOf(state.frame.unit, property), { what, remedy: 'give it another name' })
}

/**
 * `...p`: field by field where the fields of `p` can be read off the source (an object literal, or a constant that holds
 * one). Else a copy is made here, because what comes after may change `p`.
 */
function spreadFields(state: State, node: SpreadElement): [string, Value][] {
  const argument = objectOf(node.argument)
  const names = fieldNames(state, argument)
  const object = state.build.expression(state, argument)
  if (names) return names.map((name) => [name, emit(state, node, 'js.get', [object], name)])
  return [[SPREAD, emit(state, node, 'js.object', [object], { names: [SPREAD] })]]
}

/** `...(test && { a })` and `...(test ? { a } : null)`: nothing has no properties, so an empty object will do. */
function objectOf(node: Expression): Expression {
  const { start, end } = node
  const isNothing = (part: Expression) =>
    (part.type === 'Literal' && (part.value === null || part.value === false)) ||
    (part.type === 'Identifier' && part.name === 'undefined') ||
    (part.type === 'UnaryExpression' && part.operator === 'void' && part.argument.type === 'Literal')
  const orEmpty = (part: Expression): Expression =>
    isNothing(part) ? { type: 'ObjectExpression', start: part.start, end: part.end, properties: [] } : part
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return {
      type: 'ConditionalExpression',
      start,
      end,
      test: node.left,
      consequent: objectOf(node.right),
      alternate: { type: 'ObjectExpression', start, end, properties: [] },
    }
  if (node.type !== 'ConditionalExpression') return node
  return { ...node, consequent: orEmpty(objectOf(node.consequent)), alternate: orEmpty(objectOf(node.alternate)) }
}

export function fieldNames(state: State, node: Expression): string[] | undefined {
  const variable = node.type === 'Identifier' ? variableOf(state, node) : undefined
  const literal = variable ? variable.writes === 0 && variable.value : node
  if (variable && state.context.wishes.has('by names')) return undefined
  // What begins without properties may get some.
  if (!literal || literal.type !== 'ObjectExpression' || literal.properties.length === 0) return undefined
  const names: string[] = []
  for (const property of literal.properties) {
    if (property.type === 'Property' && property.kind !== 'init') return undefined
    if (property.type === 'SpreadElement') {
      const more = fieldNames(state, property.argument)
      if (!more) return undefined
      names.push(...more)
    } else names.push(keyOf(state, property))
  }
  return names
}

/** `{ a, b, ...rest }`: an object of what is not named. */
export function restFields(state: State, node: RestElement, object: Value, named: readonly string[]): Value {
  return emit(state, node, 'js.object', [object], { names: [spreadWithout(named)] })
}

/** Integer-like keys come first in JavaScript whatever the order of writing; only printing could tell. */
function keyOf(state: State, property: Property): string {
  const { key } = property
  if (!property.computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && !key.regex) return String(key.bigint ?? key.value)
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]!.value.cooked ?? ''
  return messages.computed_key(spanOf(state.frame.unit, key))
}
