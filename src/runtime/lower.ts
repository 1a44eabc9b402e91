/**
 * Values of the host → values of compiled code. Throws MISFIT where a value does not fit its type; the caller then
 * asks `misfit` for the sentence. Objects are copied to the heap, the same object once per call.
 */

import { crossing } from '../artifact/abi.ts'
import { BLOCK, type Layout, LIST, NULL_REF, TEXTS, UNDEFINED_REF } from '../artifact/layout.ts'
import { BIGINT_BOX, layoutOf, STORED_BYTES, storageOf } from '../artifact/layouts.ts'
import { printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import { lowerArray } from './arrays.ts'
import { refOfType } from './classes.ts'
import { elementsOf, extraProperty, hasAsked, isPlainObject } from './fits.ts'
import { type Frame, MISFIT } from './frame.ts'
import { give, keep, newRecord } from './given.ts'
import { stringHandle } from './handles.ts'
import { allocate, allocateBlock } from './heap.ts'
import { reserve } from './heap-state.ts'
import { keyOf } from './identity.ts'
import { share } from './instances.ts'
import { BYTES_ID, layoutId, REFS_ID } from './layout-table.ts'
import { codeOf, fits, OTHER } from './scalars.ts'
import { mixedBits, tagBits } from './tags.ts'

export function storedBytes(type: HostType): number {
  return STORED_BYTES[storageOf(type)]
}

/** An argument as the wasm function takes it; undefined where nothing crosses. */
export function lower(frame: Frame, type: HostType, value: unknown, written: boolean, path = 'the function'): number | bigint | undefined {
  const code = codeOf(type)
  if (code !== OTHER) {
    if (!fits(code, value)) throw MISFIT
    return typeof value === 'boolean' ? Number(value) : (value as number | bigint)
  }
  switch (type.kind) {
    case 'string':
      if (typeof value !== 'string') throw MISFIT
      return stringHandle(frame.machine.handles, value)
    case 'undefined':
      if (value !== undefined) throw MISFIT
      return undefined
    case 'null':
      if (value !== null) throw MISFIT
      return undefined
    case 'function':
      if (typeof value !== 'function' || keyOf(value) !== type.key) throw MISFIT
      return undefined
    case 'callback':
      if (typeof value !== 'function') throw MISFIT
      return type.kept ? keep(frame.machine, value, type, path) : give(frame, value, type, path)
    case 'optional':
      return crossing(type) === 'i64' ? lowerTagged(frame, type, value) : lowerOptional(frame, type, value, written)
    default:
      return lowerObject(frame, type, value, written)
  }
}

function lowerTagged(frame: Frame, type: HostType & { kind: 'optional' }, value: unknown): bigint {
  const nothing = (value === null && type.null) || (value === undefined && type.undefined)
  if (!nothing && !fits(codeOf(type.type), value)) throw MISFIT
  return mixedBits(frame.machine.handles, value)!
}

function lowerOptional(frame: Frame, type: HostType & { kind: 'optional' }, value: unknown, written: boolean): number {
  const isText = type.type.kind === 'string'
  if (value === null && type.null) return isText ? TEXTS.null : NULL_REF
  if (value === undefined && type.undefined) return isText ? TEXTS.undefined : UNDEFINED_REF
  if (isText) return lower(frame, type.type, value, written) as number
  if (codeOf(type.type) === OTHER) return lowerObject(frame, type.type, value, written)
  if (!fits(codeOf(type.type), value)) throw MISFIT
  const box = newObject(frame, BIGINT_BOX)
  frame.machine.memory.longs[(box + BIGINT_BOX.fields[0]!.offset) / 8] = value as bigint
  return box
}

/** A reference to a typed array, a list, a tuple or a record; or to a function that is a part of one. */
function lowerObject(frame: Frame, type: HostType, value: unknown, written: boolean): number {
  if (type.kind === 'class') {
    const ref = refOfType(type.key, value)
    if (ref === 0) throw MISFIT
    share(frame.machine, ref, value as object)
    return ref
  }
  reserve(frame.machine.heap)
  if (type.kind === 'callback') {
    const ref = newRecord(frame.machine, lower(frame, type, value, written) as number)
    frame.machine.heap.pins.push(ref)
    return ref
  }
  if (type.kind === 'array') return lowerArray(frame, type.element, value, written)
  if (typeof value !== 'object' || value === null) throw MISFIT
  if (type.kind === 'record' && type.asked !== undefined && !hasAsked(type, value)) throw MISFIT
  const held = frame.machine.held.get(value)
  if (held !== undefined && !('of' in type) && printType(held.type) === printType(type)) return held.ref
  const known = frame.objects?.get(value)
  if (known !== undefined) {
    if (known.type.kind === 'list' && known.type.of)
      throw new TypeError(`one ${known.type.of} is given as two arguments, of which compiled code would have two copies`)
    if (known.type !== type && layoutOf(known.type).name !== layoutOf(type).name) throw MISFIT
    known.written ||= written
    return known.ref
  }
  switch (type.kind) {
    case 'list':
      return lowerList(frame, type, value, written)
    case 'tuple':
      if (!Array.isArray(value) || value.length !== type.elements.length) throw MISFIT
      return lowerFields(
        frame,
        type,
        value,
        type.elements.map((element, index) => ({ name: String(index), type: element })),
        written,
      )
    case 'record':
      if (!isPlainObject(value) || extraProperty(type, value) !== undefined) throw MISFIT
      return lowerFields(frame, type, value, type.fields, written)
  }
  throw MISFIT
}

/** A new object that stays until the frame is left; its references are null. */
function newObject(frame: Frame, layout: Layout): number {
  const { heap, layouts } = frame.machine
  const ref = allocate(heap, layout.bytes, layoutId(layouts, layout), true)
  heap.pins.push(ref)
  return ref
}

function remember(frame: Frame, value: object, type: HostType, ref: number, written: boolean): void {
  frame.objects ??= new Map()
  frame.objects.set(value, { value, type, ref, written })
}

function lowerFields(
  frame: Frame,
  type: HostType,
  value: object,
  fields: readonly { name: string; type: HostType }[],
  written: boolean,
): number {
  const layout = layoutOf(type)
  const ref = newObject(frame, layout)
  remember(frame, value, type, ref, written)
  for (const [index, field] of fields.entries()) {
    store(frame, field.type, ref + layout.fields[index]!.offset, (value as Record<string, unknown>)[field.name], written)
  }
  return ref
}

function lowerList(frame: Frame, type: HostType & { kind: 'list' }, value: object, written: boolean): number {
  const values = elementsOf(type, value)
  if (values === undefined) throw MISFIT
  const { machine } = frame
  const { words } = machine.memory
  const ref = newObject(frame, layoutOf(type))
  if (!type.fresh) remember(frame, value, type, ref, written)
  const { length } = values
  if (length === 0) return ref
  const bytes = storedBytes(type.element)
  const block = allocateBlock(machine.heap, length * bytes, storageOf(type.element) === 'ref' ? REFS_ID : BYTES_ID)
  const data = block + BLOCK.data
  words[(ref + LIST.data) >> 2] = data
  words[(ref + LIST.length) >> 2] = length
  words[(ref + LIST.capacity) >> 2] = length
  words[(ref + LIST.block) >> 2] = block
  if (type.element.kind === 'float64') storeNumbers(machine.memory.doubles, data / 8, values)
  else for (let index = 0; index < length; index++) store(frame, type.element, data + index * bytes, values[index], written)
  return ref
}

function storeNumbers(doubles: Float64Array, at: number, values: readonly unknown[]): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (typeof value !== 'number') throw MISFIT
    doubles[at + index] = value
  }
}

