/** Remainders of sums and products in line where they are small, or hardly larger than the divisor; else they are a helper's. */
import type { Value } from '../../ir/function.ts'
import { branch, call, getLocal, i64, op, open, scratch, setLocal } from './code.ts'
import type { HelperName } from './helpers.ts'
import { linkHelper } from './link.ts'
import type { At, Lowering } from './lowering.ts'
import { inLine, isInLine, isRemainder } from './modular-inline.ts'

type Test = (at: At, value: Value) => void

/** Push whether the operand is an int32. */
const isFactor: Test = ({ code, get }, value) => {
  get(value)
  op(code, 'i64.extend32_s')
  get(value)
  op(code, 'i64.eq')
}

/** Push whether it has 63 bits at most: then a product of int32s may be added. */
const isTerm: Test = ({ code, get }, value) => {
  get(value)
  i64(code, 2n ** 62n)
  op(code, 'i64.add')
  i64(code, 0n)
  op(code, 'i64.ge_s')
}

const within = (value: bigint, limit: bigint) => value >= -limit && value < limit

const known = ({ constant }: At, value: Value) => constant(value) as bigint | undefined

function viaHelper(at: At, helper: HelperName): void {
  for (const arg of at.inst.args) at.get(arg)
  call(at.code, linkHelper(at.link, helper))
}

/** Products of less than 2^64 are divided by the machine; with a divisor of 32 bits they are, once the factors are reduced. */
const isWide = (divisor: bigint | undefined) => divisor !== undefined && divisor >= 2n ** 32n

/** a · b + c, wrapping. */
function pushTotal(at: At): void {
  const { inst, get, code } = at
  const [a, b, c] = inst.args as [Value, Value, Value]
  get(a)
  get(b)
  op(code, 'i64.mul')
  if (known(at, c) === 0n) return
  get(c)
  op(code, 'i64.add')
}

/** The bits of all these operands, or-ed. */
function pushUnion({ code, get }: At, values: readonly Value[]): void {
  values.forEach((value, index) => {
    get(value)
    if (index > 0) op(code, 'i64.or')
  })
}

/** Those that are not constants, or negative ones: only these can make the sign bit of the union. */
const signsOf = (at: At, values: readonly Value[]) => [...new Set(values)].filter((value) => (known(at, value) ?? -1n) < 0n)

/** Without signs the helper is the quicker one. */
function viaHelpers(at: At): void {
  const [a, b, c, , d] = at.inst.args as [Value, Value, Value, Value, Value]
  const signs = signsOf(at, [a, b, c, d])
  if (signs.some((value) => known(at, value) !== undefined)) return viaHelper(at, 'mul_add_rem_s')
  if (signs.length === 0) return viaHelper(at, 'mul_add_rem_u')
  const { code } = at
  pushUnion(at, signs)
  i64(code, 0n)
  op(code, 'i64.ge_s')
  open(code, 'if', 'i64')
  viaHelper(at, 'mul_add_rem_u')
  op(code, 'else')
  viaHelper(at, 'mul_add_rem_s')
  op(code, 'end')
}

export const mulAddRem: Lowering = {
  kept: [0, 1, 2, 3, 4],
  steps: () => [
    (at) => {
      const { inst, get, code } = at
      const [a, b, c, , d] = inst.args as [Value, Value, Value, Value, Value]
      const parts: [Value, Test, bigint][] = [[a, isFactor, 2n ** 31n]]
      if (b !== a) parts.push([b, isFactor, 2n ** 31n])
      parts.push([c, isTerm, 2n ** 62n])
      const large = ([value, , limit]: (typeof parts)[number]) => known(at, value) !== undefined && !within(known(at, value)!, limit)
      const divisor = known(at, d)
      // So small that products of its remainders are in int64, or large enough for the estimate.
      if (known(at, c) === 0n && isInLine(divisor) && (isWide(divisor) || divisor ** 2n <= 2n ** 63n)) return inLine(at, divisor, true)
      if (isWide(divisor) || parts.some(large)) return viaHelpers(at)
      const tests = parts.filter(([value]) => known(at, value) === undefined)
      tests.forEach(([value, test], index) => {
        test(at, value)
        if (index > 0) op(code, 'i32.and')
      })
      if (tests.length > 0) open(code, 'if', 'i64')
      pushTotal(at)
      get(d)
      op(code, 'i64.rem_s')
      if (tests.length === 0) return
      op(code, 'else')
      viaHelpers(at)
      op(code, 'end')
    },
  ],
}

