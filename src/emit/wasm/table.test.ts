import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Builder, newBlock, newFunc } from '../../ir/builder.ts'
import type { Func, Value } from '../../ir/function.ts'
import { type TypedOp, typedOps } from '../../ir/ops.ts'
import type { Row } from '../../ir/row.ts'
import type { Type } from '../../ir/types.ts'
import { load, moduleOf } from './testing.ts'
import { wat } from './wat.ts'

type Operand = number | bigint

const INTEGERS = [0, 1, -1, 2, 3, -7, 31, 32, 255, 65536, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1, 0x55555555]
const LONGS = [
  0n,
  1n,
  -1n,
  2n,
  -3n,
  63n,
  64n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 32n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  3037000500n,
]
const SPECIAL = [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const LARGE = [
  2 ** 31,
  2 ** 31 - 1,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 32 - 1,
  2 ** 53 - 1,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1e20,
]
const TINY = [5e-324, -5e-324, 2.2250738585072014e-308, 1e-300, 1.7976931348623157e308, Math.PI, 1e300]
const DOUBLES = [...SPECIAL, ...LARGE, ...TINY]

const SAMPLES: Partial<Record<Type | 'T' | 'any' | '…', readonly Operand[]>> = {
  bool: [0, 1],
  i32: INTEGERS,
  i64: LONGS,
  f64: DOUBLES,
  f32: DOUBLES.map(Math.fround),
}

function product(lists: readonly (readonly Operand[])[]): Operand[][] {
  return lists.reduce<Operand[][]>((rows, list) => rows.flatMap((done) => list.map((one) => [...done, one])), [[]])
}

/** A function of the operation; operands that are given are constants in it. */
function operation(name: string, op: TypedOp, types: readonly Type[], out: Type, constants?: readonly Operand[]): Func {
  const func = newFunc(name, 'typed', [out])
  const params = func.blocks[newBlock(func, constants ? [] : types)]!.params
  const b = new Builder(func)
  const operands: Value[] = constants ? constants.map((value, index) => b.inst('const', [], value, types[index]!)) : [...params]
  b.return([b.inst(op, operands, undefined, out)])
  return func
}

function same(actual: unknown, expected: Operand): boolean {
  return Object.is(actual, expected)
}

const rows: [TypedOp, Row][] = Object.entries(typedOps as Record<TypedOp, Row>).filter(([, row]) => row.fold) as [TypedOp, Row][]

describe('every operation that folds gives in WebAssembly what its fold gives', () => {
  test.each(rows)('%s', (op, row) => {
    const types = row.in as Type[]
    const out = row.out as Type
    const fold = row.fold as (...operands: Operand[]) => Operand | undefined
    const cases = product(types.map((type) => SAMPLES[type]!)).filter((operands) => fold(...operands) !== undefined)
    expect(cases.length).toBeGreaterThan(0)
    const every = Math.max(1, Math.floor(cases.length / 30))
    const fixed = cases.filter((_, index) => index % every === 0)
    const { exports } = load(
      moduleOf(operation('variable', op, types, out), ...fixed.map((one, index) => operation(`fixed${index}`, op, types, out, one))),
    )
    for (const operands of cases) {
      const actual = exports.variable!(...operands)
      if (!same(actual, fold(...operands)!)) expect.fail(`${op}(${operands.join(', ')}): ${actual}, not ${fold(...operands)}`)
    }
    fixed.forEach((operands, index) => {
      const actual = exports[`fixed${index}`]!()
      if (!same(actual, fold(...operands)!)) expect.fail(`${op}(${operands.join(', ')}) of constants: ${actual}, not ${fold(...operands)}`)
    })
  })
})

describe('inline sequences against the host, on anything', () => {
  const number = fc.oneof(
    fc.double(),
    fc.double({ min: -(2 ** 70), max: 2 ** 70 }),
    fc.maxSafeInteger(),
    fc.integer(),
    fc.integer({ min: -1000, max: 1000 }),
    fc.constantFrom(...DOUBLES),
  )
  const long = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-(2n ** 33n), 2n ** 33n), fc.constantFrom(...LONGS))

  function compare(op: TypedOp, arbitrary: fc.Arbitrary<Operand>, runs = 20_000) {
    const row: Row = typedOps[op]
    const { exports } = load(moduleOf(operation('f', op, row.in as Type[], row.out as Type)))
    const fold = row.fold as (...operands: Operand[]) => Operand
    const operands = fc.tuple(...row.in.map(() => arbitrary))
    fc.assert(
      fc.property(operands, (values) => {
        const expected = fold(...values)
        return expected === undefined || same(exports.f!(...values), expected)
      }),
      { numRuns: runs },
    )
  }

  test.each<TypedOp>(['i32.to_int32', 'i32.index_f64', 'f64.rem'])('%s', (op) => compare(op, number))
  test.each<TypedOp>([
    'i64.mul_overflows_s',
    'i64.mul_overflows_u',
    'i64.add_overflows_s',
    'i64.sub_overflows_s',
    'i64.add_overflows_u',
    'i32.index_i64',
  ])('%s', (op) => compare(op, long))

  describe('remainders', () => {
    type Fold = (...operands: bigint[]) => bigint | undefined
    const fold = (op: TypedOp) => typedOps[op].fold as unknown as Fold
    const magnitude = (d: bigint) => (d < 0n ? -d : d)
    const MODULAR = ['i64.mul_add_rem_s', 'i64.mul_add_rem_u', 'i64.add_rem_s', 'i64.add_rem_u', 'i64.sub_rem_s'] as const
    const NASTY = [0n, 1n, 2n, 3n, 31n, 32n, 33n, 53n, 61n, 62n, 63n, 64n]
      .flatMap((size) => [-2n, -1n, 0n, 1n, 2n].map((beside) => BigInt.asIntN(64, 2n ** size + beside)))
      .flatMap((x) => [x, BigInt.asIntN(64, -x)])
    const sized = fc.bigInt(0n, 2n ** 64n - 1n).chain((x) => fc.nat(63).map((shift) => BigInt.asIntN(64, x >> BigInt(shift))))
    const any = fc.oneof(
      sized,
      sized.map((x) => BigInt.asIntN(64, -x)),
      fc.constantFrom(...NASTY),
    )

    /** All operations in one module, their reciprocals computed in it; those that share a divisor share the globals. */
    const parts = MODULAR.map((op) => {
      const func = newFunc(op, 'typed', ['i64'])
      const count = typedOps[op].in.length === 5 ? 4 : 3
      const params = func.blocks[newBlock(func, Array<Type>(count).fill('i64'))]!.params
      const b = new Builder(func)
      const d = params[count - 1]!
      const sign = b.inst('i64.shr_s', [d, b.i64(63n)])
      const size = op === 'i64.mul_add_rem_s' ? b.inst('i64.sub', [b.inst('i64.xor', [d, sign]), sign]) : d
      const operands = count === 3 ? params : [...params.slice(0, 3), b.inst('i64.reciprocal', [size]), d]
      b.return([b.inst(op, operands)])
      return func
    })
    const { exports, emitted } = load(moduleOf(...parts))

    function expected(op: TypedOp, operands: readonly bigint[]): bigint | undefined {
      if (operands.length === 3) return fold(op)(...operands)
      const [a, b, c, d] = operands as [bigint, bigint, bigint, bigint]
      return fold(op)(a, b, c, fold('i64.reciprocal')(op === 'i64.mul_add_rem_s' ? magnitude(d) : d)!, d)
    }

    function check(op: (typeof MODULAR)[number], operands: readonly bigint[]): void {
      const wanted = expected(op, operands)
      if (wanted === undefined) return
      const actual = exports[op]!(...operands)
      if (actual !== wanted) expect.fail(`${op}(${operands.join(', ')}): ${actual}, not ${wanted}`)
    }

    test('reciprocals', () => {
      const { exports } = load(moduleOf(operation('f', 'i64.reciprocal', ['i64'], 'i64')))
      fc.assert(
        fc.property(any, (d) => exports.f!(d) === fold('i64.reciprocal')(d)),
        { numRuns: 20_000 },
      )
    })

    test.each(MODULAR)('%s', (op) => {
      fc.assert(
        fc.property(any, any, fc.oneof(fc.constant(0n), any), any, (a, b, c, d) => {
          check(op, typedOps[op].in.length === 3 ? [a, b, d] : [a, b, c, d])
        }),
        { numRuns: 50_000 },
      )
    })

    test.each(MODULAR)('%s of what is beside the divisor and beside multiples of it', (op) => {
      const near = (d: bigint) =>
        fc.oneof(
          fc.bigInt(0n, 2n ** 64n - 1n).map((x) => BigInt.asIntN(64, d === 0n ? x : x % d)),
          fc.bigInt(-3n, 3n).map((x) => BigInt.asIntN(64, d + x)),
          fc.bigInt(-3n, 3n).map((x) => BigInt.asIntN(64, 2n * d + x)),
          fc.bigInt(-3n, 3n).map((x) => BigInt.asIntN(64, d / 2n + x)),
          fc.bigInt(-3n, 3n),
        )
      fc.assert(
        fc.property(
          any.chain((d) => fc.tuple(near(d), near(d), near(d), fc.constant(d))),
          ([a, b, c, d]) => {
            check(op, typedOps[op].in.length === 3 ? [a, b, d] : [a, b, c, d])
          },
        ),
        { numRuns: 50_000 },
      )
    })

    test('products beside multiples of the divisor, where estimates of quotients are off by one', () => {
      const size = fc.integer({ min: 1, max: 64 }).chain((bits) => fc.bigInt(2n ** BigInt(bits - 1), 2n ** BigInt(bits) - 1n))
      fc.assert(
        fc.property(size, fc.bigInt(1n, 2n ** 64n - 1n), fc.bigInt(-2n, 2n), fc.bigInt(-2n, 2n), (d, x, beside, c) => {
          const a = x % d
          if (a === 0n) return
          // a · b is just beside a multiple of d.
          const b = BigInt.asUintN(64, ((x % a) * d) / a + beside)
          for (const op of ['i64.mul_add_rem_u', 'i64.mul_add_rem_s'] as const) {
            check(
              op,
              [a, b, c, d].map((value) => BigInt.asIntN(64, value)),
            )
          }
        }),
        { numRuns: 50_000 },
      )
    })

    test('two globals hold the last reciprocal', () => {
      expect(wat(emitted.bytes).match(/\(global \(mut i64\) \(i64\.const 0\)\)/g)).toHaveLength(2)
    })

    const DIVISORS = [1n, 2n, 7n, 998244353n, 2n ** 32n, 2n ** 33n + 1n, 2n ** 61n - 1n, 4179340454199820289n, 2n ** 62n, 2n ** 62n + 1n, -5n, 2n ** 63n - 25n, -(2n ** 63n), -59n] // biome-ignore format: a list

    test('by constants', () => {
      // An operand is one of two parameters, or its remainder, or a constant.
      type Part = 'a' | 'b' | '%a' | '%b' | bigint
      const constants = (d: bigint) => [0n, 31n, BigInt.asIntN(64, d - 1n), d / 2n, d, 2n ** 63n - 1n]
      const forms = (op: string, d: bigint): Part[][] => {
        const pairs: Part[][] = [
          ['a', 'b'],
          ['a', 'a'],
          ['%a', 'b'],
          ['a', '%b'],
          ['%a', '%b'],
          ['%a', '%a'],
        ]
        for (const constant of constants(d)) pairs.push(['a', constant], [constant, 'b'], ['%a', constant])
        return op.includes('mul')
          ? pairs.flatMap((pair) => [
              [...pair, 0n],
              [...pair, 'b' as const],
            ])
          : pairs
      }
      const cases = MODULAR.flatMap((op) => DIVISORS.flatMap((d) => forms(op, d).map((parts) => ({ op, d, parts }))))
      const remainder = (op: TypedOp) => (op.endsWith('u') ? 'i64.rem_u' : 'i64.rem_s')
      const funcs = cases.map(({ op, d, parts }, index) => {
        const func = newFunc(`f${index}`, 'typed', ['i64'])
        const params = func.blocks[newBlock(func, ['i64', 'i64'])]!.params
        const b = new Builder(func)
        const operands = parts.map((part) => {
          if (typeof part === 'bigint') return b.i64(part)
          const param = params[part.endsWith('a') ? 0 : 1]!
          return part.startsWith('%') ? b.inst(remainder(op), [param, b.i64(d)]) : param
        })
        const size = op === 'i64.mul_add_rem_s' ? magnitude(d) : d
        const reciprocal = parts.length === 2 ? [] : [b.i64(fold('i64.reciprocal')(size)!)]
        b.return([b.inst(op, [...operands, ...reciprocal, b.i64(d)])])
        return func
      })
      const made = load(moduleOf(...funcs)).exports
      fc.assert(
        fc.property(fc.nat(cases.length - 1), any, any, fc.boolean(), (index, x, y, reduced) => {
          const { op, d, parts } = cases[index]!
          const [a, b] = reduced ? [x % d, y % d] : [x, y]
          const operands = parts.map((part) => {
            if (typeof part === 'bigint') return part
            const value = part.endsWith('a') ? a : b
            return part.startsWith('%') ? fold(remainder(op))(value, d)! : value
          })
          const actual = made[`f${index}`]!(a, b)
          if (actual !== expected(op, [...operands, d])) expect.fail(`${op}(${parts}) of ${a}, ${b} by ${d}: ${actual}`)
        }),
        { numRuns: 200_000 },
      )
    })
  })

  test('products beside the limits of 64 bits', () => {
    const { exports } = load(
      moduleOf(
        operation('signed', 'i64.mul_overflows_s', ['i64', 'i64'], 'bool'),
        operation('unsigned', 'i64.mul_overflows_u', ['i64', 'i64'], 'bool'),
      ),
    )
    const factor = fc.bigInt(1n, 2n ** 63n - 1n).chain((x) => fc.nat(62).map((shift) => (x >> BigInt(shift)) + 1n))
    fc.assert(
      fc.property(
        factor.filter((x) => x < 2n ** 63n),
        fc.bigInt(-2n, 2n),
        fc.boolean(),
        (x, beside, negative) => {
          const y = BigInt.asIntN(64, 2n ** 63n / x + beside)
          const a = negative ? -x : x
          expect(exports.signed!(a, y)).toBe(BigInt.asIntN(64, a * y) === a * y ? 0 : 1)
          const z = BigInt.asUintN(64, 2n ** 64n / x + beside)
          expect(exports.unsigned!(x, BigInt.asIntN(64, z))).toBe(x * z < 2n ** 64n ? 0 : 1)
        },
      ),
      { numRuns: 20_000 },
    )
  })
})
