/** Compiled kernels in worker threads: sent as data, with what they capture and the classes that they use. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { newProject, run, write } from './project.ts'

let here = ''
beforeAll(() => {
  requireBuild()
  here = newProject({ 'classes.mjs': CLASSES, 'worker.mjs': WORKER })
})
afterAll(() => {
  try {
    rmSync(here, { recursive: true, force: true })
  } catch {}
})

const CLASSES = `
import { jitclass } from 'taipan'
export const Ring = jitclass({ data: 'float64[:]' }, class Ring {
  first = 0; size = 0
  data
  constructor(room) { this.data = new Float64Array(room) }
  append(x) { this.data[(this.first + this.size++) % this.data.length] = x }
  shift() { const x = this.data[this.first % this.data.length]; this.first++; this.size--; return x }
})
export const Shape = jitclass(class Shape { constructor(w) { this.w = w } area() { return this.w } })
export const Square = jitclass(class Square extends Shape { area() { return this.w * this.w } })`

/** Takes what is sent, makes a kernel of it, calls it as the text says. */
const WORKER = `
import { parentPort, workerData } from 'node:worker_threads'
import { array, jit } from 'taipan'
import { loadKernel } from 'taipan/runtime'
if (!workerData.bare) jit(() => 0)
const classes = workerData.declares ? await import(workerData.declares) : {}
const answer = () => {
  const f = loadKernel(workerData.artifacts)
  const value = new Function('f', 'classes', 'array', workerData.call)(f, classes, array)
  return { value, origins: f.stats.specialisations.map(({ origin }) => origin).join(' ') }
}
let message
try { message = answer() } catch (error) { message = { error: String(error) } }
parentPort.postMessage(message)`

interface Job {
  /** Makes and calls \`f\`; the classes are in scope. */
  readonly kernel: string
  /** Of the worker: what to give back. */
  readonly call: string
  readonly declares?: string
  /** The worker never calls jit. */
  readonly bare?: boolean
}

interface Answer {
  readonly value?: unknown
  readonly error?: string
  readonly origins?: string
}

/** One process, a worker for each job. */
function answers(jobs: Readonly<Record<string, Job>>, environment: Readonly<Record<string, string>> = {}): Record<string, Answer> {
  const one = ([name, { kernel, call, declares, bare = false }]: [string, Job]) => `
answers[${JSON.stringify(name)}] = await (async () => {
  let f
  try { ${kernel}; return await send(f.artifacts(), ${JSON.stringify(call)}, ${JSON.stringify(declares)}, ${bare}) } catch (error) { return { error: String(error) } }
})()`
  write(here, {
    'main.mjs': `
import { Worker } from 'node:worker_threads'
import { jit, jitclass, array } from 'taipan'
import { Ring, Shape, Square } from './classes.mjs'
const answers = {}
const send = (artifacts, call, declares, bare) => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { artifacts, call, declares, bare } })
  worker.once('message', resolve)
  worker.once('error', reject)
})
${Object.entries(jobs).map(one).join('')}
console.log(JSON.stringify({ results: [JSON.stringify(answers)], all: [] }))`,
  })
  return JSON.parse(run(here, 'main.mjs', { TAIPAN_CACHE: 'off', ...environment }).results[0]!) as Record<string, Answer>
}

