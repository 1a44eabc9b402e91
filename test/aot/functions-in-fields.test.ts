/** Functions of the module in fields of exported classes: each class does built what it does as source, and the host has the functions. */
import { expect, describe as suite, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, setCompiler } from '../../src/index.ts'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'exported functions, others, parts of tables, arrows and built-ins',
    files: {
      'a.ts': `
export type Op = (a: number, b: number) => number
export function add(a: number, b: number): number { return a + b }
function mul(a: number, b: number): number { calls++; return a * b }
let calls = 0
export function called(): number { return calls }
const EASE = { linear: (t: number) => t, quad: (t: number) => t * t }
export class Fold {
  by: Op = add
  ease: (t: number) => number = EASE.linear
  inner: (t: number) => number = (t) => t * 10
  math: (t: number) => number = Math.sqrt
  log: ((s: string) => void) | null = null
  constructor(kind: string, other?: Op) {
    if (kind === 'mul') this.by = mul
    else if (kind === 'other' && other) this.by = other
    else if (kind === 'arrow') this.by = (a, b) => a - b
    if (kind === 'quad') this.ease = EASE.quad
  }
  run(xs: Float64Array): number { let s = xs[0]!; for (let i = 1; i < xs.length; i++) s = this.by(s, xs[i]!); return this.ease(s) + this.inner(1) + this.math(16) }
  swap(): void { this.by = this.by === add ? mul : add }
  choose(yes: boolean, f: Op): void { this.by = yes ? f : mul }
  isAdd(): boolean { return this.by === add }
  same(other: Fold): boolean { return this.by === other.by }
}
export function make(kind: string): Fold { return new Fold(kind) }
`,
    },
    calls: [
      ...['x', 'mul', 'arrow', 'quad'].map((kind) => `m.make('${kind}').run(new Float64Array([2, 3, 4]))`),
      '(() => { const f = new m.Fold("x"); return [f.by === m.add, f.by.name, f.ease.name, f.inner.name, f.by.length, f.by(1, 2), f.ease(3), f.inner(4), f.math === Math.sqrt] })()',
      '(() => { const f = new m.Fold("x"); f.swap(); return [f.isAdd(), f.run(new Float64Array([2, 3, 4])), f.by.name, f.by(3, 4)] })()',
      'm.called()',
      '(() => { const f = new m.Fold("mul"); f.by = (a, b) => a * 100 + b; const one = [f.run(new Float64Array([2, 3])), f.isAdd()]; f.by = m.add; return [...one, f.isAdd()] })()',
      '(() => { const f = new m.Fold("x"), g = new m.Fold("mul"); f.choose(false, m.add); const one = [f.isAdd(), f.same(g), f.by === g.by]; f.choose(true, m.add); return [...one, f.isAdd(), f.same(g)] })()',
      '(() => { const own = (a, b) => a; return [new m.Fold("other", own).same(new m.Fold("other", own)), new m.Fold("other", own).by === own] })()',
      '(() => { const f = new m.Fold("x"); let s = ""; f.log = (x) => { s += x }; f.log("a"); f.log = null; return [s, f.log] })()',
    ],
  },
  {
    name: 'fields without annotations, defaults of parameters, private ones, states of a machine',
    files: {
      'a.ts': `
const half = (x: number): number => x / 2
type Unary = (x: number) => number
const third: Unary = (x) => x / 3
export function twice(x: number): number { return x * 2 }
export function named(s: string, n: bigint, b: boolean): string { return \`\${s}\${n}\${b}\` }
export class A {
  f = twice
  loose = (x: number, y: number) => x > y
  text0 = (n: number) => String(n)
  g = half
  h = third
  i = (x: number): number => x + 1
  s = named
  run(x: number): number { return this.f(x) + this.g(x) + this.h(x) + this.i(x) }
  text(): string { return this.s('a', 2n, true) }
}
export class B extends A {
  constructor(private readonly op: (a: number, b: number) => number = (a, b) => a * b, readonly k: Unary | null = null) { super(); this.f = half }
  both(a: number, b: number): number { return this.op(a, b) + (this.k ? this.k(a) : -1) + (this.k?.(b) ?? 5) }
  get which(): string { return this.f === twice ? 'twice' : this.f === half ? 'half' : 'other' }
}
export class Machine {
  private state: () => number
  steps = 0
  constructor() { this.state = start }
  step(): number { this.steps++; const next = this.state(); if (next === 1) this.state = middle; else if (next === 2) this.state = end; return next }
}
let count = 0
function start(): number { count++; return 1 }
function middle(): number { count += 10; return count > 40 ? 2 : 1 }
function end(): number { throw new RangeError(\`ended at \${count}\`) }
const shared = new A()
export function viaShared(x: number): number { return shared.run(x) }
export const exportedInstance = new A()
export function pickF(a: A, x: number): number { const f = a.f; return f(x) + f(x + 1) }
export function setF(a: A, f: Unary): boolean { const was = a.f; a.f = f; return was === f }
`,
    },
    calls: [
      '(() => { const a = new m.A(); return [a.run(6), a.text(), a.f.name, a.g.name, a.h.name, a.i.name, a.s.name, a.f === m.twice, a.loose(1, 2), a.text0(3), a.loose.name] })()',
      '(() => { const b = new m.B(), c = new m.B((x, y) => x - y, (x) => x + 100); return [b.run(6), b.both(2, 3), b.which, b.k, c.both(2, 3), new m.B(undefined, m.twice).k === m.twice] })()',
      '(() => { const b = new m.B(), all = []; for (const f of [m.twice, (x) => -x, new m.A().g]) { b.f = f; all.push(b.which, b.run(1)) } return all })()',
      '(() => { const q = new m.Machine(); return [1, 2, 3, 4, 5, 6].map(() => q.step()) })()',
      '(() => { const q = new m.Machine(); q.step(); q.step(); q.step(); try { q.step(); q.step() } catch (error) { return [error.name, error.message, q.steps] } })()',
      '[m.viaShared(3), m.exportedInstance.run(3), m.exportedInstance.f.name, m.exportedInstance.f(4)]',
      'm.pickF(new m.A(), 3)',
      '(() => { const a = new m.A(); return [m.setF(a, m.twice), m.setF(a, m.twice), m.setF(a, (x) => x), m.setF(a, a.f)] })()',
    ],
  },
  {
    name: 'parts of tables that are exported are those of the table',
    files: {
      'a.ts': `
export const easings = { linear: (t: number) => t, quad: (t: number): number => t * t, half(t: number): number { return t / 2 } } as const
export const list = Object.freeze([(t: number): number => t + 1, (t: number): number => t + 2])
const inner = { cube: (t: number): number => t * t * t }
export type Name = keyof typeof easings
export class Tween {
  f: (t: number) => number
  constructor(name: Name) { this.f = easings[name] }
  is(name: Name): boolean { return this.f === easings[name] }
  pick(i: number): void { this.f = i < 2 ? list[i]! : inner.cube }
  at(t: number): number { return this.f(t) }
}`,
    },
    calls: [
      '["linear", "quad", "half"].map((name) => { const w = new m.Tween(name); return [w.at(3), w.f === m.easings[name], w.is("quad"), w.f.name] })',
      '(() => { const w = new m.Tween("linear"); w.f = m.easings.quad; return [w.is("quad"), w.is("linear"), w.at(3)] })()',
      '(() => { const w = new m.Tween("linear"); return [0, 1, 2].map((i) => { w.pick(i); return [w.at(2), w.f === m.list[i], w.f.name] }) })()',
    ],
  },
  {
    name: 'functions that are given, compared with one another and with those of the module',
    files: {
      'a.ts': `
type F = (x: number) => number
export function square(x: number): number { return x * x }
export function same(f: F, g: F): boolean { return f === g }
export function isSquare(f: F): boolean { return f === square }
export function differs(f: F, g: F | null): boolean { return f !== g && g !== f }`,
    },
    calls: [
      '(() => { const f = (x) => x; return [m.same(f, f), m.same(f, (x) => x), m.same(m.square, m.square), m.isSquare(m.square), m.isSquare(f)] })()',
      '(() => { const f = (x) => x; return [m.differs(f, f), m.differs(f, m.square), m.differs(f, null)] })()',
    ],
  },
]

