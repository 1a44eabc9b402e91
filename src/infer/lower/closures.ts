/** Function values at run time: a record with the template's tag and what it captured. */
import type { Value } from '../../ir/function.ts'
import type { ClosureShape } from '../shapes.ts'
import type { Maker } from './lower.ts'
import { closureLayout, storeField } from './storage.ts'

/** A closure record; `captures` are registers in the forms of the slots (undefined where a slot has no form). */
export function closureRecord(l: Maker, closure: ClosureShape, captures: readonly (Value | undefined)[]): Value {
  const layout = closureLayout(l, closure)
  const record = l.b.inst('alloc', [], layout.name)
  storeField(l, record, layout, 'tag', l.b.i32(l.output.tag(closure.template.id)), true)
  captures.forEach((value, index) => {
    if (value !== undefined) storeField(l, record, layout, String(index), value, true)
  })
  return record
}
