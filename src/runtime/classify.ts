/** What a captured value is to the compiler. */

import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind, HostType } from '../artifact/types.ts'
import { shared } from '../base/shared.ts'
import { builtinPath, isNative } from './builtins.ts'
import { classById } from './classes.ts'
import { collectionName, isPlainObject, isShared } from './fits.ts'
import { type AnyFunction, plainOf } from './identity.ts'
import type { TypedArray } from './memory.ts'
import { observe } from './observe.ts'
import { show, typedArrayName } from './scalars.ts'
import { arrayTable, holdsFunctions, isEnum, type Table, withFinders } from './tables.ts'

type UnitOf = (fn: AnyFunction) => SourceUnit

/** Captured arrays and objects by id, so that a call can pass them. The kernel that uses one keeps it alive. */
const values = shared('captured values', () => ({ next: 0, ids: new WeakMap<object, string>(), byId: new Map<string, WeakRef<object>>() }))

function valueId(value: object): string {
  const { ids, byId } = values()
  let id = ids.get(value)
  if (id === undefined) {
    id = `v${values().next++}`
    ids.set(value, id)
    byId.set(id, new WeakRef(value))
  }
  return id
}

/** The value that an implicit argument's id stands for. */
export function capturedValue(id: string): object | undefined {
  return values().byId.get(id)?.deref()
}

export function classify(value: unknown, unitOf: UnitOf): Captured {
  switch (typeof value) {
    case 'number':
      return { kind: 'number', value }
    case 'bigint':
      return { kind: 'bigint', value }
    case 'boolean':
      return { kind: 'boolean', value }
    case 'string':
      return { kind: 'string', value }
    case 'undefined':
      return { kind: 'undefined' }
    case 'symbol':
      return value === Symbol.iterator ? { kind: 'builtin', path: 'Symbol.iterator' } : { kind: 'unsupported', reason: 'a symbol' }
    case 'function':
      return classifyFunction(value as AnyFunction, unitOf)
  }
  return value === null ? { kind: 'null' } : classifyObject(value as object, unitOf)
}

function classifyFunction(fn: AnyFunction, unitOf: UnitOf): Captured {
  const plain = plainOf(fn)
  // A kernel or a compiled class is none.
  const path = plain === fn ? builtinPath(fn) : undefined
  if (path !== undefined) return { kind: 'builtin', path }
  const reason = unseen(plain)
  if (reason !== undefined) return { kind: 'unsupported', reason }
  const unit = unitOf(plain)
  return unit.kind === 'class' ? { kind: 'class', unit } : { kind: 'function', unit }
}

/** Functions of the host that Node has written in JavaScript: what they use is no matter of the program. */
const PLATFORM = new Set([
  'fetch',
  'queueMicrotask',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'atob',
  'btoa',
])

function isPlatform(fn: AnyFunction): boolean {
  return PLATFORM.has(fn.name) && (globalThis as unknown as Record<string, unknown>)[fn.name] === fn
}

/** Why the source of a function cannot be seen; it completes "`x` is …". */
export function unseen(fn: AnyFunction): string | undefined {
  if (!isNative(fn)) return isPlatform(fn) ? 'a function of the host, which is not for compiled code' : undefined
  if (fn.name.startsWith('bound ')) return 'a bound function, whose source cannot be seen; write an arrow function instead of `bind`'
  return 'a function of the host, whose source cannot be seen'
}

function classifyObject(value: object, unitOf: UnitOf): Captured {
  const path = builtinPath(value)
  if (path !== undefined) return { kind: 'builtin', path }
  const name = typedArrayName(value)
  if (name !== undefined) return classifyArray(value as TypedArray, name)
  if (isNamespace(value)) {
    const namespace: Table = { kind: 'object', get: (key) => property(value, key, unitOf) }
    return isPlainObject(value) ? withFinders(namespace, valueId(value), value, (part) => classify(part, unitOf)) : namespace
  }
  const table = arrayTable(value, (part) => classify(part, unitOf))
  if (table) return withFinders(table, valueId(value), value, (part) => classify(part, unitOf))
  const collection = collectionName(value)
  if (collection !== undefined) return { kind: 'unsupported', reason: `a ${collection}, which compiled code takes as an argument only` }
  try {
    return {
      kind: 'value',
      type: observe(value, 'it', true) satisfies HostType,
      id: valueId(value),
      classOf: (key) => classById(key)?.unit,
    }
  } catch (error) {
    return { kind: 'unsupported', reason: `${show(value)} that cannot be passed along (${(error as Error).message})` }
  }
}

function classifyArray(value: TypedArray, name: string): Captured {
  const found = Object.entries(ELEMENTS).find(([, { array }]) => array === name)
  if (found === undefined) return { kind: 'unsupported', reason: `a ${name}, whose elements compiled code does not have` }
  if (isShared(value.buffer)) return { kind: 'unsupported', reason: `a ${name} over a SharedArrayBuffer` }
  return { kind: 'array', element: found[0] as ElementKind, id: valueId(value) }
}

/**
 * Objects whose properties are constants: module namespaces, what bundlers and CommonJS make of them, frozen objects,
 * objects that hold functions, or objects that do, and the enums of TypeScript.
 */
function isNamespace(value: object): boolean {
  if ((value as Record<symbol, unknown>)[Symbol.toStringTag] === 'Module' || Object.hasOwn(value, '__esModule')) return true
  if (!isPlainObject(value)) return false
  return Object.isFrozen(value) || holdsFunctions(value) || isEnum(value)
}

function property(owner: object, key: string, unitOf: UnitOf): Captured | undefined {
  if (!(key in owner)) return undefined
  let value: unknown
  try {
    value = (owner as Record<string, unknown>)[key]
  } catch (error) {
    return { kind: 'unsupported', reason: `not yet initialised (${(error as Error).message})` }
  }
  return classify(value, unitOf)
}
