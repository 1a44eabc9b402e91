/** Functions through the store, in one process: each `run` makes the function anew, as another process would. */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jit } from '../index.ts'
import { setStore } from '../runtime/slots.ts'
import { eachInNewRoot, openAgain, useCompiler } from './testing/store.ts'

type Anything = (...values: never[]) => unknown

let root = ''
eachInNewRoot((fresh) => {
  root = fresh
})

interface Ran {
  readonly result: unknown
  readonly origin: string
  readonly reason: string | undefined
  readonly warnings: readonly string[]
}

/** Evaluate `make` where nothing is known of earlier runs, call what it gives. */
function run(make: string, args: readonly unknown[], given: Parameters<typeof openAgain>[1] & { options?: object } = {}): Ran {
  const { store, warnings } = openAgain(root, given)
  setStore(store)
  const fn = new Function(make)() as Anything
  const kernel = jit(fn, given.options ?? {})
  const result = kernel(...(args as never[]))
  const [made] = kernel.stats.specialisations
  return { result, origin: made!.origin, reason: made!.cache.reason, warnings }
}

function entries(): string[] {
  return readdirSync(root, { recursive: true })
    .filter((name) => String(name).endsWith('.tpn'))
    .map(String)
}

test('what was compiled once is found again', () => {
  const text = 'const N = 3; return function scale(x) { return x * N + Math.sqrt(4) }'
  expect(run(text, [5])).toMatchObject({ result: 17, origin: 'compiled', reason: 'it was not compiled before', warnings: [] })
  expect(run(text, [7])).toMatchObject({ result: 23, origin: 'cache', reason: undefined, warnings: [] })
  expect(entries()).toHaveLength(1)
})

test('a captured constant is part of the key, with the sign of zero and every digit', () => {
  const text = (value: string) => `const N = ${value}; return function sign(x) { return x * N }`
  for (const value of ['3', '4', '0', '-0', 'NaN', '0.1', '0.30000000000000004', '1e300']) {
    expect(run(text(value), [2])).toMatchObject({ result: 2 * Number(value), origin: 'compiled' })
    expect(run(text(value), [2])).toMatchObject({ result: 2 * Number(value), origin: 'cache' })
  }
  expect(run(text('3n'), [2n]).result).toBe(6n)
})

test('says which constant changed', () => {
  const text = (n: number) => `const LIMIT = ${n}; return function cap(x) { return Math.min(x, LIMIT) }`
  run(text(3), [9])
  expect(run(text(4), [9])).toMatchObject({ result: 4, reason: 'captured constant `LIMIT` changed from 3 to 4' })
})

test('callees are part of the key, however deep', () => {
  const text = (n: number) =>
    `const deep = (x) => x + ${n}; const helper = (x) => deep(x) * 2; return function outer(x) { return helper(x) }`
  expect(run(text(1), [1]).result).toBe(4)
  expect(run(text(2), [1])).toMatchObject({ result: 6, origin: 'compiled', reason: 'the source of `deep` changed' })
  expect(run(text(1), [1])).toMatchObject({ result: 4, origin: 'cache' })
})

test('a built-in that is shadowed is another one', () => {
  const body = 'return function f(x) { return Math.max(x, 2) }'
  expect(run(body, [1])).toMatchObject({ result: 2, origin: 'compiled' })
  expect(run(`const Math = Object.freeze({ max: (a, b) => a - b }); ${body}`, [1])).toMatchObject({ result: -1, origin: 'compiled' })
  expect(run(body, [1])).toMatchObject({ result: 2, origin: 'cache' })
})

test('namespace objects: what was read of them counts', () => {
  const text = (a: number, b: number) => `const space = Object.freeze({ a: ${a}, b: ${b} }); return function f(x) { return x + space.a }`
  expect(run(text(1, 1), [1]).result).toBe(2)
  expect(run(text(1, 2), [1])).toMatchObject({ result: 2, origin: 'cache' })
  expect(run(text(5, 1), [1])).toMatchObject({ result: 6, origin: 'compiled' })
})

