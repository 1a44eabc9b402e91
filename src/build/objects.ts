/** Object literals: fields in the order in which they are first named. */
import type { ObjectExpression, Property } from 'acorn'
import type { Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { spanOf } from './context.ts'
import { emit, type State } from './state.ts'

export function buildObject(state: State, node: ObjectExpression): Value {
  const fields = new Map<string, Value>()
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') messages.object_spread(spanOf(state.frame.unit, property))
    const name = keyOf(state, property)
    if (property.kind !== 'init') messages.accessor_in_object(spanOf(state.frame.unit, property), { name })
    if (name === '__proto__' && !property.shorthand && !property.computed) messages.prototype_key(spanOf(state.frame.unit, property))
    fields.set(name, state.build.expression(state, property.value))
  }
  return emit(state, node, 'js.object', [...fields.values()], { names: [...fields.keys()] })
}

/** Integer-like keys come first in JavaScript whatever the order of writing; only printing could tell. */
function keyOf(state: State, property: Property): string {
  const { key } = property
  if (!property.computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && !key.regex) return String(key.bigint ?? key.value)
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]!.value.cooked ?? ''
  return messages.computed_key(spanOf(state.frame.unit, key))
}
