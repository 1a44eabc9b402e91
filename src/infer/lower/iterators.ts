/** Iteration over generators: one call for each element. */
import { MAX_LENGTH } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { generatorSlots, RESUME, YIELDED } from '../generators.ts'
import type { Node } from '../shapes.ts'
import { invoke } from './calls.ts'
import { lowerCallMember } from './instances.ts'
import type { Lower } from './lower.ts'
import { loadField, nodeLayout, shapeIn, slotRepr } from './storage.ts'

export function lowerIterator(l: Lower, inst: Inst): void {
  const [source] = inst.args as [Value]
  if (l.instance.calls.has(inst)) {
    const { imm } = inst
    return lowerCallMember(l, inst, source, imm === 'fresh' || imm === 'kept' ? '@@iterator' : (imm as string), [])
  }
  const repr = l.repr(inst.result)
  l.set(inst.result, repr === 'none' ? undefined : l.as(source, repr, l.type(inst.result)), repr)
}

/** Of a generator: the largest length if there is an element, else 0. False if the source is none. */
export function lowerStep(l: Lower, inst: Inst, source: Value): boolean {
  const slots = generatorSlots(shapeIn(l, l.type(source)))
  if (!slots) return false
  const { b } = l
  const callees = l.instance.calls.get(inst) ?? []
  if (callees.length !== 1) messages.mixed_types(inst.span, { types: 'generators of different functions' })
  const object = l.object(source, 'Symbol(Symbol.iterator)')
  const self = loadField(l, object, nodeLayout(l, slots.node), RESUME)
  const more = invoke(l, callees[0]!, self, [])
  if (callees[0]!.instance.result.kinds === 0) {
    l.stop()
    return true
  }
  const { result } = callees[0]!.instance
  const answer = l.convertTo(more!, l.output.resultRepr(callees[0]!.instance), result, 'bool')
  l.set(inst.result, b.inst('select', [answer, b.i32(MAX_LENGTH), b.i32(0)]), 'i32')
  return true
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
