/** `bounds: 'throw'`: every access outside an array throws. */

// options: { bounds: 'throw' }

export function read(a: Float64Array, i: number): number {
  return a[i]
}
// run: read(new Float64Array([1, 2]), 1) == 2
// run: read(new Float64Array([1, 2]), 2) throws RangeError
// run: read(new Float64Array([1, 2]), -1) throws RangeError

export function write(a: Int32Array, i: number): void {
  a[i] = 1
}
// run: write(new Int32Array(2), 1)
// run: write(new Int32Array(2), 2) throws RangeError

export function sum(a: Float64Array, n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) s += a[i]
  return s
}
// run: sum(new Float64Array([1, 2]), 2) == 3
// run: sum(new Float64Array([1, 2]), 3) throws RangeError
