/** Kernel files as people write them, of ten kinds: each does built what it does as source. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'type parameters of a few types, a default export under other names',
    files: {
      'a.ts': `
type FloatArray = Float32Array | Float64Array
export function convolve<T extends FloatArray>(a: T, k: T, out: T): T {
  for (let i = 0; i < out.length; i++) { let s = 0; for (let j = 0; j < k.length; j++) s += (a[i + j] ?? 0) * k[j]!; out[i] = s }
  return out
}
export const first = <T extends number | bigint>(xs: T[]): T => xs[0]!
export function two<A extends number | bigint, B extends number>(a: A, b: B): number { return Number(a) + b }
export { default } from './b'
export { default as lib, type Options } from './b.js'
`,
      'b.ts': `export interface Options { readonly a?: number }
export default function lib(o: Options = {}): number { return o.a ?? 1 }`,
    },
    calls: [
      'm.convolve(new Float64Array([1,2,3]), new Float64Array([1,1]), new Float64Array(3))',
      'm.convolve(new Float32Array([1,2,3]), new Float32Array([1,1]), new Float32Array(3))',
      'm.first([1, 2])',
      'm.first([1n])',
      'm.two(1n, 2)',
      'm.two(1, 2)',
      'm.lib({ a: 2 })',
      'm.default()',
    ],
  },
  {
    name: 'tuples that are used as arrays',
    files: {
      'a.ts': `
export type Vec3 = [number, number, number]
export function dot(a: Vec3, b: Vec3): number { let s = 0; for (let i = 0; i < 3; i++) s += a[i]! * b[i]!; return s }
export function norm(v: readonly [number, number]): number { let s = 0; for (const x of v) s += x * x; return Math.sqrt(s) }
export function sum(v: Vec3): number { return v.reduce((a, b) => a + b, 0) }
export function scale(v: Vec3, k: number): Vec3 { return v.map((x) => x * k) as Vec3 }
export function set(v: Vec3, i: number, x: number): void { v[i] = x }
export function mat(m: [Vec3, Vec3, Vec3], v: Vec3): Vec3 { const r: Vec3 = [0, 0, 0]; for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) r[i]! += m[i]![j]! * v[j]!; return r }
export function many(vs: Vec3[], k: number): number { let s = 0; for (const v of vs) s += v[k]!; return s }
export function mixed(a: Vec3, i: number): number { const [x, y] = a; return x + y + a[2] + a[i]! }
export class Ray { constructor(readonly ox: number) {} at(d: Vec3, i: number): number { return this.ox + d[i]! } }
export function opt(v?: Vec3): number { if (!v) return 0; let s = 0; for (let i = 0; i < v.length; i++) s += v[i]!; return s }
`,
    },
    calls: [
      'm.dot([1,2,3],[4,5,6])',
      'm.norm([3,4])',
      'm.sum([1,2,3])',
      'm.scale([1,2,3],2)',
      '(()=>{const v=[1,2,3]; m.set(v,1,9); return v})()',
      'm.mat([[1,2,3],[4,5,6],[7,8,9]],[1,0,1])',
      'm.many([[1,2,3],[4,5,6]], 1)',
      'm.mixed([1,2,3], 1)',
      'new m.Ray(1).at([1,2,3], 2)',
      'm.opt()',
      'm.opt([1,2,3])',
    ],
  },
  {
    name: 'geometry',
    files: {
      'a.ts': `
export interface Vec { x: number; y: number }
export const EPS = 1e-9
export type Polygon = readonly Vec[]
export const cross = (o: Vec, a: Vec, b: Vec): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
export function area(p: Polygon): number {
  let s = 0
  for (let i = 0, j = p.length - 1; i < p.length; j = i++) s += p[j].x * p[i].y - p[i].x * p[j].y
  return Math.abs(s) / 2
}
export function hull(points: Vec[]): Vec[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  const half = (list: Vec[]): Vec[] => {
    const out: Vec[] = []
    for (const p of list) {
      while (out.length >= 2 && cross(out[out.length - 2], out[out.length - 1], p) <= 0) out.pop()
      out.push(p)
    }
    out.pop()
    return out
  }
  return [...half(sorted), ...half(sorted.reverse())]
}
export function inside(p: Polygon, { x, y }: Vec): boolean {
  let r = false
  for (let i = 0, j = p.length - 1; i < p.length; j = i++) {
    const { x: xi, y: yi } = p[i], { x: xj, y: yj } = p[j]
    if ((yi > y) !== (yj > y) && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) r = !r
  }
  return r
}
export function closest(points: Float64Array): [number, number, number] {
  let best: [number, number, number] = [0, 0, Infinity]
  for (let i = 0; i < points.length; i += 2) for (let j = i + 2; j < points.length; j += 2) {
    const d = Math.hypot(points[i] - points[j], points[i + 1] - points[j + 1])
    if (d < best[2]) best = [i / 2, j / 2, d]
  }
  return best
}
export function bbox(p: Polygon): { min: Vec; max: Vec } | null {
  if (p.length === 0) return null
  const min = { x: Infinity, y: Infinity }, max = { x: -Infinity, y: -Infinity }
  for (const { x, y } of p) { min.x = Math.min(min.x, x); min.y = Math.min(min.y, y); max.x = Math.max(max.x, x); max.y = Math.max(max.y, y) }
  return { min, max }
}`,
    },
    calls: [
      'm.area([{x:0,y:0},{x:4,y:0},{x:4,y:3}])',
      'm.hull([{x:0,y:0},{x:2,y:2},{x:4,y:0},{x:4,y:4},{x:0,y:4},{x:1,y:3}])',
      'm.inside([{x:0,y:0},{x:4,y:0},{x:4,y:3}], {x:3,y:1})',
      'm.closest(new Float64Array([0,0,5,5,5.5,5]))',
      'm.bbox([])',
      'm.bbox([{x:1,y:2},{x:-1,y:5}])',
      'm.EPS',
    ],
  },
  {
    name: 'dsp',
    files: {
      'a.ts': `
export function fft(re: Float64Array, im: Float64Array, inverse = false): void {
  const n = re.length
  if (n & (n - 1)) throw new RangeError(\`length \${n} is not a power of two\`)
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) { [re[i], re[j]] = [re[j], re[i]]; [im[i], im[j]] = [im[j], im[i]] }
  }
  for (let len = 2; len <= n; len <<= 1) {
    const angle = ((inverse ? 2 : -2) * Math.PI) / len
    for (let i = 0; i < n; i += len) for (let k = 0; k < len / 2; k++) {
      const c = Math.cos(angle * k), s = Math.sin(angle * k)
      const a = i + k, b = a + len / 2
      const xr = re[b] * c - im[b] * s, xi = re[b] * s + im[b] * c
      re[b] = re[a] - xr; im[b] = im[a] - xi; re[a] += xr; im[a] += xi
    }
  }
  if (inverse) for (let i = 0; i < n; i++) { re[i] /= n; im[i] /= n }
}
export class Biquad {
  #z1 = 0
  #z2 = 0
  private readonly c: Float64Array
  static lowpass(f: number, q = Math.SQRT1_2): Biquad {
    const w = 2 * Math.PI * f, alpha = Math.sin(w) / (2 * q), k = Math.cos(w), a0 = 1 + alpha
    return new Biquad((1 - k) / 2 / a0, (1 - k) / a0, (1 - k) / 2 / a0, (-2 * k) / a0, (1 - alpha) / a0)
  }
  constructor(b0: number, b1: number, b2: number, a1: number, a2: number) { this.c = Float64Array.of(b0, b1, b2, a1, a2) }
  step(x: number): number {
    const [b0, b1, b2, a1, a2] = this.c
    const y = b0 * x + this.#z1
    this.#z1 = b1 * x - a1 * y + this.#z2
    this.#z2 = b2 * x - a2 * y
    return y
  }
  process(xs: Float32Array): Float32Array { return xs.map((x) => this.step(x)) }
  reset(): this { this.#z1 = this.#z2 = 0; return this }
}
export enum Window { Rect, Hann, Hamming }
export function window(kind: Window, n: number): Float64Array {
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const t = (2 * Math.PI * i) / (n - 1)
    switch (kind) { case Window.Hann: out[i] = 0.5 - 0.5 * Math.cos(t); break; case Window.Hamming: out[i] = 0.54 - 0.46 * Math.cos(t); break; default: out[i] = 1 }
  }
  return out
}`,
    },
    calls: [
      '(() => { const re = Float64Array.from({length: 8}, (_, i) => i), im = new Float64Array(8); m.fft(re, im); const s = [...re]; m.fft(re, im, true); return [s, re, im] })()',
      'm.fft(new Float64Array(3), new Float64Array(3))',
      'm.Biquad.lowpass(0.1).process(new Float32Array([1, 0, 0, 0, 0.5]))',
      '(() => { const b = m.Biquad.lowpass(0.2, 2); return [b.step(1), b.step(0), b.reset().step(1)] })()',
      'm.window(m.Window.Hann, 5)',
      'm.window(2, 4)',
      'm.window(0, 2)',
    ],
  },
  {
    name: 'sparse',
    files: {
      'a.ts': `
export class Csr {
  readonly rows: number
  constructor(readonly indptr: Int32Array, readonly indices: Int32Array, readonly data: Float64Array, public cols: number) {
    this.rows = indptr.length - 1
    if (indices.length !== data.length) throw new TypeError('lengths differ')
  }
  get nnz(): number { return this.indptr[this.rows] }
  mul(x: Float64Array): Float64Array {
    const y = new Float64Array(this.rows)
    for (let i = 0; i < this.rows; i++) { let s = 0; for (let k = this.indptr[i]; k < this.indptr[i + 1]; k++) s += this.data[k] * x[this.indices[k]]; y[i] = s }
    return y
  }
  transpose(): Csr {
    const ptr = new Int32Array(this.cols + 1)
    for (const j of this.indices) ptr[j + 1]++
    for (let j = 0; j < this.cols; j++) ptr[j + 1] += ptr[j]
    const next = ptr.slice(), idx = new Int32Array(this.nnz), val = new Float64Array(this.nnz)
    for (let i = 0; i < this.rows; i++) for (let k = this.indptr[i]; k < this.indptr[i + 1]; k++) { const at = next[this.indices[k]]++; idx[at] = i; val[at] = this.data[k] }
    return new Csr(ptr, idx, val, this.rows)
  }
}
export function fromDense(a: number[][]): Csr {
  const ptr = [0], idx: number[] = [], val: number[] = []
  for (const row of a) { row.forEach((x, j) => { if (x !== 0) { idx.push(j); val.push(x) } }); ptr.push(idx.length) }
  return new Csr(Int32Array.from(ptr), Int32Array.from(idx), Float64Array.from(val), a[0]?.length ?? 0)
}
export function cg(a: Csr, b: Float64Array, { tol = 1e-12, max = 100 }: { tol?: number; max?: number } = {}): { x: Float64Array; steps: number } {
  const x = new Float64Array(b.length), r = b.slice(), p = b.slice()
  let rr = 0, steps = 0
  for (const v of r) rr += v * v
  while (steps < max && rr > tol) {
    const ap = a.mul(p)
    let d = 0
    for (let i = 0; i < p.length; i++) d += p[i] * ap[i]
    const alpha = rr / d
    let next = 0
    for (let i = 0; i < x.length; i++) { x[i] += alpha * p[i]; r[i] -= alpha * ap[i]; next += r[i] * r[i] }
    const beta = next / rr
    for (let i = 0; i < p.length; i++) p[i] = r[i] + beta * p[i]
    rr = next
    steps++
  }
  return { x, steps }
}`,
    },
    calls: [
      'm.fromDense([[4,1],[1,3]]).mul(new Float64Array([1,2]))',
      'm.cg(m.fromDense([[4,1],[1,3]]), new Float64Array([1,2]))',
      'm.cg(m.fromDense([[4,1],[1,3]]), new Float64Array([1,2]), { max: 1 })',
      'm.fromDense([[0,2,0],[1,0,3]]).transpose().data',
      'm.fromDense([[0,2,0],[1,0,3]]).nnz',
    ],
  },
  {
    name: 'parser',
    files: {
      'a.ts': `
const DIGIT_0 = '0'.charCodeAt(0)
export function parseInts(text: Uint8Array): number[] {
  const out: number[] = []
  let value = 0, sign = 1, open = false
  for (const c of text) {
    if (c === 45) sign = -1
    else if (c >= DIGIT_0 && c <= DIGIT_0 + 9) { value = value * 10 + (c - DIGIT_0); open = true }
    else { if (open) out.push(sign * value); value = 0; sign = 1; open = false }
  }
  if (open) out.push(sign * value)
  return out
}
export class Lexer {
  private at = 0
  private readonly text: Uint8Array
  constructor(text: Uint8Array) { this.text = text.slice() }
  get done(): boolean { return this.at >= this.text.length }
  private peek(): number { return this.done ? -1 : this.text[this.at] }
  private skip(): void { while (this.peek() === 32) this.at++ }
  number(): number {
    this.skip()
    let n = 0, any = false
    while (this.peek() >= 48 && this.peek() <= 57) { n = n * 10 + this.text[this.at++] - 48; any = true }
    if (!any) throw new SyntaxError('digit expected at ' + this.at)
    return n
  }
  op(): number { this.skip(); const c = this.peek(); if (c === 43 || c === 42 || c === 45) { this.at++; return c } return 0 }
}
export function evaluate(text: Uint8Array): number {
  const lex = new Lexer(text)
  const term = (): number => { let v = lex.number(); for (;;) { const o = lex.op(); if (o === 42) v *= lex.number(); else { pending = o; return v } } }
  let pending = 0
  let total = term()
  while (pending) { const o = pending; const t = term(); total = o === 43 ? total + t : total - t }
  return total
}`,
    },
    calls: [
      'm.parseInts(new TextEncoder().encode("12 -7, 0 99"))',
      'm.evaluate(new TextEncoder().encode("2 * 3 + 4 * 5 - 6"))',
      'm.evaluate(new TextEncoder().encode("2 + x"))',
      'new m.Lexer(new Uint8Array([49, 50])).number()',
    ],
  },
  {
    name: 'life',
    files: {
      'a.ts': `
export type Grid = Uint8Array
let generation = 0
export const size = { w: 8, h: 6 } as const
export function step(g: Grid, out: Grid = new Uint8Array(g.length)): Grid {
  const { w, h } = size
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
    let n = 0
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx || dy) n += g[((y + dy + h) % h) * w + ((x + dx + w) % w)]
    out[y * w + x] = n === 3 || (n === 2 && g[y * w + x]) ? 1 : 0
  }
  generation++
  return out
}
export const getGeneration = (): number => generation
export function glider(): Grid { const g = new Uint8Array(size.w * size.h); for (const [x, y] of [[1, 0], [2, 1], [0, 2], [1, 2], [2, 2]]) g[y * size.w + x] = 1; return g }
export function show(g: Grid): string { let s = ''; for (let y = 0; y < size.h; y++) { for (let x = 0; x < size.w; x++) s += g[y * size.w + x] ? '#' : '.'; s += '\\n' } return s }
export function run(n: number): Grid { let g = glider(); while (n-- > 0) g = step(g); return g }`,
    },
    calls: ['m.show(m.glider())', 'm.show(m.run(7))', 'm.getGeneration()', 'm.step(m.glider())', 'm.size', 'm.getGeneration()'],
  },
  {
    name: 'physics',
    files: {
      'a.ts': `
export abstract class Body {
  static readonly KIND = 'body'
  vx = 0
  vy = 0
  constructor(public x: number, public y: number, protected readonly mass: number) {}
  abstract get radius(): number
  abstract inertia(): number
  get energy(): number { return 0.5 * this.mass * (this.vx ** 2 + this.vy ** 2) }
  push(fx: number, fy: number, dt = 0.1): this { this.vx += (fx / this.mass) * dt; this.vy += (fy / this.mass) * dt; return this }
  move(dt: number): void { this.x += this.vx * dt; this.y += this.vy * dt }
  touches(other: Body): boolean { return Math.hypot(this.x - other.x, this.y - other.y) < this.radius + other.radius }
  toString(): string { return 'body' }
}
export class Disc extends Body {
  constructor(x: number, y: number, readonly r: number) { super(x, y, Math.PI * r * r) }
  get radius(): number { return this.r }
  inertia(): number { return 0.5 * this.mass * this.r * this.r }
}
export class Box extends Body {
  spin = 0
  constructor(x: number, y: number, readonly w: number, readonly h = w) { super(x, y, w * h) }
  get radius(): number { return Math.hypot(this.w, this.h) / 2 }
  inertia(): number { return (this.mass * (this.w ** 2 + this.h ** 2)) / 12 }
  override move(dt: number): void { super.move(dt); this.spin += dt }
}
export class World {
  readonly bodies: Body[] = []
  time = 0
  add(body: Body): number { return this.bodies.push(body) }
  step(dt: number): number {
    let hits = 0
    for (const b of this.bodies) b.push(0, -9.81 * b.inertia(), dt).move(dt)
    for (let i = 0; i < this.bodies.length; i++) for (let j = i + 1; j < this.bodies.length; j++) if (this.bodies[i].touches(this.bodies[j])) hits++
    this.time += dt
    return hits
  }
  get energy(): number { return this.bodies.reduce((s, b) => s + b.energy, 0) }
  heaviest(): Body | null { let best: Body | null = null; for (const b of this.bodies) if (best === null || b.inertia() > best.inertia()) best = b; return best }
}
export function simulate(n: number): number { const w = new World(); for (let i = 0; i < n; i++) w.add(i % 2 ? new Disc(i, i, 1) : new Box(i, 0, 2, i + 1)); let hits = 0; for (let i = 0; i < 20; i++) hits += w.step(0.05); return hits + w.energy }`,
    },
    calls: [
      'm.simulate(6)',
      '(() => { const w = new m.World(), d = new m.Disc(0, 0, 2), b = new m.Box(1, 1, 2); w.add(d); w.add(b); return [w.step(0.1), w.energy, w.heaviest() === d, d.y, b.spin, b.h, d instanceof m.Body, w.bodies.length] })()',
      'new m.Disc(1, 2, 3).push(1, 2).push(1, 2, 0.5).vx',
      'm.Body.KIND',
      'new m.World().heaviest()',
    ],
  },
  {
    name: 'priority queue',
    files: {
      'a.ts': `
export type Less = (a: number, b: number) => boolean
export class Queue {
  readonly #heap: number[] = []
  constructor(private readonly less: Less) {}
  get size(): number { return this.#heap.length }
  push(x: number): void {
    const heap = this.#heap
    let i = heap.push(x) - 1
    while (i > 0) { const p = (i - 1) >> 1; if (!this.less(heap[i]!, heap[p]!)) break; [heap[i], heap[p]] = [heap[p]!, heap[i]!]; i = p }
  }
  pop(): number | undefined {
    const heap = this.#heap
    if (heap.length === 0) return undefined
    const top = heap[0]!, last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      for (let i = 0; ; ) {
        let c = 2 * i + 1
        if (c >= heap.length) break
        if (c + 1 < heap.length && this.less(heap[c + 1]!, heap[c]!)) c++
        if (!this.less(heap[c]!, heap[i]!)) break
        ;[heap[i], heap[c]] = [heap[c]!, heap[i]!]
        i = c
      }
    }
    return top
  }
}
export function heapSort(xs: Float64Array, less: Less): Float64Array { const q = new Queue(less); for (const x of xs) q.push(x); return xs.map(() => q.pop()!) }`,
    },
    calls: [
      'm.heapSort(new Float64Array([3,1,2,9,5]), (a, b) => a < b)',
      'm.heapSort(new Float64Array([3,1,2,9,5]), (a, b) => a > b)',
      '(() => { const q = new m.Queue((a, b) => a < b); q.push(3); q.push(1); return [q.pop(), q.pop(), q.pop(), q.size] })()',
    ],
  },
  {
    name: 'bigint',
    files: {
      'a.ts': `
export const P = 998244353n
export function powmod(b: bigint, e: bigint, m: bigint = P): bigint { let r = 1n; b %= m; for (; e > 0n; e >>= 1n) { if (e & 1n) r = (r * b) % m; b = (b * b) % m } return r }
export const inv = (x: bigint): bigint => powmod(x, P - 2n)
export function egcd(a: bigint, b: bigint): [bigint, bigint, bigint] { if (b === 0n) return [a, 1n, 0n]; const [g, x, y] = egcd(b, a % b); return [g, y, x - (a / b) * y] }
const facts = (() => { const f = [1n]; for (let i = 1n; i <= 50n; i++) f.push((f[f.length - 1] * i) % P); return BigInt64Array.from(f) })()
export function binom(n: number, k: number): bigint { return k < 0 || k > n ? 0n : (((facts[n] * inv(facts[k])) % P) * inv(facts[n - k])) % P }
export function isPrime(n: bigint): boolean {
  if (n < 2n) return false
  for (const p of [2n, 3n, 5n, 7n, 11n, 13n]) { if (n % p === 0n) return n === p }
  let d = n - 1n, s = 0
  while ((d & 1n) === 0n) { d >>= 1n; s++ }
  next: for (const a of [2n, 3n, 5n, 7n]) {
    let x = powmod(a, d, n)
    if (x === 1n || x === n - 1n) continue
    for (let i = 1; i < s; i++) { x = (x * x) % n; if (x === n - 1n) continue next }
    return false
  }
  return true
}
export class Mod { constructor(readonly v: bigint) { this.v = ((v % P) + P) % P } add(o: Mod): Mod { return new Mod(this.v + o.v) } mul(o: Mod): Mod { return new Mod(this.v * o.v) } static readonly ONE = new Mod(1n) }`,
    },
    calls: [
      'm.powmod(3n, 1000n)',
      'm.powmod(3n, 1000n, 7n)',
      'm.inv(5n)',
      'm.egcd(240n, 46n)',
      'm.binom(30, 12)',
      'm.binom(3, 5)',
      'm.isPrime(1000000007n)',
      'm.isPrime(1000000005n)',
      'new m.Mod(-3n).mul(new m.Mod(7n)).add(m.Mod.ONE).v',
      'm.P',
    ],
  },
  {
    name: 'convolution',
    files: {
      'a.ts': `
export interface Image { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }
export type Kernel3 = readonly [number, number, number, number, number, number, number, number, number]
export const SHARPEN: Kernel3 = [0, -1, 0, -1, 5, -1, 0, -1, 0]
export const KERNELS = { blur: [1, 1, 1, 1, 1, 1, 1, 1, 1], edge: [-1, -1, -1, -1, 8, -1, -1, -1, -1] }
export function convolve({ width, height, data }: Image, kernel: readonly number[], scale = 1): Uint8ClampedArray {
  const out = new Uint8ClampedArray(data.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    let s = 0
    for (let k = 0; k < 9; k++) {
      const px = Math.min(width - 1, Math.max(0, x + (k % 3) - 1)), py = Math.min(height - 1, Math.max(0, y + Math.trunc(k / 3) - 1))
      s += data[py * width + px] * kernel[k]
    }
    out[y * width + x] = s / scale
  }
  return out
}
export function blur(image: Image): Uint8ClampedArray { return convolve(image, KERNELS.blur, 9) }
export function histogram(data: Uint8ClampedArray): Uint32Array { const h = new Uint32Array(256); for (const v of data) h[v]++; return h }
export function threshold(data: Uint8ClampedArray, at: number): void { for (const [i, v] of data.entries()) data[i] = v < at ? 0 : 255 }`,
    },
    calls: [
      'm.convolve({ width: 3, height: 2, data: new Uint8ClampedArray([10, 20, 30, 40, 50, 60]) }, m.SHARPEN)',
      'm.blur({ width: 3, height: 2, data: new Uint8ClampedArray([10, 20, 30, 40, 50, 60]) })',
      'm.convolve({ width: 1, height: 1, data: new Uint8ClampedArray([100]) }, [0,0,0,0,1.5,0,0,0,0], 2)',
      'm.histogram(new Uint8ClampedArray([1, 1, 255]))[1]',
      '(() => { const d = new Uint8ClampedArray([5, 200]); m.threshold(d, 100); return d })()',
    ],
  },
  {
    name: 'a grid, words, memos, options',
    files: {
      'a.ts': `
export default class Grid<T extends number = number> {
  private cells: T[][] = []
  constructor(public readonly w: number, readonly h: number) { for (let y = 0; y < h; y++) { const row: T[] = []; for (let x = 0; x < w; x++) row.push((x * y) as T); this.cells.push(row) } }
  at(x: number, y: number): number { return this.cells[y]?.[x] ?? -1 }
  set(x: number, y: number, v: T): void { this.cells[y]![x] = v }
  *[Symbol.iterator](): Generator<number> { for (let y = 0; y < this.h; y++) for (let x = 0; x < this.w; x++) yield this.at(x, y) }
}
export const sum = (g: Grid): number => { let s = 0; for (const v of g) s += v; return s }
export function words(n: number): string { const names = ['a', 'b', 'c']; return names[n % 3]! + String(n) }
export function memo(n: number): number { const seen = new Map<number, number>(); const fib = (k: number): number => { if (k < 2) return k; const known = seen.get(k); if (known !== undefined) return known; const v = fib(k - 1) + fib(k - 2); seen.set(k, v); return v }; return fib(n) }
export function distinct(xs: readonly number[]): number { return new Set(xs).size }
export function opt(p?: { a?: number; b: number | null }): number { return (p?.a ?? 10) + (p?.b ?? 100) }
export function tup(): readonly [number, string, boolean] { return [1, 'a', true] }
export const over: (x: number) => number = (x) => x + 1
`,
    },
    calls: [
      'new m.default(3, 2).at(1, 1)',
      'new m.default(3, 2).at(5, 5)',
      'm.sum(new m.default(3, 3))',
      '[...new m.default(2, 2)]',
      'm.words(4)',
      'm.memo(30)',
      'm.distinct([1, 2, 2])',
      'm.opt()',
      'm.opt({ b: 3 })',
      'm.opt({ a: 1, b: null })',
      'm.tup()',
      'm.over(2)',
    ],
  },
  {
    name: 'a class without a name as the default export',
    files: {
      'a.ts': `
import Counter from './b'
export { default, default as Again } from './b'
export function total(c: Counter, k: number): number { return c.n + k }
export function made(x: number): number { return new Counter(x).add(1) }
`,
      'b.ts': `/** Counts. */
export default class { n = 0; constructor(readonly start: number) { this.n = start } add(x: number): number { this.n += x; return this.n } }
`,
    },
    calls: [
      'new m.default(3).add(4)',
      'new m.default(3).start',
      'm.total(new m.default(3), 2)',
      'm.made(5)',
      'm.Again === m.default',
      '/^default/.test(m.default.name)',
      'new m.default(1) instanceof m.Again',
    ],
  },
]

suite('files as people write them', () => {
  for (const each of CASES) test(each.name, () => check(each))
})