/** Factors and a term of 32 bits stay within 64 together. */
export const mulAddRemUnsigned: Lowering = {
  kept: [0, 1, 2, 3, 4],
  steps: () => [
    (at) => {
      const { inst, get, code } = at
      const [a, b, c, , d] = inst.args as [Value, Value, Value, Value, Value]
      const divisor = known(at, d)
      if (isInLine(divisor)) return inLine(at, divisor, false)
      const parts = [...new Set(known(at, c) === 0n ? [a, b] : [a, b, c])]
      if ([d, ...parts].some((value) => isWide(known(at, value)))) return viaHelper(at, 'mul_add_rem_u')
      pushUnion(at, parts)
      i64(code, 32n)
      op(code, 'i64.shr_u', 'i64.eqz')
      open(code, 'if', 'i64')
      pushTotal(at)
      get(d)
      op(code, 'i64.rem_u', 'else')
      viaHelper(at, 'mul_add_rem_u')
      op(code, 'end')
    },
  ],
}

/** Leave the outer block, unless −d < rest < d. */
function leaveUnlessRest({ code, get }: At, rest: number, d: Value): void {
  getLocal(code, rest)
  get(d)
  op(code, 'i64.add')
  i64(code, -1n)
  op(code, 'i64.add')
  get(d)
  i64(code, 1n)
  op(code, 'i64.shl')
  i64(code, -1n)
  op(code, 'i64.add', 'i64.ge_u')
  branch(code, 'br_if', 0)
}

/** Push what is negative where the sum has overflowed: its sign is neither operand's then, a difference's not the first's. */
function pushOverflow({ code, get, inst }: At, minus: boolean, sum: number): void {
  const [a, b] = inst.args as [Value, Value, Value]
  getLocal(code, sum)
  get(a)
  op(code, 'i64.xor')
  if (minus) get(a)
  else getLocal(code, sum)
  get(b)
  op(code, 'i64.xor', 'i64.and')
}

/** Leave the outer block if the sum has overflowed, or the divisor is not positive, or its double is not. */
function leaveIfOverflow(at: At, minus: boolean, sum: number): void {
  const { code, get, inst } = at
  const [a, b, d] = inst.args as [Value, Value, Value]
  const divisor = known(at, d)
  // A sum that has overflowed is in (−d, 2 · d) only if both operands are beyond 2^63 − d, or both, negated, beyond 2^63 − 2 · d.
  const isWithin = (value: Value, isNegated: boolean) => {
    const constant = known(at, value)
    const added = constant === undefined || !isNegated ? constant : -constant
    const [least, most] = added === undefined ? [-divisor!, divisor!] : [added, added]
    if (least < 2n * divisor! - 2n ** 63n || most > 2n ** 63n - divisor!) return false
    return constant !== undefined || isRemainder(at, value, divisor!, true)
  }
  if (divisor !== undefined && (isWithin(a, false) || isWithin(b, minus))) return
  pushOverflow(at, minus, sum)
  if (divisor === undefined) {
    get(d)
    i64(code, 2n ** 62n)
    get(d)
    op(code, 'i64.sub', 'i64.or', 'i64.or')
  }
  i64(code, 0n)
  op(code, 'i64.lt_s')
  branch(code, 'br_if', 0)
}

/** Rest is the sum where that is less than the divisor, else less by the divisor. */
function setRest({ code, get }: At, sum: number, rest: number, d: Value, unsigned: boolean): void {
  getLocal(code, sum)
  getLocal(code, sum)
  get(d)
  op(code, 'i64.sub')
  getLocal(code, sum)
  get(d)
  op(code, unsigned ? 'i64.lt_u' : 'i64.lt_s', 'select')
  setLocal(code, rest)
}

