/**
 * `Buffer.from(plain)`: an instance with the fields of an object, without running the constructor. Arrays and objects in
 * it are copied; instances are taken as they are.
 */
import { BLOCK, type FieldStorage, LIST } from '../artifact/layout.ts'
import { collectionLayout, isIndex, layoutOf, mapsOf, STORED_BYTES, storageOf } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { makeArray } from './array.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { elementsOf, misfit } from './fits.ts'
import { allocate, allocateBlock } from './heap.ts'
import { reserve } from './heap-state.ts'
import { BYTES_ID, layoutId, REFS_ID } from './layout-table.ts'
import { store } from './live-store.ts'
import type { Machine } from './machine.ts'
import type { TypedArray } from './memory.ts'
import { show, typedArrayName } from './scalars.ts'

/** One copy: an object met twice is one object. */
interface Copy {
  readonly machine: Machine
  readonly made: Map<object, number>
  readonly origin: Origin | undefined
}

/** Where objects are instances of classes as they were written, each of which is one instance of the compiled class. */
export interface Origin {
  /** Private fields, where they can be read. */
  privateOf(plain: object): Readonly<Record<string, unknown>> | undefined
  known(plain: object): object | undefined
  /** Arrays and objects that were copied for one: for another there would be a second copy. */
  readonly taken: WeakSet<object>
  /** The compiled class of an instance: that of a field may be one that it extends. */
  classOf(plain: object): RuntimeClass | undefined
  note(plain: object, instance: object): void
}

export function classFrom(machine: Machine, found: RuntimeClass, plain: unknown, origin?: Origin): object {
  reserve(machine.heap)
  const { pins } = machine.heap
  const before = pins.length
  try {
    const ref = copyInstance({ machine, made: new Map(), origin }, found, plain, found.name)
    return origin?.known(plain as object) ?? found.shell.wrap(ref)
  } finally {
    pins.length = before
  }
}

function copyInstance(copy: Copy, found: RuntimeClass, plain: unknown, where: string): number {
  if (typeof plain !== 'object' || plain === null) throw new TypeError(`${found.name}.from takes an object, not ${show(plain)}`)
  const known = copy.made.get(plain)
  if (known !== undefined) return known
  const { layout } = found
  if (layout === undefined) throw new TypeError(`${found.name}.from: no code makes a ${found.name} yet; make one with \`new\` first`)
  const ref = newObject(copy, plain, layout.bytes, layout.id)
  copy.origin?.note(plain, found.shell.wrap(ref))
  const hidden = layout.fields.some(({ name }) => name.startsWith('#')) ? copy.origin?.privateOf(plain) : undefined
  for (const { name, type, storage, offset } of layout.fields) {
    if (type?.kind === 'builtin') continue
    const fields = name.startsWith('#') ? hidden : plain
    if (type === null || fields === undefined) {
      throw new TypeError(`${found.name}.from: an object cannot have the field ${name}, which only compiled code sees`)
    }
    if (!(name in fields)) throw new TypeError(`${found.name}.from: the object has no field ${name}`)
    put(copy, type, storage, ref + offset, (fields as Record<string, unknown>)[name], `${where}.${name}`)
  }
  return ref
}

/** Zero, and alive until the copy is made. */
function newObject({ machine, made }: Copy, source: object, bytes: number, layout: number): number {
  const ref = allocate(machine.heap, bytes, layout, true)
  machine.heap.pins.push(ref)
  made.set(source, ref)
  return ref
}

function put(copy: Copy, type: HostType, storage: FieldStorage, address: number, value: unknown, where: string): void {
  const inner = type.kind === 'optional' ? type.type : type
  const ref = typeof value === 'object' && value !== null && storage === 'ref' ? referenceTo(copy, inner, value, where) : undefined
  if (ref === undefined) store(copy.machine, type, storage, address, value, where)
  else copy.machine.memory.words[address >> 2] = ref
}

/** A copy of an object; undefined for what is to be taken as it is, or does not fit. */
function referenceTo(copy: Copy, type: HostType, value: object, where: string): number | undefined {
  const { machine } = copy
  switch (type.kind) {
    case 'class': {
      const { origin } = copy
      const found = origin ? origin.classOf(value) : classById(type.key)
      const instance = origin?.known(value)
      if (instance) return found?.shell.refOf(instance)
      return found === undefined || found.shell.has(value) ? undefined : copyInstance(copy, found, value, where)
    }
    case 'array': {
      const error = misfit(type, value, where)
      if (error) throw error
      return machine.owned.get(value)?.descriptor ?? copy.made.get(value) ?? copyArray(copy, type.element, value as TypedArray, where)
    }
    case 'list':
      if (type.of) {
        const values = elementsOf(type, value)
        return values && (copy.made.get(value) ?? copyCollection(copy, type, value, values, where))
      }
      if (!Array.isArray(value) || typedArrayName(value) !== undefined) throw misfit(type, value, where)!
      return copy.made.get(value) ?? copyList(copy, type, value, where)
    case 'tuple':
    case 'record': {
      const error = misfit(type, value, where)
      if (error) throw error
      return copy.made.get(value) ?? copyFields(copy, type, value, where)
    }
  }
  return undefined
}