suite('functions of the module in fields', () => {
  for (const each of CASES) test(each.name, () => check(each))
})

const FOLD = `
export type Op = (a: number, b: number) => number
export function add(a: number, b: number): number { return a + b }
export function less(a: number, b: number): number { return a - b }
export class Fold {
  by: Op = add
  isAdd(): boolean { return this.by === add }
  run(a: number, b: number): number { return this.by(a, b) }
}`

test('modules that share a class agree about which function it holds, and so does jit', () => {
  const files = { 'src/fold.ts': FOLD }
  const text = (more: string) => `import { add, Fold, less } from './fold'
    export { add, Fold, less }
    export function make(): Fold { return new Fold() }
    export function holdsAdd(f: Fold): boolean { return f.by === add }
    export function put(f: Fold): void { f.by = less }
    ${more}`
  interface Folding {
    readonly by: unknown
    isAdd(): boolean
    run(a: number, b: number): number
  }
  type Module = Readonly<Record<'make' | 'add' | 'less', () => Folding>> & Readonly<Record<'holdsAdd' | 'put', (f: Folding) => boolean>>
  const a = loadCompiled('src/a.ts', { ...files, 'src/a.ts': text('') }) as unknown as Module
  const b = loadCompiled('src/b.ts', { ...files, 'src/b.ts': text('export const k = 1') }) as unknown as Module
  const [one, other] = [a.make(), b.make()]
  expect([a.holdsAdd(one), a.holdsAdd(other), b.holdsAdd(one), b.holdsAdd(other)]).toEqual([true, true, true, true])
  b.put(one)
  expect([one.isAdd(), one.run(5, 2), a.holdsAdd(one), b.holdsAdd(one)]).toEqual([false, 3, false, false])
  Object.assign(one, { by: b.add })
  Object.assign(other, { by: a.add })
  expect([one.isAdd(), other.isAdd(), a.holdsAdd(one), b.holdsAdd(other)]).toEqual([true, true, true, true])
  setCompiler(() => compiler)
  const call = jit((f: Folding, x: number) => f.run(x, 1) * 10 + (f.isAdd() ? 1 : 0))
  expect([call(one, 2), call(other, 3)]).toEqual([31, 41])
  a.put(one)
  expect(call(one, 2)).toBe(10)
})

test('what a field cannot hold is refused with what to write', () => {
  const refused = (text: string) => {
    const outcome = compileText('src/a.ts', { 'src/a.ts': text })
    return outcome.ok ? [] : outcome.errors.map(({ message }) => message.split('\n')[0])
  }
  const start = 'S.f cannot hold this function in an instance of a class that is compiled ahead of time: '
  expect(refused('export class S { f: (x: number) => number; constructor(k: number) { this.f = (x) => x * k } }')).toEqual([
    `${start}it uses variables of the function around it, so keep what it uses in fields and make it a method, or have the function given from outside.`,
  ])
  expect(refused('export class S { f = (...x: number[]) => x[0]! * 2; run(): number { return this.f(2) } }')).toEqual([
    `${start}its parameters and result have to be numbers, bigints, booleans and strings, and written (\`f: (x: number) => number\`); what takes anything else is a method.`,
  ])
  expect(refused('export class S { private fs = [Math.sqrt]; run(): number { return this.fs[0]!(2) } }')[0]).toMatch(
    /^S\.fs would hold an array of functions, which an instance that the host knows cannot keep/,
  )
})