/** Put a value into a field or element. */
function store(frame: Frame, type: HostType, address: number, value: unknown, written: boolean): void {
  const { memory } = frame.machine
  switch (storageOf(type)) {
    case 'f64':
      storeDouble(frame, type, address, value)
      return
    case 'i64':
      memory.longs[address / 8] = lower(frame, type, value, written) as bigint
      return
    case 'bool':
      memory.bytes[address] = lower(frame, type, value, written) as number
      return
    case 'i32':
    case 'ref': {
      // The store comes after whatever lowering allocates: nothing moves, but order keeps this easy to see.
      const put = type.kind === 'callback' ? lowerObject : lower
      const word = put(frame, type, value, written) as number
      memory.words[address >> 2] = word
      return
    }
  }
  throw MISFIT
}

function storeDouble(frame: Frame, type: HostType, address: number, value: unknown): void {
  const { memory } = frame.machine
  if (type.kind === 'optional') memory.longs[address / 8] = lowerTagged(frame, type, value)
  else if (type.kind === 'undefined' || type.kind === 'null') {
    if (value !== (type.kind === 'null' ? null : undefined)) throw MISFIT
    memory.longs[address / 8] = tagBits(value)!
  } else {
    if (!fits(codeOf(type), value)) throw MISFIT
    memory.doubles[address / 8] = value as number
  }
}
