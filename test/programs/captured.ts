/** Module constants, imports, helper functions, captured arrays: read when compiled, arrays stay live. */
import * as helpers from './captured-helpers.ts'
import { FACTOR, helper, indirect, renamedConstant as quarter, weights } from './captured-helpers.ts'

const LIMIT = 10
const NAME = 'captured'
const BIG = 1n << 40n
const FLAG = true
const options = Object.freeze({ scale: 2, offset: -1 })
const pairs = [1, 2, 3]
export const table = new Float64Array([10, 20, 30])
export const counts = new Int32Array(3)

export function constants(x: number): number {
  return FLAG ? x * LIMIT + NAME.length + FACTOR * quarter : 0
}
// run: constants(2) == 28.75

export function capturedBigint(x: bigint): bigint {
  return x * BIG
}
// run: capturedBigint(3n) == 3298534883328n

export function readsTable(i: number): number {
  return table[i] ?? -1
}
// run: readsTable(1) == 20
// run: readsTable(3) == -1

export function writesTable(i: number, x: number): number {
  counts[i]++
  table[i] = x
  return table.length
}
// run: writesTable(1, 5)
// run: writesTable(0, 1); writesTable(0, 2); writesTable(5, 2)

export function passesTable(a: Float64Array): number {
  a[0] = 99
  return table[0]
}
// run: passesTable(new Float64Array(1)) == 10
// run: passesTable(table) == 99

export function helperFunctions(x: number): number {
  return helper(x) + indirect(x) + helpers.scaleBy(x) + local(x)
}
// run: helperFunctions(4)

function local(x: number): number {
  return x > 0 ? x + LIMIT : other(x)
}

const other = (x: number) => x * weights[2]

export function importedArray(i: number): number {
  return weights[i] * 2
}
// run: importedArray(1) == 4

export function frozenObject(x: number): number {
  return x * options.scale + options.offset
}
// run: frozenObject(5) == 9

export function plainArray(x: number): number {
  let s = 0
  for (let i = 0; i < pairs.length; i++) s += pairs[i] * x
  return s
}
// run: plainArray(2) == 12

function makeKernel(scale: number, offsets: Float64Array) {
  return (x: number, i: number) => x * scale + offsets[i]
}
export const enclosed = makeKernel(7, new Float64Array([0.5, 1.5]))
// run: enclosed(2, 1) == 15.5
export const enclosedOther = makeKernel(100, new Float64Array([1, 2]))
// run: enclosedOther(2, 1) == 202

const { sqrt, PI } = Math
export function capturedMath(x: number): number {
  return sqrt(x) * PI
}
// run: capturedMath(2)

const Direction = { Left: 0, Right: 5 } as const
export function enumeration(x: number): number {
  return x === Direction.Left ? -1 : x === Direction.Right ? 1 : 0
}
// run: enumeration(0) == -1
// run: enumeration(5) == 1

const TABLE_32 = (() => {
  const t = new Uint32Array(256)
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    t[n] = c >>> 0
  }
  return t
})()
export function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const b of bytes) crc = TABLE_32[(crc ^ b) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}
// run: crc32(new Uint8Array([49, 50, 51, 52, 53, 54, 55, 56, 57])) == 3421780262
// run: crc32(new Uint8Array(0)) == 0

const MINUS_ZERO = -0
export function minusZero(x: number): number {
  return 1 / (x * MINUS_ZERO) + MINUS_ZERO
}
// run: minusZero(1) == -Infinity
// run: minusZero(-2) == Infinity
