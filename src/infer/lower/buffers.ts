/**
 * Array buffers. A buffer is an array object of bytes: `data` and `length` say which part of it lies in linear
 * memory, `byteOffset` where in the buffer that part begins, `bufferLength` how long the buffer is. A buffer made
 * here lies there as a whole; of a buffer of the host only what the argument shows has been copied in, and a view
 * of anything else is a RangeError.
 */

import { ELEMENTS } from '../../artifact/layout.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { ErrorSite, Value } from '../../ir/function.ts'
import { toNumberRange } from '../arithmetic.ts'
import { K, onlyKinds } from '../lattice.ts'
import { isInt32 } from '../range.ts'
import { allocateArray, arrayData, arrayField, arrayLength, arrayObject } from './arrays.ts'

import type { Lower } from './lower.ts'

const LARGEST = 2 ** 31 - 65536
const range = (text: string): ErrorSite => ({ kind: 'RangeError', text })
const BAD_SIZE = range('Invalid array buffer length')
const TOO_LARGE = range('Array buffer allocation failed')
const BAD_START = range('Start offset $0 is outside the bounds of the buffer')
const BAD_LENGTH = range('Invalid typed array length: $0')
const NOT_PASSED = range('the view shows bytes $0 to $1 of a buffer of which only the part in the argument can be used')

/** ToIndex, saturating: fractions are cut, NaN is 0. Too large and negative numbers stay so. */
function toIndex(l: Lower, value: Value): Value {
  const r = toNumberRange(l.type(value))!
  return onlyKinds(l.type(value), K.NUMBER) && isInt32(r) ? l.i32(value) : l.op('i32.from_f64_sat_s', l.f64(value))
}

export function newBuffer(l: Lower, size: Value): Value {
  const bytes = toIndex(l, size)
  l.check(l.op('i32.ge_s', bytes, l.b.i32(0)), BAD_SIZE)
  l.check(l.op('i32.lt_s', bytes, l.b.i32(LARGEST)), TOO_LARGE)
  return allocateArray(l, 'uint8', bytes)
}

/** `array.buffer` */
export function bufferOf(l: Lower, element: ElementKind, array: Value): Value {
  const { b } = l
  const host = arrayField(l, array, 'host')
  const own = l.op('i32.eq', host, b.i32(0))
  const start = arrayField(l, array, 'byteOffset')
  const bufferLength = arrayField(l, array, 'bufferLength')
  const shown = l.op('i32.mul', arrayLength(l, array), b.i32(ELEMENTS[element].bytes))
  const back = b.inst('select', [own, l.op('i32.sub', b.i32(0), start), b.i32(0)])
  return arrayObject(l, 'uint8', {
    data: l.op('ptr.add', arrayData(l, array), back),
    length: b.inst('select', [own, bufferLength, shown]),
    owner: arrayField(l, array, 'owner'),
    host,
    byteOffset: l.op('i32.add', start, back),
    bufferLength,
  })
}

/** `new Float64Array(buffer, byteOffset, length)`, with the checks in JavaScript's order. */
export function viewOf(l: Lower, element: ElementKind, buffer: Value, byteOffset: Value | undefined, length: Value | undefined): Value {
  const { b } = l
  const { bytes } = ELEMENTS[element]
  const ref = l.object(buffer, 'byteLength')
  const bufferLength = arrayField(l, ref, 'bufferLength')
  const given = (value: Value | undefined) => value !== undefined && l.type(value).kinds !== K.UNDEFINED
  const offset = given(byteOffset) ? toIndex(l, byteOffset!) : b.i32(0)
  if (given(byteOffset)) {
    l.check(l.op('i32.ge_s', offset, b.i32(0)), BAD_START, [offset])
    checkMultiple(l, offset, bytes, range(`start offset of ${ELEMENTS[element].array} should be a multiple of ${bytes}`))
  }
  const room = l.op('i32.sub', bufferLength, offset)
  let count: Value
  if (given(length)) {
    count = toIndex(l, length!)
    const most = b.inst('select', [l.op('i32.lt_s', room, b.i32(0)), b.i32(-1), divide(l, room, bytes)])
    const fits = l.op('bool.and', l.op('i32.ge_s', count, b.i32(0)), l.op('i32.le_s', count, most))
    l.check(fits, BAD_LENGTH, [l.f64(length!)])
  } else {
    checkMultiple(l, bufferLength, bytes, range(`byte length of ${ELEMENTS[element].array} should be a multiple of ${bytes}`))
    l.check(l.op('i32.ge_s', room, b.i32(0)), BAD_START, [offset])
    count = divide(l, room, bytes)
  }
  return viewAt(l, element, ref, offset, count)
}

function divide(l: Lower, value: Value, bytes: number): Value {
  return bytes === 1 ? value : l.op('i32.shr_s', value, l.b.i32(Math.log2(bytes)))
}

function checkMultiple(l: Lower, value: Value, bytes: number, site: ErrorSite): void {
  if (bytes > 1) l.check(l.op('i32.eq', l.op('i32.and', value, l.b.i32(bytes - 1)), l.b.i32(0)), site)
}

/** A view of `count` elements from a place that lies in the buffer, but perhaps not in the part of it that is here. */
function viewAt(l: Lower, element: ElementKind, buffer: Value, offset: Value, count: Value): Value {
  const { b } = l
  const start = arrayField(l, buffer, 'byteOffset')
  const skip = l.op('i32.sub', offset, start)
  const end = l.op('i32.add', skip, l.op('i32.mul', count, b.i32(ELEMENTS[element].bytes)))
  const here = l.op('bool.and', l.op('i32.ge_s', skip, b.i32(0)), l.op('i32.le_s', end, arrayLength(l, buffer)))
  l.check(here, NOT_PASSED, [offset, l.op('i32.add', start, end)])
  return arrayObject(l, element, {
    data: l.op('ptr.add', arrayData(l, buffer), skip),
    length: count,
    owner: arrayField(l, buffer, 'owner'),
    host: arrayField(l, buffer, 'host'),
    byteOffset: offset,
    bufferLength: arrayField(l, buffer, 'bufferLength'),
  })
}
