/** What is put into slots of records, lists and instances. */
import type { Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { representable } from '../forms.ts'
import { checkFunction } from '../functions.ts'
import { K } from '../lattice.ts'
import type { Slot } from '../shapes.ts'
import type { Lower } from './lower.ts'
import { mustBeOurs, promise } from './promises.ts'
import { slotRepr } from './storage.ts'

/** A value in the form of a slot; checked where the slot's type was declared narrower. */
export function slotValue(l: Lower, slot: Slot, value: Value, repr = slotRepr(slot.type)): Value {
  if (!representable(slot.type)) messages.mixed_types(l.b.span, { types: describe(slot.type) })
  if (slot.declared) promise(l, value, slot)
  if (slot.hosted) mustBeOurs(l, value, slot)
  if (slot.hosted && slot.type.kinds & K.FUNCTION) checkFunction(l.world, slot, l.type(value), l.b.span)
  return l.as(value, repr, slot.type)
}
