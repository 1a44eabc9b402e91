/** Which pages are given out. A page below `top` is free when its kind is 0. */
import { MEMORY } from '../artifact/abi.ts'
import { FIRST_PAGE, type Heap, LARGE, REST } from './heap-state.ts'

/** One page for objects of a size class; 0 if there is none. */
export function takePage(heap: Heap, sizeClass: number): number {
  const free = heap.pageKinds.indexOf(0, heap.hint)
  if (free < 0 || !fits(heap, free + 1)) return 0
  heap.hint = free + 1
  heap.top = Math.max(heap.top, free + 1)
  heap.fresh = Math.max(heap.fresh, free + 1)
  heap.pageKinds[free] = sizeClass
  return free
}

/** Pages in a row for one large object; 0 if there are none. The caller moves `fresh`, which it must read before. */
export function takeRun(heap: Heap, count: number): number {
  const { pageKinds } = heap
  let start = pageKinds.indexOf(0, heap.hint)
  while (start >= 0 && fits(heap, start + count)) {
    let end = start
    // Nothing at or above `top` is taken.
    while (end < start + count && end < heap.top && pageKinds[end] === 0) end++
    if (end === start + count || end >= heap.top) return markRun(heap, start, count)
    start = pageKinds.indexOf(0, end)
  }
  return 0
}

/** The last page is never given out: compiled code may look at fields behind an object that has none such (licm.ts), not behind memory. */
function fits(heap: Heap, endPage: number): boolean {
  const end = endPage * MEMORY.pageBytes
  return end <= heap.arena && end < heap.end
}

function markRun(heap: Heap, start: number, count: number): number {
  heap.pageKinds[start] = LARGE
  heap.pageKinds.fill(REST, start + 1, start + count)
  heap.runPages[start] = count
  if (start === heap.hint) heap.hint = start + count
  heap.top = Math.max(heap.top, start + count)
  return start
}

export function releasePage(heap: Heap, page: number): void {
  heap.pageKinds[page] = 0
  released(heap, page)
}

export function releaseRun(heap: Heap, page: number): void {
  heap.pageKinds.fill(0, page, page + heap.runPages[page]!)
  released(heap, page)
}

function released(heap: Heap, page: number): void {
  heap.hint = Math.min(heap.hint, page)
  while (heap.top > FIRST_PAGE && heap.pageKinds[heap.top - 1] === 0) heap.top--
}
