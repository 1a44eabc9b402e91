/** Tables of functions and constants at the top level of a file: each does built what it does as source. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText, loadCompiled } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'functions of Math among them',
    files: {
      'a.ts': `
const T: { [name: string]: (x: number) => number } = { sin: Math.sin, neg: (x) => -x, sqrt: Math.sqrt }
export function f(name: string, x: number): number { const g = T[name]; return g === undefined ? NaN : g(x) }
const U = { sin: Math.sin, sqrt: Math.sqrt }
export function g(name: 'sin' | 'sqrt', x: number): number { return U[name](x) }
const V = [Math.sin, Math.cos, Math.max, Math.atan2]
export function h(i: number, x: number): number { return V[i]!(x, 1) }
const W = { max: Math.max, min: Math.min, sum: (...xs: number[]) => xs.reduce((a, b) => a + b, 0) }
export function l(name: 'max' | 'min' | 'sum', x: number): number { return W[name](x) }
`,
    },
    calls: [
      ...['sin', 'neg', 'sqrt', 'x', ''].map((name) => `m.f('${name}', 2)`),
      'm.g("sin", 1)',
      'm.g("sqrt", 2)',
      ...[0, 1, 2, 3].map((index) => `m.h(${index}, 3)`),
      'try_(() => m.h(9, 3))',
      ...['max', 'min', 'sum'].map((name) => `m.l('${name}', 4)`),
    ],
  },
  {
    name: 'functions found by numbers and names',
    files: {
      'a.ts': `
function add(a: number, b: number): number { return a + b }
function sub(a: number, b: number): number { return a - b }
type Op = (a: number, b: number) => number
const ops = [add, sub]
const more: Op[] = [add, sub, (a, b) => a * b]
const table = { add, sub, mul: (a: number, b: number) => a * b }
const named: Record<string, Op> = { '+': add, '-': sub, '*'(a, b) { return a * b } }
const byCode: Record<number, Op> = { 0: add, 1: sub, 5: (a, b) => a / b }
enum Dir { Up, Down = 5, Left }
const frozen = Object.freeze({ a: 1, b: 2 })
export function run(k: number, a: number, b: number): number { return ops[k]!(a, b) }
export function run2(k: number, a: number, b: number): number { return more[k]!(a, b) }
export function run3(k: 'add' | 'sub' | 'mul', a: number, b: number): number { return table[k](a, b) }
export function run4(k: string, a: number, b: number): number { const f = named[k]; if (!f) throw new RangeError('no ' + k); return f(a, b) }
export function run5(k: number, a: number, b: number): number { return byCode[k]?.(a, b) ?? -1 }
export function dir(d: number): string { return Dir[d] ?? 'none' }
export function frozenAt(k: string): number { return (frozen as Record<string, number>)[k] ?? -1 }
export function size(): number { return ops.length + more.length }
export function vm(code: number[]): number { let acc = 1; for (let i = 0; i + 1 < code.length; i += 2) acc = more[code[i]!]!(acc, code[i + 1]!); return acc }
export function has(k: string): boolean { return named[k] !== undefined }
export function first(a: number): number { return ops[0]!(a, 1) + table.mul(a, 3) + table['sub'](a, 1) }
const find = 3
export function clash(k: number): number { const value0 = find; return ops[k]!(value0, 1) }
`,
    },
    calls: [
      'm.run(0, 1, 2)',
      'm.run(1, 1, 2)',
      'try_(() => m.run(7, 1, 2))',
      'try_(() => m.run(-1, 1, 2))',
      'try_(() => m.run(0.5, 1, 2))',
      'm.run(-0, 1, 2)',
      'try_(() => m.run(NaN, 1, 2))',
      'm.run2(2, 3, 4)',
      'm.run3("mul", 3, 4)',
      'm.run3("sub", 3, 4)',
      'm.run4("+", 3, 4)',
      'm.run4("*", 3, 4)',
      'm.run4("/", 3, 4)',
      'm.run5(5, 3, 4)',
      'm.run5(1, 3, 4)',
      'm.run5(2, 3, 4)',
      '[m.dir(0), m.dir(5), m.dir(6), m.dir(1), m.dir(0.5)]',
      '[m.frozenAt("a"), m.frozenAt("b"), m.frozenAt("c")]',
      'm.size()',
      'm.vm([0, 5, 2, 3, 1, 4])',
      '[m.has("+"), m.has("x")]',
      'm.first(10)',
      'm.clash(1)',
    ],
  },
  {
    name: 'a virtual machine with its commands in other files, and what the top level puts in',
    files: {
      'a.ts': `
import { commands, Code } from './b'
import * as all from './b'
export function step(name: string, x: number): number { return (commands[name] ?? ((y: number) => -y))(x) }
export function nameOf(code: number): string { return Code[code] ?? '?' }
export function run(names: string[], x: number): number { for (const name of names) { const f = commands[name]; if (f) x = f(x) } return x }
export class Machine {
  private at = 0
  private readonly program: string[]
  constructor(program: string[]) { this.program = [...program] }
  next(x: number): number { const f = commands[this.program[this.at++ % this.program.length]!]; return f ? f(x) : x }
}
export function named(x: number): number { return all.commands.inc!(x) }
`,
      'b.ts': `
export enum Code { Stop, Go = 4, Turn }
export const commands: Record<string, (x: number) => number> = { inc: (x) => x + 1, double: (x) => x * 2 }
commands.half = (x) => x / 2
`,
    },
    calls: [
      'm.step("inc", 4)',
      'm.step("half", 4)',
      'm.step("none", 4)',
      '[m.nameOf(0), m.nameOf(4), m.nameOf(5), m.nameOf(1)]',
      'm.run(["inc", "double", "x", "half"], 8)',
      '(() => { const v = new m.Machine(["inc", "double", "?"]); return [v.next(1), v.next(5), v.next(7), v.next(1)] })()',
      'm.named(2)',
    ],
  },
]

suite('what files with tables of functions do, built and as source', () => {
  for (const made of CASES) test(made.name, () => check(made))
})

function errorsOf(text: string): string {
  const outcome = compileText('src/a.ts', { 'src/a.ts': text })
  return outcome.ok ? '' : outcome.errors.map(({ message }) => message).join('\n')
}

test('a table that functions change is none', () => {
  const table =
    'type F = (x: number) => number\nconst all: F[] = [(x) => x]\nexport function run(k: number): number { return all[k]!(1) }\n'
  expect(errorsOf(table)).toBe('')
  expect(errorsOf(`${table}export async function add(f: F): Promise<void> { all.push(f) }`)).toMatch(/may change/)
  expect(errorsOf(`${table}export async function swap(f: F): Promise<void> { ;[all[0]] = [f] }`)).toMatch(/may change/)
  expect(errorsOf(`${table}export async function each(fs: F[]): Promise<void> { for (all[0] of fs) fs.pop() }`)).toMatch(/may change/)
  expect(errorsOf(`${table}export { all }`)).toMatch(/may change/)
  expect(errorsOf(`${table.replace('[(x) => x]', 'Object.freeze([(x: number) => x]) as F[]')}export { all }`)).toBe('')
  expect(errorsOf(`${table}export async function add(f: F): Promise<void> { all[0] = f }`)).toMatch(/may change/)
  expect(errorsOf(`${table}export async function get(): Promise<F[]> { return all }`)).toMatch(/may change/)
})

test('what objects have from their prototype is not found, and functions that look at their object are none', () => {
  const named = (body: string) => `const ops = ${body}\nexport function run(k: string): number { return ops[k as 'up'](1) }`
  expect(errorsOf(named('{ up: (x: number) => x + 1 }'))).toBe('')
  expect(errorsOf(named('{ by: 2, up(x: number) { return x + this.by } }'))).toMatch(/chosen by a computed key/)
})

test('nor one that functions of another file change', () => {
  const built = (change: string) => {
    const outcome = compileText('src/a.ts', {
      'src/a.ts': `import { named } from './b'\nimport './c'\nexport function run(k: string): number { return named[k]?.(1) ?? 0 }\n`,
      'src/b.ts': 'export const named: Record<string, (x: number) => number> = { one: (x) => x }\n',
      'src/c.ts': `import { named as other } from './b'\nimport * as all from './b'\nexport async function put(): Promise<void> { ${change} }\n`,
    })
    return outcome.ok ? '' : outcome.errors.map(({ message }) => message).join('\n')
  }
  expect(built('other.one!(1); all.named.one!(2)')).toBe('')
  expect(built('other.two = (x) => -x')).not.toBe('')
  expect(built('delete all.named.one')).not.toBe('')
})

test('a key that is neither a number nor a text is refused when it is used', () => {
  const made = loadCompiled('src/a.ts', {
    'src/a.ts': `const named: Record<string, (x: number) => number> = { 1: (x) => x, true: (x) => -x }
export function byNumber(k: number): number { return named[k]?.(5) ?? 0 }
export function byBigint(k: bigint): number { return named[k as never]?.(5) ?? 0 }
export function byFlag(k: boolean): number { return named[k as never]?.(5) ?? 0 }
`,
  }) as Record<string, (k: unknown) => number>
  expect([made['byNumber']!(1), made['byNumber']!(-0), made['byNumber']!(Number.NaN)]).toEqual([5, 0, 0])
  expect(() => made['byBigint']!(1n)).toThrow('found by a number or a text')
  expect(() => made['byFlag']!(true)).toThrow('found by a number or a text')
})
