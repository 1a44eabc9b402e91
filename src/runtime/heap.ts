/**
 * The heap: pages of 64 KiB above the shadow stack. A page holds objects of one size class, or is part of
 * a run that holds one large object. Compiled code pops objects off the free lists by itself and comes here
 * when a list is empty.
 *
 *     0          1 MiB                      top →                    ← arena       end
 *     | reserved | page | page | run … run |          free           | call's data |
 *
 * The arena at the other end is a stack: what a call's arguments need in linear memory is there until it returns.
 * Nothing moves. Sweeping is lazy: a page is swept when its class needs objects (collect.ts marks).
 */
import { FREE_NEXT, MEMORY } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { collect } from './collect.ts'
import { type Heap, LARGEST } from './heap-state.ts'
import { releasePage, takePage, takeRun } from './pages.ts'

const COLLECT_AT_LEAST = 8 << 20
const SMALL_BYTES = MEMORY.classBytes * MEMORY.smallClasses

export function outOfMemory(heap: Heap, bytes: number): never {
  const inUse = Math.round((heap.liveBytes + heap.allocatedBytes) / 1024)
  throw new RangeError(
    `out of memory: ${bytes} bytes do not fit beside the ${inUse} KiB in use of ${heap.memory.buffer.byteLength / 1024} KiB`,
  )
}

const headOf = (sizeClass: number) => (MEMORY.heads >> 2) + sizeClass

/** Collect if enough has been allocated since the last time. */
function collectIfDue(heap: Heap): void {
  if (heap.allocatedBytes > Math.max(COLLECT_AT_LEAST, heap.liveBytes)) collect(heap)
}

/** `"m" "refill"`: fill an empty free list and unlink its first object, which is returned. */
export function refill(heap: Heap, sizeClass: number): number {
  collectIfDue(heap)
  return unlink(heap, sizeClass) || sweepNext(heap, sizeClass) || addPage(heap, sizeClass) || lastResort(heap, sizeClass)
}

/** The first object of a free list, taken off it; 0 if there is none. */
function unlink(heap: Heap, sizeClass: number): number {
  const { words } = heap.memory
  const object = words[headOf(sizeClass)]!
  if (object !== 0) words[headOf(sizeClass)] = words[(object + FREE_NEXT) >> 2]!
  return object
}

function lastResort(heap: Heap, sizeClass: number): number {
  collect(heap)
  for (let other = 1; other < heap.classes.length; other++) sweepAll(heap, other, sizeClass)
  return sweepNext(heap, sizeClass) || addPage(heap, sizeClass) || outOfMemory(heap, heap.classes[sizeClass]!.bytes)
}

/** Sweep every page of a class for the sake of pages that turn out empty. `except` keeps its pages for itself. */
function sweepAll(heap: Heap, sizeClass: number, except: number): void {
  if (sizeClass === except) return
  const row = heap.classes[sizeClass]!
  while (row.cursor < row.end) sweepPage(heap, sizeClass)
}

/** Sweep pages until one has free objects. */
function sweepNext(heap: Heap, sizeClass: number): number {
  const row = heap.classes[sizeClass]!
  while (row.cursor < row.end) {
    sweepPage(heap, sizeClass)
    const object = unlink(heap, sizeClass)
    if (object !== 0) return object
  }
  return 0
}

/** Put the dead objects of the next unswept page on the free list; give the page back if nothing in it is alive. */
function sweepPage(heap: Heap, sizeClass: number): void {
  const row = heap.classes[sizeClass]!
  const { words } = heap.memory
  const start = row.pages[row.cursor]! * MEMORY.pageBytes
  const last = start + (row.perPage - 1) * row.bytes
  let head = words[headOf(sizeClass)]!
  let free = 0
  for (let object = last; object >= start; object -= row.bytes) {
    const at = object >> 2
    if (words[at] !== 0 && words[at + 1] === heap.epoch) continue
    words[at] = 0
    words[at + 1] = head
    head = object
    free++
  }
  if (free === row.perPage) {
    // The page leaves the list by trading places with the last unswept one.
    releasePage(heap, row.pages[row.cursor]!)
    row.end--
    row.pages[row.cursor] = row.pages[row.end]!
    row.pages[row.end] = row.pages[row.pages.length - 1]!
    row.pages.pop()
    return
  }
  row.cursor++
  words[headOf(sizeClass)] = head
  heap.allocatedBytes += free * row.bytes
}

