/** `Map` and `Set`: insertion order, what SameValueZero means, changes while they are gone over. */

export function counts(values: number[]): number {
  const seen = new Map<number, number>()
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1)
  let sum = seen.size
  for (const [value, count] of seen) sum = sum * 31 + value * count
  return sum
}
// run: counts([]); counts([3, 1, 3, 2, 1, 3]); counts([0.5, -0.5, 0.25, 0.5])

export function distinct(n: number): number {
  const set = new Set<number>()
  for (let i = 0; i < n; i++) set.add((i * i) % 1009)
  let sum = 0
  for (const x of set) sum = (sum * 7 + x) % 1000003
  return sum + set.size
}
// run: distinct(0); distinct(5); distinct(700)

export function sameValueZero(values: number[]): number[] {
  const map = new Map<number, number>()
  let i = 0
  for (const value of values) map.set(value, i++)
  const out: number[] = [map.size]
  for (const [key, value] of map) out.push(key, value)
  out.push(map.has(Number.NaN) ? 1 : 0, map.has(0) ? 1 : 0, map.has(-0) ? 1 : 0)
  return out
}
// run: sameValueZero([NaN, -0, 0, 1, NaN, 5e-324, -5e-324]); sameValueZero([-0]); sameValueZero([Infinity, -Infinity, 1e300])

export function deletes(n: number): number {
  const map = new Map<number, number>()
  let check = 0
  for (let i = 0; i < n; i++) {
    map.set(i % 97, i)
    if (i % 3 === 0) check += map.delete((i * 7) % 97) ? 1 : 0
    if (i % 50 === 49) for (const [key, value] of map) check = (check * 3 + key + value) % 1000003
  }
  map.clear()
  check += map.size
  map.set(5, 6)
  for (const value of map.values()) check += value
  return check
}
// run: deletes(0); deletes(100); deletes(700)

export function changesWhileGoing(): number[] {
  const map = new Map<number, number>([
    [1, 10],
    [2, 20],
    [3, 30],
  ])
  const out: number[] = []
  for (const [key, value] of map) {
    out.push(key, value)
    if (key === 1) map.delete(2)
    if (key === 3) {
      map.delete(1)
      map.set(1, 11)
      map.set(2, 22)
    }
    if (key < 40) map.set(key * 10, 7)
    if (key === 2) for (let i = 0; i < 60; i++) map.set(1000 + i, i).delete(1000 + i)
  }
  return out
}
// run: changesWhileGoing()

export function clearWhileGoing(): number[] {
  const set = new Set([1, 2, 3, 4])
  const out: number[] = []
  for (const x of set) {
    out.push(x)
    if (x === 2 && out.length < 4) {
      set.clear()
      set.add(9)
      set.add(2)
      set.add(1)
    }
  }
  return out
}
// run: clearWhileGoing()

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

export function byIdentity(n: number): number {
  const points: Point[] = []
  for (let i = 0; i < n; i++) points.push(new Point(i, i % 3))
  const rank = new Map<Point, number>()
  for (const point of points) rank.set(point, point.y)
  rank.set(new Point(0, 0), 100)
  let sum = rank.size
  for (const point of points) sum += rank.get(point)! * point.x
  rank.forEach((value, point) => {
    sum += value * (point.x + 1)
  })
  return sum
}
// run: byIdentity(0); byIdentity(10)

export function bigKeys(n: number): bigint {
  const memo = new Map<bigint, bigint>()
  const fib = (k: bigint): bigint => {
    if (k < 2n) return k
    const known = memo.get(k)
    if (known !== undefined) return known
    const value = fib(k - 1n) + fib(k - 2n)
    memo.set(k, value)
    return value
  }
  return fib(BigInt(n))
}
// run: bigKeys(0); bigKeys(80) == 23416728348467685n

export function objectsInside(edges: [number, number][], n: number): number[] {
  const graph = new Map<number, number[]>()
  for (const [from, to] of edges) {
    const list = graph.get(from)
    if (list) list.push(to)
    else graph.set(from, [to])
  }
  const seen = new Set<number>([0])
  const queue = [0]
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return queue.length > n ? [] : queue
}
// run: objectsInside([[0, 1], [1, 2], [0, 3], [3, 1], [4, 5]], 10)

export function booleans(flags: boolean[]): number {
  const set = new Set(flags)
  const map = new Map<boolean, boolean>()
  for (const flag of flags) map.set(!flag, flag)
  return set.size * 10 + map.size + (map.get(true) ? 100 : 0) + (map.get(false) ? 1000 : 0)
}
// run: booleans([]); booleans([true]); booleans([true, false, true])

export function copies(values: number[]): number[] {
  const first = new Set(values)
  const second = new Set(first)
  second.add(1000)
  const third = new Map<number, number>()
  for (const x of second.keys()) third.set(x, x * 2)
  const fourth = new Map(third)
  fourth.delete(1000)
  return [first.size, second.size, third.size, fourth.size]
}
// run: copies([]); copies([1, 2, 2, 3])

export function missing(key: number): number {
  const map = new Map<number, number>()
  const none = map.get(key)
  map.set(1, 2)
  const some = map.get(key)
  return (none === undefined ? 1 : 0) + (some === undefined ? 10 : some)
}
// run: missing(0); missing(1)

export function handedOut(key: number): number | undefined {
  return new Map([[1, 2.5]]).get(key)
}
// run: handedOut(0); handedOut(1)

export function isMap(): number {
  const map: unknown = new Map<number, number>()
  return (map instanceof Map ? 1 : 0) + (map instanceof Set ? 2 : 0)
}
// run: isMap()

