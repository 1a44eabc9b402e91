/**
 * Typed arrays across the boundary. What lives in linear memory crosses as it is. Other arrays are copied to the
 * arena before the call and, if the kernel may write them, back after it; overlapping views of one buffer share a copy.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ARRAY, ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'
import { isShared } from './fits.ts'
import { type Frame, type HostArray, MISFIT } from './frame.ts'
import { outOfMemory } from './heap.ts'
import type { Heap } from './heap-state.ts'
import type { Memory, TypedArray } from './memory.ts'
import { typedArrayName } from './scalars.ts'

/** Not the property: arrays of `array()` have one of their own, with a meaning (array.ts). */
const BUFFER = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'buffer')!.get!

export function bufferOf(array: TypedArray): ArrayBufferLike {
  return BUFFER.call(array) as ArrayBufferLike
}

/** What a call holds of arrays. */
export type Lent = Pick<Frame, 'machine' | 'arrays' | 'bytesCopied'>

/** Room in the arena, 16-aligned; it lasts until the frame is left. */
export function reserveArena(heap: Heap, bytes: number): number {
  const start = (heap.arena - bytes) & ~15
  if (start < heap.top * MEMORY.pageBytes || bytes > heap.arena) outOfMemory(heap, bytes)
  heap.arena = start
  if (start < heap.lowestArena) heap.lowestArena = start
  return start
}

/** The descriptor of a typed array; the same array has one per call. Copying waits until all arrays are known. */
export function lowerArray(frame: Lent, element: ElementKind, value: unknown, written: boolean): number {
  if (typedArrayName(value) !== ELEMENTS[element].array) throw MISFIT
  const array = value as TypedArray
  for (const known of frame.arrays) {
    if (known.array !== array) continue
    known.written ||= written
    return known.descriptor
  }
  const { machine } = frame
  const own = machine.owned.get(array)
  if (own !== undefined) return own.descriptor
  const { length, byteOffset } = array
  const buffer = bufferOf(array)
  const { heap, memory } = machine
  const inside = buffer === memory.buffer
  if (!inside && isShared(buffer)) throw MISFIT
  const descriptor = reserveArena(heap, ARRAY.bytes)
  const data = inside ? byteOffset : descriptor
  frame.arrays.push({ array, element, descriptor, length, data, copied: !inside, written })
  memory.words[descriptor >> 2] = machine.arrayIds[element]
  writeDescriptor(memory, descriptor, { data, length, owner: 0, host: frame.arrays.length, byteOffset, bufferLength: buffer.byteLength })
  return descriptor
}

interface Descriptor {
  readonly data: number
  readonly length: number
  readonly owner: number
  /** 0: made by compiled code. n: array n - 1 of the call. -n: array n of `array()`. */
  readonly host: number
  readonly byteOffset: number
  readonly bufferLength: number
}

/** Leaves the header alone: the collector may have marked the object already. */
export function writeDescriptor(
  { words }: Memory,
  address: number,
  { data, length, owner, host, byteOffset, bufferLength }: Descriptor,
): void {
  words[(address + ARRAY.data) >> 2] = data
  words[(address + ARRAY.length) >> 2] = length
  words[(address + ARRAY.owner) >> 2] = owner
  words[(address + ARRAY.host) >> 2] = host
  words[(address + ARRAY.byteOffset) >> 2] = byteOffset
  words[(address + ARRAY.bufferLength) >> 2] = bufferLength
}

/** Bring the elements of all host arrays into linear memory. */
export function copyIn(frame: Lent): void {
  const { arrays } = frame
  if (arrays.length === 1) {
    if (arrays[0]!.copied && arrays[0]!.length > 0) copyAlone(frame, arrays[0]!)
    return
  }
  const copies = arrays.filter((entry) => entry.copied && entry.length > 0)
  for (const group of overlapping(copies)) copyGroup(frame, group)
}

function place(frame: Lent, entry: HostArray, data: number): void {
  entry.data = data
  frame.machine.memory.words[(entry.descriptor + ARRAY.data) >> 2] = data
}

function copyAlone(frame: Lent, entry: HostArray): void {
  const { array } = entry
  const data = reserveArena(frame.machine.heap, array.byteLength)
  place(frame, entry, data)
  const view = frame.machine.memory.views[entry.element]
  view.set(array as never, data / view.BYTES_PER_ELEMENT)
  frame.bytesCopied += array.byteLength
}

/** Copy the union of overlapping views once. */
function copyGroup(frame: Lent, group: readonly HostArray[]): void {
  if (group.length === 1) return copyAlone(frame, group[0]!)
  const buffer = bufferOf(group[0]!.array)
  const start = Math.min(...group.map(({ array }) => array.byteOffset))
  const end = Math.max(...group.map(({ array }) => array.byteOffset + array.byteLength))
  // Elements stay aligned: the copy begins at the same place modulo 8.
  const base = reserveArena(frame.machine.heap, end - start + 8) + (start & 7)
  frame.machine.memory.bytes.set(new Uint8Array(buffer, start, end - start), base)
  frame.bytesCopied += end - start
  for (const entry of group) place(frame, entry, base + entry.array.byteOffset - start)
}

/** Groups of views that overlap, directly or through others. */
function overlapping(entries: readonly HostArray[]): HostArray[][] {
  const byBuffer = new Map<ArrayBufferLike, HostArray[]>()
  for (const entry of entries) {
    const buffer = bufferOf(entry.array)
    const list = byBuffer.get(buffer)
    if (list) list.push(entry)
    else byBuffer.set(buffer, [entry])
  }
  return [...byBuffer.values()].flatMap((list) => (list.length === 1 ? [list] : runsOf(list)))
}

function runsOf(entries: readonly HostArray[]): HostArray[][] {
  const runs: HostArray[][] = []
  let end = -1
  for (const entry of [...entries].sort((a, b) => a.array.byteOffset - b.array.byteOffset)) {
    const { byteOffset, byteLength } = entry.array
    if (byteOffset < end) runs[runs.length - 1]!.push(entry)
    else runs.push([entry])
    end = Math.max(end, byteOffset + byteLength)
  }
  return runs
}

/** The other way, while the call goes on: a function of the host may have written them too. */
export function copyBack({ arrays, machine }: Pick<Frame, 'arrays' | 'machine'>): void {
  for (const { array, copied, written, element, data, length } of arrays) {
    if (!copied || !written || length === 0) continue
    const view = machine.memory.views[element]
    view.set(array.subarray(0, Math.min(length, array.length)) as never, data / view.BYTES_PER_ELEMENT)
  }
}

/** Bring back what the kernel may have written. An array that was detached or shortened meanwhile takes what fits. */
export function copyOut(frame: Lent): void {
  for (const { array, copied, written, element, data, length } of frame.arrays) {
    // An array that is detached now has no elements, and none can be set.
    const count = Math.min(length, array.length)
    if (!copied || !written || count === 0) continue
    const view = frame.machine.memory.views[element]
    const first = data / view.BYTES_PER_ELEMENT
    const source = view.subarray(first, first + count)
    array.set(source as never)
    frame.bytesCopied += source.byteLength
  }
}
