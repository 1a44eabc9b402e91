/**
 * Types of IR values. One IR, two levels: before inference every value is `js`; after it none is.
 *
 * | type   | meaning                                              | WebAssembly |
 * |--------|------------------------------------------------------|-------------|
 * | `bool` | 0 or 1                                               | i32         |
 * | `i32`  | 32 bits, sign decided by the operation               | i32         |
 * | `i64`  | 64 bits: a bigint, or an integer-valued number       | i64         |
 * | `f32`  | a float32                                            | f32         |
 * | `f64`  | a double; two NaN patterns can stand for null, undefined, true, false (see `tag` ops) | f64 |
 * | `ref`  | address of a heap object, a garbage-collection root; 0 is null, 4 is undefined | i32 |
 * | `ptr`  | address inside a heap object or a host array; valid while its owner is | i32 |
 * | `js`   | any JavaScript value, not yet typed                  | none        |
 */
export type Type = 'bool' | 'i32' | 'i64' | 'f32' | 'f64' | 'ref' | 'ptr' | 'js'

export const TYPES: readonly Type[] = ['bool', 'i32', 'i64', 'f32', 'f64', 'ref', 'ptr', 'js']

/** How a value is stored in memory. */
export type Storage = 'i8' | 'u8' | 'u8c' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'f32' | 'f64' | 'bool' | 'ref'

/** Bytes that one stored value takes, and the type it has in a register. `u8c` is Uint8ClampedArray's (clamping is the writer's job). */
export const STORAGE: Record<Storage, { readonly bytes: 1 | 2 | 4 | 8; readonly type: Type }> = {
  i8: { bytes: 1, type: 'i32' },
  u8: { bytes: 1, type: 'i32' },
  u8c: { bytes: 1, type: 'i32' },
  i16: { bytes: 2, type: 'i32' },
  u16: { bytes: 2, type: 'i32' },
  i32: { bytes: 4, type: 'i32' },
  u32: { bytes: 4, type: 'i32' },
  i64: { bytes: 8, type: 'i64' },
  f32: { bytes: 4, type: 'f32' },
  f64: { bytes: 8, type: 'f64' },
  bool: { bytes: 1, type: 'bool' },
  ref: { bytes: 4, type: 'ref' },
}
