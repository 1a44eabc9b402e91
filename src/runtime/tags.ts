/** Numbers that may also be undefined, null, true or false: an f64 where NaN patterns stand for the others. */
import { TAGS } from '../artifact/layout.ts'

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)
const CANONICAL_NAN = 0x7ff8_0000_0000_0000n

/** The bits of a value; undefined if it is none that an f64 can stand for. */
export function tagBits(value: unknown): bigint | undefined {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return CANONICAL_NAN
    double[0] = value
    return bits[0]!
  }
  if (value === undefined) return TAGS.undefined
  if (value === null) return TAGS.null
  if (value === true) return TAGS.true
  if (value === false) return TAGS.false
  return undefined
}

/** The value of bits. */
export function fromTagBits(pattern: bigint): number | boolean | null | undefined {
  switch (BigInt.asUintN(64, pattern)) {
    case TAGS.undefined:
      return undefined
    case TAGS.null:
      return null
    case TAGS.true:
      return true
    case TAGS.false:
      return false
  }
  bits[0] = pattern
  return double[0]!
}
