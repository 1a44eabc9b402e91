/**
 * What takes the place of private names in members of ahead-of-time classes that stay JavaScript: the class as it was written has
 * properties with these keys, those of the compiled class do the same in linear memory.
 */
import { shared } from '../base/shared.ts'

const names = shared('private names', () => new Map<PropertyKey, string>())

export function privateKey(name: string): symbol {
  const key = Symbol(name)
  names().set(key, name)
  return key
}

/** The private name that a key stands for. */
export function privateName(key: PropertyKey): string | undefined {
  return names().get(key)
}

/** The key that a class as it was written has for a private name. */
export function keyOfPrivate(prototype: object, name: string): symbol | undefined {
  return Object.getOwnPropertySymbols(prototype).find((key) => privateName(key) === name)
}

/** The object itself, if it has what the key stands for; nothing has nothing. */
export function privateOf<T>(value: T, key: symbol): T {
  if (value === undefined || value === null || key in Object(value)) return value
  throw new TypeError(`the object has no ${key.description}`)
}
