/** Operators on bigints: 64 bits, checked, unless only the low bits are asked for. */
import type { Inst, Value } from '../../ir/function.ts'
import type { JsOp, Op } from '../../ir/ops.ts'
import { binaryBig } from '../arithmetic.ts'
import { type BigRange, isUnsigned, MAX64, MIN64, UMAX64 } from '../bigrange.ts'
import { dividendOf, isDividend } from '../modular.ts'
import { bigOf, DIVISION_BY_ZERO, not, OUT_OF_RANGE, OUT_OF_UNSIGNED, operand, wraps } from './bigint-operands.ts'
import type { Lower } from './lower.ts'
import { lowerModular, remainderOf } from './modular.ts'

type Sum = 'add' | 'sub' | 'mul'

export function lowerBigSum(l: Lower, inst: Inst, kind: Sum): void {
  if (isDividend(l.instance, inst.result)) return
  const [a, b] = inst.args as [Value, Value]
  const { lo, hi, unsigned } = binaryBig(`js.${kind}` as JsOp, bigOf(l, a), bigOf(l, b))
  const wrap = wraps(l, inst.result)
  const x = operand(l, a, unsigned, wrap)
  const y = operand(l, b, unsigned, wrap)
  const fits = unsigned ? lo >= 0n && hi <= UMAX64 : lo >= MIN64 && hi <= MAX64
  if (!wrap && !fits) {
    if (unsigned && kind === 'sub') l.check(l.op('i64.ge_u', x, y), OUT_OF_UNSIGNED)
    else l.check(not(l, l.op(`i64.${kind}_overflows_${unsigned ? 'u' : 's'}` as Op, x, y)), unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE)
  }
  l.set(inst.result, l.op(`i64.${kind}`, x, y), 'big')
}

export function lowerBigStep(l: Lower, inst: Inst, step: 1n | -1n): void {
  const a = inst.args[0]!
  const range = bigOf(l, a)
  const unsigned = isUnsigned(range)
  const x = l.big(a)
  if (!wraps(l, inst.result)) {
    const limit = step === 1n ? (unsigned ? UMAX64 : MAX64) : unsigned ? 0n : MIN64
    const reaches = step === 1n ? range.hi >= limit : range.lo <= limit
    if (reaches) l.check(l.op('i64.ne', x, l.b.i64(limit)), unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE)
  }
  l.set(inst.result, l.op('i64.add', x, l.b.i64(step)), 'big')
}

export function lowerBigNegate(l: Lower, inst: Inst): void {
  const a = inst.args[0]!
  const range = bigOf(l, a)
  const wrap = wraps(l, inst.result)
  const x = l.big(a)
  if (!wrap) {
    if (isUnsigned(range)) l.check(l.op('i64.le_u', x, l.b.i64(MIN64)), OUT_OF_RANGE)
    else if (range.lo <= MIN64) l.check(l.op('i64.ne', x, l.b.i64(MIN64)), OUT_OF_RANGE)
  }
  l.set(inst.result, l.op('i64.sub', l.b.i64(0n), x), 'big')
}

export function lowerBigNot(l: Lower, inst: Inst): void {
  const a = inst.args[0]!
  const x = operand(l, a, false, wraps(l, inst.result))
  l.set(inst.result, l.op('i64.xor', x, l.b.i64(-1n)), 'big')
}

export function lowerBigBits(l: Lower, inst: Inst, kind: 'and' | 'or' | 'xor'): void {
  const [a, b] = inst.args as [Value, Value]
  const { unsigned } = binaryBig(`js.${kind}` as JsOp, bigOf(l, a), bigOf(l, b))
  const wrap = wraps(l, inst.result)
  l.set(inst.result, l.op(`i64.${kind}`, operand(l, a, unsigned, wrap), operand(l, b, unsigned, wrap)), 'big')
}

/** `/` and `%`: a zero divisor throws, and the one quotient that leaves int64 too. */
export function lowerBigDivision(l: Lower, inst: Inst, kind: 'div' | 'rem'): void {
  const dividend = kind === 'rem' ? dividendOf(l.instance, inst) : undefined
  if (dividend) return lowerModular(l, inst, dividend)
  const [a, b] = inst.args as [Value, Value]
  const ra = bigOf(l, a)
  const rb = bigOf(l, b)
  const unsigned = isUnsigned(ra) || isUnsigned(rb)
  const x = operand(l, a, unsigned, false)
  const y = operand(l, b, unsigned, false)
  if (rb.lo <= 0n && rb.hi >= 0n) l.check(l.op('i64.ne', y, l.b.i64(0n)), DIVISION_BY_ZERO)
  if (kind === 'rem') return l.set(inst.result, remainderOf(l, x, y, ra, rb, unsigned), 'big')
  if (unsigned || (ra.lo >= 0n && rb.lo >= 0n)) return l.set(inst.result, l.op('i64.div_u', x, y), 'big')
  const overflow = ra.lo <= MIN64 && rb.lo <= -1n && rb.hi >= -1n
  if (overflow) {
    const both = l.op('bool.and', l.op('i64.eq', x, l.b.i64(MIN64)), l.op('i64.eq', y, l.b.i64(-1n)))
    l.check(not(l, both), OUT_OF_RANGE)
  }
  l.set(inst.result, l.op('i64.div_s', x, y), 'big')
}

