/**
 * The code of several members of a class as one module: compiled once, whichever of them a program calls. Each keeps the artifact
 * that it has alone; what the module exports and imports for one member has the member's place in front of its name.
 */

export interface JoinedCode {
  readonly wasm: Uint8Array
  /**
   * Where its code comes from, three numbers each, ascending: an offset in the module; the place of the member; the offset in the
   * member's own module. They hold up to the next.
   */
  readonly moves: readonly number[]
  readonly members: number
  /**
   * By place in the table that it exports (`SLOTS`), the member whose own module has the function with a loop that is called
   * through it; those of one member follow each other. The import `j.load` is called with such a place while it is empty.
   */
  readonly loops: readonly number[]
  /** By place in that table, counted from its loops on: functions of the host that are called through it, seldom if ever. */
  readonly seldom: readonly SeldomImport[]
}

/** What would be an import; `type` as modules write it. */
export interface SeldomImport {
  readonly module: string
  readonly name: string
  readonly type: readonly number[]
}

export const SLOTS = 'slots'

/** Is this function called where something goes wrong, or a large object is made? */
export function isSeldom(module: string, name: string): boolean {
  return module === 't' || name === 'overflow' || name === 'alloc_large' || name.startsWith('error.')
}

export interface JoinedMember {
  readonly code: JoinedCode
  readonly place: number
}

/** The export of a function with a loop, of a module whose kernel has none. A kernel's name has no colon. */
export function loopName(index: number): string {
  return `loop:${index}`
}

export function isLoopName(name: string): boolean {
  return name.startsWith('loop:')
}

export function joinedName(place: number, name: string): string {
  return `${place}:${name}`
}

/** Undefined for what is the same for all members. */
export function memberOfName(name: string): { readonly place: number; readonly name: string } | undefined {
  const colon = name.indexOf(':')
  const place = name.slice(0, colon)
  return colon > 0 && /^\d+$/.test(place) ? { place: Number(place), name: name.slice(colon + 1) } : undefined
}

/** Is this import the same for all members? `m`: the memory and its services. */
export function isCommon(module: string, name: string): boolean {
  return module === 'm' || module === 'math' || (module === 't' && name === 'site')
}
