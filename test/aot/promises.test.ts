/** What a build promises and what it refuses: annotations are checked, errors are sentences, all of a file at once. */
import { expect, test } from 'vitest'
import { triedFiles } from '../../src/aot/build.ts'
import { compileText, loadCompiled } from './load.ts'

test('a result that breaks the promise of its annotation is refused', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `export function found(xs: number[]): { x: number } { return xs.map((x) => ({ x })).find(({ x }) => x > 2)! }
    export function holes(n: number): number[] { return [1, 2, 3].map((x) => (x > n ? undefined! : x)) }`,
  }) as Record<string, (...values: unknown[]) => unknown>
  expect(() => m['found']!([1])).toThrow(new TypeError('found: the result must be {x: float64}, but it is undefined'))
  expect(m['holes']!(3)).toEqual([1, 2, 3])
  expect(() => m['holes']!(2)).toThrow(new TypeError('holes: the result[2] must be float64, but it is undefined'))
})

test('functions that are given keep what their types say, and change nothing that was copied', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `export function each(f: (x: number) => number, xs: Float64Array, list: number[]): number {
      let s = 0
      for (const x of xs) s += f(x)
      for (const x of list) s += f(x)
      return s
    }`,
  })['each'] as (...values: unknown[]) => number
  const [xs, list] = [new Float64Array([1, 2]), [3]]
  expect(m((x: number) => x + list[0]! + xs[0]!, xs, list)).toBe(18)
  expect(() => m(5, xs, list)).toThrow(new TypeError('each: f must be a function (float64) => float64, but it is 5'))
  expect(() => m(() => 'a', xs, list)).toThrow(new TypeError('each: f: what it returns must be float64, but it is "a"'))
  const held = 'of which compiled code holds a copy as long as the call runs'
  expect(() => m((x: number) => (list.push(x) < 50 ? x : 0), xs, list)).toThrow(new TypeError(`each: f changed float64[], ${held}`))
  expect(() => m((x: number) => (xs[0] = x + 1), xs, list)).toThrow(/^each: f changed a Float64Array/)
})

test('functions that fields hold keep what their types say', () => {
  const text = `export class Fold {
    constructor(public by: (a: number, b: number) => number) {}
    run(xs: readonly number[]): number { let s = xs[0]!; for (const x of xs.slice(1)) s = this.by(s, x); return s }
  }`
  const { Fold } = loadCompiled('src/a.ts', { 'src/a.ts': text }) as {
    Fold: new (by: unknown) => { by: unknown; run(xs: number[]): number }
  }
  const types = '(float64, float64) => float64'
  expect(() => new Fold(5)).toThrow(new TypeError(`Fold: by must be a function ${types}, but it is 5`))
  const fold = new Fold((a: number, b: number) => a - b)
  expect(fold.run([5, 2, 1])).toBe(2)
  expect(() => (fold.by = null)).toThrow(new TypeError(`Fold.by must be a function ${types}, but it is null`))
  fold.by = () => 'a'
  expect(() => fold.run([1, 2])).toThrow(new TypeError('Fold.by: what it returns must be float64, but it is "a"'))
  const list = [1, 2]
  fold.by = (a: number) => list.push(a)
  expect(() => fold.run(list)).toThrow(/^Fold.by changed float64\[\], of which compiled code holds a copy/)
})

test('jit, jitclass and array of taipan say what is meant', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `import { array, jit, jitclass } from 'taipan'
    @jitclass export class P { x = 1; constructor(public y: number) {} sum(): number { return this.x + this.y } }
    @jitclass({ n: 'int32' }) export class Q { n = 0; add(by: number): number { this.n += by; return this.n } }
    const buffer = array(Float64Array, 4)
    export const K = jit('int32(int32)', (x: number) => x * 2)
    export const L = jit((x: number): number => x * 3)
    export const J = jitclass({ a: 'int32', put: 'void(int32)' }, class J { a = 1; more(): number { return ++this.a } put(x) { this.a = x } })
    export function use(i: number): number { buffer[i]++; return buffer[i] + K(i) }`,
  })
  const text = `const q = new m.Q(), j = new m.J(); j.put(8); const attempt = (run) => { try { return run() } catch (error) { return error.name } }
  return [new m.P(2).sum(), q.add(3), attempt(() => q.add(0.5)), m.use(1), m.use(1), m.K(2), attempt(() => m.K(0.5)), m.L(3), j.more(), attempt(() => j.put(0.5))]`
  expect(new Function('m', text)(m)).toEqual([3, 3, 'RangeError', 3, 4, 4, 'RangeError', 9, 9, 'RangeError'])
})

