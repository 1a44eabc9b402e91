/** An index that is no whole number, made one before the loop that uses it: what is written there changes no element of any array. */

export function writesAt(x: number, turns: number): number[] {
  const before = new Float64Array(4)
  const a = new Float64Array(4)
  for (let i = 0; i < turns; i++) {
    a[x] = i + 1
    a[i & 3] = a[i & 3]! + 0.5
  }
  return [...before, ...a]
}
// run: writesAt(0.5, 9)
// run: writesAt(-0.5, 9)
// run: writesAt(-5e-324, 9)
// run: writesAt(1, 9)
// run: writesAt(2.999999, 1)

export function readsAt(a: Float64Array, x: number, turns: number): number {
  let sum = 0
  for (let i = 0; i < turns; i++) sum += (a[x] ?? 100) + i
  return sum
}
// run: readsAt(new Float64Array([1, 2, 3]), 0.5, 7)
// run: readsAt(new Float64Array([1, 2, 3]), -0.25, 7)
// run: readsAt(new Float64Array([1, 2, 3]), 2, 7)

export function chosenIndex(a: Float64Array, turns: number): number[] {
  const x = a[1]!
  for (let i = 0; i < turns; i++) a[x] = a[2]! + i
  return [...a]
}
// run: chosenIndex(new Float64Array([1, 0.5, 3, 4]), 6)
// run: chosenIndex(new Float64Array([1, -1e-9, 3, 4]), 6)
// run: chosenIndex(new Float64Array([1, 3, 3, 4]), 6)
