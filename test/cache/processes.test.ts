/** The cache as programs meet it: every run is a process of its own. The rows are those of what other systems get wrong. */

import * as fs from 'node:fs'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seenEntries } from '../../src/cache/inspect.ts'
import { requireBuild } from '../built.ts'
import { cacheOf, entriesIn, newProject, origins, type Run, run, start, write } from './project.ts'

const projects: string[] = []
function project(files: Readonly<Record<string, string>>): string {
  const made = newProject(files)
  projects.push(made)
  return made
}
beforeAll(requireBuild)
afterAll(() => {
  for (const each of projects) rmSync(each, { recursive: true, force: true })
})

const RING = `
import { jit, jitclass, statsOf } from 'taipan'
import { report } from './report.mjs'
const Ring = jitclass({ data: 'int64[:]' }, class Ring {
  top = 0; bottom = 0; size = 4
  data = new BigInt64Array(4)
  append(x) {
    if (this.top - this.bottom === this.size) this.grow()
    this.data[this.top % this.size] = x
    this.top++
  }
  grow() {
    const next = new BigInt64Array(this.size * 2)
    for (let i = this.bottom; i < this.top; i++) next[i % (this.size * 2)] = this.data[i % this.size]
    this.data = next
    this.size *= 2
  }
  popleft() {
    const x = this.data[this.bottom % this.size]
    this.bottom++
    return x
  }
  get holdings() { return this.top - this.bottom }
})
`

test('a class used from the host alone: the second process compiles nothing', () => {
  const here = project({
    'main.mjs': `${RING}
const ring = new Ring()
for (let i = 0; i < 9; i++) ring.append(BigInt(i))
report([ring.popleft(), ring.popleft(), ring.holdings, ring.size], statsOf(Ring))`,
  })
  const first = run(here)
  expect(first).toMatchObject({ results: ['0', '1', '7', '16'], errors: '' })
  expect(origins(first)).not.toContain('cache')
  const second = run(here)
  expect(second.results).toEqual(first.results)
  expect(second.all.map(({ member }) => member).sort()).toEqual(['append', 'constructor', 'holdings', 'popleft'])
  expect(origins(second)).toBe('cache cache cache cache')
})

test.skipIf(process.platform === 'win32')('a class is written when the program rests, and before it ends in whatever way it says', () => {
  const use = `${RING}
import { existsSync, readdirSync } from 'node:fs'
const ring = new Ring(); ring.append(1n)
const cache = new URL('./node_modules/.cache/taipan/', import.meta.url)
const kept = () => existsSync(cache) && readdirSync(cache, { recursive: true }).some((name) => name.endsWith('.tpn'))
const before = kept()`
  const here = project({
    'rests.mjs': `${use}
const { promise, resolve } = (() => { let resolve; const promise = new Promise((done) => { resolve = done }); return { promise, resolve } })()
const end = Date.now() + 30_000
const look = () => kept() || Date.now() > end ? resolve() : setTimeout(look, 20)
look()
await promise
report([before, kept(), ring.popleft()])
process.kill(process.pid, 'SIGKILL')`,
    'exits.mjs': `${use}\nreport([before, kept(), ring.popleft()], statsOf(Ring)); process.exit(0)`,
    'throws.mjs': `${use}\nprocess.on('uncaughtException', () => process.exit(0)); report([before, kept(), ring.popleft()]); throw new Error('ended')`,
  })
  const killed = () => {
    try {
      return run(here, 'rests.mjs').results
    } catch (error) {
      return (JSON.parse((error as { stdout: string }).stdout) as Run).results
    }
  }
  expect(killed()).toEqual(['false', 'true', '1'])
  const after = run(here, 'exits.mjs')
  // What was first called after it had rested had not been written.
  expect(after.all.map(({ member, origin }) => `${member} ${origin}`).sort()).toEqual([
    'append cache',
    'constructor cache',
    'popleft compiled',
  ])
  for (const file of ['exits.mjs', 'throws.mjs']) {
    rmSync(cacheOf(here), { recursive: true })
    expect(run(here, file).results).toEqual(['false', 'false', '1'])
    expect(origins(run(here, 'exits.mjs'))).toBe('cache cache cache')
  }
})

