/** The record of the heap: what it is made of and how it begins (heap.ts says how it is used). */
import { MEMORY } from '../artifact/abi.ts'
import type { LayoutTable } from './layout-table.ts'
import type { Memory } from './memory.ts'

export interface SizeClass {
  readonly bytes: number
  readonly perPage: number
  pages: number[]
  /** Pages `cursor` … `end` of the list are still to be swept. */
  cursor: number
  end: number
}

export interface Heap {
  readonly memory: Memory
  readonly layouts: LayoutTable
  /** What each page is: 0 free, a size class, or LARGE, REST. */
  readonly pageKinds: Uint8Array
  /** Pages of the run that begins at a page. */
  readonly runPages: Uint16Array
  readonly classes: SizeClass[]
  large: number[]
  /** Pages from `top` on were never given out or have been given back. */
  top: number
  /** Pages from here up to the lowest that the arena reached have never been written: they are zero. */
  fresh: number
  lowestArena: number
  /** Where the arena begins (an address); it grows down. */
  arena: number
  /** Where to look for a free page. */
  hint: number
  /** Objects that the host keeps: those of calls under way, a stack; and arrays made by `array()`. */
  readonly pins: number[]
  readonly kept: Set<number>
  /** Instances that the host holds, by handle (instances.ts); 0: none. */
  readonly held: number[]
  /** Objects that carry this number in their second word are alive since the last collection. */
  epoch: number
  liveBytes: number
  allocatedBytes: number
  collections: number
}

export const FIRST_PAGE = MEMORY.stackEnd / MEMORY.pageBytes
export const LARGE = 254
export const REST = 255
/** Classes beyond those that compiled code knows; larger objects get runs of pages. */
const MEDIUM = [
  640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 10240, 13104, 16384, 21840, 32768,
]
export const LARGEST = 32768

export function createHeap(memory: Memory, layouts: LayoutTable): Heap {
  const size = memory.buffer.byteLength
  const pages = size / MEMORY.pageBytes
  const small = Array.from({ length: MEMORY.smallClasses }, (_, index) => (index + 1) * MEMORY.classBytes)
  const classes = [0, ...small, ...MEDIUM].map((bytes) => {
    return { bytes, perPage: Math.floor(MEMORY.pageBytes / bytes), pages: [], cursor: 0, end: 0 }
  })
  return {
    memory,
    layouts,
    classes,
    pageKinds: new Uint8Array(pages),
    runPages: new Uint16Array(pages + 1),
    large: [],
    top: FIRST_PAGE,
    fresh: FIRST_PAGE,
    lowestArena: size,
    arena: size,
    hint: FIRST_PAGE,
    pins: [],
    kept: new Set(),
    held: [],
    epoch: 1,
    liveBytes: 0,
    allocatedBytes: 0,
    collections: 0,
  }
}
