/**
 * The heap: pages of 64 KiB above the shadow stack. A page holds objects of one size class, or is part of
 * a run that holds one large object. Compiled code takes objects off the free run of their class by itself, a
 * whole page or a gap between objects that live, and comes here when the run is used up.
 *
 *     0          1 MiB                      top →                    ← arena       end
 *     | reserved | page | page | run … run |          free           | call's data |
 *
 * The arena at the other end is a stack: what a call's arguments need in linear memory is there until it returns.
 * Nothing moves and nothing is swept: marks tell where the gaps are (collect.ts), and dead objects are not touched.
 */
import { MEMORY } from '../artifact/abi.ts'
import { BLOCK, HEADER_BYTES } from '../artifact/layout.ts'
import { collect } from './collect.ts'
import { type Heap, LARGEST, MARK_SHIFT, reserve, type SizeClass } from './heap-state.ts'
import { takePage, takeRun } from './pages.ts'

const COLLECT_AT_LEAST = 8 << 20
const SMALL_BYTES = MEMORY.classBytes * MEMORY.smallClasses

export function outOfMemory(heap: Heap, bytes: number): never {
  const inUse = Math.round((heap.liveBytes + heap.allocatedBytes) / 1024)
  throw new RangeError(
    `out of memory: ${bytes} bytes do not fit beside the ${inUse} KiB in use of ${heap.memory.buffer.byteLength / 1024} KiB`,
  )
}

/** Collect if enough has been allocated since the last time. */
function collectIfDue(heap: Heap): void {
  if (heap.marking) throw new Error('a collection was ended from outside: only a new worker can go on')
  if (heap.allocatedBytes > Math.max(COLLECT_AT_LEAST, heap.liveBytes)) collect(heap)
}

/** `"m" "refill"`: find another free run for a class, and take its first object. */
export function refill(heap: Heap, sizeClass: number): number {
  const row = heap.classes[sizeClass]!
  collectIfDue(heap)
  const found = () => findRun(heap, row) || addPage(heap, row, sizeClass)
  if (!found() && !(reserve(heap) && found())) {
    collect(heap)
    if (!found()) outOfMemory(heap, row.bytes)
  }
  return takeFirst(heap, row)
}

function takeFirst({ memory: { words } }: Heap, row: SizeClass): number {
  const object = words[row.run]!
  words[row.run] = object + row.bytes
  return object
}

/** Make the next gap the free run: further on in the current page, or in one that waits. */
function findRun(heap: Heap, row: SizeClass): boolean {
  const { waiting, current } = row
  if (current !== 0 && nextGap(heap, row, current, heap.memory.words[row.run + 1]!)) return true
  while (waiting.length > 0) {
    const page = waiting[waiting.length - 1]!
    const found = nextGap(heap, row, page, page * MEMORY.pageBytes)
    waiting.length--
    heap.isWaiting[page] = 0
    if (found) return true
  }
  return false
}

/** Look for a gap in a page, from an object on, and make it the free run. All that changes does so at the end: the call itself may find no stack. */
function nextGap(heap: Heap, row: SizeClass, page: number, from: number): boolean {
  const { marks, epoch } = heap
  const { bytes, perPage, run } = row
  const shift = MARK_SHIFT
  const pageEnd = page * MEMORY.pageBytes + perPage * bytes
  let start = from
  while (start < pageEnd && marks[start >> shift] === epoch) start += bytes
  let end = start
  while (end < pageEnd && marks[end >> shift] !== epoch) end += bytes
  row.current = page
  heap.memory.words[run] = start
  heap.memory.words[run + 1] = end
  heap.allocatedBytes += end - start
  return end > start
}

/** Make a free page the run. */
function addPage(heap: Heap, row: SizeClass, sizeClass: number): boolean {
  const page = takePage(heap, sizeClass)
  if (page === 0) return false
  const start = page * MEMORY.pageBytes
  const size = row.perPage * row.bytes
  row.current = page
  heap.memory.words[row.run] = start
  heap.memory.words[row.run + 1] = start + size
  heap.allocatedBytes += size
  return true
}

function classFor(heap: Heap, bytes: number): number {
  if (bytes <= SMALL_BYTES) return Math.max(1, Math.ceil(bytes / MEMORY.classBytes))
  let sizeClass = MEMORY.smallClasses + 1
  while (heap.classes[sizeClass]!.bytes < bytes) sizeClass++
  return sizeClass
}

/** An object of a size and layout. Its bytes after the layout's id are arbitrary unless `zeroed`. */
export function allocate(heap: Heap, bytes: number, layout: number, zeroed: boolean): number {
  if (bytes > LARGEST) return allocateRun(heap, bytes, layout, zeroed)
  const sizeClass = classFor(heap, bytes)
  const row = heap.classes[sizeClass]!
  const { words: before } = heap.memory
  const object = before[row.run] === before[row.run + 1] ? refill(heap, sizeClass) : takeFirst(heap, row)
  const { words } = heap.memory
  words[object >> 2] = layout
  if (zeroed) words.fill(0, (object + HEADER_BYTES) >> 2, (object + bytes + 3) >> 2)
  return object
}

function allocateRun(heap: Heap, bytes: number, layout: number, zeroed: boolean): number {
  collectIfDue(heap)
  const place = () => placeRun(heap, bytes, layout, zeroed)
  const object = place()
  if (object !== 0) return object
  collect(heap)
  return place() || outOfMemory(heap, bytes)
}

/** A large object, or 0 if there is no room for one as things are: nothing is collected. */
export function placeRun(heap: Heap, bytes: number, layout: number, zeroed: boolean): number {
  const count = Math.ceil(bytes / MEMORY.pageBytes)
  let page = takeRun(heap, count)
  if (page === 0 && reserve(heap)) page = takeRun(heap, count)
  if (page === 0) return 0
  const { words } = heap.memory
  const object = page * MEMORY.pageBytes
  const dirty = page < heap.fresh || object + bytes > heap.lowestArena
  heap.fresh = Math.max(heap.fresh, page + count)
  if (dirty && zeroed) words.fill(0, object >> 2, (object + bytes + 3) >> 2)
  heap.allocatedBytes += count * MEMORY.pageBytes
  words[object >> 2] = layout
  return object
}

/** An object of a size, header included, zeroed. With `allocateBlock`, this is `"m" "alloc_large"`. */
export function allocateLarge(heap: Heap, bytes: number, layout: number): number {
  const size = bytes >>> 0
  // A block's size that overflowed when its header was added is smaller than a header.
  if (size > heap.memory.pages * MEMORY.pageBytes || size < BLOCK.data) outOfMemory(heap, size)
  return allocate(heap, size, layout, true)
}

/** A block of zeroed data. */
export function allocateBlock(heap: Heap, size: number, layout: number): number {
  const block = allocateLarge(heap, BLOCK.data + size, layout)
  heap.memory.words[(block + BLOCK.size) >> 2] = size
  return block
}
