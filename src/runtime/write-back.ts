/** After a call: what the kernel did to plain arrays and objects of the host is done to them. */
import { copyOut } from './arrays.ts'
import { elementsOf } from './fits.ts'
import type { Frame, HostObject } from './frame.ts'
import { fieldValues, fillCollection, type Lifter, listValues } from './lift.ts'

export function writeBack(frame: Frame, lifter: () => Lifter): void {
  if (frame.arrays.length > 0) copyOut(frame)
  if (frame.objects === undefined) return
  for (const object of frame.objects.values()) if (object.written) writeObject(lifter(), object)
}

/** Is an object of the host what its copy is? */
export function isUnchanged(lifter: Lifter, { value, type, ref }: HostObject): boolean {
  if (type.kind === 'list' && type.of) return sameEntries(type.of, elementsOf(type, value)!, listValues(lifter, type.element, ref))
  if (type.kind === 'list') {
    const values = listValues(lifter, type.element, ref)
    return values.length === (value as unknown[]).length && values.every((each, index) => Object.is(each, (value as unknown[])[index]))
  }
  return fieldValues(lifter, type, ref).every(({ name, value: each }) => Object.is(each, (value as Record<string, unknown>)[name]))
}

function writeObject(lifter: Lifter, { value, type, ref }: HostObject): void {
  if (type.kind === 'list' && type.of) {
    const values = listValues(lifter, type.element, ref)
    if (sameEntries(type.of, elementsOf(type, value)!, values)) return
    const collection = value as Map<unknown, unknown> | Set<unknown>
    collection.clear()
    fillCollection(collection, values)
    return
  }
  if (type.kind === 'list') {
    const list = value as unknown[]
    const values = listValues(lifter, type.element, ref)
    if (list.length > values.length) list.length = values.length
    for (let index = 0; index < values.length; index++)
      if (index >= list.length || !Object.is(list[index], values[index])) list[index] = values[index]
    return
  }
  const target = value as Record<string, unknown>
  for (const { name, value: now } of fieldValues(lifter, type, ref)) if (!Object.is(target[name], now)) target[name] = now
}

/** In the same order; the pairs of a Map are others each time. */
function sameEntries(of: 'Map' | 'Set' | 'Record', some: readonly unknown[], others: readonly unknown[]): boolean {
  const isSamePair = ([key, value]: [unknown, unknown], [otherKey, other]: [unknown, unknown]) =>
    Object.is(key, otherKey) && Object.is(value, other)
  const isSame = (a: unknown, b: unknown) => (of === 'Map' ? isSamePair(a as never, b as never) : Object.is(a, b))
  return some.length === others.length && some.every((each, index) => isSame(each, others[index]))
}
