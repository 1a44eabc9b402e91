/**
 * Instances that the initialisers of a compiled file have made. They run before the code is open, with the classes as they were
 * written; what they have made becomes instances of the compiled classes when it is first used.
 */
import { shared } from '../base/shared.ts'
import { classFrom } from './class-from.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { isPlainObject } from './fits.ts'
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

/**
 * The same object each time. An array or an object that holds such instances stays what it is, with the compiled ones in it; what cannot
 * be changed is made again.
 */
export function compiledInstance(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { made, taken } = known()
  const before = made.get(value)
  if (before !== undefined) return before
  // What compiled code keeps already.
  if (theMachine().held.has(value)) return value
  const found = madeBy(value)
  if (!found) return withInstances(value)
  return classFrom(theMachine(), found, value, {
    privateOf,
    taken,
    classOf: madeBy,
    known: (plain) => made.get(plain),
    note: (plain, instance) => void made.set(plain, instance),
  })
}

function withInstances(value: object): object {
  const { made } = known()
  made.set(value, value)
  if (value instanceof Set) replace([...value], value, (each) => value.add(compiledInstance(each)))
  else if (value instanceof Map) replace([...value], value, ([key, held]) => value.set(compiledInstance(key), compiledInstance(held)))
  else if (Array.isArray(value) || isPlainObject(value)) {
    const frozen = Object.isFrozen(value)
    const target = (frozen ? (Array.isArray(value) ? [] : {}) : value) as Record<string, unknown>
    made.set(value, target)
    for (const [key, held] of Object.entries(value)) {
      const compiled = compiledInstance(held)
      if (frozen || compiled !== held) target[key] = compiled
    }
    return frozen ? Object.freeze(target) : target
  }
  return value
}

/** In their order. */
function replace<T>(all: readonly T[], value: { clear(): void }, add: (each: T) => void): void {
  value.clear()
  all.forEach(add)
}
