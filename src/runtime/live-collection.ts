/**
 * A Map or a Set that an instance keeps, as the host sees it: what is in it at the moment, to be read only. It goes through the
 * entries as compiled code does (build/prelude-collections.ts); keys it finds by an index of its own, which grows with theirs.
 */
import { LIST } from '../artifact/layout.ts'
import { collectionLayout, isIndex, mapsOf, STORED_BYTES, storageOf } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { reserve } from './heap-state.ts'
import { held } from './live-known.ts'
import type { Read } from './live-list.ts'
import type { Machine } from './machine.ts'

export type Collection = HostType & { kind: 'list' }

export function collectionAt(machine: Machine, type: Collection, ref: number, where: string, read: Read): object {
  if (type.of === 'Record') return dictionaryAt(machine, type, ref, where, read)
  return held(machine, ref, type, () => {
    const { prototype } = type.of === 'Map' ? Map : Set
    // What is a WeakSet cannot be cloned: it would be taken for empty. Nor is it what has the prototype of Map itself.
    const made = Object.setPrototypeOf(new WeakSet(), Object.create(prototype) as object) as object
    const members = Object.getOwnPropertyDescriptors(membersOf(machine, type, ref, where, read, made))
    for (const key of Reflect.ownKeys(members) as (keyof typeof members)[])
      if (key in prototype || key === INSPECT) Object.defineProperty(made, key, { ...members[key], enumerable: false })
    return Object.preventExtensions(made)
  })
}

/** An object with any names, which are found where compiled code keeps them. */
function dictionaryAt(machine: Machine, type: Collection, ref: number, where: string, read: Read): object {
  return held(machine, ref, type, () => {
    const [numbers, texts] = mapsOf(type).map(({ name, map }) => {
      const { offset } = collectionLayout(type).fields.find((field) => field.name === name)!
      return entriesOf(machine, map, machine.memory.words[(ref + offset) >> 2]!, where, read)
    })
    const find = (key: string | symbol): { value: unknown } | undefined => {
      if (typeof key === 'symbol') return undefined
      const { placeOf, valueAt } = isIndex(key) ? numbers! : texts!
      const place = placeOf(isIndex(key) ? Number(key) : key)
      return place < 0 ? undefined : { value: valueAt(place) }
    }
    const names = ({ places, keyAt }: Entries) => Array.from(places(), keyAt) as string[]
    const refuse = (): never => {
      throw new TypeError(`${where} is an object of compiled code, which the host can only read: change it in compiled code`)
    }
    const ownKeys = () => [
      ...names(numbers!)
        .sort((a, b) => Number(a) - Number(b))
        .map(String),
      ...names(texts!),
    ]
    // Node shows the target of a proxy.
    const shown = { value: () => Object.fromEntries(ownKeys().map((key) => [key, find(key)!.value])), configurable: true }
    return new Proxy(Object.defineProperty(type.bare ? (Object.create(null) as object) : {}, INSPECT, shown), {
      get: (target, key, receiver) => (find(key) ?? { value: Reflect.get(target, key, receiver) as unknown }).value,
      has: (target, key) => find(key) !== undefined || Reflect.has(target, key),
      ownKeys,
      getOwnPropertyDescriptor(_, key) {
        const found = find(key)
        return found && { ...found, writable: true, enumerable: true, configurable: true }
      },
      set: refuse,
      deleteProperty: refuse,
      defineProperty: refuse,
      preventExtensions: refuse,
      setPrototypeOf: refuse,
    })
  })
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

function membersOf(machine: Machine, type: Collection, ref: number, where: string, read: Read, made: object) {
  const isMap = type.of === 'Map'
  const { valueAt, keyAt, placeOf, places, size } = entriesOf(machine, type, ref, where, read)
  function* each<T>(give: (place: number) => T): Generator<T> {
    for (const place of places()) yield give(place)
  }
  const refuse = (): never => {
    throw new TypeError(`${where} is a ${type.of} of compiled code, which the host can only read: change it in compiled code`)
  }
  const entries = () => each((place): [unknown, unknown] => [keyAt(place), valueAt(place)])
  const values = () => each(valueAt)
  return {
    get size() {
      return size()
    },
    has: (key: unknown) => placeOf(key) >= 0,
    get(key: unknown) {
      const place = placeOf(key)
      return place < 0 ? undefined : valueAt(place)
    },
    forEach(visit: (value: unknown, key: unknown, all: unknown) => void, self?: unknown) {
      for (const place of places()) visit.call(self, valueAt(place), keyAt(place), made)
    },
    keys: () => each(keyAt),
    values,
    entries,
    [Symbol.iterator]: isMap ? entries : values,
    set: refuse,
    add: refuse,
    delete: refuse,
    clear: refuse,
    [INSPECT]: () => (isMap ? new Map(entries()) : new Set(values())),
  }
}

type Entries = ReturnType<typeof entriesOf>

function entriesOf(machine: Machine, type: Collection, ref: number, where: string, read: Read) {
  reserve(machine.heap)
  const { words, doubles } = machine.memory
  const at = new Map(collectionLayout(type).fields.map(({ name, offset }) => [name, ref + offset]))
  const word = (name: string) => words[at.get(name)! >> 2]!
  /** Where the elements of a list or typed array begin; both have that in one place. */
  const data = (name: string) => words[(word(name) + LIST.data) >> 2]!
  const count = () => words[(word('#keys') + LIST.length) >> 2]!
  const reader = (name: string, element: HostType) => {
    const storage = storageOf(element)
    return (place: number) => read(machine, element, storage, data(name) + place * STORED_BYTES[storage], where)
  }
  const elements = type.of === 'Map' ? (type.element as HostType & { kind: 'tuple' }).elements : [type.element]
  const keyAt = reader('#keys', elements[0]!)
  const valueAt = elements[1] ? reader('#values', elements[1]) : keyAt
  const isGone = (place: number) => word('#index') !== 0 && words[(data('#index') >> 2) + place]! < 0
  const numberOf = (place: number) =>
    word('#order') === 0 ? doubles[at.get('#base')! >> 3]! + place : doubles[(data('#order') >> 3) + place]!
  const found = new Map<unknown, number>()
  let [seen, moved] = [0, 0]
  return {
    keyAt,
    valueAt,
    size: () => word('#live'),
    placeOf(key: unknown) {
      if (moved !== word('#moves')) {
        found.clear()
        seen = 0
        moved = word('#moves')
      }
      for (; seen < count(); seen++) found.set(keyAt(seen), seen)
      const place = found.get(key) ?? -1
      return place < 0 || isGone(place) ? -1 : place
    },
    /** Of all entries, also of those that come meanwhile. */
    *places() {
      let [place, moves, last] = [0, word('#moves'), -1]
      for (; ; place++) {
        if (moves !== word('#moves')) {
          moves = word('#moves')
          place = 0
          while (place < count() && numberOf(place) <= last) place++
        }
        while (place < count() && isGone(place)) place++
        if (place >= count()) return
        last = numberOf(place)
        yield place
      }
    },
  }
}
