/** Values of compiled code → values of the host. An object that came from the host is that object again. */
import { crossing } from '../artifact/abi.ts'
import { ARRAY, BLOCK, LIST, NULL_REF, UNDEFINED_REF } from '../artifact/layout.ts'
import { BIGINT_BOX, collectionLayout, layoutOf, mapsOf, storageOf } from '../artifact/layouts.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { ownedArray, viewOf } from './array.ts'
import type { Frame, HostArray } from './frame.ts'
import { functionIn } from './given.ts'
import { stringOf, textOf } from './handles.ts'
import { reserve } from './heap-state.ts'
import { instanceAt } from './instances.ts'
import { storedBytes } from './lower.ts'
import type { Machine } from './machine.ts'
import { constructorOf, type TypedArray } from './memory.ts'
import { fromMixedBits } from './tags.ts'

/** What has been lifted in one go: a second reference to it gives the same host object. */
export interface Lifter {
  readonly machine: Machine
  readonly arrays: readonly HostArray[]
  readonly objects: Map<number, object>
  /** Buffers of blocks that arrays made by compiled code own. */
  readonly buffers: Map<number, ArrayBuffer>
  /** What an instance may hold, and so must not be copied; undefined for anything else. */
  readonly live: ((type: HostType, ref: number) => unknown) | undefined
}

export function lifterOf(frame: Frame, live?: Lifter['live']): Lifter {
  const objects = new Map<number, object>()
  for (const { ref, value } of frame.objects?.values() ?? []) objects.set(ref, value)
  for (const { descriptor, array } of frame.arrays) objects.set(descriptor, array)
  return { machine: frame.machine, arrays: frame.arrays, objects, buffers: new Map(), live }
}

/** Lift a value that is to be shown, not kept. */
export function liftDetached(machine: Machine, type: HostType, raw: number | bigint): unknown {
  return lift({ machine, arrays: [], objects: new Map(), buffers: new Map(), live: undefined }, type, raw)
}

/** A result as the wasm function gave it. */
export function lift(lifter: Lifter, type: HostType, raw: number | bigint | undefined): unknown {
  switch (type.kind) {
    case 'optional':
      return liftOptional(lifter, type, raw!)
    case 'array':
    case 'list':
    case 'tuple':
    case 'record':
    case 'class':
    case 'callback':
      return liftObject(lifter, type, raw as number)
    default:
      return liftScalar(lifter.machine, type, raw)
  }
}

/** What is no object is lifted alone. */
export function liftScalar(machine: Machine, type: HostType, raw: number | bigint | undefined): unknown {
  switch (type.kind) {
    case 'void':
    case 'undefined':
      return undefined
    case 'null':
      return null
    case 'boolean':
      return raw !== 0
    case 'uint32':
      return (raw as number) >>> 0
    case 'uint64':
      return BigInt.asUintN(64, raw as bigint)
    case 'string':
      return stringOf(machine.handles, raw as number)
    default:
      return raw
  }
}

function liftOptional(lifter: Lifter, type: HostType & { kind: 'optional' }, raw: number | bigint): unknown {
  if (type.type.kind === 'string') return textOf(lifter.machine.handles, raw as number)
  if (crossing(type) === 'i64') return fromMixedBits(lifter.machine.handles, raw as bigint)
  if (raw === NULL_REF) return null
  if (raw === UNDEFINED_REF) return undefined
  if (type.type.kind !== 'int64' && type.type.kind !== 'uint64') return liftObject(lifter, type.type, raw as number)
  return lift(lifter, type.type, lifter.machine.memory.longs[((raw as number) + BIGINT_BOX.fields[0]!.offset) / 8]!)
}

function liftObject(lifter: Lifter, type: HostType, ref: number): object {
  if (type.kind === 'class') return instanceAt(lifter.machine, ref)
  if (type.kind === 'callback') return functionIn(lifter.machine, ref) as object
  reserve(lifter.machine.heap)
  const known = lifter.objects.get(ref)
  if (known !== undefined) return known
  const live = lifter.live?.(type, ref)
  if (live !== undefined) return live as object
  if (type.kind === 'array') return liftArray(lifter, type.element, ref)
  const made: object = type.kind === 'record' ? {} : type.kind === 'list' && type.of ? newCollection(type.of) : []
  lifter.objects.set(ref, made)
  if (type.kind === 'list' && type.of) fillCollection(made, entriesOf(lifter, type, ref))
  else if (type.kind === 'list') fillList(lifter, type.element, ref, made as unknown[])
  else if (type.kind === 'tuple') fillTuple(lifter, type, ref, made as unknown[])
  else if (type.kind === 'record') fillRecord(lifter, type, ref, made)
  else throw new TypeError(`values of type ${type.kind} cannot be returned to the host`)
  return made
}

function fillTuple(lifter: Lifter, type: HostType & { kind: 'tuple' }, ref: number, made: unknown[]): void {
  const { fields } = layoutOf(type)
  for (let index = 0; index < fields.length; index++) made.push(load(lifter, type.elements[index]!, ref + fields[index]!.offset))
}

function fillRecord(lifter: Lifter, type: HostType & { kind: 'record' }, ref: number, made: object): void {
  const { fields } = layoutOf(type)
  for (let index = 0; index < fields.length; index++) {
    const { name, offset } = fields[index]!
    const field = type.fields[index]!
    const value = load(lifter, field.type, ref + offset)
    if (value !== undefined || field.lacked !== true) define(made, name, value)
  }
}