function copyArray(copy: Copy, element: Parameters<typeof makeArray>[0], value: TypedArray, where: string): number {
  take(copy, value, where)
  const made = makeArray(element, value.length)
  made.set(value as never)
  const { descriptor } = copy.machine.owned.get(made)!
  copy.made.set(value, descriptor)
  return descriptor
}

/** What two instances hold is one thing. Copies made one after another would be two. */
function take({ origin }: Copy, value: object, where: string): void {
  if (origin?.taken.has(value)) {
    throw new TypeError(
      `${where} is ${show(value)} that another instance made at the top level holds as well, of which compiled code would have two: give each its own`,
    )
  }
  origin?.taken.add(value)
}

function copyList(copy: Copy, type: HostType & { kind: 'list' }, value: readonly unknown[], where: string): number {
  const { machine } = copy
  const { words } = machine.memory
  const layout = layoutOf(type)
  take(copy, value, where)
  const ref = newObject(copy, value, layout.bytes, layoutId(machine.layouts, layout))
  const storage = storageOf(type.element)
  const bytes = STORED_BYTES[storage]
  const block = allocateBlock(machine.heap, Math.max(value.length, 1) * bytes, storage === 'ref' ? REFS_ID : BYTES_ID)
  words[(ref + LIST.data) >> 2] = block + BLOCK.data
  words[(ref + LIST.capacity) >> 2] = Math.max(value.length, 1)
  words[(ref + LIST.block) >> 2] = block
  for (let index = 0; index < value.length; index++) {
    put(copy, type.element, storage, block + BLOCK.data + index * bytes, value[index], `${where}[${index}]`)
    words[(ref + LIST.length) >> 2] = index + 1
  }
  return ref
}

/** Without an index: compiled code makes one when it first looks for a key. */
function copyCollection(copy: Copy, type: HostType & { kind: 'list' }, value: object, values: readonly unknown[], where: string): number {
  take(copy, value, where)
  const { words, doubles } = copy.machine.memory
  const { layouts } = copy.machine
  const layout = collectionLayout(type)
  const ref = newObject(copy, value, layout.bytes, layoutId(layouts, layout))
  const at = (name: string) => ref + layout.fields.find((field) => field.name === name)!.offset
  const list = (name: string, element: HostType, from: readonly unknown[]) => {
    words[at(name) >> 2] = copyList(copy, { kind: 'list', element }, from, where)
  }
  if (type.of === 'Record') {
    const pairs = values as readonly [string, unknown][]
    for (const { name, map } of mapsOf(type)) {
      const [indices, texts] = [pairs.filter(([key]) => isIndex(key)), pairs.filter(([key]) => !isIndex(key))]
      const own = name === '#texts' ? texts : indices.map(([key, one]) => [Number(key), one])
      words[at(name) >> 2] = copyCollection(copy, map, own, own, where)
    }
    return ref
  }
  if (type.of === 'Map') {
    const [keys, held] = (type.element as HostType & { kind: 'tuple' }).elements
    const pairs = values as readonly [unknown, unknown][]
    list(
      '#keys',
      keys!,
      pairs.map(([key]) => key),
    )
    list(
      '#values',
      held!,
      pairs.map(([, one]) => one),
    )
  } else list('#keys', type.element, values)
  words[at('#live') >> 2] = values.length
  doubles[at('#next') >> 3] = values.length
  return ref
}

function copyFields(copy: Copy, type: HostType & { kind: 'tuple' | 'record' }, value: object, where: string): number {
  const layout = layoutOf(type)
  take(copy, value, where)
  const ref = newObject(copy, value, layout.bytes, layoutId(copy.machine.layouts, layout))
  for (const [index, { name, offset, storage }] of layout.fields.entries()) {
    const inner = type.kind === 'record' ? type.fields[index]!.type : type.elements[index]!
    put(copy, inner, storage, ref + offset, (value as Record<string, unknown>)[name], `${where}.${name}`)
  }
  return ref
}
