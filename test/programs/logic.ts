/** Booleans, truthiness, and the operators that choose. */

export function orDefault(x: number): number {
  return x || 7
}
// run: orDefault(0) == 7
// run: orDefault(-0) == 7
// run: orDefault(NaN) == 7
// run: orDefault(3) == 3
// run: orDefault(0.1)

export function andChain(a: number, b: number): number {
  return a && b && a + b
}
// run: andChain(0, 5) == 0
// run: andChain(-0, 5) == -0
// run: andChain(NaN, 5)
// run: andChain(2, 0) == 0
// run: andChain(2, 5) == 7

export function nullish(xs: Float64Array, i: number): number {
  return xs[i] ?? -1
}
// run: nullish(new Float64Array([5, NaN]), 0) == 5
// run: nullish(new Float64Array([5, NaN]), 1)
// run: nullish(new Float64Array([5, NaN]), 2) == -1
// run: nullish(new Float64Array([5, NaN]), -1) == -1
// run: nullish(new Float64Array([5, NaN]), 0.5) == -1

export function logicalAssignment(a: number, b: number): number {
  let x = a
  x ||= b
  let y = a
  y &&= b
  let z: number | undefined = a > 0 ? a : undefined
  z ??= b
  return x * 10000 + y * 100 + z
}
// run: logicalAssignment(0, 3)
// run: logicalAssignment(2, 3)
// run: logicalAssignment(-1, 4)

export function notNot(x: number): boolean {
  return !!x
}
// run: notNot(0) == false
// run: notNot(NaN) == false
// run: notNot(-5) == true

export function shortCircuit(a: Int32Array): boolean {
  let i = 0
  const step = () => {
    a[i++] = 1
    return i < 2
  }
  return (step() && step()) || step()
}
// run: shortCircuit(new Int32Array(4))

export function booleanArithmetic(a: number, b: number): number {
  return +(a < b) - +(a > b)
}
// run: booleanArithmetic(1, 2) == 1
// run: booleanArithmetic(2, 1) == -1
// run: booleanArithmetic(NaN, 1) == 0

export function booleanFlags(a: boolean, b: boolean): number {
  return (a ? 1 : 0) | (b ? 2 : 0) | (a === b ? 4 : 0) | (a !== b ? 8 : 0) | (a && b ? 16 : 0) | (!a ? 32 : 0)
}
// run: booleanFlags(true, false)
// run: booleanFlags(false, false)
// run: booleanFlags(true, true)

export function countTrue(a: Float64Array): number {
  let c = 0
  for (let i = 0; i < a.length; i++) c += Number(a[i] > 0.5)
  return c
}
// run: countTrue(new Float64Array([0.1, 0.6, 1, NaN])) == 2

export function toggle(n: number): boolean {
  let on = false
  for (let i = 0; i < n; i++) on = !on
  return on
}
// run: toggle(0) == false
// run: toggle(3) == true

export function mixedResult(x: number): number | boolean {
  return x > 0 && x
}
// run: mixedResult(3)
// run: mixedResult(-1)

export function between(low: number, x: number, high: number): boolean {
  return low <= x && x <= high
}
// run: between(0, 0.5, 1) == true
// run: between(0, NaN, 1) == false

export function exclusiveOr(a: boolean, b: boolean): boolean {
  return a !== b
}
// run: exclusiveOr(true, false) == true

export function booleanBits(a: boolean, b: boolean): number {
  return Number(a) + (Number(b) << 1)
}
// run: booleanBits(true, true) == 3

export function objectIs(a: number, b: number): boolean {
  return Object.is(a, b)
}
// run: objectIs(0, -0) == false
// run: objectIs(NaN, NaN) == true
// run: objectIs(1, 1) == true

export function undefinedComparisons(a: Float64Array, i: number): number {
  const x = a[i]
  if (x === undefined) return -1
  return x
}
// run: undefinedComparisons(new Float64Array([NaN]), 0)
// run: undefinedComparisons(new Float64Array([NaN]), 1) == -1

export function optionalNumber(x: number | null): number {
  return x === null ? -1 : x + 1
}
// run: optionalNumber(4) == 5
// run: optionalNumber(null) == -1

export function optionalUndefined(x?: number): number {
  return x === undefined ? 100 : x
}
// run: optionalUndefined(4) == 4
// run: optionalUndefined() == 100
// run: optionalUndefined(undefined) == 100
