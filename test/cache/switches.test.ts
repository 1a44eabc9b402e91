/** What the environment says to the cache, and what `stats` tells of it: programs in processes of their own. */
import { readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { artifactOf, encodeEntry, headOf, openEntry, type Sections } from '../../src/cache/entry.ts'
import { requireBuild } from '../built.ts'
import { cacheOf, command, entriesIn, newProject, origins, run, start, write } from './project.ts'

const PROGRAM = `
import { jit, jitclass, statsOf } from 'taipan'
import { report } from './report.mjs'
const N = 3
function scale(x) { return x * N }
function shift(x) { return x + N }
const Point = jitclass(class Point { constructor(x) { this.x = x } twice() { return this.x * 2 } })
const scaled = jit(scale), shifted = jit(shift), once = jit((x) => x - 1, { cache: false, name: 'once' })
report([scaled(5), shifted(5), once(5), new Point(4).twice()], scaled.stats, shifted.stats, once.stats, statsOf(Point))`
const RESULTS = ['15', '8', '4', '8']

let here = ''
beforeAll(() => {
  requireBuild()
  here = newProject({})
})
afterAll(() => {
  try {
    rmSync(here, { recursive: true, force: true })
  } catch {}
})
beforeEach(() => {
  rmSync(cacheOf(here), { recursive: true, force: true })
  write(here, { 'main.mjs': PROGRAM })
})

const entryOf = (name: string) => entriesIn(cacheOf(here)).find((path) => path.includes(`/${name}-`))!

test('TAIPAN_LOG=cache: one line for each decision', () => {
  const lines = (environment: Record<string, string> = {}) => {
    const result = run(here, 'main.mjs', { TAIPAN_LOG: 'cache', ...environment })
    expect(result.results).toEqual(RESULTS)
    return { lines: result.errors.trimEnd().split('\n'), all: result.all }
  }
  const first = lines()
  // What has `cache: false` asks for no decision.
  const asked = first.all.length - 1
  expect(first.lines).toHaveLength(asked)
  for (const line of first.lines) {
    expect(line).toMatch(/^taipan: cache: .+ compiled in [\d.]+ ms because it was not compiled before; kept in .+\.tpn$/)
  }
  expect(first.lines[0]).toMatch(/^taipan: cache: scale compiled/)
  const second = lines()
  expect(second.lines).toHaveLength(asked)
  for (const line of second.lines) expect(line).toMatch(/^taipan: cache: .+ found in [\d.]+ ms, saves [\d.]+ ms: .+\.tpn$/)
  write(here, { 'main.mjs': PROGRAM.replace('N = 3', 'N = 5') })
  const edited = run(here, 'main.mjs', { TAIPAN_LOG: 'cache,compile', TAIPAN_CACHE: 'readonly' })
  const scale = edited.errors.split('\n').filter((line) => line.startsWith('taipan: cache: scale '))
  expect(scale).toHaveLength(1)
  expect(scale[0]).toMatch(/because captured constant `N` changed from 3 to 5; not kept$/)
})

test('TAIPAN_CACHE=off asks for nothing and says so; readonly reads', () => {
  run(here)
  const off = run(here, 'main.mjs', { TAIPAN_CACHE: 'off', TAIPAN_LOG: 'cache' })
  expect(off).toMatchObject({ results: RESULTS, errors: '' })
  for (const { origin, reason, file } of off.all) expect([origin, reason, file]).toEqual(['compiled', 'the cache is off', undefined])
  rmSync(entryOf('shift'))
  const before = entriesIn(cacheOf(here))
  const read = run(here, 'main.mjs', { TAIPAN_CACHE: 'readonly' })
  expect(read).toMatchObject({ results: RESULTS, errors: '' })
  expect(read.all.slice(0, 3).map(({ origin }) => origin)).toEqual(['cache', 'compiled', 'compiled'])
  expect(read.all[1]!.file).toBeUndefined()
  expect(read.all[2]!.reason).toBe('the cache is off')
  expect(entriesIn(cacheOf(here))).toEqual(before)
})

/** An entry that is intact, and holds the code of another. */
function forge(path: string, other: string): void {
  const sections = (from: string) => openEntry(readFileSync(from)) as Sections
  const own = sections(path)
  writeFileSync(path, encodeEntry({ head: headOf(own)!, artifact: { ...artifactOf(own)!, wasm: artifactOf(sections(other))!.wasm } }))
}

test('TAIPAN_CHECK=1 compiles what was found once more, and compares', async () => {
  run(here)
  const checked = run(here, 'main.mjs', { TAIPAN_CHECK: '1' })
  expect(checked.results).toEqual(RESULTS)
  expect(origins(checked)).toMatch(/^cache cache compiled( cache)+$/)
  forge(entryOf('scale'), entryOf('shift'))
  const { code, output } = await start(here, 'main.mjs', { TAIPAN_CHECK: '1' }).ended
  expect(code).toBe(1)
  expect(output).toContain('the cache holds other code for scale than the compiler makes now')
})

test('the size is kept below its limit, and what is in use stays', () => {
  run(here)
  const kept = entryOf('scale')
  const dead = entryOf('shift')
  // Two large entries that nobody can want: files of holes, older than anything.
  const large = ['1', '2'].map((digit) => join(dirname(kept), `large-${digit.repeat(30)}-${'0'.repeat(32)}.tpn`))
  for (const [index, path] of large.entries()) {
    writeFileSync(path, '', { mode: 0o600 })
    truncateSync(path, 200 * 2 ** 20)
    utimesSync(path, 2000 + index, 2000 + index)
  }
  utimesSync(kept, 1000, 1000)
  utimesSync(dead, 1000, 1000)
  rmSync(join(cacheOf(here), 'pruned'))
  // Something new is written, so room is made.
  write(here, { 'main.mjs': PROGRAM.replace('return x + N', 'return x + N + 0.5') })
  const result = run(here)
  expect(result.results).toEqual(['15', '8.5', '4', '8'])
  const left = entriesIn(cacheOf(here))
  expect(left).toContain(kept)
  expect(left).not.toContain(dead)
  expect(left.filter((path) => large.includes(path))).toEqual([large[1]])
  // The rest goes when it is asked for.
  expect(command(here, ['cache', 'prune', '--max-age', '1d']).output).toBe('1 entry removed, 200.0 MB\n')
  expect(origins(run(here))).toMatch(/^cache cache compiled( cache)+$/)
})

test('stats: where it is, what finding it took, what was saved', () => {
  const [first, second] = [run(here), run(here)]
  for (const [index, was] of first.all.entries()) {
    const is = second.all[index]!
    if (was.cache.reason === 'the cache is off') continue
    expect(was).toMatchObject({ origin: 'compiled', cache: { saved: 0, reason: 'it was not compiled before' } })
    expect(is).toMatchObject({ origin: 'cache', key: was.key, cache: { file: was.file } })
    expect(is.cache.reason).toBeUndefined()
    expect(entriesIn(cacheOf(here))).toContain(is.file)
    // The file of a class has the key of the class.
    if (is.member === undefined) expect(is.file).toContain(is.key.slice(2, 32))
    else expect(is.file).toMatch(/\/Point-[^/]+$/)
    expect(is.cache.load).toBeGreaterThan(0)
    // What it saves is what it had cost, and nothing of it was spent this time.
    expect(is.cache.saved).toBeCloseTo(was.milliseconds.total - was.cache.load - was.milliseconds.instantiate, 6)
    expect(is.milliseconds).toMatchObject({ parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 })
    expect(is.milliseconds.total).toBeCloseTo(is.cache.load + is.milliseconds.instantiate, 6)
  }
})
