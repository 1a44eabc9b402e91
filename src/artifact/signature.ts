/**
 * Signatures as text: `float64(float64[:], int64)`.
 *
 *     signature = [type] '(' [type {',' type}] ')'          no result type: it is inferred
 *     type      = atom {'[:]' | '[]' | '?' | '|' 'null' | '|' 'undefined'}
 *     atom      = name | 'Map<' type ',' type '>' | 'Set<' type '>' | '[' type {',' type} ']' | '{' name ':' type {',' name ':' type} '}' | '(' type ')' | 'function<' key '>'
 */
import { parseWith, type Reader } from './signature-reader.ts'
import type { ElementKind, HostType, Signature } from './types.ts'

const PLAIN = [
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
] as const
const ELEMENT_KINDS: ReadonlySet<string> = new Set<ElementKind>([
  'float64',
  'float32',
  'int8',
  'uint8',
  'uint8c',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
])
/** What people write by habit, with what they mean. */
const HABITS: Record<string, string> = {
  number: 'float64 (any number) or int32',
  bigint: 'int64 or uint64',
  bool: 'boolean',
  double: 'float64',
  float: 'float32 or float64',
  int: 'int32',
  i32: 'int32',
  i64: 'int64',
  u32: 'uint32',
  u64: 'uint64',
  f32: 'float32',
  f64: 'float64',
  long: 'int64',
  any: 'the type itself',
  Float64Array: 'float64[:]',
  Float32Array: 'float32[:]',
  Int8Array: 'int8[:]',
  Uint8Array: 'uint8[:]',
  Uint8ClampedArray: 'uint8c[:]',
  Int16Array: 'int16[:]',
  Uint16Array: 'uint16[:]',
  Int32Array: 'int32[:]',
  Uint32Array: 'uint32[:]',
  BigInt64Array: 'int64[:]',
  BigUint64Array: 'uint64[:]',
}

/** Read a signature; throws SyntaxError or TypeError that names the place and the remedy. */
export function parseSignature(text: string): Signature {
  return parseWith(text, 'signature', (reader) => {
    const result: HostType = reader.peek('(') ? { kind: 'inferred' } : readType(reader)
    reader.expect('(', 'the parameters begin')
    const params: HostType[] = []
    while (!reader.peek(')')) {
      if (params.length > 0) reader.expect(',', 'the next parameter')
      params.push(valueType(reader, readType(reader)))
    }
    reader.expect(')', 'the end of the parameters')
    if (params.some(holdsCollection)) reader.fail(TypeError, COLLECTIONS_ALONE)
    if (params.some((type) => collectionOf(type) === 'Record')) reader.fail(TypeError, RECORDS_GIVEN)
    return { params, result }
  })
}

function partsOf(type: HostType): readonly HostType[] {
  switch (type.kind) {
    case 'list':
      return [type.element]
    case 'tuple':
      return type.elements
    case 'record':
      return type.fields.map((field) => field.type)
    case 'optional':
      return partsOf(type.type)
    case 'callback':
      return [type.result, ...type.params]
    default:
      return []
  }
}

export const COLLECTIONS_ALONE = 'a Map or a Set is given as an argument of its own, not as a part of something else'

export const RECORDS_GIVEN = 'an object with any names is no argument: give compiled code a Map, or name the properties (`{ x: number }`)'

/** Functions of the host are parameters; fields of classes hold them too, also as parts of what is in these. */
export function callbacksIn(type: HostType): HostType[] {
  if (type.kind === 'callback') return [type]
  return type.kind === 'optional' ? callbacksIn(type.type) : partsOf(type).flatMap(callbacksIn)
}

/** The same type with others in place of those at its ends: classes, functions, numbers. */
export function mapEnds(type: HostType, change: (end: HostType) => HostType): HostType {
  switch (type.kind) {
    case 'list':
      return { ...type, element: mapEnds(type.element, change) }
    case 'tuple':
      return { ...type, elements: type.elements.map((each) => mapEnds(each, change)) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: mapEnds(field.type, change) })) }
    case 'optional':
      return { ...type, type: mapEnds(type.type, change) }
    default:
      return change(type)
  }
}

export function holdsCallback(type: HostType): boolean {
  return callbacksIn(type).length > 0
}

/** Is a collection a part of it? */
export function holdsCollection(type: HostType): boolean {
  return partsOf(type).some((part) => collectionOf(part) !== undefined || holdsCollection(part))
}

/** Is it a Map or a Set, or may it be one? */
export function collectionOf(type: HostType): 'Map' | 'Set' | 'Record' | undefined {
  return type.kind === 'list' ? type.of : type.kind === 'optional' ? collectionOf(type.type) : undefined
}

/** Read the type of a field. */
export function parseType(text: string): HostType {
  return parseWith(text, 'type', readType)
}

/** A type that a value can have, which `void` is not. */
function valueType(reader: Reader, type: HostType): HostType {
  if (type.kind === 'void') reader.fail(TypeError, '`void` is the type of no value; write it only as the result')
  return type
}

function readType(reader: Reader): HostType {
  let type = readAtom(reader)
  for (;;) {
    if (reader.take('[:]')) type = arrayOf(reader, type)
    else if (reader.take('[]')) type = { kind: 'list', element: valueType(reader, type) }
    else if (reader.take('?')) type = optional(reader, type, 'null')
    else if (reader.take('|')) type = optional(reader, type, readNothing(reader))
    else return type
  }
}

