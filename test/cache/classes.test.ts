/**
 * One class in every use that a program can make of it, each in processes of its own that share a cache: what is kept of
 * the class is made once and found in all of them, whichever code came first.
 */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { cacheOf, entriesIn, newProject, origins, type Run, run } from './project.ts'

const RING = `
import { array, jit, jitclass, statsOf } from 'taipan'
import { report } from './report.mjs'
export { array, jit, jitclass, statsOf, report }
export const Ring = jitclass({ data: 'int64[:]' }, class Ring {
  top = 0; bottom = 0; size = 4
  data = new BigInt64Array(4)
  append(x) { this.data[this.top % this.size] = x; this.top++ }
  popleft() { const x = this.data[this.bottom % this.size]; this.bottom++; return x }
  get holdings() { return this.top - this.bottom }
})
export const byHost = () => { const r = new Ring(); r.append(7n); r.append(8n); return r.popleft() + BigInt(r.holdings) }`

const INSIDE = '(x) => { const r = new Ring(); r.append(x); r.append(x); return r.popleft() }'
/** Gives the results and, before those of the class, the statistics of what uses it. */
const USES: Readonly<Record<string, readonly [program: string, result: string]>> = {
  host: ['const result = 1n, used = []', '1'],
  uncached: [`const f = jit(${INSIDE}, { cache: false }); const result = f(5n), used = [f.stats]`, '5'],
  cached: [`const f = jit(${INSIDE}); const result = f(5n), used = [f.stats]`, '5'],
  argument: ['const f = jit((r) => r.holdings); const result = f(new Ring()), used = [f.stats]', '0'],
  result: ['const f = jit(() => new Ring()); const r = f(); r.append(3n); const result = r.popleft(), used = [f.stats]', '3'],
  field: [
    `const Two = jitclass(class Two { a = new Ring(); b = new Ring(); put(x) { this.a.append(x); return this.a.popleft() } })
const two = new Two(); two.b.append(1n); const result = two.put(4n), used = [statsOf(Two)]`,
    '4',
  ],
}

let here = ''
beforeAll(() => {
  requireBuild()
  const programs = Object.entries(USES).map(([name, [program]]) => [
    `${name}.mjs`,
    `import { byHost, jit, jitclass, report, Ring, statsOf } from './ring.mjs'
${program}
report([result, byHost()], ...used, statsOf(Ring))`,
  ])
  here = newProject({ 'ring.mjs': RING, ...Object.fromEntries(programs) })
})
afterAll(() => {
  try {
    rmSync(here, { recursive: true, force: true })
  } catch {}
})

const MEMBERS = 4
/** Those of the class itself come last. */
const own = ({ all }: Run) => all.slice(-MEMBERS)
const used = ({ all }: Run) => all.slice(0, -MEMBERS)

test('a class is one thing in the cache, however it is used', () => {
  const ofClass = () => entriesIn(cacheOf(here)).filter((path) => /[/\\]Ring-[^/\\]*$/.test(path)).length
  const first = run(here, 'host.mjs')
  expect(own(first).map(({ origin }) => origin)).toEqual(Array(MEMBERS).fill('compiled'))
  const keys = own(first).map(({ key }) => key)
  for (const round of [1, 2]) {
    for (const [name, [, result]] of Object.entries(USES)) {
      const program = run(here, `${name}.mjs`)
      expect([name, ...program.results]).toEqual([name, result, '8'])
      expect([name, ...own(program).map(({ origin }) => origin)]).toEqual([name, ...Array(MEMBERS).fill('cache')])
      expect(own(program).map(({ key }) => key)).toEqual(keys)
      const unit = program.units.at(-1)!
      expect(unit).toMatchObject({ name: 'Ring', kind: 'class', origin: 'cache', file: own(program)[0]!.file })
      expect(unit.saved).toBeCloseTo(
        own(program).reduce((sum, { cache }) => sum + cache.saved, 0),
        6,
      )
      // What uses it is an entry of its own, from the second process on, unless it must not be kept.
      const origin = round === 1 || name === 'uncached' ? 'compiled' : 'cache'
      for (const each of used(program)) expect([name, each.origin]).toEqual([name, origin])
      if (name !== 'uncached') continue
      expect(used(program)[0]).toMatchObject({ reason: 'the cache is off' })
      // It has compiled what it uses of the class into its own code: that is told, and is not the class.
      expect(unit.kernels).toMatchObject([{ name: 'kernel', origin: 'compiled' }])
      expect(unit.kernels[0]!.milliseconds).toBeGreaterThan(0)
    }
  }
  // All members lie in one file, whichever process met them first.
  expect(ofClass()).toBe(1)
})

test('what is kept is what would be compiled, whichever code fixed the types of the fields', () => {
  for (const name of Object.keys(USES)) expect(run(here, `${name}.mjs`, { TAIPAN_CHECK: '1' }).results).toEqual([USES[name]![1], '8'])
})

test('other types of the fields are another class', () => {
  const other = newProject({
    'ring.mjs': RING,
    'main.mjs': `import { array, jit, jitclass, report, statsOf } from './ring.mjs'
const Box = jitclass(class Box { constructor(item) { this.item = item } first() { return this.item[0] } })
const make = jit((n) => { const b = new Box(new Float64Array(n)); return b.first() }, { cache: false })
if (process.env.KERNEL) make(3)
const box = new Box(process.env.FLOAT32 ? array(Float32Array, [1.5]) : array([2.5]))
report([box.first()], statsOf(Box))`,
  })
  const first = run(other, 'main.mjs')
  expect([first.results, origins(first)]).toEqual([['2.5'], 'compiled compiled'])
  // The kernel gives the field the same type: the constructor that was kept serves.
  const same = run(other, 'main.mjs', { KERNEL: '1' })
  expect([same.results, origins(same)]).toEqual([['2.5'], 'cache cache'])
  const float32 = run(other, 'main.mjs', { FLOAT32: '1' })
  expect([float32.results, origins(float32)]).toEqual([['1.5'], 'compiled compiled'])
  rmSync(other, { recursive: true, force: true })
})

test('kernels that make a Map or a Set, and classes that keep one, are found as well', () => {
  const project = newProject({
    'maps.mjs': `
import { jit, jitclass, statsOf } from 'taipan'
import { report } from './report.mjs'
const Words = jitclass({ counts: 'Map<string, float64>' }, class Words {
  counts = new Map()
  #seen = new Set(['a'])
  add(word) { this.#seen.add(word); this.counts.set(word, (this.counts.get(word) ?? 0) + 1); return this.#seen.size }
})
const distinct = jit((n) => { const all = new Set(); for (let i = 0; i < n; i++) all.add(i % 7); return all.size })
const total = jit((words) => { let sum = 0; for (const n of words.counts.values()) sum += n; return sum })
const words = new Words()
for (const word of 'to be or not to be'.split(' ')) words.add(word)
report([distinct(100), words.add('a'), total(words), [...words.counts.keys()]], distinct.stats, total.stats, statsOf(Words))`,
  })
  try {
    const runs = ['compiled', 'cache', 'cache'].map((origin) => [origin, run(project, 'maps.mjs')] as const)
    for (const [origin, { results, all }] of runs) {
      expect(results).toEqual(['7', '5', '7', 'to,be,or,not,a'])
      expect(new Set(all.map((each) => each.origin))).toEqual(new Set([origin]))
    }
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
})
