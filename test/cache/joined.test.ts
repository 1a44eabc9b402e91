/** A class from the cache is one module, whatever of it a program calls. */
import { beforeEach, expect, test } from 'vitest'
import { requireBuild } from '../built.ts'
import { cacheOf, entriesIn, newProject, type Run, run } from './project.ts'

const CLASS = `import { jitclass } from 'taipan'
export const make = () => jitclass(
  { name: 'string', values: 'int64[:]' },
  class Account {
    balance = 0
    name = 'nobody'
    values = new BigInt64Array(3)
    constructor(balance) { this.balance = balance }
    get half() { return this.balance / 2 }
    set half(value) { this.balance = value * 2 }
    add(amount) { this.balance += amount; return this }
    take(amount) {
      if (amount > this.balance) throw new RangeError(\`\${amount} is more than \${this.balance}\`)
      this.balance -= amount
      return this.balance
    }
    rename(name) { this.name = name + '!' }
    at(index) { return this.values[index] }
    sum() { let sum = 0n; for (const value of this.values) sum += value; return sum }
    check() { if (this.balance < 0) throw new Error('no balance'); return Math.sqrt(this.balance) }
  },
)
`
/** Counts modules (smaller ones hold a function of the host, for a table), calls members in an order, and tells of errors with the lines of their stacks. */
const program = (order: readonly string[]) => `let modules = 0
const { Module } = WebAssembly
WebAssembly.Module = new Proxy(Module, { construct(target, args) { modules += Number(args[0].length >= 64); return new target(...args) } })
const { make } = await import('./account.mjs')
const { statsOf } = await import('taipan')
const { report } = await import('./report.mjs')
const outcome = (work) => {
  try {
    const value = work()
    return typeof value === 'object' ? 'itself' : value
  } catch (error) {
    return [error.name, error.message, ...error.stack.split('\\n').filter((line) => line.includes('account.mjs'))].join(' | ')
  }
}
const Account = make()
const results = []
for (const Each of [Account, Account]) {
  const a = new Each(10)
  ${order.map((call) => `results.push(outcome(() => ${call}))`).join('\n  ')}
}
console.error(modules)
report(results, statsOf(Account))
`
const CALLS = [
  'a.half',
  'a.add(5).balance',
  'a.take(100)',
  'a.take(3)',
  '(a.rename("me"), a.name)',
  'a.at(1)',
  'a.at(7)',
  '(a.half = 4, a.balance)',
  'a.check()',
  '(a.balance = -1, a.check())',
]
let project = ''
beforeEach(() => {
  requireBuild()
  project = newProject({
    'account.mjs': CLASS,
    'main.mjs': program(CALLS),
    'back.mjs': program([...CALLS].reverse()),
    'loops.mjs': program([...CALLS, 'a.sum()']),
  })
})
const modules = ({ errors }: Run) => Number(errors)
const origins = ({ all }: Run) => [...new Set(all.map(({ origin }) => origin))]

test('one module instead of one for each member, and the same results, errors and lines', () => {
  const first = run(project)
  expect(origins(first)).toEqual(['compiled'])
  expect(modules(first)).toBe(first.all.length)
  expect(first.results.some((result) => /RangeError .*100 is more than 15.*account\.mjs:\d+:\d+/.test(result))).toBe(true)
  const second = run(project)
  expect(origins(second)).toEqual(['cache'])
  expect(second.results).toEqual(first.results)
  expect(modules(second)).toBe(1)
  expect(second.units).toMatchObject([{ name: 'Account', origin: 'cache' }])
  // Whichever member comes first.
  expect(run(project, 'back.mjs', { TAIPAN_CACHE: 'off' }).results).toEqual(run(project, 'back.mjs').results)
  expect(modules(run(project, 'back.mjs'))).toBe(1)
})

