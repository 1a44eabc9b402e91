/**
 * Numbers, bigints and booleans at the boundary: does a value fit its type, and what is said if it does not? A declared
 * type is a promise: nothing is converted. Output that takes and gives nothing else holds this file (open-numbers.ts).
 */
import type { HostType, NumberKind } from '../artifact/types.ts'

/** Small numbers for the types that cross without conversion; 0 is any other type. */
export type Code = number
export const OTHER = 0
const FLOAT64 = 1
const INT32 = 2
const BOOLEAN = 3
const INT64 = 4
const UINT32 = 5
const FLOAT32 = 6
const UINT64 = 7
const INT8 = 8
const UINT8 = 9
const INT16 = 10
const UINT16 = 11
const MIXED = 12

const CODES: Partial<Record<HostType['kind'], Code>> = {
  float64: FLOAT64,
  int32: INT32,
  boolean: BOOLEAN,
  int64: INT64,
  uint32: UINT32,
  float32: FLOAT32,
  uint64: UINT64,
  int8: INT8,
  uint8: UINT8,
  int16: INT16,
  uint16: UINT16,
  mixed: MIXED,
}

export function codeOf(type: HostType): Code {
  return CODES[type.kind] ?? OTHER
}

function integer(value: number, low: number, high: number): boolean {
  return value >= low && value <= high && Math.floor(value) === value && (value !== 0 || 1 / value > 0)
}

/** Does the value fit a scalar type? */
export function fits(code: Code, value: unknown): boolean {
  if (code === FLOAT64) return typeof value === 'number'
  if (code === INT32) return typeof value === 'number' && (value | 0) === value && (value !== 0 || 1 / value > 0)
  if (code === BOOLEAN) return typeof value === 'boolean'
  if (code === INT64) return typeof value === 'bigint' && BigInt.asIntN(64, value) === value
  return fitsRare(code, value)
}

function fitsRare(code: Code, value: unknown): boolean {
  if (code === UINT64) return typeof value === 'bigint' && BigInt.asUintN(64, value) === value
  if (code === MIXED) return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
  if (typeof value !== 'number') return false
  switch (code) {
    case UINT32:
      return integer(value, 0, 2 ** 32 - 1)
    case INT8:
      return integer(value, -128, 127)
    case UINT8:
      return integer(value, 0, 255)
    case INT16:
      return integer(value, -32768, 32767)
    case UINT16:
      return integer(value, 0, 65535)
    case FLOAT32:
      return Number.isNaN(value) || Math.fround(value) === value
  }
  return false
}

const TAG = /* @__PURE__ */ (() => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!)()

/** `Float64Array` and so on; undefined for anything but a typed array. Cannot be deceived. */
export function typedArrayName(value: unknown): string | undefined {
  return TAG.call(value) as string | undefined
}

/** A value in a message. */
export function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object' || value === null) return String(value)
  const name = typedArrayName(value) ?? (Array.isArray(value) ? 'Array' : (value.constructor?.name ?? 'Object'))
  return 'AEIOU'.includes(name.charAt(0) || '-') ? `an ${name}` : `a ${name}`
}

const INTEGERS: Partial<Record<NumberKind | 'int64' | 'uint64', string>> = {
  int8: '-128 … 127',
  uint8: '0 … 255',
  int16: '-32768 … 32767',
  uint16: '0 … 65535',
  int32: '-2147483648 … 2147483647',
  uint32: '0 … 4294967295',
  int64: '-2^63 … 2^63 - 1',
  uint64: '0 … 2^64 - 1',
}

/** Why a value does not fit a scalar type, in a sentence that names the place. */
export function scalarMisfit(type: HostType, value: unknown, path: string): Error {
  const { kind } = type
  const wide = kind === 'int64' || kind === 'uint64'
  if (typeof value !== (kind === 'boolean' ? 'boolean' : wide ? 'bigint' : 'number'))
    return new TypeError(`${path} must be ${kind}, but it is ${show(value)}`)
  const range = INTEGERS[kind as NumberKind]
  if (range === undefined) return new RangeError(`${path} must be ${kind}, but ${show(value)} is not a float32`)
  if (Object.is(value, -0)) return new RangeError(`${path} must be ${kind}, which has no -0`)
  const whole = wide || Number.isInteger(value)
  return new RangeError(`${path} must be ${kind} (${whole ? range : `an integer, ${range}`}), but it is ${show(value)}`)
}
