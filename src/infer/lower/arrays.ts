/** Typed arrays at run time: the object that stands for one, its fields, and how elements are stored. */
import { ARRAY, BLOCK, ELEMENTS } from '../../artifact/layout.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { Value } from '../../ir/function.ts'
import type { Storage } from '../../ir/types.ts'
import type { Lower } from './lower.ts'

const header = (offset: number) => ({ offset, storage: 'i32', region: 'array.header', fixed: true }) as const

export function arrayData(l: Lower, array: Value): Value {
  return l.b.inst('load', [array], header(ARRAY.data), 'ptr')
}

export function arrayLength(l: Lower, array: Value): Value {
  return l.b.inst('load', [array], header(ARRAY.length), 'i32')
}

export function arrayField(l: Lower, array: Value, field: 'owner' | 'host' | 'byteOffset' | 'bufferLength'): Value {
  return l.b.inst(
    'load',
    [array],
    { ...header(ARRAY[field]), storage: field === 'owner' ? 'ref' : 'i32' },
    field === 'owner' ? 'ref' : 'i32',
  )
}

export function storageOfElement(element: ElementKind): Storage {
  return ELEMENTS[element].storage as Storage
}

const fixedField = (name: 'data' | 'length' | 'owner' | 'host' | 'byteOffset' | 'bufferLength') =>
  ({ offset: ARRAY[name], storage: name === 'owner' ? 'ref' : 'i32', region: 'array.header', fixed: true }) as const

/** The object that stands for a typed array. */
export function arrayObject(
  l: Lower,
  element: ElementKind,
  fields: Record<'data' | 'length' | 'owner' | 'host' | 'byteOffset' | 'bufferLength', Value>,
): Value {
  const array = l.b.inst('alloc', [], l.output.arrayLayout(element))
  for (const name of ['data', 'length', 'owner', 'host', 'byteOffset', 'bufferLength'] as const)
    l.b.inst('store', [array, fields[name]], fixedField(name))
  return array
}

/** A zeroed typed array of a length that has been checked. */
export function allocateArray(l: Lower, element: ElementKind, length: Value): Value {
  const { b } = l
  const bytes = l.op('i32.mul', length, b.i32(ELEMENTS[element].bytes))
  const owner = b.inst('alloc.block', [bytes], 'bytes')
  const data = b.inst('ptr.of', [owner], BLOCK.data)
  return arrayObject(l, element, { data, length, owner, host: b.i32(0), byteOffset: b.i32(0), bufferLength: bytes })
}
