/** Growable arrays: `number[]`, `boolean[]`, `bigint[]`, nested. */

export function pushPop(n: number): number {
  const a: number[] = []
  for (let i = 0; i < n; i++) a.push(i * i)
  let s = 0
  while (a.length > 0) s = s * 3 + a.pop()!
  return s
}
// run: pushPop(10)
// run: pushPop(0) == 0

export function sumOf(xs: number[]): number {
  let s = 0
  for (const x of xs) s += x
  return s
}
// run: sumOf([1, 2, 3.5]) == 6.5
// run: sumOf([]) == 0
// run: sumOf([2147483647, 1]) == 2147483648
// run: sumOf([NaN])

export function indexed(xs: number[]): number {
  let s = 0
  for (let i = 0; i < xs.length; i++) s += xs[i] * (i + 1)
  return s
}
// run: indexed([1, 2, 3]) == 14
// run: indexed([-0])

export function writesArgument(xs: number[]): void {
  xs[0] = 10
  xs.push(4)
}
// run: writesArgument([1, 2, 3])
// run: writesArgument([])

export function shiftUnshift(xs: number[]): number {
  const first = xs.shift()
  xs.unshift(100)
  xs.unshift(200)
  return first ?? -1
}
// run: shiftUnshift([1, 2, 3]) == 1
// run: shiftUnshift([]) == -1

export function queue(n: number): number {
  const q = [1]
  let s = 0
  while (q.length) {
    const x = q.shift()!
    s += x
    if (x * 2 <= n) q.push(x * 2)
    if (x * 3 <= n) q.push(x * 3)
  }
  return s
}
// run: queue(20)
// run: queue(0) == 1

export function splices(xs: number[]): number[] {
  const out = xs.splice(1, 2)
  xs.splice(1, 0, 50, 60)
  return out
}
// run: splices([1, 2, 3, 4])
// run: splices([])

export function sortNumbers(xs: number[]): number[] {
  return xs.sort((a, b) => a - b)
}
// run: sortNumbers([10, 9, 1, -5, 2.5])
// run: sortNumbers([])
// run: sortNumbers([3, NaN, 1])

export function sortStable(xs: number[]): number[] {
  return xs.slice().sort((a, b) => (a % 10) - (b % 10))
}
// run: sortStable([31, 21, 12, 11, 2, 41, 50])

export function transforms(xs: number[]): number[] {
  return xs
    .map((x) => x * 2)
    .filter((x) => x > 2)
    .concat([0, -1])
    .reverse()
}
// run: transforms([1, 2, 3])

export function reduceForms(xs: number[]): number {
  return xs.reduce((a, b) => a + b, 0) + xs.reduceRight((a, b) => a * 2 + b, 1)
}
// run: reduceForms([1, 2, 3])
// run: reduceForms([]) == 1

export function searches(xs: number[], x: number): number {
  return (
    xs.indexOf(x) +
    xs.lastIndexOf(x) * 10 +
    (xs.includes(x) ? 100 : 0) +
    (xs.find((y) => y > x) ?? -7) +
    xs.findIndex((y) => y === x) * 1000
  )
}
// run: searches([1, 2, 1, 5], 1)
// run: searches([NaN], NaN)
// run: searches([], 3)

export function everySome(xs: number[]): boolean {
  return xs.every((x) => x > 0) && !xs.some((x) => x > 100)
}
// run: everySome([1, 2]) == true
// run: everySome([1, 200]) == false
// run: everySome([]) == true

export function makesArray(n: number): number[] {
  const a = new Array<number>(n).fill(0)
  for (let i = 0; i < n; i++) a[i] = i / 2
  return a
}
// run: makesArray(4)
// run: makesArray(0)

export function newArrayLoop(n: number): number {
  const a = new Array(n)
  for (let i = 0; i < n; i++) a[i] = i
  let s = 0
  for (let i = 0; i < n; i++) s += a[i]
  return s
}
// run: newArrayLoop(5) == 10

export function arrayFrom(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i * i)
}
// run: arrayFrom(4)

export function spreads(xs: number[], ys: number[]): number[] {
  return [0, ...xs, ...ys, 9]
}
// run: spreads([1, 2], [3])
// run: spreads([], [])

export function appendByIndex(n: number): number[] {
  const a: number[] = []
  for (let i = 0; i < n; i++) a[a.length] = i
  return a
}
// run: appendByIndex(4)

export function truncates(xs: number[]): number {
  xs.length = 1
  return xs.length
}
// run: truncates([1, 2, 3]) == 1

export function nested(n: number): number {
  const rows: number[][] = []
  for (let i = 0; i < n; i++) {
    const row: number[] = []
    for (let j = 0; j <= i; j++) row.push(j === 0 || j === i ? 1 : rows[i - 1][j - 1] + rows[i - 1][j])
    rows.push(row)
  }
  return rows[n - 1][n >> 1]
}
// run: nested(1) == 1
// run: nested(10) == 126

export function returnsNested(n: number): number[][] {
  const grid = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let i = 0; i < n; i++) grid[i][i] = 1
  return grid
}
// run: returnsNested(3)

export function takesNested(grid: number[][]): number {
  let s = 0
  for (const row of grid) for (const x of row) s += x
  grid[0][0] = -1
  return s
}
// run: takesNested([[1, 2], [3]]) == 6

