/** Is this, read from somewhere, an artifact? Checks are combined from small ones; the shape below is the contract of artifact.ts. */
import { ABI_VERSION, ERROR_KINDS } from './abi.ts'
import type { Artifact } from './artifact.ts'
import { ELEMENTS } from './layout.ts'

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const amount: Check = (value) => typeof value === 'number' && value >= 0
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const oneOf =
  (names: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && names.includes(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const shape =
  (checks: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false
    // Each entry of the cache is checked at each start: entries of records would be made for each of its parts.
    for (const name in checks) if (!checks[name]!((value as Record<string, unknown>)[name])) return false
    return true
  }

const PLAIN_KINDS = new Set([
  'float64',
  'float32',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'boolean',
  'string',
  'void',
  'undefined',
  'null',
  'inferred',
  'mixed',
])
const STORAGES = ['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'i64', 'f32', 'f64', 'bool', 'ref']
const element = oneOf(Object.keys(ELEMENTS))

const hostType: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false
  const { kind } = value as { kind?: unknown }
  if (typeof kind !== 'string') return false
  if (PLAIN_KINDS.has(kind)) return true
  const check = Object.hasOwn(compound, kind) ? compound[kind] : undefined
  return check !== undefined && check(value)
}
const compound: Record<string, Check> = {
  array: shape({ element }),
  list: shape({
    element: hostType,
    of: optional(oneOf(['Map', 'Set', 'Record'])),
    copied: optional(flag),
    bare: optional(flag),
    fresh: optional(flag),
  }),
  tuple: shape({ elements: listOf(hostType) }),
  record: shape({ fields: listOf(shape({ name: text, type: hostType, lacked: optional(flag) })) }),
  optional: shape({ type: hostType, null: flag, undefined: flag }),
  class: shape({ name: text, key: text }),
  function: shape({ key: text }),
  functions: shape({ of: listOf(shape({ key: text, part: text })) }),
  builtin: shape({ path: text }),
  callback: shape({ params: listOf(hostType), result: hostType, kept: optional(flag) }),
}

const signature = shape({ params: listOf(hostType), result: hostType })
const layout = shape({
  name: text,
  kind: oneOf(['record', 'list', 'array', 'bytes', 'refs']),
  bytes: amount,
  fields: listOf(shape({ name: text, offset: amount, storage: oneOf(STORAGES) })),
  element: optional(oneOf(STORAGES)),
})
const site = shape({
  kind: oneOf(ERROR_KINDS),
  text,
  arguments: listOf(oneOf(['i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'bool', 'str', 'tagged'])),
})
const field = shape({
  name: text,
  offset: amount,
  storage: oneOf(STORAGES),
  type: (value) => value === null || hostType(value),
  constant: optional(text),
})
const classOf = shape({
  id: text,
  name: text,
  base: (value) => Number.isInteger(value),
  declared: flag,
  open: optional(flag),
  layout: text,
  fields: listOf(field),
})
const facts = shape({
  version: (value) => value === ABI_VERSION,
  name: text,
  exports: (value) =>
    listOf(shape({ name: text, signature, promise: optional(hostType), parameters: listOf(text) }))(value) &&
    (value as unknown[]).length > 0,
  classes: listOf(classOf),
  layouts: listOf(layout),
  strings: listOf(text),
  statics: optional(listOf(shape({ key: text, name: text, holds: oneOf(['number', 'bigint', 'boolean']), initial: optional(text) }))),
  functions: optional(listOf(shape({ key: text, part: text, type: optional(hostType) }))),
  sites: listOf(site),
  hostTypes: listOf(hostType),
  positions: optional(shape({ sources: listOf(text), titles: listOf(text), table: text })),
  implicit: listOf(shape({ id: text, name: text, type: hostType })),
  hasLoops: flag,
  loops: optional(amount),
  writes: listOf(flag),
  units: listOf(shape({ name: text, kind: oneOf(['function', 'class']), milliseconds: amount })),
  milliseconds: shape({ total: amount, parse: amount, build: amount, infer: amount, optimise: amount, emit: amount }),
})

/** Everything of an artifact but its wasm. */
export function isFacts(value: unknown): value is Omit<Artifact, 'wasm'> {
  return facts(value)
}