test('captured functions, constants, arrays and objects go along', () => {
  const got = answers({
    helpers: { kernel: `const K = 3, twice = (x) => x * 2, g = (x) => twice(x) + K; f = jit((x) => g(x)); f(1)`, call: 'return f(10)' },
    array: {
      kernel: `const a = new Float64Array([1, 2, 3]); f = jit((i) => a[i] += 1); f(0)`,
      // The copy is the worker's own, and lives on between calls.
      call: 'return [f(0), f(0), f(2)]',
    },
    linear: { kernel: `const a = array(Int32Array, [5, 6, 7]); f = jit((i) => a[i] * 2); f(0)`, call: 'return f(2)' },
    one: {
      kernel: `const a = array([1, 2]), b = a; const g = (i) => b[i]; f = jit((i) => { a[i] = 9; return g(i) }); f(0)`,
      call: 'return f(1)',
    },
    buffers: {
      kernel: `const a = new Float64Array(4), b = a.subarray(1); f = jit((i) => { a[i + 1] = 7; return b[i] }); f(0)`,
      call: 'return f(2)',
    },
    objects: {
      kernel: `const p = { x: 1.5, list: [1, 2, 3], data: array([10, 20]) }; f = jit((i) => p.x + p.list[i] + p.data[i]); f(0)`,
      call: 'return f(1)',
    },
    bigint: { kernel: `const t = BigInt64Array.of(1n, 2n ** 40n); f = jit((i) => Number(t[i] >> 1n)); f(0)`, call: 'return f(1)' },
    several: {
      kernel: `const a = array([0.5]); f = jit((x) => x + a[0]); f(1n === 1n ? 1 : 0); f(new Float64Array(1)[0] + 0.5)`,
      call: 'return [f(1), f(0.25)]',
    },
    views: {
      kernel: `const a = array([1, 2, 3]), b = a.subarray(1), c = a.subarray(0, 1), d = array(Int8Array, 4); f = jit((i) => { a[i + 1] = 7; c[0] = 5; d[0] = 1; return b[i] * 10 + a[0] }); f(0)`,
      call: 'return [f(0), f(1)]',
    },
    builtin: {
      kernel: `f = jit((g, x) => g(x) + 1); f(Math.sqrt, 4.5); f(Math.abs, 4.5)`,
      call: 'return [f(Math.sqrt, 16), f(Math.abs, -2)]',
    },
    own: {
      kernel: `f = jit((a) => { let s = 0; for (const x of a) s += x; return s }); f(array([1]))`,
      call: 'return [f(array([1, 2])), f(new Float64Array([3, 4]))]',
    },
    throws: { kernel: `f = jit((x) => { if (x > 1) throw new RangeError('too much: ' + x); return x }); f(1)`, call: 'return f(2)' },
    types: { kernel: `f = jit('int32(int32)', (x) => x + 1)`, call: 'return f(0.5)' },
  })
  expect(got).toEqual({
    helpers: { value: 23, origins: 'sent' },
    array: { value: [3, 4, 4], origins: 'sent' },
    linear: { value: 14, origins: 'sent' },
    one: { value: 9, origins: 'sent' },
    buffers: { value: 7, origins: 'sent' },
    objects: { value: 23.5, origins: 'sent' },
    bigint: { value: 2 ** 39, origins: 'sent' },
    views: { value: [75, 75], origins: 'sent' },
    builtin: { value: [5, 3], origins: expect.stringMatching(/^sent sent/) },
    several: { value: [1.5, 0.75], origins: expect.stringMatching(/^sent/) },
    own: { value: [3, 7], origins: 'sent' },
    throws: { error: 'RangeError: too much: 2' },
    types: { error: expect.stringMatching(/^RangeError: .*must be int32/) },
  })
})

const DRAIN =
  'f = jit((ring) => { let s = 0; while (ring.size > 0) s += ring.shift(); return s }); const r = new Ring(4); r.append(1); f(r)'

test('functions that are arguments are known by their source and by what they capture', () => {
  const got = answers({
    plain: { kernel: 'f = jit((g, x) => g(x) + 1); f((x) => x * x, 2.5)', call: 'return [f((x) => x * x, 3), f((x) => x * x, 0.5)]' },
    builtins: {
      kernel: 'f = jit((g, x) => g(x)); f((x) => Math.sqrt(x) + Number(3n), 2)',
      call: 'return f((x) => Math.sqrt(x) + Number(3n), 16)',
    },
    constant: {
      kernel: 'const k = 3, b = 2n; f = jit((g, x) => g(x)); f((x) => x * k + Number(b), 2)',
      call: 'const k = 3, b = 2n; return f((x) => x * k + Number(b), 5)',
    },
    itself: {
      kernel: 'f = jit((g, x) => g(x)); f(function fact(n) { return n < 2 ? 1 : n * fact(n - 1) }, 5)',
      call: 'return f(function fact(n) { return n < 2 ? 1 : n * fact(n - 1) }, 6)',
    },
    declared: {
      kernel: 'function half(n) { return n > 100 ? half(n / 2) : n }; f = jit((g, x) => g(x)); f(half, 5)',
      call: 'function half(n) { return n > 100 ? half(n / 2) : n }; return f(half, 600)',
    },
    two: {
      kernel: 'f = jit((g, h, x) => g(h(x))); f((x) => x + 1, (x) => x * 2, 5); f((x) => x * 2, (x) => x + 1, 5)',
      call: 'const one = (x) => x + 1, two = (x) => x * 2; return [f((x) => x + 1, (x) => x * 2, 10), f((x) => x * 2, (x) => x + 1, 10)]',
    },
  })
  expect(got).toEqual({
    plain: { value: [10, 1.25], origins: expect.stringMatching(/^sent/) },
    builtins: { value: 7, origins: 'sent' },
    constant: { value: 17, origins: 'sent' },
    itself: { value: 720, origins: 'sent' },
    declared: { value: 75, origins: 'sent' },
    two: { value: [21, 22], origins: 'sent sent' },
  })
})

