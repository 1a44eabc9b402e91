/** Types of iteration over what is no array: generators, and instances of classes with an iterator method. */
import * as messages from '../report/messages.ts'
import { callClosures } from './call-closures.ts'
import { describe } from './describe.ts'
import { cellIn, type GeneratorSlots, generatorSlots, RETURNED, SENT, THROWING, THROWN } from './generators.ts'
import {
  BOOL,
  isPerhapsText,
  K,
  NEVER,
  NULLISH,
  number,
  numberConstant,
  onlyKinds,
  restrict,
  type SemType,
  TRUE,
  UNDEFINED,
} from './lattice.ts'
import { callMember } from './members.ts'
import { shapeOf } from './objects.ts'
import { integers, LENGTH } from './range.ts'
import type { Node } from './shapes.ts'
import type { Site } from './world.ts'

const ITERATOR = '@@iterator'

export function iteratorOf(site: Site, source: SemType): SemType {
  const shape = shapeOf(site, source)
  // By letters, of which some take two places.
  if (isPerhapsText(source)) return letters(site, source)
  if (shape?.kind === 'instance') {
    const method = site.inst.imm === 'fresh' || site.inst.imm === 'kept' ? ITERATOR : (site.inst.imm as string)
    const made = callMember(site, source, method, [], () => messages.not_iterable(site.inst.span, { object: describe(source) }))
    if (made.kinds !== 0 && !generatorSlots(shapeOf(site, made))) messages.not_iterable(site.inst.span, { object: describe(made) })
    return made
  }
  return restrict(source, ~NULLISH)
}

/** A list of the letters of a string, of all or of the first ones. */
function letters(site: Site, source: SemType, count = -1): SemType {
  const template = site.world.front.prelude('__letters', 'static', count < 0 ? 1 : 2)!
  const text = restrict(source, K.STRING)
  return site.world.call(site, template, null, count < 0 ? [text] : [text, numberConstant(count)])
}

export function isGenerator(site: Site, source: SemType): boolean {
  return generatorSlots(shapeOf(site, source)) !== undefined
}

/** Run a generator to its next `yield`: as a length, there is an element more, or there is none. */
export function stepGenerator(site: Site, source: SemType): SemType | undefined {
  const slots = generatorSlots(shapeOf(site, source))
  if (!slots) return undefined
  return runBody(site, slots).kinds === 0 ? NEVER : number(LENGTH)
}

function runBody(site: Site, { resume }: GeneratorSlots): SemType {
  return callClosures(site, site.world.shapes.read(resume, site.reader), [])
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

/** The end of a generator that a loop leaves early; of an array nothing happens. */
export function closeGenerator(site: Site, source: SemType): SemType {
  const slots = generatorSlots(shapeOf(site, source))
  if (!slots) return NEVER
  const { shapes } = site.world
  const ending = shapes.read(slots.ending, site.reader)
  if (!mayEnd(ending)) return NEVER
  const cell = shapes.find(shapes.read(slots.step, site.reader).shape!) as Node
  shapes.write(cell.slots.get('value')!, number(integers(0, 2 * ending.range!.hi)))
  runBody(site, slots)
  return NEVER
}

/** Does some generator have something to do in the end? */
export function mayEnd(ending: SemType): boolean {
  return ending.range !== null && ending.range.hi > 0
}

/** An array itself; of a generator or a string a list, which the prelude makes. */
export function spreadOf(site: Site, source: SemType): SemType {
  if (isPerhapsText(source)) return letters(site, source, (site.inst.imm as number) - 1)
  if (!generatorSlots(shapeOf(site, source))) return source
  const count = (site.inst.imm as number) - 1
  const name = count < 0 ? '__collect' : '__take'
  const template = site.world.front.prelude(name, 'static', count < 0 ? 1 : 2)!
  return site.world.call(site, template, null, count < 0 ? [source] : [source, numberConstant(count)])
}

/** `g.next()`, `g.return()`: by the prelude. */
export function generatorMethod(site: Site, receiver: SemType, name: string, args: readonly SemType[]): SemType | undefined {
  const slots = generatorSlots(shapeOf(site, receiver))
  if (!slots) return undefined
  if (name === 'throw' && !slots.more.has(THROWING)) messages.generator_method(site.inst.span, { name })
  const template = site.world.front.prelude(`generator.${name}`, 'static', args.length)
  if (!template) return messages.generator_method(site.inst.span, { name })
  return site.world.call(site, template, null, [restrict(receiver, ~NULLISH), ...args])
}

// ---- what generators are told, and what they return

/** What the next `yield` gives. */
export function sendTo(site: Site, source: SemType, value: SemType): void {
  write(site, generatorSlots(shapeOf(site, source)), SENT, value)
}

/** What is thrown instead of going on. */
export function throwInto(site: Site, source: SemType, error: SemType): void {
  const slots = generatorSlots(shapeOf(site, source))
  write(site, slots, THROWN, error)
  write(site, slots, THROWING, TRUE)
}

function write(site: Site, slots: GeneratorSlots | undefined, name: string, type: SemType): void {
  const { shapes } = site.world
  const slot = slots && cellIn(shapes, slots.more.get(name))
  if (slot) shapes.write(slot, type)
}

/** What a generator has returned: nothing, if it never returns anything. */
export function returnedBy(site: Site, source: SemType): SemType {
  const { shapes } = site.world
  const slots = generatorSlots(shapeOf(site, source))
  const slot = slots && cellIn(shapes, slots.more.get(RETURNED))
  return slot ? shapes.read(slot, site.reader) : UNDEFINED
}

/** `g.return(value)`: what it gives, which a `finally` in the generator may know better. */
export function returnFrom(site: Site, source: SemType, value: SemType): SemType {
  const slots = generatorSlots(shapeOf(site, source))
  const overrides = slots !== undefined && mayOverride(site, slots)
  if (overrides) write(site, slots, RETURNED, value)
  closeGenerator(site, source)
  return overrides ? returnedBy(site, source) : value
}

export function mayOverride(site: Pick<Site, 'world'>, { more, ending }: GeneratorSlots): boolean {
  return mayEnd(ending.type) && cellIn(site.world.shapes, more.get(RETURNED)) !== undefined
}

/** What `yield*` does with what it goes over: see `js.delegate`. */
export function delegateTo(site: Site, source: SemType, value: SemType): SemType {
  const isOne = isGenerator(site, source)
  switch (site.inst.imm) {
    case 'send':
      sendTo(site, source, value)
      return UNDEFINED
    case 'throw':
      throwInto(site, source, value)
      return isOne ? UNDEFINED : NEVER
    default:
      return returnedBy(site, source)
  }
}

/** `__throwing(g, error)`: does it rest, so that it can throw? */
export function throwingInto(site: Site, source: SemType, error: SemType): SemType {
  throwInto(site, source, error)
  return BOOL
}
