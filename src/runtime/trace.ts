/** Marking: everything that marked objects lead to, with a stack of our own. The inner loop of a collection. */
import { MEMORY } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { type Heap, MARK_SHIFT } from './heap-state.ts'
import { REFS_ID } from './layout-table.ts'

/** Mark an object of the heap, unless it is; it is then the last of the pending ones, whose number is returned. */
export function mark(heap: Heap, object: number, pending: number): number {
  // Null, undefined, and what lives in the arena for the time of a call.
  if (object < MEMORY.stackEnd || object >= heap.top * MEMORY.pageBytes) return pending
  if (heap.marks[object >> MARK_SHIFT] === heap.epoch) return pending
  heap.marks[object >> MARK_SHIFT] = heap.epoch
  heap.marked[object >>> 16]!++
  if (pending === heap.pending.length) makeRoom(heap, 1)
  heap.pending[pending] = object
  return pending + 1
}

/**
 * Mark what pending objects lead to. This is `mark` written out, in a loop that has all it needs at hand; the child
 * marked last is looked into next without being put on the stack, so a linked list needs none.
 */
export function trace(heap: Heap, count: number): void {
  const { words } = heap.memory
  const { marks, marked, epoch } = heap
  const { references, firstReference } = heap.layouts
  const heapEnd = heap.top * MEMORY.pageBytes
  let { pending } = heap
  let left = count
  let object = left > 0 ? pending[--left]! : 0
  while (object !== 0) {
    const layout = words[object >> 2]!
    const isBlock = layout === REFS_ID
    let at = isBlock ? (object + BLOCK.data) >> 2 : firstReference[layout]!
    const end = isBlock ? at + (words[(object + BLOCK.size) >> 2]! >> 2) : firstReference[layout + 1]!
    if (left + end - at > pending.length) pending = makeRoom(heap, left + end - at)
    let next = 0
    for (; at < end; at++) {
      const child = words[isBlock ? at : (object + references[at]!) >> 2]!
      if (child < MEMORY.stackEnd || child >= heapEnd || marks[child >> MARK_SHIFT] === epoch) continue
      marks[child >> MARK_SHIFT] = epoch
      marked[child >> 16]!++
      if (next !== 0) pending[left++] = next
      next = child
    }
    if (next !== 0) object = next
    else object = left > 0 ? pending[--left]! : 0
  }
}

/** Room for so many more pending objects. */
function makeRoom(heap: Heap, more: number): Int32Array {
  const { pending } = heap
  heap.pending = new Int32Array(2 * (pending.length + more))
  heap.pending.set(pending)
  return heap.pending
}
