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

export function nullAccess(word: string, property: string, access: Access = 'read'): ErrorSite {
  return { kind: 'TypeError', text: `Cannot ${access} properties of ${word} (${access === 'read' ? 'reading' : 'setting'} '${property}')` }
}

/** `Object.keys` and its kin. */
export const NO_OBJECT: ErrorSite = { kind: 'TypeError', text: 'Cannot convert undefined or null to object' }