class Lru {
  private readonly held = new Map<number, number>()
  constructor(private readonly capacity: number) {}
  get(key: number): number {
    const value = this.held.get(key)
    if (value === undefined) return -1
    this.held.delete(key)
    this.held.set(key, value)
    return value
  }
  put(key: number, value: number): void {
    if (this.held.has(key)) this.held.delete(key)
    else if (this.held.size === this.capacity) {
      for (const oldest of this.held.keys()) {
        this.held.delete(oldest)
        break
      }
    }
    this.held.set(key, value)
  }
}

export function lru(n: number): number {
  const cache = new Lru(10)
  let sum = 0
  for (let i = 0; i < n; i++) {
    cache.put((i * i) % 31, i)
    sum = (sum * 3 + cache.get((i * 5) % 31)) % 1000003
  }
  return sum
}
// run: lru(0); lru(50); lru(500)

export function mixedPlaces(flag: boolean): number {
  const one = new Map<number, number>([[1, 1]])
  const other = new Map<number, number>()
  other.set(1, 5)
  other.set(2, 6)
  const chosen = flag ? one : other
  let sum = chosen.size * 100
  for (const value of chosen.values()) sum += value
  return sum
}
// run: mixedPlaces(true); mixedPlaces(false)

export function missingBigint(n: number): bigint {
  const map = new Map<number, bigint>([[1, 5n]])
  return map.get(n)! * 3n - 1n
}
// run: missingBigint(1) == 14n; missingBigint(2)

export function functionsInside(n: number): number {
  const map = new Map<number, (x: number) => number>()
  map.set(1, (x) => x + 1)
  map.set(2, (x) => x * 10)
  const f = map.get(n)
  return f ? f(n) + map.get(2)!(5) : -1
}
// run: functionsInside(1) == 52; functionsInside(2); functionsInside(3)

export function nested(n: number): number {
  const grid = new Map<number, Map<number, number>>()
  for (let i = 0; i < n; i++) {
    let row = grid.get(i % 3)
    if (!row) {
      row = new Map()
      grid.set(i % 3, row)
    }
    row.set(i, i * i)
  }
  let sum = 0
  for (const [a, row] of grid) for (const [b, value] of row) sum += a * b + value
  return sum
}
// run: nested(0); nested(10)

/** Anything in any order, with iterations under way: `ops` says what happens. */
export function anything(ops: number[]): number[] {
  const map = new Map<number, number>()
  const set = new Set<number>()
  const out: number[] = []
  let one = map.entries()
  let other = set.values()
  for (let i = 0; i + 1 < ops.length; i += 2) {
    const [what, key] = [ops[i]!, ops[i + 1]!]
    switch (what % 12) {
      case 0:
      case 1:
      case 2:
        map.set(key, i)
        break
      case 3:
        out.push(map.delete(key) ? 1 : 0)
        break
      case 4:
        out.push(map.get(key) ?? -1, map.has(key) ? 1 : 0)
        break
      case 5:
        set.add(key)
        break
      case 6:
        out.push(set.delete(key) ? 1 : 0)
        break
      case 7: {
        const step = one.next()
        if (step.done) out.push(-2)
        else out.push(step.value[0], step.value[1])
        break
      }
      case 8: {
        const step = other.next()
        out.push(step.done ? -3 : step.value)
        break
      }
      case 9:
        if (key % 4 === 0) one = map.entries()
        if (key % 4 === 1) other = set.values()
        break
      case 10:
        if (key === 5) map.clear()
        if (key === 6) set.clear()
        break
      default:
        for (const x of set) {
          if (x < 100) set.add(x + 40)
          if (x % 3 === key % 3) set.delete(x)
        }
    }
  }
  for (const [key, value] of map) out.push(key, value)
  out.push(...set, map.size, set.size)
  return out
}
// run: anything([]); anything([0, 1, 0, 2, 7, 0, 3, 1, 7, 0, 0, 1, 7, 0, 7, 0])
// run: anything(Array.from({ length: 200 }, (_, i) => (i * 7919 + ((i * i) >> 3)) % 23))
// run: anything(Array.from({ length: 300 }, (_, i) => (i * 104729 + ((i * i * 3) >> 2)) % 61))
// run: anything(Array.from({ length: 400 }, (_, i) => (i % 2 ? (i * 31) % 17 : [0, 3, 7, 1, 3, 8, 5, 6, 7][(i * 13) % 9])))

/** What `get` gives is known only after what stands further down. */
export function filledLater(n: number): bigint {
  const graph = new Map<number, number[]>()
  const weights = new Map<number, bigint>()
  let sum = 0n
  for (let i = 0; i < n; i++) {
    if (graph.has(i - 1)) {
      for (const x of graph.get(i - 1)!) sum += BigInt(x)
      const [a, b] = graph.get(i - 1)!
      sum += BigInt([...graph.get(i - 1)!].length * a! + b!)
    }
    if (weights.get(i - 1)! > 1n) sum = BigInt.asUintN(64, sum * 31n + weights.get(i - 1)!)
    if (weights.has(i - 2)) sum ^= BigInt.asUintN(3, weights.get(i - 2)!)
    graph.set(i, [i, i + 1])
    weights.set(i, BigInt(i))
  }
  return sum
}
// run: filledLater(0); filledLater(6)

export function neverThere(n: number): bigint {
  const weights = new Map<number, bigint>([[1, 2n]])
  return weights.get(n)! < 5n ? BigInt.asIntN(32, weights.get(n)!) : BigInt.asUintN(8, weights.get(n)! + 1n)
}
// run: neverThere(1) == 2n; neverThere(7)
