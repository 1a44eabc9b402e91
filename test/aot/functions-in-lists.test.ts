/** Functions in lists, records, Maps and Sets that fields of exported classes hold, and in those that are given: as in the source. */
import { expect, describe as suite, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, setCompiler } from '../../src/index.ts'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'a list of filters',
    files: {
      'a.ts': `
export type F = (x: number) => number
export function twice(x: number): number { return x * 2 }
function inc(x: number): number { return x + 1 }
const table = { half: (x: number) => x / 2, neg: (x: number) => -x }
export class P {
  filters: F[] = []
  private readonly initial: readonly F[] = [twice, inc, Math.sqrt, (x) => x - 3]
  use(f: F): this { this.filters.push(f); return this }
  useOwn(name: string): this { if (name === 'twice') this.filters.push(twice); else if (name === 'inc') this.filters.push(inc); else this.filters.push(name === 'half' ? table.half : table.neg); return this }
  run(x: number): number { for (const f of this.filters) x = f(x); return x }
  runInitial(x: number): number { let y = x; for (let i = 0; i < this.initial.length; i++) y = this.initial[i]!(y); return y }
  reduce(x: number): number { return this.filters.reduce((acc, f) => f(acc), x) }
  map(x: number): number[] { return this.filters.map((f) => f(x)) }
  each(x: number): number { let s = 0; this.filters.forEach((f) => { s += f(x) }); return s }
  remove(f: F): boolean { const i = this.filters.indexOf(f); if (i < 0) return false; this.filters.splice(i, 1); return true }
  without(f: F): void { this.filters = this.filters.filter((g) => g !== f) }
  has(f: F): boolean { return this.filters.includes(f) }
  hasTwice(): boolean { return this.filters.some((f) => f === twice) }
  get size(): number { return this.filters.length }
  pop(): number { const f = this.filters.pop(); return f ? f(10) : -1 }
  first(x: number): number { return this.filters[0]?.(x) ?? -1 }
  last(x: number): number { const f = this.filters.at(-1); return f !== undefined ? f(x) : -1 }
  reverse(): void { this.filters.reverse() }
  clear(): void { this.filters.length = 0 }
  reset(): void { this.filters = [] }
  copy(): P { const p = new P(); p.filters = [...this.filters]; return p }
  swap(i: number, j: number): void { const t = this.filters[i]!; this.filters[i] = this.filters[j]!; this.filters[j] = t }
  unshift(f: F): void { this.filters.unshift(f) }
  concat(o: P): P { const p = new P(); p.filters = this.filters.concat(o.filters); return p }
}
`,
    },
    calls: [
      'new m.P().use((x) => x + 1).use(m.twice).run(3)',
      'new m.P().runInitial(12)',
      '["twice", "inc", "half", "neg"].map((n) => new m.P().useOwn(n).use((x) => x + 1).run(5))',
      '(() => { const p = new m.P().use((x) => x + 1).useOwn("twice"); return [p.reduce(3), p.map(3), p.each(3), p.size, p.has(m.twice), p.hasTwice(), p.remove(m.twice), p.has(m.twice), p.hasTwice(), p.size, p.remove(m.twice)] })()',
      '(() => { const f = (x) => x * 5, p = new m.P().use(f).use(m.twice).use(f); p.without(f); return [p.size, p.run(1)] })()',
      '(() => { const f = (x) => x * 5, p = new m.P().use(f).use(m.twice); return [p.filters.length, p.filters[0] === f, p.filters[1] === m.twice, p.filters.map((g) => g(2)), p.filters.indexOf(m.twice), [...p.filters].length] })()',
      '(() => { const f = (x) => x * 5, p = new m.P().use(m.twice); p.filters.push(f); p.filters[0] = (x) => x + 100; return [p.run(1), p.size, p.filters[1] === f] })()',
      '(() => { const p = new m.P().use(m.twice).use((x) => x - 1); return [p.first(4), p.last(4), p.pop(), p.pop(), p.pop(), p.first(1), p.last(1)] })()',
      '(() => { const p = new m.P().use(m.twice).use((x) => x - 1); p.reverse(); const a = p.run(3); p.swap(0, 1); const b = p.run(3); const c = p.copy(); p.clear(); return [a, b, p.run(3), c.run(3), c.concat(c).run(3), c.size] })()',
      '(() => { const p = new m.P().use(m.twice); p.unshift((x) => x + 7); const r = p.run(1); p.reset(); return [r, p.size, p.run(5)] })()',
      '(() => { const p = new m.P(); try { p.filters.push(3); return "pushed" } catch (e) { return e.name } })() && 1',
      '(() => { const p = new m.P().use(() => { throw new RangeError("no") }); try { p.run(1) } catch (e) { return [e.name, e.message] } })()',
      '(() => { const p = new m.P(); p.use((x) => { if (x < 5) p.use((y) => y + 1); return x + 1 }); return [p.run(1), p.size, p.run(9)] })()',
    ],
  },
  {
    name: 'listeners in Maps, alone and in lists',
    files: {
      'a.ts': `
export type L = (x: number, name: string) => void
function ownListener(x: number, name: string): void { seen += x * name.length }
let seen = 0
export function getSeen(): number { return seen }
export class Emitter {
  private readonly listeners = new Map<string, L[]>()
  readonly single = new Map<string, L>()
  private byId = new Map<number, L>()
  count = 0
  on(name: string, l: L): this {
    const known = this.listeners.get(name)
    if (known) known.push(l)
    else this.listeners.set(name, [l])
    return this
  }
  addOwn(name: string): void { this.on(name, ownListener) ; this.single.set(name, ownListener) }
  off(name: string, l: L): boolean {
    const known = this.listeners.get(name)
    if (!known) return false
    const at = known.indexOf(l)
    if (at < 0) return false
    known.splice(at, 1)
    if (known.length === 0) this.listeners.delete(name)
    return true
  }
  emit(name: string, x: number): number {
    const known = this.listeners.get(name) ?? []
    for (const l of known.slice()) { l(x, name); this.count++ }
    return known.length
  }
  emitAll(x: number): void { for (const [name, list] of this.listeners) for (const l of list) l(x, name) }
  one(name: string, l: L): void { this.single.set(name, l) }
  fire(name: string, x: number): boolean { const l = this.single.get(name); if (l === undefined) return false; l(x, name); return true }
  fire2(name: string, x: number): void { this.single.get(name)?.(x, name) }
  fireAll(x: number): void { this.single.forEach((l, name) => l(x, name)) ; for (const l of this.single.values()) l(x, 'v') }
  names(): string[] { return [...this.listeners.keys()] }
  isOwn(name: string): boolean { return this.single.get(name) === ownListener }
  id(i: number, l: L): void { this.byId.set(i, l) }
  callId(i: number): void { this.byId.get(i)!(i, 'id') }
}
`,
    },
    calls: [
      '(() => { const all = [], e = new m.Emitter(); const a = (x, n) => { all.push("a" + x + n) }, b = (x, n) => { all.push("b" + x + n) }; e.on("x", a).on("x", b).on("y", a); e.emit("x", 1); e.emit("y", 2); e.emit("z", 3); e.off("x", a); e.emit("x", 4); return [all, e.count, e.off("x", a), e.off("x", b), e.emit("x", 1), e.names()] })()',
      '(() => { const all = [], e = new m.Emitter(); const a = (x, n) => { all.push("a" + x + n) }; e.one("q", a); e.addOwn("w"); e.fire("q", 1); e.fire("w", 5); e.fire2("w", 7); e.fire2("nope", 7); e.fireAll(9); return [all, m.getSeen(), e.isOwn("q"), e.isOwn("w"), e.single.get("q") === a, e.single.size, [...e.single.keys()], e.single.get("nope")] })()',
      '(() => { const all = [], e = new m.Emitter(); e.addOwn("k"); e.on("k", (x, n) => all.push(x, n)); e.emitAll(3); e.id(4, (x, n) => all.push(x, n)); e.callId(4); try { e.callId(5) } catch (x) { all.push(x.name) } return [all, m.getSeen()] })()',
    ],
  },
  {
    name: 'in Sets and as keys of Maps',
    files: {
      'a.ts': `
export type L = (x: number) => void
function own(x: number): void { total += x }
let total = 0
export function getTotal(): number { return total }
export class Signal { readonly ls = new Set<L>(); private once = new Set<L>(); private weights = new Map<L, number>()
  add(l: L): boolean { const had = this.ls.has(l); this.ls.add(l); return had }


  remove(l: L): boolean { return this.ls.delete(l) }
  addOnce(l: L): void { this.once.add(l) }
  emit(x: number): number { for (const l of this.ls) l(x); for (const l of this.once) l(-x); this.once.clear(); return this.ls.size }
  weigh(l: L, w: number): void { this.weights.set(l, (this.weights.get(l) ?? 0) + w) }
  weight(l: L): number { return this.weights.get(l) ?? -1 }
  many(n: number, l: L): number { for (let i = 0; i < n; i++) this.ls.add(l); return this.ls.size }
}
`,
    },
    calls: [
      '(() => { const all = [], s = new m.Signal(), f = (x) => { all.push(x) }; const r = [s.add(f), s.add(f), s.emit(2)]; s.addOnce(f); r.push(s.emit(3), s.emit(4), s.remove(f), s.remove(f), s.emit(5), s.ls.has(f)); s.add(f); r.push(s.ls.has(f), s.ls.size); s.weigh(f, 2); s.weigh(f, 3); r.push(s.weight(f), s.weight(() => 1)); return [r, all] })()',
      '(() => { const s = new m.Signal(), fs = Array.from({ length: 50 }, (_, i) => (x) => i); for (const f of fs) s.add(f); for (const f of fs) s.add(f); const n = s.ls.size; for (const f of fs.slice(10)) s.remove(f); return [n, s.ls.size, fs.map((f) => s.ls.has(f) ? 1 : 0).join(""), s.many(5, fs[3])] })()',
    ],
  },
  {
    name: 'in records, in objects with any names, and perhaps missing',
    files: {
      'a.ts': `
export type Op = (a: number, b: number) => number
export interface Rule { name: string; when: (x: number) => boolean; then: (x: number) => number; otherwise?: ((x: number) => number) | undefined; weight: number }
export class Calc {
  private ops: Record<string, Op> = { '+': (a, b) => a + b, '-': (a, b) => a - b }
  readonly fixed: { add: Op; mul: Op } = { add: (a, b) => a + b, mul: (a, b) => a * b }
  private rules: Rule[] = []
  maybe: (Op | null)[] = [null]
  pair: [Op, number] = [(a, b) => a * 10 + b, 3]
  def(name: string, op: Op): void { this.ops[name] = op }
  run(name: string, a: number, b: number): number { const op = this.ops[name]; if (!op) throw new Error('no ' + name); return op(a, b) }
  runFixed(a: number, b: number): number { return this.fixed.add(a, b) + this.fixed.mul(a, b) }
  rule(name: string, when: (x: number) => boolean, then: (x: number) => number): void { this.rules.push({ name, when, then, otherwise: undefined, weight: 1 }) }
  rule2(name: string, when: (x: number) => boolean, then: (x: number) => number, otherwise: (x: number) => number): void { this.rules.push({ name, when, then, otherwise, weight: 2 }) }
  apply(x: number): number { for (const r of this.rules) { if (r.when(x)) x = r.then(x); else if (r.otherwise) x = r.otherwise(x) } return x }
  addMaybe(op: Op | null): void { this.maybe.push(op) }
  runMaybe(a: number, b: number): number { let s = 0; for (const op of this.maybe) s += op ? op(a, b) : 1000; return s }
  runPair(a: number): number { const [op, k] = this.pair; return op(a, k) }
  names(): string[] { return Object.keys(this.ops) }
}
`,
    },
    calls: [
      '(() => { const c = new m.Calc(); c.def("*", (a, b) => a * b); return [c.run("+", 1, 2), c.run("-", 5, 2), c.run("*", 5, 2), c.names()] })()',
      '(() => { try { new m.Calc().run("%", 1, 2) } catch (e) { return e.message } })()',
      '(() => { const c = new m.Calc(); return [c.runFixed(3, 4), c.fixed.add(1, 2), c.fixed.mul.name, c.pair[0](1, 2), c.runPair(5)] })()',
      '(() => { const c = new m.Calc(); c.fixed.add = (a, b) => a - b; return [c.runFixed(3, 4)] })()',
      '(() => { const c = new m.Calc(); c.rule("a", (x) => x > 3, (x) => x - 3); c.rule2("b", (x) => x > 30, (x) => x - 30, (x) => x * 100); return [c.apply(2), c.apply(5), c.apply(50)] })()',
      '(() => { const c = new m.Calc(); c.addMaybe((a, b) => a * b); c.addMaybe(null); return [c.runMaybe(3, 4), c.maybe.length, c.maybe[0], c.maybe[1](2, 3)] })()',
    ],
  },
  {
    name: 'fields that may be missing, classes that extend others, an instance of the top level',
    files: {
      'a.ts': `
export type L = (x: number) => void
export class E { listeners?: L[]; handlers: Map<string, L> | null = null; byName: Record<string, L[]> = {}
  on(l: L): void { if (!this.listeners) this.listeners = []; this.listeners.push(l) }
  emit(x: number): number { if (!this.listeners) return 0; this.listeners.forEach((l) => { l(x) }); return this.listeners.length }
  set(n: string, l: L): void { this.handlers ??= new Map(); this.handlers.set(n, l) }
  fire(n: string, x: number): boolean { const l = this.handlers?.get(n); l?.(x); return l !== undefined }
  add(n: string, l: L): void { (this.byName[n] ??= []).push(l) }
  go(n: string, x: number): number { const ls = this.byName[n]; if (!ls) return -1; for (const l of ls) l(x); return ls.length }
}
export class F extends E { extra: L[] = []; both(x: number): number { for (const l of this.extra) l(x); return this.emit(x) + this.extra.length } more(l: L): void { this.extra.push(l); this.on(l) } }
export const shared = new F()
export function viaShared(x: number): number { return shared.both(x) }
`,
    },
    calls: [
      '(() => { const all = [], e = new m.F(); const f = (x) => { all.push(x) }; const r = [e.emit(1), e.fire("a", 2), e.go("b", 1)]; e.on(f); e.set("a", f); e.add("b", f); e.add("b", f); e.more((x) => { all.push(-x) }); return [r, e.emit(1), e.fire("a", 2), e.go("b", 3), e.both(4), all, e.listeners.length, e.handlers.size, Object.keys(e.byName), e.byName.b.length, e.byName.b[0] === f] })()',
      '(() => { const all = []; m.shared.more((x) => all.push(x)); return [m.viaShared(3), all] })()',
    ],
  },
  {
    name: 'given in records, tuples and lists',
    files: {
      'a.ts': `
export interface Options { size: number; fitness: (x: number) => number; done?: ((best: number) => boolean) | undefined; log?: (s: string) => void }
export function search(o: Options): number { let best = -Infinity; for (let i = 0; i < o.size; i++) { const v = o.fitness(i); if (v > best) best = v; if (o.done && o.done(best)) break; o.log?.('best ' + best) } return best }
export function pair([f, k]: [(x: number) => number, number]): number { return f(k) }
export function each(fs: ((x: number) => number)[], x: number): number[] { return fs.map((f) => f(x)) }
export function maybe(fs: (((x: number) => number) | null)[], x: number): number { let s = 0; for (const f of fs) s += f ? f(x) : 100; return s }
export class Searcher { private readonly fitness: (x: number) => number; private size: number; constructor({ fitness, size }: { fitness: (x: number) => number; size: number }) { this.fitness = fitness; this.size = size } run(): number { let s = 0; for (let i = 0; i < this.size; i++) s += this.fitness(i); return s } }
export class S2 { private o: { fitness: (x: number) => number; size: number }; constructor(o: { fitness: (x: number) => number; size: number }) { this.o = { ...o } } run(): number { let s = 0; for (let i = 0; i < this.o.size; i++) s += this.o.fitness(i); return s } get same(): boolean { return this.o.fitness === this.o.fitness } }
export function defaults(o: { f?: (x: number) => number; k: number } = { k: 3 }): number { const f = o.f ?? ((x: number) => x + 1); return f(o.k) }
export function hasSame(fs: ((x: number) => number)[], f: (x: number) => number): number { return fs.indexOf(f) }
export function sorted(fs: ((x: number) => number)[]): number[] { const all = [...fs]; all.sort((a, b) => a(1) - b(1)); return all.map((f) => f(1)) }
`,
    },
    calls: [
      '(() => { const all = []; return [m.search({ size: 5, fitness: (x) => x * (4 - x) }), m.search({ size: 50, fitness: (x) => x, done: (b) => b > 7 }), m.search({ size: 3, fitness: (x) => x, log: (s) => all.push(s) }), all] })()',
      '[m.pair([(x) => x * 2, 4]), m.each([(x) => x + 1, Math.sqrt], 9), m.each([], 9), m.maybe([null, (x) => x, null], 3)]',
      '[new m.Searcher({ fitness: (x) => x * x, size: 4 }).run(), new m.S2({ fitness: (x) => x * x, size: 4 }).run(), new m.S2({ fitness: (x) => x * x, size: 4 }).same]',
      '[m.defaults(), m.defaults({ k: 4 }), m.defaults({ k: 4, f: (x) => x * 10 })]',
      '(() => { const f = (x) => x; return [m.hasSame([(x) => x, f], f), m.hasSame([], f), m.sorted([(x) => 3, (x) => 1, f])] })()',
      '(() => { try { m.each([3], 1) } catch (e) { return e.name } })() && 1',
      '(() => { try { m.each([() => { throw new RangeError("q") }], 1) } catch (e) { return e.message } })()',
    ],
  },
  {
    name: 'each evaluation of an arrow makes a function of its own',
    files: {
      'a.ts': `
export type F = (x: number) => number
export class A { fs: F[] = [(x) => x + 1, (x) => x + 2]; m = new Map<string, F>([['a', (x) => x]]); r: { f: F } = { f: (x) => x }
  fresh(): void { this.fs.push((x) => x * 9) }
  same(): boolean { return this.fs[this.fs.length - 1] === this.fs[this.fs.length - 2] }
  loop(n: number): void { for (let i = 0; i < n; i++) this.fs.push((x) => x - 1) }
  twoWays(): void { const f = (x: number): number => x * 3; this.fs.push(f); this.fs.push(f) }
  declared(): void { function f(x: number): number { return x * 3 } this.fs.push(f); this.fs.push(f) }
  def(f: F = (x) => x * 100): void { this.fs.push(f) }
}
`,
    },
    calls: [
      '(() => { const a = new m.A(), b = new m.A(); return [a.fs[0] === b.fs[0], a.fs[0] === a.fs[0], a.fs[0].name, a.fs[1](3), a.r.f === b.r.f, a.r.f.name, a.fs[0].length] })()',
      '(() => { const a = new m.A(); a.fresh(); a.fresh(); const r = [a.same(), a.fs[2] === a.fs[3], a.fs[2](2), a.fs.indexOf(a.fs[3])]; a.loop(3); r.push(a.same(), new Set(a.fs).size); a.twoWays(); r.push(a.same(), a.fs.at(-1) === a.fs.at(-2)); a.declared(); r.push(a.same()); a.def(); a.def(); r.push(a.same(), a.fs.at(-1)(2)); a.def(a.fs[0]); a.def(a.fs[0]); r.push(a.same(), a.fs.at(-1) === a.fs[0]); return r })()',
    ],
  },
  {
    name: 'lists of the functions of the module in whatever way they come to be',
    files: {
      'a.ts': `
export type F = (x: number) => number
export function double(x: number): number { return x * 2 }
const half = (x: number): number => x / 2
const table: F[] = [double, half]
const named = { a: double, b: half } as const
export class Lists {
  a: F[] = [...table]
  b: F[] = table.slice()
  c: F[] = []
  d: F[] = Object.values(named)
  e: { a: F; b: F } = { ...named }
  f = new Map<string, F>([['a', double], ['b', half]])
  g: Record<string, F> = { double, half }
  pairs: [string, F][] = [['a', double]]
  nested: F[][] = [[double], [half, double]]
  constructor() {
    for (const f of table) this.c.push(f)
    this.c.push(...table)
    const own = [double, half]
    this.c = this.c.concat(own)
    this.pairs.push(['b', half])
    this.nested = this.nested.concat([[half]])
  }
  run(x: number): number[] {
    const all = [this.a, this.b, this.c, this.d].map((fs) => fs.reduce((y, f) => f(y) + 1, x))
    let y = this.e.a(x) + this.e.b(x)
    for (const f of this.f.values()) y = f(y) + 1
    for (const key of Object.keys(this.g)) { const f = this.g[key]!; y = f(y) + 1 }
    for (const [, f] of this.pairs) y = f(y) + 1
    for (const fs of this.nested) for (const f of fs) y = f(y) + 1
    return [...all, y]
  }
  change(): number {
    this.a = new Array<F>(3).fill(double)
    this.a.splice(1, 1, half, half)
    this.a.fill(half, 0, 1);
    [this.a[0], this.a[1]] = [this.a[1]!, this.a[0]!]
    this.a.sort((f, g) => f(1) - g(1))
    const [first, ...rest] = this.a
    return rest.reduceRight((y, f) => f(y), first!(100))
  }
}`,
    },
    calls: [
      'new m.Lists().run(3)',
      'new m.Lists().change()',
      '(() => { const l = new m.Lists(); return [l.a[0] === m.double, l.f.get("a") === m.double, l.nested[1][1] === m.double, l.g.half === l.e.b, l.g.half.name] })()',
    ],
  },
  {
    name: 'code that was compiled apart tells the functions of the host from its own',
    files: {
      'a.ts': `
export type Op = (a: number, b: number) => number
function plus(a: number, b: number): number { return a + b }
function minus(a: number, b: number): number { return a - b }
export class Held {
  constructor(public op: Op, public is: (a: number) => boolean) {}
  pick(c: number): number { const f = c === 0 ? plus : c === 1 ? minus : this.op; return f(7, 3) }
  keep(c: number): void { this.op = c === 0 ? plus : c === 1 ? minus : this.op }
  either(c: boolean): number { const f = c ? this.op : this.is; return f(7, 3) ? 1 : 2 }
}
export function make(op: Op, is: (a: number) => boolean): Held { return new Held(op, is) }`,
    },
    calls: [
      '[0, 1, 2].map((c) => new m.Held((a, b) => a * b, (a) => a < 0).pick(c))',
      '[0, 1, 2].map((c) => m.make((a, b) => a * b, (a) => a < 0).pick(c))',
      '[0, 1, 2].map((c) => { const h = m.make((a, b) => a * b, (a) => a < 0); h.keep(c); return h.op(7, 3) })',
      '[true, false].flatMap((c) => [m.make((a, b) => a * b, (a) => a < 0), new m.Held(() => 0, () => true)].map((h) => h.either(c)))',
    ],
  },
]