test('captured arrays stay live, and are told apart', () => {
  const body = 'return function f(i) { a[i] += 1; return a[i] + b[i] }'
  const two = `const a = new Float64Array([1, 2]), b = new Float64Array([10, 20]); ${body}`
  const one = `const a = new Float64Array([1, 2]), b = a; ${body}`
  expect(run(two, [1])).toMatchObject({ result: 23, origin: 'compiled' })
  expect(run(two, [1])).toMatchObject({ result: 23, origin: 'cache' })
  expect(run(two.replace('10, 20', '30, 40'), [1])).toMatchObject({ result: 43, origin: 'cache' })
  expect(run(one, [1])).toMatchObject({ result: 6, origin: 'compiled' })
  expect(run(one, [1])).toMatchObject({ result: 6, origin: 'cache' })
  expect(run(two, [1])).toMatchObject({ result: 23, origin: 'cache' })
  expect(run(two.replace('b = new Float64Array', 'b = new Float32Array'), [1])).toMatchObject({ result: 23, origin: 'compiled' })
})

test('captured lists and records stay live', () => {
  const text = (x: number) => `const p = { x: ${x}, list: [1, 2, ${x}] }; return function f(i) { return p.x + p.list[i] }`
  expect(run(text(5), [2])).toMatchObject({ result: 10, origin: 'compiled' })
  expect(run(text(7), [2])).toMatchObject({ result: 14, origin: 'cache' })
})

test('functions as arguments', () => {
  const text = 'return function twice(f, x) { return f(f(x)) }'
  const add = (n: number) => new Function(`const n = ${n}; return (x) => x + n`)()
  expect(run(text, [add(1), 1])).toMatchObject({ result: 3, origin: 'compiled' })
  expect(run(text, [add(1), 1])).toMatchObject({ result: 3, origin: 'cache' })
  expect(run(text, [add(2), 1])).toMatchObject({ result: 5, origin: 'compiled' })
  expect(run(text, [Math.sqrt, 16])).toMatchObject({ result: 2, origin: 'compiled' })
  expect(run(text, [Math.sqrt, 16])).toMatchObject({ result: 2, origin: 'cache' })
})

test('types, options, build and engine are part of the key', () => {
  const text = 'return function f(x) { return x + x }'
  expect(run(text, [1]).reason).toBe('it was not compiled before')
  expect(run(text, [1.5]).reason).toBe('it was not compiled for these types')
  expect(run(text, [1], { options: { bounds: 'throw' } }).reason).toMatch(/^the options changed from \{ bounds: "exact"/)
  expect(run(text, [1], { options: { fastmath: true } }).reason).toMatch(/^the options changed/)
  expect(run(text, [1], { options: { name: 'g' } }).origin).toBe('compiled')
  useCompiler('another')
  expect(run(text, [1], { build: 'another' }).reason).toBe('the version of the compiler changed')
  useCompiler()
  expect(run(text, [1], { engine: 'other' }).reason).toBe('the engine changed from engine to other')
  expect(run(text, [1]).origin).toBe('cache')
  expect(run(text, [1.5]).origin).toBe('cache')
})

test('a compiler of another build leaves nothing', () => {
  useCompiler('another')
  expect(run('return function f(x) { return x }', [1]).origin).toBe('compiled')
  expect(run('return function f(x) { return x }', [1]).origin).toBe('compiled')
})

test('`cache: false` neither reads nor writes', () => {
  const text = 'return function f(x) { return x - 1 }'
  expect(run(text, [1], { options: { cache: false } }).reason).toBe('the cache is off')
  run(text, [1])
  expect(run(text, [1], { options: { cache: false } }).origin).toBe('compiled')
  expect(entries()).toHaveLength(1)
})

test('read only: found, never written', () => {
  const text = (n: number) => `return function f(x) { return x - ${n} }`
  run(text(1), [1])
  expect(run(text(1), [1], { readonly: true }).origin).toBe('cache')
  expect(run(text(2), [1], { readonly: true })).toMatchObject({ result: -1, origin: 'compiled', warnings: [] })
  expect(entries()).toHaveLength(1)
})
