/** Calls of function values as such, without built-ins and without questions. */
import { join, NEVER, type SemType, UNDEFINED } from './lattice.ts'
import type { Site } from './world.ts'

/** What the functions of a type give, one way or the other. */
export function callClosures(site: Site, { closures }: SemType, args: readonly SemType[], receiver = UNDEFINED): SemType {
  const { world } = site
  let result = NEVER
  for (const closure of closures) result = join(result, world.call(site, closure.template, closure, args, receiver), world.shapes)
  return result
}
