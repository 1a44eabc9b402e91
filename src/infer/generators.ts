/** Generators as objects: how one is told from other records. */
import { K } from './lattice.ts'
import type { Node, Shape, Shapes, Slot } from './shapes.ts'

/** The names are those that build/generators.ts gives to the properties of a generator. */
export const RESUME = '@@resume'
export const YIELDED = '@@value'
export const STEP = '@@step'
export const ENDING = '@@ending'
export const SENT = '@@sent'
export const RETURNED = '@@returned'
export const THROWING = '@@throwing'
export const THROWN = '@@thrown'
/** Where to go on: nowhere. */
export const FINISHED = -1

export interface GeneratorSlots {
  readonly resume: Slot
  readonly yielded: Slot
  readonly step: Slot
  /** A number: added to `step`, it makes the body end where it rests. 0 if it has nothing to do then. */
  readonly ending: Slot
  /** Cells that only some generators have. */
  readonly more: ReadonlyMap<string, Slot>
  readonly node: Node
}

/** The slots of a generator; undefined for anything else. */
export function generatorSlots(shape: Shape | undefined): GeneratorSlots | undefined {
  if (shape?.kind !== 'record') return undefined
  const resume = shape.slots.get(RESUME)
  const yielded = shape.slots.get(YIELDED)
  if (!resume || !yielded) return undefined
  return {
    resume,
    yielded,
    step: shape.slots.get(STEP)!,
    ending: shape.slots.get(ENDING)!,
    more: shape.slots,
    node: shape,
  }
}

/** The slot of the cell in a property of a generator; undefined if generators of the shape have none. */
export function cellIn(shapes: Shapes, property: Slot | undefined): Slot | undefined {
  if (property?.type.kinds !== K.CELL) return undefined
  return (shapes.find(property.type.shape!) as Node).slots.get('value')!
}
