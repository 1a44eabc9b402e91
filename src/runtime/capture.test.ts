import { beforeAll, expect, test } from 'vitest'
import * as subject from '../../test/support/capture-subject.ts'
import bisect, { IMPORTED, half as renamed, table } from '../../test/support/capture-subject.ts'
import type { Captured } from '../artifact/captured.ts'
import { jit } from '../index.ts'
import { type Scope, unitOf } from './capture.ts'
import { capturedValue } from './classify.ts'
import type { AnyFunction } from './identity.ts'

const LIMIT = 1000
const BIG = 2n ** 60n
const { sin, max: largest } = Math
const square = (x: number) => x * x
const kernel = jit(square)
const settings = { eps: 0.5, steps: 10 }
const frozen = Object.freeze({ eps: 0.5, deep: Object.freeze({ n: 3 }) })
const operations = { add: (a: number, b: number) => a + b, zero: 0 }
const points = [{ x: 1, y: 2 }]
let counter = 0

beforeAll(() => {
  counter = 7
})

function resolve(fn: unknown, name: string, scope?: Scope): Captured | undefined {
  return unitOf(fn as AnyFunction, { scope }).resolve(name)
}

/** A name as the transformed source has it: imports become properties of objects. */
function follow(fn: AnyFunction, pattern: RegExp): Captured | undefined {
  const path = pattern.exec(unitOf(fn).text)![0].split('.')
  let answer = unitOf(fn).resolve(path[0]!)
  for (const name of path.slice(1)) answer = answer?.kind === 'object' ? answer.get(name) : undefined
  return answer
}

test('constants of the module and of enclosing functions, inner before outer', () => {
  const make = (LIMIT: number) => (x: number) => x + LIMIT + Number(BIG)
  expect(resolve((x: number) => x + LIMIT, 'LIMIT')).toEqual({ kind: 'number', value: 1000 })
  expect(resolve(make(5), 'LIMIT')).toEqual({ kind: 'number', value: 5 })
  expect(resolve(make(5), 'BIG')).toEqual({ kind: 'bigint', value: BIG })
  expect(resolve(() => counter, 'counter')).toEqual({ kind: 'number', value: 7 })
})

test('imports: named, renamed, default, namespace', () => {
  const word = /__vite_ssr_import_\d+__\.\w+/
  expect(follow(() => IMPORTED, word)).toEqual({ kind: 'number', value: 41 })
  expect(follow((() => renamed(1)) as AnyFunction, word)).toMatchObject({ kind: 'function', unit: { name: 'half' } })
  expect(follow((() => bisect(1)) as AnyFunction, word)).toMatchObject({ kind: 'function', unit: { name: 'half' } })
  expect(follow(() => table, word)).toMatchObject({ kind: 'array', element: 'float64' })
  const namespace = follow(() => subject, /__vite_ssr_import_\d+__/)
  expect(namespace?.kind === 'object' && namespace.get('IMPORTED')).toEqual({ kind: 'number', value: 41 })
  expect(namespace?.kind === 'object' && namespace.get('nothing')).toBeUndefined()
})

test('built-ins by identity, whatever they are called', () => {
  const f = () => [sin, largest, Math, Number, Float64Array, console, BigInt, Infinity]
  expect(resolve(f, 'sin')).toEqual({ kind: 'builtin', path: 'Math.sin' })
  expect(resolve(f, 'largest')).toEqual({ kind: 'builtin', path: 'Math.max' })
  for (const name of ['Math', 'Number', 'Float64Array', 'console', 'BigInt', 'Object', 'RangeError', 'performance', 'parseInt']) {
    expect(resolve(f, name)).toEqual({ kind: 'builtin', path: name })
  }
  expect(resolve(f, 'NaN')).toEqual({ kind: 'number', value: Number.NaN })
  expect(resolve(f, 'undefined')).toEqual({ kind: 'undefined' })
  expect(resolve(f, 'nowhere')).toBeUndefined()
})

test('functions, kernels, arrays, objects', () => {
  const f = () => [square, kernel, table, settings, frozen, operations, points]
  const found = (name: string) => resolve(f, name)
  const plain = found('square')
  expect(plain).toMatchObject({ kind: 'function', unit: { name: 'square' } })
  expect(found('kernel')).toEqual(plain)
  expect(plain?.kind === 'function' && plain.unit).toBe(unitOf(square))
  const values = found('settings')
  expect(values).toMatchObject({ kind: 'value', type: { kind: 'record', fields: [{ name: 'eps' }, { name: 'steps' }] } })
  expect(values?.kind === 'value' && capturedValue(values.id)).toBe(settings)
  const list = found('points')
  expect(list).toMatchObject({ kind: 'value', type: { kind: 'list', element: { kind: 'record' } } })
  const constant = found('frozen')
  expect(constant?.kind === 'object' && constant.get('eps')).toEqual({ kind: 'number', value: 0.5 })
  const namespace = found('operations')
  expect(namespace?.kind === 'object' && namespace.get('add')).toMatchObject({ kind: 'function' })
})

test('what cannot be compiled says why', () => {
  const bound = square.bind(null)
  const when = new Date()
  const shared = new Float64Array(new SharedArrayBuffer(8))
  const f = () => [bound, when, shared]
  expect(resolve(f, 'bound')).toMatchObject({ kind: 'unsupported', reason: expect.stringMatching(/bound function/) })
  expect(resolve(f, 'when')).toMatchObject({ kind: 'unsupported', reason: expect.stringMatching(/a Date/) })
  expect(resolve(f, 'shared')).toMatchObject({ kind: 'unsupported', reason: expect.stringMatching(/SharedArrayBuffer/) })
})

test('scope comes first, for the function and what it calls', () => {
  const inner = () => LIMIT
  const f = () => inner() + LIMIT
  expect(resolve(f, 'LIMIT', { LIMIT: 1 })).toEqual({ kind: 'number', value: 1 })
  expect(resolve(f, 'LIMIT')).toEqual({ kind: 'number', value: 1000 })
})

test('a binding that has no value yet is asked for again', () => {
  const f = () => later
  const early = resolve(f, 'later')
  expect(['undefined', 'unsupported']).toContain(early?.kind)
  const later = 3
  expect(resolve(f, 'later')).toEqual({ kind: 'number', value: 3 })
})

test('the same function is the same unit; equal functions are not', () => {
  const make = (k: number) => (x: number) => x + k
  const [a, b] = [make(1), make(2)]
  expect(unitOf(a)).toBe(unitOf(a))
  expect(unitOf(a).id).not.toBe(unitOf(b).id)
  expect([unitOf(a).resolve('k'), unitOf(b).resolve('k')]).toEqual([
    { kind: 'number', value: 1 },
    { kind: 'number', value: 2 },
  ])
})

test('looking is cheap', () => {
  unitOf(() => LIMIT).resolve('LIMIT')
  const start = performance.now()
  for (let i = 0; i < 50; i++) unitOf(() => LIMIT + i).resolve('LIMIT')
  expect((performance.now() - start) / 50).toBeLessThan(5)
})
