/** `taipan cache …` as it is used on the command line, on what programs have left. */
import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { cacheOf, command, entriesIn, newProject, run, write } from './project.ts'

const program = (limit: number) => `
import { jit, jitclass, statsOf } from 'taipan'
import { report } from './report.mjs'
const LIMIT = ${limit}
function cap(x) { return Math.min(x, LIMIT) }
const capped = jit(cap)
const Point = jitclass(class Point { constructor(x) { this.x = x } twice() { return this.x * 2 } get half() { return this.x / 2 } })
const p = new Point(3)
report([capped(50), p.twice(), p.half, jit((x) => x + 0.5)(1), jit((x) => -x)(1)], capped.stats, statsOf(Point))`

let here = ''
/** What the program leaves, to begin with. */
const kept = () => join(here, 'kept')
beforeAll(() => {
  requireBuild()
  here = newProject({ 'main.mjs': program(10) })
  run(here)
  cpSync(cacheOf(here), kept(), { recursive: true })
})
afterAll(() => {
  try {
    rmSync(here, { recursive: true, force: true })
  } catch {}
})
beforeEach(() => {
  rmSync(cacheOf(here), { recursive: true, force: true })
  cpSync(kept(), cacheOf(here), { recursive: true })
})

interface Shown {
  readonly name: string
  readonly signature: string
  /** Of a class. */
  readonly members?: readonly { readonly name: string }[]
  readonly path: string
  readonly bytes: number
  readonly milliseconds: number
  readonly damage?: string
  readonly dependsOn: readonly string[]
  readonly differs: readonly string[]
}

const cache = (...args: string[]) => command(here, ['cache', ...args])
const json = <T>(...args: string[]) => JSON.parse(cache(...args, '--json').output) as T
const entry = (name: string) => json<Shown[]>('ls').find((each) => each.name === name)!

const HOUR = 3_600_000
function age(path: string, hours: number): void {
  const then = (Date.now() - hours * HOUR) / 1000
  utimesSync(path, then, then)
}

test('path: that of the project, that of the environment, the one given', () => {
  expect(cache('path')).toEqual({ code: 0, output: `${cacheOf(here)}\n`, errors: '' })
  expect(json('path')).toEqual({ path: cacheOf(here) })
  expect(command(here, ['cache', 'path'], { TAIPAN_CACHE_DIR: 'elsewhere' }).output).toBe(`${join(here, 'elsewhere')}\n`)
  expect(cache('path', '--dir', 'named').output).toBe(`${join(here, 'named')}\n`)
})

test('ls: a table, or data', () => {
  const entries = json<Shown[]>('ls')
  expect(entries.map(({ path }) => path).sort()).toEqual(entriesIn(cacheOf(here)).sort())
  const shown = Object.fromEntries(entries.map(({ name, signature }) => [name, signature]))
  expect(shown).toMatchObject({ cap: 'int32(int32)', '(x) => x + 0.5': 'float64(int32)', '(x) => -x': 'float64(int32)' })
  for (const { path, bytes, milliseconds, damage } of entries) {
    expect(bytes).toBe(statSync(path).size)
    expect(milliseconds).toBeGreaterThan(0)
    expect(damage).toBeUndefined()
  }
  const { code, output } = cache('ls')
  expect(code).toBe(0)
  const lines = output.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^what +types +size +used +saves +file$/)
  const row = lines.find((line) => line.startsWith('cap '))!
  expect(row).toMatch(/^cap +int32\(int32\) +[\d.]+ kB +\d+ min +[\d.]+ ms +/)
  // Columns stand below their heads.
  expect(row.indexOf(cacheOf(here))).toBe(lines[0]!.indexOf('file'))
  expect(lines.at(-1)).toMatch(new RegExp(`^${entries.length} entries, [\\d.]+ kB$`))
})