test('an exported variable that a method assigns is refused: importers would not see it change', () => {
  const text = (assigns: boolean) => `export let made = 0
export class Counter { n = 0; add(): number { ${assigns ? 'made++' : 'this.n += made'}; return this.n } }
export function make(): number { made++; return made }`
  const assigned = compileText('src/a.ts', { 'src/a.ts': text(true) })
  expect(assigned.ok ? [] : assigned.errors.map(({ code, line, message }) => `${code}:${line} ${message.split('\n')[0]}`)).toEqual([
    'aot_export:1 `made` cannot be exported from a file that is compiled ahead of time: Counter.add assigns it; export a function that returns it.',
  ])
  expect(compileText('src/a.ts', { 'src/a.ts': text(false) }).ok).toBe(true)
})

test('what is refused is refused in a sentence, all of it at once', () => {
  const refused = (text: string) => {
    const outcome = compileText('src/a.ts', { 'src/a.ts': text })
    return outcome.ok ? [] : outcome.errors.map(({ code, line }) => `${code}:${line}`)
  }
  expect(
    refused(`export namespace G { export const a = 1 } export function G(): number { return 1 }
export class Stack<T extends number | bigint> { items: T[] = [] }
export let list: (() => number)[] = []
export function put(x: number): void { list = [() => x] }
export function apply(f: (x: number[]) => number): number { return f([1]) }
import fs = require('fs')
export class A { @dec x = 1; constructor(f: Date) {} }
@other export class B {}
const late = await Promise.resolve(1)
for await (const x of []) {}`),
  ).toEqual(
    expect.arrayContaining([
      'unsupported_syntax:1',
      'aot_generic_export:2',
      'aot_export:3',
      'aot_unsupported_type:5',
      'unsupported_syntax:6',
      'unsupported_syntax:7',
      'unsupported_syntax:8',
      'aot_unsupported_type:7',
      'unsupported_syntax:9',
      'unsupported_syntax:10',
    ]),
  )
})

test('what only says how something is gone over asks for the arrays that it may be, which a comment may name', () => {
  const total =
    'export function total(xs: ArrayLike<number>): number { let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]!; return s }'
  const outcome = compileText('src/a.ts', {
    'src/a.ts': `${total}\nexport function all(xs: Iterable<number>): number { let s = 0; for (const x of xs) s += x; return s }`,
  })
  expect(outcome.ok ? [] : outcome.errors.map(({ message }) => /write which arrays it may be/.test(message))).toEqual([true, true])
  expect(
    compileText('src/a.ts', { 'src/a.ts': `/** @signature float64(float64[])\n *  @signature float64(float64[:]) */\n${total}` }).ok,
  ).toBe(true)
})

test('what is passed to a function of the host is shown where it is passed', () => {
  const text = `export function apply(f: (x: number, k: bigint) => number, x: number): number {
  const y: number = x * 2
  return f(
    y,
    3 as never)
}`
  const outcome = compileText('src/a.ts', { 'src/a.ts': text })
  const found = outcome.ok ? [] : outcome.errors.map(({ code, line, frame }) => [code, line, frame])
  expect(found).toEqual([['callback_argument', 3, expect.stringContaining('return f(')]])
})

test('JSON that is imported is a constant', () => {
  const files = {
    'src/a.ts': `import table from './table.json'
export function at(index: number): number { return table.values[index]! * table.by }`,
    'src/table.json': '{ "by": 3, "values": [1, 2.5] }\n',
  }
  const { at } = loadCompiled('src/a.ts', files) as { at(index: number): number }
  expect([at(0), at(1)]).toEqual([3, 7.5])
})

test('a value that cannot be computed for the declarations is an error as all others are', () => {
  const outcome = compileText('src/a.ts', { 'src/a.ts': 'export const wrong = (() => { throw new RangeError("no") })()' })
  const { files, errors } = outcome.ok ? triedFiles(outcome.file, { directory: 'dist' }) : { files: [], errors: outcome.errors }
  expect([files.length, errors.map(({ code, line }) => `${code}:${line}`)]).toEqual([0, ['aot_initialiser:1']])
})
