/** What is put into slots of records, lists and instances. */
import type { Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { callbackOf, callbackToHost } from '../callbacks.ts'
import { describe } from '../describe.ts'
import { representable } from '../forms.ts'
import { checkFunction } from '../functions.ts'
import { K } from '../lattice.ts'
import type { ClosureShape, Slot } from '../shapes.ts'
import type { Lower } from './lower.ts'
import { recordOfHost } from './own-functions.ts'
import { mustBeOurs, promise } from './promises.ts'
import { slotRepr } from './storage.ts'

/** A value in the form of a slot; checked where the slot's type was declared narrower. */
export function slotValue(l: Lower, slot: Slot, value: Value, repr = slotRepr(slot.type)): Value {
  if (!representable(slot.type)) messages.mixed_types(l.b.span, { types: describe(slot.type) })
  if (slot.hosted && callbackToHost(slot.type)) return hostFunction(l, slot, value)
  if (slot.declared) promise(l, value, slot)
  if (slot.hosted) mustBeOurs(l, value, slot)
  if (slot.hosted && slot.type.kinds & K.FUNCTION) checkFunction(l.world, slot, l.b.span)
  return l.as(value, repr, slot.type)
}

/** A function of the host, or one of the module, which is one of the host's there. */
function hostFunction(l: Lower, slot: Slot, value: Value): Value {
  const type = l.type(value)
  const refuse = (reason: string) => messages.aot_function_field(l.b.span, { field: slot.label ?? 'the field', reason })
  if (slot.declared && type.kinds !== K.CONSTANT) promise(l, value, slot)
  const [{ template }] = slot.type.closures as [ClosureShape]
  if (type.closures.some((other) => callbackOf(other.template) && other.template.id !== template.id))
    return refuse('the host gives it as a function of another type, so write the same type in both places')
  const record = recordOfHost(l, value, callbackOf(template)!)
  return record ?? refuse(OTHERS)
}

const OTHERS =
  'it uses variables of the function around it, so keep what it uses in fields and make it a method, or have the function given from outside'
