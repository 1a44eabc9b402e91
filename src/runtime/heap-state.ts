/** The record of the heap: what it is made of and how it begins (heap.ts says how it is used). */
import { MEMORY } from '../artifact/abi.ts'
import type { LayoutTable } from './layout-table.ts'
import { growToFull, type Memory } from './memory.ts'

export interface SizeClass {
  readonly bytes: number
  readonly perPage: number
  /** Where the class's free run is found in the words of memory: its beginning, then its end. */
  readonly run: number
  /** Pages that the last collection found partly used and that have not been taken since; the next one is last. */
  readonly waiting: number[]
  /** The page of the free run, or 0; behind the run, free objects are those that the last collection did not mark. */
  current: number
}

export interface Heap {
  readonly memory: Memory
  readonly layouts: LayoutTable
  /** What each page is: 0 free, a size class, or LARGE, REST. */
  readonly pageKinds: Uint8Array
  /** Pages of the run that begins at a page. */
  readonly runPages: Uint16Array
  readonly classes: SizeClass[]
  /** Pages from `top` on were never given out or have been given back. */
  top: number
  /** Pages from here up to the lowest that the arena reached have never been written: they are zero. */
  fresh: number
  lowestArena: number
  /** Where the arena begins (an address); it grows down from the end of memory. */
  arena: number
  end: number
  /** Where to look for a free page. */
  hint: number
  /** Objects that the host keeps: those of calls under way, a stack; and arrays made by `array()`. */
  readonly pins: number[]
  readonly kept: Set<number>
  /** Instances that the host holds, by handle (instances.ts); 0: none. So many handles were given out. */
  held: Int32Array
  handles: number
  /** One byte for every 8 of memory, as far as pages have been given out: the last collection that found an object there alive. */
  marks: Uint8Array
  /** The number of the last collection, 1 … 255. */
  epoch: number
  /** By page: how many of its objects the last collection marked. */
  readonly marked: Uint16Array
  /** By page: is it in the list `waiting` of its class? */
  readonly isWaiting: Uint8Array
  /** Objects that have been marked and not looked into, during a collection. */
  pending: Int32Array
  liveBytes: number
  allocatedBytes: number
  collections: number
  /** Marks are being made, so they say nothing. It stays if that is ended from outside (`vm` with a timeout), where V8 runs no `finally`. */
  marking: boolean
}

export const FIRST_PAGE = MEMORY.heap / MEMORY.pageBytes
export const LARGE = 254
export const REST = 255
/** The index of an object's mark is its address shifted by this. */
export const MARK_SHIFT = 3
/** Classes beyond those that compiled code knows; larger objects get runs of pages. */
const MEDIUM = [
  640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 10240, 13104, 16384, 21840, 32768,
]
export const LARGEST = 32768

export function createHeap(memory: Memory, layouts: LayoutTable): Heap {
  const size = memory.buffer.byteLength
  const { pages } = memory
  const small = Array.from({ length: MEMORY.smallClasses }, (_, index) => (index + 1) * MEMORY.classBytes)
  return {
    memory,
    layouts,
    classes: [0, ...small, ...MEDIUM].map(createClass),
    pageKinds: new Uint8Array(pages),
    runPages: new Uint16Array(pages + 1),
    top: FIRST_PAGE,
    fresh: FIRST_PAGE,
    lowestArena: size,
    arena: size,
    end: size,
    hint: FIRST_PAGE,
    pins: [],
    kept: new Set(),
    held: new Int32Array(1024),
    handles: 0,
    marks: new Uint8Array(0),
    epoch: 1,
    marked: new Uint16Array(pages),
    isWaiting: new Uint8Array(pages),
    pending: new Int32Array(1024),
    liveBytes: 0,
    allocatedBytes: 0,
    collections: 0,
    marking: false,
  }
}

/**
 * Make memory as large as it gets, and views of it last. Whoever keeps a view, gives one to the host or uses the arena
 * calls this before; so when the heap itself runs out and calls it, nobody holds any. False if that has been done.
 */
export function reserve(heap: Heap): boolean {
  if (!growToFull(heap.memory)) return false
  heap.end = heap.memory.buffer.byteLength
  heap.arena = heap.end
  heap.lowestArena = heap.end
  return true
}

function createClass(bytes: number, sizeClass: number): SizeClass {
  return { bytes, perPage: Math.floor(MEMORY.pageBytes / bytes), run: (MEMORY.runs >> 2) + 2 * sizeClass, waiting: [], current: 0 }
}
