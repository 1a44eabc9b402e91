/** Built-in functions that take any number of arguments, given arrays. */

export function norms(v: number[]): number[] {
  return [Math.hypot(...v), Math.hypot(3, ...v), Math.hypot(...v, 4, ...v), Math.hypot(...[1, 2]), Math.hypot.apply(null, v)]
}
// run: norms([3, 4])
// run: norms([])
// run: norms([1e200, 1e-200, NaN])
// run: norms([0.1, 0.2, 0.3, 1e-9, -7])

export function normsOfTyped(v: Float64Array): number {
  let sum = 0
  for (let i = 0; i < v.length; i++) sum += Math.hypot(...v.subarray(i))
  return sum
}
// run: normsOfTyped(new Float64Array([1, 2, 3, -4.5]))

export function applied(v: number[]): number[] {
  return [Math.max.apply(null, v), Math.min.apply(Math, v), Math.max.apply(undefined, [1, 2]), Math.max(...v)]
}
// run: applied([3, 1, 2])
// run: applied([])
// run: applied([0, -0])

export function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes) + String.fromCharCode.apply(null, [...bytes]) + String.fromCodePoint(...bytes, 128512)
}
// run: textOf(new Uint8Array([72, 105]))
// run: textOf(new Uint8Array([]))

export function normalised(v: number[]): number[] {
  const length = Math.hypot(...v)
  return v.map((x) => x / length)
}
// run: normalised([1, 2, 2])
