/** Inline sequences for operations on numbers that are more than one instruction. */
import { TAGS, type TagName } from '../../artifact/layout.ts'
import { call, f32, f64, f64Bits, getLocal, i32, i64, op, open, scratch, setLocal, teeLocal } from './code.ts'
import { linkHelper } from './link.ts'
import type { At, Lowering } from './lowering.ts'

/** ToInt32. The saturating conversion is exact but at its two ends, 2^63 away: then the helper decides. NaN gives 0. */
export const toInt32: Lowering = {
  emit({ code, link }) {
    const number = scratch(code, 'f64')
    const integer = scratch(code, 'i64')
    teeLocal(code, number)
    op(code, 'i64.trunc_sat_f64_s')
    teeLocal(code, integer)
    // Greatest and least int64 become 0 and 1.
    i64(code, -(2n ** 63n) + 1n)
    op(code, 'i64.add')
    i64(code, 2n)
    op(code, 'i64.lt_u')
    open(code, 'if', 'i32')
    getLocal(code, number)
    call(code, linkHelper(link, 'to_int32'))
    op(code, 'else')
    getLocal(code, integer)
    op(code, 'i32.wrap_i64', 'end')
  },
}

/** `%`. Integers in int32 need one division; the sign, of a zero too, is the dividend's. */
export const remainder: Lowering = {
  emit(at) {
    const { code, link } = at
    const [dividend, divisor] = [scratch(code, 'f64', 0), scratch(code, 'f64', 1)]
    const [whole, wholeDivisor] = [scratch(code, 'i32', 0), scratch(code, 'i32', 1)]
    setLocal(code, divisor)
    setLocal(code, dividend)
    isInteger(at, dividend, whole)
    isInteger(at, divisor, wholeDivisor)
    op(code, 'i32.and')
    getLocal(code, wholeDivisor)
    i32(code, 0)
    op(code, 'i32.ne', 'i32.and')
    open(code, 'if', 'f64')
    getLocal(code, whole)
    getLocal(code, wholeDivisor)
    op(code, 'i32.rem_s', 'f64.convert_i32_s')
    getLocal(code, dividend)
    op(code, 'f64.copysign', 'else')
    getLocal(code, dividend)
    getLocal(code, divisor)
    call(code, linkHelper(link, 'rem'))
    op(code, 'end')
  },
}

/** Push whether the number is an int32 or -0; the local `whole` becomes that integer. */
function isInteger({ code }: At, number: number, whole: number): void {
  getLocal(code, number)
  op(code, 'i32.trunc_sat_f64_s')
  teeLocal(code, whole)
  op(code, 'f64.convert_i32_s')
  getLocal(code, number)
  op(code, 'f64.eq')
}

/** 0 … 2^31-1, or -1. A number that is no int32 gives all ones, and so does a negative one. */
export const indexOfF64: Lowering = {
  emit({ code }) {
    const number = scratch(code, 'f64')
    const index = scratch(code, 'i32')
    teeLocal(code, number)
    op(code, 'i32.trunc_sat_f64_s')
    teeLocal(code, index)
    getLocal(code, index)
    i32(code, 31)
    op(code, 'i32.shr_s', 'i32.or')
    getLocal(code, index)
    op(code, 'f64.convert_i32_s')
    getLocal(code, number)
    op(code, 'f64.eq')
    i32(code, 1)
    op(code, 'i32.sub', 'i32.or')
  },
}

export const indexOfI64: Lowering = {
  emit({ code }) {
    const number = scratch(code, 'i64')
    teeLocal(code, number)
    op(code, 'i32.wrap_i64')
    i32(code, -1)
    getLocal(code, number)
    i64(code, 2n ** 31n)
    op(code, 'i64.lt_u', 'select')
  },
}

/** A sum has overflowed if its sign is neither operand's. */
export const addOverflows: Lowering = {
  kept: [0, 1],
  steps: () => [
    ({ code, inst, get }) => {
      const sum = scratch(code, 'i64')
      get(inst.args[0]!)
      get(inst.args[1]!)
      op(code, 'i64.add')
      teeLocal(code, sum)
      get(inst.args[0]!)
      op(code, 'i64.xor')
      getLocal(code, sum)
      get(inst.args[1]!)
      op(code, 'i64.xor', 'i64.and')
      i64(code, 0n)
      op(code, 'i64.lt_s')
    },
  ],
}

