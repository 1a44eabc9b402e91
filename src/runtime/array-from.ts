/** Other ways to make an array in linear memory. */
import { ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'
import { makeArray } from './array.ts'
import type { TypedArray } from './memory.ts'
import { constructorOf } from './memory.ts'
import { show } from './scalars.ts'

/** The element kind of a typed-array class. */
export function elementOf(arrayClass: unknown): ElementKind {
  const kinds = Object.keys(ELEMENTS) as ElementKind[]
  const element = kinds.find((kind) => constructorOf(kind) === arrayClass)
  if (element === undefined) throw new TypeError(`array takes a class of typed arrays, such as Float64Array, not ${show(arrayClass)}`)
  return element
}

export function arrayFrom(element: ElementKind, values: unknown): TypedArray {
  if (typeof values !== 'object' || values === null) throw new TypeError(`array takes a length or elements, not ${show(values)}`)
  const list = Symbol.iterator in values ? [...(values as Iterable<never>)] : Array.from(values as ArrayLike<never>)
  const made = makeArray(element, list.length)
  made.set(list)
  return made
}
