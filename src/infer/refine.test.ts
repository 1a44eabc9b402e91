/** A value for which a relation holds must still be in the refined type. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relation } from '../ir/imm.ts'
import { bigint, has, K, NULL, number, numberConstant, type SemType, TRUE, UNDEFINED } from './lattice.ts'
import { exactly, joinRange, type Range } from './range.ts'
import { refine } from './refine.ts'

const member = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 5, 0.5, 2 ** 31, -(2 ** 31), 2 ** 53, Infinity, -Infinity, Number.NaN),
  fc.integer({ min: -8, max: 8 }),
  fc.double(),
)
const setAndMember = fc
  .array(member, { minLength: 1, maxLength: 3 })
  .chain((members) => fc.tuple(fc.constant(members.map(exactly).reduce(joinRange)), fc.constantFrom(...members)))

function contains(r: Range | null, x: number): boolean {
  if (r === null) return false
  if (Number.isNaN(x)) return r.nan
  if (Object.is(x, -0)) return r.negativeZero
  return !(x === 0 && r.nonzero) && x >= r.lo && x <= r.hi
}

const RELATIONS: Partial<Record<Relation, (x: number, y: number) => boolean>> = {
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
  '!<': (x, y) => !(x < y),
  '!<=': (x, y) => !(x <= y),
  '!>': (x, y) => !(x > y),
  '!>=': (x, y) => !(x >= y),
  '===': (x, y) => x === y,
  '!==': (x, y) => x !== y,
  truthy: (x) => Boolean(x),
  falsy: (x) => !x,
  'typeof number': () => true,
}

test.each(Object.keys(RELATIONS) as Relation[])('number %s number', (relation) => {
  fc.assert(
    fc.property(setAndMember, setAndMember, ([a, x], [b, y]) => {
      if (!RELATIONS[relation]!(x, y)) return
      const refined = refine(number(a), number(b), relation)
      expect(contains(refined.range, x), `${x} is lost when ${relation} ${y}: ${JSON.stringify(refined.range)}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('undefined and null go where they are excluded', () => {
  const type: SemType = { ...number(exactly(1)), kinds: K.NUMBER | K.UNDEFINED | K.NULL }
  expect(has(refine(type, UNDEFINED, '!=='), K.UNDEFINED)).toBe(false)
  expect(has(refine(type, UNDEFINED, '!=='), K.NULL)).toBe(true)
  expect(refine(type, NULL, '!=').kinds).toBe(K.NUMBER)
  expect(refine(type, NULL, '==').kinds).toBe(K.UNDEFINED | K.NULL)
  expect(refine(type, undefined, 'truthy').kinds).toBe(K.NUMBER)
  expect(refine(TRUE, undefined, 'falsy').kinds).toBe(0)
})

test('bigints', () => {
  expect(refine(bigint({ lo: 0n, hi: 10n }), bigint({ lo: 3n, hi: 5n }), '<').big).toEqual({ lo: 0n, hi: 4n })
  expect(refine(bigint({ lo: 0n, hi: 10n }), numberConstant(3), '<').big).toEqual({ lo: 0n, hi: 10n })
})
