/** Remainders of products and sums that may leave 64 bits (see ../modular.ts). */
import type { Inst, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import { type BigRange, MAX64, MIN64, UMAX64 } from '../bigrange.ts'
import { type Dividend, dividendRange } from '../modular.ts'
import { bigOf, DIVISION_BY_ZERO, OUT_OF_UNSIGNED, operand } from './bigint-operands.ts'
import type { Lower } from './lower.ts'

export function lowerModular(l: Lower, inst: Inst, dividend: Dividend): void {
  const divisor = inst.args[1]!
  const by = bigOf(l, divisor)
  const { range, unsigned: wide } = dividendRange(l.instance, dividend)
  const unsigned = wide || by.hi > MAX64
  const inDomain = (value: Value) => operand(l, value, unsigned, false)
  const [x, y] = dividend.operands.map(inDomain) as [Value, Value]
  const term = dividend.term === undefined ? l.b.i64(0n) : inDomain(dividend.term)
  const d = inDomain(divisor)
  if (by.lo <= 0n && by.hi >= 0n) l.check(l.op('i64.ne', d, l.b.i64(0n)), DIVISION_BY_ZERO)
  if (unsigned && dividend.kind === 'difference') {
    // Below zero there is no uint64; and a difference never exceeds its first operand.
    l.check(l.op('i64.ge_u', x, y), OUT_OF_UNSIGNED)
    return l.set(inst.result, l.op('i64.rem_u', l.op('i64.sub', x, y), d), 'big')
  }
  const fits = unsigned ? range.hi <= UMAX64 : range.lo >= MIN64 && range.hi <= MAX64
  if (fits) return l.set(inst.result, remainderOf(l, total(l, dividend, x, y, term), d, range, by, unsigned), 'big')
  // Where nothing is negative both domains are one, and without signs there is less to do.
  const values = [...dividend.operands, ...(dividend.term === undefined ? [] : [dividend.term]), divisor]
  const sign = unsigned || values.every((value) => bigOf(l, value).lo >= 0n) ? 'u' : 's'
  l.set(inst.result, exactly(l, dividend, sign, x, y, term, d, by), 'big')
}

function exactly(l: Lower, { kind }: Dividend, sign: 'u' | 's', x: Value, y: Value, term: Value, d: Value, by: BigRange): Value {
  if (kind === 'difference') return l.op('i64.sub_rem_s', x, y, d)
  if (kind === 'sum') return l.op(`i64.add_rem_${sign}` as Op, x, y, d)
  const size = sign === 'u' || by.lo >= 0n ? d : magnitude(l, d)
  return l.op(`i64.mul_add_rem_${sign}` as Op, x, y, term, l.op('i64.reciprocal', size), d)
}

function magnitude(l: Lower, value: Value): Value {
  const sign = l.op('i64.shr_s', value, l.b.i64(63n))
  return l.op('i64.sub', l.op('i64.xor', value, sign), sign)
}

/** The remainder of a dividend that fits: of what is less than the divisor, or than twice the divisor, without a division. */
export function remainderOf(l: Lower, dividend: Value, divisor: Value, range: BigRange, by: BigRange, unsigned: boolean): Value {
  const least = by.lo
  if (least > 0n && range.hi < least && range.lo > -least) return dividend
  if (least > 0n && least === by.hi && range.lo >= 0n && range.hi < 2n * least) {
    return l.b.inst('select', [l.op('i64.lt_u', dividend, divisor), dividend, l.op('i64.sub', dividend, divisor)])
  }
  return l.op(unsigned || (range.lo >= 0n && least >= 0n) ? 'i64.rem_u' : 'i64.rem_s', dividend, divisor)
}

/** The dividend where it fits. */
function total(l: Lower, { kind, term }: Dividend, x: Value, y: Value, added: Value): Value {
  const first = l.op(kind === 'product' ? 'i64.mul' : kind === 'sum' ? 'i64.add' : 'i64.sub', x, y)
  return term === undefined ? first : l.op('i64.add', first, added)
}
