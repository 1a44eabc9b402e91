/** Why something had to be compiled: the reason names the part of the key that changed. Each row is two programs, one after the other. */
import { chmodSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { jit, jitclass, statsOf } from '../index.ts'
import type { CacheStats, SpecialisationStats } from '../runtime/jit.ts'
import { setStore } from '../runtime/slots.ts'
import { eachInNewRoot, openAgain, useCompiler } from './testing/store.ts'

let root = ''
eachInNewRoot((fresh) => {
  root = fresh
})

type Given = Parameters<typeof openAgain>[1]

/** The last specialisation of what the program gives: a kernel that was called, or a class that was used. */
function last(program: string, given: Given = {}): SpecialisationStats {
  setStore(openAgain(root, given).store)
  const made = new Function('jit', 'jitclass', program)(jit, jitclass) as { stats?: { specialisations: SpecialisationStats[] } }
  return (made.stats ?? statsOf(made as never)).specialisations.at(-1)!
}

function reason(program: string, given: Given = {}): string | undefined {
  const { origin, cache } = last(program, given)
  expect(origin).toBe(cache.reason === undefined ? 'cache' : 'compiled')
  return cache.reason
}

const call = (before: string, fn: string, args: string) => `${before}\nconst f = jit(${fn}); f(${args}); return f`
const KERNEL = call('', 'function f(x) { return x + 1 }', '1')

interface Row {
  readonly what: string
  readonly before: string
  readonly after: string
  readonly reason: string
}

const rows: Row[] = [
  {
    what: 'the function itself',
    before: KERNEL,
    after: call('', 'function f(x) { return x + 2 }', '1'),
    reason: 'the source of `f` changed',
  },
  {
    what: 'a function that it calls',
    before: call('const g = (x) => x * 2', 'function f(x) { return g(x) }', '1'),
    after: call('const g = (x) => x * 3', 'function f(x) { return g(x) }', '1'),
    reason: 'the source of `g` changed',
  },
  {
    what: 'a captured constant',
    before: call('const K = 1n', 'function f(x) { return x + K }', '1n'),
    after: call('const K = 2n', 'function f(x) { return x + K }', '1n'),
    reason: 'captured constant `K` changed from 1n to 2n',
  },
  {
    what: 'a captured variable of another kind',
    before: call('const a = new Float64Array(2)', 'function f(i) { return a[i] }', '1'),
    after: call('const a = new Float32Array(2)', 'function f(i) { return a[i] }', '1'),
    reason: 'captured variable `a` changed from an array of float64 to an array of float32',
  },
  {
    what: 'a property of a captured object',
    before: call('const o = Object.freeze({ k: 1 })', 'function f(x) { return x + o.k }', '1'),
    after: call('const o = Object.freeze({ k: 2 })', 'function f(x) { return x + o.k }', '1'),
    reason: 'captured constant `k` changed from 1 to 2',
  },
  {
    what: 'a constant that is a function now',
    before: call('const K = 1', 'function f(x) { return typeof K === "number" ? x : x + 1 }', '1'),
    after: call('const K = (x) => x', 'function f(x) { return typeof K === "number" ? x : x + 1 }', '1'),
    reason: 'captured constant `K` changed from 1 to a function',
  },
  { what: 'types', before: KERNEL, after: KERNEL.replace('f(1)', 'f(0.5)'), reason: 'it was not compiled for these types' },
  {
    what: 'a signature',
    before: "return jit('float64(float64)', function f(x) { return x + 1 })",
    after: "return jit('int32(int32)', function f(x) { return x + 1 })",
    reason: 'it was not compiled for these types',
  },
  {
    what: 'options',
    before: KERNEL,
    after: KERNEL.replace('x + 1 }', "x + 1 }, { bounds: 'throw', fastmath: true }"),
    reason: 'the options changed from { bounds: "exact", fastmath: false } to { bounds: "throw", fastmath: true }',
  },
  {
    what: 'another name',
    before: KERNEL,
    after: KERNEL.replace('function f', 'function h'),
    reason: 'it was not compiled before',
  },
  {
    what: 'a class that it uses',
    before: call('class P { constructor(x) { this.x = x } get() { return this.x } }', 'function f(x) { return new P(x).get() }', '1'),
    after: call('class P { constructor(x) { this.x = x } get() { return -this.x } }', 'function f(x) { return new P(x).get() }', '1'),
    reason: 'the source of `P` changed',
  },
  {
    what: 'the base of a class',
    before: call('class B { m() { return 1 } }\nclass P extends B {}', 'function f(x) { return new P().m() + x }', '1'),
    after: call('class B { m() { return 2 } }\nclass P extends B {}', 'function f(x) { return new P().m() + x }', '1'),
    reason: 'the source of `B` changed',
  },
  {
    what: 'a static field',
    before: call('class P { static K = 1; static f(x) { return x + P.K } }', 'function f(x) { return P.f(x) }', '1'),
    after: call('class P { static K = 1; static f(x) { return x + P.K } }\nP.K = 2', 'function f(x) { return P.f(x) }', '1'),
    reason: '`P.K` changed from 1 to 2',
  },
  {
    what: 'a class that is given to jitclass now',
    before: call('class P { x = 1.5 }', 'function f(x) { return new P().x + x }', '1'),
    after: call('class Q { x = 1.5 }\nconst P = jitclass(class P { x = 1.5 })', 'function f(x) { return new P().x + x }', '1'),
    reason: '`P` is now given to jitclass',
  },
  {
    what: 'the types of fields',
    before: call("const P = jitclass({ x: 'float64' }, class P { x = 1 })", 'function f(p) { return p.x }', 'new P()'),
    after: call("const P = jitclass({ x: 'int32' }, class P { x = 1 })", 'function f(p) { return p.x }', 'new P()'),
    reason: 'the types of the fields of `P` changed',
  },
  {
    what: 'a new subclass',
    before: call('const P = jitclass(class P { m() { return 1 } })', 'function f(p) { return p.m() }', 'new P()'),
    after: call(
      'const P = jitclass(class P { m() { return 1 } })\njitclass(class Q extends P { m() { return 2 } })',
      'function f(p) { return p.m() }',
      'new P()',
    ),
    reason: 'the classes that extend `P` changed',
  },
  {
    what: 'the methods of a constructor function',
    before: call(
      'function P(x) { this.x = x }\nP.prototype.m = function () { return this.x }',
      'function f(x) { return new P(x).m() }',
      '1',
    ),
    after: call(
      'function P(x) { this.x = x }\nP.prototype.m = function () { return this.x }\nP.prototype.n = function () { return 2 }',
      'function f(x) { return new P(x).m() }',
      '1',
    ),
    reason: 'the methods of `P` changed',
  },
  {
    what: 'a member of a class that the host uses',
    before: 'const P = jitclass(class P { x = 1; m() { return this.x + 1 } }); new P().m(); return P',
    after: 'const P = jitclass(class P { x = 1; m() { return this.x + 2 } }); new P().m(); return P',
    reason: 'the source of `P` changed',
  },
]

test.each(rows)('$what', ({ before, after, reason: expected }) => {
  expect(reason(before)).toBe('it was not compiled before')
  expect(reason(before)).toBeUndefined()
  expect(reason(after)).toBe(expected)
  expect(reason(after)).toBeUndefined()
  expect(reason(before)).toBeUndefined()
})

test('the compiler, the engine', () => {
  reason(KERNEL)
  useCompiler('another')
  expect(reason(KERNEL, { build: 'another' })).toBe('the version of the compiler changed')
  useCompiler()
  expect(reason(KERNEL, { engine: 'V8 99 x64' })).toBe('the engine changed from engine to V8 99 x64')
})

test('damage', () => {
  reason(KERNEL)
  const { file } = last(KERNEL).cache
  writeFileSync(file!, 'short')
  expect(reason(KERNEL)).toBe('damaged: it is too short')
  expect(reason(KERNEL)).toBeUndefined()
})

/** The superuser can write everywhere. */
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a directory that cannot be written to', () => {
  reason(KERNEL)
  const { file } = last(KERNEL).cache
  chmodSync(dirname(dirname(file!)), 0o500)
  const told = reason(KERNEL.replace('x + 1', 'x + 7'))
  chmodSync(dirname(dirname(file!)), 0o700)
  expect(told).toMatch(/^the source of `f` changed; it cannot be kept: EACCES/)
})

test('no directory, and no cache at all', () => {
  writeFileSync(dirname(root).concat('/file'), '')
  const below = { ...openAgain(`${dirname(root)}/file/below`) }
  setStore(below.store)
  const kernel = jit(new Function('return function f(x) { return x }')() as (x: number) => number)
  kernel(1)
  const stats: CacheStats = kernel.stats.specialisations[0]!.cache
  expect(stats.file).toBeUndefined()
  expect(stats.reason).toMatch(/^it was not compiled before; it cannot be kept: |ENOTDIR|not a directory/)
  setStore(undefined)
  const off = jit(new Function('return function f(x) { return x }')() as (x: number) => number)
  off(1)
  expect(off.stats.specialisations[0]!.cache).toEqual({ file: undefined, load: 0, saved: 0, reason: 'the cache is off' })
})