test('classes are those that the worker has declared', () => {
  const use = 'const r = new classes.Ring(8); for (let i = 0; i < 6; i++) r.append(i + 0.5); return [f(r), r.size, r.first]'
  const make = 'f = jit((n) => { const r = new Ring(n); for (let i = 0; i < n; i++) r.append(i); return r }); f(3)'
  const area = 'f = jit((s) => s.area()); f(new Square(3)); f(new Shape(3))'
  const got = answers({
    argument: { kernel: DRAIN, call: use, declares: './classes.mjs' },
    // Its layout is known in the worker before the kernel comes, or by the kernel.
    result: {
      kernel: make,
      call: 'const r = f(3); return [r instanceof classes.Ring, r.shift(), r.shift(), r.size]',
      declares: './classes.mjs',
    },
    virtual: { kernel: area, call: 'return [f(new classes.Square(5)), f(new classes.Shape(5))]', declares: './classes.mjs' },
    plain: {
      kernel: 'class P { constructor(x) { this.x = x } m() { return this.x + 1 } }; f = jit((x) => new P(x).m()); f(1)',
      call: 'return f(2)',
    },
  })
  expect(got).toEqual({
    argument: { value: [18, 0, 6], origins: 'sent' },
    result: { value: [true, 0, 1, 1], origins: 'sent' },
    virtual: { value: [25, 5], origins: expect.stringMatching(/^sent/) },
    plain: { value: 3, origins: 'sent' },
  })
})

test('what cannot be sent, or does not fit there, is told in a sentence', () => {
  write(here, {
    'other.mjs': CLASSES.replace('this.size--', 'this.size -= 1'),
    'more.mjs': `${CLASSES}\nexport const Wide = jitclass(class Wide extends Square { area() { return -1 } })`,
    'again.mjs': `${CLASSES}\nexport { jitclass }`,
  })
  const square = 'f = jit((s) => s.area()); f(new Square(3))'
  const got = answers({
    helper: { kernel: 'const h = (x) => x + 1; f = jit((g, x) => g(x)); f((x) => h(x), 2)', call: '' },
    named: { kernel: 'const o = [1]; function first() { return o[0] }; f = jit((g) => g()); f(first)', call: '' },
    bare: { kernel: 'f = jit((g, x) => g(x)); f((x) => x + 1, 2)', call: 'return f((x) => x + 1, 2)', bare: true },
    other: { kernel: 'f = jit((g, x) => g(x)); f((x) => x + 1, 2)', call: 'return f((x) => x + 2, 2)' },
    otherValue: { kernel: 'const k = 3; f = jit((g, x) => g(x)); f((x) => x * k, 2)', call: 'const k = 4; return f((x) => x * k, 2)' },
    instance: { kernel: `const r = new Ring(2); f = jit(() => r.size); f()`, call: '' },
    held: {
      kernel: `const Cell = jitclass(class Cell { f; constructor(f) { this.f = f } run(x) { return this.f(x) } }); f = jit((c) => c.run(1)); f(new Cell((x) => x + 1))`,
      call: '',
    },
    undeclared: { kernel: DRAIN, call: '' },
    nothing: { kernel: 'f = jit((x) => x)', call: '' },
    changed: { kernel: DRAIN, call: '', declares: './other.mjs' },
    extended: { kernel: square, call: '', declares: './more.mjs' },
    later: {
      kernel: square,
      call: `const before = f(new classes.Square(3))
const Later = classes.jitclass(new Function('Base', 'return class Later extends Base { area() { return -1 } }')(classes.Square))
try { return [before, f(new Later(2))] } catch (error) { return [before, String(error)] }`,
      declares: './again.mjs',
    },
  })
  expect(got).toEqual({
    helper: {
      error:
        'TypeError: kernel cannot be sent elsewhere: it takes a function, which captures h, and that is of this thread: have it use the function by its name instead, and both go along',
    },
    named: { error: expect.stringContaining('it takes the function first, which captures o,') },
    bare: {
      error:
        'TypeError: kernel takes a function that is known by its source, which only jit compares: call jit or jitclass in this thread first',
    },
    other: { error: expect.stringMatching(/^TypeError: kernel/) },
    otherValue: { error: expect.stringMatching(/^TypeError: kernel/) },
    instance: {
      error:
        'TypeError: kernel cannot be sent elsewhere: it uses r, an instance, which is of this thread: have it take the instance as an argument, and make one there',
    },
    held: { error: expect.stringMatching(/^TypeError: kernel cannot be sent elsewhere: .* functions/) },
    nothing: { error: 'TypeError: loadKernel was given no artifact: of the kernel that was to be sent, nothing had been compiled' },
    undeclared: { error: 'TypeError: kernel uses the class Ring: give it to jitclass in this thread first' },
    changed: { error: 'TypeError: kernel uses the class Ring, which has another source in this thread' },
    extended: { error: 'TypeError: kernel was compiled where no class Wide extends Square' },
    later: { value: [9, expect.stringMatching(/^TypeError: kernel is outdated: more is known of a class that it uses/)], origins: '' },
  })
})

test('TAIPAN_DISABLE compiles nothing that could be sent, and says so where it is sent', () => {
  expect(answers({ f: { kernel: 'f = jit((x) => x + 1); f(1)', call: '' } }, { TAIPAN_DISABLE: '1' })).toEqual({
    f: {
      error:
        'TypeError: kernel cannot be sent elsewhere: TAIPAN_DISABLE is set, so nothing is compiled; import the function in the other thread instead',
    },
  })
})
