/** State, top level and namespaces of modules, and functions of the host that they are given: what is built does what the source does, call by call. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText } from './load.ts'

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
]

const LISTS = `const stack: number[] = []
  const memo = [0, 1]
  const names: string[] = ['first']
  const flags: boolean[] = new Array(10).fill(false)
  const bigs: bigint[] = []
  const shared: number[] = []
  const alias = { list: shared }
  const given: number[] = []
  for (let i = 0; i < 5; i++) stack.push(i * i)
  names.push('second')
  export function push(x: number): number { stack.push(x); return stack.length }
  export function pop(): number | undefined { return stack.pop() }
  export function fib(n: number): number { for (let i = memo.length; i <= n; i++) memo.push(memo[i - 1]! + memo[i - 2]! + 0.25); return memo[n]! }
  export function name(s: string): string { names.push(s); return names.join() }
  export function flag(i: number): boolean { const was = flags[i]; flags[i] = true; return was === true }
  export function big(x: bigint): bigint { bigs.push(x); return bigs.reduce((a, b) => a + b, 0n) }
  export function addShared(x: number): number { shared.push(x); return alias.list.length }
  export function put(x: number): void { given.push(x) }
  export function all(): number[] { return given }
  export async function later(x: number): Promise<number> { stack.push(x); for (const y of stack) x += y; return x }
  export function* each(): Generator<number> { for (const y of stack) yield y }
  export function reset(): void { stack.length = 0; for (let i = 0; i < flags.length; i++) flags[i] = false }
  const holes: number[] = new Array(9)
  const wrong: number[] = [undefined as never]
  export function fill(i: number): string { try { holes[i] = i; wrong[0] = i; return String(wrong[0]) } catch { return 'refused' } }
  export function sorted(): number { stack.sort((a, b) => b - a); return stack[0] ?? -1 }`

const OF_LISTS: Case = {
  name: 'lists that functions change',
  files: { 'a.ts': LISTS },
  calls: [
    '[m.push(5), m.push(0.5), m.pop()]',
    '[m.fib(10), m.fib(30)]',
    "[m.name('x'), m.name('y')]",
    '[m.flag(3), m.flag(3), m.flag(4)]',
    '[m.big(2n ** 40n), m.big(1n)]',
    '[m.addShared(1), m.addShared(2)]',
    '(m.put(1), m.put(3), m.all())',
    'm.all() === m.all()',
    '[...m.each()]',
    'm.sorted()',
    '(m.reset(), [m.push(1), m.pop(), m.pop(), m.flag(3)])',
  ],
}

suite('as plain JavaScript', () => {
  for (const each of [...CASES, OF_LISTS]) test(each.name, () => check(each))
})

test('lists that functions change, and only look into, are kept in linear memory: no call copies them', () => {
  const outcome = compileText('src/a.ts', { 'src/a.ts': LISTS })
  const cells = outcome.ok ? [...outcome.file.units.cells.values()] : []
  const kept = cells.filter(({ holds }) => holds.keeper).map(({ name }) => name)
  expect(kept.sort()).toEqual(['bigs', 'flags', 'memo', 'names', 'stack'])
})
