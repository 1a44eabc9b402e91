/** What an object has for `{ ...object }`, `Object.keys(object)` and the like, where that is known: its own properties, in order. */
import * as messages from '../report/messages.ts'
import { isCollection } from './classes.ts'
import { generatorSlots } from './generators.ts'
import { commonOrder } from './hosttypes.ts'
import { has, K, onlyKinds, type SemType } from './lattice.ts'
import type { ClassInfo, Node, Slot } from './shapes.ts'
import type { Site, World } from './world.ts'

/** Properties of object literals that are accessors have these before their names. */
export const GETTER = 'get '
export const SETTER = 'set '

export interface Fields {
  /** A record, or the class of an instance. */
  readonly of: Node | ClassInfo
  readonly slots: ReadonlyMap<string, Slot>
}

/**
 * Undefined where the object may be missing, of several classes, may lack a property or have them in another order: a field that has no value yet is no property.
 * An accessor would have to run.
 */
export function fieldsOf(world: World, type: SemType): Fields | undefined {
  if (!onlyKinds(type, K.REF)) return undefined
  const shape = world.shapes.find(type.shape!)
  if (shape.kind === 'instance')
    return type.classes.length === 1 && !isCollection(type.classes[0]!.template.unit) ? ofInstance(type.classes[0]!) : undefined
  if (shape.kind !== 'record' || mayLack(shape) || shape.mixed || generatorSlots(shape)) return undefined
  const names = [...shape.slots.keys()]
  if (names.some((name) => name.startsWith(GETTER) || name.startsWith(SETTER))) return undefined
  return { of: shape, slots: shape.slots }
}

/** What `{ ...object }` copies: also of objects of compiled code that may lack some of their properties, which the copy lacks then too. */
export function copiedFields(world: World, type: SemType): Fields | undefined {
  const fields = fieldsOf(world, type)
  if (fields || !onlyKinds(type, K.REF)) return fields
  const shape = world.shapes.find(type.shape!)
  if (shape.kind !== 'record' || shape.host || shape.hosted || shape.mixed || generatorSlots(shape)) return undefined
  if ([...shape.slots.keys()].some((name) => name.startsWith(GETTER) || name.startsWith(SETTER))) return undefined
  const names = commonOrder(shape) ?? [...shape.slots.keys()]
  return { of: shape, slots: new Map(names.map((name) => [name, shape.slots.get(name)!])) }
}

/** Where code sees which properties an object has that may lack some of them. */
export interface Seen {
  readonly site: Site
  readonly of: Node
  /** All of them, in the order in which it sees them. */
  readonly names: readonly string[]
  readonly what: '...' | 'in' | 'for … in' | 'Object.keys' | 'Object.values' | 'Object.entries'
}

/** What of the object, an operand, does the site's instruction see? Known in the end: `checkSeen`. */
export function noteSeen(
  site: Site,
  operand: number,
  { of, slots }: Fields,
  what: Seen['what'],
  names: readonly string[] = [...slots.keys()],
): void {
  if (!('lacked' in of) || of.lacked.size === 0) return
  site.world.seen.set(`${site.instance.id} ${site.inst.result} ${operand}`, { site, of, names, what })
}

/** That an object lacks a property shows in its being undefined, if it never is when it is there. */
export function checkSeen(world: World): void {
  for (const { site, of, names, what } of world.seen.values()) {
    const node = world.shapes.root(of)
    const isKnown = names.every((name) => !node.lacked.has(name) || node.slots.get(name)!.storesUndefined !== true)
    if (isKnown && (what === 'in' || commonOrder(node)?.join() === names.join())) continue
    const type = 'an object that may lack properties, or have them undefined or in different orders,'
    if (what === '...') messages.object_spread(site.inst.span, { type })
    messages.object_fields(site.inst.span, { name: what, type })
  }
}

/** The record whose properties `in` can be asked for: their order does not matter. */
export function askedRecord(world: World, type: SemType): Node | undefined {
  if (!onlyKinds(type, K.REF)) return undefined
  const shape = world.shapes.find(type.shape!)
  if (shape.kind !== 'record' || generatorSlots(shape) || (mayLack(shape) && (shape.host || shape.hosted))) return undefined
  return [...shape.slots.keys()].some((name) => name.startsWith(GETTER) || name.startsWith(SETTER)) ? undefined : shape
}

/** May an object of the shape lack a property? Other code may have put one without what is declared as optional where instances keep it. */
export function mayLack({ lacked, hosted, slots }: Node): boolean {
  return lacked.size > 0 || (hosted && [...slots.values()].some(({ declared, type }) => declared && has(type, K.UNDEFINED)))
}

function ofInstance(info: ClassInfo): Fields | undefined {
  const slots = [...info.slots].filter(([name]) => !name.startsWith('#'))
  const sure = slots.every(([, { type, unassigned }]) => !has(type, K.UNDEFINED) && !unassigned)
  return sure ? { of: info, slots: new Map(slots) } : undefined
}
