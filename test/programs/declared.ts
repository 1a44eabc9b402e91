/** Explicit signatures: a declared type is a promise that is checked. */

// signature: int32Sum: int32(int32, int32)
export function int32Sum(a: number, b: number): number {
  return a + b
}
// run: int32Sum(1, 2) == 3
// run: int32Sum(2147483647, 1) throws RangeError
// run: int32Sum(1.5, 1) throws RangeError
// run: int32Sum(4294967296, 1) throws RangeError
// run: int32Sum('1', 1) throws TypeError

// signature: tenTimes: int64(int64)
export function tenTimes(x: bigint): bigint {
  return x * 10n
}
// run: tenTimes(5n) == 50n
// run: tenTimes(9223372036854775807n) throws RangeError
// run: tenTimes(9223372036854775808n) throws RangeError
// run: tenTimes(5) throws TypeError

// signature: unsigned64: uint64(uint64, uint64)
export function unsigned64(a: bigint, b: bigint): bigint {
  return a + b
}
// run: unsigned64(18446744073709551614n, 1n) == 18446744073709551615n
// run: unsigned64(18446744073709551615n, 1n) throws RangeError
// run: unsigned64(-1n, 1n) throws RangeError

// signature: single: float32(float32, float32)
export function single(a: number, b: number): number {
  return Math.fround(a * b)
}
// run: single(1.5, 0.25) == 0.375
// run: single(0.1, 1) throws RangeError

// signature: flag: boolean(boolean)
export function flag(b: boolean): boolean {
  return !b
}
// run: flag(true) == false
// run: flag(1) throws TypeError

// signature: total: float64(float64[:])
export function total(a: Float64Array): number {
  let s = 0
  for (const x of a) s += x
  return s
}
// run: total(new Float64Array([1, 2])) == 3
// run: total(new Float32Array([1, 2])) throws TypeError
// run: total([1, 2]) throws TypeError
// run: total(null) throws TypeError

// signature: clear: void(uint8[:], uint8)
export function clear(a: Uint8Array, x: number): void {
  a.fill(x)
}
// run: clear(new Uint8Array(2), 255)
// run: clear(new Uint8Array(2), 256) throws RangeError
// run: clear(new Uint8Array(2), -1) throws RangeError

// signature: list: float64(float64[])
export function list(xs: number[]): number {
  return xs.length === 0 ? 0 : xs[xs.length - 1]
}
// run: list([1, 2]) == 2
// run: list([]) == 0
// run: list([1, 'x']) throws TypeError

// signature: small: int8(int8)
export function small(x: number): number {
  return x + 100
}
// run: small(27) == 127
// run: small(28) throws RangeError

// signature: pair: [float64, int32]({ x: float64, y: int32 })
export function pair(p: { x: number; y: number }): [number, number] {
  return [p.x, p.y]
}
// run: pair({ x: 0.5, y: 3 })
// run: pair({ x: 0.5, y: 0.5 }) throws RangeError

// signature: maybe: float64(float64?)
export function maybe(x: number | null): number {
  return x === null ? -1 : x
}
// run: maybe(null) == -1
// run: maybe(4) == 4
