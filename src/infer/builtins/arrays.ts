/** Methods of typed arrays that are not written in the prelude. */

import { ELEMENTS } from '../../artifact/layout.ts'
import { ELEMENT_KINDS } from '../../artifact/sort.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { K, NULLISH, onlyKinds, restrict, type SemType, typedArray, UNDEFINED } from '../lattice.ts'
import { allocateArray, arrayData, arrayField, arrayLength, arrayObject } from '../lower/arrays.ts'
import { copyElements, newTypedArray } from '../lower/construct.ts'
import type { Lower } from '../lower/lower.ts'
import { listField, shapeIn } from '../lower/storage.ts'
import { isInt32 } from '../range.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'

function elementOf(site: Site, type: SemType): ElementKind {
  return (site.world.shapes.find(restrict(type, ~NULLISH).shape!) as { element: ElementKind }).element
}

/** A relative index as slice and subarray take it: from the end if negative, clamped to 0…length. */
function relative(l: Lower, value: Value | undefined, length: Value, missing: Value): Value {
  if (value === undefined || l.type(value).kinds === K.UNDEFINED) return missing
  const { b } = l
  const r = toNumberRange(l.type(value))!
  const index = onlyKinds(l.type(value), K.NUMBER) && isInt32(r) ? l.i32(value) : l.op('i32.from_f64_sat_s', l.f64(value))
  const below = l.op('i32.lt_s', index, b.i32(0))
  const fromEnd = l.op('i32.add', length, index)
  const atLeastZero = b.inst('select', [l.op('i32.lt_s', fromEnd, b.i32(0)), b.i32(0), fromEnd])
  const clipped = b.inst('select', [l.op('i32.gt_s', index, length), length, index])
  return b.inst('select', [below, atLeastZero, clipped])
}

function checkIndices(site: Site, name: string, args: readonly SemType[]): void {
  for (const type of args) if (!toNumberRange(type)) messages.bad_argument(site.inst.span, { name, type: describe(type) })
}

const subarray: Builtin = {
  infer: (site, [receiver, ...bounds]) => {
    checkIndices(site, 'subarray', bounds)
    return typedArray(elementOf(site, receiver!), receiver!.origins)
  },
  lower: (l, inst, [receiver, begin, end]) => {
    const array = l.object(receiver!, 'subarray')
    const element = (shapeIn(l, l.type(receiver!)) as { element: ElementKind }).element
    const { bytes } = ELEMENTS[element]
    const { b } = l
    const length = arrayLength(l, array)
    const from = relative(l, begin, length, b.i32(0))
    const to = relative(l, end, length, length)
    const span = l.op('i32.sub', to, from)
    const size = b.inst('select', [l.op('i32.lt_s', span, b.i32(0)), b.i32(0), span])
    const shift = l.op('i32.mul', from, b.i32(bytes))
    const view = arrayObject(l, element, {
      data: l.op('ptr.add', arrayData(l, array), shift),
      length: size,
      owner: arrayField(l, array, 'owner'),
      host: arrayField(l, array, 'host'),
      byteOffset: l.op('i32.add', arrayField(l, array, 'byteOffset'), shift),
      bufferLength: arrayField(l, array, 'bufferLength'),
    })
    l.set(inst.result, view, 'ref')
  },
}

/** `a.set(source, offset)`: the source is read before anything is written, as views may overlap. */
const set: Builtin = {
  required: 2,
  infer: (site, [, source, offset]) => {
    const shape = onlyKinds(source!, K.REF) ? site.world.shapes.find(source!.shape!) : undefined
    if (shape?.kind !== 'array' && shape?.kind !== 'sequence')
      return messages.bad_argument(site.inst.span, { name: 'set', type: describe(source!) })
    if (shape.kind === 'sequence') site.world.shapes.grow(shape, 'a typed array is set from it')
    if (offset) checkIndices(site, 'set', [offset])
    return UNDEFINED
  },
  lower: (l, inst, [receiver, source, offset]) => {
    const { b } = l
    const array = l.object(receiver!, 'set')
    const element = (shapeIn(l, l.type(receiver!)) as { element: ElementKind }).element
    const shape = shapeIn(l, l.type(source!))!
    let from = l.as(source!, 'ref')
    const count = shape.kind === 'array' ? arrayLength(l, from) : listField(l, from, 'length')
    const start = offset === undefined ? b.i32(0) : l.op('i32.from_f64_sat_s', l.f64(offset))
    const room = l.op('i32.sub', arrayLength(l, array), start)
    const fits = l.op('bool.and', l.op('i32.ge_s', start, b.i32(0)), l.op('i32.le_s', count, room))
    l.check(fits, { kind: 'RangeError', text: 'offset is out of bounds' })
    if (shape.kind === 'array' && shape.element !== element) {
      const copy = allocateArray(l, shape.element, count)
      copyElements(l, shape.element, copy, b.i32(0), shape, from, count)
      from = copy
    }
    l.output.wrote(l.instance, l.type(receiver!))
    copyElements(l, element, array, start, shape, from, count)
    l.set(inst.result, undefined, 'none')
  },
}

export const arrayMethods: Readonly<Record<string, Builtin>> = { subarray, set }

/** `__like(a, n)`: a typed array of the kind of `a`. The prelude makes its results with it; programs cannot name it. */
const like: Builtin = {
  required: 2,
  infer: (site, [array]) => typedArray(elementOf(site, array!)),
  lower: (l, inst, [array, length]) => {
    const { element } = shapeIn(l, l.type(array!)) as { element: ElementKind }
    l.set(inst.result, newTypedArray(l, element, length), 'ref')
  },
}

/** `__sort(a)`, for the prelude as well. */
const sort: Builtin = {
  required: 1,
  infer: (site, [array]) => {
    elementOf(site, array!)
    return UNDEFINED
  },
  lower: (l, inst, [given]) => {
    const { element } = shapeIn(l, l.type(given!)) as { element: ElementKind }
    const array = l.as(given!, 'ref')
    l.output.wrote(l.instance, l.type(given!))
    l.b.inst('call.host', [arrayData(l, array), arrayLength(l, array), l.b.i32(ELEMENT_KINDS.indexOf(element))], 'array.sort')
    l.set(inst.result, undefined, 'none')
  },
}

export const arrayFunctions: Readonly<Record<string, Builtin>> = { __like: like, __sort: sort }