/** Carve a new page into objects. */
function addPage(heap: Heap, sizeClass: number): number {
  const page = takePage(heap, sizeClass)
  if (page === 0) return 0
  const row = heap.classes[sizeClass]!
  row.pages.push(page)
  const { words } = heap.memory
  const start = page * MEMORY.pageBytes
  let head = words[headOf(sizeClass)]!
  for (let index = row.perPage - 1; index >= 0; index--) {
    const object = start + index * row.bytes
    words[object >> 2] = 0
    words[(object + FREE_NEXT) >> 2] = head
    head = object
  }
  words[headOf(sizeClass)] = head
  heap.allocatedBytes += row.perPage * row.bytes
  return unlink(heap, sizeClass)
}

function classFor(heap: Heap, bytes: number): number {
  if (bytes <= SMALL_BYTES) return Math.max(1, Math.ceil(bytes / MEMORY.classBytes))
  let sizeClass = MEMORY.smallClasses + 1
  while (heap.classes[sizeClass]!.bytes < bytes) sizeClass++
  return sizeClass
}

/** An object of a size and layout. Its bytes after the header are arbitrary unless `zeroed`. */
export function allocate(heap: Heap, bytes: number, layout: number, zeroed: boolean): number {
  if (bytes > LARGEST) return allocateRun(heap, bytes, layout, zeroed)
  const sizeClass = classFor(heap, bytes)
  const object = unlink(heap, sizeClass) || refill(heap, sizeClass)
  const { words } = heap.memory
  words[object >> 2] = layout
  words[(object >> 2) + 1] = 0
  if (zeroed) words.fill(0, (object + 8) >> 2, (object + bytes + 3) >> 2)
  return object
}

function allocateRun(heap: Heap, bytes: number, layout: number, zeroed: boolean): number {
  collectIfDue(heap)
  const { words } = heap.memory
  const count = Math.ceil(bytes / MEMORY.pageBytes)
  let page = takeRun(heap, count)
  if (page === 0) {
    collect(heap)
    for (let sizeClass = 1; sizeClass < heap.classes.length; sizeClass++) sweepAll(heap, sizeClass, 0)
    page = takeRun(heap, count)
    if (page === 0) outOfMemory(heap, bytes)
  }
  const object = page * MEMORY.pageBytes
  const dirty = page < heap.fresh || object + bytes > heap.lowestArena
  heap.fresh = Math.max(heap.fresh, page + count)
  if (dirty && zeroed) words.fill(0, object >> 2, (object + bytes + 3) >> 2)
  heap.large.push(object)
  heap.allocatedBytes += count * MEMORY.pageBytes
  words[object >> 2] = layout
  words[(object >> 2) + 1] = 0
  return object
}

/** An object of a size, header included, zeroed. With `allocateBlock`, this is `"m" "alloc_large"`. */
export function allocateLarge(heap: Heap, bytes: number, layout: number): number {
  const size = bytes >>> 0
  // A block's size that overflowed when its header was added is smaller than a header.
  if (size > heap.memory.buffer.byteLength || size < BLOCK.data) outOfMemory(heap, size)
  return allocate(heap, size, layout, true)
}

/** A block of zeroed data. */
export function allocateBlock(heap: Heap, size: number, layout: number): number {
  const block = allocateLarge(heap, BLOCK.data + size, layout)
  heap.memory.words[(block + BLOCK.size) >> 2] = size
  return block
}
