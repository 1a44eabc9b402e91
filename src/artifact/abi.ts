/** Numbers and names that compiled code and the run time agree on, besides the shapes of heap objects (layout.ts). */
import { isReference } from './layouts.ts'
import type { HostType } from './types.ts'

/** Of the artifact and everything it assumes; a stored artifact of another version is not used. */
export const ABI_VERSION = 16

/** Low memory: 0 … 255 never holds anything, then the free runs of the size classes and NEXT_BUILT, then the shadow stack, then parts of texts, then pages. */
export const MEMORY = {
  /**
   * The free run of class k: objects are taken from where the u32 at `runs + 8 * k` points, up to where the next
   * one does. A run is a whole number of objects; when both are equal, the run time must find another.
   */
  runs: 256,
  /** Objects of class k have `8 * k` bytes, for k = 1 … smallClasses. */
  classBytes: 8,
  smallClasses: 64,
  stack: 1024,
  stackEnd: 1 << 20,
  /**
   * Parts of texts that are read letter by letter: one for each value of bits 1 and 2 of a handle. The handle, the index of the first letter there, how many are, four bytes of nothing, then the letters.
   */
  texts: 1 << 20,
  /** Where the pages of the heap begin. */
  heap: 1 << 21,
  pageBytes: 1 << 16,
} as const

/** The parts of texts in low memory: how large each is with its header, and where the letters begin. */
export const TEXT_PART = { bytes: 1 << 18, parts: 4, first: 4, count: 8, letters: 16 } as const

/**
 * A text that code builds piece by piece: its handle is this plus where its eight bytes are, the address of a run of letters and how many
 * of these are the text. A run begins with how many letters are in use and how many fit; who adds to the text that ends where the run
 * does writes behind it, so texts that were made on the way stay what they are. No handle of another text is as large. (Numbers of their
 * own, not fields of an object: so they stand in the run time as they are.)
 */
export const BUILT = 0x4000_0001
export const BUILT_BYTES = 8
export const BUILT_COUNT = 4
export const RUN_FIT = 4
export const RUN_LETTERS = 8

/** In low memory: where the next of these gets its bytes, and where the room for them and for runs ends. */
export const NEXT_BUILT = 960
export const BUILT_END = 964

/** Handles of texts of one letter below this code are twice the letter's code; no other handle stands for such a text, or is below. */
export const LETTERS = 256

/** Error classes by the index that `error.new` and `error.is` take. */
export const ERROR_KINDS = ['Error', 'RangeError', 'TypeError', 'SyntaxError', 'EvalError', 'ReferenceError', 'URIError'] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** Methods of console by the index that `log.end` takes. */
export const LOG_METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** How a value of a host type crosses the boundary of a wasm function; `none`: it does not. */
export function crossing(type: HostType): 'i32' | 'i64' | 'f64' | 'none' {
  switch (type.kind) {
    case 'float64':
    case 'float32':
      return 'f64'
    case 'int64':
    case 'uint64':
      return 'i64'
    case 'void':
    case 'undefined':
    case 'null':
    case 'function':
    case 'builtin':
    case 'inferred':
      return 'none'
    case 'optional':
      return isReference(type.type) || ['string', 'int64', 'uint64', 'callback'].includes(type.type.kind) ? 'i32' : 'i64'
    default:
      return 'i32'
  }
}
