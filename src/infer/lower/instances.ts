/** Instances of classes: layout, construction, members; by the class in the object's header where there are several. */
import { CLASS } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import { isConstructor, spreadOf } from '../../ir/template.ts'
import { STORAGE, type Storage } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { callbackToHost } from '../callbacks.ts'
import { classTarget, isOfClass, type Member, type MemberGroup, membersOf, type Step, stepsOf } from '../classes.ts'
import { describe } from '../describe.ts'
import { REGISTER, type Repr } from '../forms.ts'
import { sharesFunctions } from '../functions.ts'
import { has, K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import type { ClassInfo, Node, Slot } from '../shapes.ts'
import type { Callee } from '../world.ts'
import { callSet, invoke } from './calls.ts'
import { classLayout, fieldRegion, fieldToHost } from './class-layout.ts'
import { isOneOf } from './header.ts'
import type { Held } from './held.ts'
import type { Lower } from './lower.ts'
import { slotValue } from './slots.ts'
import { fieldRepr } from './storage.ts'

/** A value with the form that it is in. */
interface Found {
  readonly value: Value | undefined
  readonly repr: Repr
  readonly type: SemType
}

// ---- fields

function fieldAccess(l: Lower, info: ClassInfo, key: string, slot: Slot) {
  const layout = classLayout(l.output, info)
  const field = layout.fields.find((candidate) => candidate.name === key)!
  return { offset: field.offset, storage: field.storage as Storage, region: fieldRegion(info, layout, key, slot), fixed: false }
}

export function loadSlot(l: Lower, object: Value, info: ClassInfo, key: string, slot: Slot): Found {
  const repr = fieldRepr(slot)
  if (repr === 'none') return { value: undefined, repr, type: slot.type }
  const form = fieldAccess(l, info, key, slot)
  return { value: l.b.inst('load', [object], form, STORAGE[form.storage].type), repr, type: slot.type }
}

export function storeSlot(l: Lower, object: Value, info: ClassInfo, key: string, slot: Slot, value: Value): void {
  if (fieldRepr(slot) === 'none') return
  l.b.inst('store', [object, slotValue(l, slot, value, fieldRepr(slot))], fieldAccess(l, info, key, slot))
}

// ---- by class

/** Run the part of the group that the object belongs to; what each finds becomes the instruction's result. */
function perGroup(
  l: Lower,
  inst: Inst,
  object: Value,
  groups: readonly MemberGroup[],
  part: (group: MemberGroup) => Found | 'never',
): void {
  const [only] = groups
  if (groups.length === 1) {
    const found = part(only!)
    if (found === 'never') l.stop()
    else l.set(inst.result, found.value, found.repr)
    return
  }
  const { b } = l
  const repr = l.repr(inst.result)
  const wanted = l.demandOf(inst.result) !== 0 && repr !== 'none'
  const done = b.newBlock(wanted ? [REGISTER[repr as Exclude<Repr, 'none'>]] : [])
  groups.forEach((group, index) => {
    const next = index === groups.length - 1 ? undefined : b.newBlock()
    if (next !== undefined) {
      const here = b.newBlock()
      b.branch(isOneOf(l, object, group.classes), here, next)
      b.at(here)
    }
    const found = part(group)
    if (found === 'never') b.term({ kind: 'unreachable' })
    else b.jump(done, wanted ? [l.converted(found.value, found.repr, found.type, repr, l.type(inst.result))] : [])
    if (next !== undefined) b.at(next)
  })
  b.at(done)
  if (wanted) l.set(inst.result, b.params(done)[0]!, repr)
}

function calleeOf(l: Lower, inst: Inst, template: Callee['instance']['template']): Callee {
  return l.instance.calls.get(inst)!.find(({ instance }) => instance.template.id === template.id)!
}

function callMemberOf(
  l: Lower,
  inst: Inst,
  member: Member & { kind: 'method' | 'accessor' },
  object: Value,
  args: readonly Value[],
): Found | 'never' {
  const callee = calleeOf(l, inst, member.template)
  const value = invoke(l, callee, undefined, args, object)
  const { result } = callee.instance
  return result.kinds === 0 ? 'never' : { value, repr: l.output.resultRepr(callee.instance), type: result }
}

/** A method of a class that is known, called on an object that is there. */
export function lowerOwnCall(l: Lower, inst: Inst, { template }: ClassInfo, name: string, object: Value, args: readonly Value[]): void {
  invoke(l, calleeOf(l, inst, template.instance.method(name)!), undefined, args, object)
}

function groupsOf(l: Lower, object: Value, name: string, use: 'get' | 'set'): MemberGroup[] {
  return membersOf(l.type(object).classes, name, use, l.world.homeOf(l.instance))!
}

export function lowerGetMember(l: Lower, inst: Inst, object: Value, name: string): void {
  const ref = l.object(object, name)
  perGroup(l, inst, ref, groupsOf(l, object, name, 'get'), ({ member, classes }) =>
    member.kind === 'field' ? loadSlot(l, ref, classes[0]!, member.key, member.slot) : callMemberOf(l, inst, member, ref, []),
  )
}

export function lowerSetMember(l: Lower, inst: Inst, object: Value, name: string, value: Value): void {
  const ref = l.object(object, name, 'set')
  perGroup(l, inst, ref, groupsOf(l, object, name, 'set'), ({ member, classes }) => {
    if (member.kind !== 'field') return callMemberOf(l, inst, member, ref, [value])
    storeSlot(l, ref, classes[0]!, member.key, member.slot, value)
    return { value: undefined, repr: 'none', type: l.type(value) }
  })
}

/** The function in a field, where it is one in all classes that the object may be of. */
export function heldInField(l: Lower, object: Value, name: string): Held | undefined {
  const [group, ...others] = membersOf(l.type(object).classes, name, 'get', l.world.homeOf(l.instance)) ?? []
  if (group?.member.kind !== 'field' || others.length > 0) return undefined
  const { key, slot } = group.member
  return { register: loadSlot(l, l.object(object, name), group.classes[0]!, key, slot).value, type: slot.type }
}

export function lowerCallMember(l: Lower, inst: Inst, object: Value, name: string, args: readonly Value[]): void {
  const ref = l.object(object, name)
  perGroup(l, inst, ref, groupsOf(l, object, name, 'get'), ({ member }) => {
    if (member.kind === 'field') return messages.mixed_types(l.b.span, { types: `\`${name}\` is a method here and a field there` })
    return callMemberOf(l, inst, member, ref, args)
  })
}

// ---- construction

/** An object whose fields are null or undefined as far as somebody could see that. */
function allocateInstance(l: Lower, info: ClassInfo): Value {
  const { b } = l
  const layout = classLayout(l.output, info)
  const object = b.inst('alloc', [], layout.name)
  b.inst('store', [object, b.i32(0)], { offset: CLASS.host, storage: 'i32', region: 'class.host', fixed: false })
  for (const [key, slot] of info.slots) {
    const repr = fieldRepr(slot)
    if (repr === 'none' || !has(slot.type, K.UNDEFINED)) continue
    b.inst('store', [object, l.undefinedIn(repr)], fieldAccess(l, info, key, slot))
  }
  return object
}

const NO_TYPE =
  'its parameters and result have to be numbers, bigints, booleans and strings, and written (`f: (x: number) => number`); what takes anything else is a method'

function checkDeclared(l: Lower, info: ClassInfo): void {
  for (const [name, slot] of info.slots) {
    if (slot.unassigned) messages.field_before_value(info.template.span, { name, owner: info.template.name })
    if (!info.declared) continue
    const field = `${info.template.name}.${name}`
    if (has(slot.type, K.FUNCTION) && !sharesFunctions(info) && !callbackToHost(slot.type))
      messages.aot_function_field(info.template.span, { field, reason: NO_TYPE })
    if (slot.declared) continue
    const begins = isOpen(l, slot.type)
    if (!begins && !fieldToHost(slot.type, l.world)) messages.hidden_field(info.template.span, { field, type: hidden(l, slot.type) })
    const example = EXAMPLES[begins ?? ''] ?? `${info.template.name}?`
    if (begins) messages.missing_spec(info.template.span, { name, owner: info.template.name, begins, example })
  }
}

function hidden(l: Lower, type: SemType): string {
  const shape = type.shape && l.world.shapes.find(type.shape)
  const holdsFunctions =
    shape?.kind === 'sequence' && [shape.element, ...shape.slots.values()].some((slot) => has(slot.type, K.FUNCTION | K.CONSTANT))
  return holdsFunctions ? 'an array of functions' : describe(type)
}

/** Types of what is empty. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'an empty array': 'float64[]',
  'an empty Map': 'Map<string, float64>',
  'an empty Set': 'Set<float64>',
}

/** Nothing is put into it where it is made. */
function isUnfilled(l: Lower, { slots }: ClassInfo): boolean {
  const { shape } = slots.get('#keys')!.type
  return shape !== null && (l.world.shapes.find(shape) as Node).element.type.kinds === 0
}

/** Is it not known what a field can hold? Then what is known, in words. */
function isOpen(l: Lower, type: SemType): string | undefined {
  if ((type.kinds & ~NULLISH) === 0) return type.kinds === 0 ? 'nothing' : describe(type)
  const shape = type.shape && l.world.shapes.find(type.shape)
  const collection = type.classes.find((info) => info.kept && isUnfilled(l, info))
  if (collection) return `an empty ${collection.template.name}`
  return shape?.kind === 'sequence' && shape.growable && shape.element.type.kinds === 0 ? 'an empty array' : undefined
}

/** False if some part never comes back. */
function runSteps(l: Lower, inst: Inst, steps: readonly Step[], object: Value, args: readonly Value[]): boolean {
  for (const { template, withArguments } of steps) {
    const callee = calleeOf(l, inst, template)
    invoke(l, callee, undefined, withArguments ? args : [], object)
    if (callee.instance.result.kinds === 0) {
      l.stop()
      return false
    }
  }
  return true
}

/** The new object, also where nobody asks for the result; undefined if its constructor never ends. */
export function lowerConstruct(l: Lower, inst: Inst, info: ClassInfo, args: readonly Value[]): Value | undefined {
  checkDeclared(l, info)
  const object = allocateInstance(l, info)
  if (!runSteps(l, inst, stepsOf(info, inst.span, spreadOf(inst)), object, args)) return undefined
  l.set(inst.result, object, 'ref')
  return object
}

/** `Class.prototype.name.call(object, …)` */
export function lowerMethodOf(l: Lower, inst: Inst): void {
  const [, self, ...args] = inst.args as [Value, Value, ...Value[]]
  const object = l.object(self, inst.imm as string)
  callSet(l, inst, l.instance.calls.get(inst) ?? [], undefined, args, object)
}

export function lowerSuper(l: Lower, inst: Inst): void {
  const [self, ...args] = inst.args as [Value, ...Value[]]
  const calls = l.instance.calls.get(inst)
  // In a static method.
  if (calls && onlyKinds(l.type(self), K.CONSTANT)) return callSet(l, inst, calls, undefined, args)
  const object = l.as(self, 'ref')
  if (isConstructor(inst.imm as string)) {
    runSteps(l, inst, stepsOf(l.world.homeOf(l.instance)!.base!, inst.span, spreadOf(inst)), object, args)
    return
  }
  const [callee] = calls!
  const value = invoke(l, callee!, undefined, args, object)
  if (callee!.instance.result.kinds === 0) l.stop()
  else l.set(inst.result, value, l.output.resultRepr(callee!.instance))
}

export function lowerInitialise(l: Lower, inst: Inst): void {
  const [callee] = l.instance.calls.get(inst) ?? []
  if (!callee) return
  invoke(l, callee, undefined, [], l.as(inst.args[0]!, 'ref'))
  if (callee.instance.result.kinds === 0) l.stop()
}

// ---- instanceof

export function lowerInstanceOf(l: Lower, inst: Inst, value: Value, target: Value): void {
  const { b } = l
  const { constant } = l.type(target)
  const unit = classTarget(l.type(target)) ?? l.world.front.collection((constant as { path: string }).path)!
  const inside = l.type(value).classes.filter((info) => isOfClass(info, unit))
  const object = l.as(value, 'ref')
  if (!has(l.type(value), NULLISH)) return l.set(inst.result, isOneOf(l, object, inside), 'bool')
  const [present, done] = [b.newBlock(), b.newBlock(['bool'])]
  b.branch(l.op('i32.gt_u', l.op('ref.bits', object), b.i32(4)), present, { block: done, args: [b.bool(false)] })
  b.at(present)
  const all = inside.length === l.type(value).classes.length
  b.jump(done, [all ? b.bool(true) : isOneOf(l, object, inside)])
  b.at(done)
  l.set(inst.result, b.params(done)[0]!, 'bool')
}
