/** Files as people write them: what is built does what the source does as plain JavaScript, call by call. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'exported variables follow the state of the module',
    files: {
      'a.ts': `export let count = 0
      export let on: boolean = false
      export let never = 5
      let hidden = 1
      export { hidden as delete }
      export function inc(by: number): number {
        if (by < 0) { count = -1; throw new RangeError('negative') }
        count += by
        on = !on
        return count
      }
      export function more(): number { return inc(2) + hidden++ }`,
    },
    calls: ['m.count', 'm.inc(3)', 'm.count', 'm.on', 'm.never', 'm.more()', 'm.count', 'm.delete', 'm.inc(-1)', 'm.count'],
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
    name: 'functions of the host as arguments',
    files: {
      'a.ts': `export type Fn = (x: number) => number
      export function integrate(f: Fn, a: number, b: number, n: number): number {
        let sum = 0
        const h = (b - a) / n
        for (let i = 0; i < n; i++) sum += f(a + (i + 0.5) * h)
        return sum * h
      }
      export function square(x: number): number { return x * x }
      export function maybe(x: number, f?: Fn, g: Fn | null = null, h: Fn = square): number {
        return (f ? f(x) : -1) + (g === null ? 100 : g(x)) + h(x)
      }
      export function part(xs: Float64Array, from = 0, to = xs.length, scale = from * 2 + 1, by = -Math.max(to, 1)): number {
        let s = 0
        for (let i = from; i < to; i++) s += xs[i]! * scale
        return s / by
      }
      export function bits(x = 3n, y = x << 2n, on = !(x === y), z = on ? x : y): bigint { return on ? x + y + z : z }
      export function reduce(xs: Float64Array, f: (sum: number, x: number) => number): number {
        let s = 0
        for (const x of xs) s = f(s, x)
        return s
      }
      export function reduceList(xs: readonly bigint[], f: (sum: bigint, x: bigint) => bigint): bigint {
        let s = 0n
        for (const x of xs) s = f(s, x)
        return s
      }
      export function tabulate(out: Float64Array, f: Fn): void { for (let i = 0; i < out.length; i++) out[i] = f(i) }
      export function find(n: bigint, test: (x: bigint) => boolean): bigint {
        for (let i = 0n; i < n; i++) if (test(i)) return i
        return -1n
      }
      let count = 0
      const table = new Float64Array(2)
      export function bump(): number { table[1]++; return ++count }
      export function watch(f: () => void): number { const before = count; f(); return count - before }
      export function both(f: (on: boolean) => boolean): number { return (f(true) ? 1 : 0) + (f(false) ? 2 : 0) }
      export function twice(f: Fn, g: Fn, x: number): number { const h = (y: number): number => f(g(y)); return h(h(x)) }
      export function safe(f: Fn, x: number): string {
        try { return String(f(x)) } catch (error) { return (error as Error).message } finally { bump() }
      }
      export function sorted(xs: Float64Array, less: (a: number, b: number) => number): Float64Array { return xs.slice().sort(less) }
      export function made(f: Fn, n: number): number { const all: number[][] = []; for (let i = 0; i < n; i++) all.push([f(i)]); return all[n - 1]![0]! }
      export class Adder {
        sum = 0
        constructor(f: Fn) { this.sum = f(1) }
        each(n: number, f: Fn): number { for (let i = 0; i < n; i++) this.sum += f(i); return this.sum }
      }`,
    },
    calls: [
      'm.integrate((x) => x * x, 0, 1, 100)',
      'm.integrate(m.square, 0, 1, 100)',
      'm.integrate(Math.sin, 0, 1, 100)',
      "m.integrate(() => { throw new RangeError('mine') }, 0, 1, 100)",
      'm.reduce(new Float64Array([1, 2, 3]), (s, x) => s * 10 + x)',
      'm.reduceList([1n, 2n, 3n], (s, x) => s * 10n + x)',
      '(() => { const out = new Float64Array(5); m.tabulate(out, (i) => (i === 0 ? 1 : out[i - 1] * 2)); return out })()',
      '(() => { const out = new Float64Array(5); m.tabulate(out, (i) => { out[4] = 7; out[i + 1] = 3; return i }); return out })()',
      'm.find(100n, (x) => x * x > 50n)',
      'm.watch(() => { m.bump(); m.bump() })',
      'm.both((on) => !on)',
      'm.twice((x) => x + 1, (x) => m.integrate((y) => y * x, 0, 1, 10), 3)',
      "m.safe(() => { throw new Error('mine') }, 3)",
      'm.safe((x) => m.integrate((y) => x / y, 1, 2, 3), 3)',
      'm.sorted(new Float64Array([3, 1, 2]), (a, b) => b - a)',
      'm.made((x) => { const garbage = []; for (let i = 0; i < 50; i++) garbage.push(m.made((y) => y, 20)); return x + garbage[3] }, 30)',
      '(() => { const a = new m.Adder((x) => x + 4); return [a.sum, a.each(4, (i) => i + a.sum), a.sum] })()',
      'm.bump()',
      'm.maybe(2)',
      'm.maybe(2, (x) => x + 1)',
      'm.maybe(2, undefined, (x) => x + 1, (x) => x + 2)',
      'm.maybe(2, m.square, null, undefined)',
      'm.part(new Float64Array([1, 2, 3]))',
      'm.part(new Float64Array([1, 2, 3]), 1, undefined, 4)',
      'm.part(new Float64Array([1, 2, 3]), 1, 2, undefined, 2)',
      'm.bits()',
      'm.bits(5n, undefined, false)',
    ],
  },
  {
    name: 'state is one, for compiled code and for what stays JavaScript',
    files: {
      'a.ts': `import { level, raise, log } from './b'
      export let count = 0
      let seed = 1n, on = false
      let { low, high } = { low: 2, high: 5 }
      const hidden = (by: number): void => { count += by; on = !on; seed++; low += 1 }
      function swap(): void { [low, high] = [high, low]; ({ seed } = { seed: seed * 10n }) }
      export function step(by: number): number { count += by; seed *= 2n; on = !on; high++; low--; return count }
      export function state(): string { return String(count) + ' ' + String(seed) + ' ' + String(on) + ' ' + String(low) + ' ' + String(high) }
      export class Steps {
        n = 0
        constructor(n: number) { this.n = n }
        *[Symbol.iterator](): Generator<unknown> { for (let i = 0; i < this.n; i++) { seed += 1n; yield { seed, on, both: [low, high], level } } }
      }
      export function up(): number { raise(); return level }
      hidden(10)
      log.push(step(1), count, seed, on)
      hidden(100)
      swap()
      { const seed = 5; log.push(seed, low, high, count, level) }
      raise()
      log.push(level, { seed }.seed, step(2), on ? 1 : 0)
      for (count of [7, 8]) log.push(count)
      export { log }`,
      'b.ts': `export let level = 1
      export const log: unknown[] = []
      export function raise(): void { level *= 3 }`,
    },
    calls: [
      'm.log',
      'm.count',
      'm.state()',
      'm.up()',
      '[...new m.Steps(3)]',
      'm.state()',
      'm.step(5)',
      'm.count',
      '[...new m.Steps(1)]',
      'm.up()',
    ],
  },
  {
    name: 'state that is text, null, an array, a record or an instance',
    files: {
      'a.ts': `export class Vec { constructor(public x: number, public y: number) {} norm(): number { return Math.hypot(this.x, this.y) } }
      interface Options { depth: number, name?: string }
      let last = '', count = 0
      let name: string | null = null
      let best: Vec | null = null
      let mode: 'idle' | 'run' = 'idle'
      let queue: number[] = [], words: string[] = []
      let other = queue
      let buffer = new Float64Array(4)
      let maybe: number | undefined
      let options: Options = { depth: 1 }
      let origin = new Vec(3, 4)
      let pair: [number, string] = [1, 'one']
      export let label = 'start'
      const first = label, zero = count
      const started = 't' + new Date(0).getTime()
      export function say(x: string): string { last += x; count++; return last }
      export function seen(): string { return last + count + name + mode + started + pair[1] + options.depth + options.name }
      export function firsts(): string { return first + zero }
      export function setName(x: string | null): void { name = x; pair = [2, 'two'] }
      export function offer(v: Vec): boolean { if (best === null || best.norm() < v.norm()) { best = v; return true } return false }
      export function bestOf(): Vec | null { return best }
      export function run(): string { mode = mode === 'idle' ? 'run' : 'idle'; label = 'mode ' + mode; return mode }
      export function push(x: number): number { queue.push(x); return queue.length * 10 + other.length }
      export function take(): number[] { const taken = queue; queue = []; return taken }
      export function word(x: string): string { words.push(x); if (words.length > 3) words = words.slice(1); return words.join(',') }
      export function put(i: number, x: number): number {
        if (i >= buffer.length) { const bigger = new Float64Array(i * 2); bigger.set(buffer); buffer = bigger }
        buffer[i] = x
        return buffer.reduce((a, b) => a + b, 0)
      }
      export function set(x: number | undefined): void { maybe = x; options = { depth: x ?? 0, name: 'set' } }
      export function get(): number { return (maybe ?? -1) + options.depth }
      export function deeper(): number { return ++options.depth }
      export function move(x: number): number { origin = new Vec(origin.x + x, origin.y); return origin.norm() }
      export function where(): Vec { return origin }
      export function fails(x: string): number { last = x; throw new Error('after ' + last) }
      export class Log { lines = 0; add(line: string): string { last = line; this.lines++; return label + last } }
      export function* all(): Generator<string> { yield last; last = 'gen'; yield seen(); queue = [7]; yield String(push(1)) }`,
    },
    calls: [
      'm.say("a")',
      'm.say("b")',
      'm.seen()',
      'm.firsts()',
      'm.setName("N")',
      'm.seen()',
      'm.setName(null)',
      'm.bestOf()',
      'm.label',
      'm.run()',
      'm.label',
      'm.seen()',
      'm.run()',
      'm.firsts()',
      'm.push(1)',
      'm.push(2)',
      'm.take()',
      'm.take()',
      'm.push(3)',
      ...[...'abcde'].map((x) => `m.word("${x}")`),
      ...[0, 1, 4, 3, 20].map((x) => `m.put(${x}, ${x + 1})`),
      'm.get()',
      'm.set(4)',
      'm.get()',
      'm.deeper()',
      'm.set(undefined)',
      'm.get()',
      'm.where().norm()',
      'm.move(2)',
      'm.where().x',
      'm.where() === m.where()',
      'm.fails("zz")',
      'm.seen()',
      '[...m.all()]',
      'm.seen()',
      'new m.Log().add("line")',
      '(([v, w]) => [m.offer(v), m.bestOf() === v, m.offer(w), m.offer(v), m.bestOf() === w, (w.x = 10, m.bestOf().x)])([new m.Vec(1, 2), new m.Vec(3, 4)])',
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
    name: 'functions of the host that take and give strings',
    files: {
      'a.ts': `type Kind = 'a' | 'b'
      export function total(xs: string[], f: (s: string) => number): number { let t = 0; for (const x of xs) t += f(x); return t }
      export function mapped(xs: string[], f: (s: string, i: number) => string): string[] { return xs.map((x, i) => f(x, i)) }
      export function built(n: number, f: (s: string) => string): string {
        let s = ''
        for (let i = 0; i < n; i++) s += f(s + i)
        return s
      }
      export function latest(n: number, f: (s: string) => string): string {
        let s = 'none'
        for (let i = 0; i < n; i++) { const was = s; s = f(String(i) + 'x'); if (was === s) return was + i }
        return s
      }
      export function longest(n: number, f: (s: string, i: number) => string): string {
        let best = ''
        const all: string[] = []
        for (let i = 0; i < n; i++) { const s = f('turn ' + i, i); if (s.length > best.length) best = s; if (i % 10 === 0) all.push(s) }
        return best + all.join()
      }
      export function ends(words: string[], f: (s: string) => string): string {
        let s = 'none'
        for (const w of words) { const was = s; s = f(w + 'x'); if (was === s) return was + w }
        return s
      }
      export function best(words: string[], f: (s: string) => string): string {
        let best = 'q'
        for (const w of words) { const s = f(w + w); const t = w + '-' + w; if (s.length > best.length && t.length > 2) best = s }
        return best
      }
      export function only(xs: readonly string[], f: (s: string) => boolean): string { return xs.filter(f).join('+') }
      export function tell(n: number, f: (line: string, kind: Kind) => void): void { for (let i = 0; i < n; i++) f('line ' + i, i % 2 ? 'a' : 'b') }
      export function first(xs: string[], f: (s: string) => number): number { return f(xs[3]!) }
      export function letters(text: string, f: (c: string) => string): string { let s = ''; for (const c of text) s += f(c); return s }
      export function safe(f: (s: string) => string, s: string): string { try { return f(s) } catch (error) { return 'caught ' + (error as Error).message } }
      export function same(f: () => string): boolean { return f() === f() }
      export class Names { names: string[] = []; rename(f: (s: string) => string, s: string): string { this.names.push(f(s)); return this.names.join() } }
      export class Sink { constructor(readonly write: (line: string) => void) {} put(x: number): void { this.write('x=' + x) } }`,
    },
    calls: [
      'm.total(["a", "bcd", ""], (s) => s.length)',
      'm.mapped(["a", "b"], (s, i) => s.repeat(i + 2))',
      'm.built(5, (s) => s.length + ";")',
      'm.built(300, (s) => s.slice(-1)).length',
      'm.built(50, (s) => m.built(3, (t) => t + s.length))',
      'm.latest(100, (s) => s + "!")',
      'm.ends(Array.from({ length: 40 }, (_, i) => "w" + i), (s) => s + "!")',
      'm.ends(Array.from({ length: 40 }, (_, i) => "w" + i), (s) => m.latest(s.length, (t) => t + s))',
      'm.best(Array.from({ length: 40 }, (_, i) => "w" + i), (s) => (s.startsWith("w3w3") ? "three " + s : s))',
      'm.latest(100, (s) => s.slice(-1) + s.length)',
      'm.longest(60, (s, i) => s.repeat(i % 7))',
      'm.longest(60, (s, i) => m.latest(i % 9, (t) => t + s))',
      'm.only(["x", "yy", "zz"], (s) => s.length > 1)',
      '((lines) => { m.tell(3, (line, kind) => lines.push(line + kind)); return lines })([])',
      'm.first(["a", "b", "c", "d"], (s) => s.charCodeAt(0))',
      'm.letters("häß\u{1f600}", (c) => c + c.length)',
      'm.safe((s) => s + "!", "a")',
      'm.safe(() => { throw new Error("no") }, "a")',
      'm.same(() => "abc")',
      'm.same(() => String(Math.random()))',
      '((n) => [n.rename((s) => s.toUpperCase(), "a"), n.rename((s) => s + n.names.length, "b"), n.names])(new m.Names())',
      '((lines) => { const s = new m.Sink((line) => lines.push(line)); s.put(1); s.put(2); return lines })([])',
    ],
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
    name: 'functions that the top level makes',
    files: {
      'a.ts': `import { times } from './b'
      const ops = { add: (a: number, b: number) => a + b, mul(a: number, b: number) { return a * b }, deep: { neg: (a: number) => -a } }
      const twice = times(2), thrice = times(3)
      const scaled: Record<string, (x: number) => number> = {}
      for (const k of [1]) scaled.more = (x) => x + k
      export function f(x: number): number { return ops.add(x, 1) * ops.mul(x, 2) + ops.deep.neg(x) }
      export function g(x: number): number { return twice(x) + thrice(x) * 10 }
      export function h(x: number): number { return scaled.more(x) }
      export const table = { f, ten: 10 }
      export { twice as double }`,
      'b.ts': `export const times = (k: number) => (x: number): number => x * k`,
    },
    calls: ['m.f(3)', 'm.g(5)', 'm.h(5)', 'm.table.f(2) + m.table.ten', 'm.double(4)'],
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
    name: 'namespaces',
    files: {
      'a.ts': `import * as geometry from './b'
      const scale = 3
      export namespace Shapes {
        export const sides = 4
        let made = 0
        export let count = 10
        export type Side = number
        export interface Box { readonly side: Side }
        const table = new Float64Array([1, 2, scale])
        table[0] = 5
        export function area(side: Side): number { made++; count += 2; return side * side * scale + table[0]! }
        export const total = (): number => made + table.length
        export class Square { constructor(readonly side: number) {} area(): number { return area(this.side) + sides } }
        export enum Kind { small, large = 5 }
        export namespace Inner { export const twice = (x: number): number => 2 * x * sides; export namespace Deep { export const ten = 10 } }
      }
      namespace A.B { export function more(x: number): number { return x + Shapes.Inner.Deep.ten } }
      namespace OnlyTypes { export type N = number }
      export function use(box: Shapes.Box, k: Shapes.Kind, x: OnlyTypes.N): number {
        return Shapes.area(box.side) + Shapes.Inner.twice(2) + A.B.more(1) + k + x + geometry.length(3, 4) + Shapes.Kind.large
      }
      export function squares(s: Shapes.Square): number { return s.area() + new Shapes.Square(2).area() }
      export { geometry }
      export * as again from './b'
      const kept = Shapes.area(1) + A.B.more(2)
      export { kept }`,
      'b.ts': `export function length(x: number, y: number): number { calls++; return Math.hypot(x, y) }
      export let calls = 0
      export default function (x: number): number { return -x }
      export namespace Units { export const metre = 1 }`,
    },
    calls: [
      'm.kept',
      'm.Shapes.area(2)',
      'm.Shapes.count',
      'm.Shapes.total()',
      'm.Shapes.sides',
      'm.Shapes.Kind.large',
      'm.Shapes.Inner.twice(3) + m.Shapes.Inner.Deep.ten',
      'm.use({ side: 2 }, 5, 1)',
      'm.Shapes.count',
      'm.squares(new m.Shapes.Square(3))',
      'm.Shapes.total()',
      'm.geometry.length(3, 4)',
      'm.geometry.calls',
      'm.again.default(3)',
      'm.again.Units.metre',
      'Object.keys(m.Shapes).sort()',
      'm.geometry.length === m.again.length',
    ],
  },
  {
    name: 'generators and async functions stay JavaScript, and call what is compiled',
    files: {
      'a.ts': `import { step } from './b'
      let seen = 0n
      export let count = 0
      export function bump(by: number): number { count += by; return count }
      export class Box { constructor(readonly x: number) {} twice(): number { return this.x * 2 } }
      export function* steps(n: number, from = 1): Generator<number> {
        for (let i = from; i <= n; i++) { seen += 1n; yield bump(i) + step(i) }
        return Number(seen)
      }
      export const boxes = function* (n: number): Generator<Box> { for (let i = 0; i < n; i++) yield new Box(i) }
      export const all = async (n: number): Promise<number[]> => [...steps(n)]
      export async function* late(n: number): AsyncGenerator<number> { for (const each of await all(n)) yield each }
      export function state(): string { return String(count) + ' ' + String(seen) }
      const table = Float64Array.from(steps(3))
      export function entry(i: number): number { return table[i]! }`,
      'b.ts': `export function step(x: number): number { return x * 100 }`,
    },
    calls: [
      'm.state()',
      'm.entry(2)',
      '[...m.steps(3)]',
      'm.state()',
      '[...m.boxes(3)].map((box) => box.twice())',
      '[...m.boxes(1)][0] instanceof m.Box',
      'm.all(2) instanceof Promise',
      'm.count',
      'typeof m.late(3)[Symbol.asyncIterator]',
      'm.steps.length + m.steps.name + m.all.name',
    ],
  },
  {
    name: 'fields that hold functions of the host',
    files: {
      'a.ts': `type Binary = (a: number, b: number) => number
      export class Tree {
        values: Float64Array
        constructor(n: number, public join: Binary, readonly empty: number) { this.values = new Float64Array(n).fill(empty) }
        set(i: number, x: number): void { this.values[i] = x }
        all(): number { let s = this.empty; for (const x of this.values) s = this.join(s, x); return s }
        fill(xs: Float64Array): number { let s = 0; for (let i = 0; i < xs.length; i++) { xs[i] = this.join(xs[i]!, i); s += xs[i]! } return s }
        with(join: Binary): Tree { const made = new Tree(this.values.length, join, this.empty); made.values.set(this.values); return made }
      }
      export class Sized extends Tree {
        constructor(join: Binary, readonly size: number, private readonly test: ((x: bigint) => boolean) | null = null, readonly more?: Binary) { super(size, join, 1) }
        check(x: bigint): boolean { return this.test === null || this.test(x) }
        extra(x: number): number { return this.more ? this.more(x, this.size) : -1 }
      }
      export function total(t: Tree): number { return t.all() * 2 }
      export function trees(n: number, join: Binary): number { let s = 0; for (let i = 0; i < n; i++) s += new Tree(3, join, i).all(); return s }`,
    },
    calls: [
      'new m.Tree(3, (a, b) => a + b, 2).all()',
      '(() => { const max = (a, b) => Math.max(a, b), t = new m.Tree(4, max, -Infinity); t.set(1, 5); return [t.all(), t.join === max, m.total(t)] })()',
      '(() => { const t = new m.Tree(2, (a, b) => a - b, 1), before = t.all(); t.join = (a, b) => a * 10 + b; return [before, t.all(), t.with(Math.min).all()] })()',
      '(() => { const seen = [], xs = new Float64Array(3), t = new m.Tree(1, (a, b) => { seen.push(xs.join()); return a + b + 1 }, 0); return [t.fill(xs), xs, seen] })()',
      '(() => { const t = new m.Tree(1, (a, b) => (a > 3 ? a : inner.all() + b + a), 2), inner = new m.Tree(2, (a, b) => a + b, 1); return t.all() })()',
      '(() => { const t = new m.Tree(1, () => { throw new RangeError("mine") }, 0); try { return t.all() } catch (error) { return String(error) } })()',
      '(() => { const s = new m.Sized((a, b) => a + b, 3); return [s.check(2n), s.extra(1), s.all(), s.more] })()',
      '(() => { const s = new m.Sized((a, b) => a + b, 3, (x) => x > 5n, (a, b) => a * b); return [s.check(2n), s.check(9n), s.extra(5), m.total(s)] })()',
      'm.trees(100, (a, b) => a + b)',
      '(() => { const all = []; for (let i = 0; i < 300; i++) all.push(new m.Tree(20, (a, b) => a + b + i, 0)); m.trees(20000, (a, b) => a - b); return all.reduce((s, t) => s + t.all(), 0) })()',
    ],
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
    name: 'instances that the top level makes',
    files: {
      'a.ts': `import { shared, type Counter as C } from './b'
      export { Counter } from './b'
      export class V {
        static readonly ZERO = new V(3)
        constructor(readonly x: number, public next: V | null = null) {}
        plus(o: V): V { return new V(this.x + o.x + V.ZERO.x) }
      }
      export const origin = new V(5)
      const linked = new V(1, new V(2))
      export function f(v: V): number { return v.x - origin.x }
      export function last(): number { return linked.next === null ? -1 : linked.next.x + linked.x }
      export function next(): V | null { return linked.next }
      export function bump(by: number): number { return shared.add(by) + shared.add(by) }
      export function* bumps(): Generator<number> { yield bump(1); yield f(origin) }
      export function use(c: C): number { return c.add(1) }
      export const seen: number[] = []
      seen.push(bump(1), shared.count, V.ZERO.x, origin.x)
      export { shared }`,
      'b.ts': `export class Counter { n = 0; private readonly log: number[] = []; add(by: number): number { this.log.push(by); return (this.n += by) } get count(): number { return this.log.length } }
      export const shared = new Counter()`,
    },
    calls: [
      'm.seen',
      'm.f(new m.V(2))',
      'm.f(m.origin)',
      'm.last()',
      'm.next() === m.next()',
      'm.next() instanceof m.V',
      'm.bump(2)',
      'm.shared.n',
      'm.use(m.shared)',
      'm.shared.count',
      '[...m.bumps()]',
      'm.V.ZERO.plus(m.origin).x',
      'm.V.ZERO === m.V.ZERO',
      'm.shared instanceof m.Counter',
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
    name: 'a top level that does more than declare',
    files: {
      'a.ts': `import { shared } from './b.js'
      const table = new Float64Array(4)
      const list: number[] = []
      let count = 10
      count += 5
      for (let i = 0; i < 4; i++) table[i] = i * i
      { const fill = (x: number) => { list.push(x) }; fill(7); fill(8) }
      shared[1] = 40
      export function total(): number {
        let s = count
        for (const x of table) s += x
        for (const x of list) s += x
        return s + shared[0] + shared[1]
      }
      export function tick(): number { return ++count }
      export const log: string[] = []
      log.push(\`loaded \${total()}\`, String(hidden(2)))
      function hidden(x: number): number { return total() * x }`,
      'b.ts': `export const shared = new Int32Array(2)
      shared.fill(3)`,
    },
    calls: ['m.total()', 'm.tick()', 'm.tick()', 'm.total()', 'm.log'],
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
