/** Maps and Sets at the top level of a file: each does built what it does as source. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'memo tables',
    files: {
      'a.ts': `
const memo = new Map<number, number>()
const big: Map<bigint, bigint> = new Map()
const distances = new Map<string, number>()
export function fib(n: number): number {
  if (n < 2) return n
  const known = memo.get(n)
  if (known !== undefined) return known
  const made = fib(n - 1) + fib(n - 2)
  memo.set(n, made)
  return made
}
export function catalan(n: bigint): bigint {
  if (n < 2n) return 1n
  if (big.has(n)) return big.get(n)!
  let sum = 0n
  for (let i = 0n; i < n; i++) sum += catalan(i) * catalan(n - 1n - i)
  big.set(n, sum)
  return sum
}
export function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const key = a + '|' + b
  const known = distances.get(key)
  if (known !== undefined) return known
  const same = a[0] === b[0] ? 0 : 1
  const best = Math.min(distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1, distance(a.slice(1), b.slice(1)) + same)
  distances.set(key, best)
  return best
}
export function sizes(): number[] { return [memo.size, big.size, distances.size] }
export function forget(): void { memo.clear(); distances.clear() }
export function known(): [number, number][] { return [...memo] }
`,
    },
    calls: [
      'm.sizes()',
      'm.fib(40)',
      'm.fib(50)',
      'm.sizes()',
      'm.catalan(20n)',
      'm.distance("kitten", "sitting")',
      'm.sizes()',
      'm.known().slice(0, 5)',
      'm.forget()',
      'm.sizes()',
      'm.fib(10)',
      'm.sizes()',
    ],
  },
  {
    name: 'what the top level puts in',
    files: {
      'a.ts': `
const weights = new Map([['a', 1.5], ['b', -2]])
const stop = new Set(['the', 'a'])
const graph = new Map<string, string[]>([['a', ['b', 'c']]])
const primes = new Set<number>()
for (let i = 2; i < 30; i++) if ([...primes].every((p) => i % p !== 0)) primes.add(i)
export function score(words: string[]): number {
  let sum = 0
  for (const word of words) if (!stop.has(word)) sum += weights.get(word) ?? 0.25
  return sum
}
export function link(from: string, to: string): number {
  const list = graph.get(from)
  if (list) list.push(to)
  else graph.set(from, [to])
  return graph.size
}
export function near(name: string): string[] { return graph.get(name) ?? [] }
export function isPrime(n: number): boolean { return primes.has(n) }
export function stopAt(word: string): boolean { stop.add(word); return stop.has('the') }
`,
    },
    calls: [
      'm.score(["a", "b", "the", "x"])',
      'm.link("a", "d")',
      'm.link("d", "a")',
      '[...m.near("a")]',
      '[...m.near("d")]',
      'm.near("z").length',
      '[m.isPrime(29), m.isPrime(28)]',
      'm.stopAt("x")',
      'm.score(["x", "b"])',
    ],
  },
  {
    name: 'a variable that is set anew, or holds none',
    files: {
      'a.ts': `
let now = new Map<number, string>()
let before: Map<number, string> | null = null
export function put(key: number, text: string): void { now.set(key, text) }
export function turn(): void { before = now; now = new Map() }
export function get(key: number): string { return (now.get(key) ?? '-') + (before?.get(key) ?? '-') }
export function same(): boolean { return before === now }
export function drop(): void { before = null }
`,
    },
    calls: [
      'm.get(1)',
      'm.put(1, "a")',
      'm.get(1)',
      'm.turn()',
      'm.get(1)',
      'm.put(1, "b")',
      'm.get(1)',
      'm.same()',
      'm.turn()',
      'm.get(1)',
      'm.drop()',
      'm.get(1)',
    ],
  },
  {
    name: 'instances, methods and other files',
    files: {
      'a.ts': `
import { registry, count } from './b'
import { Node } from './node'
export { Node } from './node'
export class Tree {
  constructor(readonly root: string) {}
  add(name: string, weight: number): Node {
    const node = new Node(name, weight)
    registry.set(name, node)
    return node
  }
  weight(): number { let sum = 0; for (const [, node] of registry) sum += node.weight; return sum }
}
export function find(name: string): Node | undefined { return registry.get(name) }
export function total(): number { return count() }
export function grow(name: string): number { const node = registry.get(name); if (!node) return -1; node.weight += 1; return node.weight }
`,
      'b.ts': `
import { Node } from './node'
export const registry = new Map<string, Node>([['first', new Node('first', 7)]])
export function count(): number { return registry.size }
`,
      'node.ts': `export class Node { constructor(readonly name: string, public weight: number) {} }`,
    },
    calls: [
      'm.total()',
      '(() => { const t = new m.Tree("r"); const n = t.add("x", 2); return [n.name, n === m.find("x"), t.weight(), m.total()] })()',
      'm.grow("first")',
      'm.find("first").weight',
      '(() => { const n = m.find("first"); n.weight = 100; return m.grow("first") })()',
      'm.grow("none")',
    ],
  },
  {
    name: 'classes that are not exported, in Maps and as keys',
    files: {
      'a.ts': `
class Item { uses = 0; constructor(readonly key: string) {} touch(): number { return ++this.uses } }
const items = new Map<string, Item>()
const ranks = new Map<Item, number>()
export function use(key: string): number {
  let item = items.get(key)
  if (!item) { item = new Item(key); items.set(key, item); ranks.set(item, ranks.size) }
  return item.touch() * 100 + ranks.get(item)!
}
`,
    },
    calls: ['m.use("a")', 'm.use("b")', 'm.use("a")', 'm.use("b")'],
  },
  {
    name: 'Maps in Maps, in arrays and in records',
    files: {
      'a.ts': `
const edges = new Map<number, Set<number>>()
const table: Map<string, Map<string, number>> = new Map()
const levels: Map<number, number>[] = [new Map(), new Map([[1, 2]])]
const state: { seen: Set<string>; hits: number } = { seen: new Set(), hits: 0 }
export function connect(a: number, b: number): number {
  if (!edges.has(a)) edges.set(a, new Set())
  edges.get(a)!.add(b)
  let all = 0
  for (const near of edges.values()) all += near.size
  return all
}
export function count(a: string, b: string): number {
  let inner = table.get(a)
  if (!inner) table.set(a, inner = new Map())
  inner.set(b, (inner.get(b) ?? 0) + 1)
  return inner.get(b)! + table.size * 10
}
export function level(i: number, key: number): number {
  const at = levels[i]!
  at.set(key, (at.get(key) ?? 0) + 1)
  return at.get(key)! + at.size * 10
}
export function see(name: string): number { if (state.seen.has(name)) state.hits++; else state.seen.add(name); return state.hits * 10 + state.seen.size }
`,
    },
    calls: [
      'm.connect(1, 2)',
      'm.connect(1, 3)',
      'm.connect(2, 3)',
      'm.connect(1, 2)',
      'm.count("a", "b")',
      'm.count("a", "b")',
      'm.count("b", "b")',
      'm.level(0, 1)',
      'm.level(1, 1)',
      'm.level(1, 1)',
      'm.level(1, 9)',
      'm.see("x")',
      'm.see("x")',
      'm.see("y")',
      'm.see("y")',
    ],
  },
  {
    name: 'what is exported, and code that stays JavaScript',
    files: {
      'a.ts': `
export const table = new Map<string, number>([['a', 1]])
const seen = new Set<number>()
const first = [...table.keys()]
export function put(key: string, value: number): void { table.set(key, value) }
export function see(n: number): number { seen.add(n); return seen.size }
export function* entries(): Generator<[string, number]> { for (const each of table) yield each }
export async function count(): Promise<number> { return seen.size + table.size }
export function names(): string[] { return first }
put('z', 26)
`,
    },
    calls: [
      '[...m.table]',
      'm.put("b", 2)',
      '[m.table.size, m.table.get("b"), m.table.has("c"), m.table instanceof Map, m.table === m.table]',
      '[...m.entries()]',
      'm.see(4)',
      'm.see(5)',
      'm.names()',
    ],
  },
  {
    name: 'namespaces, names that others have, and Maps that only some functions reach',
    files: {
      'a.ts': `
const value = new Map<number, number>()
const keeper0 = new Set<string>()
export namespace Cache {
  const own = new Map<string, number>()
  export const shown = new Set<number>([3])
  export function put(key: string): number { own.set(key, own.size); shown.add(own.size); return own.get(key)! + value.size }
}
export function grow(n: number): number { value.set(n, n); keeper0.add(String(n)); return value.size + keeper0.size }
const unused = new Map<string, Map<string, unknown>>()
export const plain = new Map([['a', { b: [1] }]])
`,
    },
    calls: [
      'm.Cache.put("a")',
      'm.grow(1)',
      'm.grow(2)',
      'm.Cache.put("b")',
      '[...m.Cache.shown]',
      'm.plain.get("a").b',
      'm.plain.set("z", 1).size',
    ],
  },
  {
    name: 'lists that functions give are those in the Map',
    files: {
      'a.ts': `
const table = new Map<string, number[]>()
export function make(k: string): number[] { const xs = [1]; table.set(k, xs); return xs }
export function sum(k: string): number { let s = 0; for (const x of table.get(k) ?? []) s += x; return s }
export function all(): Map<string, number[]> { return table }
export function get(k: string): number[] | undefined { return table.get(k) }
`,
    },
    calls: [
      `(() => { const a = m.make('a'); a.push(10); return m.sum('a') })()`,
      `m.get('a') === m.get('a')`,
      `m.get('zz')`,
      `[...m.all()].map(([k, v]) => [k, [...v]])`,
      `m.all() === m.all()`,
      `(() => { m.get('a').push(3); return [m.sum('a'), m.all().get('a') === m.get('a')] })()`,
    ],
  },
]

suite('what files with Maps and Sets do, built and as source', () => {
  for (const made of CASES) test(made.name, () => check(made))
})

test('code that stays JavaScript reads what compiled code has put in', async () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `const seen = new Map<string, number>([['a', 1]])
export function put(key: string): void { seen.set(key, seen.size) }
export async function all(): Promise<[string, number][]> { return [...seen] }
export async function spoil(): Promise<void> { seen.set('no', 1) }`,
  }) as { put(key: string): void; all(): Promise<[string, number][]>; spoil(): Promise<void> }
  m.put('b')
  expect(await m.all()).toEqual([
    ['a', 1],
    ['b', 1],
  ])
  await expect(m.spoil()).rejects.toThrow('seen.value is a Map of compiled code, which the host can only read: change it in compiled code')
})

test('a Map that is exported cannot be changed from outside', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': 'export const table = new Map<string, number>()\nexport function get(k: string): number { return table.get(k) ?? 0 }',
  }) as { table: Map<string, number> }
  expect(() => m.table.set('a', 1)).toThrow(TypeError)
})

function errorsOf(text: string): string[] {
  const outcome = compileText('src/a.ts', { 'src/a.ts': text })
  return outcome.ok ? [] : outcome.errors.map(({ message }) => message)
}

test('what cannot be kept is refused with a sentence', () => {
  const use = 'export function get(k: string): number { return table.get(k) ?? 0 }'
  expect(errorsOf(`const table = new Map()\n${use}`).join()).toMatch(/write the types/)
  expect(
    errorsOf(`export let table = new Map<string, number>()\n${use}\nexport function turn(): void { table = new Map() }`).join(),
  ).toMatch(/export a function that returns it/)
})

test('an object that two variables hold is refused', () => {
  const text = `const first = [1, 2]
const table = new Map<string, number[]>([['a', first]])
export function get(k: string): number { return (table.get(k)?.length ?? 0) + first.length }`
  expect(() => loadCompiled('src/a.ts', { 'src/a.ts': text })).toThrow(/`first` holds a part/)
})

test('memory does not grow with calls', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `const recent = new Map<number, number[]>()
export function add(n: number): number {
  recent.set(n, [n, n + 1, n + 2])
  if (recent.size > 100) recent.delete(n - 100)
  return recent.size
}`,
  }) as { add(n: number): number }
  let size = 0
  for (let n = 0; n < 100_000; n++) size = m.add(n)
  expect(size).toBe(100)
})