test('a member that comes later is added, one with loops has a module of its own', () => {
  const first = run(project)
  const loops = run(project, 'loops.mjs')
  expect(loops.all.filter(({ origin }) => origin === 'compiled').map(({ member }) => member)).toEqual(['sum'])
  expect(modules(loops)).toBe(2)
  const again = run(project, 'loops.mjs')
  expect(origins(again)).toEqual(['cache'])
  expect(modules(again)).toBe(2)
  expect(again.results).toEqual(loops.results)
  expect(run(project).results).toEqual(first.results)
  expect(entriesIn(cacheOf(project))).toHaveLength(1)
})

test('two classes of one text: the second has modules of its own', () => {
  run(project)
  const both = program(CALLS)
    .replace('const Account = make()', 'const Account = make()\nconst Other = make()')
    .replace('[Account, Account]', '[Account, Other, Account]')
  const here = newProject({ 'account.mjs': CLASS, 'main.mjs': both })
  const [first, second] = [run(here), run(here)]
  expect(second.results).toEqual(first.results)
  expect(second.results.slice(CALLS.length, 2 * CALLS.length)).toEqual(second.results.slice(0, CALLS.length))
  expect(origins(second)).toEqual(['cache'])
  expect(modules(second)).toBe(1 + second.all.length)
})

const GROWING = `import { jitclass } from 'taipan'
class Node { constructor(value, next) { this.value = value; this.next = next } }
export const make = () => jitclass(
  { values: 'int64[:]' },
  class Pile {
    values = new BigInt64Array(2)
    size = 0
    push(value) {
      if (this.size === this.values.length) this.#grow(8)
      this.values[this.size++] = value
      return this.size
    }
    #grow(most) {
      if (this.size > most / 2) throw new RangeError('it is full')
      const wider = new BigInt64Array(this.size * 2)
      for (let i = 0; i < this.size; i++) wider[i] = this.values[i]
      this.values = wider
    }
    last() {
      if (this.size === 0) throw new RangeError('there is nothing')
      return this.values[this.size - 1]
    }
    find(value) {
      const place = this.#search(value)
      if (place < 0) throw new TypeError(\`\${value} is not there\`)
      return place
    }
    #search(value) {
      for (let i = 0; i < this.size; i++) {
        if (this.values[i] === value) return i
        if (this.values[i] === 13n) throw new Error(\`\${this.values[i]} at \${i}\`)
      }
      return -1
    }
    chain() {
      const chain = this.#chain()
      return chain instanceof Node ? chain.value : -1
    }
    #chain() {
      let chain = null
      for (let i = 0; i < this.size; i++) chain = new Node(i, chain)
      return chain
    }
  },
)
`
const GROWING_CALLS = [
  'a.last()',
  'a.find(1n)',
  'a.push(1n)',
  'a.push(2n)',
  'a.push(3n)',
  'a.push(4n)',
  'a.push(13n)',
  'a.push(6n)',
  'a.push(7n)',
  'a.push(8n)',
  'a.push(9n)',
  'a.find(3n)',
  'a.find(7n)',
  'a.chain()',
  'a.last()',
]

test('a helper with a loop is compiled when it is called, and what it throws comes from its lines', () => {
  const here = newProject({
    'account.mjs': GROWING,
    'main.mjs': program(GROWING_CALLS),
    'few.mjs': program(['a.push(1n)', 'a.last()', 'a.push(2n)', 'a.last()']),
    'last.mjs': program([...GROWING_CALLS].reverse()),
  })
  const [first, second] = [run(here), run(here)]
  expect(origins(second)).toEqual(['cache'])
  expect(second.results).toEqual(first.results)
  expect(second.results.some((result) => /RangeError \| it is full( \| [^|]*account\.mjs:\d+:\d+\)?){2}$/.test(result))).toBe(true)
  expect(second.results.some((result) => /Error \| 13 at 4( \| [^|]*account\.mjs:\d+:\d+\)?){2}$/.test(result))).toBe(true)
  // One for all, and one each for what `push`, `find` and `chain` call.
  expect(modules(second)).toBe(4)
  const few = run(here, 'few.mjs')
  expect(origins(few)).toEqual(['cache'])
  expect(modules(few)).toBe(1)
  expect(run(here, 'last.mjs').results).toEqual(run(here, 'last.mjs', { TAIPAN_CACHE: 'off' }).results)
})
