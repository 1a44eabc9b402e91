/** Marking: everything that marked objects lead to, with a stack of our own. The inner loop of a collection. */
import { MEMORY } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { type Heap, MARK_SHIFT } from './heap-state.ts'
import { REFS_ID } from './layout-table.ts'

/** Mark an object of the heap, unless it is; it is then the last of the pending ones, whose number is returned. */
export function mark(heap: Heap, object: number, pending: number): number {
  // Null, undefined, and what lives in the arena for the time of a call.
  if (object < MEMORY.heap || object >= heap.top * MEMORY.pageBytes) return pending
  if (heap.marks[object >> MARK_SHIFT] === heap.epoch) return pending
  heap.marks[object >> MARK_SHIFT] = heap.epoch
  heap.marked[object >>> 16]!++
  if (pending === heap.pending.length) makeRoom(heap, 1)
  heap.pending[pending] = object
  return pending + 1
}

/** How many objects one call of `markSome` looks into. */
const AT_ONCE = 1 << 14

/** Mark what pending objects lead to. In portions: V8 compiles what is called often sooner than what loops for long. */
export function trace(heap: Heap, count: number): void {
  let pending = count
  while (pending > 0) pending = markSome(heap, pending)
}

/**
 * This is `mark` written out, in a loop that has all it needs at hand, constants of other modules too; the child
 * marked last is looked into next without being put on the stack, so a linked list needs none.
 */
function markSome(heap: Heap, count: number): number {
  const { words } = heap.memory
  const { marks, marked, epoch } = heap
  const { references, firstReference } = heap.layouts
  const { heap: first, pageBytes } = MEMORY
  const { data, size } = BLOCK
  const [blockId, shift] = [REFS_ID, MARK_SHIFT]
  const heapEnd = heap.top * pageBytes
  let { pending } = heap
  let left = count - 1
  let object = pending[left]!
  for (let budget = AT_ONCE; budget > 0; budget--) {
    const layout = words[object >> 2]!
    const isBlock = layout === blockId
    let at = isBlock ? (object + data) >> 2 : firstReference[layout]!
    const end = isBlock ? at + (words[(object + size) >> 2]! >> 2) : firstReference[layout + 1]!
    if (left + end - at >= pending.length) pending = makeRoom(heap, left + end - at + 1)
    let next = 0
    for (; at < end; at++) {
      const child = words[isBlock ? at : (object + references[at]!) >> 2]!
      if (child < first || child >= heapEnd || marks[child >> shift] === epoch) continue
      marks[child >> shift] = epoch
      marked[child >> 16]!++
      if (next !== 0) pending[left++] = next
      next = child
    }
    if (next !== 0) object = next
    else if (left > 0) object = pending[--left]!
    else return 0
  }
  pending[left] = object
  return left + 1
}

/** Room for so many more pending objects. */
function makeRoom(heap: Heap, more: number): Int32Array {
  const { pending } = heap
  heap.pending = new Int32Array(2 * (pending.length + more))
  heap.pending.set(pending)
  return heap.pending
}