export function arraysOfArrays(n: number): number {
  const buckets: number[][] = [[], [], []]
  for (let i = 0; i < n; i++) buckets[i % 3].push(i)
  return buckets[0].length * 100 + buckets[2].length
}
// run: arraysOfArrays(8)

export function outsideReads(xs: number[], i: number): number {
  return xs[i] ?? -1
}
// run: outsideReads([1, 2], 1) == 2
// run: outsideReads([1, 2], 2) == -1
// run: outsideReads([1, 2], -1) == -1
// run: outsideReads([1, 2], 0.5) == -1

export function bigintList(n: number): bigint {
  const xs: bigint[] = [1n, 1n]
  for (let i = 2; i < n; i++) xs.push(xs[i - 1] + xs[i - 2])
  return xs[n - 1]
}
// run: bigintList(50) == 12586269025n

export function booleanList(n: number): number {
  const composite: boolean[] = []
  for (let i = 0; i <= n; i++) composite.push(false)
  let c = 0
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue
    c++
    for (let j = i * i; j <= n; j += i) composite[j] = true
  }
  return c
}
// run: booleanList(100) == 25

export function sharedList(): number {
  const a = [1, 2, 3]
  const b = a
  b.push(4)
  return a.length * 10 + (a === b ? 1 : 0)
}
// run: sharedList() == 41

export function mergeSorted(a: number[], b: number[]): number[] {
  const out: number[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) out.push(a[i] <= b[j] ? a[i++] : b[j++])
  while (i < a.length) out.push(a[i++])
  while (j < b.length) out.push(b[j++])
  return out
}
// run: mergeSorted([1, 4, 6], [2, 4, 5, 9])
// run: mergeSorted([], [])

export function copyAndCompare(xs: number[]): number {
  const ys = xs.slice()
  ys[0] = 5
  const zs = [...xs]
  zs.push(1)
  return xs.length * 100 + ys[0] * 10 + zs.length
}
// run: copyAndCompare([1, 2])

export function forEachIndex(xs: number[]): number {
  let s = 0
  xs.forEach((x, i) => (s += x * i))
  return s
}
// run: forEachIndex([3, 4, 5]) == 14

export function stackOfPairs(n: number): number {
  const stack: [number, number][] = [[0, n]]
  let c = 0
  while (stack.length > 0) {
    const [low, high] = stack.pop()!
    c++
    if (high - low > 1) {
      const middle = (low + high) >> 1
      stack.push([low, middle])
      stack.push([middle, high])
    }
  }
  return c
}
// run: stackOfPairs(10)
// run: stackOfPairs(0) == 1

export function fillAndJoin(n: number): string {
  return new Array(n)
    .fill(1)
    .map((x, i) => x + i)
    .join(',')
}
// run: fillAndJoin(4) == '1,2,3,4'

export function flattens(xs: number[][]): number[] {
  return xs.flat()
}
// run: flattens([[1], [2, 3], []])

export function listOfTyped(n: number): number {
  const rows: Float64Array[] = []
  for (let i = 0; i < n; i++) rows.push(new Float64Array(n).fill(i))
  let s = 0
  for (const row of rows) for (const x of row) s += x
  return s
}
// run: listOfTyped(4) == 24

export function manyAllocations(n: number): number {
  let keep: number[] = []
  let s = 0
  for (let i = 0; i < n; i++) {
    const a = [i, i + 1, i + 2]
    if (i % 1000 === 0) keep = keep.concat(a)
    s += a[1]
  }
  return s + keep.length
}
// run: manyAllocations(200000)

class NumberStack {
  items: number[] = []
  push(x: number): void {
    this.items.push(x)
  }
  pop(): number | undefined {
    return this.items.pop()
  }
  at(index: number): number | undefined {
    return this.items[index]
  }
}

export function popFromHelper(n: number): number {
  const stack = new NumberStack()
  for (let i = 1; i <= n; i++) stack.push(i * 1.5)
  let sum = 0
  for (let x = stack.pop(); x !== undefined; x = stack.pop()) sum += x
  return sum + (stack.pop() ?? -1)
}
// run: popFromHelper(0); popFromHelper(4)

export function popToHost(n: number): number | undefined {
  const stack = new NumberStack()
  for (let i = 1; i <= n; i++) stack.push(i)
  return stack.pop()
}
// run: popToHost(0); popToHost(3)

export function popDirectly(values: number[]): number | undefined {
  return values.pop()
}
// run: popDirectly([]); popDirectly([1, 2.5])

export function popBigint(n: number): bigint | undefined {
  const values: bigint[] = []
  for (let i = 0; i < n; i++) values.push(BigInt(i) * 3n)
  const last = values.pop()
  return values.pop() === undefined ? -1n : last
}
// run: popBigint(1); popBigint(2)

/** Asked by one caller whether there was something, by the other not. */
export function readThroughHelper(n: number): number {
  const stack = new NumberStack()
  for (let i = 0; i < n; i++) stack.push(i + 0.25)
  const present = stack.at(1) === undefined ? 0 : 100
  return present + (stack.at(0) as number)
}
// run: readThroughHelper(1); readThroughHelper(2)
