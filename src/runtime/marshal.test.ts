import { expect, test, vi } from 'vitest'
import { artifactOf } from '../../test/support/fake-compiler.ts'
import type { Artifact } from '../artifact/artifact.ts'
import { ARRAY, LIST } from '../artifact/layout.ts'
import { arrayLayout, BIGINT_BOX, listLayout, recordLayout } from '../artifact/layouts.ts'
import { parseType } from '../artifact/signature.ts'
import { array } from '../index.ts'
import { memoryInUse, theMachine } from './machine.ts'
import { loadKernel } from './receive.ts'

const MEMORY = '(import "m" "memory" (memory 1))'

function kernel(signature: string, wat: string, more: Partial<Artifact> = {}) {
  return loadKernel([artifactOf(signature, wat, more)])
}

/** A body over i32 parameters. */
function withMemory(params: string, result: string, body: string, imports = ''): string {
  return `(module ${imports} ${MEMORY} (func (export "main") ${params} ${result} ${body}))`
}

/** array[0] += 1 for the first parameter; gives the first element of the last. */
function bump(count: number, element = 'f64'): string {
  const params = Array.from({ length: count }, (_, i) => `(param $p${i} i32)`).join(' ')
  const data = (i: number) => `(i32.load offset=${ARRAY.data} (local.get $p${i}))`
  return withMemory(
    params,
    `(result ${element})`,
    `(${element}.store ${data(0)} (${element}.add (${element}.load ${data(0)}) (${element}.const 1))) (${element}.load ${data(count - 1)})`,
  )
}

test('a typed array is copied in, and out if it may be written', () => {
  const host = Float64Array.of(1, 2, 3)
  const writes = kernel('float64(float64[:])', bump(1), { writes: [true] })
  expect(writes(host)).toBe(2)
  expect(host).toEqual(Float64Array.of(2, 2, 3))
  const reads = kernel('float64(float64[:])', bump(1), { writes: [false] })
  expect(reads(host)).toBe(3)
  expect(host[0]).toBe(2)
})

test('two views of one buffer alias, whichever is written', () => {
  const buffer = new ArrayBuffer(64)
  const f = kernel('float64(float64[:], float64[:])', bump(2), { writes: [true, false] })
  const whole = new Float64Array(buffer)
  const part = new Float64Array(buffer, 0, 2)
  expect(f(part, whole)).toBe(1)
  expect(whole[0]).toBe(1)
  expect(f(whole, whole)).toBe(2)
  const apart = new Float64Array(buffer, 32, 2)
  expect(f(part, apart)).toBe(0)
  expect(whole).toEqual(Float64Array.of(3, 0, 0, 0, 0, 0, 0, 0))
})

test('views of different kinds that overlap at odd places', () => {
  const bytes = new Uint8Array(64)
  const doubles = new Float64Array(bytes.buffer, 8, 4)
  const small = new Int32Array(bytes.buffer, 12, 3)
  const wat = withMemory(
    '(param $a i32) (param $b i32)',
    '(result i32)',
    `(f64.store (i32.load offset=8 (local.get $a)) (f64.const 1)) (i32.load (i32.load offset=8 (local.get $b)))`,
  )
  const f = kernel('int32(float64[:], int32[:])', wat, { writes: [true, false] })
  expect(f(doubles, small)).toBe(0x3ff00000)
  expect(small[0]).toBe(0x3ff00000)
})

test('an array of array() crosses as it is', () => {
  const inside = array(Float64Array, [5, 6])
  const f = kernel('float64(float64[:])', bump(1), { writes: [true] })
  expect([f(inside), f(inside)]).toEqual([6, 7])
  expect([...inside]).toEqual([7, 6])
  const view = inside.subarray(1)
  expect(f(view)).toBe(7)
  expect([...inside]).toEqual([7, 7])
})