/**
 * A sum of two remainders is less than twice the divisor, a difference less than the divisor, so to subtract it once is enough.
 * Everything else is divided, or has left int64.
 */
function sumRem(minus: boolean): Lowering {
  return {
    kept: [0, 1, 2],
    steps: () => [
      (at) => {
        const { inst, get, code } = at
        const [a, b, d] = inst.args as [Value, Value, Value]
        const divisor = known(at, d)
        const [sum, rest] = [scratch(code, 'i64', 0), scratch(code, 'i64', 1)]
        get(a)
        get(b)
        op(code, minus ? 'i64.sub' : 'i64.add')
        setLocal(code, sum)
        const isUsual = divisor !== undefined && divisor > 0n && divisor <= 2n ** 62n
        if (divisor !== undefined && !isUsual) return divided(at, minus, sum)
        open(code, 'block', 'i64')
        open(code, 'block')
        setRest(at, sum, rest, d, false)
        leaveIfOverflow(at, minus, sum)
        leaveUnlessRest(at, rest, d)
        getLocal(code, rest)
        branch(code, 'br', 1)
        op(code, 'end')
        if (isUsual) dividedInLine(at, minus, sum)
        else divided(at, minus, sum)
        op(code, 'end')
      },
    ],
  }
}

function divided(at: At, minus: boolean, sum: number): void {
  const { inst, get, code } = at
  pushOverflow(at, minus, sum)
  i64(code, 0n)
  op(code, 'i64.ge_s')
  open(code, 'if', 'i64')
  getLocal(code, sum)
  get(inst.args[2]!)
  op(code, 'i64.rem_s', 'else')
  viaHelper(at, 'sum_rem')
  op(code, 'end')
}

/** The same without a call (modular-inline.ts says why): remainders by up to 2^62 have a sum in int64, with the sign of the whole sum. */
function dividedInLine(at: At, minus: boolean, sum: number): void {
  const { inst, get, code } = at
  const [a, b, d] = inst.args as [Value, Value, Value]
  pushOverflow(at, minus, sum)
  i64(code, 0n)
  op(code, 'i64.lt_s')
  open(code, 'if')
  get(a)
  get(d)
  op(code, 'i64.rem_s')
  get(b)
  get(d)
  op(code, 'i64.rem_s', minus ? 'i64.sub' : 'i64.add')
  setLocal(code, sum)
  op(code, 'end')
  getLocal(code, sum)
  get(d)
  op(code, 'i64.rem_s')
}

export const addRem: Lowering = sumRem(false)
export const subRem: Lowering = sumRem(true)

export const addRemUnsigned: Lowering = {
  kept: [0, 1, 2],
  steps: () => [
    (at) => {
      const { inst, get, code } = at
      const [a, b, d] = inst.args as [Value, Value, Value]
      const [sum, rest] = [scratch(code, 'i64', 0), scratch(code, 'i64', 1)]
      get(a)
      get(b)
      op(code, 'i64.add')
      setLocal(code, sum)
      setRest(at, sum, rest, d, true)
      // Less than the divisor, and the sum has not carried.
      getLocal(code, rest)
      get(d)
      op(code, 'i64.lt_u')
      getLocal(code, sum)
      get(a)
      op(code, 'i64.ge_u', 'i32.and')
      open(code, 'if', 'i64')
      getLocal(code, rest)
      op(code, 'else')
      viaHelper(at, 'add_rem_u')
      op(code, 'end')
    },
  ],
}

export const reciprocal: Lowering = {
  kept: [0],
  steps: () => [
    (at) => {
      const { inst, get, code } = at
      get(inst.args[0]!)
      i64(code, 32n)
      op(code, 'i64.shr_u', 'i64.eqz')
      open(code, 'if', 'i64')
      i64(code, 0n)
      op(code, 'else')
      viaHelper(at, 'reciprocal')
      op(code, 'end')
    },
  ],
}
