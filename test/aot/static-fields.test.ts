/** Static fields that code changes: each does built what it does as source. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText, load, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'a list of numbers',
    files: {
      'a.ts': `
export class A { static list: number[] = []; static add(n: number): number { A.list.push(n); return A.list.length } static all(): number[] { return A.list } static copy(): number[] { return [...A.list] } static reset(): void { A.list = [] } }
`,
    },
    calls: [
      'm.A.add(1)',
      'm.A.add(2)',
      'm.A.list.length',
      'm.A.list.push(7)',
      'm.A.add(3)',
      'm.A.all()',
      'm.A.copy()',
      'm.A.all() === m.A.list',
      'm.A.reset()',
      'm.A.list',
      'm.A.add(1)',
      'm.A.list',
    ],
  },
  {
    name: 'a list of instances',
    files: {
      'a.ts': `
export class A { static all: A[] = []; constructor(readonly n: number) { A.all.push(this) } static sum(): number { let s = 0; for (const a of A.all) s += a.n; return s } }
export class B extends A { constructor(n: number, readonly k: number) { super(n) } static k(): number { return B.all.length } }
export const first = new A(5)
`,
    },
    calls: [
      'new m.A(1).n',
      'new m.A(2).n',
      'm.A.sum()',
      'm.A.all.length',
      'm.A.all[0] === m.first',
      'new m.B(7,1).k',
      'm.B.k()',
      'm.B.all === m.A.all',
      'm.A.all[3] instanceof m.B',
      'm.A.all.map((a) => a.n)',
    ],
  },
  {
    name: 'an instance, a text, a Set that is missing',
    files: {
      'a.ts': `
export class A { static last: A | null = null; static text = 'x'; static seen: Set<string> | undefined; n = 1; f(): number { A.last = this; A.text += 'y'; (A.seen ??= new Set()).add(A.text); return A.last.n + A.seen.size } static say(): string { return this.text + (this.last?.n ?? 0) } }
`,
    },
    calls: [
      'm.A.last',
      'm.A.say()',
      'm.A.seen',
      'new m.A().f()',
      'new m.A().f()',
      'm.A.say()',
      'm.A.text',
      '[...m.A.seen]',
      'm.A.last instanceof m.A',
      '(m.A.text = "q", m.A.say())',
      '(m.A.last = null, m.A.say())',
    ],
  },
  {
    name: 'a list of typed arrays',
    files: {
      'a.ts': `
class Pool { static free: Float64Array[] = []; static made = 0; static get(): Float64Array { const f = Pool.free.pop(); if (f) return f; Pool.made++; return new Float64Array(2) } static put(a: Float64Array): void { Pool.free.push(a) } }
export function f(n: number): number { const a = Pool.get(); const b = Pool.get(); a[0] = n; const r = a[0]! + b[1]!; Pool.put(a); Pool.put(b); return r }
`,
    },
    calls: ['m.f(1)', 'm.f(1)', 'm.f(2)'],
  },
  {
    name: 'Maps, Sets and objects with any names',
    files: {
      'a.ts': `
export class Memo { private static readonly cache = new Map<number, number>(); static readonly names: Record<string, number> = {}; static readonly set = new Set<string>(['a']); static readonly K = { a: 1 } as const; static readonly primes = [2, 3, 5]
static fib(n: number): number { const k = Memo.cache.get(n); if (k !== undefined) return k; const v = n < 2 ? n : Memo.fib(n - 1) + Memo.fib(n - 2); Memo.cache.set(n, v); return v }
name(k: string): number { Memo.names[k] = (Memo.names[k] ?? 0) + 1; Memo.set.add(k); return Memo.set.size * 10 + Memo.names[k]! + Memo.K.a + Memo.primes[1]! }
static *all(): Generator<string> { for (const k in Memo.names) yield k; yield* Memo.set }
static size(): number { const { cache } = Memo; return cache.size } }
export function use(): number { return Memo.fib(10) + Memo.size() }
`,
    },
    calls: [
      'm.Memo.fib(50)',
      'm.Memo.size()',
      'm.use()',
      'new m.Memo().name("x")',
      'new m.Memo().name("x")',
      '[...m.Memo.all()]',
      'm.Memo.names.x',
      '[...m.Memo.set]',
      'm.Memo.primes',
      'm.Memo.K.a',
      'Object.keys(m.Memo)',
    ],
  },
  {
    name: 'of a class of another file',
    files: {
      'a.ts': `
import { Reg } from './b'
export { Reg } from './b'
export function add(k: string): number { Reg.items.set(k, new Reg(k)); return Reg.items.size }
export function get(k: string): Reg | undefined { return Reg.find(k) }
`,
      'b.ts': `export class Reg { static items = new Map<string, Reg>(); constructor(readonly k: string) {} static find(k: string): Reg | undefined { return Reg.items.get(k) } }`,
    },
    calls: ['m.add("a")', 'm.add("b")', 'm.get("a").k', 'm.get("a") === m.Reg.items.get("a")', 'm.get("z")', 'm.Reg.items.size'],
  },
  {
    name: 'of a class without a name',
    files: {
      'a.ts': `
export default class { static counts: Record<string, number> = Object.create(null); static hit(k: string): number { return (this.counts[k] = (this.counts[k] ?? 0) + 1) } }
`,
    },
    calls: ['m.default.hit("constructor")', 'm.default.hit("constructor")', 'Object.keys(m.default.counts)'],
  },
  {
    name: 'of a generic class',
    files: {
      'a.ts': `
export class G<T = number> { static made: string[] = []; items: T[] = []; push(x: T): number { G.made.push('p' + G.made.length); return this.items.push(x) } }
`,
    },
    calls: ['new m.G().push(1)', 'new m.G().push(1)', 'm.G.made'],
  },
  {
    name: 'a Map of instances of subclasses',
    files: {
      'a.ts': `
export abstract class Base { static registry = new Map<string, Base>(); constructor(readonly name: string) { Base.registry.set(name, this) } abstract area(): number; static total(): number { let s = 0; for (const b of Base.registry.values()) s += b.area(); return s } }
export class Sq extends Base { constructor(name: string, readonly w: number) { super(name) } area(): number { return this.w ** 2 } }
export class Ci extends Base { constructor(name: string, readonly r: number) { super(name) } area(): number { return 3 * this.r ** 2 } }
export const unit = new Sq('unit', 1)
`,
    },
    calls: [
      'm.Base.total()',
      'new m.Ci("c",2).area()',
      'm.Base.total()',
      'm.Base.registry.get("unit") === m.unit',
      '[...m.Base.registry.keys()]',
      'm.Sq.registry === m.Base.registry',
    ],
  },
  {
    name: 'numbers, bigints and booleans that other code assigns',
    files: {
      'a.ts': `
export class Body { static count = 0; static big = 0n; static on = false; static own = 0; constructor(readonly m: number) { Body.own++ } static get half(): number { return Body.count / 2 } }
class Inner { static #x = 1; static n = 5; static flag = false; static next(): number { Inner.flag = !Inner.flag; return Inner.n++ } }
export function make(m: number): Body { Body.count++; Body.big += 2n; Body.on = !Body.on; return new Body(m) }
export function next(): number { return Inner.next() + (Inner.flag ? 100 : 0) }
export const first = make(3)
`,
    },
    calls: [
      'm.Body.count',
      'm.Body.own',
      'm.Body.big',
      'm.Body.on',
      'm.make(1).m',
      'm.Body.count',
      'm.Body.half',
      'm.Body.big',
      'm.Body.on',
      'm.Body.own',
      'm.next()',
      'm.next()',
      '(m.Body.count = 10, m.Body.half)',
      'm.make(2).m',
      'm.Body.count',
      'm.first.m',
    ],
  },
]

suite('what files with such fields do, built and as source', () => {
  for (const made of CASES) test(made.name, () => check(made))
})

const REGISTRY = `export class Item {
  static all = new Map<string, Item>()
  static last = ''
  constructor(readonly name: string) { Item.all.set(name, this); Item.last = name }
}
export const first = new Item('first')
export function count(): number { return Item.all.size }
export function make(name: string): Item { return new Item(name) }`

test('two modules with a class share what its static fields hold', () => {
  type Module = { Item: { all: Map<string, object>; last: string }; count(): number; make(name: string): object }
  const outcome = compileText('src/a.ts', { 'src/a.ts': REGISTRY })
  if (!outcome.ok) throw outcome.errors[0]
  const [one, other] = [load(outcome), load(outcome)] as unknown as [Module, Module]
  const made = one.make('a')
  expect([one.Item === other.Item, one.count(), other.count()]).toEqual([true, 2, 2])
  expect(other.Item.all.get('a')).toBe(made)
  other.make('b')
  expect([one.Item.last, one.count(), [...one.Item.all.keys()]]).toEqual(['b', 3, ['first', 'a', 'b']])
})

test('the host stores what fits, and changes nothing that compiled code keeps', () => {
  const m = loadCompiled('src/b.ts', { 'src/b.ts': REGISTRY.replaceAll('Item', 'Other') }) as unknown as {
    Other: { all: Map<string, object>; last: unknown }
  }
  expect(() => m.Other.all.set('x', {})).toThrow(TypeError)
  expect(() => Object.assign(m.Other, { all: new Map() })).toThrow(/cannot be set from outside/)
  expect(() => Object.assign(m.Other, { last: 5 })).toThrow(/last.value must be string/)
  m.Other.last = 'x'
  expect(m.Other.last).toBe('x')
})

test('what compiled code takes for a constant, nobody assigns', () => {
  const text = `export class World {
  static gravity = 9.81
  static readonly names = ['a', 'b']
  static unused = 1
  static count = 0
  static fall(t: number): number { World.count++; return World.gravity * t + World.names.length }
}
export class Moon extends World { static fallHere(t: number): number { return Moon.gravity * t } }`
  const m = loadCompiled('src/a.ts', { 'src/a.ts': text }) as unknown as Record<
    'World' | 'Moon',
    Record<string, unknown> & { fall(t: number): number }
  >
  const { World, Moon } = m
  expect(World.fall(1)).toBe(11.81)
  const refusal = 'World.gravity is a constant in compiled code: no code of the file assigns it'
  expect(() => (World['gravity'] = 1)).toThrow(refusal)
  expect(() => (Moon['gravity'] = 1)).toThrow(refusal)
  expect(() => (World['names'] = [])).toThrow('World.names is a constant')
  World['unused'] = 2
  World['count'] = 5
  expect([World['gravity'], World['unused'], World.fall(0), World['count'], Object.keys(World)]).toEqual([
    9.81,
    2,
    2,
    6,
    ['gravity', 'names', 'unused', 'count'],
  ])
})

test('an object that two of them hold is refused', () => {
  const text = `const shared = [1]
export class C {
  static one = new Map<string, number[]>([['a', shared]])
  static other = new Map<string, number[]>([['a', shared]])
  static get(k: string): number { return (C.one.get(k)?.length ?? 0) + (C.other.get(k)?.length ?? 0) }
}`
  expect(() => loadCompiled('src/a.ts', { 'src/a.ts': text })).toThrow(/holds a part as well/)
})
