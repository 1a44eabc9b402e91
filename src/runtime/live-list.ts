/** A growable array or a tuple of an instance, as the host sees it (live-array.ts). */
import { BLOCK, type FieldStorage, LIST } from '../artifact/layout.ts'
import { layoutOf, STORED_BYTES, storageOf } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { allocateBlock } from './heap.ts'
import { reserve } from './heap-state.ts'
import { BYTES_ID, REFS_ID } from './layout-table.ts'
import { type Cells, liveArray } from './live-array.ts'
import { held } from './live-known.ts'
import { store } from './live-store.ts'
import type { Machine } from './machine.ts'

export type Read = (machine: Machine, type: HostType, storage: FieldStorage, address: number, where: string) => unknown

/** The array of the host for a list: the same one as long as somebody has it. */
export function listAt(machine: Machine, type: HostType & { kind: 'list' }, ref: number, where: string, read: Read): object {
  return held(machine, ref, type, () => liveArray(listCells(machine, type.element, ref, where, read)))
}

function listCells(machine: Machine, element: HostType, ref: number, where: string, read: Read): Cells {
  reserve(machine.heap)
  const { words, bytes } = machine.memory
  const storage = storageOf(element)
  const size = STORED_BYTES[storage]
  const length = () => words[(ref + LIST.length) >> 2]!
  const address = (index: number) => words[(ref + LIST.data) >> 2]! + index * size
  const write = (index: number, value: unknown) => store(machine, element, storage, address(index), value, `${where}[${index}]`)
  const makeRoom = () => {
    if (length() < words[(ref + LIST.capacity) >> 2]!) return
    const capacity = Math.max(4, length() * 2)
    const block = allocateBlock(machine.heap, capacity * size, storage === 'ref' ? REFS_ID : BYTES_ID)
    bytes.copyWithin(block + BLOCK.data, address(0), address(length()))
    words[(ref + LIST.data) >> 2] = block + BLOCK.data
    words[(ref + LIST.capacity) >> 2] = capacity
    words[(ref + LIST.block) >> 2] = block
  }
  return {
    where,
    length,
    write,
    read: (index) => read(machine, element, storage, address(index), `${where}[${index}]`),
    append(value) {
      makeRoom()
      write(length(), value)
      words[(ref + LIST.length) >> 2] = length() + 1
    },
    shorten(to) {
      words[(ref + LIST.length) >> 2] = to
    },
  }
}

export function tupleAt(machine: Machine, type: HostType & { kind: 'tuple' }, ref: number, where: string, read: Read): object {
  const { fields } = layoutOf(type)
  const fixed = (): never => {
    throw new TypeError(`${where} is a tuple of compiled code, which always has ${fields.length} elements`)
  }
  const place = (index: number) => [type.elements[index]!, fields[index]!.storage, ref + fields[index]!.offset] as const
  return held(machine, ref, type, () =>
    liveArray({
      where,
      length: () => fields.length,
      read: (index) => read(machine, ...place(index), `${where}[${index}]`),
      write: (index, value) => {
        const [element, storage, address] = place(index)
        store(machine, element, storage, address, value, `${where}[${index}]`)
      },
      append: fixed,
      shorten: (to) => to === fields.length || fixed(),
    }),
  )
}

/** A record, as an object whose properties are accessors. */
export function recordAt(machine: Machine, type: HostType & { kind: 'record' }, ref: number, where: string, read: Read): object {
  return held(machine, ref, type, () => {
    const { fields } = layoutOf(type)
    const made: object = {}
    for (const [index, { name, storage, offset }] of fields.entries()) {
      const inner = type.fields[index]!.type
      Object.defineProperty(made, name, {
        get: () => read(machine, inner, storage, ref + offset, `${where}.${name}`),
        set: (value: unknown) => store(machine, inner, storage, ref + offset, value, `${where}.${name}`),
        enumerable: true,
        configurable: false,
      })
    }
    Object.defineProperty(made, Symbol.for('nodejs.util.inspect.custom'), { value: () => ({ ...made }), enumerable: false })
    return Object.preventExtensions(made)
  })
}
