/**
 * What the host gives is laid out by its host type, before compiled code runs. So whatever it meets there must have the
 * same layout, and must not hold more than its type says.
 */

import { storageOf } from '../artifact/layouts.ts'
import { printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'
import { describe } from './describe.ts'
import { join, K, type SemType } from './lattice.ts'
import { slotStorage } from './lower/storage.ts'
import type { Lent, Node, Shapes, Slot } from './shapes.ts'

/** Refuse, once all types are known, what would be read by another layout than it was written by. */
export function checkLent(shapes: Shapes, at: Span): void {
  for (const lent of shapes.lent) {
    const node = shapes.root(lent.node)
    const clash = clashOf(lent, node, shapes)
    if (clash) messages.host_form(at, { type: printType(lent.type), ...clash })
  }
}

interface Clash {
  readonly clash: string
  readonly remedy: string
}

function clashOf({ type, slots }: Lent, node: Node, shapes: Shapes): Clash | undefined {
  if (type.kind === 'list') return clashOfSlot('elements', type.element, slots.get('element')!, node.element, shapes)
  if (node.growable) {
    const element = type.kind === 'tuple' && type.elements[0] ? printType(type.elements[0]) : 'float64'
    return { clash: `is used as an array (${node.reason})`, remedy: `declare it as \`${element}[]\`` }
  }
  const extra = [...node.slots.keys()].find((name) => !slots.has(name))
  if (extra !== undefined) {
    return {
      clash: `meets objects that have a property \`${extra}\` too`,
      remedy: 'give both the same properties, or read the properties of each before they meet',
    }
  }
  const lacked = [...node.lacked].find((name) => !(node.slots.get(name)!.type.kinds & K.UNDEFINED))
  if (lacked !== undefined)
    return { clash: `meets objects that have no property \`${lacked}\``, remedy: 'give all of them the same properties' }
  const parts = type.kind === 'tuple' ? type.elements : type.fields.map((field) => field.type)
  const names = type.kind === 'tuple' ? parts.map((_, index) => String(index)) : type.fields.map((field) => field.name)
  for (const [index, name] of names.entries()) {
    const clash = clashOfSlot(`\`${name}\``, parts[index]!, slots.get(name)!, node.slots.get(name)!, shapes)
    if (clash) return clash
  }
  return undefined
}

/** The slot must hold all that the host may have put there, stored as the host stores it. */
function clashOfSlot(name: string, type: HostType, given: SemType, slot: Slot, shapes: Shapes): Clash | undefined {
  if (given.kinds === 0) return undefined
  const together = join(slot.type, given, shapes)
  if (together === slot.type && !slot.type.conflict && slotStorage(slot.type) === storageOf(type)) return undefined
  const other = name === 'elements' ? 'an array whose elements are of another type' : `an object whose ${name} is of another type`
  return {
    clash: `meets ${other} (${describe(slot.type)})`,
    remedy: 'give both the same types, or read what is needed of each before they meet',
  }
}
