/** Iteration over generators: one call for each element. */
import { MAX_LENGTH } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import { BuildAgain } from '../../ir/template.ts'
import * as messages from '../../report/messages.ts'
import {
  cellIn,
  ENDING,
  FINISHED,
  type GeneratorSlots,
  generatorSlots,
  RESUME,
  RETURNED,
  SENT,
  STEP,
  THROWING,
  THROWN,
  YIELDED,
} from '../generators.ts'
import { mayEnd, mayOverride } from '../iterators.ts'
import { isPerhapsText, number, TRUE } from '../lattice.ts'
import { INT32 } from '../range.ts'
import type { Node } from '../shapes.ts'
import { callSet, invoke } from './calls.ts'
import { requirePresent } from './compare.ts'
import { lowerCallMember } from './instances.ts'
import type { Lower } from './lower.ts'
import { ITERATOR } from './nothing.ts'
import { slotValue } from './slots.ts'
import { loadField, nodeLayout, shapeIn, slotRepr, storeField } from './storage.ts'

const NUMBER = number(INT32)

export function lowerIterator(l: Lower, inst: Inst): void {
  const [source] = inst.args as [Value]
  const callees = l.instance.calls.get(inst)
  if (callees && isPerhapsText(l.type(source!))) {
    l.text(source!, ITERATOR)
    return callSet(l, inst, callees, undefined, [source!])
  }
  if (callees) {
    const { imm } = inst
    requireIterable(l, inst)
    return lowerCallMember(l, inst, source, imm === 'fresh' || imm === 'kept' ? '@@iterator' : (imm as string), [])
  }
  requireIterable(l, inst)
  // Whoever has it may go on with it, and meets its end.
  if (inst.imm === 'kept' && generatorSlots(shapeIn(l, l.type(source!)))) closes(l)
  const repr = l.repr(inst.result)
  l.set(inst.result, repr === 'none' ? undefined : l.as(source, repr, l.type(inst.result)), repr)
}

/** Nothing cannot be gone over. `a.values()` of nothing, which needs no iterator of an array, fails as it is read. */
export function requireIterable(l: Lower, inst: Inst): void {
  const named = inst.op === 'js.iterator' && inst.imm !== 'fresh' && inst.imm !== 'kept'
  requirePresent(l, inst.args[0]!, named ? (inst.imm as string) : ITERATOR)
}

/** Of a generator: the largest length if there is an element, else 0 (or plainly whether there is one). False if the source is none. */
export function lowerStep(l: Lower, inst: Inst, source: Value, asBoolean = false): boolean {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  if (!slots) return false
  if (mayEnd(slots.ending.type)) closes(l)
  const { b } = l
  const object = l.object(source, ITERATOR)
  const answer = resume(l, inst, slots, object)
  if (answer === undefined) l.stop()
  else if (asBoolean) l.set(inst.result, answer, 'bool')
  else l.set(inst.result, b.inst('select', [answer, b.i32(MAX_LENGTH), b.i32(0)]), 'i32')
  return true
}

/** An exception may end a loop over a generator that has to be closed. */
function closes(l: Lower): void {
  if (!l.world.front.wishes.has('closing')) throw new BuildAgain('closing')
}

/** Run the body of a generator up to where it rests: does it? Undefined if it never comes back. */
function resume(l: Lower, inst: Inst, { node }: GeneratorSlots, object: Value): Value | undefined {
  const callees = l.instance.calls.get(inst) ?? []
  if (callees.length !== 1) messages.mixed_types(inst.span, { types: 'generators of different functions' })
  const self = loadField(l, object, nodeLayout(l, node), RESUME)
  const more = invoke(l, callees[0]!, self, [])
  const { result } = callees[0]!.instance
  return result.kinds === 0 ? undefined : l.convertTo(more!, l.output.resultRepr(callees[0]!.instance), result, 'bool')
}

/**
 * No more of a generator: where its body has something to do in the end it runs once more, to the end. Of one that nobody else has,
 * and that has nothing to do, nothing happens; of what is no generator neither.
 */
export function lowerClose(l: Lower, inst: Inst, source: Value, kept: boolean): void {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  if (!slots || (!kept && !mayEnd(slots.ending.type))) return
  const { b } = l
  const object = l.object(source, ITERATOR)
  const layout = nodeLayout(l, slots.node)
  const cell = l.world.shapes.find(slots.step.type.shape!) as Node
  const place = cell.slots.get('value')!
  const repr = slotRepr(place.type)
  // A generator that never rests has no place to go on at.
  if (repr === 'none') return
  const held = loadField(l, object, layout, STEP)
  const setStep = (value: Value) => storeField(l, held, nodeLayout(l, cell), 'value', l.convertTo(value, 'i32', NUMBER, repr))
  if (mayEnd(slots.ending.type)) {
    const rests = l.convertTo(loadField(l, held, nodeLayout(l, cell), 'value'), repr, place.type, 'i32')
    const [ends, done] = [b.newBlock(), b.newBlock()]
    b.branch(l.op('i32.gt_s', rests, b.i32(0)), ends, done)
    b.at(ends)
    const ending = l.convertTo(loadField(l, object, layout, ENDING), slotRepr(slots.ending.type), slots.ending.type, 'i32')
    setStep(l.op('i32.add', rests, ending))
    if (resume(l, inst, slots, object) === undefined) b.term({ kind: 'unreachable' })
    else b.jump(done)
    b.at(done)
  }
  setStep(b.i32(FINISHED))
}