test('instances as arguments, results and captured: five processes, one entry each and one for the class', () => {
  const here = project({
    'main.mjs': `${RING}
const make = jit((n) => { const ring = new Ring(); for (let i = 0; i < n; i++) ring.append(BigInt(i)); return ring })
const drain = jit((ring) => { let sum = 0n; while (ring.holdings > 0) sum += ring.popleft(); return sum })
const inside = jit((x) => { const ring = new Ring(); ring.append(x * 10n); return ring.popleft() })
const kept = make(3)
const captured = jit(() => kept.holdings)
const twice = jit((f, x) => f(f(x)))
const add = (n) => (x) => x + n
report([drain(make(20)), inside(7n), captured(), twice(add(2), 1)],
  make.stats, drain.stats, inside.stats, captured.stats, twice.stats)`,
  })
  const runs = [1, 2, 3, 4, 5].map(() => run(here))
  for (const { results } of runs) expect(results).toEqual(['190', '70', '3', '5'])
  expect(origins(runs[0]!)).toBe('compiled compiled compiled compiled compiled')
  for (const later of runs.slice(1)) expect(origins(later)).toBe('cache cache cache cache cache')
  expect(entriesIn(cacheOf(here))).toHaveLength(6)
})

test('an edit in another file recompiles what depends on it, and nothing else', () => {
  const files = {
    'main.mjs': `
import { jit } from 'taipan'
import { report } from './report.mjs'
import { scale } from './helper.mjs'
import { LIMIT } from './constants.mjs'
import { Point } from './point.mjs'
const scaled = jit((x) => scale(x) + 1)
const capped = jit((x) => x > LIMIT ? LIMIT : x)
const moved = jit((x) => new Point(x, 2).length())
const alone = jit((x) => x + 0.5)
report([scaled(5), capped(50), moved(3), alone(1)], scaled.stats, capped.stats, moved.stats, alone.stats)`,
    'helper.mjs': 'export const scale = (x) => x * 2',
    'constants.mjs': 'export const LIMIT = 10',
    'point.mjs': `import { jitclass } from 'taipan'
export const Point = jitclass(class Point { constructor(x, y) { this.x = x; this.y = y } length() { return this.x + this.y } })`,
  }
  const here = project(files)
  expect(run(here)).toMatchObject({ results: ['11', '10', '5', '1.5'] })
  expect(origins(run(here))).toBe('cache cache cache cache')
  write(here, { 'helper.mjs': 'export const scale = (x) => x * 3' })
  const edited = run(here)
  expect(edited).toMatchObject({ results: ['16', '10', '5', '1.5'] })
  expect(origins(edited)).toBe('compiled cache cache cache')
  expect(edited.all[0]!.reason).toBe('the source of `scale` changed')
  write(here, { 'constants.mjs': 'export const LIMIT = 20' })
  const constant = run(here)
  expect(constant).toMatchObject({ results: ['16', '20', '5', '1.5'] })
  expect(constant.all[1]).toMatchObject({ origin: 'compiled', reason: 'captured constant `LIMIT` changed from 10 to 20' })
  write(here, { 'point.mjs': files['point.mjs'].replace('this.x + this.y', 'this.x * this.y') })
  const method = run(here)
  expect(method).toMatchObject({ results: ['16', '20', '6', '1.5'] })
  expect(origins(method)).toBe('cache cache compiled cache')
  expect(method.all[2]!.reason).toBe('the source of `Point` changed')
  write(here, files)
  expect(origins(run(here))).toBe('cache cache cache cache')
})