function arrayOf(reader: Reader, type: HostType): HostType {
  const { kind } = type
  if (!ELEMENT_KINDS.has(kind) && kind !== 'class') {
    reader.fail(TypeError, `no typed array has elements of type ${printType(type)}; a growable array of them is \`${printType(type)}[]\``)
  }
  if (kind === 'class') {
    if (type.name !== 'uint8c') reader.fail(TypeError, `no typed array has elements of class ${type.name}; write \`${type.name}[]\``)
    return { kind: 'array', element: 'uint8c' }
  }
  return { kind: 'array', element: kind as ElementKind }
}

function readNothing(reader: Reader): 'null' | 'undefined' {
  const name = reader.name()
  if (name !== 'null' && name !== 'undefined') reader.fail(TypeError, 'after `|` only `null` and `undefined` may stand')
  return name
}

function optional(reader: Reader, type: HostType, nothing: 'null' | 'undefined'): HostType {
  if (type.kind === 'optional') return { ...type, [nothing]: true }
  if (type.kind === 'void' || type.kind === 'undefined' || type.kind === 'null' || type.kind === 'function') {
    reader.fail(TypeError, `${printType(type)} cannot be optional`)
  }
  return { kind: 'optional', type, null: nothing === 'null', undefined: nothing === 'undefined' }
}

function readAtom(reader: Reader): HostType {
  if (reader.take('[')) return readTuple(reader)
  if (reader.take('{')) return readRecord(reader)
  if (reader.take('(')) {
    const type = readType(reader)
    reader.expect(')', 'the end of the group')
    return type
  }
  if (reader.take('function<')) return { kind: 'function', key: reader.until('>') }
  const name = reader.name()
  if (name === undefined) return reader.fail(SyntaxError, 'a type is expected')
  if ((name === 'Map' || name === 'Set' || name === 'Record') && reader.take('<')) return readCollection(reader, name)
  if ((PLAIN as readonly string[]).includes(name)) return { kind: name as (typeof PLAIN)[number] }
  if (name === 'mixed') return { kind: 'optional', type: { kind: 'mixed' }, null: false, undefined: false }
  const meant = Object.hasOwn(HABITS, name) ? HABITS[name] : undefined
  if (meant !== undefined) reader.fail(TypeError, `\`${name}\` is not a type of signatures; write ${meant}`)
  return { kind: 'class', name, key: '' }
}

function readCollection(reader: Reader, of: 'Map' | 'Set' | 'Record'): HostType {
  const elements = [valueType(reader, readType(reader))]
  if (of !== 'Set') {
    reader.expect(',', 'the type of the values')
    elements.push(valueType(reader, readType(reader)))
  }
  reader.expect('>', `the end of the ${of}`)
  if (of === 'Record' && elements[0]!.kind !== 'string') reader.fail(TypeError, 'the names of properties are of type `string`')
  return { kind: 'list', element: of === 'Set' ? elements[0]! : { kind: 'tuple', elements }, of }
}

function readTuple(reader: Reader): HostType {
  const elements: HostType[] = []
  while (!reader.peek(']')) {
    if (elements.length > 0) reader.expect(',', 'the next element')
    elements.push(valueType(reader, readType(reader)))
  }
  reader.expect(']', 'the end of the tuple')
  return { kind: 'tuple', elements }
}

function readRecord(reader: Reader): HostType {
  const fields: { name: string; type: HostType }[] = []
  while (!reader.peek('}')) {
    if (fields.length > 0) reader.expect(',', 'the next field')
    const name = reader.key()
    if (name === undefined) return reader.fail(SyntaxError, 'the name of a field is expected')
    if (fields.some((field) => field.name === name)) reader.fail(SyntaxError, `the field \`${name}\` is declared twice`)
    reader.expect(':', `the type of \`${name}\``)
    fields.push({ name, type: valueType(reader, readType(reader)) })
  }
  reader.expect('}', 'the end of the record')
  return { kind: 'record', fields }
}

/** A type as text that `parseType` reads back; functions are only shown. */
export function printType(type: HostType): string {
  switch (type.kind) {
    case 'array':
      return `${type.element}[:]`
    case 'list':
      if (type.of === 'Map' || type.of === 'Record')
        return `${type.of}<${(type.element as HostType & { kind: 'tuple' }).elements.map(printType).join(', ')}>`
      if (type.of === 'Set') return `Set<${printType(type.element)}>`
      return type.element.kind === 'callback' || (type.element.kind === 'optional' && type.element.undefined)
        ? `(${printType(type.element)})[]`
        : `${printType(type.element)}[]`
    case 'tuple':
      return `[${type.elements.map(printType).join(', ')}]`
    case 'record':
      return `{${type.fields.map((field) => `${printKey(field.name)}: ${printType(field.type)}`).join(', ')}}`
    case 'optional':
      return `${printType(type.type)}${type.null ? '?' : ''}${type.undefined ? ' | undefined' : ''}`
    case 'class':
      return type.name
    case 'function':
      return `function<${type.key}>`
    case 'functions':
      return 'function'
    case 'callback':
      return `(${type.params.map(printType).join(', ')}) => ${printType(type.result)}`
    case 'builtin':
      return type.path
    case 'inferred':
      return ''
    default:
      return type.kind
  }
}

function printKey(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name)
}

/** A signature as text that `parseSignature` reads back. */
export function printSignature(signature: Signature): string {
  return `${printType(signature.result)}(${signature.params.map(printType).join(', ')})`
}
