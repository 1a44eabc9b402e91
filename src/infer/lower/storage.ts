/** How slots of records, cells, closures and lists are laid out and accessed. */
import { type FieldStorage, type Layout, LIST } from '../../artifact/layout.ts'
import { CALLBACK, listLayout, objectLayout, recordLayout } from '../../artifact/layouts.ts'
import type { Value } from '../../ir/function.ts'
import type { Storage } from '../../ir/types.ts'
import { STORAGE } from '../../ir/types.ts'
import { callbackOf } from '../callbacks.ts'
import type { Repr } from '../forms.ts'
import { BOOLEAN, K, NULLISH, onlyKinds, restrict, type SemType } from '../lattice.ts'
import { isThrown } from '../mixed.ts'
import { isInt32, isSafeInteger } from '../range.ts'
import type { ClosureShape, Node, Shape, Slot } from '../shapes.ts'
import type { Maker } from './lower.ts'

/** The shape of a heap object, null and undefined aside. */
export function shapeIn(l: Maker, type: SemType): Shape | undefined {
  const solid = restrict(type, ~NULLISH)
  return onlyKinds(solid, K.REF) ? l.world.shapes.find(solid.shape!) : undefined
}

/** Storage of a slot of a type; must agree with storageOf for types that cross to the host. */
export function slotStorage(type: SemType): FieldStorage {
  const rest = type.kinds & ~NULLISH
  if (onlyKinds(type, K.NUMBER)) return isInt32(type.range!) && !type.range!.negativeZero ? 'i32' : 'f64'
  if (onlyKinds(type, BOOLEAN)) return 'bool'
  if (type.kinds === K.BIGINT) return 'i64'
  if (rest === K.STRING || isThrown(type)) return 'i32'
  if (rest === K.BIGINT || rest === K.REF || rest === K.FUNCTION || type.kinds === K.CELL) return 'ref'
  return 'f64'
}

/** Register form of what is loaded from a slot. */
export function slotRepr(type: SemType): Repr {
  const storage = slotStorage(type)
  if (type.kinds === K.CONSTANT) return 'none'
  switch (storage) {
    case 'i32':
      return (type.kinds & ~NULLISH) === K.STRING ? 'str' : isThrown(type) ? 'error' : 'i32'
    case 'bool':
      return 'bool'
    case 'i64':
      return 'big'
    case 'ref':
      return (type.kinds & ~NULLISH) === K.BIGINT ? 'bigbox' : 'ref'
    default:
      return onlyKinds(type, K.NUMBER) ? 'f64' : 'tagged'
  }
}

/** A field of an instance that only compiled code knows: larger integers stay integers. */
function isLongField({ type, hosted }: Slot): boolean {
  return !hosted && onlyKinds(type, K.NUMBER) && isSafeInteger(type.range!) && !type.range!.negativeZero && !isInt32(type.range!)
}

export function fieldStorage(slot: Slot): FieldStorage {
  return isLongField(slot) ? 'i64' : slotStorage(slot.type)
}

export function fieldRepr(slot: Slot): Repr {
  return isLongField(slot) ? 'i64' : slotRepr(slot.type)
}

export function nodeLayout(l: Maker, node: Node): Layout {
  if (node.kind === 'sequence' && node.growable) return l.output.layout(listLayout(slotStorage(node.element.type)))
  const fields = [...node.slots].map(([name, slot]) => ({ name, storage: slotStorage(slot.type) }))
  if (node.kind === 'record') return l.output.layout(objectLayout(fields))
  return l.output.layout(recordLayout(fields, node.kind === 'cell' ? 'cell' : ''))
}

export function closureLayout(l: Maker, closure: ClosureShape): Layout {
  const root = l.world.shapes.findClosure(closure)
  // The run time makes some too.
  if (callbackOf(root.template)) return l.output.layout(CALLBACK)
  const captures = root.captures.map((slot, index) => ({ name: String(index), storage: slotStorage(slot.type) }))
  return l.output.layout(recordLayout([{ name: 'tag', storage: 'i32' as const }, ...captures], `closure${l.output.tag(root.template.id)}`))
}

function access(layout: Layout, name: string, fixed: boolean) {
  const field = layout.fields.find((candidate) => candidate.name === name)!
  return { offset: field.offset, storage: field.storage as Storage, region: `field:${layout.name}.${name}`, fixed }
}

export function loadField(l: Maker, object: Value, layout: Layout, name: string, fixed = false): Value {
  const form = access(layout, name, fixed)
  return l.b.inst('load', [object], form, STORAGE[form.storage].type)
}

export function storeField(l: Maker, object: Value, layout: Layout, name: string, value: Value, fixed = false): void {
  l.b.inst('store', [object, value], access(layout, name, fixed))
}

/** Fields of a list's header, by name. */
export function listField(l: Maker, list: Value, name: 'length' | 'capacity'): Value {
  return l.b.inst('load', [list], { offset: LIST[name], storage: 'i32', region: `list.${name}`, fixed: false }, 'i32')
}

export function listData(l: Maker, list: Value): Value {
  return l.b.inst('load', [list], { offset: LIST.data, storage: 'i32', region: 'list.data', fixed: false }, 'ptr')
}

export function setListLength(l: Maker, list: Value, length: Value): void {
  l.b.inst('store', [list, length], { offset: LIST.length, storage: 'i32', region: 'list.length', fixed: false })
}
