/** Generators as objects: how one is told from other records. */
import type { Node, Shape, Slot } from './shapes.ts'

/** The names are those that build/generators.ts gives to the properties of a generator. */
export const RESUME = '@@resume'
export const YIELDED = '@@value'

/** The slots of a generator; undefined for anything else. */
export function generatorSlots(shape: Shape | undefined): { resume: Slot; yielded: Slot; node: Node } | undefined {
  if (shape?.kind !== 'record') return undefined
  const resume = shape.slots.get(RESUME)
  const yielded = shape.slots.get(YIELDED)
  return resume && yielded && { resume, yielded, node: shape }
}
