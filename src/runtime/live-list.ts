/**
 * A growable array of an instance, as the host sees it: an array that reads and writes the list in linear memory. All of
 * Array's methods work on it, since they are made of reads, writes and lengths; only what an array of compiled code
 * cannot be (sparse, of mixed types) is refused.
 */
import { BLOCK, type FieldStorage, LIST } from '../artifact/layout.ts'
import { STORED_BYTES, storageOf } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { once } from '../base/once.ts'
import { allocateBlock } from './heap.ts'
import { BYTES_ID, REFS_ID } from './layout-table.ts'
import { store } from './live-store.ts'
import { type Machine, theMachine } from './machine.ts'

type Read = (machine: Machine, type: HostType, storage: FieldStorage, address: number, where: string) => unknown

/** A list, and how to read it; `where` names it in messages. */
interface List {
  readonly machine: Machine
  readonly element: HostType
  readonly ref: number
  readonly where: string
  readonly read: Read
}

const state = once(() => ({
  known: new Map<number, WeakRef<object>>(),
  registry: new FinalizationRegistry<number>((ref) => {
    if (state().known.get(ref)?.deref() !== undefined) return
    state().known.delete(ref)
    theMachine().heap.kept.delete(ref)
  }),
}))

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** The array of the host for a list: the same one as long as somebody has it. */
export function listAt(machine: Machine, element: HostType, ref: number, where: string, read: Read): unknown[] {
  const known = state().known.get(ref)?.deref()
  if (known !== undefined) return known as unknown[]
  const list: List = { machine, element, ref, where, read }
  const target: unknown[] = []
  // Node shows the target of a proxy, which is empty.
  Object.defineProperty(target, INSPECT, { value: () => elementsOf(list), enumerable: false })
  const made = new Proxy(target, handlerOf(list))
  machine.lists.set(made, { ref, element })
  machine.heap.kept.add(ref)
  state().known.set(ref, new WeakRef(made))
  state().registry.register(made, ref)
  return made
}

function lengthOf({ machine, ref }: List): number {
  return machine.memory.words[(ref + LIST.length) >> 2]!
}

function addressOf({ machine, element, ref }: List, index: number): number {
  return machine.memory.words[(ref + LIST.data) >> 2]! + index * STORED_BYTES[storageOf(element)]
}

function readAt(list: List, index: number): unknown {
  return list.read(list.machine, list.element, storageOf(list.element), addressOf(list, index), `${list.where}[${index}]`)
}

function writeAt(list: List, index: number, value: unknown): void {
  store(list.machine, list.element, storageOf(list.element), addressOf(list, index), value, `${list.where}[${index}]`)
}

function elementsOf(list: List): unknown[] {
  return Array.from({ length: lengthOf(list) }, (_, index) => readAt(list, index))
}

/** The index that a key means, if it is one. */
function indexOf(key: string | symbol): number | undefined {
  if (typeof key !== 'string' || !/^(0|[1-9]\d{0,9})$/.test(key)) return undefined
  return Number(key)
}

function setLength(list: List, length: number): void {
  const now = lengthOf(list)
  if (!Number.isInteger(length) || length < 0 || length >= 2 ** 32) throw new RangeError('Invalid array length')
  if (length > now) throw new TypeError(`${list.where} cannot be made longer by its length: arrays of compiled code have no holes`)
  list.machine.memory.words[(list.ref + LIST.length) >> 2] = length
}

/** Append an element. It is checked before the list grows. */
function append(list: List, value: unknown): void {
  const { machine, element, ref } = list
  const { words, bytes } = machine.memory
  const length = lengthOf(list)
  const size = STORED_BYTES[storageOf(element)]
  if (length === words[(ref + LIST.capacity) >> 2]!) {
    const capacity = Math.max(4, length * 2)
    const block = allocateBlock(machine.heap, capacity * size, storageOf(element) === 'ref' ? REFS_ID : BYTES_ID)
    const from = words[(ref + LIST.data) >> 2]!
    bytes.copyWithin(block + BLOCK.data, from, from + length * size)
    words[(ref + LIST.data) >> 2] = block + BLOCK.data
    words[(ref + LIST.capacity) >> 2] = capacity
    words[(ref + LIST.block) >> 2] = block
  }
  writeAt(list, length, value)
  words[(ref + LIST.length) >> 2] = length + 1
}

function setKey(list: List, key: string | symbol, value: unknown): boolean {
  if (key === 'length') setLength(list, value as number)
  else {
    const index = indexOf(key)
    const length = lengthOf(list)
    if (index === undefined) throw new TypeError(`${list.where} is an array of compiled code, which has no property ${String(key)}`)
    if (index > length) throw new TypeError(`${list.where}[${index}] would leave a hole: its length is ${length}`)
    if (index === length) append(list, value)
    else writeAt(list, index, value)
  }
  return true
}

function handlerOf(list: List): ProxyHandler<unknown[]> {
  const inside = (key: string | symbol) => {
    const index = indexOf(key)
    return index !== undefined && index < lengthOf(list) ? index : undefined
  }
  return {
    get(target, key, receiver) {
      if (key === 'length') return lengthOf(list)
      const index = inside(key)
      return index === undefined ? Reflect.get(target, key, receiver) : readAt(list, index)
    },
    set: (_, key, value) => setKey(list, key, value),
    has: (target, key) => inside(key) !== undefined || Reflect.has(target, key),
    deleteProperty(_, key) {
      const index = inside(key)
      // What methods delete when an array becomes shorter is its end, and then they set the length.
      return index === undefined || index === lengthOf(list) - 1 || refuseHole(list, index)
    },
    defineProperty(_, key, descriptor) {
      if (!('value' in descriptor)) throw new TypeError(`${list.where} is an array of compiled code, which has no accessors`)
      return setKey(list, key, descriptor.value)
    },
    ownKeys: () => [...Array.from({ length: lengthOf(list) }, (_, index) => String(index)), 'length', INSPECT],
    getOwnPropertyDescriptor(target, key) {
      if (key === 'length') return { value: lengthOf(list), writable: true, enumerable: false, configurable: false }
      const index = inside(key)
      if (index === undefined) return Reflect.getOwnPropertyDescriptor(target, key)
      return { value: readAt(list, index), writable: true, enumerable: true, configurable: true }
    },
    preventExtensions: () => {
      throw new TypeError(`${list.where} is an array of compiled code, which cannot be frozen`)
    },
    setPrototypeOf: () => false,
  }
}

function refuseHole(list: List, index: number): never {
  throw new TypeError(`${list.where}[${index}] cannot be deleted: arrays of compiled code have no holes`)
}
