/**
 * Does a value fit a type? `fits` is the question for scalars, on the path of every call; `misfit` is it for
 * every type, answered with a sentence. A declared type is a promise: nothing is converted.
 */

import { ELEMENTS } from '../artifact/layout.ts'
import { printType } from '../artifact/signature.ts'
import type { ElementKind, HostType, NumberKind } from '../artifact/types.ts'
import { classById, classOfInstance, refOfType } from './classes.ts'
import { keyOf } from './identity.ts'

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
}

/** Codes of typed arrays that live in linear memory begin here. */
export const ARRAYS = 32
const ELEMENT_KINDS = Object.keys(ELEMENTS) as ElementKind[]

export function arrayCode(element: ElementKind): Code {
  return ARRAYS + ELEMENT_KINDS.indexOf(element)
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

const TAG = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!

/** `Float64Array` and so on; undefined for anything but a typed array. Cannot be deceived. */
export function typedArrayName(value: unknown): string | undefined {
  return TAG.call(value) as string | undefined
}

/** A plain object: made by a literal, or with no prototype. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // The Object.prototype of another realm is one that has no prototype itself.
  return (
    prototype === null ||
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf'))
  )
}

/** A value in a message. */
export function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object' || value === null) return String(value)
  const name = typedArrayName(value) ?? (Array.isArray(value) ? 'Array' : (value.constructor?.name ?? 'Object'))
  return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`
}

/**
 * Why a value does not fit a type: an error that names the place, or undefined if it does fit. `open`: objects may have
 * properties that their type does not name.
 */
export function misfit(type: HostType, value: unknown, path: string, seen?: Set<unknown>, open = false): Error | undefined {
  const code = codeOf(type)
  if (code !== OTHER) return fits(code, value) ? undefined : scalarMisfit(type, value, path)
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? undefined : wrong(type, value, path)
    case 'undefined':
      return value === undefined ? undefined : wrong(type, value, path)
    case 'null':
      return value === null ? undefined : wrong(type, value, path)
    case 'function':
      return typeof value === 'function' && keyOf(value) === type.key ? undefined : wrong(type, value, path)
    case 'class':
      return refOfType(type.key, value) === 0 ? noInstance(type, value, path) : undefined
    case 'array':
      return typedArrayName(value) === ELEMENTS[type.element].array ? sharedMisfit(value as Uint8Array, path) : wrong(type, value, path)
    case 'optional':
      if ((value === null && type.null) || (value === undefined && type.undefined)) return undefined
      return misfit(type.type, value, path, seen, open)
    default:
      return compoundMisfit(type, value, path, seen ?? new Set(), open)
  }
}

function compoundMisfit(type: HostType, value: unknown, path: string, seen: Set<unknown>, open: boolean): Error | undefined {
  if (seen.has(value)) return undefined
  seen.add(value)
  if (type.kind === 'list' && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const error = misfit(type.element, value[index], `${path}[${index}]`, seen, open)
      if (error) return error
    }
    return undefined
  }
  if (type.kind === 'tuple' && Array.isArray(value) && value.length === type.elements.length) {
    return first(type.elements.map((element, index) => () => misfit(element, value[index], `${path}[${index}]`, seen, open)))
  }
  if (type.kind === 'record' && isPlainObject(value)) {
    const extra = open ? undefined : extraProperty(type, value)
    if (extra !== undefined) return new TypeError(`${path} has a property \`${extra}\`, which its type ${printType(type)} does not name`)
    return first(type.fields.map((field) => () => misfit(field.type, value[field.name], `${path}.${field.name}`, seen, open)))
  }
  return wrong(type, value, path)
}

/** An own property that the type does not name. */
export function extraProperty(type: HostType & { kind: 'record' }, value: object): string | undefined {
  return Object.keys(value).find((name) => !type.fields.some((field) => field.name === name))
}

function first(questions: readonly (() => Error | undefined)[]): Error | undefined {
  for (const ask of questions) {
    const error = ask()
    if (error) return error
  }
  return undefined
}

function wrong(type: HostType, value: unknown, path: string): TypeError {
  return new TypeError(`${path} must be ${printType(type) || 'a value'}, but it is ${show(value)}`)
}

function noInstance(type: HostType & { kind: 'class' }, value: unknown, path: string): TypeError {
  const found = typeof value === 'object' && value !== null ? classOfInstance(value) : undefined
  if (found?.shell.refOf(value) === 0) return new TypeError(`${path} must be ${type.name}, but this ${found.name} has been freed`)
  if (found?.name === type.name) return new TypeError(`${path} is an instance of another class that is named ${type.name} too`)
  if (!isPlainObject(value) || classById(type.key) === undefined) return wrong(type, value, path)
  return new TypeError(`${path} must be ${type.name}, but it is a plain object; make one of it with ${type.name}.from(…)`)
}

function sharedMisfit(value: Uint8Array, path: string): TypeError | undefined {
  if (!isShared(value.buffer)) return undefined
  return new TypeError(`${path} lies in a SharedArrayBuffer, which another thread may write meanwhile; pass a copy (\`${path}.slice()\`)`)
}

export function isShared(buffer: ArrayBufferLike): boolean {
  return !(buffer instanceof ArrayBuffer) && Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]'
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

function scalarMisfit(type: HostType, value: unknown, path: string): Error {
  const { kind } = type
  const wide = kind === 'int64' || kind === 'uint64'
  if (typeof value !== (kind === 'boolean' ? 'boolean' : wide ? 'bigint' : 'number')) return wrong(type, value, path)
  const range = INTEGERS[kind as NumberKind]
  if (range === undefined) return new RangeError(`${path} must be ${kind}, but ${show(value)} is not a float32`)
  if (Object.is(value, -0)) return new RangeError(`${path} must be ${kind}, which has no -0`)
  const whole = wide || Number.isInteger(value)
  return new RangeError(`${path} must be ${kind} (${whole ? range : `an integer, ${range}`}), but it is ${show(value)}`)
}