test('touching, comments elsewhere, moving and copying change nothing', () => {
  const text = (comment: string) => `
import { jit } from 'taipan'
${comment}
import { report } from './report.mjs'
const f = jit((x) => Math.sqrt(x) + 1)
report([f(16)], f.stats)`
  const here = project({ 'main.mjs': text('') })
  run(here)
  utimesSync(join(here, 'main.mjs'), 1, 1)
  expect(origins(run(here))).toBe('cache')
  write(here, { 'main.mjs': text('// Another line.\n\n') })
  expect(origins(run(here))).toBe('cache')
  const copied = `${here}-copy`
  projects.push(copied)
  cpSync(here, copied, { recursive: true, verbatimSymlinks: true })
  const there = run(copied)
  expect(origins(there)).toBe('cache')
  expect(there.all[0]!.file).toContain(copied)
})

const ONE = `
import { jit } from 'taipan'
import { report } from './report.mjs'
const f = jit((a, i) => a[i] * 2)
report([f(new Float64Array([1, 2, 3]), 2)], f.stats)`

test('every option has keys of its own', () => {
  const with_ = (options: string) => ONE.replace('a[i] * 2)', `a[i] * 2, ${options})`)
  const here = project({ 'main.mjs': ONE })
  const keys = ['{}', "{ bounds: 'throw' }", '{ fastmath: true }', "{ name: 'other' }"].map((options) => {
    write(here, { 'main.mjs': with_(options) })
    const first = run(here)
    expect(origins(first)).toBe('compiled')
    expect(origins(run(here))).toBe('cache')
    return first.all[0]!.key
  })
  expect(new Set(keys).size).toBe(4)
})

const fine = (result: Run) => expect(result.results).toEqual(['6'])

test('damaged entries are compiled again, and replaced', () => {
  const here = project({ 'main.mjs': ONE })
  run(here)
  const [entry] = entriesIn(cacheOf(here))
  const whole = readFileSync(entry!)
  const flipped = Buffer.from(whole)
  flipped[whole.length >> 1]! ^= 4
  for (const damage of [whole.subarray(0, 100), flipped, Buffer.alloc(whole.length), Buffer.alloc(0)]) {
    writeFileSync(entry!, damage)
    const damaged = run(here)
    fine(damaged)
    expect(damaged.all[0]).toMatchObject({ origin: 'compiled', reason: expect.stringMatching(/^damaged: /) })
    expect(origins(run(here))).toBe('cache')
  }
})

const warningsIn = ({ errors }: Run) => errors.match(/TaipanCacheWarning/g)?.length ?? 0

test('no place for a cache: the program runs, with one warning at most', () => {
  const here = project({ 'main.mjs': `${ONE}\nconst g = jit((x) => x + 1); g(1); const h = jit((x) => x + 2); h(1)` })
  const file = join(here, 'file')
  writeFileSync(file, '')
  const blocked = run(here, 'main.mjs', { TAIPAN_CACHE_DIR: join(file, 'below') })
  fine(blocked)
  expect(warningsIn(blocked)).toBe(1)
  const isFile = run(here, 'main.mjs', { TAIPAN_CACHE_DIR: file })
  fine(isFile)
  expect(warningsIn(isFile)).toBe(1)
  expect(isFile.all[0]).toMatchObject({ origin: 'compiled', reason: expect.stringMatching(/is not a directory$/) })
  const off = run(here, 'main.mjs', { TAIPAN_CACHE: 'off' })
  fine(off)
  expect(off).toMatchObject({ errors: '', all: [{ reason: 'the cache is off' }] })
  expect(existsSync(cacheOf(here))).toBe(false)
  // No package.json, and no home; unless somebody has made a project of the folder for temporary files.
  if (existsSync(join(here, '..', 'package.json'))) return
  rmSync(join(here, 'package.json'))
  const homeless = run(here, 'main.mjs', { HOME: join(file, 'home'), XDG_CACHE_HOME: '' })
  fine(homeless)
  expect(warningsIn(homeless)).toBe(1)
})

test.skipIf(process.platform === 'win32')('a directory that others can write to is not trusted', () => {
  const here = project({ 'main.mjs': ONE })
  const open = join(here, 'open')
  mkdirSync(open)
  chmodSync(open, 0o777)
  const result = run(here, 'main.mjs', { TAIPAN_CACHE_DIR: open })
  fine(result)
  expect(warningsIn(result)).toBe(1)
  expect(result.all[0]!.reason).toMatch(/^other users can write to/)
  expect(entriesIn(open)).toEqual([])
})

