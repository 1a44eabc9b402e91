/** Object literals: fields in the order in which they are first named. */
import type { Expression, ObjectExpression, Property, SpreadElement } from 'acorn'
import type { Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { emit, type State, variableOf } from './state.ts'

export function buildObject(state: State, node: ObjectExpression): Value {
  const fields = new Map<string, Value>()
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      spreadFields(state, property, fields)
      continue
    }
    const name = keyOf(state, property)
    if (property.kind !== 'init') messages.accessor_in_object(spanOf(state.frame.unit, property), { name })
    if (name === '__proto__' && !property.shorthand && !property.computed) messages.prototype_key(spanOf(state.frame.unit, property))
    fields.set(name, state.build.expression(state, property.value))
  }
  return emit(state, node, 'js.object', [...fields.values()], { names: [...fields.keys()] })
}

/** `...p` where the fields of `p` can be read off the source: an object literal, or a constant that holds one. */
function spreadFields(state: State, node: SpreadElement, fields: Map<string, Value>): void {
  const names = fieldNames(state, node.argument)
  if (!names) messages.object_spread(spanOf(state.frame.unit, node))
  const object = state.build.expression(state, node.argument)
  for (const name of names) fields.set(name, emit(state, node, 'js.get', [object], name))
}

function fieldNames(state: State, node: Expression): string[] | undefined {
  const variable = node.type === 'Identifier' ? variableOf(state, node) : undefined
  const literal = variable ? variable.writes === 0 && variable.value : node
  if (!literal || literal.type !== 'ObjectExpression') return undefined
  const names: string[] = []
  for (const property of literal.properties) {
    if (property.type === 'SpreadElement') {
      const more = fieldNames(state, property.argument)
      if (!more) return undefined
      names.push(...more)
    } else names.push(keyOf(state, property))
  }
  return names
}

/** Integer-like keys come first in JavaScript whatever the order of writing; only printing could tell. */
function keyOf(state: State, property: Property): string {
  const { key } = property
  if (!property.computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && !key.regex) return String(key.bigint ?? key.value)
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]!.value.cooked ?? ''
  return messages.computed_key(spanOf(state.frame.unit, key))
}
