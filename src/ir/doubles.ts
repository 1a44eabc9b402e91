/**
 * Doubles with their bits, for the interpreter. JavaScript does not promise to keep the pattern of a NaN, and four
 * patterns mean something (artifact/layout.ts, TAGS). So a NaN other than the plain one is a record here.
 */
import { TAGS } from '../artifact/layout.ts'

export interface PatternedNan {
  readonly bits: bigint
}

/** What a register of the interpreter holds. */
export type Word = number | bigint | PatternedNan

const PLAIN_NAN = 0x7ff8_0000_0000_0000n

/** The operand of arithmetic: every NaN is NaN. */
export function plain<Other extends number | bigint>(word: Other | PatternedNan): Other | number {
  return typeof word === 'object' ? Number.NaN : word
}

export function readDouble(view: DataView, address: number): number | PatternedNan {
  const value = view.getFloat64(address, true)
  if (!Number.isNaN(value)) return value
  const bits = view.getBigUint64(address, true)
  return bits === PLAIN_NAN ? value : { bits }
}

export function writeDouble(view: DataView, address: number, value: number | PatternedNan): void {
  if (typeof value === 'object') view.setBigUint64(address, value.bits, true)
  else if (Number.isNaN(value)) view.setBigUint64(address, PLAIN_NAN, true)
  else view.setFloat64(address, value, true)
}

/** The bits as a signed 64-bit integer, as an i64 register holds them. */
export function doubleBits(value: number | PatternedNan): bigint {
  const view = new DataView(new ArrayBuffer(8))
  writeDouble(view, 0, value)
  return view.getBigInt64(0, true)
}

export function doubleOfBits(bits: bigint): number | PatternedNan {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt.asUintN(64, bits), true)
  return readDouble(view, 0)
}

/** The pattern that a tag's name stands for. */
export function tagged(name: string): PatternedNan {
  return { bits: TAGS[name as keyof typeof TAGS] }
}

export function isTagged(value: Word, name: string): boolean {
  return typeof value === 'object' && value.bits === TAGS[name as keyof typeof TAGS]
}
