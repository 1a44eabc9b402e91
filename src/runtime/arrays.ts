/**
 * Typed arrays across the boundary. What lives in linear memory crosses as it is. Other arrays are copied to the
 * arena before the call and, if the kernel may write them, back after it; overlapping views of one buffer share a copy.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ARRAY, ELEMENTS } from '../artifact/layout.ts'
import { arrayLayout } from '../artifact/layouts.ts'
import type { ElementKind } from '../artifact/types.ts'
import { isShared, typedArrayName } from './fits.ts'
import { type Frame, type HostArray, MISFIT, type TypedArray } from './frame.ts'
import { outOfMemory } from './heap.ts'
import type { Heap } from './heap-state.ts'
import { layoutId } from './layout-table.ts'

/** Not the property: arrays of `array()` have one of their own, with a meaning (array.ts). */
const BUFFER = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'buffer')!.get!

export function bufferOf(array: TypedArray): ArrayBufferLike {
  return BUFFER.call(array) as ArrayBufferLike
}

type Constructor = new (buffer: ArrayBufferLike, byteOffset?: number, length?: number) => TypedArray

/** The constructor of an element kind. */
export function constructorOf(element: ElementKind): Constructor {
  return (globalThis as unknown as Record<string, Constructor>)[ELEMENTS[element].array]!
}

/** Room in the arena, 16-aligned; it lasts until the frame is left. */
export function reserveArena(heap: Heap, bytes: number): number {
  const start = (heap.arena - bytes) & ~15
  if (start < heap.top * MEMORY.pageBytes || bytes > heap.arena) outOfMemory(heap, bytes)
  heap.arena = start
  if (start < heap.lowestArena) heap.lowestArena = start
  return start
}

/** The descriptor of a typed array; the same array has one per call. Copying waits until all arrays are known. */
export function lowerArray(frame: Frame, element: ElementKind, value: unknown, written: boolean): number {
  if (typedArrayName(value) !== ELEMENTS[element].array) throw MISFIT
  const array = value as TypedArray
  for (const known of frame.arrays) {
    if (known.array !== array) continue
    known.written ||= written
    return known.descriptor
  }
  const { length, byteOffset } = array
  const buffer = bufferOf(array)
  const { heap, memory } = frame.machine
  const inside = buffer === memory.buffer
  if (!inside && isShared(buffer)) throw MISFIT
  const descriptor = reserveArena(heap, ARRAY.bytes)
  const data = inside ? byteOffset : 0
  frame.arrays.push({ array, element, descriptor, length, data, copied: !inside, written })
  const at = descriptor >> 2
  const { words } = memory
  words[at] = arrayId(frame, element)
  words[at + 1] = 0
  words[at + 2] = data
  words[at + 3] = length
  words[at + 4] = 0
  words[at + 5] = frame.arrays.length
  words[at + 6] = byteOffset
  words[at + 7] = buffer.byteLength
  return descriptor
}

function arrayId(frame: Frame, element: ElementKind): number {
  const { layouts } = frame.machine
  const { storage } = ELEMENTS[element]
  return layouts.ids.get(`array:${storage}`) ?? layoutId(layouts, arrayLayout(storage))
}

/** Bring the elements of all host arrays into linear memory. */
export function copyIn(frame: Frame): void {
  const copies = frame.arrays.filter((entry) => entry.copied)
  const [only] = copies
  if (copies.length === 1) copyAlone(frame, only!)
  else for (const group of overlapping(copies)) copyGroup(frame, group)
}

function place(frame: Frame, entry: HostArray, data: number): void {
  entry.data = data
  frame.machine.memory.words[(entry.descriptor + ARRAY.data) >> 2] = data
}

function copyAlone(frame: Frame, entry: HostArray): void {
  const { array } = entry
  const data = reserveArena(frame.machine.heap, array.byteLength)
  place(frame, entry, data)
  const target = new (constructorOf(entry.element))(frame.machine.memory.buffer, data, entry.length)
  target.set(array as never)
  frame.bytesCopied += array.byteLength
}

/** Copy the union of overlapping views once. */
function copyGroup(frame: Frame, group: readonly HostArray[]): void {
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

/** Bring back what the kernel may have written. An array that was detached or shortened meanwhile takes what fits. */
export function copyOut(frame: Frame): void {
  for (const { array, copied, written, element, data, length } of frame.arrays) {
    if (!copied || !written) continue
    const source = new (constructorOf(element))(frame.machine.memory.buffer, data, Math.min(length, array.length))
    array.set(source as never)
    frame.bytesCopied += source.byteLength
  }
}
