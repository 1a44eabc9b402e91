/**
 * The heap as compiled code and the run time see it: part of the contract between them (ABI).
 *
 * Every object begins with the u32 id of its layout, given out by the run time when a module is loaded.
 * References are byte addresses, multiples of 8; 0 is null, 4 is undefined.
 *
 *     typed array   8 data ptr · 12 length · 16 owner (ref of a block, or 0: the host's) · 20 host slot · 24 byte offset in its buffer · 28 byte length of the buffer
 *     list          8 data ptr · 12 length · 16 capacity · 20 block (ref)
 *     block         8 size in bytes · 16 data …
 *     record        fields from 4, each aligned to its size, in the layout's order
 *     instance      4 handle of the host's object, or 0 · fields from 8, the same way
 */
import type { ElementKind } from './types.ts'

export const HEADER_BYTES = 4
export const NULL_REF = 0
export const UNDEFINED_REF = 4

export const ARRAY = { data: 8, length: 12, owner: 16, host: 20, byteOffset: 24, bufferLength: 28, bytes: 32 } as const
export const LIST = { data: 8, length: 12, capacity: 16, block: 20, bytes: 24 } as const
/** Of an instance of a class. */
export const CLASS = { host: 4 } as const
export const BLOCK = { size: 8, data: 16 } as const

/** Handles of strings are at least 0; these stand for no string where there may be one. */
export const TEXTS = { undefined: -1, null: -2 } as const

/** Longest array or list: indices are non-negative int32. */
export const MAX_LENGTH = 2 ** 31 - 1

/** Storage of one field or element, as in ir/types.ts. */
export type FieldStorage = 'i8' | 'u8' | 'u8c' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'f32' | 'f64' | 'bool' | 'ref'

export interface LayoutField {
  readonly name: string
  readonly offset: number
  readonly storage: FieldStorage
}

/** A kind of heap object. `fields` with storage `ref` are what the collector follows; `list` and `array` have their fixed shapes. */
export interface Layout {
  /** Unique in its module; equal structure gives an equal name, so modules agree. */
  readonly name: string
  readonly kind: 'record' | 'list' | 'array' | 'bytes' | 'refs'
  readonly bytes: number
  readonly fields: readonly LayoutField[]
  /** For lists and arrays: how elements are stored. */
  readonly element?: FieldStorage
}

/** The four NaN patterns that stand for other values in an f64 (bits as unsigned 64-bit integers). */
export const TAGS = {
  undefined: 0x7ffc_0000_0000_0001n,
  null: 0x7ffc_0000_0000_0002n,
  false: 0x7ffc_0000_0000_0003n,
  true: 0x7ffc_0000_0000_0004n,
} as const
export type TagName = keyof typeof TAGS

/** The upper half of a NaN pattern whose lower half is the handle of a string. */
export const TEXT_TAG = 0x7ffd_0000n

/** Integers that may also be undefined are kept in an i64; this pattern is undefined. Its low 32 bits are 0, as ToInt32(undefined) is. */
export const UNDEFINED_I64 = -(2n ** 63n)

/** Bytes and storage of the elements of a typed array. */
export const ELEMENTS: Record<ElementKind, { readonly bytes: 1 | 2 | 4 | 8; readonly storage: FieldStorage; readonly array: string }> = {
  int8: { bytes: 1, storage: 'i8', array: 'Int8Array' },
  uint8: { bytes: 1, storage: 'u8', array: 'Uint8Array' },
  uint8c: { bytes: 1, storage: 'u8c', array: 'Uint8ClampedArray' },
  int16: { bytes: 2, storage: 'i16', array: 'Int16Array' },
  uint16: { bytes: 2, storage: 'u16', array: 'Uint16Array' },
  int32: { bytes: 4, storage: 'i32', array: 'Int32Array' },
  uint32: { bytes: 4, storage: 'u32', array: 'Uint32Array' },
  float32: { bytes: 4, storage: 'f32', array: 'Float32Array' },
  float64: { bytes: 8, storage: 'f64', array: 'Float64Array' },
  int64: { bytes: 8, storage: 'i64', array: 'BigInt64Array' },
  uint64: { bytes: 8, storage: 'i64', array: 'BigUint64Array' },
}