test('explain: what an entry depends on, and what changed since the one before', () => {
  expect(entry('cap').differs).toBeUndefined()
  write(here, { 'main.mjs': program(20) })
  run(here)
  const found = json<Shown[]>('explain', 'cap')
  expect(found).toHaveLength(2)
  const now = found.find(({ dependsOn }) => dependsOn.includes('LIMIT, which is 20'))!
  expect(now.dependsOn).toContain('the source of the function cap')
  expect(now.differs).toEqual(['captured constant `LIMIT` changed from 10 to 20'])
  const text = cache('explain', 'cap').output
  expect(text).toContain(now.path)
  expect(text).toContain('captured constant `LIMIT` changed from 10 to 20')
  expect(text).toContain('    LIMIT, which is 10\n')
  const classes = json<Shown[]>('explain', 'Point')
  expect(classes).toHaveLength(1)
  expect(classes[0]!.dependsOn).toContain('the source of the class Point')
  expect(classes[0]!.members!.map(({ name }) => name)).toEqual(['new Point', 'Point.twice', 'get Point.half'])
  expect(cache('explain', 'Point.twice').output).toMatch(/^Point {2}3 members\n.*\n {2}holds\n {4}new Point +Point\(int32\) +[\d.]+ ms\n/)
  // A function without a name is found by its source.
  expect(json<Shown[]>('explain', 'x + 0.5')).toMatchObject([{ signature: 'float64(int32)' }])
  expect(cache('explain', 'nothing')).toEqual({ code: 1, output: 'Nothing is kept for nothing.\n', errors: '' })
})

test('verify: finds what is damaged, and fails then', () => {
  const count = entriesIn(cacheOf(here)).length
  expect(cache('verify')).toEqual({ code: 0, output: `${count} entries, 0 damaged\n`, errors: '' })
  const { path } = entry('cap')
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(path, bytes)
  const { code, output } = cache('verify')
  expect(code).toBe(1)
  expect(output).toBe(`${path}: damaged: its checksum is wrong\n${count} entries, 1 damaged\n`)
  expect(json('verify')).toMatchObject({ entries: count, damaged: [{ path, damage: 'damaged: its checksum is wrong' }] })
  expect(cache('ls').output).toContain('damaged: its checksum is wrong')
  // It only looks: the program is what replaces it.
  expect(readFileSync(path)).toEqual(bytes)
})

test('prune: by age, by size, the one used last stays longest', () => {
  const entries = json<Shown[]>('ls')
  for (const [index, { path }] of entries.entries()) age(path, index * 48)
  const old = entries.slice(3)
  expect(old.length).toBeGreaterThan(0)
  const { removed, bytes } = json<{ removed: string[]; bytes: number }>('prune', '--max-age', '5d')
  expect(removed.sort()).toEqual(old.map(({ path }) => path).sort())
  expect(bytes).toBe(old.reduce((sum, each) => sum + each.bytes, 0))
  // Room for the one used last alone.
  expect(cache('prune', '--max-size', `${entries[0]!.bytes}B`).output).toMatch(/^2 entries removed, [\d.]+ kB\n$/)
  expect(entriesIn(cacheOf(here))).toEqual([entries[0]!.path])
  expect(cache('prune', '--max-size', '1GB').output).toBe('0 entries removed, 0 B\n')
})

test('prune: says in a sentence what it cannot read', () => {
  const refused = (...args: string[]) => expect(cache('prune', ...args))
  refused().toEqual({ code: 1, output: '', errors: 'taipan: say how much to keep: --max-size 200MB, --max-age 30d\n' })
  refused('--max-size', '10XB').toEqual({ code: 1, output: '', errors: 'taipan: 10XB cannot be read: write --max-size 200MB\n' })
  refused('--max-age', 'old').toEqual({ code: 1, output: '', errors: 'taipan: old cannot be read: write --max-age 30d\n' })
})

test('clear: every entry, and nothing else', () => {
  const note = join(cacheOf(here), 'note.txt')
  writeFileSync(note, '')
  const count = entriesIn(cacheOf(here)).length
  expect(cache('clear').output).toMatch(new RegExp(`^${count} entries removed, [\\d.]+ kB\\n$`))
  expect(entriesIn(cacheOf(here))).toEqual([])
  expect(existsSync(note)).toBe(true)
  expect(cache('ls').output).toBe('The cache is empty.\n')
  expect(json('ls')).toEqual([])
})
