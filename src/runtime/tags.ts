/** Numbers that may also be undefined, null, true or false: an f64 where NaN patterns stand for the others. */
import { TAGS, TEXT_TAG } from '../artifact/layout.ts'
import { type Handles, stringHandle, stringOf } from './handles.ts'

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)
const CANONICAL_NAN = 0x7ff8_0000_0000_0000n

/** The same, where it may be a string too. */
export function mixedBits(handles: Handles, value: unknown): bigint | undefined {
  return typeof value === 'string' ? (TEXT_TAG << 32n) | BigInt(stringHandle(handles, value)) : tagBits(value)
}

export function fromMixedBits(handles: Handles, pattern: bigint): string | number | boolean | null | undefined {
  return BigInt.asUintN(64, pattern) >> 32n === TEXT_TAG ? stringOf(handles, Number(pattern & 0xffff_ffffn)) : fromTagBits(pattern)
}

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
