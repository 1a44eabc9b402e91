/** Writing what an instance holds, from the host: exactly, or not at all. What would have to be copied is refused. */
import { type FieldStorage, NULL_REF, TEXTS, UNDEFINED_REF } from '../artifact/layout.ts'
import { BIGINT_BOX, STORED_BYTES } from '../artifact/layouts.ts'
import { printType } from '../artifact/signature.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { refOfType } from './classes.ts'
import { misfit } from './fits.ts'
import { keptRecord } from './given.ts'
import { constantHandle } from './handles.ts'
import { allocate } from './heap.ts'
import { reserve } from './heap-state.ts'
import { share } from './instances.ts'
import { layoutId } from './layout-table.ts'
import type { Machine } from './machine.ts'
import { codeOf, fits, OTHER, show } from './scalars.ts'
import { mixedBits } from './tags.ts'

/** Which view of memory holds a storage. */
export const VIEWS: Record<FieldStorage, ElementKind> = {
  i8: 'int8',
  u8: 'uint8',
  u8c: 'uint8',
  i16: 'int16',
  u16: 'uint16',
  i32: 'int32',
  u32: 'uint32',
  i64: 'int64',
  f32: 'float32',
  f64: 'float64',
  bool: 'uint8',
  ref: 'int32',
}

/** Store a value exactly, or throw: what compiled code keeps must not be a copy of something that the host keeps too. */
export function store(machine: Machine, type: HostType, storage: FieldStorage, address: number, value: unknown, where: string): void {
  reserve(machine.heap)
  const { words, longs, views } = machine.memory
  if (type.kind === 'optional') {
    const nothing = (value === null && type.null) || (value === undefined && type.undefined)
    if (storage === 'f64') {
      if (!nothing && !fits(codeOf(type.type), value)) throw misfit(type, value, where)!
      longs[address / 8] = mixedBits(machine.handles, value)!
      return
    }
    if (nothing) {
      const values = type.type.kind === 'string' ? TEXTS : { null: NULL_REF, undefined: UNDEFINED_REF }
      words[address >> 2] = value === null ? values.null : values.undefined
      return
    }
    if (type.type.kind === 'int64' || type.type.kind === 'uint64') {
      if (!fits(codeOf(type.type), value)) throw misfit(type, value, where)!
      const box = allocate(machine.heap, BIGINT_BOX.bytes, layoutId(machine.layouts, BIGINT_BOX), true)
      longs[(box + BIGINT_BOX.fields[0]!.offset) / 8] = value as bigint
      words[address >> 2] = box
      return
    }
    store(machine, type.type, storage, address, value, where)
    return
  }
  const code = codeOf(type)
  if (code !== OTHER && storage !== 'ref') {
    if (!fits(code, value)) throw misfit(type, value, where)!
    views[VIEWS[storage]][address / STORED_BYTES[storage]] = (typeof value === 'boolean' ? Number(value) : value) as never
    return
  }
  words[address >> 2] = referenceTo(machine, type, value, where)
}

function referenceTo(machine: Machine, type: HostType, value: unknown, where: string): number {
  switch (type.kind) {
    case 'class': {
      const ref = refOfType(type.key, value)
      if (ref === 0) throw misfit(type, value, where) ?? new TypeError(`${where} cannot be set to ${show(value)}`)
      share(machine, ref, value as object)
      return ref
    }
    case 'array': {
      const error = misfit(type, value, where)
      if (error) throw error
      const own = machine.owned.get(value as object)
      if (own !== undefined) return own.descriptor
      throw new TypeError(
        `${where} can hold only an array in the memory of compiled code: make it with array(${(value as object).constructor.name}, …), or copy it in a method`,
      )
    }
    case 'list':
    case 'tuple':
    case 'record': {
      const own = machine.held.get(value as object)
      if (own !== undefined && printType(own.type) === printType(type)) return own.ref
      const error = misfit(type, value, where)
      if (error) throw error
      break
    }
    case 'callback':
      if (typeof value !== 'function') throw misfit(type, value, where)!
      return keptRecord(machine, value, type, where)
    case 'string':
      if (typeof value !== 'string') throw misfit(type, value, where)!
      return constantHandle(machine.handles, value)
  }
  throw new TypeError(`${where} cannot be set from outside, since the object would be copied: set it in a method of the class`)
}