suite('functions in what fields hold', () => {
  for (const each of CASES) test(each.name, () => check(each))
})

test('jit calls what an instance holds', () => {
  const text = `export class Pipe { fs: ((x: number) => number)[] = []; use(f: (x: number) => number): this { this.fs.push(f); return this }
    run(x: number): number { for (const f of this.fs) x = f(x); return x } }`
  const { Pipe } = loadCompiled('src/a.ts', { 'src/a.ts': text }) as {
    Pipe: new () => { use(f: (x: number) => number): unknown; run(x: number): number }
  }
  setCompiler(() => compiler)
  const pipe = new Pipe()
  pipe.use((x) => x + 1)
  pipe.use((x) => x * 10)
  const call = jit((p: { run(x: number): number }, x: number) => p.run(x) + 0.5)
  expect(call(pipe, 2)).toBe(30.5)
})

test('what cannot be held is refused with what to write', () => {
  const refused = (text: string) => {
    const outcome = compileText('src/a.ts', { 'src/a.ts': text })
    return outcome.ok ? [] : outcome.errors.map(({ message }) => message.split('\n')[0])
  }
  expect(refused('type F = (x: number) => number; export class P { constructor(readonly fs: F[]) {} }')[0]).toMatch(
    /^P.fs would keep an array, Map, Set or object of the host/,
  )
  expect(refused('type F = (x: number) => number; export class P { fs: F[] = []; get all(): F[] { return this.fs } }')[0]).toMatch(
    /functions cannot be handed out/,
  )
  expect(
    refused(
      'type F = (x: number) => number; type G = (x: number) => boolean; export function f(a: F[], b: G[], c: boolean): number { const l = c ? a : b; return l[0]!(1) ? 1 : 2 }',
    )[0],
  ).toMatch(/give both the same types/)
})

test('a spread list keeps what its elements were declared to be', () => {
  const { Ints } = loadCompiled('src/a.ts', {
    'src/a.ts': `import type { int32 } from 'taipan'
    export class Ints { xs: int32[]; constructor(ys: number[]) { this.xs = [...ys] } sum(): number { let s = 0; for (const x of this.xs) s += x; return s } }`,
  }) as { Ints: new (ys: number[]) => { sum(): number } }
  expect(new Ints([1, 2]).sum()).toBe(3)
  expect(() => new Ints([1.5, 2])).toThrow(RangeError)
})