test.skipIf(process.platform === 'win32')('links out of the directory are not followed', () => {
  const here = project({ 'main.mjs': ONE })
  run(here)
  const [entry] = entriesIn(cacheOf(here))
  const outside = join(here, 'outside')
  cpSync(entry!, outside)
  rmSync(entry!)
  symlinkSync(outside, entry!)
  const linked = run(here)
  fine(linked)
  expect(origins(linked)).toBe('compiled')
  expect(origins(run(here))).toBe('cache')
  rmSync(join(entry!, '..'), { recursive: true })
  mkdirSync(join(here, 'shard'))
  symlinkSync(join(here, 'shard'), join(entry!, '..'))
  const shard = run(here)
  fine(shard)
  expect(origins(shard)).toBe('compiled')
  expect(entriesIn(join(here, 'shard'))).toEqual([])
})

test('read only: used, not written', () => {
  const here = project({ 'main.mjs': ONE })
  run(here)
  expect(origins(run(here, 'main.mjs', { TAIPAN_CACHE: 'readonly' }))).toBe('cache')
  rmSync(cacheOf(here), { recursive: true })
  expect(origins(run(here, 'main.mjs', { TAIPAN_CACHE: 'readonly' }))).toBe('compiled')
  expect(existsSync(cacheOf(here))).toBe(false)
})

test('what is asked of Node warns nobody of anything', () => {
  const here = project({
    'main.mjs': `import { jit } from 'taipan'
import { report } from './report.mjs'
const one = 1
const k = jit((n) => { let sum = 0; for (let i = 0; i < n; i++) sum += one; return sum })
report([k(5), 'noDeprecation' in process], k.stats)`,
  })
  for (const flags of [[], ['--pending-deprecation'], ['--throw-deprecation'], ['--pending-deprecation', '--throw-deprecation']]) {
    const { results, errors } = run(here, 'main.mjs', { TAIPAN_CACHE: 'off' }, flags)
    expect({ flags, results, errors }).toEqual({ flags, results: ['5', 'false'], errors: '' })
  }
})

test('modules of Node that nobody asks for are not loaded', () => {
  const here = project({
    'bare.mjs': "import { report } from './report.mjs'\nreport(process.moduleLoadList)",
    'main.mjs': `import { jit } from 'taipan'
import { report } from './report.mjs'
const one = { more: 1 }
const k = jit((x) => Math.sqrt(x) + one.more)
k(4)
report(process.moduleLoadList)`,
  })
  run(here)
  const bare = run(here, 'bare.mjs').results
  const more = run(here).results.filter((name) => !bare.includes(name))
  for (const name of ['perf_hooks', 'stream', 'worker_threads']) expect(more).not.toContain(`NativeModule ${name}`)
})

test('a start from the cache loads no compiler, and no more of the library than it calls', () => {
  const here = project({ 'main.mjs': `${ONE.replace(', f.stats', '')}\nconsole.error(globalThis.loaded?.length)` })
  run(here)
  // Reading its file is what loading a part begins with.
  write(here, {
    'watch.mjs': `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'
globalThis.loaded = []
for (const name of ['readFileSync', 'openSync']) {
  const call = fs[name]
  fs[name] = (path, ...rest) => { if (/node.(compiler|late)\\.cjs$|prepared.(compiler|late)-/.test(String(path))) globalThis.loaded.push(path); return call(path, ...rest) }
}
syncBuiltinESMExports()`,
  })
  const watching = ['--import', join(here, 'watch.mjs')]
  expect(Number(run(here, 'main.mjs', { TAIPAN_CACHE: 'off' }, watching).errors)).toBeGreaterThan(0)
  expect(Number(run(here, 'main.mjs', {}, watching).errors)).toBe(0)
})

