/** The standard methods and constructors of typed arrays. */

export function fills(a: Float64Array): void {
  a.fill(7)
  a.fill(1, 1, 3)
  a.fill(-0, -1)
}
// run: fills(new Float64Array(6))
// run: fills(new Float64Array(0))

export function sets(a: Float64Array, b: Float64Array): void {
  a.set(b, 1)
}
// run: sets(new Float64Array(4), new Float64Array([1, 2]))
// run: a = new Float64Array([1, 2, 3, 4]); sets(a, a.subarray(0, 3))
// run: sets(new Int8Array(4), new Float64Array([300, -1.5]))
// run: sets(new Float64Array(2), new Float64Array(2))

export function slices(a: Int32Array): Int32Array {
  const b = a.slice(1, -1)
  b[0] = 99
  return b
}
// run: slices(new Int32Array([1, 2, 3, 4]))
// run: slices(new Int32Array([1]))

export function copyWithin(a: Uint8Array, t: number, s: number, e: number): void {
  a.copyWithin(t, s, e)
}
// run: copyWithin(new Uint8Array([1, 2, 3, 4, 5]), 0, 2, 5)
// run: copyWithin(new Uint8Array([1, 2, 3, 4, 5]), 2, 0, 4)
// run: copyWithin(new Uint8Array([1, 2, 3, 4, 5]), -2, 1, -1)

export function sorts(a: Float64Array): void {
  a.sort()
}
// run: sorts(new Float64Array([3, -1, NaN, -0, 0, 2, -Infinity]))
// run: sorts(new Int8Array([3, -1, 5]))
// run: sorts(new Float64Array(0))

export function sortsDescending(a: Float64Array): void {
  a.sort((x, y) => y - x)
}
// run: sortsDescending(new Float64Array([3, 1, 2, 10]))

export function reverses(a: Uint16Array): void {
  a.reverse()
}
// run: reverses(new Uint16Array([1, 2, 3]))

export function searches(a: Float64Array, x: number): number {
  return a.indexOf(x) * 100 + a.lastIndexOf(x) * 10 + (a.includes(x) ? 1 : 0)
}
// run: searches(new Float64Array([1, 2, 1]), 1)
// run: searches(new Float64Array([1, NaN]), NaN)
// run: searches(new Float64Array([-0]), 0)
// run: searches(new Float64Array(0), 0)

export function maps(a: Float64Array, k: number): Float64Array {
  return a.map((x, i) => x * k + i)
}
// run: maps(new Float64Array([1, 2, 3]), 2)
// run: maps(new Uint8Array([100, 200]), 2)

export function reduces(a: Float64Array): number {
  return a.reduce((s, x) => s + x, 0) + a.reduce((m, x) => Math.max(m, x))
}
// run: reduces(new Float64Array([1, 5, 3]))
// run: reduces(new Float64Array(0))

export function visits(a: Float64Array): number {
  let s = 0
  a.forEach((x, i) => {
    s += x * i
  })
  return s
}
// run: visits(new Float64Array([1, 5, 3])) == 11

export function predicates(a: Int32Array): number {
  return (a.some((x) => x < 0) ? 1 : 0) + (a.every((x) => x < 10) ? 2 : 0) + a.findIndex((x) => x > 3) * 10
}
// run: predicates(new Int32Array([1, -2, 5]))
// run: predicates(new Int32Array(0))

export function filters(a: Float64Array): Float64Array {
  return a.filter((x) => x > 0)
}
// run: filters(new Float64Array([1, -1, 2, NaN]))

export function finds(a: Float64Array): number {
  return a.find((x) => x > 2) ?? -1
}
// run: finds(new Float64Array([1, 3, 5])) == 3
// run: finds(new Float64Array([1])) == -1

export function atEnd(a: Float64Array): number {
  return (a.at(-1) ?? 0) + (a.at(0) ?? 0) * 10
}
// run: atEnd(new Float64Array([1, 2, 3])) == 13
// run: atEnd(new Float64Array(0)) == 0

export function copies(a: Float64Array): Float64Array {
  const b = new Float64Array(a)
  b[0] = -1
  return b
}
// run: copies(new Float64Array([1, 2]))
// run: copies(new Int8Array([1, 2]))

export function fromAndOf(n: number): number {
  const a = Float64Array.from([n, n + 1, n + 2])
  const b = Int32Array.of(1, 2, n)
  return a[2] * 100 + b[2]
}
// run: fromAndOf(4)

export function fromWithLength(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => i * 2)
}
// run: fromWithLength(4)

export function chained(a: Float64Array): number {
  return a
    .map((x) => x * x)
    .filter((x) => x > 2)
    .reduce((s, x) => s + x, 0)
}
// run: chained(new Float64Array([1, 2, 3])) == 13

export function subarrays(a: Float64Array): number {
  const b = a.subarray(1).subarray(1, 3)
  b[0] += 100
  return b.length * 1000 + a[2]
}
// run: subarrays(new Float64Array([1, 2, 3, 4, 5]))
// run: subarrays(new Float64Array(2))

export function entriesLoop(a: Float64Array): number {
  let s = 0
  for (const [i, x] of a.entries()) s += i * x
  for (const i of a.keys()) s += i
  return s
}
// run: entriesLoop(new Float64Array([5, 6, 7]))

export function joined(a: Int32Array): string {
  return a.join('-')
}
// run: joined(new Int32Array([1, 2, 3])) == '1-2-3'

export function findLast(a: Float64Array): number {
  return a.findLastIndex((x) => x < 3)
}
// run: findLast(new Float64Array([1, 2, 3])) == 1

/** Each kind, a part of an array, a view of other elements, and an array that only lives in here. */
export function sortsAll(
  i8: Int8Array,
  u8: Uint8ClampedArray,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
): number {
  i8.sort()
  u8.sort()
  u16.subarray(1, 4).sort()
  f32.sort()
  u32.sort()
  const words = new Uint32Array(i32.buffer, i32.byteOffset + 4, i32.length - 1)
  words.sort()
  const own = new Float64Array(40)
  for (let k = 0; k < own.length; k++) own[k] = (k * 37) % 40 === 3 ? NaN : ((k * 37) % 40) - 20
  own.sort()
  let sum = 0
  for (let k = 0; k < own.length; k++) sum = sum * 1.5 + (Number.isNaN(own[k]!) ? 1000 : own[k]!) * k
  return sum + i32[1]!
}
// run: sortsAll(new Int8Array([3, -1, 127, -128]), new Uint8ClampedArray([9, 255, 0]), new Uint16Array([5, 4, 3, 2, 1]), new Int32Array([7, -1, 3, -2]), new Uint32Array([4294967295, 1, 2147483648]), new Float32Array([0, -0, NaN, 1.5, -Infinity]))
// run: sortsAll(new Int8Array(0), new Uint8ClampedArray(1), new Uint16Array(1), new Int32Array([1, 2]), new Uint32Array(2), new Float32Array([-0, 0]))

export function sortsWide(a: BigInt64Array, b: BigUint64Array): bigint {
  const copy = a.slice().sort()
  b.sort()
  return copy[0]!
}
// run: sortsWide(new BigInt64Array([5n, -3n, 9223372036854775807n]), new BigUint64Array([18446744073709551615n, 1n, 7n]))
// run: sortsWide(new BigInt64Array([1n]), new BigUint64Array(0))