test('what does not fit is refused with a sentence', () => {
  const f = kernel('float64(float64[:])', bump(1)) as (x: unknown) => unknown
  expect(() => f(new Float32Array(1))).toThrow('main: a must be float64[:], but it is a Float32Array')
  expect(() => f([1, 2])).toThrow('main: a must be float64[:], but it is an Array')
  expect(() => f(null)).toThrow('main: a must be float64[:], but it is null')
  expect(() => f(new Float64Array(new SharedArrayBuffer(8)))).toThrow(/SharedArrayBuffer.*pass a copy/)
})

test('a detached array has no elements; nothing is written to an array that shrinks', () => {
  const length = kernel('int32(float64[:])', withMemory('(param $a i32)', '(result i32)', '(i32.load offset=12 (local.get $a))'), {
    writes: [true],
  })
  const detached = new Float64Array(4)
  structuredClone(detached, { transfer: [detached.buffer] })
  expect(length(detached)).toBe(0)
})

test('the argument itself, a part of it, and a new array as results', () => {
  const same = kernel('float64[:](float64[:])', withMemory('(param $a i32)', '(result i32)', '(local.get $a)'))
  const host = Float64Array.of(1, 2, 3)
  expect(same(host)).toBe(host)
  const inside = array(Float64Array, 3)
  expect(same(inside)).toBe(inside)
  // A descriptor of elements 1 and 2, made in low memory that nothing uses.
  const part = withMemory(
    '(param $a i32)',
    '(result i32)',
    `(memory.copy (i32.const 64) (local.get $a) (i32.const 32))
     (i32.store offset=8 (i32.const 64) (i32.add (i32.load offset=8 (local.get $a)) (i32.const 8)))
     (i32.store offset=12 (i32.const 64) (i32.const 2)) (i32.const 64)`,
  )
  const tail = kernel('float64[:](float64[:])', part)
  for (const source of [host, inside]) {
    const result = tail(source) as Float64Array
    expect(result.length).toBe(2)
    result[0] = 42
    expect(source[1]).toBe(42)
  }
  const own = withMemory(
    '(param $n i32)',
    '(result i32)',
    `(local $b i32) (local $d i32)
     (local.set $b (call $large (i32.add (i32.const 16) (i32.mul (local.get $n) (i32.const 8))) (global.get $bytes)))
     (i32.store offset=8 (local.get $b) (i32.mul (local.get $n) (i32.const 8)))
     (f64.store offset=16 (local.get $b) (f64.const 1.5))
     (local.set $d (call $large (i32.const 32) (global.get $array)))
     (i32.store offset=8 (local.get $d) (i32.add (local.get $b) (i32.const 16)))
     (i32.store offset=12 (local.get $d) (local.get $n)) (i32.store offset=16 (local.get $d) (local.get $b)) (local.get $d)`,
    `(import "m" "alloc_large" (func $large (param i32 i32) (result i32))) (import "l" "bytes" (global $bytes i32)) (import "l" "array:f64" (global $array i32))`,
  )
  const made = kernel('float64[:](int32)', own, { layouts: [arrayLayout('f64')] })(3) as Float64Array
  expect(made).toEqual(Float64Array.of(1.5, 0, 0))
  expect(made.buffer.byteLength).toBe(24)
})

test('lists are copied in and, if written, back', () => {
  const wat = withMemory(
    '(param $a i32)',
    '(result f64)',
    `(f64.store (i32.load offset=${LIST.data} (local.get $a)) (f64.const 9))
     (i32.store offset=${LIST.length} (local.get $a) (i32.const 2)) (f64.load offset=8 (i32.load offset=${LIST.data} (local.get $a)))`,
  )
  const list = [1, 2, 3]
  expect(kernel('float64(float64[])', wat, { writes: [false] })(list)).toBe(2)
  expect(list).toEqual([1, 2, 3])
  expect(kernel('float64(float64[])', wat, { writes: [true] })(list)).toBe(2)
  expect(list).toEqual([9, 2])
  const call = kernel('float64(float64[])', wat) as (x: unknown) => unknown
  expect(() => call([1, '2'])).toThrow('main: a[1] must be float64, but it is "2"')
  // biome-ignore lint/suspicious/noSparseArray: that is the case
  expect(() => call([1, , 3])).toThrow('main: a[1] must be float64, but it is undefined')
})

