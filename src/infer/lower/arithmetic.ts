/** Operators on numbers: each in the register form that its result has. */
import type { Inst, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import { toNumberRange } from '../arithmetic.ts'
import { D, exactInteger } from '../forms.ts'
import { has, K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import { hasZero, INT32_MIN, isInt32, isSafeInteger, type Range, singleton, within } from '../range.ts'
import type { Lower } from './lower.ts'
import { textNumber } from './texts.ts'

function rangeOf(l: Lower, value: Value): Range {
  return toNumberRange(l.type(value))!
}

/** Is the operand an integer that an i64 holds (up to 2^62, see D.WIDE), never NaN? */
function isInteger(l: Lower, value: Value): boolean {
  const r = rangeOf(l, value)
  return (
    onlyKinds(l.type(value), K.NUMBER) &&
    r.integer &&
    !r.nan &&
    within(r, -(2 ** 62), 2 ** 62) &&
    l.repr(value) !== 'f64' &&
    l.repr(value) !== 'word'
  )
}

/** Integer-valued and safe whatever the register: converting to i64 is exact. */
function isSafe(l: Lower, value: Value): boolean {
  return onlyKinds(l.type(value), K.NUMBER) && isSafeInteger(rangeOf(l, value))
}

function bothIntegers(l: Lower, a: Value, b: Value): boolean {
  return (isInteger(l, a) || isSafe(l, a)) && (isInteger(l, b) || isSafe(l, b))
}

type Sum = 'add' | 'sub' | 'mul'

/** `+`, `-` and `*`. */
export function lowerSum(l: Lower, inst: Inst, kind: Sum, a: Value, b: Value): void {
  const { result } = inst
  const type = l.type(result)
  switch (l.repr(result)) {
    case 'i32':
      if (isInt32(rangeOf(l, a)) && isInt32(rangeOf(l, b)) && bothIntegers(l, a, b))
        return l.set(result, l.op(`i32.${kind}`, l.i32(a), l.i32(b)), 'i32')
      if (bothIntegers(l, a, b)) return l.set(result, l.op(`i64.${kind}`, l.i64(a), l.i64(b)), 'i64')
      break
    case 'word':
      if (exactInteger(type)) return l.set(result, l.op(`i32.${kind}`, l.word(a), l.word(b)), 'word')
      break
    case 'i64':
      if (bothIntegers(l, a, b)) return l.set(result, l.op(`i64.${kind}`, l.i64(a), l.i64(b)), 'i64')
      break
    default:
  }
  l.set(result, l.op(`f64.${kind}`, l.f64(a), l.f64(b)), 'f64')
}

export function lowerIncrement(l: Lower, inst: Inst, step: 1 | -1): void {
  const { result } = inst
  const a = inst.args[0]!
  const type = l.type(result)
  switch (l.repr(result)) {
    case 'i32':
      if (isInt32(rangeOf(l, a)) && isSafe(l, a)) return l.set(result, l.op('i32.add', l.i32(a), l.b.i32(step)), 'i32')
      break
    case 'word':
      if (exactInteger(type)) return l.set(result, l.op('i32.add', l.word(a), l.b.i32(step)), 'word')
      break
    default:
  }
  if ((l.repr(result) === 'i64' || l.repr(result) === 'i32') && (isInteger(l, a) || isSafe(l, a))) {
    return l.set(result, l.op('i64.add', l.i64(a), l.b.i64(BigInt(step))), 'i64')
  }
  l.set(result, l.op('f64.add', l.f64(a), l.b.f64(step)), 'f64')
}

export function lowerNegate(l: Lower, inst: Inst): void {
  const { result } = inst
  const a = inst.args[0]!
  const repr = l.repr(result)
  if (repr === 'i32' && isInt32(rangeOf(l, a)) && isSafe(l, a)) return l.set(result, l.op('i32.sub', l.b.i32(0), l.i32(a)), 'i32')
  if (repr === 'word' && exactInteger(l.type(result))) return l.set(result, l.op('i32.sub', l.b.i32(0), l.word(a)), 'word')
  if ((repr === 'i64' || repr === 'i32') && (isInteger(l, a) || isSafe(l, a)))
    return l.set(result, l.op('i64.sub', l.b.i64(0n), l.i64(a)), 'i64')
  l.set(result, l.op('f64.neg', l.f64(a)), 'f64')
}

/** `/`. With only the low 32 bits wanted, a quotient of int32s is an integer division; 0 for division by zero, as ToInt32 of ∞ and NaN. */
export function lowerDivide(l: Lower, inst: Inst): void {
  const { result } = inst
  const [a, b] = inst.args as [Value, Value]
  if (l.demandOf(result) === D.WORD && isInt32(rangeOf(l, a)) && isInt32(rangeOf(l, b)) && isSafe(l, a) && isSafe(l, b)) {
    return l.set(result, truncatingDivision(l, l.i32(a), rangeOf(l, a), l.i32(b), rangeOf(l, b)), 'word')
  }
  l.set(result, l.op('f64.div', l.f64(a), l.f64(b)), 'f64')
}

export function truncatingDivision(l: Lower, a: Value, ra: Range, b: Value, rb: Range): Value {
  const { b: build } = l
  let divisor = b
  let quotientIsMinimum: Value | undefined
  const zero = hasZero(rb)
  const overflow = ra.lo <= INT32_MIN && rb.lo <= -1 && rb.hi >= -1
  // A divisor that must not be divided by is replaced by 1; the quotient is put right afterwards.
  const isZero = zero ? l.op('i32.eq', b, build.i32(0)) : undefined
  if (isZero) divisor = l.op('select', isZero, build.i32(1), divisor)
  if (overflow) {
    quotientIsMinimum = l.op('bool.and', l.op('i32.eq', a, build.i32(INT32_MIN)), l.op('i32.eq', b, build.i32(-1)))
    divisor = l.op('select', quotientIsMinimum, build.i32(1), divisor)
  }
  const quotient = l.op(ra.lo >= 0 && rb.lo >= 0 ? 'i32.div_u' : 'i32.div_s', a, divisor)
  return isZero ? l.op('select', isZero, build.i32(0), quotient) : quotient
}

/** Math.floor of an exact quotient of integers, in an i32 or i64; undefined if it is not that simple. */
export function flooredDivision(l: Lower, a: Value, b: Value): { value: Value; repr: 'i32' | 'i64' } | undefined {
  if (!isSafe(l, a) || !isSafe(l, b)) return undefined
  const ra = rangeOf(l, a)
  const divisor = singleton(rangeOf(l, b))
  if (divisor === undefined || divisor <= 0) return undefined
  const narrow = isInt32(ra) && divisor < 2 ** 31
  const power = Number.isInteger(Math.log2(divisor)) ? Math.log2(divisor) : -1
  if (power >= 0) {
    const value = narrow ? l.op('i32.shr_s', l.i32(a), l.b.i32(power)) : l.op('i64.shr_s', l.i64(a), l.b.i64(BigInt(power)))
    return { value, repr: narrow ? 'i32' : 'i64' }
  }
  if (ra.lo < 0) return undefined
  const value = narrow ? l.op('i32.div_u', l.i32(a), l.b.i32(divisor)) : l.op('i64.div_u', l.i64(a), l.b.i64(BigInt(divisor)))
  return { value, repr: narrow ? 'i32' : 'i64' }
}

/** `%`. On integers the sign of a zero and NaN for a zero divisor decide whether integer registers will do. */
export function lowerRemainder(l: Lower, inst: Inst): void {
  const { result } = inst
  const [a, b] = inst.args as [Value, Value]
  const ra = rangeOf(l, a)
  const rb = rangeOf(l, b)
  const demand = l.demandOf(result)
  const signless = !(demand & D.SIGN) || !l.type(result).range!.negativeZero
  if (isSafe(l, a) && isSafe(l, b) && signless) {
    const zero = hasZero(rb)
    const tolerant = (demand & ~D.WORD) === 0 || (demand & ~D.INDEX) === 0
    if (!zero || tolerant) {
      const narrow = isInt32(ra) && isInt32(rb)
      const value = narrow ? remainder32(l, l.i32(a), ra, l.i32(b), rb) : remainder64(l, l.i64(a), l.i64(b), rb)
      if (!zero) return l.set(result, value, narrow ? 'i32' : 'i64')
      // x % 0 is NaN: no index; 0 as a word.
      const wanted = (demand & ~D.WORD) === 0 ? 0 : -1
      const isZero = narrow ? l.op('i32.eq', l.i32(b), l.b.i32(0)) : l.op('i64.eq', l.i64(b), l.b.i64(0n))
      const low = narrow ? value : wanted === 0 ? l.op('i32.wrap', value) : l.op('i32.index_i64', value)
      return l.set(result, l.op('select', isZero, l.b.i32(wanted), low), wanted === 0 ? 'word' : 'index')
    }
  }
  if ((demand & ~D.INDEX) === 0 && isSafe(l, b) && isInt32(rb)) return l.set(result, remainderAsIndex(l, a, b), 'index')
  l.set(result, l.op('f64.rem', l.f64(a), l.f64(b)), 'f64')
}

/** `a % b` as an index, where b is an int32: mostly a is a positive one too. */
function remainderAsIndex(l: Lower, a: Value, b: Value): Value {
  const [x, divisor] = [l.f64(a), l.i32(b)]
  const [whole, other, done] = [l.b.newBlock(), l.b.newBlock(), l.b.newBlock(['i32'])]
  const n = l.op('i32.from_f64_sat_s', x)
  const isWhole = l.op('bool.and', l.op('f64.eq', l.op('f64.from_i32_s', n), x), l.op('i32.ge_s', n, l.b.i32(0)))
  l.b.branch(l.op('bool.and', isWhole, l.op('i32.gt_s', divisor, l.b.i32(0))), whole, other)
  l.b.at(whole)
  l.b.jump(done, [l.op('i32.rem_u', n, divisor)])
  l.b.at(other)
  l.b.jump(done, [l.op('i32.index_f64', l.op('f64.rem', x, l.op('f64.from_i32_s', divisor)))])
  l.b.at(done)
  return l.b.params(done)[0]!
}

function remainder32(l: Lower, a: Value, ra: Range, b: Value, rb: Range): Value {
  const zero = hasZero(rb)
  // i32.rem_s of MIN by −1 is 0 in WebAssembly; only a zero divisor has to be replaced.
  const divisor = zero ? l.op('select', l.op('i32.eq', b, l.b.i32(0)), l.b.i32(1), b) : b
  return l.op(ra.lo >= 0 && rb.lo >= 0 ? 'i32.rem_u' : 'i32.rem_s', a, divisor)
}

function remainder64(l: Lower, a: Value, b: Value, rb: Range): Value {
  const divisor = hasZero(rb) ? l.op('select', l.op('i64.eq', b, l.b.i64(0n)), l.b.i64(1n), b) : b
  const [short, long, done] = [l.b.newBlock(), l.b.newBlock(), l.b.newBlock(['i64'])]
  // Most numbers are small, and a division of 32 bits takes a third of the time.
  l.b.branch(l.op('i64.lt_u', l.op('i64.or', a, divisor), l.b.i64(2n ** 32n)), short, long)
  l.b.at(short)
  l.b.jump(done, [l.op('i64.extend_u', l.op('i32.rem_u', l.op('i32.wrap', a), l.op('i32.wrap', divisor)))])
  l.b.at(long)
  l.b.jump(done, [l.op('i64.rem_s', a, divisor)])
  l.b.at(done)
  return l.b.params(done)[0]!
}

const BITWISE: Partial<Record<string, Op>> = {
  'js.and': 'i32.and',
  'js.or': 'i32.or',
  'js.xor': 'i32.xor',
  'js.shl': 'i32.shl',
  'js.shr': 'i32.shr_s',
  'js.ushr': 'i32.shr_u',
}

export function lowerBitwise(l: Lower, inst: Inst): void {
  const [a, b] = inst.args as [Value, Value]
  const value = l.op(BITWISE[inst.op]!, l.word(a), l.word(b))
  if (inst.op !== 'js.ushr') return l.set(inst.result, value, 'i32')
  const repr = l.repr(inst.result)
  if (repr === 'i32' || repr === 'word') return l.set(inst.result, value, repr)
  l.set(inst.result, l.op('i64.extend_u', value), 'i64')
}

/** ToNumber of an operand in the result's form: `+x`, and the old value of `x++`. */
export function lowerPlus(l: Lower, inst: Inst): void {
  const a = inst.args[0]!
  const type: SemType = l.type(a)
  if (has(type, K.STRING)) return l.set(inst.result, textNumber(l, l.str(a), has(type, NULLISH)), 'f64')
  const repr = l.repr(inst.result)
  l.set(inst.result, repr === 'none' ? undefined : l.as(a, repr), repr)
}
