/** Remainders of products and sums that may leave 64 bits (see ../modular.ts). */
import type { Inst, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import { MAX64, MIN64, UMAX64 } from '../bigrange.ts'
import { type Dividend, dividendRange } from '../modular.ts'
import { bigOf, DIVISION_BY_ZERO, OUT_OF_UNSIGNED, operand } from './bigint-operands.ts'
import type { Lower } from './lower.ts'

export function lowerModular(l: Lower, inst: Inst, dividend: Dividend): void {
  const divisor = inst.args[1]!
  const { lo: least, hi: most } = bigOf(l, divisor)
  const { range, unsigned: wide } = dividendRange(l.instance, dividend)
  const unsigned = wide || most > MAX64
  const inDomain = (value: Value) => operand(l, value, unsigned, false)
  const [x, y] = dividend.operands.map(inDomain) as [Value, Value]
  const term = dividend.term === undefined ? l.b.i64(0n) : inDomain(dividend.term)
  const d = inDomain(divisor)
  if (least <= 0n && most >= 0n) l.check(l.op('i64.ne', d, l.b.i64(0n)), DIVISION_BY_ZERO)
  if (unsigned && dividend.kind === 'difference') {
    // Below zero there is no uint64; and a difference never exceeds its first operand.
    l.check(l.op('i64.ge_u', x, y), OUT_OF_UNSIGNED)
    return l.set(inst.result, l.op('i64.rem_u', l.op('i64.sub', x, y), d), 'big')
  }
  const fits = unsigned ? range.hi <= UMAX64 : range.lo >= MIN64 && range.hi <= MAX64
  const [a, b, c] = dividend.kind === 'product' ? [x, y, term] : dividend.kind === 'sum' ? [x, l.b.i64(1n), y] : [y, l.b.i64(-1n), x]
  const sign = unsigned ? 'u' : 's'
  if (!fits) return l.set(inst.result, l.op(`i64.mul_add_rem_${sign}` as Op, a, b, c, d), 'big')
  l.set(inst.result, l.op(`i64.rem_${sign}` as Op, total(l, dividend, x, y, term), d), 'big')
}

/** The dividend where it fits. */
function total(l: Lower, { kind, term }: Dividend, x: Value, y: Value, added: Value): Value {
  const first = l.op(kind === 'product' ? 'i64.mul' : kind === 'sum' ? 'i64.add' : 'i64.sub', x, y)
  return term === undefined ? first : l.op('i64.add', first, added)
}
