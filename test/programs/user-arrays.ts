/** Making arrays in the ways that programs do: copies, spreads, `from`, `of`, arrays filled later. */

export function fromMap(a: Float64Array): Float64Array {
  return Float64Array.from(a, (x) => x * 2)
}
// run: fromMap(new Float64Array([1, 2, 3]))
export function fromMapIndex(xs: number[]): Int32Array {
  return Int32Array.from(xs, (x, i) => x * i)
}
// run: fromMapIndex([1.5, 2.5, 3.5])
export function fromKinds(a: Int8Array): Float64Array {
  return Float64Array.from(a, (x) => x / 2)
}
// run: fromKinds(new Int8Array([1, 2, 3]))
export function arrayFromTyped(a: Float64Array): number[] {
  return Array.from(a)
}
// run: arrayFromTyped(new Float64Array([1, 2.5]))
export function arrayFromMap(a: Float64Array): number[] {
  return Array.from(a, (x, i) => x * i)
}
// run: arrayFromMap(new Float64Array([1, 2.5]))
export function arrayFromList(a: number[]): number[] {
  const b = Array.from(a)
  b.push(1)
  return b
}
// run: arrayFromList([1, 2.5])
export function spreadTyped(a: Float64Array): number[] {
  return [...a, 5]
}
// run: spreadTyped(new Float64Array([1, 2.5]))
export function newArrayFilled(n: number): number {
  const a = new Array(n)
  for (let i = 0; i < n; i++) a[i] = i * i
  let s = 0
  for (let i = 0; i < n; i++) s += a[i]
  return s
}
// run: newArrayFilled(5)
// run: newArrayFilled(0)
export function newArrayNumber(n: number): number[] {
  const a = new Array<number>(n)
  for (let i = 0; i < n; i++) a[i] = i * i
  return a
}
// run: newArrayNumber(5)
export function grid(n: number): number[][] {
  const g = new Array(n)
  for (let i = 0; i < n; i++) g[i] = new Array(n).fill(0)
  g[1][1] = 5
  return g
}
// run: grid(3)
export function grid2(n: number): number {
  const g = Array.from({ length: n }, () => new Array(n).fill(0))
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) g[i][j] = i * j
  return g[n - 1][n - 1]
}
// run: grid2(4)
export function grid3(n: number): number {
  const g: number[][] = []
  for (let i = 0; i < n; i++) {
    g[i] = []
    for (let j = 0; j < n; j++) g[i][j] = i + j
  }
  return g[n - 1][0] + g.length
}
// run: grid3(4)
export function grid4(n: number): number {
  const g = [...Array(n)].map(() => Array(n).fill(1))
  let s = 0
  for (const row of g) for (const x of row) s += x
  return s
}
// run: grid4(4)
export function joins(a: number[]): string {
  return a.join(', ') + '|' + a.map((x) => x + 1).join('')
}
// run: joins([1, 2, 3])
export function flatMaps(a: number[]): number[] {
  return a.flatMap((x) => [x, x * 2])
}
// run: flatMaps([1, 2, 3])
export function sortsNumbers(a: number[]): number[] {
  return [...a].sort((x, y) => x - y)
}
// run: sortsNumbers([3, 1, 2])
export function sortsToSorted(a: number[]): number[] {
  return a
    .slice()
    .sort((x, y) => y - x)
    .concat([0])
}
// run: sortsToSorted([3, 1, 2])
export function maxOf(a: Float64Array): number {
  return Math.max(...a) - Math.min(0, ...a, 3)
}
// run: maxOf(new Float64Array([3, 1, 2]))
// run: maxOf(new Float64Array([]))
export function pushMany(a: number[]): number {
  const b = [1]
  const n = b.push(...a, 9)
  return n * 100 + b[b.length - 1]
}
// run: pushMany([3, 4])
export function spreadTuple(x: number): number {
  const p = [x, x + 1] as const
  const f = (a: number, b: number) => a * 10 + b
  return f(...p)
}
// run: spreadTuple(3)
export function restOfList(xs: number[]): number {
  const f = (...v: number[]) => v.length * 100 + v[0]
  return f(...xs) + f(1, ...xs)
}
// run: restOfList([5, 6])
export function sums(...xs: number[]): number {
  let s = 0
  for (const x of xs) s += x
  return s
}
export function callsSums(xs: number[]): number {
  return sums(...xs) + sums(1, 2)
}
// run: callsSums([5, 6])
export function arrayOf(x: number): number[] {
  return Array.of(x, 2, 3)
}
// run: arrayOf(4)
export function isArrays(xs: number[]): boolean {
  return Array.isArray(xs)
}
// run: isArrays([4])
export function toSorted(xs: number[]): number {
  let c = 0
  for (const [i, x] of xs.entries()) c += i * x
  return c + xs.indexOf(5) + (xs.includes(3) ? 1 : 0)
}
// run: toSorted([4, 3, 5])
export function concatMany(a: number[], b: number[]): number[] {
  return a.concat(b, [1])
}
// run: concatMany([4], [5])
export function someSlice(a: number[]): number[] {
  return a.slice(-2).reverse()
}
// run: someSlice([4, 5, 6])
export function fillList(n: number): number[] {
  const a = Array(n).fill(0)
  a.fill(3, 1)
  return a
}
// run: fillList(3)
export function lastOf(a: number[]): number {
  return a[a.length - 1] + a.at(-2)!
}
// run: lastOf([3, 4])
export function typedEntries(a: Float64Array): number {
  let s = 0
  for (const x of a.values()) s += x
  return s
}
// run: typedEntries(new Float64Array([1, 2]))
export function toStrings(a: Float64Array): string {
  return a.toString()
}
// run: toStrings(new Float64Array([1, 2]))
export function subSet(a: Float64Array): void {
  a.set([7, 8], 1)
  a.set(a.subarray(0, 2), 2)
}
// run: subSet(new Float64Array([1, 2, 3, 4]))
export function toSortedTyped(a: Float64Array): Float64Array {
  return a.toSorted()
}
// run: toSortedTyped(new Float64Array([4, 2, 3]))
export function newFromSpread(a: Float64Array, b: Float64Array): Float64Array {
  return new Float64Array([...a, ...b])
}
// run: newFromSpread(new Float64Array([4, 2]), new Float64Array([1]))
export function listOfTuples(n: number): number {
  const q: [number, number][] = []
  for (let i = 0; i < n; i++) q.push([i, i * i])
  q.sort((a, b) => b[1] - a[1])
  const [[a, b]] = q
  return a * 100 + b
}
// run: listOfTuples(4)
export function spliceIt(a: number[]): number[] {
  const r = a.splice(1, 2, 9, 9, 9)
  return r
}
// run: spliceIt([1, 2, 3, 4])
export function nullAccess(n: number): number {
  let p: { x: number } | null = null
  if (n > 3) p = { x: n }
  return p!.x
}
// run: nullAccess(4)
// run: nullAccess(1)
export function caughtNull(n: number): number {
  const a = new Array(n)
  try {
    return a[0].x
  } catch (e) {
    return -1
  }
}
// run: caughtNull(2)
export function tree(n: number): number {
  const nodes = new Array(n)
  for (let i = 0; i < n; i++) nodes[i] = { v: i, w: 0 }
  nodes[2].w = 5
  let s = 0
  for (const { v, w } of nodes) s += v * w
  return s
}
// run: tree(4)
export function bufferInDp(n: number): number {
  const dp = Array(n)
  for (let i = 0; i < n; i++) {
    dp[i] = Array(n)
    for (let j = 0; j < n; j++) dp[i][j] = i * j
  }
  return dp[n - 1][n - 1]
}
// run: bufferInDp(4)