const same = (type: string, wasm = 'i32') =>
  kernel(`${type}(${type})`, `(module (func (export "main") (param ${wasm}) (result ${wasm}) (local.get 0)))`)

test.each([
  ['{x: float64, y: int32}', { x: 0.5, y: 7 }],
  ['[float64, boolean, int64]', [1, true, -5n]],
  ['int64[]', [1n, -1n]],
  ['uint64[]', [2n ** 64n - 1n]],
  ['boolean[]', [true, false]],
  ['float64[][]', [[1], [], [2, 3]]],
  [
    '{p: {x: float64}?, q: {x: float64} | undefined}[]',
    [
      { p: null, q: undefined },
      { p: { x: 1 }, q: { x: 2 } },
    ],
  ],
  ['(float64 | undefined | null)[]', [1, undefined, null, Number.NaN]],
  ['(boolean?)[]', [true, null, false]],
  ['(int64 | null)[]', [1n, null, -(2n ** 63n)]],
  ['string[]', ['a', '', 'π']],
  [
    '{a: float64[:], n: uint32, s: string, u: undefined, z: null}',
    { a: Float64Array.of(1, 2), n: 2 ** 32 - 1, s: 'x', u: undefined, z: null },
  ],
])('%s goes in and comes out', (type, value) => {
  const wrapped = `{v: ${type}}`
  const inner = recordLayout([{ name: 'v', storage: 'ref' }])
  // The record that is given back is made anew, so that nothing is taken from the table of arguments but what it holds.
  const f = same(wrapped)
  const argument = { v: value }
  expect(f(argument)).toBe(argument)
  expect(argument).toEqual({ v: value })
  const written = kernel(`${wrapped}(${wrapped})`, '(module (func (export "main") (param i32) (result i32) (local.get 0)))', {
    writes: [true],
    layouts: [inner],
  })
  const before = structuredClone(value)
  expect(written(argument)).toBe(argument)
  expect(argument.v).toEqual(before)
})

test('the same object twice is one object inside', () => {
  const f = kernel(
    'boolean({x: float64}, {x: float64})',
    '(module (func (export "main") (param i32 i32) (result i32) (i32.eq (local.get 0) (local.get 1))))',
  )
  const p = { x: 1 }
  expect([f(p, p), f(p, { x: 1 })]).toEqual([true, false])
})

test('a record has the properties that its type names, no others', () => {
  const f = same('{x: float64}') as (x: unknown) => unknown
  expect(() => f({ x: 1, y: 2 })).toThrow(/has a property `y`, which its type \{x: float64\} does not name/)
  expect(() => f({})).toThrow('main: a.x must be float64, but it is undefined')
  expect(() => f(new Date())).toThrow('main: a must be {x: float64}, but it is a Date')
})

test('optional numbers and bigints', () => {
  const number = same('float64 | null | undefined', 'i64')
  for (const value of [0, -0, 1.5, Number.NaN, null, undefined]) expect(Object.is(number(value), value)).toBe(true)
  const tagged = new Float64Array(BigUint64Array.of(0x7ffc000000000002n).buffer)[0]
  expect(number(tagged)).toBeNaN()
  const flag = same('boolean?', 'i64')
  expect([flag(true), flag(false), flag(null)]).toEqual([true, false, null])
  expect(() => flag(1)).toThrow(TypeError)
  const big = same('int64?')
  expect([big(5n), big(null)]).toEqual([5n, null])
  expect(() => big(2n ** 63n)).toThrow(RangeError)
  expect(BIGINT_BOX.bytes).toBe(16)
})

