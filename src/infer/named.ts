/** `object[name]` where the name is known only when it runs and the object's properties are known: any of them may be meant. */
import * as messages from '../report/messages.ts'
import { describe } from './describe.ts'
import { GETTER, SETTER } from './fields.ts'
import { generatorSlots } from './generators.ts'
import { isPerhapsText, join, K, NEVER, NULLISH, onlyKinds, restrict, type SemType, UNDEFINED } from './lattice.ts'
import type { Node } from './shapes.ts'
import type { Site, World } from './world.ts'

/** The object, if its properties can be asked for by a name that is found at run time. */
export function namedNode(world: World, object: SemType, key: SemType): Node | undefined {
  const solid = restrict(object, ~NULLISH)
  if (!isPerhapsText(key) || key.text !== null || !onlyKinds(solid, K.REF)) return undefined
  const shape = world.shapes.find(solid.shape!)
  if (shape.kind !== 'record' || shape.slots.size === 0 || generatorSlots(shape)) return undefined
  return [...shape.slots.keys()].some((name) => name.startsWith(GETTER) || name.startsWith(SETTER)) ? undefined : shape
}

/** What is read: what some property has, or undefined. */
export function getNamed(site: Site, node: Node): SemType {
  const { shapes } = site.world
  node.watchers.add(site.reader)
  return [...node.slots.values()].reduce((type, slot) => join(type, shapes.read(slot, site.reader), shapes), UNDEFINED)
}

/** What is stored may come to stand in each of them. */
export function setNamed(site: Site, node: Node, value: SemType): SemType {
  const { shapes } = site.world
  node.watchers.add(site.reader)
  node.written = true
  for (const slot of node.slots.values()) shapes.assign(slot, value)
  return NEVER
}

/** The name may be that of no property. */
export function refuseNames(site: Site, object: SemType): never {
  return messages.no_names(site.inst.span, { object: describe(object) })
}
