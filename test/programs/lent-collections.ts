/** Maps and Sets that the host gives and takes: copied in, and what the function did to them is seen afterwards. */

export function weighted(m: Map<number, number>): number {
  let sum = 0
  for (const [key, value] of m) sum += key * value
  return sum
}
// run: weighted(new Map([[1, 2], [3, 4]])) == 14
// run: weighted(new Map())
// run: weighted(new Map([[NaN, 1]]))
// run: weighted(new Map([[-0, 1], [0.5, -0]]))

export function countWords(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
// run: countWords(['b', 'a', 'b', 'c', 'a', 'b'])
// run: countWords(['x'])

export function count(counts: Map<string, number>, word: string): number {
  const now = (counts.get(word) ?? 0) + 1
  counts.set(word, now)
  return now
}
// run: m = new Map([['a', 1]]); count(m, 'a'); count(m, 'b'); count(m, 'a')
// run: m = new Map(); count(m, 'a'); count(m, 'a')

export function reorder(m: Map<string, number>): Map<string, number> {
  const first = m.get('a') ?? 0
  m.delete('a')
  m.set('z', 26)
  m.set('a', first + 1)
  return m
}
// run: m = new Map([['a', 1], ['b', 2]]); reorder(m); reorder(m)

export function inverted(m: Map<string, number>): Map<number, string> {
  const result = new Map<number, string>()
  for (const [key, value] of m) result.set(value, key)
  return result
}
// run: inverted(new Map([['one', 1], ['two', 2], ['eins', 1]]))

export function clearing(m: Map<number, boolean>): number {
  const { size } = m
  m.clear()
  return size
}
// run: m = new Map([[1, true], [2, false]]); clearing(m); clearing(m)

export function throwing(m: Map<number, number>, s: Set<number>): number {
  m.set(1, 10)
  s.add(5)
  s.delete(1)
  if (m.size > 1) throw new RangeError('too many: ' + m.size)
  m.set(2, 20)
  return m.size
}
// run: m = new Map([[1, 1]]); s = new Set([1, 2]); throwing(m, s); throwing(m, s)

export function union(a: Set<number>, b: ReadonlySet<number>): Set<number> {
  const all = new Set(a)
  for (const value of b) all.add(value)
  return all
}
// run: union(new Set([3, 1]), new Set([2, 1]))
// run: union(new Set([-0]), new Set([NaN, NaN]))

export function visited(graph: Map<number, number[]>, start: number): Set<number> {
  const seen = new Set<number>([start])
  const queue = [start]
  while (queue.length > 0) {
    const node = queue.shift()!
    for (const next of graph.get(node) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return seen
}
// run: visited(new Map([[1, [2, 3]], [2, [4]], [3, [4]], [4, []], [5, [1]]]), 1)

export function shared(points: Map<string, { x: number }>): boolean {
  const a = points.get('a')!
  a.x += 1
  points.set('b', a)
  return points.get('b') === points.get('a')
}
// run: m = new Map([['a', { x: 1 }]]); shared(m); shared(m)

export function bigKeys(m: Map<bigint, string>, s: Set<bigint>): string[] {
  const names: string[] = []
  for (const key of s) {
    const name = m.get(key)
    if (name !== undefined) names.push(name)
  }
  return names
}
// run: bigKeys(new Map([[1n, 'one'], [2n, 'two']]), new Set([2n, 3n, 1n]))

export function maybe(m: Map<string, number> | null, key: string): number {
  return m === null ? -1 : (m.get(key) ?? -2)
}
// run: maybe(null, 'a'); maybe(new Map([['a', 5]]), 'a'); maybe(new Map([['a', 5]]), 'b')

export function perhaps(n: number): Map<number, string> | null {
  if (n < 0) return null
  const m = new Map<number, string>()
  for (let i = 0; i < n; i++) m.set(i * i, 'square of ' + i)
  return m
}
// run: perhaps(-1)
// run: perhaps(0)
// run: perhaps(3)

export function larger(a: Set<string>, b: Set<string>): Set<string> {
  return a.size > b.size ? a : b
}
// run: larger(new Set(['x', 'y']), new Set(['z']))

export function nothingGiven(s?: Set<number>): number {
  return s?.size ?? -1
}
// run: nothingGiven()
// run: nothingGiven(new Set([1, 2]))

export function many(n: number): Map<number, number> {
  const m = new Map<number, number>()
  for (let i = 0; i < n; i++) m.set((i * 7919) % 101, i)
  for (let i = 0; i < 101; i += 3) m.delete(i)
  return m
}
// run: many(1000)

export function forEaching(m: Map<string, number>): number {
  let sum = 0
  m.forEach((value, key) => {
    sum += value * key.length
  })
  return sum
}
// run: forEaching(new Map([['a', 1], ['bcd', 2]]))