test('unsigned results', () => {
  expect(same('uint32')(2 ** 32 - 1)).toBe(2 ** 32 - 1)
  expect(same('uint64', 'i64')(2n ** 64n - 1n)).toBe(2n ** 64n - 1n)
  expect(kernel('void()', '(module (func (export "main")))')()).toBe(undefined)
})

test('strings, errors and throw sites', () => {
  const wat = `(module
    (import "s" "0" (global $hello i32)) (import "h" "str.concat" (func $concat (param i32 i32) (result i32)))
    (import "h" "str.from_f64" (func $text (param f64) (result i32))) (import "t" "i32,f64" (func $throw (param i32 i32 f64)))
    (func (export "main") (param f64) (result i32)
      (if (f64.lt (local.get 0) (f64.const 0)) (then (call $throw (i32.const 0) (i32.const 7) (local.get 0)) (unreachable)))
      (call $concat (global.get $hello) (call $text (local.get 0)))))`
  const f = kernel('string(float64)', wat, {
    strings: ['hello '],
    sites: [{ kind: 'RangeError', text: 'index $0 of $1, not $2', arguments: ['i32', 'f64'] }],
  })
  expect(f(1.5)).toBe('hello 1.5')
  expect(() => f(-2)).toThrow(new RangeError('index 7 of -2, not $2'))
  expect(theMachine().handles.count).toBe(0)
})

test('console.log shows values as the host does, and may call kernels', () => {
  const wat = `(module
    (import "h" "log.f64" (func $f64 (param f64))) (import "h" "log.ref" (func $ref (param i32 i32))) (import "h" "log.end" (func $end (param i32)))
    (func (export "main") (param i32) (call $f64 (f64.const 0.5)) (call $ref (local.get 0) (i32.const 0)) (call $end (i32.const 2))))`
  const f = kernel('void({x: float64[]})', wat, { hostTypes: [parseType('{x: float64[]}')], layouts: [listLayout('f64')] })
  const inner = same('{x: float64}')
  const seen: unknown[] = []
  const spy = vi.spyOn(console, 'warn').mockImplementation((...values) => {
    seen.push(...values, inner({ x: 1 }))
  })
  f({ x: [1, 2] })
  spy.mockImplementation(() => {
    throw new URIError('the console is full')
  })
  expect(() => f({ x: [] })).toThrow(new URIError('the console is full'))
  spy.mockRestore()
  expect(seen).toEqual([0.5, { x: [1, 2] }, { x: 1 }])
})

test('what a kernel wrote before it threw is written', () => {
  const wat = `(module ${MEMORY} (import "t" "" (func $throw (param i32))) (import "m" "sp" (global $sp (mut i32)))
    (func (export "main") (param $a i32) (global.set $sp (i32.add (global.get $sp) (i32.const 16)))
      (f64.store (i32.load offset=8 (local.get $a)) (f64.const 3)) (call $throw (i32.const 0))))`
  const f = kernel('void(float64[:])', wat, { writes: [true], sites: [{ kind: 'Error', text: 'no', arguments: [] }] })
  const host = new Float64Array(1)
  const before = theMachine().memory.stackPointer.value
  expect(() => f(host)).toThrow('no')
  expect(host[0]).toBe(3)
  expect(theMachine().memory.stackPointer.value).toBe(before)
})

test('calls leave nothing behind', () => {
  const f = same('{v: {x: float64[]}[]}')
  const { heap } = theMachine()
  const before = [memoryInUse(), heap.arena, heap.pins.length]
  for (let i = 0; i < 1000; i++) f({ v: [{ x: [1, 2, 3] }] })
  expect([memoryInUse(), heap.arena, heap.pins.length]).toEqual(before)
})

test('arguments larger than memory are a RangeError, and the next call works', () => {
  const f = kernel('float64(float64[:])', bump(1))
  const size = theMachine().memory.buffer.byteLength
  expect(() => f(new Float64Array(size / 8))).toThrow(/out of memory/)
  expect(f(Float64Array.of(1))).toBe(2)
})
