/**
 * Instances that the initialisers of a compiled file have made. They run before the code is open, with the classes as they were
 * written; what they have made becomes instances of the compiled classes when it is first used.
 */
import { shared } from '../base/shared.ts'
import { classFrom } from './class-from.ts'
import { classById } from './classes.ts'
import { theMachine } from './machine.ts'

const known = shared('classes as they were written', () => ({ ids: new WeakMap<object, string>(), made: new WeakMap<object, object>() }))

/** `plain` is the class with that id as some output has it. */
export function notePlain(plain: object, id: string): void {
  known().ids.set(plain, id)
}

/** The same object each time; what is no such instance is given back. */
export function compiledInstance(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { ids, made } = known()
  const before = made.get(value)
  if (before !== undefined) return before
  const { constructor: maker } = (Object.getPrototypeOf(value) ?? {}) as { readonly constructor?: object }
  const found = maker && classById(ids.get(maker) ?? '')
  if (!found) return value
  const instance = classFrom(theMachine(), found, value)
  made.set(value, instance)
  return instance
}
