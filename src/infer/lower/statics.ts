/** Static fields that code assigns: loads from and stores to the objects in which they lie. */
import type { Captured } from '../../artifact/captured.ts'
import { recordLayout } from '../../artifact/layouts.ts'
import type { Inst, Value } from '../../ir/function.ts'
import { STORAGE, type Storage } from '../../ir/types.ts'
import { fieldMeant, KEPT, keptStatic, type StaticField, staticName } from '../statics.ts'
import { loadSlot, storeSlot } from './instances.ts'
import type { Lower } from './lower.ts'
import { slotRepr, slotStorage } from './storage.ts'

function access(field: StaticField) {
  const storage = slotStorage(field.slot.type)
  const { offset } = recordLayout([{ name: 'value', storage }]).fields[0]!
  return { offset, storage: storage as Storage, region: `static:${staticName(field)}`, fixed: false }
}

function place(l: Lower, field: StaticField): Value {
  return l.b.inst('static.ref', [], staticName(field))
}

/** False for one that is a constant. */
export function lowerGetStatic(l: Lower, inst: Inst, target: Captured & { kind: 'class' }, name: string): boolean {
  const kept = keptStatic(l.world, target, name)
  if (kept) {
    const [info] = l.world.implicits.get(kept.id)!.type.classes
    const { value, repr } = loadSlot(l, l.implicits.get(kept.id)!, info!, KEPT, info!.slots.get(KEPT)!)
    l.set(inst.result, value, repr)
    return true
  }
  const field = fieldMeant(l.world, target, name)
  if (!field?.assigned) return false
  const form = access(field)
  l.set(inst.result, l.b.inst('load', [place(l, field)], form, STORAGE[form.storage].type), slotRepr(field.slot.type))
  return true
}

export function lowerSetStatic(l: Lower, target: Captured & { kind: 'class' }, name: string, value: Value): void {
  const kept = keptStatic(l.world, target, name)
  if (kept) {
    const [info] = l.world.implicits.get(kept.id)!.type.classes
    return storeSlot(l, l.implicits.get(kept.id)!, info!, KEPT, info!.slots.get(KEPT)!, value)
  }
  const field = fieldMeant(l.world, target, name)!
  const { type } = field.slot
  l.b.inst('store', [place(l, field), l.as(value, slotRepr(type), type)], access(field))
}
