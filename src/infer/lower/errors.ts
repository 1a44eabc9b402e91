/** Instances of classes of errors: made by the host, of values that are handed to it one by one. */
import type { SourceUnit } from '../../artifact/captured.ts'
import { errorClassName } from '../../artifact/error-classes.ts'
import type { Inst, Value } from '../../ir/function.ts'
import { logValue } from '../builtins/console.ts'
import type { Node } from '../shapes.ts'
import type { Lower } from './lower.ts'
import { loadField, nodeLayout, shapeIn, slotRepr } from './storage.ts'

export function lowerNewError(l: Lower, inst: Inst, unit: SourceUnit, args: readonly Value[]): void {
  const { b } = l
  for (const arg of args) logValue(l, arg)
  const made = b.inst('call.host', [b.inst('function.ref', [], errorClassName(unit.id))], 'class.new', 'i32')
  const [fine, failed] = [b.newBlock(), b.newBlock()]
  b.branch(b.inst('i32.ge_s', [made, b.i32(0)]), fine, failed)
  b.at(failed)
  l.raise(b.inst('i32.xor', [made, b.i32(-1)]))
  b.at(fine)
  l.set(inst.result, made, 'error')
}

export function isOfErrorClass(l: Lower, value: Value, unit: SourceUnit): Value {
  return l.b.inst('call.host', [l.as(value, 'error'), l.b.inst('function.ref', [], errorClassName(unit.id))], 'class.is', 'bool')
}

/** The property `cause` of the options, which is all that they have. */
export function setCause(l: Lower, error: Value, options: Value): void {
  const node = shapeIn(l, l.type(options)) as Node
  const { type } = node.slots.get('cause')!
  const repr = slotRepr(type)
  const held = repr === 'none' ? undefined : loadField(l, l.as(options, 'ref'), nodeLayout(l, node), 'cause')
  l.b.inst('call.host', [error, l.converted(held, repr, type, 'error', type)], 'text:cause')
}
