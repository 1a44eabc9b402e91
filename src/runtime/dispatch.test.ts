import { beforeEach, expect, test } from 'vitest'
import { artifactOf, type FakeCompiler, fakeCompiler } from '../../test/support/fake-compiler.ts'
import { printSignature, printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import { jit } from '../index.ts'
import { setCompiler } from './slots.ts'

const WASM: Record<string, string> = { float64: 'f64', float32: 'f64', int64: 'i64', uint64: 'i64' }
const wasmType = (type: HostType) => WASM[type.kind] ?? 'i32'

/** Gives back its last parameter, whatever the types; without any, nothing. */
function identity(params: readonly HostType[]) {
  const list = params.map((type) => `(param ${wasmType(type)})`).join('')
  const last = params[params.length - 1]
  if (last === undefined) return artifactOf('void()', '(module (func (export "main")))')
  const wat = `(module (func (export "main") ${list} (result ${wasmType(last)}) (local.get ${params.length - 1})))`
  return artifactOf(`${printType(last)}(${params.map(printType).join(', ')})`, wat)
}

let compiler: FakeCompiler
beforeEach(() => {
  compiler = fakeCompiler(({ signature }) => identity(signature.params))
  setCompiler(() => compiler)
})
const asked = () => compiler.requests.map(({ signature }) => printSignature(signature))

test('a lazy kernel is typed by its calls, once for each combination', () => {
  const f = jit((x: unknown) => x)
  expect([f(1), f(2), f(true), f(false), f(3n), f(-4n)]).toEqual([1, 2, true, false, 3n, -4n])
  expect(asked()).toEqual(['(int32)', '(boolean)', '(int64)'])
  expect(compiler.requests.every(({ lazy }) => lazy)).toBe(true)
  expect(f.stats.calls).toBe(6)
})

test('a parameter that has seen a number that is no int32 is float64 for good', () => {
  const f = jit((x: number) => x)
  expect([f(1), f(1.5), f(2), f(-0), f(2 ** 31), f(Number.NaN)]).toEqual([1, 1.5, 2, -0, 2 ** 31, Number.NaN])
  expect(asked()).toEqual(['(int32)', '(float64)'])
  expect(f.signatures).toEqual(['float64(float64)'])
})

test('-0 is no int32', () => {
  const f = jit((x: number) => x)
  expect(Object.is(f(-0), -0)).toBe(true)
  expect(asked()).toEqual(['(float64)'])
})

test('specialisations for numbers never multiply', () => {
  const f = jit((...values: number[]) => values[0]) as (...values: number[]) => number
  for (let mask = 0; mask < 16; mask++) f(...[0, 1, 2, 3].map((bit) => ((mask >> bit) & 1 ? 0.5 : 1)))
  expect(compiler.requests.length).toBeLessThanOrEqual(5)
})

test('every number of arguments from 0 to 9', () => {
  const f = jit((...values: number[]) => values[values.length - 1]) as (...values: number[]) => number | undefined
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 10; count++) {
      const values = Array.from({ length: count }, (_, index) => index + 1)
      expect(f(...values)).toBe(count === 0 ? undefined : count)
    }
  }
  expect(compiler.requests.length).toBe(10)
})

test('the compiler may say that further arguments are ignored', () => {
  compiler = fakeCompiler(({ signature }) => identity(signature.params.slice(0, 1)))
  setCompiler(() => compiler)
  const f = jit((x: number) => x)
  expect([5, 6, 7].map(f)).toEqual([5, 6, 7])
  expect(f(8)).toBe(8)
  expect(asked()).toEqual(['(int32, int32, float64[])'])
})

test('a declared signature is compiled at once and closed to other types', () => {
  const f = jit('int64(int64)', (x: bigint) => x)
  expect(asked()).toEqual(['int64(int64)'])
  expect(f(2n ** 63n - 1n)).toBe(2n ** 63n - 1n)
  const call = f as (x: unknown) => unknown
  expect(() => call(1)).toThrow(new TypeError('kernel: a must be int64, but it is 1'))
  expect(() => call(2n ** 63n)).toThrow(RangeError)
  expect(() => call(2n ** 63n)).toThrow(/must be int64 \(-2\^63 … 2\^63 - 1\), but it is 9223372036854775808n/)
  expect(() => (f as unknown as () => unknown)()).toThrow(/a must be int64, but it is undefined/)
  expect((f as unknown as (x: bigint, more: number) => bigint)(1n, 2)).toBe(1n)
  expect(f.signatures).toEqual(['int64(int64)'])
})

