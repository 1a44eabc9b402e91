/** Classes that keep a Map or a Set, as people write them: each does built what it does as source. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'a cache that forgets what was used longest ago',
    files: {
      'a.ts': `
export class LruCache {
  private readonly entries = new Map<number, number>()
  hits = 0
  constructor(private readonly capacity: number) {}
  get size(): number { return this.entries.size }
  get(key: number): number | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.hits++
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }
  set(key: number, value: number): this {
    this.entries.delete(key)
    if (this.entries.size >= this.capacity) {
      const oldest = this.entries.keys().next().value
      if (oldest !== undefined) this.entries.delete(oldest)
    }
    this.entries.set(key, value)
    return this
  }
  clear(): void { this.entries.clear() }
  keys(): number[] { return [...this.entries.keys()] }
}`,
    },
    calls: [
      '(() => { const c = new m.LruCache(3); for (let i = 0; i < 100; i++) { c.set(i % 7, i); c.get(i % 3) } return [c.keys(), c.size, c.hits, c.get(99)] })()',
      '(() => { const c = new m.LruCache(100); for (let i = 0; i < 1000; i++) c.set(i, -i); const k = c.keys(); c.clear(); return [k.length, k[0], k[99], c.size] })()',
    ],
  },
  {
    name: 'a graph of names',
    files: {
      'a.ts': `
export class Graph {
  readonly #edges = new Map<string, Set<string>>()
  addNode(name: string): void { if (!this.#edges.has(name)) this.#edges.set(name, new Set()) }
  addEdge(a: string, b: string): void {
    this.addNode(a)
    this.addNode(b)
    this.#edges.get(a)!.add(b)
    this.#edges.get(b)!.add(a)
  }
  removeNode(name: string): boolean {
    const near = this.#edges.get(name)
    if (!near) return false
    for (const other of near) this.#edges.get(other)?.delete(name)
    return this.#edges.delete(name)
  }
  bfs(start: string): string[] {
    const seen = new Set<string>([start])
    const queue = [start]
    for (let i = 0; i < queue.length; i++) {
      const near = this.#edges.get(queue[i]!)
      if (near) for (const next of near) {
        if (seen.has(next)) continue
        seen.add(next)
        queue.push(next)
      }
    }
    return queue
  }
  degree(name: string): number { return this.#edges.get(name)?.size ?? 0 }
  get order(): number { return this.#edges.size }
}`,
    },
    calls: [
      `(() => { const g = new m.Graph(); for (let i = 0; i < 40; i++) g.addEdge('n' + i, 'n' + (i * 7 + 3) % 40); const all = g.bfs('n0'); const gone = g.removeNode('n3'); return [all, gone, g.removeNode('x'), g.bfs('n0'), g.degree('n10'), g.order] })()`,
    ],
  },
  {
    name: 'shortest ways',
    files: {
      'a.ts': `
interface Edge { to: number; cost: number }
export class Roads {
  private out: Map<number, Edge[]> = new Map()
  connect(from: number, to: number, cost: number): void {
    const list = this.out.get(from)
    if (list) list.push({ to, cost })
    else this.out.set(from, [{ to, cost }])
  }
  dijkstra(start: number, end: number): number {
    const best = new Map<number, number>([[start, 0]])
    const done = new Set<number>()
    for (;;) {
      let at = -1
      for (const [node, cost] of best) if (!done.has(node) && (at < 0 || cost < best.get(at)!)) at = node
      if (at < 0) return Infinity
      if (at === end) return best.get(at)!
      done.add(at)
      for (const { to, cost } of this.out.get(at) ?? []) {
        const way = best.get(at)! + cost
        if (way < (best.get(to) ?? Infinity)) best.set(to, way)
      }
    }
  }
}`,
    },
    calls: [
      '(() => { const r = new m.Roads(); for (let i = 0; i < 60; i++) { r.connect(i, (i * 17 + 5) % 60, i % 7 + 0.5); r.connect(i, (i * 3 + 1) % 60, i % 5 + 1) } return [r.dijkstra(0, 59), r.dijkstra(3, 3), r.dijkstra(0, 100), r.dijkstra(200, 0)] })()',
    ],
  },
  {
    name: 'names that become numbers',
    files: {
      'a.ts': `
export class Interner {
  private ids = new Map<string, number>()
  private names: string[] = []
  intern(name: string): number {
    let id = this.ids.get(name)
    if (id === undefined) {
      id = this.names.length
      this.ids.set(name, id)
      this.names.push(name)
    }
    return id
  }
  nameOf(id: number): string { return this.names[id] ?? '?' }
  has(name: string): boolean { return this.ids.has(name) }
  [Symbol.iterator](): IterableIterator<string> { return this.names[Symbol.iterator]() }
}
export function internAll(words: string[]): Interner {
  const made = new Interner()
  for (const word of words) made.intern(word)
  return made
}`,
    },
    calls: [
      `(() => { const i = m.internAll('to be or not to be that is the question and so on for ever and a day'.split(' ')); return [i.intern('be'), i.intern('new'), i.nameOf(3), i.nameOf(99), i.has('or'), i.has('xor'), [...i]] })()`,
    ],
  },
  {
    name: 'events that are counted',
    files: {
      'a.ts': `
export class Counter {
  public readonly counts: Map<string, bigint> = new Map()
  total = 0n
  constructor(readonly name: string = 'events') {}
  count(event: string, by = 1n): bigint {
    const now = (this.counts.get(event) ?? 0n) + by
    this.counts.set(event, now)
    this.total += by
    return now
  }
  top(): [string, bigint][] { return [...this.counts].sort((a, b) => Number(b[1] - a[1])).slice(0, 3) }
  merge(other: Counter): void { for (const [event, by] of other.counts) this.count(event, by) }
  *[Symbol.iterator](): Generator<string> { for (const [event, n] of this.counts) yield \`\${event}:\${n}\` }
}`,
    },
    calls: [
      `(() => { const a = new m.Counter(), b = new m.Counter('b'); for (let i = 0; i < 30; i++) { a.count('e' + i % 4); b.count('e' + i % 9, 2n) } a.merge(b); return [a.top(), a.total, b.name, [...a], [...b]] })()`,
      `(() => { const a = new m.Counter(); a.count('x', 3n); a.count('y'); const s = a.counts; a.count('z'); return [s === a.counts, s instanceof Map, s.size, s.get('x'), s.get('q'), s.has('z'), [...s], [...s.keys()], [...s.values()], JSON.stringify(a.counts), Object.keys(s), Object.prototype.toString.call(s)] })()`,
      `(() => { const a = new m.Counter(); for (let i = 0; i < 20; i++) a.count('k' + i); const seen = []; a.counts.forEach((v, k, all) => { if (seen.length < 5) a.count('more' + k); seen.push([k, v, all === a.counts]) }); return seen })()`,
      `(() => { const a = new m.Counter(); a.count('x'); return [new Map(a.counts), Object.fromEntries(a.counts), Array.from(a.counts), JSON.stringify({ ...a.toJSON?.(), total: 0 }).includes('counts') ] })().slice(0, 3)`,
    ],
  },
  {
    name: 'sets that are joined',
    files: {
      'a.ts': `
export class IntSet {
  private items: Set<number>
  constructor(values: number[] = []) { this.items = new Set(values) }
  union(other: IntSet): IntSet {
    const made = new IntSet()
    made.items = new Set([...this.items, ...other.items])
    return made
  }
  intersection(other: IntSet): IntSet { return new IntSet([...this.items].filter((x) => other.items.has(x))) }
  difference(other: IntSet): IntSet {
    const made = new IntSet(this.toArray())
    for (const x of other.items) made.items.delete(x)
    return made
  }
  share(other: IntSet): void { this.items = other.items }
  swap(other: IntSet): void { [this.items, other.items] = [other.items, this.items] }
  isSame(other: IntSet): boolean { return this.items === other.items }
  add(x: number): boolean { const before = this.items.size; this.items.add(x); return this.items.size > before }
  get size(): number { return this.items.size }
  toArray(): number[] { return [...this.items] }
  static of(...values: number[]): IntSet { return new IntSet(values) }
}`,
    },
    calls: [
      `(() => { const a = m.IntSet.of(1, 2, 3, 2), b = new m.IntSet([3, 4, NaN, -0]); return [a.union(b).toArray(), a.intersection(b).toArray(), a.difference(b).toArray(), b.size, Object.is(b.toArray()[3], 0), b.add(NaN), b.add(0), b.add(7)] })()`,
      `(() => { const a = m.IntSet.of(1, 2), b = m.IntSet.of(9); a.swap(b); const r = [a.toArray(), b.toArray(), a.isSame(b)]; a.share(b); a.add(50); return [...r, b.toArray(), a.isSame(b)] })()`,
    ],
  },
  {
    name: 'what was computed before',
    files: {
      'a.ts': `
export class Memo {
  private known = new Map<bigint, bigint>([[0n, 0n], [1n, 1n]])
  misses = 0
  fib(n: bigint): bigint {
    const known = this.known.get(n)
    if (known !== undefined) return known
    this.misses++
    const value = this.fib(n - 1n) + this.fib(n - 2n)
    this.known.set(n, value)
    return value
  }
}
export class Table {
  #known: Map<string, number> | null = null
  paths(rows: number, columns: number): number {
    if (rows === 0 || columns === 0) return 1
    const key = \`\${rows},\${columns}\`
    this.#known ??= new Map()
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const value = this.paths(rows - 1, columns) + this.paths(rows, columns - 1)
    this.#known.set(key, value)
    return value
  }
  reset(): number { const size = this.#known?.size ?? -1; this.#known = null; return size }
}`,
    },
    calls: [
      `(() => { const f = new m.Memo(); return [f.fib(80n), f.misses, f.fib(90n), f.misses] })()`,
      `(() => { const t = new m.Table(); return [t.reset(), t.paths(12, 12), t.paths(3, 4), t.reset(), t.reset(), t.paths(2, 2)] })()`,
    ],
  },
  {
    name: 'words and where they stand',
    files: {
      'a.ts': `
export class InvertedIndex {
  private readonly postings = new Map<string, Map<number, number>>()
  private lengths: Map<number, number>
  constructor() { this.lengths = new Map() }
  add(id: number, text: string): void {
    const words = text.toLowerCase().split(' ')
    this.lengths.set(id, words.length)
    for (const word of words) {
      let posting = this.postings.get(word)
      if (!posting) { posting = new Map(); this.postings.set(word, posting) }
      posting.set(id, (posting.get(id) ?? 0) + 1)
    }
  }
  search(word: string): { id: number; score: number }[] {
    const found: { id: number; score: number }[] = []
    this.postings.get(word)?.forEach((count, id) => { found.push({ id, score: count / this.lengths.get(id)! }) })
    return found.sort((a, b) => b.score - a.score || a.id - b.id)
  }
  get words(): number { return this.postings.size }
}`,
    },
    calls: [
      `(() => { const i = new m.InvertedIndex(); ['The cat sat on the mat', 'the dog ate the cat food the', 'nothing here'].forEach((t, n) => i.add(n, t)); return [i.search('the'), i.search('cat'), i.search('none'), i.words] })()`,
    ],
  },
  {
    name: 'a matrix with few numbers',
    files: {
      'a.ts': `
export class SparseMatrix {
  readonly cells: Map<number, number>
  constructor(readonly rows: number, readonly columns: number) { this.cells = new Map<number, number>() }
  private at(row: number, column: number): number { return row * this.columns + column }
  set(row: number, column: number, value: number): void {
    if (value === 0) this.cells.delete(this.at(row, column))
    else this.cells.set(this.at(row, column), value)
  }
  get(row: number, column: number): number { return this.cells.get(this.at(row, column)) ?? 0 }
  multiply(x: Float64Array): Float64Array {
    const out = new Float64Array(this.rows)
    for (const [key, value] of this.cells) out[Math.floor(key / this.columns)]! += value * x[key % this.columns]!
    return out
  }
  transpose(): SparseMatrix {
    const made = new SparseMatrix(this.columns, this.rows)
    for (const [key, value] of this.cells) made.set(key % this.columns, Math.floor(key / this.columns), value)
    return made
  }
  get density(): number { return this.cells.size / (this.rows * this.columns) }
}`,
    },
    calls: [
      `(() => { const a = new m.SparseMatrix(5, 4); for (let i = 0; i < 20; i += 3) a.set(i % 5, i % 4, i + 0.25); a.set(3, 3, 0); const t = a.transpose(); return [a.multiply(Float64Array.of(1, 2, 3, 4)), t.multiply(new Float64Array(5).fill(1)), a.get(0, 0), t.density, [...t.cells], a.cells.size, a.cells === t.cells] })()`,
    ],
  },
  {
    name: 'who follows whom',
    files: {
      'a.ts': `
export class Person {
  readonly friends = new Set<Person>()
  constructor(readonly name: string) {}
  meet(other: Person): this { this.friends.add(other); other.friends.add(this); return this }
}
export class Group {
  private readonly members = new Map<string, Person>()
  add(person: Person): void { this.members.set(person.name, person) }
  find(name: string): Person | undefined { return this.members.get(name) }
  all(): Person[] { return [...this.members.values()] }
  reach(start: Person): number {
    const seen = new Set<Person>([start])
    const open = [start]
    while (open.length > 0) for (const next of open.pop()!.friends) if (!seen.has(next)) { seen.add(next); open.push(next) }
    return seen.size
  }
}`,
    },
    calls: [
      `(() => { const people = Array.from({ length: 30 }, (_, i) => new m.Person('p' + i)); const g = new m.Group(); people.forEach((p, i) => { g.add(p); p.meet(people[(i * 4) % 30]) }); return [people.map((p) => g.reach(p)), g.find('p3') === people[3], g.find('nobody'), g.all().every((p, i) => p === people[i]), people[4].friends.has(people[1]), people[4].friends.has(people[2]), [...people[1].friends].map((p) => p.name)] })()`,
    ],
  },
  {
    name: 'how often each is there',
    files: {
      'a.ts': `
export class Multiset<T = number> {
  protected counts = new Map<T, number>()
  add(x: T, n: number = 1): number { const now = (this.counts.get(x) ?? 0) + n; this.counts.set(x, now); return now }
  remove(x: T): boolean {
    const n = this.counts.get(x)
    if (n === undefined) return false
    if (n === 1) this.counts.delete(x)
    else this.counts.set(x, n - 1)
    return true
  }
  get size(): number { let sum = 0; for (const n of this.counts.values()) sum += n; return sum }
  distinct(): T[] { return Array.from(this.counts.keys()) }
  prune(least: number): void { for (const [x, n] of this.counts) if (n < least) this.counts.delete(x) }
}
export class Ranked extends Multiset {
  most(): number { let [best, n] = [NaN, 0]; this.counts.forEach((count, x) => { if (count > n) { best = x; n = count } }); return best }
}`,
    },
    calls: [
      `(() => { const s = new m.Multiset(); for (let i = 0; i < 50; i++) s.add(i * i % 11); const r = [s.size, s.distinct(), s.remove(5), s.remove(5), s.remove(8)]; s.prune(9); return [...r, s.distinct(), s.size] })()`,
      `(() => { const s = new m.Ranked(); const a = [s.most()]; for (const x of [3, 1, 3, 2, 3, 1]) s.add(x); return [a, s.most(), s.distinct(), s instanceof m.Multiset] })()`,
    ],
  },
  {
    name: 'instances that the top level makes',
    files: {
      'a.ts': `
export class Registry {
  #ids = new Map<string, number>()
  readonly byKey: Map<number, Registry> = new Map()
  private near: Map<number, Set<number>> = new Map([[1, new Set([2, 3])]])
  constructor(names: string[]) { for (const name of names) this.id(name) }
  id(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    this.#ids.set(name, this.#ids.size)
    return this.#ids.size - 1
  }
  forget(name: string): boolean { return this.#ids.delete(name) }
  link(a: number, b: number): number {
    let found = this.near.get(a)
    if (!found) this.near.set(a, (found = new Set()))
    return found.add(b).size
  }
  names(): string[] { return [...this.#ids.keys()] }
}
export const few = new Registry(['a', 'b'])
export const many = new Registry('abcdefghijklmnopqrstuvwxyz'.split(''))
many.forget('c')
many.byKey.set(1, few)
few.byKey.set(2, many)
export function total(names: string[]): number { let sum = 0; for (const name of names) sum += many.id(name) + few.id(name); return sum }
`,
    },
    calls: [
      `m.total(['z', 'new', 'a', 'c'])`,
      'm.many.names()',
      'm.few.names()',
      `[m.many.byKey.get(1) === m.few, m.few.byKey.get(2) === m.many, m.many.byKey.size, m.many.forget('x'), m.many.forget('y')]`,
      '[m.few.link(1, 9), m.few.link(1, 3), m.few.link(5, 5), m.many.link(1, 1)]',
      `m.many.id('y')`,
      'new m.Registry([]).names()',
    ],
  },
  {
    name: 'fields that are missing, null, inherited, in records, and keys of all kinds',
    files: {
      'a.ts': `
interface Shelf { readonly books: Map<string, bigint>; label: string }
export class Store<K extends string = string> {
  protected shelf: Shelf = { books: new Map(), label: 'main' }
  private flags?: Set<boolean>
  private big: Set<bigint> | null = null
  private seen: ReadonlySet<number> = new Set([1])
  add(name: K, n: bigint): number { this.shelf.books.set(name, n); return this.shelf.books.size }
  flag(x: boolean): number { return (this.flags ??= new Set()).add(x).size }
  count(x: bigint): number { this.big ??= new Set(); this.big.add(x); return this.big.size }
  see(x: number): ReadonlySet<number> { this.seen = new Set([...this.seen, x]); return this.seen }
  drop(): boolean { const had = this.big !== null && this.flags !== undefined; this.big = null; this.flags = undefined; return had }
}
export class Ledger extends Store {
  readonly #lines: Map<string, [number, number][]> = new Map()
  constructor(public readonly owner: string) { super(); this.add('own', 1n) }
  note(key: string, x: number): number {
    const line = this.#lines.get(key) ?? []
    line.push([x, line.length])
    this.#lines.set(key, line)
    return [...this.#lines.values()].reduce((sum, each) => sum + each.length, 0)
  }
  sum(): bigint { let sum = 0n; for (const n of this.shelf.books.values()) sum += n; return sum }
  biggest(): string { let [best, most] = ['', -1n]; for (const [name, n] of this.shelf.books) if (n > most) { best = name; most = n } return best }
  static merge(a: Ledger, b: Ledger): Ledger {
    const made = new Ledger(a.owner + b.owner)
    for (const each of [a, b]) for (const [name, n] of each.shelf.books) made.add(name, n + (made.shelf.books.get(name) ?? 0n))
    return made
  }
}
export function lines(ledger: Ledger, n: number): number { let last = 0; for (let i = 0; i < n; i++) last = ledger.note('k' + i % 3, i); return last }
`,
    },
    calls: [
      `(() => { const s = new m.Store(); return [s.add('a', 1n), s.add('a', 2n), s.flag(true), s.flag(false), s.flag(true), s.count(2n ** 60n), s.count(-1n), s.drop(), s.drop(), s.count(5n), [...s.see(4)], s.see(1).size] })()`,
      `(() => { const a = new m.Ledger('x'), b = new m.Ledger('y'); a.add('q', 5n); b.add('q', 7n); const c = m.Ledger.merge(a, b); return [c.sum(), c.biggest(), c.owner, m.lines(a, 20), c instanceof m.Store] })()`,
      "new m.Ledger('five') instanceof m.Ledger",
    ],
  },
  {
    name: 'what methods with declared results give is what the instance holds, and no copy',
    files: {
      'a.ts': `
export class C {
  list: number[] = [1]
  points: { x: number; y?: number }[] = [{ x: 1 }]
  get(): number[] { return this.list }
  point(): { x: number; y?: number } { return this.points[0]! }
  maybe(i: number): { x: number; y?: number } | undefined { return this.points[i] }
  infer() { return this.list }
  both(b: boolean): number[] { return b ? this.list : [5] }
  len(): number { return this.list.length + this.points[0]!.x * 100 }
}
`,
    },
    calls: [
      `(() => { const c = new m.C(); c.get().push(10); return [c.len(), c.get() === c.list, c.list === c.infer()] })()`,
      `(() => { const c = new m.C(); c.infer().push(10); return [c.len(), c.infer() === c.get()] })()`,
      `(() => { const c = new m.C(); c.point().x = 7; return [c.len(), c.point() === c.points[0]] })()`,
      `(() => { const c = new m.C(); c.maybe(0).x = 7; return [c.len(), c.maybe(0) === c.points[0], c.maybe(3)] })()`,
      `(() => { const c = new m.C(); c.both(true).push(1); c.both(false).push(2); return [c.len()] })()`,
    ],
  },
]

suite('Maps and Sets in fields', () => {
  for (const each of CASES) test(each.name, () => check(each))
})
