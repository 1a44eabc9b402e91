/** Every range rule must hold the result of the operation on any members: tried on random sets and members. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  absRange,
  addRange,
  andRange,
  divRange,
  exactly,
  isInt32,
  isSafeInteger,
  joinRange,
  maxRange,
  minRange,
  modRange,
  mulRange,
  negRange,
  orRange,
  type Range,
  range,
  roundRange,
  shlRange,
  shrRange,
  singleton,
  subRange,
  toInt32Range,
  toUint32Range,
  ushrRange,
  widen,
} from './range.ts'

const EDGES = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  7,
  0.5,
  -0.5,
  1.5,
  31,
  32,
  255,
  2 ** 31,
  2 ** 31 - 1,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 32 - 1,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  1e300,
  -1e300,
  5e-324,
  Infinity,
  -Infinity,
  Number.NaN,
]
const member = fc.oneof(fc.constantFrom(...EDGES), fc.integer(), fc.double(), fc.integer({ min: -10, max: 10 }))

function contains(r: Range, x: number): boolean {
  if (Number.isNaN(x)) return r.nan
  if (Object.is(x, -0)) return r.negativeZero
  if (x === 0 && r.nonzero) return false
  return x >= r.lo && x <= r.hi && (!r.integer || Number.isInteger(x) || !Number.isFinite(x))
}

/** The hull of some numbers, and one of them. */
const setAndMember = fc.array(member, { minLength: 1, maxLength: 4 }).chain((members) => {
  const hull = members.map(exactly).reduce(joinRange)
  return fc.tuple(fc.constant(hull), fc.constantFrom(...members))
})

const BINARY: Record<string, [(a: Range, b: Range) => Range, (x: number, y: number) => number]> = {
  '+': [addRange, (x, y) => x + y],
  '-': [subRange, (x, y) => x - y],
  '*': [mulRange, (x, y) => x * y],
  '/': [divRange, (x, y) => x / y],
  '%': [modRange, (x, y) => x % y],
  '&': [andRange, (x, y) => x & y],
  '|': [orRange, (x, y) => x | y],
  '^': [orRange, (x, y) => x ^ y],
  '<<': [shlRange, (x, y) => x << y],
  '>>': [shrRange, (x, y) => x >> y],
  '>>>': [ushrRange, (x, y) => x >>> y],
  min: [minRange, Math.min],
  max: [maxRange, Math.max],
}

const UNARY: Record<string, [(a: Range) => Range, (x: number) => number]> = {
  neg: [negRange, (x) => -x],
  abs: [absRange, Math.abs],
  floor: [(r) => roundRange(r, Math.floor), Math.floor],
  ceil: [(r) => roundRange(r, Math.ceil), Math.ceil],
  trunc: [(r) => roundRange(r, Math.trunc), Math.trunc],
  round: [(r) => roundRange(r, Math.round), Math.round],
  toInt32: [toInt32Range, (x) => x | 0],
  toUint32: [toUint32Range, (x) => x >>> 0],
}

test.each(Object.entries(BINARY))('%s', (_, [rule, operation]) => {
  fc.assert(
    fc.property(setAndMember, setAndMember, ([a, x], [b, y]) => {
      expect(contains(a, x)).toBe(true)
      const result = rule(a, b)
      expect(contains(result, operation(x, y)), `${x}, ${y} gives ${operation(x, y)}, not in ${JSON.stringify(result)}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test.each(Object.entries(UNARY))('%s', (_, [rule, operation]) => {
  fc.assert(
    fc.property(setAndMember, ([a, x]) => {
      const result = rule(a)
      expect(contains(result, operation(x)), `${x} gives ${operation(x)}, not in ${JSON.stringify(result)}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('a singleton is the one member', () => {
  fc.assert(
    fc.property(setAndMember, ([a, x]) => {
      const only = singleton(a)
      if (only !== undefined) expect(x).toBe(only)
    }),
  )
})

test('widening only grows, and comes to an end', () => {
  let r = range(0, 0, { integer: true })
  let steps = 0
  for (let next = joinRange(r, addRange(r, exactly(1))); next !== r; next = joinRange(r, addRange(r, exactly(1)))) {
    const wide = widen(r, next, Infinity)
    expect(wide.lo).toBeLessThanOrEqual(next.lo)
    expect(wide.hi).toBeGreaterThanOrEqual(next.hi)
    r = joinRange(r, wide)
    expect(++steps).toBeLessThan(20)
  }
})

test('integer classes', () => {
  expect(isInt32(exactly(2 ** 31 - 1))).toBe(true)
  expect(isInt32(exactly(2 ** 31))).toBe(false)
  expect(isInt32(exactly(0.5))).toBe(false)
  expect(isSafeInteger(exactly(2 ** 53 - 1))).toBe(true)
  expect(isSafeInteger(exactly(2 ** 53))).toBe(false)
  expect(isSafeInteger(exactly(2 ** 60))).toBe(false)
})
