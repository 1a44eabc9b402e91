/**
 * A class in a kernel that is not cached, in processes of their own: the kernel is compiled in each, the class in the first alone.
 * What the others take from the cache must be what they would have compiled, and must not be taken where that would be something else.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { cacheOf, command, entriesIn, newProject, run, write } from './project.ts'

const RING = `
import { jitclass } from 'taipan'
import { LIMIT } from './limit.mjs'
export const Ring = jitclass({ data: 'int64[:]' }, class Ring {
  top = 0; bottom = 0
  type = BigInt64Array
  data = new this.type(4)
  get holdings() { return this.top - this.bottom }
  append(x) {
    if (this.holdings >= this.data.length) this.#grow()
    this.data[this.top++ % this.data.length] = x
  }
  popleft() {
    if (this.holdings <= 0) throw new RangeError('nothing is left of ' + LIMIT)
    return this.data[this.bottom++ % this.data.length]
  }
  #grow() {
    const wider = new this.type(this.data.length * 2)
    for (let i = 0; i < this.holdings; i++) wider[i] = this.data[(this.bottom + i) % this.data.length]
    this.top = this.holdings
    this.bottom = 0
    this.data = wider
  }
})`
/** Prints what a kernel gave, where its exception came from, and what its statistics say of the class in it. */
const MAIN = (body: string) => `
import { jit, statsOf } from 'taipan'
import { Ring } from './ring.mjs'
import { report } from './report.mjs'
const kernel = jit((n) => ${body}, { cache: false })
const answer = kernel(9n)
let trace = ''
try { kernel(-1n) } catch (error) { trace = error.stack.replaceAll(import.meta.url.slice(0, -8), '') }
const told = kernel.stats.specialisations[0].units.map(({ name, origin = 'here' }) => name + ' ' + origin)
report([answer, trace, told.join(', '), JSON.stringify(statsOf(Ring).unit.kernels.map(({ origin, linked }) => [origin, linked]))], kernel.stats)`
const BODY =
  '{ const r = new Ring(); for (let i = 0n; i < n; i++) r.append(i * i); return r.popleft() + r.popleft() * 100n + BigInt(r.holdings) }'
const COMPILED = 'kernel here, Ring here'
const LINKED = 'kernel here, Ring cache'

let here = ''
beforeAll(() => {
  requireBuild()
  here = newProject({})
})
beforeEach(() => {
  rmSync(cacheOf(here), { recursive: true, force: true })
  write(here, { 'ring.mjs': RING, 'limit.mjs': 'export const LIMIT = 4', 'main.mjs': MAIN(BODY) })
})
afterAll(() => rmSync(here, { recursive: true, force: true }))

const ran = (environment = {}) => {
  const { results, all, errors } = run(here, 'main.mjs', environment)
  const [answer, trace, told, kernels] = results as [string, string, string, string]
  return { answer, trace, told, kernels, milliseconds: all[0]!.milliseconds, errors }
}

test('the second process takes the class from the cache, and nothing else changes', () => {
  const first = ran()
  expect([first.answer, first.told, first.kernels]).toEqual(['107', COMPILED, '[["compiled",false]]'])
  expect(first.trace).toMatch(/^RangeError: nothing is left of 4\n.*Ring\.popleft.*ring\.mjs:14/)
  for (let time = 0; time < 2; time++) {
    const next = ran()
    expect([next.answer, next.told, next.kernels]).toEqual(['107', LINKED, '[["compiled",true]]'])
    expect(next.trace).toBe(first.trace)
    expect(next.errors).toBe('')
  }
  expect(entriesIn(cacheOf(here)).length).toBe(1)
})

test('other kernels find it too, and what they need besides comes to it', () => {
  ran()
  write(here, { 'main.mjs': MAIN('{ const r = new Ring(); r.append(n); if (n < 0n) r.popleft(); return r.popleft() * 3n }') })
  const trace = ran()
  expect([trace.answer, trace.told]).toEqual(['27', LINKED])
  write(here, { 'ring.mjs': RING.replace('#grow() {', 'first() { return this.data[this.bottom] }\n  #grow() {') })
  const withFirst = MAIN('{ const r = new Ring(); r.append(n); if (n < 0n) { r.popleft(); r.popleft() } return r.first() }')
  for (const [body, told] of [
    [MAIN(BODY), COMPILED],
    [withFirst, COMPILED],
    [withFirst, LINKED],
    [MAIN(BODY), LINKED],
  ] as const) {
    write(here, { 'main.mjs': body })
    const { answer, told: said } = ran()
    expect([answer, said]).toEqual([body === withFirst ? '9' : '107', told])
  }
})

