/** What the operators on bigints share: operands in the domain of an operation, int64 or uint64, and what they throw. */
import type { ErrorSite, Value } from '../../ir/function.ts'
import { type BigRange, isUnsigned, MAX64 } from '../bigrange.ts'
import { D } from '../forms.ts'
import type { Lower } from './lower.ts'

export const OUT_OF_RANGE: ErrorSite = { kind: 'RangeError', text: 'bigint result does not fit int64' }
export const OUT_OF_UNSIGNED: ErrorSite = { kind: 'RangeError', text: 'bigint result does not fit uint64' }
export const DIVISION_BY_ZERO: ErrorSite = { kind: 'RangeError', text: 'Division by zero' }

export function bigOf(l: Lower, value: Value): BigRange {
  return l.type(value).big!
}

export function not(l: Lower, value: Value): Value {
  return l.op('bool.not', value)
}

/** Does only the value modulo 2^64 matter? */
export function wraps(l: Lower, result: Value): boolean {
  const demand = l.demandOf(result)
  return demand !== 0 && (demand & ~D.WRAP) === 0
}

/** The operand as a register whose bits are right in the domain of the operation; a value of the other domain must fit. */
export function operand(l: Lower, value: Value, unsigned: boolean, wrap: boolean): Value {
  const register = l.big(value)
  const { lo, hi } = bigOf(l, value)
  if (wrap || isUnsigned({ lo, hi }) === unsigned || (lo >= 0n && hi <= MAX64)) return register
  const site: ErrorSite = unsigned ? OUT_OF_UNSIGNED : OUT_OF_RANGE
  l.check(l.op('i64.ge_s', register, l.b.i64(0n)), site)
  return register
}
