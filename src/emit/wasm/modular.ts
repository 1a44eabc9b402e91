/** `(a * b + c) % d` in line where the sum surely stays within 64 bits; else it is the helper's. */
import type { Value } from '../../ir/function.ts'
import { call, getLocal, i64, op, open, scratch, teeLocal } from './code.ts'
import type { HelperName } from './helpers.ts'
import { linkHelper } from './link.ts'
import type { At, Lowering } from './lowering.ts'

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

function viaHelper(at: At, helper: HelperName): void {
  for (const arg of at.inst.args) at.get(arg)
  call(at.code, linkHelper(at.link, helper))
}

/** a · b + c, wrapping. */
function pushTotal({ inst, get, constant, code }: At): void {
  const [a, b, c] = inst.args as [Value, Value, Value]
  get(a)
  get(b)
  op(code, 'i64.mul')
  if (constant(c) === 0n) return
  get(c)
  op(code, 'i64.add')
}

/** A sum (the first factor times 1) or difference (times −1): tested as such. */
function sumRem(at: At, minus: boolean): void {
  const { inst, get, code } = at
  const [a, , c, d] = inst.args as [Value, Value, Value, Value]
  const total = scratch(code, 'i64')
  // c + a overflows if its sign is neither's; c − a if the signs differ and its own is not c's.
  get(c)
  get(a)
  op(code, minus ? 'i64.sub' : 'i64.add')
  teeLocal(code, total)
  get(c)
  op(code, 'i64.xor')
  if (minus) get(c)
  else getLocal(code, total)
  get(a)
  op(code, 'i64.xor', 'i64.and')
  i64(code, 0n)
  op(code, 'i64.ge_s')
  open(code, 'if', 'i64')
  getLocal(code, total)
  get(d)
  op(code, 'i64.rem_s', 'else')
  viaHelper(at, 'mul_add_rem_s')
  op(code, 'end')
}

export const mulAddRem: Lowering = {
  kept: [0, 1, 2, 3],
  steps: () => [
    (at) => {
      const { inst, get, constant, code } = at
      const [a, b, c, d] = inst.args as [Value, Value, Value, Value]
      const factor = constant(b)
      if (factor === 1n || factor === -1n) return sumRem(at, factor === -1n)
      const parts: [Value, Test, bigint][] = [[a, isFactor, 2n ** 31n]]
      if (b !== a) parts.push([b, isFactor, 2n ** 31n])
      parts.push([c, isTerm, 2n ** 62n])
      const known = (value: Value) => constant(value) as bigint | undefined
      if (parts.some(([value, , limit]) => known(value) !== undefined && !within(known(value)!, limit)))
        return viaHelper(at, 'mul_add_rem_s')
      const tests = parts.filter(([value]) => known(value) === undefined)
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
      viaHelper(at, 'mul_add_rem_s')
      op(code, 'end')
    },
  ],
}

/** Factors of 31 bits and a term of 63 stay within 64 together, factors of 32 alone. */
export const mulAddRemUnsigned: Lowering = {
  kept: [0, 1, 2, 3],
  steps: () => [
    (at) => {
      const { inst, get, constant, code } = at
      const [a, b, c, d] = inst.args as [Value, Value, Value, Value]
      const alone = constant(c) === 0n
      get(a)
      get(b)
      op(code, 'i64.or')
      if (!alone) {
        get(c)
        i64(code, 32n)
        op(code, 'i64.shr_u', 'i64.or')
      }
      i64(code, alone ? 32n : 31n)
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
