/**
 * Classes that extend `Error` or one of its kin. Their instances are the host's: it makes them with the class as it was
 * written, and compiled code has a handle, as of every error, and asks for their properties by name.
 */
import type { SourceUnit } from '../artifact/captured.ts'
import { isErrorName } from '../artifact/error-classes.ts'
import { isNativeText } from '../base/native.ts'
import * as messages from '../report/messages.ts'
import { describe } from './describe.ts'
import { ERROR, K, onlyKinds, type SemType } from './lattice.ts'
import { THROWN } from './mixed.ts'
import type { Slot } from './shapes.ts'
import type { Site, World } from './world.ts'

/** Does the class extend a class of errors? */
export function isErrorClass(unit: SourceUnit): boolean {
  if (unit.kind !== 'class') return false
  for (let at = unit.base?.(); at; at = at.base?.()) {
    if (at.kind !== 'class' || isNativeText(at.text)) return isNativeText(at.text) && isErrorName(at.name)
  }
  return false
}

/** What holds the cause in the options of an error. */
export function causeIn(world: World, options: SemType): Slot | undefined {
  const shape = onlyKinds(options, K.REF) ? world.shapes.find(options.shape!) : undefined
  return shape?.kind === 'record' && shape.slots.size === 1 ? shape.slots.get('cause') : undefined
}

/** `new MyError(…)` */
export function constructError({ inst }: Site, unit: SourceUnit, args: readonly SemType[]): SemType {
  const name = unit.name || 'The class'
  if (!unit.hosted) messages.error_class(inst.span, { name })
  const { spread } = (inst.imm ?? {}) as { spread?: readonly boolean[] }
  if (spread?.includes(true)) messages.unsupported_spread(inst.span, {})
  for (const type of args)
    if (!onlyKinds(type, THROWN) && !onlyKinds(type, K.BIGINT)) messages.error_class_argument(inst.span, { name, type: describe(type) })
  return ERROR
}