test.each([
  ['int8', [-128, 127], [-129, 128, 0.5, -0, Number.NaN]],
  ['uint8', [0, 255], [-1, 256]],
  ['int16', [-32768, 32767], [-32769, 32768]],
  ['uint16', [0, 65535], [-1, 65536]],
  ['int32', [-(2 ** 31), 2 ** 31 - 1], [2 ** 31, -0, Number.POSITIVE_INFINITY]],
  ['uint32', [0, 2 ** 32 - 1], [-1, 2 ** 32]],
  ['float32', [0.5, -0, Number.NaN, Number.NEGATIVE_INFINITY], [0.1, 2 ** 24 + 1]],
  ['float64', [0.1, -0, Number.NaN], []],
])('%s takes what fits and nothing else', (type, good, bad) => {
  const f = jit(`${type}(${type})`, ((x: number) => x) as never) as (x: unknown) => unknown
  for (const value of good) expect(Object.is(f(value), value)).toBe(true)
  for (const value of bad) expect(() => f(value)).toThrow(RangeError)
  for (const value of ['1', 1n, null, undefined, {}, true]) expect(() => f(value)).toThrow(TypeError)
})

test('of several signatures the first that fits is called', () => {
  const f = jit(['int32(int32)', 'float64(float64)', 'uint64(uint64)'], ((x: unknown) => x) as never) as (x: unknown) => unknown
  expect(asked()).toEqual(['int32(int32)', 'float64(float64)', 'uint64(uint64)'])
  expect([f(1), f(1.5), f(2n ** 64n - 1n)]).toEqual([1, 1.5, 2n ** 64n - 1n])
  expect(() => f('x')).toThrow(
    /no signature fits the arguments \("x"\); there are int32\(int32\) \| float64\(float64\) \| uint64\(uint64\)/,
  )
})

test('a kernel looks like its function', () => {
  function norm(x: number, y: number) {
    return x + y
  }
  const f = jit(norm)
  expect([f.name, f.length, f.plain]).toEqual(['norm', 2, norm])
  expect(jit(norm, { name: 'other' }).name).toBe('other')
  expect(jit(f).plain).toBe(norm)
})

test('compile adds a specialisation ahead of the first call', () => {
  const f = jit((x: number) => x)
  f.compile('float64(float64)')
  f.compile('float64(float64)')
  expect(f(3)).toBe(3)
  expect(asked()).toEqual(['float64(float64)'])
  expect(f.stats.specialisations).toMatchObject([{ signature: 'float64(float64)', origin: 'compiled', units: [{ name: 'main' }] }])
})

test('functions as arguments make a specialisation each', () => {
  const apply = jit((g: (x: number) => number, x: number) => g(x))
  const double = (x: number) => x * 2
  const triple = (x: number) => x * 3
  apply(double, 1)
  apply(triple, 1)
  apply(double, 2)
  apply(jit(double), 2)
  expect(compiler.requests.length).toBe(2)
  expect([...compiler.requests[0]!.functions.values()].map(({ text }) => text)).toEqual(['(x) => x * 2'])
})

test('functions made anew at every call are one if they are equal', () => {
  const apply = jit((g: (x: number) => number, x: number) => g(x))
  const scaled = (k: number) => (x: number) => x * k
  for (let i = 0; i < 20; i++) apply((x) => x + 1, i)
  for (let i = 0; i < 20; i++) apply(scaled(2), i)
  expect(compiler.requests.length).toBe(2)
  apply(scaled(3), 1)
  expect(compiler.requests.length).toBe(3)
})

test('wrong uses of jit say so', () => {
  expect(() => jit(5 as never)).toThrow(/jit takes a function, not number/)
  expect(() => jit(Math.sin)).toThrow(/sin cannot be compiled: it is a function of the host/)
  expect(() => jit(((x: number) => x).bind(null))).toThrow(/bound function/)
  expect(() => jit(class A {} as never)).toThrow(/A is a class/)
  expect(() => jit((x: number) => x, { unroll: 4 } as never)).toThrow(/no option `unroll`/)
  expect(() => jit((x: number) => x, { bounds: 'none' } as never)).toThrow(/bounds must be/)
  expect(() => (jit((x: unknown) => x) as (x: unknown) => unknown)(Symbol.iterator)).toThrow(/symbol/)
})

test('TAIPAN_DISABLE runs the function itself', () => {
  process.env['TAIPAN_DISABLE'] = '1'
  try {
    const f = jit('int64(int64)', (x: bigint) => x + 1n)
    expect(f(2n ** 70n)).toBe(2n ** 70n + 1n)
    expect([f.stats.calls, f.signatures, compiler.requests.length]).toEqual([1, ['int64(int64)'], 0])
  } finally {
    delete process.env['TAIPAN_DISABLE']
  }
})
