/**
 * Garbage collection: mark from the shadow stack and what the host holds, then look at each page once. An object
 * is marked by writing the collection's number beside the heap (`heap.marks`): nothing needs unmarking, and dead
 * objects are not touched. Takes time linear in what is alive and in the number of pages.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ensureRoom } from '../base/room.ts'
import type { Heap } from './heap-state.ts'
import { FIRST_PAGE, LARGE, MARK_SHIFT, REST } from './heap-state.ts'
import { releasePage, releaseRun } from './pages.ts'
import { mark, trace } from './trace.ts'

const LAST_EPOCH = 255
/** A longer stack of pending objects than this is not kept for the next collection. */
const MOST_PENDING = 1 << 18

export function collect(heap: Heap): void {
  ensureRoom()
  heap.collections++
  prepareMarks(heap)
  heap.marked.fill(0, FIRST_PAGE, heap.top)
  markAll(heap)
  for (const row of heap.classes) {
    heap.memory.words[row.run] = 0
    heap.memory.words[row.run + 1] = 0
    row.current = 0
    row.waiting.length = 0
  }
  heap.allocatedBytes = 0
  heap.liveBytes = sortPages(heap)
  if (heap.pending.length > MOST_PENDING) heap.pending = new Int32Array(MOST_PENDING)
  heap.marking = false
}

/** A byte for every place where an object may begin; and a number for this collection that is not among them. */
function prepareMarks(heap: Heap): void {
  const needed = (heap.top * MEMORY.pageBytes) >> MARK_SHIFT
  if (heap.marks.length < needed) {
    const { marks } = heap
    heap.marks = new Uint8Array(Math.min(2 * needed, heap.memory.buffer.byteLength >> MARK_SHIFT))
    heap.marks.set(marks)
  }
  heap.marking = true
  if (heap.epoch === LAST_EPOCH) {
    const { marks } = heap
    for (let index = 0; index < marks.length; index++) marks[index] = marks[index] === LAST_EPOCH ? 1 : 0
    heap.epoch = 1
  }
  heap.epoch++
}

function markAll(heap: Heap): void {
  const { words } = heap.memory
  const end = heap.memory.stackPointer.value as number
  let pending = 0
  for (let slot = MEMORY.stack; slot < end; slot += 4) {
    const word = words[slot >> 2]!
    // A slot that compiled code has not written yet holds what an earlier call left there.
    if (isObject(heap, word)) pending = mark(heap, word, pending)
  }
  for (const object of heap.pins) pending = mark(heap, object, pending)
  for (const object of heap.kept) pending = mark(heap, object, pending)
  for (let handle = 0; handle < heap.handles; handle++) pending = mark(heap, heap.held[handle]!, pending)
  trace(heap, pending)
}

/** Is this number the address of an object? */
function isObject(heap: Heap, word: number): boolean {
  const page = word >>> 16
  if (page < FIRST_PAGE || page >= heap.top) return false
  const kind = heap.pageKinds[page]!
  if (kind === 0 || kind === REST) return false
  const offset = word & (MEMORY.pageBytes - 1)
  if (kind === LARGE) return offset === 0
  const row = heap.classes[kind]!
  if (offset % row.bytes !== 0 || offset / row.bytes >= row.perPage) return false
  const { words } = heap.memory
  if (row.current === page) {
    if (word < words[row.run]!) return true
    if (word < words[row.run + 1]!) return false
  } else if (heap.isWaiting[page] === 0) return true
  // In a part that nothing has been taken from: an object if the last collection found one, and this one may have again.
  const found = heap.marks[word >> MARK_SHIFT]
  return found === heap.epoch || found === heap.epoch - 1
}

/** Give back pages without marked objects; put those with room into the lists. The bytes of marked objects. */
function sortPages(heap: Heap): number {
  const { pageKinds, marked, runPages, isWaiting, classes } = heap
  let live = 0
  // Downwards: the lowest pages come last, so they are used first.
  for (let page = heap.top - 1; page >= FIRST_PAGE; page--) {
    const kind = pageKinds[page]!
    if (kind === 0 || kind === REST) continue
    const count = marked[page]!
    isWaiting[page] = 0
    if (kind === LARGE) {
      if (count === 0) releaseRun(heap, page)
      else live += runPages[page]! * MEMORY.pageBytes
      continue
    }
    const row = classes[kind]!
    live += count * row.bytes
    if (count === 0) releasePage(heap, page)
    else if (count < row.perPage) {
      row.waiting.push(page)
      isWaiting[page] = 1
    }
  }
  return live
}
