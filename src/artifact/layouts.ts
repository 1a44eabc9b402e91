/** From host types to heap layouts: one rule that compiled code and the run time share. */
import { ARRAY, type FieldStorage, HEADER_BYTES, type Layout, type LayoutField, LIST } from './layout.ts'
import { printType } from './signature.ts'
import type { HostType } from './types.ts'

/** Bytes that a stored value takes. */
export const STORED_BYTES: Record<FieldStorage, number> = {
  i8: 1,
  u8: 1,
  u8c: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  bool: 1,
  ref: 4,
}

/** A record: fields in the order given, each aligned to its size. */
export function recordLayout(fields: readonly { name: string; storage: FieldStorage }[], prefix = ''): Layout {
  let offset = HEADER_BYTES
  const placed: LayoutField[] = []
  for (const { name, storage } of fields) {
    const bytes = STORED_BYTES[storage]
    offset = Math.ceil(offset / bytes) * bytes
    placed.push({ name, offset, storage })
    offset += bytes
  }
  const name = `${prefix}{${fields.map((field) => `${field.name}:${field.storage}`).join(',')}}`
  return { name, kind: 'record', bytes: Math.ceil(offset / 8) * 8, fields: placed }
}

/** An object with properties: the same layout for the same properties, in whatever order they come. Fields keep the order given. */
export function objectLayout(fields: readonly { name: string; storage: FieldStorage }[]): Layout {
  const layout = recordLayout([...fields].sort((a, b) => (a.name < b.name ? -1 : 1)))
  return { ...layout, fields: fields.map(({ name }) => layout.fields.find((field) => field.name === name)!) }
}

/** A growable list of elements stored one way. */
export function listLayout(element: FieldStorage): Layout {
  return { name: `list:${element}`, kind: 'list', bytes: LIST.bytes, fields: [], element }
}

/** A typed-array object. */
export function arrayLayout(element: FieldStorage): Layout {
  return { name: `array:${element}`, kind: 'array', bytes: ARRAY.bytes, fields: [], element }
}

export const BYTES_LAYOUT: Layout = { name: 'bytes', kind: 'bytes', bytes: 0, fields: [] }
export const REFS_LAYOUT: Layout = { name: 'refs', kind: 'refs', bytes: 0, fields: [] }

/** A bigint that may be null or undefined lives in a box. */
export const BIGINT_BOX = /* @__PURE__ */ recordLayout([{ name: 'value', storage: 'i64' }])

/**
 * A Map, Set or dictionary that the host reads (build/prelude-collections.ts, prelude-dictionary.ts). All code must agree about it, so
 * its name says what is in it.
 */
export function collectionLayout(type: HostType & { kind: 'list' }): Layout {
  const stored = (names: string, storage: FieldStorage) => names.split(' ').map((name) => ({ name, storage }))
  const name = printType(type) + (type.bare ? ' bare' : '')
  if (type.of === 'Record') return recordLayout([...stored(HOST_WORD, 'i32'), ...stored('#texts #numbers', 'ref')], name)
  const lists = type.of === 'Map' ? '#keys #values' : '#keys'
  return recordLayout(
    [
      ...stored(HOST_WORD, 'i32'),
      ...stored(`${lists} #index #order`, 'ref'),
      ...stored('#room #live #first #moves', 'i32'),
      ...stored('#base #next', 'f64'),
    ],
    name,
  )
}

/** The Maps that a dictionary consists of, by their fields: what the host lists first comes first. */
export function mapsOf(type: HostType & { kind: 'list' }): readonly { readonly name: string; readonly map: HostType & { kind: 'list' } }[] {
  const value = (type.element as HostType & { kind: 'tuple' }).elements[1]!
  const mapFrom = (kind: 'uint32' | 'string') => ({ ...type, of: 'Map', element: { kind: 'tuple', elements: [{ kind }, value] } }) as const
  return [
    { name: '#numbers', map: mapFrom('uint32') },
    { name: '#texts', map: mapFrom('string') },
  ]
}

/** Is a name that of an element, which lies under its number? */
export function isIndex(name: string): boolean {
  const index = Number(name) >>> 0
  return String(index) === name && index !== 2 ** 32 - 1
}

/** The name of the word of an instance that belongs to the run time (CLASS.host); no field can have it. */
export const HOST_WORD = '(host)'

/** How a value of a host type is stored in a field or list element. */
export function storageOf(type: HostType): FieldStorage {
  switch (type.kind) {
    case 'float64':
    case 'float32':
      return 'f64'
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
      return 'i32'
    case 'uint32':
      return 'f64'
    case 'int64':
    case 'uint64':
      return 'i64'
    case 'boolean':
      return 'bool'
    case 'string':
      return 'i32'
    case 'undefined':
    case 'null':
      return 'f64'
    case 'optional':
      if (type.type.kind === 'string') return 'i32'
      return isReference(type.type) || /^(?:functions|callback|u?int64)$/.test(type.type.kind) ? 'ref' : 'f64'
    default:
      return 'ref'
  }
}

/**
 * A function of the host, as instances hold it: the word after the header says of which type it is (callbackTag), where functions of one
 * module have small numbers; the next one says which it is.
 */
export const CALLBACK: Layout = /* @__PURE__ */ recordLayout(
  [
    { name: 'tag', storage: 'i32' },
    { name: '0', storage: 'i32' },
  ],
  'callback',
)

/** Of the text of its type: below 0, and the same in all code, since code that was compiled apart passes such objects on. */
export function callbackTag(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193)
  return hash | (1 << 31)
}

/** Does a value of the type live on the heap? */
export function isReference(type: HostType): boolean {
  return type.kind === 'array' || type.kind === 'list' || type.kind === 'tuple' || type.kind === 'record' || type.kind === 'class'
}

/** Asked for every object that crosses: found once for each type object. */
const known = new WeakMap<HostType, Layout>()

/** The layout of the heap object that a value of a reference type is. Classes have layouts of their own. */
export function layoutOf(type: HostType): Layout {
  let layout = known.get(type)
  if (layout === undefined) {
    layout = makeLayout(type)
    known.set(type, layout)
  }
  return layout
}

function makeLayout(type: HostType): Layout {
  switch (type.kind) {
    case 'list':
      return type.copied ? collectionLayout(type) : listLayout(storageOf(type.element))
    case 'tuple':
      return recordLayout(type.elements.map((element, index) => ({ name: String(index), storage: storageOf(element) })))
    case 'record':
      return objectLayout(type.fields.map((field) => ({ name: field.name, storage: storageOf(field.type) })))
    default:
      throw new TypeError(`${type.kind} has no layout of its own`)
  }
}
