/** Calls of function values as such, without questions. */
import * as messages from '../report/messages.ts'
import { join, NEVER, type SemType, UNDEFINED } from './lattice.ts'
import type { Site } from './world.ts'

/** What the functions of a type give, one way or the other. */
export function callClosures(site: Site, { closures }: SemType, args: readonly SemType[], receiver = UNDEFINED): SemType {
  const { world } = site
  let result = NEVER
  for (const closure of closures) {
    const { template } = closure
    // A built-in can tell what is missing from what is undefined.
    if (args.length < template.required && template.id.startsWith('prelude:='))
      messages.missing_argument(site.inst.span, { name: template.name, count: String(template.required) })
    result = join(result, world.call(site, template, closure, args, receiver), world.shapes)
  }
  return result
}
