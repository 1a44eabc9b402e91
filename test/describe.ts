/**
 * A value as text, exactly: two values get the same text if and only if a program cannot tell them apart
 * (all NaN are one; -0 is not 0). Objects that were given as arguments are named, so that identity shows too.
 */

import { createHash } from 'node:crypto'

export type Names = ReadonlyMap<object, string>

const NO_NAMES: Names = new Map()

/** Names for the arguments of a call and for the buffers behind them, as `describe` wants them. */
export function nameArguments(values: readonly unknown[]): Names {
  const names = new Map<object, string>()
  values.forEach((value, index) => {
    if (typeof value !== 'object' || value === null) return
    if (!names.has(value)) names.set(value, `argument ${index}`)
    if (ArrayBuffer.isView(value) && !names.has(value.buffer)) names.set(value.buffer, `buffer of argument ${index}`)
  })
  return names
}

export function describe(value: unknown, names: Names = NO_NAMES): string {
  return describeInside(value, names, new Map())
}

function describeInside(value: unknown, names: Names, seen: Map<object, number>): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return describeText(value)
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value !== 'object' || value === null) return String(value)
  const name = names.get(value)
  if (name !== undefined) return `<${name}>`
  const before = seen.get(value)
  if (before !== undefined) return `<object ${before}>`
  seen.set(value, seen.size)
  const inside = (item: unknown) => describeInside(item, names, seen)
  if (ArrayBuffer.isView(value)) return describeView(value, names)
  if (value instanceof Error) return `${value.name}(${describeText(value.message)})`
  if (Array.isArray(value)) return `[${Array.from(value, (item, index) => (index in value ? inside(item) : 'hole')).join(', ')}]`
  if (value instanceof Map) return `Map(${[...value].map(([key, item]) => `${inside(key)} => ${inside(item)}`).join(', ')})`
  if (value instanceof Set) return `Set(${[...value].map(inside).join(', ')})`
  const prefix = Object.getPrototypeOf(value) === Object.prototype ? '' : `${value.constructor?.name ?? 'null'} `
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${inside(item)}`)
  return `${prefix}{ ${entries.join(', ')} }`
}

const LONG = 1 << 20

/** Of a long one, which may have half a billion letters, a digest. */
function describeText(text: string): string {
  if (text.length <= LONG) return JSON.stringify(text)
  const hash = createHash('sha256')
  for (let at = 0; at < text.length; at += LONG) hash.update(text.slice(at, at + LONG), 'utf16le')
  return `<${text.length} letters ${JSON.stringify(text.slice(0, 40))}… ${hash.digest('hex')}>`
}

function describeView(view: ArrayBufferView, names: Names): string {
  const owner = names.get(view.buffer)
  const place = owner === undefined ? '' : ` in <${owner}> at ${view.byteOffset}`
  const items = view instanceof DataView ? [] : Array.from(view as unknown as ArrayLike<number | bigint>, (item) => describe(item))
  return `${view.constructor.name}(${items.join(', ')})${place}`
}