test('a cached kernel that was edited takes the class too, and what it depends on is in its entry', () => {
  const other = '{ const r = new Ring(); r.append(n); if (n < 0n) { r.popleft(); r.popleft() } return r.popleft() * 3n }'
  const cached = (body: string) => MAIN(body).replace('{ cache: false }', '{}')
  write(here, { 'main.mjs': cached(BODY) })
  expect([ran().told, ran().kernels]).toEqual([COMPILED, '[["cache",false]]'])
  // To keep a class takes a few milliseconds: not of a first compilation, but of a kernel that is being worked on.
  write(here, { 'main.mjs': cached(other.replace('3n', '5n')) })
  expect(ran().told).toBe(COMPILED)
  write(here, { 'main.mjs': cached(other) })
  const linked = ran()
  expect([linked.answer, linked.told, linked.kernels]).toEqual(['27', LINKED, '[["compiled",true]]'])
  for (const environment of [{}, { TAIPAN_CHECK: '1' }]) {
    const again = ran(environment)
    expect([again.answer, again.told, again.kernels]).toEqual(['27', COMPILED, '[["cache",false]]'])
    expect(again.trace).toBe(linked.trace)
  }
  write(here, { 'limit.mjs': 'export const LIMIT = 5' })
  const changed = ran()
  expect([changed.told, changed.trace.split('\n')[0]]).toEqual([COMPILED, 'RangeError: nothing is left of 5'])
  expect(changed.kernels).toBe('[["compiled",false]]')
  expect(ran().kernels).toBe('[["cache",false]]')
  write(here, { 'ring.mjs': RING.replace('return this.data[this.bottom++', 'return 2n * this.data[this.bottom++') })
  const edited = ran()
  expect([edited.answer, edited.kernels]).toEqual(['54', '[["compiled",false]]'])
  write(here, { 'limit.mjs': 'export const LIMIT = 4', 'ring.mjs': RING })
  const back = ran()
  expect([back.answer, back.kernels, back.trace]).toEqual(['27', '[["cache",false]]', linked.trace])
})

test('members that the host called and the class in a kernel lie in one file', () => {
  const both = MAIN(BODY).replace('const answer', 'const own = new Ring(); own.append(1n); own.popleft()\nconst answer')
  write(here, { 'main.mjs': both })
  expect(ran().told).toBe(COMPILED)
  expect(ran().told).toBe(LINKED)
  expect(entriesIn(cacheOf(here)).length).toBe(1)
  expect(command(here, ['cache', 'verify']).code).toBe(0)
  expect(command(here, ['cache', 'ls']).output).toContain('Ring')
  expect(command(here, ['cache', 'explain', 'Ring']).output).toContain('append')
})

test('not where it would be another: an edited class, another constant, other types of fields, other checks', () => {
  ran()
  write(here, { 'ring.mjs': RING.replace('this.data[this.top++', 'this.data[this.top++ + 0') })
  expect(ran().told).toBe(COMPILED)
  write(here, { 'ring.mjs': RING })
  expect(ran().told).toBe(LINKED)
  write(here, { 'limit.mjs': 'export const LIMIT = 5' })
  const other = ran()
  expect([other.told, other.trace.split('\n')[0]]).toEqual([COMPILED, 'RangeError: nothing is left of 5'])
  write(here, {
    'limit.mjs': 'export const LIMIT = 4',
    'main.mjs': MAIN('{ const r = new Ring(); r.top = 0.5; r.append(n); r.top = 1; if (n < 0n) { r.popleft(); r.popleft() } return n }'),
  })
  expect(ran().answer).toBe('9')
  write(here, { 'main.mjs': MAIN(BODY).replace('{ cache: false }', "{ cache: false, bounds: 'throw' }") })
  expect([ran().told, ran().told]).toEqual([COMPILED, LINKED])
})

