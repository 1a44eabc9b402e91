/** Objects with any names in variables and fields of a file: each does built what it does as source. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'tables that functions change',
    files: {
      'a.ts': `
const counts: Record<string, number> = {}
const stock: { [name: string]: number } = { wood: 3, 7: 1, stone: 2 }
let last: Record<string, string> = {}
const groups: Record<string, string[]> = {}
const nested: Record<string, Record<string, number>> = {}
const byId: Record<number, { x: number, y: number }> = {}
export function count(word: string): number { counts[word] = (counts[word] ?? 0) + 1; return counts[word] }
export function names(): string[] { return Object.keys(counts) }
export function total(): number { let sum = 0; for (const k in counts) sum += counts[k]; return sum }
export function has(k: string): boolean { return k in counts }
export function drop(k: string): void { delete counts[k] }
export function add(k: string, n: number): number { stock[k] = (stock[k] ?? 0) + n; return stock[k] }
export function all(): [string, number][] { return Object.entries(stock) }
export function copy(): Record<string, number> { return { ...stock } }
export function reset(): void { last = {} }
export function say(k: string, v: string): string { const before = last[k] ?? '-'; last[k] = v; return before }
export function group(k: string, v: string): number { (groups[k] ??= []).push(v); return groups[k].length }
export function grouped(k: string): string[] { return [...(groups[k] ?? [])] }
export function deep(a: string, b: string): number { const inner = nested[a] ?? (nested[a] = {}); inner[b] = (inner[b] ?? 0) + 1; return Object.keys(nested).length * 100 + Object.keys(inner).length * 10 + inner[b] }
export function place(id: number, x: number): number { byId[id] = { x, y: -x }; return Object.values(byId).reduce((s, p) => s + p.x * 10 + p.y, 0) }
`,
    },
    calls: [
      'm.count("a")',
      'm.count("b")',
      'm.count("a")',
      'm.count("7")',
      'm.count("3")',
      'm.names()',
      'm.total()',
      '[m.has("a"), m.has("q"), m.has("toString")]',
      'm.drop("a")',
      'm.names()',
      'm.all()',
      'm.add("wood",2)',
      'm.add("tin",2)',
      'm.add("2",2)',
      'm.all()',
      'm.copy()',
      'm.say("a","x")',
      'm.say("a","y")',
      'm.reset()',
      'm.say("a","z")',
      'm.group("a","x")',
      'm.group("a","y")',
      'm.group("b","y")',
      'm.grouped("a")',
      'm.grouped("c")',
      'm.deep("a","b")',
      'm.deep("a","b")',
      'm.deep("a","c")',
      'm.deep("b","c")',
      'm.place(3,1)',
      'm.place(1,2)',
      'm.place(3,5)',
    ],
  },
  {
    name: 'what the host and plain JavaScript see of them',
    files: {
      'a.ts': `
export const seen: Record<string, number> = { b: 1, 10: 5, 2: 6 }
const hidden: Record<string, string> = {}
export function see(k: string): void { seen[k] = (seen[k] ?? 0) + 1 }
export function forget(k: string): void { delete seen[k] }
export function theSame(): Record<string, number> { return seen }
export function hide(k: string, v: string): void { hidden[k] = v }
export function* list(): Generator<string> { for (const k in hidden) yield k + '=' + hidden[k] }
export async function sum(): Promise<number> { let s = 0; for (const v of Object.values(seen)) s += v; return s }
export function both(): { seen: Record<string, number>, n: number } { return { seen, n: Object.keys(seen).length } }
export function maybe(k: string): Record<string, number> | undefined { return k in seen ? seen : undefined }
`,
    },
    calls: [
      'JSON.stringify(m.seen)',
      'm.see("z")',
      'm.see("2")',
      'Object.keys(m.seen)',
      '({ ...m.seen })',
      'm.seen.z',
      'm.seen.nope',
      '"z" in m.seen',
      '"toString" in m.seen',
      'Object.hasOwn(m.seen,"toString")',
      'typeof m.seen.toString',
      'm.forget("z")',
      'Object.entries(m.seen)',
      'm.theSame() === m.seen',
      'JSON.stringify(m.theSame())',
      'm.hide("p","q")',
      'm.hide("1","q")',
      '[...m.list()]',
      'String(m.seen)',
      'Object.getPrototypeOf(m.seen) === Object.prototype',
      'JSON.stringify(m.both())',
      'JSON.stringify(m.maybe("b"))',
      'm.maybe("nope")',
      'm.see("4294967295")',
      'm.see("4294967294")',
      'm.see("01")',
      'Object.keys(m.seen)',
      '(() => { const r = []; for (const k in m.seen) r.push(k); return r })()',
    ],
  },
  {
    name: 'in arrays, Maps and records, in other files, and constants beside them',
    files: {
      'a.ts': `
import { registry, lookup } from './b'
const rows: Record<string, number>[] = []
const byName = new Map<string, Record<string, number>>()
const state: { counts: Record<string, number>; total: number } = { counts: {}, total: 0 }
const cfg: { weights: Record<string, number> } = { weights: { a: 2, b: 3 } }
const W: Record<string, number> = { a: 2, b: 3 }
const ops: Record<string, (a: number, b: number) => number> = { add: (a, b) => a + b, mul: (a, b) => a * b }
export function push(k: string, n: number): number { const row: Record<string, number> = {}; row[k] = n; rows.push(row); return rows.length }
export function at(i: number, k: string): number { return rows[i]?.[k] ?? -1 }
export function put(a: string, b: string, n: number): number { let d = byName.get(a); if (!d) { d = {}; byName.set(a, d) } d[b] = n; return Object.keys(d).length }
export function tick(k: string): number { state.counts[k] = (state.counts[k] ?? 0) + 1; state.total++; return state.total * 10 + state.counts[k] }
export function w(k: string): number { return (W[k] ?? 0) + (cfg.weights[k] ?? 0) }
export function op(k: string, a: number, b: number): number { return ops[k]!(a, b) }
export function reg(name: string, x: number): number { registry[name] = { name, x }; return lookup(name)?.x ?? -1 }
export function sumOf(d: Map<string, number>): number { let s = 0; for (const [, v] of d) s += v; return s }
function total(d: Record<string, number>): number { let s = 0; for (const k of Object.keys(d)) s += d[k]!; return s }
export function totals(): number[] { return [total(state.counts), ...rows.map(total)] }
export class Counter {
  private n = 0
  count(k: string): number { state.counts[k] = (state.counts[k] ?? 0) + 10; this.n++; return this.n + state.counts[k] }
  static all(): string[] { return Object.keys(state.counts) }
}
`,
      'b.ts': `
export interface Item { name: string; x: number }
export const registry: Record<string, Item> = {}
export function lookup(name: string): Item | undefined { return registry[name] }
`,
    },
    calls: [
      'm.push("a",1)',
      'm.push("b",2)',
      '[m.at(0,"a"),m.at(1,"a"),m.at(1,"b"),m.at(5,"b")]',
      'm.put("x","y",1)',
      'm.put("x","z",1)',
      'm.tick("a")',
      'm.tick("a")',
      '[m.w("a"),m.w("q")]',
      '[m.op("add",1,2),m.op("mul",3,4)]',
      'm.reg("a",5)',
      'm.reg("b",6)',
      'm.totals()',
      'new m.Counter().count("a")',
      'm.Counter.all()',
    ],
  },
  {
    name: 'of instances',
    files: {
      'a.ts': `
export class Node { next: Node | null = null; constructor(readonly name: string, public n: number) {} }
const nodes: Record<string, Node> = { first: new Node('first', 1) }
let byIndex: Record<number, Node | null> = {}
export function make(name: string, n: number): Node { const node = new Node(name, n); nodes[name] = node; byIndex[n] = node; return node }
export function get(name: string): Node | undefined { return nodes[name] }
export function at(n: number): string { return byIndex[n]?.name ?? 'none' }
export function clear(n: number): void { byIndex[n] = null }
export function sum(): number { let s = 0; for (const node of Object.values(nodes)) s += node.n; return s }
export function swap(): number { const b = byIndex; byIndex = {}; return Object.keys(b).length }
`,
    },
    calls: [
      'm.sum()',
      'm.get("first").n',
      'm.make("b",7).name',
      'm.make("c",9) === m.get("c")',
      'm.get("zz")',
      'm.at(7)',
      'm.at(8)',
      'm.clear(7)',
      'm.at(7)',
      'm.swap()',
      'm.swap()',
      'm.sum()',
      'm.get("b").n = 100',
      'm.sum()',
    ],
  },
  {
    name: 'of values of all kinds',
    files: {
      'a.ts': `
const memo: Record<string, number> = {}
const big: Record<string, bigint> = {}
const flags: Record<string, boolean> = {}
const texts: { [k: string]: string | undefined } = {}
const pairs: Record<string, [number, string]> = {}
const arrays: Record<string, Float64Array> = {}
export function fib(n: number): number { const k = String(n); const known = memo[k]; if (known !== undefined) return known; const v = n < 2 ? n : fib(n - 1) + fib(n - 2); memo[k] = v; return v }
export function grid(a: number, b: number): bigint { if (a === 0 || b === 0) return 1n; const k = a + ',' + b; if (big[k] !== undefined) return big[k]; const v = grid(a - 1, b) + grid(a, b - 1); big[k] = v; return v }
export function flag(k: string): boolean { const was = flags[k] ?? false; flags[k] = !was; return was }
export function text(k: string, v: string): string { const was = texts[k] ?? '-'; texts[k] = v === '' ? undefined : v; return was + Object.keys(texts).length }
export function pair(k: string, n: number): string { pairs[k] = [n, k]; return Object.entries(pairs).map(([key, [a, b]]) => key + a + b).join() }
export function arr(k: string, n: number): number { const a = arrays[k] ?? (arrays[k] = new Float64Array(4)); a[n] = n; return a[0]! + a[1]! + a[2]! + a[3]! }
export function stress(n: number): number { for (let i = 0; i < n; i++) memo['k' + (i % 1000)] = (memo['k' + (i % 1000)] ?? 0) + i; let s = 0; for (const k in memo) s += memo[k]!; return s }
`,
    },
    calls: [
      'm.fib(50)',
      'm.grid(10,10)',
      'm.flag("a")',
      'm.flag("a")',
      'm.text("a","b")',
      'm.text("a","")',
      'm.text("b","c")',
      'm.pair("x",1)',
      'm.pair("y",2)',
      'm.arr("a",1)',
      'm.arr("a",3)',
      'm.stress(200000)',
    ],
  },
  {
    name: 'in fields of classes',
    files: {
      'a.ts': `
export class Words {
  private counts: Record<string, number> = {}
  readonly groups: { [first: string]: string[] } = {}
  #memo: Record<number, number> = {}
  names: Record<string, string> | null = null
  total = 0
  add(word: string): number { this.counts[word] = (this.counts[word] ?? 0) + 1; (this.groups[word[0]!] ??= []).push(word); this.total++; return this.counts[word]! }
  get distinct(): number { return Object.keys(this.counts).length }
  top(): string { let best = ''; let n = 0; for (const [w, c] of Object.entries(this.counts)) if (c > n) { n = c; best = w } return best }
  fib(n: number): number { const k = this.#memo[n]; if (k !== undefined) return k; const v = n < 2 ? n : this.fib(n - 1) + this.fib(n - 2); this.#memo[n] = v; return v }
  all(): Record<string, number> { return this.counts }
  copy(): Record<string, number> { return { ...this.counts } }
  name(k: string, v: string): void { (this.names ??= {})[k] = v }
  clear(): void { this.counts = {}; this.total = 0 }
}
export class Graph {
  edges: Record<string, Record<string, number>> = {}
  link(a: string, b: string, w: number): this { const e = this.edges[a] ?? (this.edges[a] = {}); e[b] = w; if (!(b in this.edges)) this.edges[b] = {}; return this }
  weight(a: string, b: string): number { return this.edges[a]?.[b] ?? Infinity }
  degree(a: string): number { return Object.keys(this.edges[a] ?? {}).length }
}
export class Sub extends Graph { extra: Record<string, boolean> = { on: true }; toggle(k: string): boolean { return (this.extra[k] = !this.extra[k]) } }
export class Untyped { known = new Map<string, number>(); private cache: Record<string, Words> = {}; words(k: string): Words { return this.cache[k] ??= new Words() } size(): number { return Object.values(this.cache).length } }
export const shared = new Words()
export function use(w: Words, k: string): number { return w.add(k) + w.groups[k[0]!]!.length }
`,
    },
    calls: [
      '[m.shared.add("ab"),m.shared.add("ac"),m.shared.add("ab")]',
      'm.shared.distinct',
      'm.shared.top()',
      'm.shared.fib(60)',
      'JSON.stringify(m.shared.groups)',
      'm.shared.groups.a.length',
      'm.shared.groups.zz',
      'JSON.stringify(m.shared.all())',
      'JSON.stringify(m.shared.copy())',
      'm.shared.names',
      'm.shared.name("x","y")',
      'm.shared.names.x',
      'm.use(m.shared,"bb")',
      'm.shared.clear()',
      'm.shared.distinct',
      'm.shared.total',
      '(() => { const g = new m.Graph(); g.link("a","b",2).link("a","c",3); return [g.weight("a","b"), g.weight("b","a"), g.degree("a"), JSON.stringify(g.edges)] })()',
      '(() => { const g = new m.Sub(); g.link("a","b",2); return [g.toggle("on"), g.toggle("x"), JSON.stringify(g.extra), g.weight("a","b")] })()',
      '(() => { const u = new m.Untyped(); const w = u.words("a"); w.add("q"); return [u.words("a") === w, u.words("b") === w, u.size(), u.words("a").distinct] })()',
    ],
  },
  {
    name: 'made by Object.create(null)',
    files: {
      'a.ts': `
const known: Record<string, number> = Object.create(null)
export const seen: Record<string, number> = Object.create(null)
export class Cache { #made: Record<string, number> = Object.create(null); get(k: string): number { return (this.#made[k] ??= k.length) } }
export function count(k: string): number { known[k] = (known[k] ?? 0) + 1; seen[k] = 1; return known[k]! }
export function has(k: string): boolean { return k in known }
`,
    },
    calls: [
      'm.has("toString")',
      'm.count("toString")',
      'm.count("toString")',
      'm.count("3")',
      'm.has("toString")',
      'new m.Cache().get("constructor")',
      'Object.keys(m.seen)',
      'm.seen.constructor',
      'Object.getPrototypeOf(m.seen)',
      'm.seen.toString',
    ],
  },
  {
    name: 'whose annotation stands in a cast, or is an alias',
    files: {
      'a.ts': `
type Cache = { [k: string]: number }
interface Names { [k: string]: string }
type Id = string
type Key = Id | number
const a = {} as Record<Id, number>
const b: Partial<Record<string, number>> = {}
const c: Readonly<Names> = {}
let d: Cache | null = null
let e: Record<Key, number> | undefined
export function put(k: string, n: number): number {
  a[k] = n
  b[k] = n
  d ??= {}
  d[k] = n
  if (e === undefined) e = { first: 1 }
  e[k] = n
  return [a, d, e].reduce((sum, each) => sum * 10 + Object.keys(each).length, 0) + Object.keys(b).length * 1000
}
export function get(k: string): string { return c[k] ?? '-' }
export function drop(): number { const before = d; d = null; e = undefined; return before === null ? -1 : Object.keys(before).length }
`,
    },
    calls: ['m.put("a", 1)', 'm.put("b", 1)', 'm.drop()', 'm.drop()', 'm.put("c", 1)', 'm.get("q")'],
  },
  {
    name: 'empty arrays in constants, of which the annotation says what they may hold',
    files: {
      'a.ts': `
type S = 'a' | 'b' | 'c'
class Node { constructor(readonly n: number) {} }
const moves: Record<S, S[]> = { a: ['b'], b: ['a', 'c'], c: [] }
const graph: Record<string, string[]> = { x: [], y: ['x'] }
const nested: { list: string[]; deep: { more: bigint[]; grid: boolean[][] }; extra?: number } = { list: [], deep: { more: [], grid: [[], [true]] } }
export function can(s: S, t: S): boolean { return moves[s].includes(t) }
export function out(k: string): string[] { return [...(graph[k] ?? ['none'])] }
export function all(): number { return nested.list.length + nested.deep.more.length + nested.deep.grid.length }
export function first(): string { return nested.list[0] ?? '-' }
export function more(): bigint { return nested.deep.more[0] ?? 5n }
export function names(): string { return Object.keys(nested).join() + ('extra' in nested) }
export function cell(i: number, j: number): boolean { return nested.deep.grid[i]?.[j] ?? false }
export function push(s: string): number { nested.list.push(s); return nested.list.length }
`,
    },
    calls: [
      'm.can("a","b")',
      'm.can("c","b")',
      'm.out("x")',
      'm.out("y")',
      'm.out("q")',
      'm.all()',
      'm.first()',
      'm.more()',
      'm.names()',
      'm.cell(1,0)',
      'm.cell(0,0)',
      'm.push("q")',
      'm.push("r")',
      'm.first()',
    ],
  },
]

suite('what files with objects with any names do, built and as source', () => {
  for (const made of CASES) test(made.name, () => check(made))
})

test('what is inherited is no property in compiled code, and the host changes nothing', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `export const seen: Record<string, number> = {}
export function count(k: string): number { seen[k] = (seen[k] ?? 0) + 1; return seen[k]! }
export async function spoil(): Promise<void> { seen['no'] = 1 }`,
  }) as { seen: Record<string, number>; count(k: string): number; spoil(): Promise<void> }
  expect(() => m.count('toString')).toThrow(/toString is a property that every object inherits/)
  const readOnly = 'seen.value is an object of compiled code, which the host can only read: change it in compiled code'
  for (const change of [
    () => (m.seen['a'] = 1),
    () => delete m.seen['a'],
    () => Object.defineProperty(m.seen, 'a', { value: 1 }),
    () => Object.freeze(m.seen),
    () => Object.setPrototypeOf(m.seen, null),
  ])
    expect(change).toThrow(readOnly)
  return expect(m.spoil()).rejects.toThrow(readOnly)
})

function errorsOf(text: string): string {
  const outcome = compileText('src/a.ts', { 'src/a.ts': text })
  return outcome.ok ? '' : outcome.errors.map(({ message }) => message).join()
}

test('what cannot be kept is refused with a sentence', () => {
  const functions = `const ops: Record<string, (x: number) => number> = {}
export function f(k: string): number { ops[k] = (x) => x + 1; return ops[k]!(1) }`
  expect(errorsOf(functions)).toMatch(/write all of them where it is made, then it is a table of constants/)
  const exported = `export let now: Record<string, number> = {}
export function turn(): void { now = {} }`
  expect(errorsOf(exported)).toMatch(/export a function that returns it/)
  expect(errorsOf("export function f(d: Record<string, number>): number { return d['a']! }")).toMatch(
    /is no argument: give compiled code a Map/,
  )
  const shared = `const inner: Record<string, number> = { a: 1 }
const all: Record<string, Record<string, number>> = { inner }
export function f(k: string): number { all[k] = {}; inner[k] = 1; return 2 }`
  expect(() => loadCompiled('src/a.ts', { 'src/a.ts': shared })).toThrow(/`inner` holds a part/)
})

test('memory does not grow with calls', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `let recent: Record<number, number[]> = {}
export function add(n: number): number {
  recent[n] = [n, n + 1, n + 2]
  delete recent[n - 100]
  if (n % 1000 === 0) recent = {}
  return Object.keys(recent).length
}`,
  }) as { add(n: number): number }
  for (let n = 1; n < 60_000; n++) m.add(n)
  expect(m.add(60_999)).toBe(101)
})