/** `<<` and `>>`. A negative count shifts the other way; a count of 64 or more leaves nothing (or the sign). */
export function lowerBigShift(l: Lower, inst: Inst, left: boolean): void {
  const [a, b] = inst.args as [Value, Value]
  const range = bigOf(l, a)
  const count = bigOf(l, b)
  const x = l.big(a)
  const n = l.big(b)
  const unsigned = isUnsigned(range)
  const wrap = wraps(l, inst.result)
  if (count.lo >= 0n && count.hi <= 63n) {
    return l.set(inst.result, left ? shiftLeft(l, x, n, range, count, unsigned, wrap) : shiftRight(l, x, n, unsigned), 'big')
  }
  // The count's sign decides at run time.
  const { b: build } = l
  const positive = build.newBlock()
  const negative = build.newBlock()
  const done = build.newBlock(['i64'])
  build.branch(l.op('i64.ge_s', n, build.i64(0n)), positive, negative)
  const any: BigRange = { lo: 0n, hi: 64n }
  for (const [block, forward] of [
    [positive, true],
    [negative, false],
  ] as const) {
    build.at(block)
    const size = forward ? n : l.op('i64.sub', build.i64(0n), n)
    const value = forward === left ? wideLeft(l, x, size, range, any, unsigned, wrap) : wideRight(l, x, size, unsigned)
    build.jump(done, [value])
  }
  build.at(done)
  l.set(inst.result, build.params(done)[0]!, 'big')
}

function shiftRight(l: Lower, x: Value, n: Value, unsigned: boolean): Value {
  return l.op(unsigned ? 'i64.shr_u' : 'i64.shr_s', x, n)
}

function shiftLeft(l: Lower, x: Value, n: Value, range: BigRange, count: BigRange, unsigned: boolean, wrap: boolean): Value {
  const shifted = l.op('i64.shl', x, n)
  const fits = unsigned ? range.hi << count.hi <= UMAX64 : range.hi << count.hi <= MAX64 && range.lo << count.hi >= MIN64
  if (!wrap && !fits) l.check(l.op('i64.eq', shiftRight(l, shifted, n, unsigned), x), unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE)
  return shifted
}

/** A right shift by any non-negative count (as unsigned 64 bits). */
function wideRight(l: Lower, x: Value, n: Value, unsigned: boolean): Value {
  const large = l.op('i64.gt_u', n, l.b.i64(63n))
  const nothing = unsigned ? l.b.i64(0n) : l.op('i64.shr_s', x, l.b.i64(63n))
  return l.b.inst('select', [large, nothing, shiftRight(l, x, n, unsigned)])
}

function wideLeft(l: Lower, x: Value, n: Value, range: BigRange, count: BigRange, unsigned: boolean, wrap: boolean): Value {
  const large = l.op('i64.gt_u', n, l.b.i64(63n))
  if (wrap) return l.b.inst('select', [large, l.b.i64(0n), l.op('i64.shl', x, n)])
  const zero = l.op('i64.eq', x, l.b.i64(0n))
  l.check(l.op('bool.or', zero, not(l, large)), unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE)
  const safe = l.b.inst('select', [large, l.b.i64(0n), n])
  return shiftLeft(l, x, safe, range, { lo: 0n, hi: count.hi > 63n ? 63n : count.hi }, unsigned, wrap)
}

/** `**` by squaring, in a helper function of the module. */
export function lowerBigPower(l: Lower, inst: Inst): void {
  const [a, b] = inst.args as [Value, Value]
  const n = l.big(b)
  l.check(l.op('i64.ge_s', n, l.b.i64(0n)), { kind: 'RangeError', text: 'Exponent must be non-negative' })
  const unsigned = isUnsigned(bigOf(l, a))
  const name = bigPowerFunction(l, unsigned)
  l.set(inst.result, l.call(name, [l.big(a), n], 'i64'), 'big')
}

/** base ** exponent with every product that is used checked. */
function bigPowerFunction(l: Lower, unsigned: boolean): string {
  return l.output.library(unsigned ? 'lib.pow_u64' : 'lib.pow_i64', ['i64', 'i64'], ['i64'], (b) => {
    const [base, exponent] = b.params(b.block) as [Value, Value]
    const loop = b.newBlock(['i64', 'i64', 'i64'])
    const [result, power, left] = b.params(loop) as [Value, Value, Value]
    const sign = unsigned ? 'u' : 's'
    const site = unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE
    const mul = (x: Value, y: Value) => {
      b.guard(b.inst('bool.not', [b.inst(`i64.mul_overflows_${sign}` as Op, [x, y])]), site)
      return b.inst('i64.mul', [x, y])
    }
    b.jump(loop, [b.i64(1n), base, exponent])
    b.at(loop)
    const odd = b.newBlock()
    const even = b.newBlock(['i64'])
    const more = b.newBlock()
    const done = b.newBlock()
    b.branch(b.inst('i64.ne', [b.inst('i64.and', [left, b.i64(1n)]), b.i64(0n)]), odd, { block: even, args: [result] })
    b.at(odd)
    b.jump(even, [mul(result, power)])
    b.at(even)
    const product = b.params(even)[0]!
    const rest = b.inst('i64.shr_u', [left, b.i64(1n)])
    b.branch(b.inst('i64.ne', [rest, b.i64(0n)]), more, done)
    b.at(more)
    // 0, 1 and −1 never overflow, so a huge exponent takes 63 rounds at most.
    b.jump(loop, [product, mul(power, power), rest])
    b.at(done)
    b.return([product])
  })
}
