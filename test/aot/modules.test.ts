/** Whole modules as libraries have them: geometry, filters, audio, games, queues, matrices, parsers, caches, generators of numbers. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'a parser with errors of its own',
    files: {
      'a.ts': `import { Located, type Place } from './errors.ts'
      import * as errors from './errors.ts'
      export { Located }
      export class ParseError extends Located {
        readonly expected: string
        constructor(expected: string, at: Place) { super('expected ' + expected, at); this.expected = expected }
        override get name(): string { return 'ParseError' }
      }
      class Hidden extends TypeError { code = 7; static limit = 3 }
      export function parse(text: string): number {
        if (text.length > Hidden.limit) throw new Hidden('too long')
        let sum = 0
        for (let i = 0; i < text.length; i++) {
          const c = text.charCodeAt(i) - 48
          if (c < 0 || c > 9) throw new ParseError('a digit', i)
          sum = sum * 10 + c
        }
        return sum
      }
      export function safely(text: string): number {
        try {
          if (text === 'e') throw new errors.Empty()
          return parse(text)
        } catch (error) {
          if (error instanceof ParseError) return -1 - Number(error.at)
          if (error instanceof errors.Empty) return -100
          throw error
        }
      }
      export function* all(texts: string[]): Generator<number> { for (const text of texts) yield safely(text) }
      export const first = new Located('first', 0)`,
      'errors.ts': `export type Place = number
      export class Located extends RangeError { at: Place; constructor(message: string, at: Place) { super(message); this.at = at } }
      export class Empty extends Error { override message = 'nothing' }`,
    },
    calls: [
      'm.parse("12")',
      'm.safely("1x")',
      'm.safely("e")',
      '[...m.all(["1", "x", "22"])]',
      '((e) => [e instanceof m.ParseError, e instanceof m.Located, e instanceof RangeError, e.at, e.expected, e.name, e.message, Object.keys(e), e.constructor === m.ParseError])((() => { try { m.parse("4z") } catch (e) { return e } })())',
      '((e) => [e instanceof TypeError, e.code, e.message, e.constructor.name])((() => { try { m.safely("12345") } catch (e) { return e } })())',
      'm.first instanceof m.Located && m.first.at',
      'new m.ParseError("x", 3).at',
    ],
  },
  {
    name: 'geometry',
    files: {
      'a.ts': `export interface PointLike { readonly x: number; readonly y: number }
      export class Vec implements PointLike {
        static readonly ZERO = new Vec(0, 0)
        static readonly AXES = [new Vec(1, 0), new Vec(0, 1)]
        constructor(readonly x: number, readonly y: number) {}
        static from({ x, y }: PointLike): Vec { return new Vec(x, y) }
        static polar(r: number, a = 0): Vec { return new Vec(r * Math.cos(a), r * Math.sin(a)) }
        plus(o: PointLike): Vec { return new Vec(this.x + o.x, this.y + o.y) }
        dot(o: Vec): number { return this.x * o.x + this.y * o.y }
        get length(): number { return Math.hypot(this.x, this.y) }
        equals(o: Vec | null): boolean { return o !== null && this.x === o.x && this.y === o.y }
        toString(): string { return \`(\${this.x}, \${this.y})\` }
        *[Symbol.iterator](): Generator<number> { yield this.x; yield this.y }
      }
      export type Triangle = readonly [Vec, Vec, Vec]
      export function area(t: Triangle): number { const [a, b, c] = t; return Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2 }
      export function hull(points: Vec[]): Vec[] {
        const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
        const out: Vec[] = []
        for (const p of sorted) { while (out.length >= 2 && cross(out[out.length - 2]!, out[out.length - 1]!, p) <= 0) out.pop(); out.push(p) }
        return out
      }
      function cross(o: Vec, a: Vec, b: Vec): number { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x) }
      export const origin = Vec.ZERO
      export const unit = Object.freeze({ square: [new Vec(0, 0), new Vec(1, 0), new Vec(1, 1)] })
      export abstract class Shape { abstract area(): number; describe(): string { return 'area ' + this.area().toFixed(2) } }
      export class Circle extends Shape { constructor(readonly centre: Vec, public radius: number) { super() } area(): number { return Math.PI * this.radius ** 2 } }
      export class Rect extends Shape { constructor(readonly min: Vec, readonly max: Vec) { super() } area(): number { return (this.max.x - this.min.x) * (this.max.y - this.min.y) } }
      export function total(shapes: Shape[]): number { let s = 0; for (const shape of shapes) s += shape.area(); return s }`,
    },
    calls: [
      'new m.Vec(1, 2).plus({ x: 3, y: 4 }).toString()',
      'm.Vec.from({ x: 1, y: 5 }).length',
      'String(m.Vec.polar(2))',
      'm.area([new m.Vec(0, 0), new m.Vec(2, 0), new m.Vec(0, 3)])',
      'm.hull([new m.Vec(0, 0), new m.Vec(2, 2), new m.Vec(1, 5), new m.Vec(3, 1)]).map(String)',
      'm.origin === m.Vec.ZERO && m.origin instanceof m.Vec',
      'm.Vec.AXES.map((v) => [v instanceof m.Vec, String(v)])',
      'm.unit.square.map((v) => v instanceof m.Vec)',
      'm.area(m.unit.square)',
      '[...new m.Vec(4, 5)]',
      'new m.Vec(1, 2).equals(null)',
      'new m.Vec(1, 2).equals(m.Vec.from({ x: 1, y: 2 }))',
      'm.total([new m.Circle(m.origin, 2), new m.Rect(m.origin, new m.Vec(2, 3))])',
      'new m.Circle(m.origin, 2).describe()',
      'new m.Circle(m.origin, 2).centre === m.origin',
    ],
  },
  {
    name: 'image filters',
    files: {
      'a.ts': `export interface Image { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }
      export function invert(data: Uint8ClampedArray): void { for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) data[i + c] = 255 - data[i + c]! }
      export function grey(data: Uint8ClampedArray): Uint8ClampedArray {
        const out = new Uint8ClampedArray(data.length / 4)
        for (let i = 0, o = 0; i < data.length; i += 4, o++) out[o] = 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!
        return out
      }
      export const KERNELS = { blur: [1, 1, 1, 1, 1, 1, 1, 1, 1], edge: [-1, -1, -1, -1, 8, -1, -1, -1, -1] } as const
      export type KernelName = keyof typeof KERNELS
      export function filter(src: Uint8ClampedArray, width: number, height: number, name: KernelName): Uint8ClampedArray {
        const kernel = name === 'blur' ? KERNELS.blur : KERNELS.edge, by = name === 'blur' ? 9 : 1
        const out = new Uint8ClampedArray(src.length)
        for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
          let sum = 0
          for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += (src[(y + dy) * width + x + dx] ?? 0) * kernel[(dy + 1) * 3 + dx + 1]!
          out[y * width + x] = sum / by
        }
        return out
      }
      export function histogram({ data }: Image): Uint32Array { const out = new Uint32Array(4); for (const v of data) out[v >> 6]!++; return out }
      export enum Mode { nearest, bilinear = 'b' }
      export function gamma(data: Uint8ClampedArray, g = 2.2): Uint8ClampedArray { return data.map((v) => 255 * (v / 255) ** (1 / g)) }`,
    },
    calls: [
      '((d) => (m.invert(d), d))(new Uint8ClampedArray([1, 2, 3, 4, 5, 6, 7, 8]))',
      'm.grey(new Uint8ClampedArray([10, 200, 30, 4, 255, 255, 255, 8]))',
      'm.filter(new Uint8ClampedArray([1, 2, 3, 40, 50, 60, 70, 80, 90]), 3, 3, "blur")',
      'm.filter(new Uint8ClampedArray([1, 2, 3, 40, 50, 60, 70, 80, 90]), 3, 3, "edge")',
      'm.histogram({ width: 2, height: 2, data: new Uint8ClampedArray([1, 100, 200, 255]) })',
      'm.gamma(new Uint8ClampedArray([1, 100, 200, 255]))',
      'm.Mode.nearest + m.Mode.bilinear + m.Mode[0]',
      'm.KERNELS.edge[4]',
    ],
  },
  {
    name: 'audio',
    files: {
      'a.ts': `import { hann, type Window } from './window'
      export * from './window'
      export * as windows from './window'
      const SIZE = 8
      const cos = Float64Array.from({ length: SIZE }, (_, i) => Math.cos((2 * Math.PI * i) / SIZE))
      export function fft(re: Float64Array, im: Float64Array): void {
        const n = re.length
        if (n === 0 || (n & (n - 1)) !== 0) throw new RangeError(\`\${n} is no power of two\`)
        for (let i = 1, j = 0; i < n; i++) { let bit = n >> 1; for (; j & bit; bit >>= 1) j ^= bit; j ^= bit; if (i < j) { [re[i], re[j]] = [re[j]!, re[i]!]; [im[i], im[j]] = [im[j]!, im[i]!] } }
        for (let len = 2; len <= n; len <<= 1) { const step = -2 * Math.PI / len
          for (let i = 0; i < n; i += len) for (let k = 0; k < len / 2; k++) { const wr = Math.cos(step * k), wi = Math.sin(step * k), a = i + k, b = a + len / 2
            const xr = re[b]! * wr - im[b]! * wi, xi = re[b]! * wi + im[b]! * wr
            re[b] = re[a]! - xr; im[b] = im[a]! - xi; re[a] = re[a]! + xr; im[a] = im[a]! + xi } } }
      export function magnitudes(x: Float32Array, window: Window = 'none'): Float32Array {
        const re = Float64Array.from(x), im = new Float64Array(x.length)
        if (window === 'hann') for (let i = 0; i < re.length; i++) re[i]! *= hann(i, re.length)
        fft(re, im)
        return Float32Array.from(re, (r, i) => Math.hypot(r, im[i]!))
      }
      export function table(i: number): number { return cos[i & 7]! }
      export class Delay {
        private readonly line: Float32Array
        private at = 0
        constructor(length: number, public feedback = 0.5) { this.line = new Float32Array(length) }
        tick(x: number): number { const y = this.line[this.at]!; this.line[this.at] = x + y * this.feedback; this.at = (this.at + 1) % this.line.length; return y }
        process(block: Float32Array): Float32Array { for (let i = 0; i < block.length; i++) block[i] = this.tick(block[i]!); return block }
      }`,
      'window.ts': `export type Window = 'none' | 'hann'
      export const hann = (i: number, n: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)
      export default function flat(): number { return 1 }`,
    },
    calls: [
      '((re, im) => (m.fft(re, im), [re, im]))(new Float64Array([1, 2, 3, 4]), new Float64Array(4))',
      'm.fft(new Float64Array(3), new Float64Array(3))',
      'm.magnitudes(new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]), "hann")',
      'm.magnitudes(new Float32Array([1, 2, 3, 4]))',
      'm.table(9)',
      'new m.Delay(2).process(new Float32Array([1, 2, 3, 4]))',
      'm.hann(1, 8) === m.windows.hann(1, 8)',
      'm.windows.default()',
      'Object.keys(m).sort().join()',
    ],
  },
  {
    name: 'a game and particles with state',
    files: {
      'a.ts': `let generation = 0
      let seed = 12345
      export let alive = 0
      const W = 6, H = 6
      let cells = new Uint8Array(W * H)
      const next = new Uint8Array(W * H)
      export function reset(pattern: string): void { generation = 0; cells.fill(0); for (let i = 0; i < pattern.length; i++) cells[i] = pattern[i] === '#' ? 1 : 0; count() }
      function count(): void { alive = 0; for (const c of cells) alive += c }
      export function step(times = 1): number {
        for (; times > 0; times--) {
          for (let y = 0; y < H; y++) for (let x = 0; x < W; x++) {
            let n = 0
            for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx !== 0 || dy !== 0) n += cells[((y + dy + H) % H) * W + ((x + dx + W) % W)]!
            next[y * W + x] = n === 3 || (n === 2 && cells[y * W + x] === 1) ? 1 : 0
          }
          cells.set(next)
          generation++
        }
        count()
        return generation
      }
      export function show(): string { let s = ''; for (let y = 0; y < H; y++) { for (let x = 0; x < W; x++) s += cells[y * W + x] ? '#' : '.'; s += '\\n' } return s }
      function random(): number { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32 }
      export interface Particle { x: number; y: number; vx: number; vy: number; alive?: boolean }
      const particles: Particle[] = []
      export function spawn(n: number): number { for (let i = 0; i < n; i++) particles.push({ x: random(), y: random(), vx: random() - 0.5, vy: 0, alive: true }); return particles.length }
      export function tick(dt: number, forces?: readonly [number, number]): number { const [fx, fy] = forces ?? [0, -9.81]; let e = 0; for (const p of particles) { p.vx += fx * dt; p.vy += fy * dt; p.x += p.vx * dt; p.y += p.vy * dt; e += p.x * p.x + p.y * p.y } return e }
      export const stats = (): { generation: number; alive: number } => ({ generation, alive })`,
    },
    calls: [
      'm.reset(".#....\\n..#...###")',
      'm.show()',
      'm.step()',
      'm.step(3)',
      'm.show()',
      'm.alive',
      'm.stats()',
      'm.spawn(3)',
      'm.tick(0.1)',
      'm.tick(0.1, [1, 2])',
      'm.spawn(1)',
      'm.tick(0.5)',
    ],
  },
  {
    name: 'queues, matrices, caches',
    files: {
      'a.ts': `export class PriorityQueue {
        #heap: number[] = []
        #keys: number[] = []
        constructor(private readonly max = false) {}
        get size(): number { return this.#heap.length }
        #before(a: number, b: number): boolean { return this.max ? this.#keys[a]! > this.#keys[b]! : this.#keys[a]! < this.#keys[b]! }
        #swap(a: number, b: number): void { [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!]; [this.#keys[a], this.#keys[b]] = [this.#keys[b]!, this.#keys[a]!] }
        push(item: number, key: number): this {
          this.#heap.push(item); this.#keys.push(key)
          for (let i = this.size - 1; i > 0; ) { const p = (i - 1) >> 1; if (!this.#before(i, p)) break; this.#swap(i, p); i = p }
          return this
        }
        pop(): number | undefined {
          if (this.size === 0) return undefined
          this.#swap(0, this.size - 1)
          const item = this.#heap.pop()!
          this.#keys.pop()
          for (let i = 0; ; ) { let best = i; for (const c of [2 * i + 1, 2 * i + 2]) if (c < this.size && this.#before(c, best)) best = c; if (best === i) break; this.#swap(i, best); i = best }
          return item
        }
        *drain(): Generator<number> { for (let item = this.pop(); item !== undefined; item = this.pop()) yield item }
        *[Symbol.iterator](): Generator<number> { yield* this.#heap }
      }
      export class Matrix {
        readonly data: Float64Array
        constructor(readonly rows: number, readonly cols: number, values?: readonly number[]) { this.data = new Float64Array(rows * cols); if (values) this.data.set(values) }
        static identity(n: number): Matrix { const m = new Matrix(n, n); for (let i = 0; i < n; i++) m.set(i, i, 1); return m }
        static of(rows: number, ...values: number[]): Matrix { return new Matrix(rows, values.length / rows, values) }
        at(r: number, c: number): number { return this.data[r * this.cols + c]! }
        set(r: number, c: number, v: number): void { this.data[r * this.cols + c] = v }
        times(o: Matrix): Matrix { if (this.cols !== o.rows) throw new RangeError(\`cannot multiply \${this.rows}x\${this.cols} by \${o.rows}x\${o.cols}\`); const m = new Matrix(this.rows, o.cols); for (let i = 0; i < this.rows; i++) for (let j = 0; j < o.cols; j++) { let s = 0; for (let k = 0; k < this.cols; k++) s += this.at(i, k) * o.at(k, j); m.set(i, j, s) } return m }
        get T(): Matrix { const m = new Matrix(this.cols, this.rows); for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.cols; j++) m.set(j, i, this.at(i, j)); return m }
        map(f: (x: number) => number): Matrix { const m = new Matrix(this.rows, this.cols); for (let i = 0; i < this.data.length; i++) m.data[i] = f(this.data[i]!); return m }
        toArray(): number[][] { const out: number[][] = []; for (let i = 0; i < this.rows; i++) out.push([...this.data.subarray(i * this.cols, (i + 1) * this.cols)]); return out }
      }
      export default Matrix
      export { Matrix as Mat, PriorityQueue as PQ }
      const cache = new Map<number, number>()
      export function fib(n: number): number { if (n < 2) return n; let a = 0, b = 1; for (let i = 1; i < n; i++) [a, b] = [b, a + b]; return b }
      export function lru(capacity: number, keys: readonly number[]): number[] {
        const known = new Map<number, number>()
        const misses: number[] = []
        for (const key of keys) { const had = known.get(key); if (had === undefined) { misses.push(key); if (known.size >= capacity) for (const old of known.keys()) { known.delete(old); break } } else known.delete(key); known.set(key, (had ?? 0) + 1) }
        return misses
      }`,
    },
    calls: [
      '[...new m.PriorityQueue().push(1, 5).push(2, 1).push(3, 3).drain()]',
      '[...new m.PQ(true).push(1, 5).push(2, 1).push(3, 3)]',
      'new m.PriorityQueue().pop()',
      'm.Matrix.of(2, 1, 2, 3, 4, 5, 6).times(m.Matrix.of(3, 1, 2, 3, 4, 5, 6)).toArray()',
      'm.Matrix.identity(2).times(m.Matrix.of(3, 1, 2, 3))',
      'm.Matrix.of(2, 1, 2, 3, 4).T.toArray()',
      'm.Matrix.of(2, 1, 2, 3, 4).map((x) => x * 10).data',
      'new m.default(1, 2) instanceof m.Mat && m.PQ === m.PriorityQueue',
      'm.fib(50)',
      'm.lru(2, [1, 2, 1, 3, 2, 1])',
    ],
  },
  {
    name: 'parsers and generators of numbers',
    files: {
      'a.ts': `export namespace Token {
        export enum Kind { number, operator, end }
        export class Tok { constructor(readonly kind: Kind, readonly value: number, readonly text: string) {} }
        export const END = new Tok(Kind.end, 0, '')
      }
      export function evaluate(text: string): number {
        let at = 0
        const space = (): void => { while (text[at] === ' ') at++ }
        const atom = (): number => {
          space()
          if (text[at] === '(') { at++; const v = sum(); space(); if (text[at] !== ')') throw new SyntaxError(\`expected ) at \${at}\`); at++; return v }
          if (text[at] === '-') { at++; return -atom() }
          const from = at
          while (at < text.length && ((text[at]! >= '0' && text[at]! <= '9') || text[at] === '.')) at++
          if (from === at) throw new SyntaxError(\`unexpected \${at < text.length ? text[at]! : 'end'} at \${at}\`)
          return Number(text.slice(from, at))
        }
        const product = (): number => { let v = atom(); for (space(); text[at] === '*' || text[at] === '/'; space()) { if (text[at++] === '*') v *= atom(); else v /= atom() } return v }
        const sum = (): number => { let v = product(); for (space(); text[at] === '+' || text[at] === '-'; space()) { if (text[at++] === '+') v += product(); else v -= product() } return v }
        const v = sum()
        if (at < text.length) throw new SyntaxError(\`unexpected \${text[at]!} at \${at}\`)
        return v
      }
      export function words(text: string): string[] { return text.trim().split(' ').filter((w) => w !== '').map((w) => w.toUpperCase()) }`,
    },
    calls: [
      'm.evaluate("1 + 2 * (3 - 4) / -2")',
      'm.evaluate("1 +")',
      'm.evaluate("(1")',
      'm.words(" a bc  d ")',
      'm.Token.END instanceof m.Token.Tok',
      'm.Token.END.kind',
    ],
  },
  {
    name: 'random numbers, generics, statics',
    files: {
      'a.ts': `const MASK = (1n << 64n) - 1n
      export class SplitMix {
        static created = 0
        #state: bigint
        constructor(seed: bigint) { this.#state = BigInt.asIntN(64, seed); SplitMix.created++ }
        next(): bigint {
          this.#state = BigInt.asIntN(64, this.#state + -7046029254386353131n)
          let z = BigInt.asUintN(64, this.#state)
          z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0x3f58476d1ce4e5b9n)
          return BigInt.asIntN(64, z ^ (z >> 27n))
        }
        float(): number { return Number(BigInt.asUintN(53, this.next())) / 2 ** 53 }
        int(from: number, to: number): number { return from + Math.floor(this.float() * (to - from)) }
        shuffle<T extends number[] | Float64Array>(list: T): T { for (let i = list.length - 1; i > 0; i--) { const j = this.int(0, i + 1), t = list[i]!; list[i] = list[j]!; list[j] = t } return list }
      }
      export function sum<T extends Float32Array | Float64Array | number[]>(xs: T): number { let s = 0; for (const x of xs) s += x; return s }
      export const sumOf = sum<Float64Array>
      export function minmax(...xs: number[]): [min: number, max: number] { return [Math.min(...xs), Math.max(...xs)] }
      export function clamp(x: number, { lo = 0, hi = 1 }: { lo?: number; hi?: number } = {}): number { return x < lo ? lo : x > hi ? hi : x }
      export const config = { seed: 42n, rng: new SplitMix(1n), sizes: [1, 2, 3] }
      export function draw(): bigint { return config.rng.next() }
      export function compare(a: bigint, b: bigint): -1 | 0 | 1 { return a < b ? -1 : a > b ? 1 : 0 }`,
    },
    calls: [
      '((r) => [r.next(), r.next(), r.float(), r.int(1, 7)])(new m.SplitMix(5n))',
      'm.SplitMix.created',
      'm.sum([1, 2]) + m.sum(new Float32Array([3])) + m.sumOf(new Float64Array([4]))',
      'm.minmax(3, 1, 2)',
      'm.minmax()',
      'm.clamp(5)',
      'm.clamp(5, { hi: 3 })',
      'm.clamp(-5, { lo: -2 })',
      '[...new m.SplitMix(3n).shuffle([1, 2, 3, 4])]',
      'new m.SplitMix(3n).shuffle(new Float64Array([1, 2, 3]))',
      'm.config.rng instanceof m.SplitMix',
      'm.draw()',
      'm.config.rng.next()',
      'm.compare(1n, 2n)',
    ],
  },
]

suite('modules', () => {
  for (const each of CASES) test(each.name, () => check(each))
})