test('sixteen processes start cold at once', async () => {
  const here = project({
    'main.mjs': `${RING}
const f = jit((a, i) => a[i] * 2)
const ring = new Ring()
// Some use more of the class than others.
const all = process.argv[2] !== 'few'
for (let i = 0; i < 9; i++) ring.append(BigInt(i))
report([f(new Float64Array([1, 2, 3]), 2), ring.popleft(), all ? ring.holdings : 8], f.stats, statsOf(Ring))`,
  })
  const all = await Promise.all(Array.from({ length: 16 }, (_, n) => start(here, 'main.mjs', {}, n % 2 === 0 ? [] : ['few']).ended))
  for (const { code, output } of all) {
    expect(code).toBe(0)
    expect(JSON.parse(output)).toMatchObject({ results: ['6', '0', '8'] })
  }
  // Whoever wrote last may not have known of the others: the next one to read puts together what there is.
  expect(run(here).results).toEqual(['6', '0', '8'])
  expect(origins(run(here))).toBe('cache cache cache cache cache')
  expect(entriesIn(cacheOf(here))).toHaveLength(2)
}, 240_000)

test('workers share entries, and take compiled kernels as data', () => {
  const here = project({
    'kernel.mjs': `import { jit } from 'taipan'\nexport const f = jit((a, i) => a[i] * 2)\nexport const call = () => f(new Float64Array([1, 2, 3]), 2)`,
    'worker.mjs': `
import { parentPort, workerData } from 'node:worker_threads'
import { loadKernel } from 'taipan/runtime'
import { call, f } from './kernel.mjs'
const sent = loadKernel(workerData)(new Float64Array([5, 6]), 1)
parentPort.postMessage({ results: [call(), sent], stats: structuredClone(f.stats) })`,
    'main.mjs': `
import { Worker } from 'node:worker_threads'
import { report } from './report.mjs'
import { call, f } from './kernel.mjs'
const own = call()
const data = f.artifacts()
const answers = await Promise.all([1, 2].map(() => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: data })
  worker.once('message', resolve)
  worker.once('error', reject)
})))
report([own, ...answers.flatMap(({ results }) => results)], f.stats, ...answers.map(({ stats }) => stats))`,
  })
  const result = run(here)
  expect(result.results).toEqual(['6', '6', '12', '6', '12'])
  expect(origins(result)).toBe('compiled cache cache')
  expect(entriesIn(cacheOf(here))).toHaveLength(1)
})

/** `TAIPAN_KILLS=200` for as many as were done once; fewer keep the tests short. */
const KILLS = Number(process.env['TAIPAN_KILLS'] ?? 24)

test.skipIf(process.platform === 'win32')(
  `SIGKILL at ${KILLS} random moments leaves no torn entry`,
  async () => {
    // Each process writes entry after entry: most are killed while they do.
    const here = project({
      'main.mjs': `
import { jit, jitclass, statsOf } from 'taipan'
const seed = Number(process.argv[2])
for (let i = 0; ; i++) {
  const f = jit(new Function('return (x) => x + ' + ((seed + i) % 40))())
  const Adder = jitclass(new Function('return class Adder { n = ' + ((seed + i) % 40) + '; add(x) { return x + this.n } }')())
  if (f(1) !== 1 + (seed + i) % 40 || new Adder().add(1) !== f(1)) { console.log('wrong'); process.exit(1) }
  // Where it lies: that is asked for so that it is written at once.
  if (statsOf(Adder).specialisations[1].cache.file === undefined) { console.log('not kept'); process.exit(1) }
  if (i === 0) console.log('started')
}`,
    })
    const one = async (seed: number) => {
      const { child, ended } = start(here, 'main.mjs', {}, [String(seed)])
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
      child.kill('SIGKILL')
      const { signal, output } = await ended
      expect(signal).toBe('SIGKILL')
      expect(output).toBe('started\n')
    }
    for (let done = 0; done < KILLS; done += 4) await Promise.all([0, 1, 2, 3].map((k) => one(done * 7 + k * 11)))
    const seen = seenEntries(fs, cacheOf(here))
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.filter(({ damage }) => damage !== undefined)).toEqual([])
  },
  300_000,
)
