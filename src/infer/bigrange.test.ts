/** Intervals of bigints hold the exact result of the operation on any members. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binaryBig } from './arithmetic.ts'
import { clampBig, isUnsigned, joinBig, MAX64, MIN64, UMAX64, widenBig } from './bigrange.ts'

const EDGES = [0n, 1n, -1n, 2n, 63n, 64n, MAX64, MIN64, UMAX64, MAX64 - 1n, MIN64 + 1n]
const member = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: MIN64, max: MAX64 }), fc.bigInt({ min: -10n, max: 10n }))
const small = fc.bigInt({ min: 0n, max: 64n })

const setAndMember = (of: fc.Arbitrary<bigint>) =>
  fc.array(of, { minLength: 1, maxLength: 3 }).chain((members) => {
    const hull = members.map((value) => ({ lo: value, hi: value })).reduce(joinBig)
    const inside = members.filter((value) => value >= hull.lo && value <= hull.hi)
    return fc.tuple(fc.constant(hull), fc.constantFrom(...inside))
  })

const OPERATIONS = {
  'js.add': (x: bigint, y: bigint) => x + y,
  'js.sub': (x: bigint, y: bigint) => x - y,
  'js.mul': (x: bigint, y: bigint) => x * y,
  'js.div': (x: bigint, y: bigint) => x / y,
  'js.mod': (x: bigint, y: bigint) => x % y,
  'js.and': (x: bigint, y: bigint) => x & y,
  'js.or': (x: bigint, y: bigint) => x | y,
  'js.xor': (x: bigint, y: bigint) => x ^ y,
} as const

test.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])('%s', (op) => {
  fc.assert(
    fc.property(setAndMember(member), setAndMember(member), ([a, x], [b, y]) => {
      if (y === 0n && (op === 'js.div' || op === 'js.mod')) return
      const result = OPERATIONS[op](x, y)
      const { lo, hi } = binaryBig(op, a, b)
      expect(lo <= result && result <= hi, `${x}, ${y} gives ${result}, not in ${lo}…${hi}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test.each(['js.shl', 'js.shr'] as const)('%s', (op) => {
  fc.assert(
    fc.property(setAndMember(member), setAndMember(small), ([a, x], [b, y]) => {
      const result = op === 'js.shl' ? x << y : x >> y
      const { lo, hi } = binaryBig(op, a, b)
      expect(lo <= result && result <= hi, `${x}, ${y} gives ${result}, not in ${lo}…${hi}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('a set that reaches 2^63 is a uint64, and what meets it must not be negative', () => {
  const met = joinBig({ lo: -5n, hi: 5n }, { lo: 0n, hi: UMAX64 })
  expect(isUnsigned(met)).toBe(true)
  expect(met.lo).toBe(0n)
})

test('a result that may leave its domain may be anything there: computed modulo 2^64 it is not checked', () => {
  expect(clampBig(-1n, 2n ** 70n, true)).toEqual({ lo: 0n, hi: UMAX64 })
  expect(clampBig(-(2n ** 70n), 5n, false)).toEqual({ lo: MIN64, hi: MAX64 })
  expect(clampBig(-7n, 5n, false)).toEqual({ lo: -7n, hi: 5n })
})

test('widening goes to the limits of the domain', () => {
  expect(widenBig({ lo: 0n, hi: 1n }, { lo: 0n, hi: 2n })).toEqual({ lo: 0n, hi: MAX64 })
  expect(widenBig({ lo: 0n, hi: 1n }, { lo: -1n, hi: 1n })).toEqual({ lo: MIN64, hi: 1n })
})
