/**
 * Functions that fields of declared classes hold. All code must agree about them, so each is one object of the run time
 * (`function.ref`), where other function values are records of their own module.
 */

import type { ImportedFunction } from '../artifact/artifact.ts'
import { errorClassIn } from '../artifact/error-classes.ts'
import { ownFunctionIn } from '../artifact/own-functions.ts'
import type { FunctionName, HostType } from '../artifact/types.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { has, K, NULLISH, restrict, type SemType } from './lattice.ts'
import type { ClassInfo, Slot } from './shapes.ts'
import type { World } from './world.ts'

/** What a template is called outside of the compilation. */
export function functionName({ id, unit }: Template): FunctionName {
  return { key: unit.id, part: id.slice(unit.id.length) }
}

/** What `function.ref` names: a function, or a class of errors. */
export function referenced(world: World, id: string): ImportedFunction {
  const own = ownFunctionIn(id)
  if (own) return own
  const key = errorClassIn(id)
  return key === undefined ? functionName(world.front.template(id)) : { key, part: '#0' }
}

/** Nothing of the functions around it, and nothing of the prelude: it can be found again by its name. */
export function hasName({ captures, id }: Template): boolean {
  return captures.length === 0 && !id.startsWith('prelude:')
}

/** A type that is a function or nothing, as later compilations know it. */
export function functionsToHost(type: SemType): HostType | undefined {
  const { kinds } = type
  if (!has(type, K.FUNCTION) || kinds & ~(K.FUNCTION | NULLISH) || !type.closures.every(({ template }) => hasName(template)))
    return undefined
  const functions: HostType = { kind: 'functions', of: type.closures.map(({ template }) => functionName(template)) }
  if (!(kinds & NULLISH)) return functions
  return { kind: 'optional', type: functions, null: has(type, K.NULL), undefined: has(type, K.UNDEFINED) }
}

/** Can instances of the class hold different functions, which later code learns of? */
export function sharesFunctions({ declared, template }: ClassInfo): boolean {
  return declared && template.unit.declared?.functionOf !== undefined
}

/** Templates whose values are objects of the run time in this compilation. */
export function sharedFunctions(world: World): ReadonlySet<string> {
  const found = new Set<string>()
  for (const info of world.classes.all) {
    if (!sharesFunctions(info)) continue
    for (const { type } of info.slots.values()) {
      if (functionsToHost(restrict(type, K.FUNCTION | NULLISH))) for (const { template } of type.closures) found.add(template.id)
    }
  }
  return found
}

/** A store of a function that instances cannot hold. */
export function checkFunction(world: World, slot: Slot, at: Parameters<typeof messages.function_field>[0]): void {
  const { closures } = slot.type
  const other = closures.find(({ template }) => !hasName(template)) ?? closures[1]
  const shared = closures.every(({ template }) => hasName(template) && world.shared.has(template.id))
  if (!other || shared) return
  messages.function_field(at, { field: slot.label ?? 'the field', function: other.template.name || 'the function' })
}
