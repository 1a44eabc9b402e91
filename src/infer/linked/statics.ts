/** Static fields in what is kept: what one held is a constant in code, unless some code assigns it; then it is only known of which kind it is. */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import type { ClassInfo } from '../shapes.ts'
import { assignStatic, heldKind, staticField } from '../statics.ts'
import type { World } from '../world.ts'
import { answerText } from './kept.ts'

type PlaceOf = (unit: SourceUnit) => number

const HELD = 'held '

/** What code that uses the field depends on; undefined for what means something in one process only. */
export function staticText(world: World, owner: ClassInfo, name: string, placeOf: PlaceOf): string | undefined {
  const field = staticField(world, owner, name)
  return field?.assigned ? HELD + field.holds : valueText(staticOf(owner.template.unit, name), placeOf)
}

/** May that be so, as far as it is known before the compilation begins? */
export function isStaticText(unit: SourceUnit, name: string, text: string, placeOf: PlaceOf): boolean {
  const found = staticOf(unit, name)
  if (!text.startsWith(HELD)) return valueText(found, placeOf) === text
  // What is private is in the text of the class.
  return name.startsWith('#') || HELD + heldKind(found) === text
}

/** Code that was put in assigns the field, or some other code did when it was made. */
export function enterStatic(world: World, owner: ClassInfo, name: string, text: string): boolean {
  const field = staticField(world, owner, name)
  return !text.startsWith(HELD) || (field !== undefined && assignStatic(world, field))
}

/** Of a private one the text of the class says it all. */
function staticOf(unit: SourceUnit, name: string): Captured | undefined {
  return name.startsWith('#') ? undefined : unit.static?.(name)
}

function valueText(found: Captured | undefined, placeOf: PlaceOf): string | undefined {
  return found ? answerText(found, placeOf) : 'absent'
}
