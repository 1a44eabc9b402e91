/**
 * Garbage collection: mark from the shadow stack and what the host holds, with a stack of its own, by layout.
 * An object is marked by writing the collection's number into its second word; nothing needs unmarking, and
 * pages are swept when they are needed (heap.ts). Takes time linear in what is alive and in the number of pages.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ARRAY, BLOCK, LIST } from '../artifact/layout.ts'
import type { Heap } from './heap-state.ts'
import { FIRST_PAGE, LARGE, REST } from './heap-state.ts'
import { releaseRun } from './pages.ts'

export function collect(heap: Heap): void {
  heap.collections++
  heap.epoch++
  heap.liveBytes = 0
  markAll(heap)
  for (const [sizeClass, row] of heap.classes.entries()) {
    heap.memory.words[(MEMORY.heads >> 2) + sizeClass] = 0
    row.cursor = 0
    row.end = row.pages.length
  }
  sweepLarge(heap)
  heap.allocatedBytes = 0
}

function sweepLarge(heap: Heap): void {
  heap.large = heap.large.filter((object) => {
    const alive = heap.memory.words[(object >> 2) + 1] === heap.epoch
    if (!alive) releaseRun(heap, object / MEMORY.pageBytes)
    return alive
  })
}

function markAll(heap: Heap): void {
  const { words } = heap.memory
  const pending: number[] = []
  const end = heap.memory.stackPointer.value as number
  for (let slot = MEMORY.stack; slot < end; slot += 4) {
    const word = words[slot >> 2]!
    // A slot that compiled code has not written yet holds what an earlier call left there.
    if (isObject(heap, word)) mark(heap, word, pending)
  }
  for (const object of heap.pins) mark(heap, object, pending)
  for (const object of heap.kept) mark(heap, object, pending)
  for (const object of heap.held) mark(heap, object, pending)
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) markChildren(heap, object, pending)
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
  return offset % row.bytes === 0 && offset / row.bytes < row.perPage && heap.memory.words[word >> 2] !== 0
}

function mark(heap: Heap, object: number, pending: number[]): void {
  // Null, undefined, and what lives in the arena for the time of a call.
  if (object < MEMORY.stackEnd || object >= heap.top * MEMORY.pageBytes) return
  const { words } = heap.memory
  const at = object >> 2
  if (words[at + 1] === heap.epoch) return
  words[at + 1] = heap.epoch
  const page = object >>> 16
  const kind = heap.pageKinds[page]!
  heap.liveBytes += kind === LARGE ? heap.runPages[page]! * MEMORY.pageBytes : heap.classes[kind]!.bytes
  pending.push(object)
}

function markChildren(heap: Heap, object: number, pending: number[]): void {
  const { words } = heap.memory
  const layout = words[object >> 2]!
  switch (heap.layouts.kinds[layout]) {
    case 'record':
      for (const offset of heap.layouts.references[layout]!) mark(heap, words[(object + offset) >> 2]!, pending)
      return
    case 'list':
      mark(heap, words[(object + LIST.block) >> 2]!, pending)
      return
    case 'array':
      mark(heap, words[(object + ARRAY.owner) >> 2]!, pending)
      return
    case 'refs': {
      const first = (object + BLOCK.data) >> 2
      const end = first + (words[(object + BLOCK.size) >> 2]! >> 2)
      for (let at = first; at < end; at++) mark(heap, words[at]!, pending)
      return
    }
  }
}
