/**
 * Static fields. What one holds is read when the code is compiled, and is a constant, unless some code assigns it: then the
 * field lies in an object of linear memory, which all modules share, and of which the class's own property is a view.
 */
import type { ArtifactStatic } from '../artifact/artifact.ts'
import type { Captured } from '../artifact/captured.ts'
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'
import { INT64 } from './bigrange.ts'
import { describe } from './describe.ts'
import { isErrorClass } from './error-classes.ts'
import { BOOL, BOOLEAN, bigint, boolean, K, NEVER, number, numberConstant, type SemType } from './lattice.ts'
import { ANY_NUMBER } from './range.ts'
import type { ClassInfo, Slot } from './shapes.ts'
import type { Site, World } from './world.ts'

type Holds = ArtifactStatic['holds']

export interface StaticField {
  readonly owner: ClassInfo
  readonly name: string
  readonly holds: Holds
  readonly slot: Slot
  /** Of a private one. */
  readonly initial: number | bigint | boolean | undefined
  /** Assigned somewhere: it is read from memory. */
  assigned: boolean
}

const WIDEST: Record<Holds, SemType> = { number: number(ANY_NUMBER), bigint: bigint(INT64), boolean: BOOL }
const KINDS: Record<Holds, number> = { number: K.NUMBER, bigint: K.BIGINT, boolean: BOOLEAN }

function keyOf({ template }: ClassInfo, name: string): string {
  return `${template.unit.id}.${name}`
}

/** The nearest class that has a static field of the name. */
export function staticOwner(world: World, target: Captured & { kind: 'class' }, name: string, at: Span | undefined): ClassInfo | undefined {
  for (let info: ClassInfo | null = world.classes.of(target.unit, at); info; info = info.base)
    if (info.template.staticFields.has(name)) return info
  return undefined
}

/** A static field that holds a number, bigint or boolean; undefined for any other. */
export function staticField(world: World, owner: ClassInfo, name: string): StaticField | undefined {
  const key = keyOf(owner, name)
  const known = world.statics.get(key)
  if (known) return known
  const { unit, assignedStatics, privateStatics } = owner.template
  const initial = privateStatics.get(name)
  const value = initial ?? heldNow(name.startsWith('#') ? undefined : unit.static?.(name))
  if (value === undefined) return undefined
  const holds = holdsOf(value)
  const slot = world.shapes.slot(typeof value === 'string' ? WIDEST[holds] : constantType(value))
  const field: StaticField = { owner, name, holds, slot, initial, assigned: typeof value === 'string' }
  world.statics.set(key, field)
  if (assignedStatics.has(name) && canBeAssigned(field)) assign(world, field)
  return field
}

/** What it holds now; for one that lies in memory already the kind alone. */
function heldNow(captured: Captured | undefined): number | bigint | boolean | Holds | undefined {
  switch (captured?.kind) {
    case 'number':
    case 'boolean':
      return captured.value
    case 'bigint':
      return BigInt.asIntN(64, captured.value) === captured.value ? captured.value : undefined
    case 'static':
      return captured.holds
  }
  return undefined
}

function holdsOf(value: number | bigint | boolean | Holds): Holds {
  return typeof value === 'string' ? value : (typeof value as Holds)
}

/** Of a field that holds this now. */
export function heldKind(captured: Captured | undefined): Holds | undefined {
  const value = heldNow(captured)
  return value === undefined ? undefined : holdsOf(value)
}

function constantType(value: number | bigint | boolean): SemType {
  if (typeof value === 'number') return numberConstant(value)
  return typeof value === 'bigint' ? bigint({ lo: value, hi: value }) : boolean(value)
}

/** What is private only code of the class sees: where that stays JavaScript too, there would be two fields. */
function canBeAssigned({ owner, name, initial }: StaticField): boolean {
  const { unit, assignedStatics } = owner.template
  const canMove = unit.staticCells === true || (unit.staticCells === 'own' && assignedStatics.has(name))
  return canMove && (initial === undefined || owner.declared)
}

function assign(world: World, field: StaticField): void {
  field.assigned = true
  world.shapes.write(field.slot, WIDEST[field.holds])
}

/** Some code assigns it that is not seen; false if none can. */
export function assignStatic(world: World, field: StaticField): boolean {
  if (!field.assigned && !canBeAssigned(field)) return false
  assign(world, field)
  return true
}

/** `Class.name = value` */
export function setStatic(site: Site, target: Captured & { kind: 'class' }, name: string, value: SemType): SemType {
  const { world, inst } = site
  const info = world.classes.of(target.unit, inst.span)
  for (let at: ClassInfo | null = info; at; at = at.base) {
    const setter = at.template.static.setter(name)
    if (!setter) continue
    world.call(site, setter, null, [value], { ...NEVER, kinds: K.CONSTANT, constant: target })
    return NEVER
  }
  // Where the class only inherits the field, an assignment makes a field of its own.
  const field = info.template.staticFields.has(name) ? staticField(world, info, name) : undefined
  if (!field || !canBeAssigned(field)) return messages.static_assignment(inst.span, { name })
  if (value.kinds & ~KINDS[field.holds]) return messages.static_kind(inst.span, { name, holds: field.holds, type: describe(value) })
  world.front.links?.noteStatic(site, info, name)
  assign(world, field)
  return NEVER
}

/** Ahead of time, what else code changes is the one field of an object that is passed along: a captured variable. */
export function keptStatic(
  world: World,
  target: Captured & { kind: 'class' },
  name: string,
): (Captured & { kind: 'variable' }) | undefined {
  const owner = name.startsWith('#') || isErrorClass(target.unit) ? undefined : staticOwner(world, target, name, undefined)
  const captured = owner?.template.unit.static?.(name)
  return captured?.kind === 'variable' ? captured : undefined
}

/** The field of that object. */
export const KEPT = 'value'

/** The static field that an access of a class means, once types are known. */
export function fieldMeant(world: World, target: Captured & { kind: 'class' }, name: string): StaticField | undefined {
  const owner = staticOwner(world, target, name, undefined)
  return owner && world.statics.get(keyOf(owner, name))
}

/** The name by which `static.ref` knows it. */
export function staticName({ owner, name }: StaticField): string {
  return keyOf(owner, name)
}

export function artifactStatic(world: World, staticRef: string): ArtifactStatic {
  const { owner, name, holds, initial } = world.statics.get(staticRef)!
  return { key: owner.template.unit.id, name, holds, ...(initial === undefined ? {} : { initial: String(initial) }) }
}