/** A difference has overflowed if the operands' signs differ and its own is not the first's. */
export const subOverflows: Lowering = {
  kept: [0, 1],
  steps: () => [
    ({ code, inst, get }) => {
      const first = inst.args[0]!
      get(first)
      get(inst.args[1]!)
      op(code, 'i64.xor')
      get(first)
      get(inst.args[1]!)
      op(code, 'i64.sub')
      get(first)
      op(code, 'i64.xor', 'i64.and')
      i64(code, 0n)
      op(code, 'i64.lt_s')
    },
  ],
}

export const addOverflowsUnsigned: Lowering = {
  kept: [0],
  steps: (inst) => [
    1,
    ({ code, get }) => {
      get(inst.args[0]!)
      op(code, 'i64.add')
      get(inst.args[0]!)
      op(code, 'i64.lt_u')
    },
  ],
}

/** Beside a constant the other factor is in a range, or not; factors of 32 bits cannot overflow; others are the helper's. */
export const mulOverflows: Lowering = {
  kept: [0, 1],
  steps: () => [
    ({ code, link, inst, get, constant }) => {
      const factor = constant(inst.args[1]!) as bigint | undefined
      if (typeof factor === 'bigint' && (factor > 1n || factor < -1n)) {
        const [low, high] = factorRange(factor)
        get(inst.args[0]!)
        i64(code, -low)
        op(code, 'i64.add')
        i64(code, BigInt.asIntN(64, high - low))
        op(code, 'i64.gt_u')
        return
      }
      for (const factor of inst.args) {
        get(factor)
        op(code, 'i64.extend32_s')
        get(factor)
        op(code, 'i64.eq')
      }
      op(code, 'i32.and')
      open(code, 'if', 'i32')
      i32(code, 0)
      op(code, 'else')
      for (const factor of inst.args) get(factor)
      call(code, linkHelper(link, 'mul_overflows_s'))
      op(code, 'end')
    },
  ],
}

/** The integers whose product with a constant, which is neither of 0, 1 and -1, is in int64. */
function factorRange(factor: bigint): readonly [bigint, bigint] {
  const [least, most] = [-(2n ** 63n) / factor, (2n ** 63n - 1n) / factor]
  return factor > 0n ? [least, most] : [most, least]
}

export const mulOverflowsUnsigned: Lowering = {
  kept: [0, 1],
  steps: () => [
    ({ code, link, inst, get }) => {
      for (const factor of inst.args) get(factor)
      op(code, 'i64.or')
      i64(code, 32n)
      op(code, 'i64.shr_u', 'i64.eqz')
      open(code, 'if', 'i32')
      i32(code, 0)
      op(code, 'else')
      for (const factor of inst.args) get(factor)
      call(code, linkHelper(link, 'mul_overflows_u'))
      op(code, 'end')
    },
  ],
}

export const tagConstant: Lowering = {
  remade: true,
  emit: ({ code, inst }) => f64Bits(code, TAGS[inst.imm as TagName]),
}

export const tagIs: Lowering = {
  emit({ code, inst }) {
    op(code, 'i64.reinterpret_f64')
    i64(code, TAGS[inst.imm as TagName])
    op(code, 'i64.eq')
  },
}

/** Any NaN becomes the plain NaN. */
export const tagClean: Lowering = {
  emit({ code }) {
    const value = scratch(code, 'f64')
    teeLocal(code, value)
    f64(code, Number.NaN)
    getLocal(code, value)
    getLocal(code, value)
    op(code, 'f64.eq', 'select')
  },
}

/** Constants of every type. */
export const constant: Lowering = {
  remade: true,
  emit({ code, inst, func }) {
    const type = func.types[inst.result]
    if (type === 'i64') i64(code, BigInt(inst.imm as bigint))
    else if (type === 'f64') f64(code, inst.imm as number)
    else if (type === 'f32') f32(code, inst.imm as number)
    else i32(code, Number(inst.imm))
  },
}
