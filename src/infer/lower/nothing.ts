/** Null and undefined: what stands for them, and what JavaScript says where a property of them is read. */
import type { ErrorSite } from '../../ir/function.ts'
import { K } from '../lattice.ts'

/** With the reference that stands for each. */
export const NOTHINGS = [
  [K.NULL, 'null', 0],
  [K.UNDEFINED, 'undefined', 4],
] as const

/** What was to be done with the property. */
export type Access = 'read' | 'set'

/** The property that whatever is gone over has to have. */
export const ITERATOR = 'Symbol(Symbol.iterator)'

/**
 * What reading the property says. Of what is gone over V8 quotes the source text where it can; these are its words for where it cannot.
 */
export function nullAccess(word: string, property: string, access: Access = 'read'): ErrorSite {
  if (property === ITERATOR) {
    const named = word === 'null' ? 'object null' : word
    return { kind: 'TypeError', text: `${named} is not iterable (cannot read property ${ITERATOR})` }
  }
  return { kind: 'TypeError', text: `Cannot ${access} properties of ${word} (${access === 'read' ? 'reading' : 'setting'} '${property}')` }
}

/** `Object.keys` and its kin. */
export const NO_OBJECT: ErrorSite = { kind: 'TypeError', text: 'Cannot convert undefined or null to object' }
