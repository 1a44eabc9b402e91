/** The prelude's texts, as JavaScript and as IR, do what the methods of JavaScript do. */
import { describe, expect, it } from 'vitest'
import { preludeUnit, type Receiver } from './prelude.ts'
import { ANY_METHODS } from './prelude-any.ts'
import { ARRAY_METHODS } from './prelude-arrays.ts'
import { LIST_METHODS } from './prelude-lists.ts'
import { SORT_HELPERS } from './prelude-sort.ts'
import { interpretable } from './testing.ts'

type Anything = number[] | Float64Array | Int8Array
type Method = (receiver: Anything, ...args: unknown[]) => unknown

/** What the texts call by name, helpers included. */
const SCOPE: Record<string, unknown> = {
  __sort: (a: { sort(): unknown }) => void a.sort(),
  __like: (a: Anything, n: number) => new (a.constructor as new (n: number) => Anything)(n),
}
const names = ['__relative', ...Object.keys(SORT_HELPERS)]
for (const name of names) {
  const captured = preludeUnit('slice', 'list', 2)!.resolve(name)
  if (captured?.kind === 'function') SCOPE[name] = new Function('scope', `with (scope) return ${captured.unit.text}`)(SCOPE)
}

const made = new Map<string, Method[]>()

/** The method of the prelude: as JavaScript, and built and interpreted. */
function methods(name: string, receiver: Receiver, count: number): Method[] {
  const unit = preludeUnit(name, receiver, count)
  if (!unit) throw new Error(`no prelude for ${name}`)
  const known = made.get(unit.id)
  if (known) return known
  const plain = new Function('scope', `with (scope) return ${unit.text}`)(SCOPE) as Method
  made.set(unit.id, [plain, interpretable(unit.text, SCOPE) as Method])
  return made.get(unit.id)!
}

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return `${(error as Error).name}`
  }
}

/** From V8 14.6 on short arrays are sorted by other comparisons, which shows where a comparator is no order (docs/manual/language.md). */
const ORDERS_AS_BEFORE = Number.parseInt(process.versions.v8, 10) < 14

function check(name: string, values: Anything, args: readonly unknown[]): void {
  const receiver = Array.isArray(values) ? 'list' : 'array'
  const native = values.slice()
  const wanted = outcome(() => (native as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args))
  for (const method of methods(name, receiver, args.length)) {
    const own = values.slice()
    const found = outcome(() => method(own, ...args))
    const label = `${name} of [${values}] with ${args.join()}`
    expect(found === own, label).toBe(wanted === native)
    expect(found, label).toEqual(wanted)
    expect(own, label).toEqual(native)
  }
}

const LISTS: Anything[] = [
  [],
  [1],
  [3, 1, 2],
  [0, -0, Number.NaN, 5, 1],
  Float64Array.of(4, Number.NaN, -0, 0, 3, -1),
  Int8Array.of(9, 8, 7, 9),
]
const INDICES = [undefined, 0, 1, -1, 2.7, -2.7, 99, -99, Number.NaN, Number.POSITIVE_INFINITY]
const odd = (value: unknown) => Number(value) % 2 === 1

describe('prelude', () => {
  it('builds every text', () => {
    const tables: [Receiver, Record<string, string>][] = [
      ['list', LIST_METHODS],
      ['array', ARRAY_METHODS],
      ['list', ANY_METHODS],
      ['array', ANY_METHODS],
    ]
    for (const [receiver, table] of tables) {
      for (const key of Object.keys(table)) {
        const [name, count = '3'] = key.split('/')
        expect(methods(name!, receiver, Number(count))).toHaveLength(2)
      }
    }
  })

  it('visits elements', () => {
    for (const values of LISTS) {
      for (const name of ['map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex']) check(name, values, [odd])
      check('forEach', values, [
        (value: number, index: number, all: Anything) => {
          all[index] = value * 2
        },
      ])
      for (const name of ['reduce', 'reduceRight']) {
        check(name, values, [(sum: number, value: number) => sum * 2 + value])
        check(name, values, [(sum: number, value: number) => sum * 2 + value, 100])
      }
    }
  })

  it('finds values', () => {
    for (const values of LISTS) {
      for (const value of [0, -0, 9, 1, Number.NaN, undefined]) {
        for (const name of ['indexOf', 'lastIndexOf', 'includes']) {
          check(name, values, [value])
          for (const from of INDICES) check(name, values, [value, from])
        }
      }
      for (const index of INDICES) check('at', values, [index])
    }
  })

  it('copies and moves', () => {
    for (const values of LISTS) {
      check('reverse', values, [])
      check('toReversed', values, [])
      check('fill', values, [7])
      check('slice', values, [])
      check('join', values, [])
      check('join', values, ['-'])
      for (const from of INDICES) {
        check('slice', values, [from])
        check('fill', values, [7, from])
        check('with', values, [from, 5])
        for (const to of INDICES) {
          check('slice', values, [from, to])
          // V8 forgets the end here: Float64Array.of(4, 5).fill(7, undefined, 0) is 7, 7.
          if (from !== undefined || Array.isArray(values)) check('fill', values, [7, from, to])
          check('copyWithin', values, [from, to])
          check('copyWithin', values, [1, from, to])
        }
      }
    }
  })

  it('grows and shrinks lists', () => {
    for (const values of LISTS.filter(Array.isArray)) {
      check('shift', values, [])
      check('concat', values, [])
      check('concat', values, [[8, 9]])
      check('concat', values, [8])
      check('flatMap', values, [(value: number) => [value, value]])
      check('unshift', values, [])
      check('unshift', values, [4, 5])
      for (const start of INDICES) {
        check('splice', values, [start])
        for (const count of INDICES) {
          check('splice', values, [start, count])
          check('splice', values, [start, count, 1, 2, 3])
        }
      }
    }
  })

  it('sorts', () => {
    let seed = 1
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    for (const size of [0, 1, 2, 5, 16, 17, 40, 63, 64, 100, 300, 2000]) {
      const values = Array.from({ length: size }, () => Math.floor(random() * 20) - 10)
      check(
        'sort',
        Float64Array.from(values, (value) => value / 2),
        [],
      )
      check(
        'sort',
        Float64Array.from(values, (value) => (value % 3 === 0 ? -0 : value % 4 === 0 ? Number.NaN : value > 5 ? 0 : value)),
        [],
      )
      const rising = values.map((value, index) => index + (value > 8 ? value * 10 : 0))
      const saws = values.map((_, index) => index % 37)
      // Those after the second are no orders: the comparisons themselves must be V8's.
      const comparators = [
        (x: number, y: number) => x - y,
        (x: number, y: number) => Math.abs(y) - Math.abs(x),
        (x: number, y: number) => x > y,
        (x: number, y: number) => (x <= y ? -1 : 1),
        ...(ORDERS_AS_BEFORE
          ? [(x: number, y: number) => ((x * 7 + y * 3) % 5) - 2, (x: number, y: number) => (x + y) % 3 || Number.NaN]
          : []),
      ]
      for (const comparator of comparators) {
        for (const input of [values, rising, saws, saws.toReversed()]) {
          check('sort', input, [comparator])
          check('sort', Float64Array.from(input), [comparator])
        }
        check('sort', values.map((value) => (value > 5 ? undefined : value)) as number[], [comparator])
      }
    }
  })
})
