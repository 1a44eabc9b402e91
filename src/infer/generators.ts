/** Generators as objects: how one is told from other records. */
import type { Node, Shape, Slot } from './shapes.ts'

/** The names are those that build/generators.ts gives to the properties of a generator. */
export const RESUME = '@@resume'
export const YIELDED = '@@value'
export const STEP = '@@step'
export const ENDING = '@@ending'
export const RETURNS = '@@returns'
/** Where to go on: nowhere. */
export const FINISHED = -1

export interface GeneratorSlots {
  readonly resume: Slot
  readonly yielded: Slot
  readonly step: Slot
  /** A number: added to `step`, it makes the body end where it rests. 0 if it has nothing to do then. */
  readonly ending: Slot
  /** Does some generator of the shape return something? */
  readonly returns: Slot
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
    returns: shape.slots.get(RETURNS)!,
    node: shape,
  }
}
