/**
 * Instances that the initialisers of a compiled file have made. They run before the code is open, with the classes as they were
 * written; what they have made becomes instances of the compiled classes when it is first used.
 */
import { shared } from '../base/shared.ts'
import { classFrom } from './class-from.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { theMachine } from './machine.ts'

type Fields = Readonly<Record<string, unknown>>

const known = shared('classes as they were written', () => ({
  ids: new WeakMap<object, string>(),
  made: new WeakMap<object, object>(),
  taken: new WeakSet(),
  readers: new WeakMap<object, (instance: object) => Fields>(),
}))

/** `plain` is the class with that id as some output has it. */
export function notePlain(plain: object, id: string): void {
  known().ids.set(plain, id)
}

/** A class as it was written says how the private fields of its instances are read. */
export function privateFields(plain: object, read: (instance: object) => Fields): void {
  known().readers.set(plain, read)
}

/** Private fields of an instance, of the classes as well that its own extends; undefined if they cannot be read. */
function privateOf(value: object): Fields | undefined {
  const { readers } = known()
  let found: Fields | undefined
  for (let at = Object.getPrototypeOf(value) as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const read = Object.hasOwn(at, 'constructor') ? readers.get(at.constructor) : undefined
    if (read) found = { ...read(value), ...found }
  }
  return found
}

/** The compiled class of an instance of a class as it was written. */
function madeBy(value: object): RuntimeClass | undefined {
  const { constructor: maker } = (Object.getPrototypeOf(value) ?? {}) as { readonly constructor?: object }
  return maker && classById(known().ids.get(maker) ?? '')
}

/** The same object each time; what is no such instance is given back. */
export function compiledInstance(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { made, taken } = known()
  const before = made.get(value)
  if (before !== undefined) return before
  const found = madeBy(value)
  if (!found) return value
  return classFrom(theMachine(), found, value, {
    privateOf,
    taken,
    classOf: madeBy,
    known: (plain) => made.get(plain),
    note: (plain, instance) => void made.set(plain, instance),
  })
}
