/** BigInt, BigInt.asIntN and BigInt.asUintN. */
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { type BigRange, INT64, isUnsigned, MAX64, MIN64 } from '../bigrange.ts'
import { describe } from '../describe.ts'
import { D, EXACT } from '../forms.ts'
import { BOOLEAN, bigint, K, NEVER, NULLISH, onlyKinds, restrict } from '../lattice.ts'
import { isSafeInteger, singleton } from '../range.ts'
import type { Builtin } from './builtin.ts'

/** BigInt(x): a RangeError for a number that is no integer, or outside int64 (a documented exception). */
const make: Builtin = {
  required: 1,
  infer: (site, args) => {
    const type = args[0]!
    if (onlyKinds(type, K.BIGINT | NULLISH)) return restrict(type, K.BIGINT)
    const r = onlyKinds(type, K.NUMBER | BOOLEAN) ? toNumberRange(type) : undefined
    if (!r) return messages.bad_argument(site.inst.span, { name: 'BigInt', type: describe(type) })
    if (!isSafeInteger(r)) return bigint(INT64)
    // A comparison with a fraction may have left one as an end.
    const lo = Math.ceil(r.lo)
    const hi = Math.floor(r.hi)
    return bigint(lo <= hi ? { lo: BigInt(lo), hi: BigInt(hi) } : INT64)
  },
  demand: (_index, demand, types) => (onlyKinds(types[0]!, K.BIGINT) ? demand : D.VALUE),
  lower: (l, inst, [x]) => {
    const type = l.type(x!)
    if (onlyKinds(type, K.BIGINT | NULLISH)) {
      const value = l.toBig(x!)
      return type.big ? l.set(inst.result, value, 'big') : l.stop()
    }
    if (isSafeInteger(toNumberRange(type)!)) return l.set(inst.result, l.i64(x!), 'big')
    const value = l.f64(x!)
    const whole = l.op('f64.eq', l.op('f64.trunc', value), value)
    const finite = l.op('f64.lt', l.op('f64.abs', value), l.b.f64(Infinity))
    l.check(
      l.op('bool.and', whole, finite),
      { kind: 'RangeError', text: 'The number $0 cannot be converted to a BigInt because it is not an integer' },
      [value],
    )
    const fits = l.op('bool.and', l.op('f64.ge', value, l.b.f64(-(2 ** 63))), l.op('f64.lt', value, l.b.f64(2 ** 63)))
    l.check(fits, { kind: 'RangeError', text: 'bigint result does not fit int64' })
    l.set(inst.result, l.op('i64.from_f64_sat_s', value), 'big')
  },
}

function limits(bits: number, signed: boolean): BigRange {
  const size = BigInt(Math.min(bits, 64))
  if (bits === 0) return { lo: 0n, hi: 0n }
  return signed ? { lo: -(2n ** (size - 1n)), hi: 2n ** (size - 1n) - 1n } : { lo: 0n, hi: 2n ** size - 1n }
}

/** The low bits, read as a signed or unsigned number; for up to 64 bits they are all that is asked of the operand. */
function truncation(name: string, signed: boolean): Builtin {
  return {
    required: 2,
    infer: (site, args) => {
      const bits = args[0]!.range && onlyKinds(args[0]!, K.NUMBER) ? singleton(args[0]!.range) : undefined
      if (bits === undefined || !Number.isInteger(bits) || bits < 0 || bits > 64 || !onlyKinds(args[1]!, K.BIGINT | NULLISH)) {
        return messages.bad_truncation(site.inst.span, { name })
      }
      // JavaScript throws, and it may yet turn out to be a bigint.
      if (!args[1]!.big) return NEVER
      const { lo, hi } = args[1]!.big!
      const all = limits(bits, signed)
      return bigint(lo >= all.lo && hi <= all.hi ? { lo, hi } : all)
    },
    demand: (index) => (index === 1 ? D.WRAP : EXACT),
    lower: (l, inst, [width, x]) => {
      const bits = singleton(l.type(width!).range!)!
      const value = l.toBig(x!)
      if (!l.type(x!).big) return l.stop()
      const { lo, hi } = l.type(x!).big!
      const all = limits(bits, signed)
      // The register already has the right bits if the value fits; it may have been computed modulo 2^64, so only for 64 bits.
      if (bits === 64) return l.set(inst.result, value, 'big')
      if (bits === 0) return l.set(inst.result, l.b.i64(0n), 'big')
      if (lo >= all.lo && hi <= all.hi && lo >= MIN64 && hi <= MAX64 && !isUnsigned({ lo, hi })) return l.set(inst.result, value, 'big')
      if (!signed) return l.set(inst.result, l.op('i64.and', value, l.b.i64(all.hi)), 'big')
      const count = l.b.i64(BigInt(64 - bits))
      l.set(inst.result, l.op('i64.shr_s', l.op('i64.shl', value, count), count), 'big')
    },
  }
}

export const bigintFunctions: Readonly<Record<string, Builtin>> = {
  BigInt: make,
  'BigInt.asIntN': truncation('BigInt.asIntN', true),
  'BigInt.asUintN': truncation('BigInt.asUintN', false),
}