test('not where the cache is off, or the class is not to be kept', () => {
  ran()
  expect(ran({ TAIPAN_CACHE: 'off' }).told).toBe(COMPILED)
  expect(ran({ TAIPAN_CACHE: 'readonly' }).told).toBe(LINKED)
  expect(ran({ TAIPAN_CHECK: '1' })).toMatchObject({ answer: '107', told: LINKED })
  write(here, { 'ring.mjs': RING.replace(/\}\)$/, '}, { cache: false })') })
  expect([ran().told, ran().told]).toEqual([COMPILED, COMPILED])
})

test('what is damaged is compiled again', () => {
  const first = ran()
  const [path] = entriesIn(cacheOf(here))
  const whole = readFileSync(path!)
  const begin = whole.indexOf('"bounds"')
  expect(begin).toBeGreaterThan(0)
  for (let at = begin - 40; at < whole.length; at += 997) {
    const bytes = Buffer.from(whole)
    bytes[at]! ^= 0x11
    for (const old of entriesIn(cacheOf(here))) rmSync(old)
    writeFileSync(path!, bytes)
    const damaged = ran()
    expect([damaged.answer, damaged.trace, damaged.told]).toEqual([first.answer, first.trace, COMPILED])
    expect(ran().told).toBe(LINKED)
  }
})

const PLACE = `
import { jitclass } from 'taipan'
import { SCALE } from './scale.mjs'
export const Place = jitclass(class Place {
  x = 0; y = 0
  plus(other) { const made = new Place(); made.x = this.x + other.x * SCALE; made.y = this.y + other.y; return made }
})`
const BODIES = `
import { jitclass } from 'taipan'
import { Place } from './place.mjs'
export const Body = jitclass({ place: 'Place' }, class Body {
  place = new Place()
  steps = 0
  weight() { return 1 }
  move(by) { this.place = this.place.plus(by); this.steps += this.weight(); return this }
})
export const Heavy = jitclass(class Heavy extends Body {
  weight() { return super.weight() * 10 }
  get far() { return this.place.x + this.place.y * 100 + this.steps * 10000 }
})`
const HEAVY = `
import { jit } from 'taipan'
import { Heavy } from './bodies.mjs'
import { Place } from './place.mjs'
import { report } from './report.mjs'
const kernel = jit((n) => {
  const by = new Place(), body = new Heavy()
  by.x = n; by.y = 1
  return body.move(by).far + body.move(by).far
}, { cache: false })
report([kernel(3), kernel.stats.specialisations[0].units.map(({ name, origin = 'here' }) => name + ' ' + origin).sort().join(', ')], kernel.stats)`

test('a class that extends another, and one in whose fields are instances of others, with all of these', () => {
  write(here, { 'scale.mjs': 'export const SCALE = 2', 'place.mjs': PLACE, 'bodies.mjs': BODIES, 'heavy.mjs': HEAVY })
  const heavy = (files: Record<string, string> = {}) => {
    write(here, files)
    return run(here, 'heavy.mjs').results
  }
  const compiled = 'Body here, Heavy here, Place here, kernel here'
  const linked = 'Body cache, Heavy cache, Place cache, kernel here'
  expect(heavy()).toEqual(['300318', compiled])
  expect(heavy()).toEqual(['300318', linked])
  expect(heavy({ 'scale.mjs': 'export const SCALE = 3' })[0]).toBe('300327')
  expect(heavy()).toEqual(['300327', linked])
  expect(heavy({ 'bodies.mjs': BODIES.replace('return 1 }', 'return 2 }') })[0]).toBe('600327')
  expect(heavy()[0]).toBe('600327')
  expect(heavy({ 'place.mjs': PLACE.replace('this.y + other.y', 'this.y - other.y') })[0]).toBe('599727')
  expect(heavy()[0]).toBe('599727')
  expect(command(here, ['cache', 'verify']).code).toBe(0)
})

