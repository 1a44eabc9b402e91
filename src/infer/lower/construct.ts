/** `new`: errors, typed arrays, arrays. */

import { ELEMENTS } from '../../artifact/layout.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { ErrorSite, Inst, Value } from '../../ir/function.ts'
import type { ERROR_KINDS } from '../../ir/host.ts'
import type { Storage } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { classTarget } from '../classes.ts'
import { describe } from '../describe.ts'
import { causeIn, isErrorClass } from '../error-classes.ts'
import { arrayKind } from '../hosttypes.ts'
import { BOOLEAN, K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import { isInt32 } from '../range.ts'
import type { Node, Shape } from '../shapes.ts'
import { allocateArray, arrayData, arrayLength, storageOfElement } from './arrays.ts'
import { newBuffer, viewOf } from './buffers.ts'
import { lowerNewError, setCause } from './errors.ts'
import { lowerConstruct } from './instances.ts'
import { newList, pushElement, storedElement } from './lists.ts'
import type { Lower } from './lower.ts'
import { elementAt, lowerFilled } from './objects.ts'
import { listField, shapeIn } from './storage.ts'
import { makeError } from './text.ts'

export function lowerNew(l: Lower, inst: Inst): void {
  const [callee, ...args] = inst.args as [Value, ...Value[]]
  const unit = classTarget(l.type(callee))
  if (unit && isErrorClass(unit)) return lowerNewError(l, inst, unit, args)
  if (unit) return void lowerConstruct(l, inst, l.world.classes.of(unit, inst.span), args)
  const { path } = l.type(callee).constant as { path: string }
  if (l.world.front.collection(path)) return void lowerConstruct(l, inst, l.type(inst.result).classes[0]!, args)
  if (l.output.errorKindOf(path) >= 0) return lowerError(l, inst, path as (typeof ERROR_KINDS)[number], args)
  const element = arrayKind(path)
  if (path === 'ArrayBuffer') return l.set(inst.result, newBuffer(l, args[0]!), 'ref')
  if (element && args[0] !== undefined && shapeIn(l, l.type(args[0]))?.kind === 'buffer')
    return l.set(inst.result, viewOf(l, element, args[0], args[1], args[2]), 'ref')
  if (element) return l.set(inst.result, newTypedArray(l, element, args[0]), 'ref')
  if (args.length === 1 && toNumberRange(l.type(args[0]!))) return lowerFilled(l, inst, args[0]!, undefined)
  const node = shapeIn(l, l.type(inst.result)) as Node
  const stored = args.map((arg) => storedElement(l, node, arg))
  const list = newList(l, node, l.b.i32(args.length))
  for (const value of stored) pushElement(l, list, node, value)
  l.set(inst.result, list, 'ref')
}

function lowerError(l: Lower, inst: Inst, path: (typeof ERROR_KINDS)[number], [message, options]: readonly Value[]): void {
  const made = makeError(l, path, message)
  if (options !== undefined && causeIn(l.world, l.type(options))) setCause(l, made, options)
  l.set(inst.result, made, 'error')
}

const BAD_LENGTH: ErrorSite = { kind: 'RangeError', text: 'Invalid typed array length: $0' }

export function newTypedArray(l: Lower, element: ElementKind, source: Value | undefined): Value {
  if (source === undefined) return allocateArray(l, element, l.b.i32(0))
  const type = l.type(source)
  const shape = shapeIn(l, type)
  if (!shape) return allocateArray(l, element, lengthOf(l, element, source, type))
  const ref = l.object(source, 'length')
  const length = shape.kind === 'array' ? arrayLength(l, ref) : listField(l, ref, 'length')
  checkSize(l, element, length)
  const array = allocateArray(l, element, length)
  copyElements(l, element, array, l.b.i32(0), shape, ref, length)
  return array
}

/** `asked` is what messages say. */
function checkSize(l: Lower, element: ElementKind, length: Value, asked = length): void {
  const most = Math.floor((2 ** 31 - 65536) / ELEMENTS[element].bytes)
  l.check(l.op('i32.lt_u', length, l.b.i32(most)), BAD_LENGTH, [asked])
}

/** ToIndex: integers pass, fractions are cut, undefined and NaN are 0. */
export function lengthOf(l: Lower, element: ElementKind, source: Value, type: SemType): Value {
  const r = toNumberRange(type)!
  if (onlyKinds(type, K.NUMBER) && isInt32(r)) {
    const length = l.i32(source)
    checkSize(l, element, length)
    return length
  }
  // The saturating conversion turns NaN into 0 and anything too large into the largest, which is refused.
  const asked = l.f64(source)
  const length = l.op('i32.from_f64_sat_s', asked)
  checkSize(l, element, length, asked)
  return length
}

/** Elements of `source` converted and stored from `start` on; the ranges do not overlap or are of one kind. */
export function copyElements(l: Lower, element: ElementKind, array: Value, start: Value, source: Shape, from: Value, length: Value): void {
  const { b } = l
  const { bytes } = ELEMENTS[element]
  const target = l.op('ptr.add', arrayData(l, array), l.op('i32.mul', start, b.i32(bytes)))
  if (source.kind === 'array' && source.element === element) {
    b.inst('mem.copy', [target, arrayData(l, from), l.op('i32.mul', length, b.i32(bytes))], 'array')
    return
  }
  const loop = b.newBlock(['i32'])
  const body = b.newBlock()
  const done = b.newBlock()
  b.jump(loop, [b.i32(0)])
  b.at(loop)
  const i = b.params(loop)[0]!
  b.branch(l.op('i32.lt_s', i, length), body, done)
  b.at(body)
  const { value, repr, type } = elementAt(l, source, from, i)
  const storage = storageOfElement(element) as Storage
  b.inst('elem.store', [target, i, elementFrom(l, element, value, repr, type)], { storage, region: 'array', outside: 'unchecked' })
  b.jump(loop, [l.op('i32.add', i, b.i32(1))])
  b.at(done)
}

function elementFrom(l: Lower, element: ElementKind, value: Value, repr: Parameters<Lower['convertTo']>[1], type: SemType): Value {
  if (element === 'int64' || element === 'uint64') {
    if (!onlyKinds(type, K.BIGINT)) messages.bad_element(l.b.span, { array: ELEMENTS[element].array, value: describe(type) })
    return value
  }
  if (!onlyKinds(type, K.NUMBER | BOOLEAN | NULLISH))
    messages.bad_element(l.b.span, { array: ELEMENTS[element].array, value: describe(type) })
  if (element === 'float64') return l.convertTo(value, repr, type, 'f64')
  if (element === 'float32') return l.op('f32.demote', l.convertTo(value, repr, type, 'f64'))
  if (element !== 'uint8c') return l.convertTo(value, repr, type, 'word')
  const clamped = l.op('f64.min', l.op('f64.max', l.convertTo(value, repr, type, 'f64'), l.b.f64(0)), l.b.f64(255))
  return l.op('i32.from_f64_sat_s', l.op('f64.nearest', clamped))
}
