/** Functions, classes and types as people write them: what is built does what the source does as plain JavaScript, call by call. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'collections as parts of results',
    files: {
      'a.ts': `export interface Counts { [word: string]: number }
      export interface Report { counts: Counts; byLength: { [length: number]: string[] }; first: Map<string, number>; total: number }
      export function report(words: string[]): Report {
        const counts: Counts = {}
        const byLength: Record<number, string[]> = {}
        const first = new Map<string, number>()
        words.forEach((word, at) => {
          counts[word] = (counts[word] ?? 0) + 1
          ;(byLength[word.length] ??= []).push(word)
          if (!first.has(word)) first.set(word, at)
        })
        return { counts, byLength, first, total: words.length }
      }
      export class Graph {
        #next = new Map<number, Set<number>>()
        link(from: number, to: number): this {
          if (!this.#next.has(from)) this.#next.set(from, new Set())
          this.#next.get(from)!.add(to)
          return this
        }
        reach(start: number): { seen: Set<number>; parents: Map<number, number>; order: number[] } {
          const seen = new Set([start])
          const parents = new Map<number, number>()
          const order = [start]
          for (let at = 0; at < order.length; at++)
            for (const to of this.#next.get(order[at]!) ?? []) {
              if (seen.has(to)) continue
              seen.add(to)
              parents.set(to, order[at]!)
              order.push(to)
            }
          return { seen, parents, order }
        }
      }
      export function components(graph: Graph, count: number): Set<number>[] {
        return Array.from({ length: count }, (_, start) => graph.reach(start).seen)
      }`,
    },
    calls: [
      "m.report(['a', 'bc', 'a', '10', '9'])",
      'm.report([])',
      'new m.Graph().link(0, 1).link(1, 2).link(5, 0).reach(0)',
      'm.components(new m.Graph().link(0, 1).link(1, 2).link(2, 0), 4)',
    ],
  },
  {
    name: 'types in the values of enums',
    files: {
      'a.ts': `export enum Size { small = 1 as number, large = (2 satisfies number) + small, huge = (large as number)! * 2 }
      export const enum Mark { one = 'x' as any, two = 3 }
      export function area(size: Size): number { return size === Size.huge ? Size.large * 10 : size }`,
    },
    calls: ['m.area(m.Size.huge)', 'm.area(1)', 'm.Size[6]', 'm.Mark.one'],
  },
  {
    name: 'constructors with rest parameters, and calls with `...` of constructors',
    files: {
      'a.ts': `export class Sums {
        total = 0
        #count: number
        constructor(...values: number[]) { for (const value of values) this.total += value; this.#count = values.push(0) }
        get count(): number { return this.#count }
        static of(values: number[]): Sums { return new Sums(...values) }
        static twice(values: number[]): Sums { return new this(...values, ...values) }
      }
      export class Named extends Sums {
        second: number
        constructor(readonly name: string, second: number = 5, ...values: number[]) { super(second, ...values); this.second = second }
      }
      export class Same extends Named {}
      class Pair { a; b; constructor(a: number, b = 10) { this.a = a; this.b = b } }
      export const first = new Sums(1, 2)
      export function pair(values: number[]): number { const p = new Pair(...(values as [number, number])); return p.a * 100 + p.b }
      export function same(values: number[]): number { return new Same('a', ...values).total }`,
    },
    calls: [
      'new m.Sums(1, 2, 3).total',
      'new m.Sums(1, 2, 3).count',
      'new m.Sums().total',
      'new m.Named("x", undefined, 1, 2).total',
      'new m.Named("x").second',
      'new m.Same("y", 1, 2, 3).total',
      'new m.Same("y", 1, 2, 3).name',
      'new m.Same("y", 1, 2, 3) instanceof m.Sums',
      'm.Sums.of([1, 2]).total',
      'm.Sums.twice([1, 2]).total',
      'm.first.total',
      'm.pair([1, 2])',
      'm.pair([1])',
      'm.same([1, 2, 3])',
      'm.same([])',
      'm.Sums.length + m.Named.length',
    ],
  },
  {
    name: 'methods with rest parameters, and calls with `...` of methods',
    files: {
      'a.ts': `export class Sums {
        total = 0
        name: string
        constructor(name: string) { this.name = name }
        static of(...values: number[]): Sums { const made = new Sums('of'); made.add(1, ...values); return made }
        add(by: number, ...values: number[]): this { for (const value of values) this.total += value * by; return this }
        names(...names: string[]): string { return names.join('-') + this.name }
        many(by: number = 5, ...values: bigint[]): bigint { let sum = BigInt(by); for (const value of values) sum += value; return sum }
        counts(...points: { x: number }[]): number { return points.length + this.all(points) }
        all(points: { x: number }[]): number { let sum = 0; for (const { x } of points) sum += x; return sum }
      }
      export class Loud extends Sums {
        override add(by: number, ...values: number[]): this { super.add(by * 2, ...values); return this }
      }
      export function through(s: Sums, values: number[]): number { return s.add(1, ...values).total }`,
    },
    calls: [
      'new m.Sums("a").add(2).total',
      'new m.Sums("a").add(2, 3).total',
      'new m.Sums("a").add(2, 3, 4, 5, 6, 7, 8, 9).total',
      'm.Sums.of().total',
      'm.Sums.of(1, 2, 3).total',
      'new m.Sums("a").names()',
      'new m.Sums("a").names("x", "ü")',
      'new m.Sums("a").many()',
      'new m.Sums("a").many(undefined, 2n)',
      'new m.Sums("a").many(1, 2n, 3n)',
      'new m.Sums("a").counts({ x: 1 }, { x: 2 })',
      'new m.Loud("a").add(2, 3).total',
      'new m.Loud("a").names("z")',
      'm.through(new m.Sums("a"), [1, 2])',
      'm.through(new m.Loud("a"), [1, 2])',
      'm.Sums.prototype.add.length',
      'm.Sums.prototype.many.length',
      'm.Sums.of.length',
    ],
  },
  {
    name: 'enums, aliases, brands, constants as const',
    files: {
      'a.ts': `import { Level as L } from './b'
      export * from './b.ts'
      export { helper as helped, default } from './b.ts'
      enum Mode { fast, slow = 4, 'very slow' }
      export { Mode as Speed }
      export type Id = number & { readonly brand: unique symbol }
      const conf = { a: 1, b: [1, 2] } as const satisfies { a: number; b: readonly number[] }
      export function mode(m: Mode): number { return m === Mode.slow ? L.high.length : conf.b[1] + conf.a }
      export const id = (x: Id): Id => x`,
      'b.ts': `export enum Level { low = 'l', high = 'high' }
      export function helper(x: number): number { return x + 1 }
      export default function main(): number { return helper(1) }`,
    },
    calls: ['m.mode(4)', 'm.mode(0)', 'm.Speed', 'm.Level.high', 'm.helped(2)', 'm.helper(3)', 'm.default()', 'm.id(3)'],
  },
  {
    name: 'types made of others, and of what constants hold',
    files: {
      'a.ts': `const LEVELS = [1, 2, 3] as const
      export type Level = (typeof LEVELS)[number]
      export const Mode = { fast: 0, slow: 1 } as const
      export type Mode = (typeof Mode)[keyof typeof Mode]
      const NAMES = ['up', 'down'] as const
      type Name = (typeof NAMES)[number]
      interface P { x: number; y: number; tag?: bigint }
      enum Axis { x = 'x', y = 'y' }
      export function level(l: Level): number { return l * 2 }
      export function mode(m: Mode): boolean { return m === Mode.slow }
      export function name(n: Name): number { return n === 'up' ? 1 : 2 }
      export function parts(x: P['x'], { y }: Pick<P, 'y'>, o: Omit<P, 'tag'>, p: Partial<P>, r: Required<P>): number {
        return x + y + o.x + (p.x ?? 0) + r.x + Number(r.tag)
      }
      export function sum(v: Record<'x' | 'y', number>, w: Record<Axis, number>): number { return v.x + v.y + w.x * w.y }
      export function isX(k: keyof P): boolean { return k === 'x' }
      const conf = { a: 1, list: [1, 2] }
      export function use(c: typeof conf): number { return c.a + c.list.length }
      class Hidden { x = 1 }
      export { type Hidden, type Hidden as Other }
      export type { P }`,
    },
    calls: [
      'm.level(2)',
      'm.mode(1)',
      'm.Mode',
      'm.name("up")',
      'm.parts(1, { y: 2 }, { x: 1, y: 2 }, {}, { x: 1, y: 1, tag: 2n })',
      'm.sum({ x: 1, y: 2 }, { x: 3, y: 4 })',
      'm.isX("x")',
      'm.use({ a: 1, list: [1] })',
      'Object.keys(m).filter((name) => name !== "__esModule").sort()',
    ],
  },
  {
    name: 'classes: abstract ones, this, type parameters, classes that are not exported',
    files: {
      'a.ts': `export abstract class Shape {
        abstract area(): number
        abstract get sides(): number
        twice(): number { return this.area() * 2 + this.sides }
      }
      export class Square extends Shape {
        constructor(readonly side: number) { super() }
        area(): number { return this.side ** 2 }
        get sides(): number { return 4 }
      }
      export function total(s: Shape): number { return s.twice() }
      export class Chain<T extends number = number> {
        items: T[] = []
        optional?: number
        add(x: T): this { this.items.push(x); return this }
        sum(): number { return this.items.reduce((a, b) => a + b, 0) + (this.optional ?? 0) }
      }
      class Inner { constructor(public x: number) {} more(): number { return this.x + 1 } }
      export function make(x: number): Inner { return new Inner(x) }`,
    },
    calls: ['m.total(new m.Square(3))', 'new m.Square(2).twice()', 'new m.Chain().add(1).add(2).sum()', 'm.make(3).more()', 'm.make(3).x'],
  },
  {
    name: 'rest parameters',
    files: {
      'a.ts': `export function sum(first: number, ...more: number[]): number {
        let s = first
        for (const x of more) s += x
        return s * more.length
      }
      export const count = (...all: boolean[]): number => all.length
      export function twice(x: number): number { return sum(x, x, x) + count(true) }`,
    },
    calls: ['m.sum(1)', 'm.sum(1, 2, 3)', 'm.count()', 'm.count(true, false)', 'm.twice(4)', 'm.sum.length', 'm.sum.name'],
  },
  {
    name: 'parameters of several types',
    files: {
      'a.ts': `type Some = number | bigint
      export function twice(x: Some): Some { return typeof x === 'number' ? x * 2 : x * 2n }
      export function first(a: Float64Array | Int32Array | null, b: number | boolean): number { return (a ? a[0] : 7) + (b ? 1 : 0) }`,
    },
    calls: [
      'm.twice(1.5)',
      'm.twice(4n)',
      'm.first(new Float64Array([0.5]), 0)',
      'm.first(new Int32Array([3]), true)',
      'm.first(null, false)',
    ],
  },
  {
    name: 'parameters that declare fields',
    files: {
      'a.ts': `export class Point {
        sum: number
        constructor(public x: number, readonly y = 2, private readonly scale: number = 1) { this.sum = this.x + y }
        size(): number { return (this.x * this.x + this.y * this.y) * this.scale }
      }
      export class Named extends Point {
        constructor(x: number, public tag: bigint) { super(x, 5); this.tag += 1n }
      }
      export function area(p: Point): number { return p.x * p.y }`,
    },
    calls: [
      'new m.Point(3).size()',
      'new m.Point(3, 4).sum',
      'new m.Point(3, 4, 2).size()',
      'm.area(new m.Named(2, 7n))',
      'new m.Named(2, 7n).tag',
      'new m.Named(2, 7n).sum',
    ],
  },
  {
    name: 'classes that jitclass wraps name each other',
    files: {
      'a.ts': `import { jit, jitclass } from 'taipan'
      import { Counter } from './b'
      export const Node = jitclass({ value: 'float64', next: 'Node?' }, class Node {
        static readonly NONE = -1
        value: number
        next: Node | null
        constructor(value: number, next: Node | null = null) { this.value = value; this.next = next }
        last(): Node { return this.next === null ? this : this.next.last() }
        get isNone(): boolean { return this.value === Node.NONE }
      })
      export type Node = InstanceType<typeof Node>
      export const Pair = jitclass({ left: 'Tree?', right: 'Tree?' }, class Tree {
        left: Tree | null = null
        right: Tree | null = null
        grow(): Tree { this.left = new Pair(); return this.left }
        get depth(): number { return 1 + Math.max(this.left === null ? 0 : this.left.depth, this.right === null ? 0 : this.right.depth) }
      })
      export const Tagged = jitclass({ tag: 'int32' }, class extends Node {
        tag = 7
        sum(): number { return this.tag + this.value }
      })
      export const first = jit((node: InstanceType<typeof Node>): Node => { while (node.next !== null) node = node.next; return node })
      export const count = jit((by: InstanceType<typeof Counter>): number => by.add(2))
      const level = { low: 1, high: 2 } as const
      type level = (typeof level)[keyof typeof level] | number
      type Kind = number
      const Kind = { one: 1 } as const
      export const kind = jit((x: Kind): Kind => x + Kind.one + level.high)`,
      'b.ts': `import { jitclass } from 'taipan'
      export const Counter = jitclass({ n: 'int32' }, class { n = 0; add(by: number): number { this.n += by; return this.n } })`,
    },
    calls: [
      'new m.Node(1, new m.Node(-1)).last().value',
      'new m.Node(1, new m.Node(-1)).last().isNone',
      'new m.Node(1).isNone',
      'new m.Pair().grow().grow().depth',
      '(() => { const root = new m.Pair(); root.grow().grow(); return root.depth })()',
      'new m.Tagged(3).sum()',
      'm.first(new m.Node(1, new m.Tagged(4))).value',
      'm.first(new m.Node(1, new m.Tagged(4))) instanceof m.Tagged',
      'm.kind(3)',
    ],
  },
  {
    name: 'optional properties that are missing, where the code asks for them',
    files: {
      'a.ts': `interface P { x: number; y?: number }
      interface Q { a: number; p: P; tag?: string }
      export function moved(p: P, dx: number): P { return { ...p, x: p.x + dx } }
      export function preset(p: P): P { return { y: 5, ...p } }
      export function all(ps: P[]): P[] { return ps.map((p) => ({ ...p, x: p.x * 2 })) }
      export function keys(p: P): string { return Object.keys(p).join() }
      export function has(p: P): boolean { return 'y' in p }
      export function deep(q: Q): Q { return { ...q, p: { ...q.p, x: 1 } } }
      export function rest({ x, ...others }: Q['p']): { y?: number } { return others }
      export class Mover { by = 2; moved(p: P): P { return { ...p, x: p.x + this.by } } }`,
    },
    calls: ['{ x: 1 }', '{ x: 1, y: 2 }', '{ x: 1, y: undefined }'].flatMap((p) => [
      ...[
        'moved(P, 2)',
        'preset(P)',
        'all([P, P])',
        'keys(P)',
        'has(P)',
        'deep({ a: 1, p: P })',
        'deep({ a: 1, p: P, tag: "t" })',
        'rest(P)',
      ].map((call) => `m.${call.replaceAll('P', p)}`),
      `new m.Mover().moved(${p})`,
    ]),
  },
  {
    name: 'more optional properties than there are signatures for',
    files: {
      'a.ts': `export interface Wide { ${Array.from({ length: 40 }, (_, index) => `p${index}?: number`).join('; ')} }
      export function copied(wide: Wide): number { const more = { ...wide, last: 1 }; return (more.p0 ?? -1) + (more.p39 ?? -1) + more.last }`,
    },
    calls: [`m.copied({ ${Array.from({ length: 40 }, (_, index) => `p${index}: ${index}`).join(', ')} })`],
  },
  {
    name: 'what may be undefined, where the type of the result says so',
    files: {
      'a.ts': `export function first(xs: number[]): number | undefined { return xs[0] }
      export function before(xs: number[]): number | undefined { const top = xs[0]; xs.push(3); return top }
      export function typed(xs: Int32Array): number | undefined { const top = xs[0]; xs[0] = 1; return top }
      export function floats(xs: Float64Array, at: number): number | undefined { return xs[at] }
      function inner(xs: number[], at: number): number { return xs[at]! }
      export function through(xs: number[]): number | undefined { return inner(xs, 0) }
      export function computed(xs: number[]): number { return inner(xs, 1) + 1 }
      export function chosen(xs: number[]): number | undefined { return xs.length > 0 ? xs[1] : xs[0] }
      export function found(xs: number[]): number | null | undefined { for (const x of xs) if (x > 1) return xs[x]; return null }
      export class Stack {
        private xs: number[] = []
        private on: boolean[] = []
        get top(): number | undefined { return this.xs[this.xs.length - 1] }
        push(x: number): void { this.xs.push(x); this.on.push(x > 1) }
        at(i: number): number | undefined { return this.xs[i] }
        is(i: number): boolean | undefined { return this.on[i] }
        first(): number | undefined { const [a] = this.xs; return a }
        grown(): number | undefined { const top = this.top; if (top !== undefined) this.push(top + 1); return top }
      }`,
    },
    calls: [
      ...['[]', '[2]', '[2, 3]', '[2, 3, 4]', '[0, 9]'].flatMap((xs) =>
        ['first', 'before', 'through', 'computed', 'chosen', 'found'].map((name) => `m.${name}(${xs})`),
      ),
      'm.typed(new Int32Array(0))',
      'm.typed(new Int32Array(1))',
      'm.floats(new Float64Array(2), 2)',
      'm.floats(new Float64Array(2), 0.5)',
      '((s) => [s.top, s.at(0), s.is(0), s.first(), s.grown(), s.push(1), s.push(2), s.top, s.at(1), s.at(-1), s.is(0), s.is(1), s.is(9), s.first(), s.grown(), s.top])(new m.Stack())',
    ],
  },
  {
    name: 'constructors that are functions',
    files: {
      'a.ts': `function Point(this: any, x: number, y: number) { this.x = x; this.y = y }
      Point.prototype.norm = function () { return Math.hypot(this.x, this.y) }
      Point.prototype.plus = function (other: any) { return new (Point as any)(this.x + other.x, this.y + other.y) }
      const Named: any = function (this: any, x: number, id: number) { (Point as any).call(this, x, 1); this.id = id }
      Named.prototype = Object.create(Point.prototype, { twice: { get: function () { return this.x * 2 } } })
      Named.prototype.constructor = Named
      export function norm(x: number, y: number): number { return new (Point as any)(x, y).plus(new (Point as any)(1, 1)).norm() }
      export function named(x: number): number { const n = new Named(x, 7); return n.norm() + n.id + n.twice + (n instanceof (Point as any) ? 0.5 : 0) }`,
    },
    calls: ['m.norm(2, 3)', 'm.named(4)'],
  },
  {
    name: 'static fields that classes assign',
    files: {
      'a.ts': `export class Body {
        static count = 10
        static total = 0n
        static #last = 0
        static on = false
        readonly id: number
        constructor(readonly mass: bigint) { this.id = Body.count++; Body.total += mass; Body.on = !Body.on; Body.#last = this.id }
        static reset(): void { Body.count = 0; this.total = 0n }
        static last(): number { return Body.#last }
        *[Symbol.iterator](): Generator<number> { yield this.id }
      }
      export class Disc extends Body { twice(): number { return this.id * 2 + Body.count } }
      export function make(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += new Body(BigInt(i)).id; return s + Body.count }
      export function state(): string { return String(Body.count) + ' ' + String(Body.total) + ' ' + String(Body.on) }
      export function* counts(n: number): Generator<number> { for (let i = 0; i < n; i++) yield new Body(1n).id + Body.count }`,
    },
    calls: [
      'm.Body.count',
      'new m.Body(5n).id',
      'm.Body.count',
      'm.make(3)',
      'm.state()',
      'new m.Disc(1n).twice()',
      'm.Body.last()',
      '(() => { m.Body.count = 100; return new m.Body(1n).id })()',
      'm.state()',
      '[...m.counts(2)]',
      'm.Body.reset()',
      'm.make(2)',
      'm.Body.total',
      'm.Body.on',
      'Object.keys(m.Body)',
    ],
  },
  {
    name: 'unions inside of records and tuples',
    files: {
      'a.ts': `interface Mark { x: number; tag: number | bigint }
      export function tag(m: Mark): number { return m.x + Number(m.tag) }
      export function pair([a, b]: [number | boolean, bigint | null]): number { return (typeof a === 'number' ? a : a ? 1 : 0) + (b === null ? 100 : Number(b)) }`,
    },
    calls: ['m.tag({ x: 1, tag: 2 })', 'm.tag({ x: 1, tag: 3n })', 'm.pair([1.5, 2n])', 'm.pair([true, null])'],
  },
  {
    name: 'static fields',
    files: {
      'a.ts': `class Unit {
        static readonly SCALE = 1000n
        static readonly table = new Float64Array([1, 2, 4])
        static readonly ZERO = new Unit(0n)
        constructor(readonly raw: bigint) {}
        get value(): bigint { return this.raw / Unit.SCALE }
      }
      export function value(x: bigint): bigint { return new Unit(x).value }
      export function entry(i: number): number { Unit.table[i]++; return Unit.table[i] }`,
    },
    calls: ['m.value(5500n)', 'm.entry(1)', 'm.entry(1)'],
  },
  {
    name: 'results that are wider in type than in fact, and the other way round',
    files: {
      'a.ts': `export function small(n: number): number[] { const made = []; for (let i = 0; i < n; i++) made.push(i | 0); return made }
      export function found(xs: number[]): { x: number } { return xs.map((x) => ({ x })).find(({ x }) => x > 2)! }
      export function more(x: number): { x: number } { const made = { x, y: x + 1 }; return made }
      export function last(xs: number[]): number { return xs[xs.length - 1]! }`,
    },
    calls: ['m.small(3)', 'm.small(0)', 'm.found([1, 5])', 'm.more(3)', 'm.last([1, 2])'],
  },
]

suite('as plain JavaScript', () => {
  for (const each of CASES) test(each.name, () => check(each))
})
