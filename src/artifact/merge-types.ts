/** The one type that values of two types can have in a list: nothing and something, objects with and without some properties. */
import { printType } from './signature.ts'
import type { HostType } from './types.ts'

/** What an empty list holds: numbers, until something speaks against it. Known by its identity. */
export const UNKNOWN: HostType = { kind: 'float64' }

/** Undefined if there is none. */
export function mergeTypes(a: HostType, b: HostType): HostType | undefined {
  if (a === b || a === UNKNOWN) return b
  if (b === UNKNOWN) return a
  const [x, y] = [partsOf(a), partsOf(b)]
  const type = x.type && y.type ? mergeSolid(x.type, y.type) : (x.type ?? y.type)
  if (type === undefined) return undefined
  const isNull = x.null || y.null
  const isUndefined = x.undefined || y.undefined
  if (type.kind === 'mixed') return { kind: 'optional', type, null: isNull, undefined: isUndefined }
  return isNull || isUndefined ? { kind: 'optional', type, null: isNull, undefined: isUndefined } : type
}

interface Parts {
  /** Undefined: there is nothing but null and undefined. */
  readonly type: HostType | undefined
  readonly null: boolean
  readonly undefined: boolean
}

function partsOf(type: HostType): Parts {
  if (type.kind === 'optional') return type
  const isNothing = type.kind === 'null' || type.kind === 'undefined'
  return { type: isNothing ? undefined : type, null: type.kind === 'null', undefined: type.kind === 'undefined' }
}

function mergeSolid(a: HostType, b: HostType): HostType | undefined {
  if (a.kind === 'list' && b.kind === 'list') {
    const element = mergeTypes(a.element, b.element)
    return element && { ...a, element }
  }
  if (a.kind === 'record' && b.kind === 'record') return mergeRecords(a, b)
  if (isPrimitive(a) && isPrimitive(b) && a.kind !== b.kind) return { kind: 'mixed' }
  return printType(a) === printType(b) ? a : undefined
}

/** What may stand among other kinds of values. */
function isPrimitive({ kind }: HostType): boolean {
  return kind === 'float64' || kind === 'boolean' || kind === 'string' || kind === 'mixed'
}

type RecordType = HostType & { kind: 'record' }

/** A property that one of them lacks may be undefined. */
function mergeRecords(a: RecordType, b: RecordType): HostType | undefined {
  const names = [...new Set([...a.fields, ...b.fields].map(({ name }) => name))]
  const typeIn = ({ fields }: RecordType, name: string): HostType =>
    fields.find((field) => field.name === name)?.type ?? { kind: 'undefined' }
  const fields: { name: string; type: HostType }[] = []
  for (const name of names) {
    const type = mergeTypes(typeIn(a, name), typeIn(b, name))
    if (type === undefined) return undefined
    fields.push({ name, type })
  }
  return { kind: 'record', fields }
}