/** What a generator has yielded. False if the source is none. */
export function lowerYielded(l: Lower, inst: Inst, source: Value): boolean {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  if (!slots) return false
  const held = loadField(l, l.as(source, 'ref'), nodeLayout(l, slots.node), YIELDED)
  const cell = l.world.shapes.find(slots.yielded.type.shape!) as Node
  const repr = slotRepr(cell.slots.get('value')!.type)
  if (repr === 'none') l.setConstantOrImplicit(inst)
  else l.set(inst.result, loadField(l, held, nodeLayout(l, cell), 'value'), repr)
  return true
}

/** The elements of a generator in a list that the prelude has made; anything else as it is. */
export function lowerSpread(l: Lower, inst: Inst): void {
  const [source] = inst.args as [Value]
  const callees = l.instance.calls.get(inst)
  if (callees) {
    const count = (inst.imm as number) - 1
    const limit = count < 0 ? [] : [l.hold(l.b.i32(count), 'i32', number(INT32))]
    if (isPerhapsText(l.type(source))) l.text(source, ITERATOR)
    return callSet(l, inst, callees, undefined, [source, ...limit])
  }
  const repr = l.repr(inst.result)
  l.set(inst.result, repr === 'none' ? undefined : l.as(source, repr, l.type(inst.result)), repr)
}

// ---- what generators are told, and what they return

/** The cell in a property of a generator, and its layout; undefined if generators of the shape have none. */
function cellOf(l: Lower, source: Value, name: string) {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  const slot = slots && cellIn(l.world.shapes, slots.more.get(name))
  if (!slots || !slot) return undefined
  const layout = nodeLayout(l, l.world.shapes.find(slots.more.get(name)!.type.shape!) as Node)
  const cell = loadField(l, l.as(source, 'ref'), nodeLayout(l, slots.node), name)
  return {
    slot,
    get: () => loadField(l, cell, layout, 'value'),
    set: (value: Value) => storeField(l, cell, layout, 'value', value),
  }
}

export function lowerSend(l: Lower, source: Value, value: Value, name = SENT): void {
  const cell = cellOf(l, source, name)
  if (cell && slotRepr(cell.slot.type) !== 'none') cell.set(slotValue(l, cell.slot, value))
}

export function lowerReturned(l: Lower, inst: Inst, source: Value): void {
  const cell = cellOf(l, source, RETURNED)
  const repr = cell ? slotRepr(cell.slot.type) : 'none'
  if (!cell || repr === 'none') l.setConstantOrImplicit(inst)
  else l.set(inst.result, cell.get(), repr)
}

/** `g.return(value)`. */
export function lowerReturn(l: Lower, inst: Inst, source: Value, value: Value): void {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  const overrides = slots !== undefined && mayOverride(l, slots)
  if (overrides) lowerSend(l, source, value, RETURNED)
  lowerClose(l, inst, source, true)
  if (overrides) return lowerReturned(l, inst, source)
  const repr = l.repr(inst.result)
  l.set(inst.result, repr === 'none' ? undefined : l.as(value, repr, l.type(inst.result)), repr)
}

function setThrowing(l: Lower, source: Value, error: Value): void {
  lowerSend(l, source, error, THROWN)
  const cell = cellOf(l, source, THROWING)!
  cell.set(l.convertTo(l.b.bool(true), 'bool', TRUE, slotRepr(cell.slot.type)))
}

/** Does the generator rest somewhere? Then it throws when it goes on; else it is done. */
export function lowerThrowing(l: Lower, inst: Inst, source: Value, error: Value): void {
  const { b } = l
  const step = cellOf(l, source, STEP)!
  const rests = l.convertTo(step.get(), slotRepr(step.slot.type), step.slot.type, 'i32')
  const answer = l.op('i32.gt_s', rests, b.i32(0))
  const [throws, over, after] = [b.newBlock(), b.newBlock(), b.newBlock()]
  b.branch(answer, throws, over)
  b.at(throws)
  setThrowing(l, source, error)
  b.jump(after)
  b.at(over)
  step.set(l.convertTo(b.i32(FINISHED), 'i32', NUMBER, slotRepr(step.slot.type)))
  b.jump(after)
  b.at(after)
  l.set(inst.result, answer, 'bool')
}

/** What `yield*` does with what it goes over: see `js.delegate`. */
export function lowerDelegate(l: Lower, inst: Inst): void {
  const [source, value] = inst.args as [Value, Value]
  const isOne = generatorSlots(shapeIn(l, l.type(source))) !== undefined
  if (inst.imm === 'returned') return lowerReturned(l, inst, source)
  if (inst.imm === 'send') lowerSend(l, source, value)
  else if (isOne) setThrowing(l, source, value)
  else l.check(l.b.bool(false), { kind: 'TypeError', text: "The iterator does not provide a 'throw' method" })
  l.setConstantOrImplicit(inst)
}
