/** Maps, Sets and dictionaries as parts of results: the host gets copies, of one thing one copy. */

export function counted(words: string[]): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { counts, total: words.length }
}
// run: counted(['a', 'b', 'a']); counted(['x'])

export function thinned(n: number): [Map<number, number>, number] {
  const map = new Map<number, number>()
  for (let i = 0; i < n; i++) map.set((i * 7) % 31, i)
  for (let i = 0; i < n; i += 3) map.delete(i)
  return [map, map.size]
}
// run: thinned(0); thinned(5); thinned(12); thinned(40); thinned(500)

export function byFirstLetter(words: string[]): { groups: Record<string, string[]>; again: Record<string, string[]>[] } {
  const groups: Record<string, string[]> = {}
  for (const word of words) (groups[word[0]!] ??= []).push(word)
  return { groups, again: [groups, groups] }
}
// run: byFirstLetter(['ab', 'ac', 'b', '3', '1', '10', 'b', '1x'])

export function shared(n: number): boolean {
  const { first, second, all } = parts(n)
  return first === second && all[1] === first
}
// run: shared(3)

function parts(n: number): { first: Set<number>; second: Set<number>; all: Set<number>[] } {
  const first = new Set([n, n + 0.5])
  return { first, second: first, all: [new Set<number>(), first] }
}

export function nestedMaps(n: number): Map<number, Map<string, Set<number>>> {
  const all = new Map<number, Map<string, Set<number>>>()
  for (let i = 0; i < n; i++) {
    let inner = all.get(i % 3)
    if (!inner) all.set(i % 3, (inner = new Map()))
    const key = i % 2 ? 'odd' : 'even'
    let set = inner.get(key)
    if (!set) inner.set(key, (set = new Set()))
    set.add(i / 2)
  }
  return all
}
// run: nestedMaps(0); nestedMaps(1); nestedMaps(20)

export function nestedDictionaries(words: string[]): Record<string, Record<number, number>> {
  const table: Record<string, Record<number, number>> = {}
  for (const word of words) {
    const row = (table[word[0]!] ??= {})
    row[word.length] = (row[word.length] ?? 0) + 1
  }
  return table
}
// run: nestedDictionaries(['ab', 'ac', 'b', 'abc', '1'])

export function eitherMap(n: number): { map: Map<number, number> | null; set: Set<string> | undefined } {
  const map = n > 2 ? new Map([[1, 2]]) : n > 1 ? new Map([[1.5, -0]]) : null
  return n > 3 ? { map, set: new Set(['x']) } : { map, set: undefined }
}
// run: eitherMap(1); eitherMap(2); eitherMap(3); eitherMap(4)

export function kinds(n: number) {
  const flags = new Map<boolean, bigint>()
  const texts = new Map<string, number | string>()
  const rows = new Map<number, Float64Array>()
  const points = new Map<string, { x: number; tags: string[] } | undefined>()
  for (let i = 0; i < n; i++) {
    flags.set(i % 2 === 0, BigInt(i) ** 3n)
    texts.set(`${i}`, i % 2 ? i : `v${i}`)
    rows.set(-i, new Float64Array(i).fill(i))
    points.set(`p${i % 4}`, i % 3 ? { x: i, tags: [`t${i}`] } : undefined)
  }
  return { flags, texts, rows, points, big: new Set([2n ** 40n, BigInt(n)]) }
}
// run: kinds(0); kinds(1); kinds(7)

export function ofThis(start: number, steps: number): { distance: Map<number, number>; order: number[] } {
  const neighbours = new Map<number, Set<number>>()
  for (let i = 0; i < 20; i++) neighbours.set(i, new Set([(i * 3) % 20, (i + 7) % 20]))
  const distance = new Map([[start, 0]])
  const order = [start]
  for (let at = 0; at < order.length && at < steps; at++) {
    for (const next of neighbours.get(order[at]!) ?? []) {
      if (distance.has(next)) continue
      distance.set(next, distance.get(order[at]!)! + 1)
      order.push(next)
    }
  }
  return { distance, order }
}
// run: ofThis(0, 100); ofThis(3, 2); ofThis(77, 5)

export function copyOfGiven(map: Map<number, string>): { map: Map<number, string>; names: string[] } {
  map.set(map.size, 'more')
  return { map: new Map(map), names: [...map.values()] }
}
// run: m = new Map([[5, 'five']]); copyOfGiven(m); copyOfGiven(m)

export function thrownBefore(n: number): { map: Map<number, number> } {
  const map = new Map([[n, n]])
  if (n > 2) throw new RangeError(`too many: ${map.size}`)
  return { map }
}
// run: thrownBefore(1); thrownBefore(3)

// ---- Loops over what may be missing.

export function overMissing(keys: number[]): number {
  const sets = new Map<number, Set<number>>([[1, new Set([1, 2, 3])]])
  const lists = new Map<number, [number, number][]>([[2, [[4, 5]]]])
  const texts = new Map<number, string>([
    [3, 'ab'],
    [4, ''],
  ])
  let sum = 0
  for (const key of keys) {
    for (const value of sets.get(key) ?? []) sum = sum * 3 + value
    for (const [a, b] of lists.get(key) || []) sum = sum * 3 + a * b
    for (const letter of texts.get(key) || []) sum = sum * 3 + letter.charCodeAt(0)
    each: for (const value of sets.get(key) ?? []) {
      for (const other of sets.get(key + 0) ?? []) {
        if (other === 2) continue each
        if (value === 3) break each
        sum += other
      }
    }
  }
  return sum
}
// run: overMissing([1, 2, 3, 4, 5]); overMissing([]); overMissing([1, 1])

export function overKeysOfNothing(list: number[] | null): number {
  let sum = 0
  for (const place of list!.keys() ?? []) sum += place + 1
  return sum
}
// run: overKeysOfNothing([5, 6]); overKeysOfNothing(null)

export function yielded(key: number): number[] {
  const sets = new Map([[1, new Set([1, 2])]])
  function* all(): Generator<number> {
    for (const value of sets.get(key) ?? []) yield value
    for (const value of sets.get(1) || []) {
      yield value * 10
      if (key === 3) return
    }
    yield -1
  }
  return [...all()]
}
// run: yielded(1); yielded(2); yielded(3)