/** As an object literal would: `__proto__` is a name like any other. */
function define(target: object, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
  else (target as Record<string, unknown>)[name] = value
}

function fillList(lifter: Lifter, element: HostType, ref: number, list: unknown[]): void {
  const { words, doubles } = lifter.machine.memory
  const data = words[(ref + LIST.data) >> 2]!
  const length = words[(ref + LIST.length) >> 2]!
  const bytes = storedBytes(element)
  if (element.kind === 'float64') for (let index = 0; index < length; index++) list.push(doubles[data / 8 + index])
  else for (let index = 0; index < length; index++) list.push(load(lifter, element, data + index * bytes))
}

function newCollection(of: 'Map' | 'Set' | 'Record'): object {
  return of === 'Map' ? new Map() : of === 'Set' ? new Set() : {}
}

/** Pairs of a Map or of names and values, values of a Set. */
export function fillCollection(made: object, values: readonly unknown[]): void {
  if (made instanceof Set) for (const value of values) made.add(value)
  else if (made instanceof Map) for (const [key, value] of values as [unknown, unknown][]) made.set(key, value)
  else for (const [name, value] of values as [string, unknown][]) define(made, name, value)
}

/** What is in a collection: a list of it, or the collection itself. */
function entriesOf(lifter: Lifter, type: HostType & { kind: 'list' }, ref: number): unknown[] {
  if (!type.copied) return listValues(lifter, type.element, ref)
  const { words } = lifter.machine.memory
  const at = (name: string) => words[(ref + collectionLayout(type).fields.find((field) => field.name === name)!.offset) >> 2]!
  const { element } = type
  // The host's object puts indices first by itself, and in their order.
  if (type.of === 'Record') return mapsOf(type).flatMap(({ name, map }) => entriesOf(lifter, map, at(name)))
  const isMap = type.of === 'Map'
  const elements = isMap ? (element as HostType & { kind: 'tuple' }).elements : [element]
  const [keys, values] = elements.map((each, index) => listValues(lifter, each, at(index === 0 ? '#keys' : '#values')))
  const index = at('#index')
  const hashes = index === 0 ? 0 : words[(index + ARRAY.data) >> 2]! >> 2
  const entries: unknown[] = []
  for (const [place, key] of keys!.entries())
    if (hashes === 0 || words[hashes + place]! >= 0) entries.push(isMap ? [key, values![place]] : key)
  return entries
}

/** The elements of a list. */
export function listValues(lifter: Lifter, element: HostType, ref: number): unknown[] {
  const list: unknown[] = []
  fillList(lifter, element, ref, list)
  return list
}

/** The fields of a record or the elements of a tuple, by name. */
export function fieldValues(lifter: Lifter, type: HostType, ref: number): { name: string; value: unknown }[] {
  if (type.kind !== 'record' && type.kind !== 'tuple') throw new TypeError(`values of type ${type.kind} cannot be returned to the host`)
  const { fields } = layoutOf(type)
  return fields.map(({ name, offset }, index) => {
    const fieldType = type.kind === 'record' ? type.fields[index]!.type : type.elements[index]!
    return { name, value: load(lifter, fieldType, ref + offset) }
  })
}

function load(lifter: Lifter, type: HostType, address: number): unknown {
  const { words, doubles, longs, bytes } = lifter.machine.memory
  switch (storageOf(type)) {
    case 'f64': {
      const tagged = type.kind === 'optional' || type.kind === 'undefined' || type.kind === 'null'
      return tagged ? fromMixedBits(lifter.machine.handles, longs[address / 8]!) : doubles[address / 8]!
    }
    case 'i64':
      return lift(lifter, type, longs[address / 8]!)
    case 'bool':
      return bytes[address] !== 0
    default:
      return lift(lifter, type, words[address >> 2]!)
  }
}

/** A typed array: a view of the host's own buffer if it is part of an argument, else a copy in a buffer of its own. */
export function liftArray(lifter: Omit<Lifter, 'live'>, element: ElementKind, ref: number): TypedArray {
  const { words } = lifter.machine.memory
  const data = words[(ref + ARRAY.data) >> 2]!
  const length = words[(ref + ARRAY.length) >> 2]!
  const host = words[(ref + ARRAY.host) >> 2]!
  const source = host > 0 ? lifter.arrays[host - 1] : undefined
  const own = host < 0 ? ownedArray(host) : undefined
  if (own !== undefined && lifter.machine.owned.get(own)?.descriptor === ref) return own
  const made = own
    ? viewOf(own, element, data - own.byteOffset, length)
    : source
      ? viewOf(source.array, element, data - source.data, length)
      : copyOf(lifter, element, ref, data, length)
  lifter.objects.set(ref, made)
  return made
}

/** Arrays that share a block inside share a buffer outside. */
function copyOf(lifter: Omit<Lifter, 'live'>, element: ElementKind, ref: number, data: number, length: number): TypedArray {
  const { words, buffer } = lifter.machine.memory
  const Constructor = constructorOf(element)
  const block = words[(ref + ARRAY.owner) >> 2]!
  if (block === 0) return new Constructor(buffer, data, length).slice()
  const start = block + BLOCK.data
  let copy = lifter.buffers.get(block)
  if (copy === undefined) {
    copy = buffer.slice(start, start + words[(block + BLOCK.size) >> 2]!)
    lifter.buffers.set(block, copy)
  }
  return new Constructor(copy, data - start, length)
}
