/** Math.*: the host's own bits. */

export function minMax(a: number, b: number): number {
  return Math.min(a, b) * 3 + Math.max(a, b)
}
// run: minMax(1, 2)
// run: minMax(NaN, 1)

export function minOf(a: number, b: number): number {
  return Math.min(a, b)
}
// run: minOf(0, -0) == -0
// run: minOf(-0, 0) == -0
// run: minOf(3, -3) == -3
// run: minOf(NaN, -Infinity)

export function maxOf(a: number, b: number): number {
  return Math.max(a, b)
}
// run: maxOf(0, -0) == 0
// run: maxOf(-0, -0) == -0
// run: maxOf(2147483647, 2147483648)

export function manyArguments(a: number, b: number, c: number): number {
  return Math.max(a, b, c) - Math.min(a, b, c) + Math.max(a) + Math.hypot(a, b, c)
}
// run: manyArguments(1, 2, 3)
// run: manyArguments(-0, 0, NaN)

export function noArguments(): number {
  return Math.max() + 1 / Math.min()
}
// run: noArguments()

export function rounding(x: number): number {
  return Math.floor(x) + Math.ceil(x) * 10 + Math.trunc(x) * 100 + Math.round(x) * 1000
}
// run: rounding(2.5)
// run: rounding(-2.5)
// run: rounding(-0.5)
// run: rounding(0.49999999999999994)
// run: rounding(4503599627370495.5)

export function round(x: number): number {
  return Math.round(x)
}
// run: round(-0.5) == -0
// run: round(-0.2) == -0
// run: round(0.5) == 1
// run: round(1.5) == 2
// run: round(2.5) == 3
// run: round(-2.5) == -2
// run: round(0.49999999999999994) == 0
// run: round(9007199254740991)
// run: round(NaN)
// run: round(-Infinity)

export function ceilings(x: number): number {
  return Math.ceil(x)
}
// run: ceilings(-0.5) == -0
// run: ceilings(1.2) == 2

export function absolute(x: number): number {
  return Math.abs(x)
}
// run: absolute(-2147483648) == 2147483648
// run: absolute(-0) == 0
// run: absolute(-1.5) == 1.5
// run: absolute(NaN)

export function signOf(x: number): number {
  return Math.sign(x)
}
// run: signOf(-3) == -1
// run: signOf(-0) == -0
// run: signOf(0) == 0
// run: signOf(NaN)
// run: signOf(1e-320) == 1

export function transcendental(x: number): number {
  return Math.sin(x) + Math.cos(x) + Math.tan(x) + Math.atan(x) + Math.exp(x) + Math.sinh(x) + Math.cosh(x) + Math.tanh(x) + Math.asinh(x)
}
// run: transcendental(0.5)
// run: transcendental(-3.25)
// run: transcendental(1e5)
// run: transcendental(-0)

export function logarithms(x: number): number {
  return Math.log(x) + Math.log2(x) + Math.log10(x) + Math.log1p(x) + Math.sqrt(x) + Math.cbrt(x) + Math.acosh(x)
}
// run: logarithms(2)
// run: logarithms(1e-300)
// run: logarithms(0)
// run: logarithms(-1)

export function inverse(x: number): number {
  return Math.asin(x) + Math.acos(x) + Math.atanh(x) + Math.expm1(x)
}
// run: inverse(0.25)
// run: inverse(2)

export function twoArguments(y: number, x: number): number {
  return Math.atan2(y, x) + Math.pow(y, x) + Math.hypot(y, x)
}
// run: twoArguments(1, 2)
// run: twoArguments(-0, -1)
// run: twoArguments(0.1, 17)

/** One function of the host with several numbers of arguments. */
export function hypots(a: number, b: number, c: number): number {
  return Math.hypot(a) + Math.hypot(a, b) + Math.hypot(a, b, c)
}
// run: hypots(3, 4, 12) == 21

export function constants(): number {
  return Math.PI * Math.E + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.SQRT2 + Math.SQRT1_2
}
// run: constants()

export function single(x: number): number {
  return Math.fround(x)
}
// run: single(0.1)
// run: single(1e40)
// run: single(16777217)
// run: single(-0) == -0

export function squareRoots(n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) s += Math.sqrt(i) * Math.sqrt(-i)
  return s
}
// run: squareRoots(1)
// run: squareRoots(10)
// wasm: squareRoots: f64.sqrt

export function destructuredMath(x: number): number {
  const { sin, floor, PI } = Math
  return floor(sin(x) * 100) + PI
}
// run: destructuredMath(1)

export function numericalDerivative(x: number): number {
  const h = 1e-5
  return (Math.sin(x + h) - Math.sin(x - h)) / (2 * h)
}
// run: numericalDerivative(1)

export function hypotenuse(a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i])
}
// run: hypotenuse(new Float64Array([3, 5, -0]), new Float64Array([4, 12, NaN]))
// run: hypotenuse(new Float64Array([3, 5, -0]), new Float64Array([4]))

export function floorToInteger(x: number): number {
  return Math.floor(x) | 0
}
// run: floorToInteger(-0.5) == -1
// run: floorToInteger(3e9)
// run: floorToInteger(NaN) == 0
