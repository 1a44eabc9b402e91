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
    'i64.mul_add_rem_s',
    'i64.mul_add_rem_u',
    'i64.add_overflows_s',
    'i64.sub_overflows_s',
    'i64.add_overflows_u',
    'i32.index_i64',
  ])('%s', (op) => compare(op, long))

  test('remainders by divisors that stay for a while, as the reciprocal of the last one does', () => {
    const types: Type[] = ['i64', 'i64', 'i64', 'i64']
    const signed = 'i64.mul_add_rem_s'
    const unsigned = 'i64.mul_add_rem_u'
    // One module: both helpers keep the reciprocal in the same globals.
    const { exports, emitted } = load(moduleOf(operation('signed', signed, types, 'i64'), operation('unsigned', unsigned, types, 'i64')))
    expect(wat(emitted.bytes).match(/\(global \(mut i64\) \(i64\.const 0\)\)/g)).toHaveLength(2)
    const any = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)
    const divisor = fc.oneof(
      fc.bigInt(1n, 2n ** 64n - 1n).chain((x) => fc.nat(63).map((shift) => BigInt.asIntN(64, (x >> BigInt(shift)) | 1n))),
      fc.nat(63).map((shift) => BigInt.asIntN(64, 1n << BigInt(shift))),
      fc.constantFrom(-1n, -2n, 2n ** 63n - 1n, -(2n ** 63n), -(2n ** 63n) + 1n, 2n ** 32n, 2n ** 32n - 1n, 2n ** 32n + 1n),
    )
    const uses = fc.array(fc.tuple(any, any, any, fc.boolean()), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(divisor, uses), { minLength: 1, maxLength: 4 }), (rounds) => {
        for (const [d, operands] of rounds)
          for (const [a, b, c, isSigned] of operands) {
            const expected = (typedOps[isSigned ? signed : unsigned].fold as (...operands: bigint[]) => bigint | undefined)(a, b, c, d)
            if (expected !== undefined) expect((isSigned ? exports.signed : exports.unsigned)!(a, b, c, d)).toBe(expected)
          }
      }),
      { numRuns: 20_000 },
    )
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
