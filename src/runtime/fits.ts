/**
 * Does a value fit a type, whichever it is, answered with a sentence? (scalars.ts has the question that every call asks.)
 */

import { ELEMENTS } from '../artifact/layout.ts'
import { printType } from '../artifact/signature.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { listed } from '../base/listed.ts'
import { classById, classOfInstance, refOfType } from './classes.ts'
import { keyOf } from './identity.ts'
import { type Code, codeOf, fits, OTHER, scalarMisfit, show, typedArrayName } from './scalars.ts'

/** Codes of typed arrays that live in linear memory begin here. */
export const ARRAYS = 32
const ELEMENT_KINDS = Object.keys(ELEMENTS) as ElementKind[]

export function arrayCode(element: ElementKind): Code {
  return ARRAYS + ELEMENT_KINDS.indexOf(element)
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
    case 'callback':
      return typeof value === 'function'
        ? undefined
        : new TypeError(`${path} must be a function ${printType(type)}, but it is ${show(value)}`)
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
  const list = type.kind === 'list' ? elementsOf(type, value) : undefined
  if (type.kind === 'list' && list) {
    for (let index = 0; index < list.length; index++) {
      const error = misfit(type.element, list[index], type.of ? `${path}: entry ${index}` : `${path}[${index}]`, seen, open)
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
    if (type.asked !== undefined && !hasAsked(type, value)) {
      const names = type.fields.map(({ name }) => name).join(', ')
      const order = type.asked === 'order' ? ', in this order,' : ''
      return new TypeError(`${path} must have the properties ${names}${order} since compiled code asks for them`)
    }
    return first(type.fields.map((field) => () => misfit(field.type, value[field.name], `${path}.${field.name}`, seen, open)))
  }
  return wrong(type, value, path)
}

/** Map or Set, if a value is just that. */
export function collectionName(value: unknown): 'Map' | 'Set' | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Map.prototype ? 'Map' : prototype === Set.prototype ? 'Set' : undefined
}

/** What crosses as a list: the elements of an array, the pairs of a Map or of names and values, the values of a Set. Undefined if it is not what the type says. */
export function elementsOf({ of }: HostType & { kind: 'list' }, value: unknown): readonly unknown[] | undefined {
  if (of === undefined) return Array.isArray(value) ? value : undefined
  if (of === 'Record') return isPlainObject(value) ? Object.entries(value) : undefined
  if (collectionName(value) !== of) return undefined
  // Whatever a program has put in the place of the iterator is no matter of what is in it.
  const values: unknown[] = []
  if (of === 'Map') Map.prototype.forEach.call(value as Map<unknown, unknown>, (one, key) => values.push([key, one]))
  else Set.prototype.forEach.call(value as Set<unknown>, (one) => values.push(one))
  return values
}

/** An own property that the type does not name. */
export function extraProperty(type: HostType & { kind: 'record' }, value: object): string | undefined {
  return Object.keys(value).find((name) => !type.fields.some((field) => field.name === name))
}

/** Has the object just the properties of its type, and are they listed alike? Compiled code does not look at the object for that. */
export function hasAsked({ fields, asked }: HostType & { kind: 'record' }, value: object): boolean {
  const names = Object.keys(value)
  if (asked === 'names') return fields.every(({ name }) => Object.hasOwn(value, name))
  if (names.length !== fields.length) return false
  const order = listed(fields.map(({ name }) => name))
  return names.every((name, index) => name === order[index])
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

export function sharedMisfit(value: Uint8Array, path: string): TypeError | undefined {
  if (!isShared(value.buffer)) return undefined
  return new TypeError(`${path} lies in a SharedArrayBuffer, which another thread may write meanwhile; pass a copy (\`${path}.slice()\`)`)
}

export function isShared(buffer: ArrayBufferLike): boolean {
  return !(buffer instanceof ArrayBuffer) && Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]'
}