test('names that mattered only when the code was built are compared too', () => {
  const shadowed = RING.replace("import { LIMIT } from './limit.mjs'", "import { LIMIT, Object } from './limit.mjs'").replace(
    'get holdings() {',
    'get keys() { return Object.keys({ a: 1, b: 2 }).length }\n  get holdings() {',
  )
  const main = MAIN(BODY.replace('BigInt(r.holdings)', 'BigInt(r.keys)'))
  const limit = (object: string) => `export const LIMIT = 4\nconst Its = ${object}\nexport { Its as Object }`
  write(here, { 'ring.mjs': shadowed, 'main.mjs': main, 'limit.mjs': limit('globalThis.Object') })
  expect([ran().answer, ran().answer]).toEqual(['102', '102'])
  write(here, { 'limit.mjs': limit('{ keys: (of) => ({ length: 7 }) }') })
  expect([ran().answer, ran().answer]).toEqual(['107', '107'])
})

const LEDGER = `
import { jitclass } from 'taipan'
export const Entry = jitclass({ amount: 'float64' }, class Entry {
  constructor(amount) { this.amount = amount }
})
export const Ledger = jitclass(class Ledger {
  static made = 0
  static limit = 100
  entries = [new Entry(0)]
  names = ['a']
  last = { sum: 0, count: 0 }
  constructor() { Ledger.made++ }
  add(amount) {
    if (amount > Ledger.limit) throw new RangeError('over ' + Ledger.limit)
    this.entries.push(new Entry(amount))
    this.last = { sum: this.total(1), count: this.entries.length }
    return this
  }
  total(by) { return this.entries.map((entry) => entry.amount * by).reduce((a, b) => a + b, 0) }
  tries(amounts) {
    let failed = 0
    for (let i = 0; i < amounts.length; i++) {
      try { this.add(amounts[i]) } catch { failed++; amounts[i] = 0 }
    }
    return failed
  }
  summary() { return { total: this.last.sum, names: this.names.join('') } }
})`
const LEDGERS = (body: string, before = '') => `
import { jit, statsOf } from 'taipan'
import { Ledger } from './ledger.mjs'
import { report } from './report.mjs'
${before}
const kernel = jit((amounts) => ${body}, { cache: false })
const amounts = new Float64Array([5, 500, 7])
const answer = kernel(amounts)
const told = kernel.stats.specialisations[0].units.filter(({ kind }) => kind === 'class').map(({ name, origin = 'here' }) => name + ' ' + origin).sort()
report([answer + ' ' + amounts.join() + ' ' + Ledger.made, told.join(', ')], kernel.stats)`

test('a class with static fields, lists and records, closures and handlers, to which arrays are given', () => {
  const body =
    '{ const made = new Ledger(); const failed = made.tries(amounts); return made.summary().total + failed * 1000 + made.total(2) * 10000 }'
  const ledger = (files: Record<string, string> = {}) => {
    write(here, files)
    return run(here, 'ledgers.mjs').results
  }
  const compiled = 'Entry here, Ledger here'
  const linked = 'Ledger cache'
  const answer = '241012 5,0,7 1'
  expect(ledger({ 'ledger.mjs': LEDGER, 'ledgers.mjs': LEDGERS(body) })).toEqual([answer, compiled])
  expect(ledger()).toEqual([answer, linked])
  const less = '{ const made = new Ledger().add(amounts[0]); return made.summary().total }'
  expect(ledger({ 'ledgers.mjs': LEDGERS(less) })).toEqual(['5 5,500,7 1', linked])
  // What a static field holds counts where nobody assigns it, and not where somebody does.
  expect(ledger({ 'ledgers.mjs': LEDGERS(less, 'Ledger.made = 7') })).toEqual(['5 5,500,7 8', linked])
  expect(ledger({ 'ledgers.mjs': LEDGERS(body, 'Ledger.limit = 1000') })).toEqual(['10240512 5,500,7 1', 'Entry cache, Ledger here'])
  expect(ledger()).toEqual(['10240512 5,500,7 1', linked])
  expect(ledger({ 'ledgers.mjs': LEDGERS(body) })[0]).toBe(answer)
  const assigns = `{ Ledger.limit = 6; ${body.slice(1)}`
  for (let time = 0; time < 2; time++) expect(ledger({ 'ledgers.mjs': LEDGERS(assigns) })[0]).toBe('102005 5,0,0 1')
  expect(command(here, ['cache', 'verify']).code).toBe(0)
})
