/** Functions that objects hold: JavaScript reads them before the arguments of their call are evaluated, which may put others in their places. */
import type { Inst, Value } from '../../ir/function.ts'
import { heldAt } from '../calls.ts'
import { has, NULLISH, type SemType } from '../lattice.ts'
import { namedNode } from '../named.ts'
import { constantIndex } from '../objects.ts'
import type { Node } from '../shapes.ts'
import { callSet } from './calls.ts'
import { requirePresent } from './compare.ts'
import { heldInField } from './instances.ts'
import type { Lower } from './lower.ts'
import { loadNamed, namedType } from './named.ts'
import { checkedElement } from './objects.ts'
import { loadField, nodeLayout, shapeIn, slotRepr } from './storage.ts'

/** What is to be called, or nothing. */
export interface Held {
  /** Undefined where it is known which function it is. */
  readonly register: Value | undefined
  readonly type: SemType
}

/** `js.receiver`: the object is there, and what it holds is read. */
export function lowerReceiver(l: Lower, inst: Inst): void {
  const [object, key] = inst.args as [Value, Value?]
  const name = inst.imm as string
  requirePresent(l, object, name)
  const repr = l.repr(inst.result)
  if (repr === 'none') return
  l.set(inst.result, l.as(object, repr, l.type(inst.result)), repr)
  if (repr !== 'ref') return
  const held = key === undefined ? readByName(l, inst.result, name) : readByKey(l, inst.result, key)
  if (held) l.held.set(inst.result, held)
}

/** Call what the receiver holds under the name; false if it holds nothing there: it is a method. */
export function callByName(l: Lower, inst: Inst, receiver: Value, name: string, args: readonly Value[]): boolean {
  return callHeld(l, inst, receiver, args, () => readByName(l, receiver, name))
}

/** Of a list, a tuple, or an object that is asked for a name found at run time. */
export function callByKey(l: Lower, inst: Inst, receiver: Value, key: Value, args: readonly Value[]): boolean {
  return callHeld(l, inst, receiver, args, () => readByKey(l, receiver, key))
}

function callHeld(l: Lower, inst: Inst, receiver: Value, args: readonly Value[], read: () => Held | undefined): boolean {
  const held = l.held.get(receiver) ?? read()
  if (!held) return false
  if (has(held.type, NULLISH)) l.callable(held.register, held.type, inst)
  callSet(l, inst, l.instance.calls.get(inst) ?? [], held.register, args, l.as(receiver, 'ref'))
  return true
}

function readByName(l: Lower, object: Value, name: string): Held | undefined {
  const shape = shapeIn(l, l.type(object))
  if (shape?.kind === 'instance') return heldInField(l, object, name)
  return shape?.kind === 'record' && shape.slots.has(name) ? heldInSlot(l, object, shape, name) : undefined
}

function readByKey(l: Lower, object: Value, key: Value): Held | undefined {
  const type = l.type(key)
  if (type.text !== null) return readByName(l, object, type.text)
  const named = namedNode(l.world, l.type(object), type)
  if (named) {
    const held = namedType(l, named)
    return { register: loadNamed(l, l.object(object, 'name'), named, key, 'ref', held), type: held }
  }
  const shape = shapeIn(l, l.type(object))
  if (shape?.kind !== 'sequence') return undefined
  if (heldAt(shape, type)) return heldInSlot(l, object, shape, String(constantIndex(type)))
  return { register: checkedElement(l, object, l.index(key)), type: shape.element.type }
}

function heldInSlot(l: Lower, object: Value, node: Node, name: string): Held {
  const { type } = node.slots.get(name)!
  const ref = l.object(object, name)
  return { register: slotRepr(type) === 'ref' ? loadField(l, ref, nodeLayout(l, node), name) : undefined, type }
}
