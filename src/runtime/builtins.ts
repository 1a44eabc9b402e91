/** Built-in functions and objects by identity, so that `const { sin } = Math` is still Math.sin. */
import { isNativeText } from '../base/native.ts'
import { once } from '../base/once.ts'
import type { AnyFunction } from './identity.ts'

const ROOTS = [
  'Math',
  'Number',
  'BigInt',
  'Boolean',
  'String',
  'Object',
  'Array',
  'Symbol',
  'Date',
  'JSON',
  'Reflect',
  'Function',
  'Atomics',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Proxy',
  'RegExp',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Error',
  'RangeError',
  'TypeError',
  'SyntaxError',
  'EvalError',
  'ReferenceError',
  'URIError',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'console',
  'performance',
  'globalThis',
  'structuredClone',
  'process',
] as const
/** Objects whose methods are inherited, not their own. */
const INHERITED: Record<string, readonly string[]> = { performance: ['now'] }

const host = globalThis as unknown as Record<string, object | undefined>
const OWNERS = ROOTS.filter((root) => root !== 'globalThis' && root !== 'process')

/** Those that are no functions. The last is asked for only where it may be meant: Node 20 loads it then. */
const OBJECTS = ['Math', 'JSON', 'Reflect', 'Atomics', 'console', 'globalThis', 'process', 'performance'] as const

/** Every built-in function with its path; the first path wins (`Number.parseInt` is `parseInt`). */
const paths = once(() => {
  const table = new Map<unknown, string>()
  const add = (value: unknown, path: string) => {
    if (typeof value === 'function' && !table.has(value)) table.set(value, path)
  }
  for (const root of ROOTS) add(host[root], root)
  for (const root of OWNERS) for (const name of namesOf(root)) add(ownValue(root, name), `${root}.${name}`)
  return table
})

function namesOf(root: string): readonly string[] {
  const owner = host[root]
  return owner === undefined ? [] : [...Object.getOwnPropertyNames(owner), ...(INHERITED[root] ?? [])]
}

/** Of accessors nothing: some throw, and those of the console make its streams. */
function ownValue(root: string, name: string): unknown {
  const owner = host[root]
  if (owner === undefined || !(name in owner)) return undefined
  if (INHERITED[root]?.includes(name)) return (owner as Record<string, unknown>)[name]
  return Object.getOwnPropertyDescriptor(owner, name)?.value
}

/** Is its source the engine's? */
export function isNative(fn: AnyFunction): boolean {
  return isNativeText(Function.prototype.toString.call(fn))
}

/** `Math.sin` for that function; undefined for what is not built in. */
export function builtinPath(value: unknown): string | undefined {
  if (typeof value !== 'function') return typeof value === 'object' && value !== null ? objectPath(value) : undefined
  // Nearly all are found by their own name, or are the program's: for these no table is made.
  return namedPath(value as AnyFunction) ?? (isNative(value as AnyFunction) ? paths().get(value) : undefined)
}

function objectPath(value: object): string | undefined {
  return OBJECTS.find((name) => (name !== 'performance' || isPerformance(value)) && host[name] === value)
}

function isPerformance(value: object): boolean {
  const made: unknown = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value) ?? {}, 'constructor')?.value
  return typeof made === 'function' && made.name === 'Performance'
}

/** By its name; also of those that the host wrote in JavaScript. */
function namedPath(fn: AnyFunction): string | undefined {
  const { name } = fn
  if (host[name] === fn && (ROOTS as readonly string[]).includes(name)) return name
  // Of every function that a kernel captures, most of them the program's own: without a call for each owner.
  for (const owner of OWNERS) {
    const object = INHERITED[owner]?.includes(name) === false ? undefined : host[owner]
    if (object !== undefined && name in object && ownValue(owner, name) === fn) return `${owner}.${name}`
  }
  return undefined
}
