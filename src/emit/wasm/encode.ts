/** Bytes of a WebAssembly module: a growing buffer, the number encodings, sections. */

export interface Bytes {
  data: Uint8Array
  length: number
}

export function newBytes(capacity = 256): Bytes {
  return { data: new Uint8Array(capacity), length: 0 }
}

/** Make room for `more` bytes. */
function reserve(bytes: Bytes, more: number): void {
  const needed = bytes.length + more
  if (needed <= bytes.data.length) return
  const grown = new Uint8Array(Math.max(needed, bytes.data.length * 2))
  grown.set(bytes.data.subarray(0, bytes.length))
  bytes.data = grown
}

export function writeByte(bytes: Bytes, value: number): void {
  if (bytes.length === bytes.data.length) reserve(bytes, 1)
  bytes.data[bytes.length++] = value
}

/** Unsigned LEB128 of 0 … 2^32-1. */
export function writeU32(bytes: Bytes, value: number): void {
  reserve(bytes, 5)
  let rest = value >>> 0
  while (rest >= 0x80) {
    bytes.data[bytes.length++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes.data[bytes.length++] = rest
}

/** Signed LEB128 of an int32. */
export function writeS32(bytes: Bytes, value: number): void {
  reserve(bytes, 5)
  let rest = value | 0
  while (rest < -64 || rest > 63) {
    bytes.data[bytes.length++] = (rest & 0x7f) | 0x80
    rest >>= 7
  }
  bytes.data[bytes.length++] = rest & 0x7f
}

/** Signed LEB128 of an int64. */
export function writeS64(bytes: Bytes, value: bigint): void {
  if (value >= -0x8000_0000n && value <= 0x7fff_ffffn) return writeS32(bytes, Number(value))
  reserve(bytes, 10)
  let rest = BigInt.asIntN(64, value)
  while (rest < -64n || rest > 63n) {
    bytes.data[bytes.length++] = Number(rest & 0x7fn) | 0x80
    rest >>= 7n
  }
  bytes.data[bytes.length++] = Number(rest & 0x7fn)
}

/** The low `count` bytes of an unsigned integer, least significant first. */
export function writeFixed(bytes: Bytes, value: bigint, count: number): void {
  for (let index = 0; index < count; index++) writeByte(bytes, Number((value >> BigInt(8 * index)) & 0xffn))
}

export function writeF64(bytes: Bytes, value: number): void {
  reserve(bytes, 8)
  new DataView(bytes.data.buffer).setFloat64(bytes.length, value, true)
  bytes.length += 8
}

export function writeF32(bytes: Bytes, value: number): void {
  reserve(bytes, 4)
  new DataView(bytes.data.buffer).setFloat32(bytes.length, value, true)
  bytes.length += 4
}

export function writeBytes(bytes: Bytes, from: Uint8Array): void {
  reserve(bytes, from.length)
  bytes.data.set(from, bytes.length)
  bytes.length += from.length
}

/** A name: length in UTF-8 bytes, then those. */
export function writeName(bytes: Bytes, name: string): void {
  const encoded = new TextEncoder().encode(name)
  writeU32(bytes, encoded.length)
  writeBytes(bytes, encoded)
}

export const SECTIONS = { custom: 0, type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const

/** A section with its size in front. Sections that hold a vector begin with `count`. */
export function writeSection(bytes: Bytes, id: number, content: Bytes): void {
  writeByte(bytes, id)
  writeU32(bytes, content.length)
  writeBytes(bytes, content.data.subarray(0, content.length))
}

/** Magic number and version. */
export const PREAMBLE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)

export function finish(bytes: Bytes): Uint8Array {
  return bytes.data.slice(0, bytes.length)
}
