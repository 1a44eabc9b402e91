/** Types of iteration over what is no array: generators, and instances of classes with an iterator method. */
import * as messages from '../report/messages.ts'
import { callValue } from './calls.ts'
import { describe } from './describe.ts'
import { generatorSlots } from './generators.ts'
import { NEVER, NULLISH, number, onlyKinds, restrict, type SemType } from './lattice.ts'
import { callMember } from './members.ts'
import { shapeOf } from './objects.ts'
import { LENGTH } from './range.ts'
import type { Node } from './shapes.ts'
import type { Site } from './world.ts'

const ITERATOR = '@@iterator'

export function iteratorOf(site: Site, source: SemType): SemType {
  const shape = shapeOf(site, source)
  if (shape?.kind === 'instance') {
    const method = site.inst.imm === 'fresh' || site.inst.imm === 'kept' ? ITERATOR : (site.inst.imm as string)
    const made = callMember(site, source, method, [], () => messages.not_iterable(site.inst.span, { object: describe(source) }))
    if (made.kinds !== 0 && !generatorSlots(shapeOf(site, made))) messages.not_iterable(site.inst.span, { object: describe(made) })
    return made
  }
  if (!generatorSlots(shape)) return source
  // A loop that is left early closes its generator: nobody else may go on with it.
  if (site.inst.imm === 'kept') messages.generator_value(site.inst.span)
  return restrict(source, ~NULLISH)
}

export function isGenerator(site: Site, source: SemType): boolean {
  return generatorSlots(shapeOf(site, source)) !== undefined
}

/** Run a generator to its next `yield`: as a length, there is an element more, or there is none. */
export function stepGenerator(site: Site, source: SemType): SemType | undefined {
  const slots = generatorSlots(shapeOf(site, source))
  if (!slots) return undefined
  const result = callValue(site, site.world.shapes.read(slots.resume, site.reader), [])
  return result.kinds === 0 ? NEVER : number(LENGTH)
}

/** What was yielded. */
export function yieldedBy(site: Site, source: SemType): SemType | undefined {
  const { shapes } = site.world
  const slots = generatorSlots(shapeOf(site, source))
  if (!slots) return undefined
  const held = shapes.read(slots.yielded, site.reader)
  if (!held.shape) return NEVER
  const cell = shapes.find(held.shape) as Node
  const type = shapes.read(cell.slots.get('value')!, site.reader)
  return onlyKinds(type, 0) ? NEVER : type
}
