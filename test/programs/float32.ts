/** float32 storage and Math.fround. */

export function saxpy(a: number, x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] += a * x[i]
}
// run: saxpy(0.1, new Float32Array([1, 2, 3.3]), new Float32Array([0.5, 1e30, -0]))
// run: saxpy(2, new Float32Array(3), new Float32Array(1))

export function froundChain(a: number, b: number, c: number): number {
  const f = Math.fround
  return f(f(f(a) * f(b)) + f(c))
}
// run: froundChain(0.1, 0.2, 0.3)
// run: froundChain(1e20, 1e20, -Infinity)
// run: froundChain(16777216, 1, 1)

export function doubleRounding(x: Float32Array): number {
  return Math.fround(x[0] + x[1]) + (x[0] + x[1])
}
// run: doubleRounding(new Float32Array([0.1, 16777217]))

export function froundSqrt(x: number): number {
  return Math.fround(Math.sqrt(Math.fround(x)))
}
// run: froundSqrt(2)
// run: froundSqrt(0.1)

export function nanStored(a: Float32Array): void {
  a[0] = NaN
  a[1] = 1e-46
  a[2] = 3.4028235677973366e38
}
// run: nanStored(new Float32Array(3))
