/** Small programs as users write them: flags, stacks, trees, lists of functions, optional results. */

export function boolGrid(n: number): number {
  const g = Array.from({ length: n }, (_, y) => Array.from({ length: n }, (_, x) => (x + y) % 2 === 0))
  let c = 0
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      if (g[y][x + 1]) c++
      if (!g[y][x - 1]) c += 10
      while (g[y][n]) c++
      c += g[y][n + 1] ? 100 : 0
    }
  return c
}
// run: boolGrid(4)
export function visitedFlags(n: number): number {
  const seen: boolean[] = new Array(n).fill(false)
  seen[2] = true
  let c = 0
  for (let i = -2; i < n + 3; i++)
    if (seen[i] && c < 5) c++
    else c += 10
  return c
}
// run: visitedFlags(4)
export function lastOfEmpty(n: number): number {
  const stack: { v: number }[] = []
  let s = 0
  for (let i = 0; i < n; i++) {
    const top = stack[stack.length - 1]
    if (top && top.v > 2) {
      s += top.v
      stack.pop()
    } else stack.push({ v: i })
  }
  return s
}
// run: lastOfEmpty(9)
export function neighbours(n: number): number {
  const rows: number[][] = []
  for (let i = 0; i < n; i++) rows.push([i, i * 2])
  let s = 0
  for (let i = 0; i < n; i++) {
    const up = rows[i - 1]
    const down = rows[i + 1]
    s += (up ? up[1] : 100) + (down === undefined ? 1000 : down[0]) + (rows[i + 5]?.[0] ?? 0.5)
  }
  return s
}
// run: neighbours(3)
export function popLoop(n: number): number {
  const q = [{ d: n }]
  let c = 0
  let p
  while ((p = q.pop())) {
    c++
    if (p.d > 0) q.push({ d: p.d - 1 }, { d: p.d - 2 })
  }
  return c
}
// run: popLoop(5)
export function linked(n: number): number {
  interface N {
    v: number
    next: N | null
  }
  let head: N | null = null
  for (let i = 0; i < n; i++) head = { v: i, next: head }
  let s = 0
  for (let p = head; p; p = p.next) s = s * 2 + p.v
  return s
}
// run: linked(5)
export function treeInsert(xs: number[]): number {
  interface T {
    k: number
    l: T | null
    r: T | null
  }
  const insert = (t: T | null, k: number): T => {
    if (!t) return { k, l: null, r: null }
    if (k < t.k) t.l = insert(t.l, k)
    else t.r = insert(t.r, k)
    return t
  }
  let root: T | null = null
  for (const x of xs) root = insert(root, x)
  const sum = (t: T | null, d: number): number => (t ? t.k * d + sum(t.l, d + 1) + sum(t.r, d + 1) : 0)
  return sum(root, 1)
}
// run: treeInsert([5, 2, 8, 1])
export function trie(words: number[][]): number {
  const nodes: { next: number[]; end: boolean }[] = [{ next: Array(3).fill(-1), end: false }]
  for (const w of words) {
    let at = 0
    for (const c of w) {
      if (nodes[at].next[c] < 0) {
        nodes[at].next[c] = nodes.length
        nodes.push({ next: Array(3).fill(-1), end: false })
      }
      at = nodes[at].next[c]
    }
    nodes[at].end = true
  }
  return nodes.length * 10 + nodes.filter((n) => n.end).length
}
// run: trie([[0, 1], [0, 2], [0], [2, 1]])
export function matrixOps(n: number): number {
  const mul = (a: number[][], b: number[][]) => a.map((row) => b[0].map((_, j) => row.reduce((s, x, k) => s + x * b[k][j], 0)))
  let m = [
    [1, 1],
    [1, 0],
  ]
  let r = [
    [1, 0],
    [0, 1],
  ]
  for (let e = n; e > 0; e >>= 1) {
    if (e & 1) r = mul(r, m)
    m = mul(m, m)
  }
  return r[0][1]
}
// run: matrixOps(30) == 832040
export function groupBy(xs: number[]): number[][] {
  const groups: number[][] = [[], [], []]
  for (const x of xs) (groups[x % 3] ??= []).push(x)
  return groups.map((g) => g.sort((a, b) => b - a))
}
// run: groupBy([1, 2, 3, 4, 5, 6, 7])
export function counts(xs: number[]): { value: number; count: number }[] {
  const out: { value: number; count: number }[] = []
  for (const x of xs) {
    const found = out.find((o) => o.value === x)
    if (found) found.count++
    else out.push({ value: x, count: 1 })
  }
  return out.sort((a, b) => b.count - a.count || a.value - b.value)
}
// run: counts([3, 1, 3, 2, 1, 3])
export function destructure(p: { a: [number, number]; b: { c: number } }): number {
  const {
    a: [x, y],
    b: { c },
  } = p
  p.b.c = x
  return x + y * 10 + c * 100
}
// run: destructure({ a: [1, 2], b: { c: 3 } })
export function defaults(n: number): number {
  const make = ({ w = 2, h = 3 }: { w?: number; h?: number } = {}) => w * h
  return make() + make({ w: n }) + make({ h: n, w: 1 })
}
// run: defaults(5)
export function closureList(n: number): number {
  const fs: ((x: number) => number)[] = []
  for (let i = 0; i < n; i++) fs.push((x) => x * i)
  let s = 0
  for (const f of fs) s += f(2)
  return s + fs.map((f) => f(1)).length
}
// run: closureList(4)
export function stateMachine(input: string): number {
  let state = 0
  let n = 0
  for (let i = 0; i < input.length; i++) {
    const c = input.charCodeAt(i)
    switch (state) {
      case 0:
        if (c >= 48 && c <= 57) {
          state = 1
          n = c - 48
        }
        break
      case 1:
        if (c >= 48 && c <= 57) n = n * 10 + c - 48
        else return n
    }
  }
  return state ? n : -1
}
// run: stateMachine('ab123x') == 123
// run: stateMachine('') == -1
export function twoResults(xs: number[]): [number, number] {
  let [lo, hi] = [Infinity, -Infinity]
  for (const x of xs) {
    if (x < lo) lo = x
    if (x > hi) hi = x
  }
  return [lo, hi]
}
// run: twoResults([3, 1, 2])
// run: twoResults([])
export function optional(xs: number[]): number | undefined {
  return xs.find((x) => x > 2)
}
// run: optional([1, 3])
// run: optional([1])
export function nullable(xs: number[]): { i: number } | null {
  for (let i = 0; i < xs.length; i++) if (xs[i] > 2) return { i }
  return null
}
// run: nullable([1, 3])
// run: nullable([1])
export function generatorLike(n: number): number {
  const it = (() => {
    let i = 0
    return { next: () => (i < n ? i++ : -1) }
  })()
  let s = 0
  for (let v = it.next(); v >= 0; v = it.next()) s += v
  return s
}
// run: generatorLike(5) == 10
export function vectorOps(a: number[], b: number[]): number[] {
  const zip = (f: (x: number, y: number) => number) => a.map((x, i) => f(x, b[i]))
  const add = zip((x, y) => x + y)
  const mul = zip((x, y) => x * y)
  return [...add, ...mul, Math.max(...add)]
}
// run: vectorOps([1, 2], [3, 4])
export function allTrue(n: number): number {
  const a = [true, true]
  a.push(true)
  let c = 0
  for (let i = -1; i < n; i++) if (a[i]) c++
  return c
}
// run: allTrue(5) == 3
export function emptyReads(n: number): number {
  const a: number[] = []
  let c = 0
  for (let i = 0; i < n; i++) {
    if (a[i - 1] !== i - 1) a.push(i)
    else a.push(i, i)
    if (a[i + 3]) c++
  }
  return c * 100 + a.length
}
// run: emptyReads(5)
export function neverFilled(n: number): number {
  const a: number[] = []
  return a[n] ? 1 : a.pop() === undefined ? 2 : 3
}
// run: neverFilled(0) == 2
export function popFirst(n: number): number {
  const q: { d: number }[] = []
  let c = 0
  for (let i = 0; i < n; i++) {
    const p = q.pop()
    if (!p) {
      q.push({ d: i })
      continue
    }
    c += p.d
    q.push(p, { d: c })
  }
  return c
}
// run: popFirst(7)
export function uniqueSorted(xs: number[]): number[] {
  const out: number[] = []
  for (const x of xs.sort((a, b) => a - b)) if (out[out.length - 1] !== x) out.push(x)
  return out
}
// run: uniqueSorted([3, 1, 3, 2, 1])

/** Number.isNaN is false for all that is no number. */
export function nothingIsNaN(n: number, list: number[], typed: Float64Array, given?: number): boolean[] {
  let mixed: number | boolean | null | undefined = n
  const out = [Number.isNaN(mixed)]
  for (let i = 0; i < 4; i++) {
    mixed = i === 0 ? true : i === 1 ? null : i === 2 ? undefined : n / n
    out.push(Number.isNaN(mixed), Number.isFinite(mixed), Number.isInteger(mixed), Number.isSafeInteger(mixed))
  }
  const map = new Map([[1, NaN]])
  out.push(Number.isNaN(list.find((x) => x > 9)), Number.isNaN(map.get(1)), Number.isNaN(map.get(2)), Number.isNaN(given), isNaN(given!))
  for (const x of typed) out.push(Number.isNaN(x), Number.isInteger(x))
  for (const x of list) out.push(Number.isNaN(x))
  return out
}
// run: nothingIsNaN(0, [NaN, 1], new Float64Array([NaN, 2, 0.5]))
// run: nothingIsNaN(3, [2], new Float64Array([]), 4)
// run: nothingIsNaN(3, [2], new Float64Array([1]), NaN)

/** Numbers, booleans and nothing in one variable. */
export function mixedKinds(n: number, which: number): number[] {
  let x: number | boolean | null | undefined = n
  if (which === 1) x = true
  if (which === 2) x = null
  if (which === 3) x = undefined
  if (which === 4) x = false
  let y: number | boolean = n
  if (which > 2) y = true
  const same = [
    Object.is(x, Number.NaN),
    Object.is(x, x),
    Object.is(x, 0),
    Object.is(x, -0),
    Object.is(x, y),
    Object.is(x, true),
    Object.is(y, x),
  ]
  return [
    ...same.map((each) => (each ? 1 : 0)),
    ...[Number(y), +y, Math.abs(Number(y)), Math.trunc(+y), Math.min(+y), +y + 1, Number(y) | 0, Math.round(Number(y))],
  ]
}
// run: mixedKinds(3, 0)
// run: mixedKinds(3, 1)
// run: mixedKinds(3, 2)
// run: mixedKinds(3, 3)
// run: mixedKinds(3, 4)
// run: mixedKinds(-0, 0)
// run: mixedKinds(NaN, 0)
// run: mixedKinds(NaN, 3)
// run: mixedKinds(0, 4)

export function flagOrCount(n: number): number[] {
  let x: number | boolean = n & 15
  if (n > 10) x = true
  return [+x, Number(x), Math.abs(+x), x as number]
}
// run: flagOrCount(3)
// run: flagOrCount(12)
