/** Types of what is done with instances of classes: fields, accessors, methods, construction, `super`, `instanceof`. */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { isConstructor, spreadOf } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { classTarget, isCollection, isOfClass, type MemberGroup, membersOf, type Step, stepsOf } from './classes.ts'
import { describe } from './describe.ts'
import { isErrorClass } from './error-classes.ts'
import { extendsClass } from './hosttypes.ts'
import {
  BOOL,
  BOOLEAN,
  boolean,
  has,
  instanceOf,
  join,
  K,
  NEVER,
  NULLISH,
  onlyKinds,
  restrict,
  type SemType,
  UNDEFINED,
} from './lattice.ts'
import { capturedType } from './resolve.ts'
import type { ClassInfo } from './shapes.ts'
import { KEPT, keptStatic, staticField } from './statics.ts'
import type { Site, World } from './world.ts'

/** An instance of some of the classes that a value may be of, and nothing else. */
export function narrowed(object: SemType, classes: readonly ClassInfo[]): SemType {
  const solid = restrict(object, ~NULLISH)
  return classes.length === solid.classes.length ? solid : { ...solid, classes }
}

function groupsOf(site: Site, object: SemType, name: string, use: 'get' | 'set'): MemberGroup[] {
  const home = site.world.homeOf(site.instance)
  const groups = membersOf(object.classes, name, use, home)
  if (groups) return groups
  if (use === 'set') return messages.no_such_field(site.inst.span, { name })
  return messages.no_property(site.inst.span, { name, object: describe(object) })
}

/** Is the name a method on all classes that the object may be of? */
export function isMethod(site: Site, object: SemType, name: string): boolean {
  return groupsOf(site, object, name, 'get').every(({ member }) => member.kind === 'method')
}

/** In a text stands what `toString` gives: an array has that method, an instance may. */
export function makesText(world: World, home: ClassInfo | null, type: SemType): boolean {
  const shape = onlyKinds(type, K.REF) && type.shape && world.shapes.find(type.shape)
  if (!shape) return false
  if (shape.kind !== 'instance') return shape.kind === 'sequence' || shape.kind === 'array'
  const groups = membersOf(type.classes, TEXT_METHOD, 'get', home)
  return groups !== undefined && groups.length > 0 && groups.every(({ member }) => member.kind === 'method')
}

export const TEXT_METHOD = 'toString'

export function getMember(site: Site, object: SemType, name: string): SemType {
  const { world } = site
  let result = NEVER
  for (const { member, classes } of groupsOf(site, object, name, 'get')) {
    if (member.kind === 'method') return messages.method_value(site.inst.span, { name })
    const type =
      member.kind === 'field'
        ? world.shapes.read(member.slot, site.reader)
        : world.call(site, member.template, null, [], narrowed(object, classes))
    result = join(result, type, world.shapes)
  }
  return result
}

function usedAsTuple(info: ClassInfo, name: string): boolean {
  for (let one: ClassInfo | null = info; one; one = one.base) if (one.template.tuples.has(name)) return true
  return false
}

/**
 * An array literal in a field that other code will read, which may index it by a variable: a list, if its items can be in one.
 */
function growArray(world: World, { shape }: SemType): void {
  const node = shape && world.shapes.find(shape)
  if (node?.kind !== 'sequence' || node.growable || node.host) return
  const items = [...node.slots.values()].map(({ type }) => type)
  const kinds = items.reduce((all, item) => all | item.kinds, 0)
  const single = (kinds & (kinds - 1)) === 0 || kinds === BOOLEAN
  if (kinds === 0 || !single || items.some((item) => item.shape?.kind !== items[0]!.shape?.kind)) return
  for (const item of items) growArray(world, item)
  world.shapes.grow(node, 'a field of a compiled class holds it')
}

export function setMember(site: Site, object: SemType, name: string, value: SemType): SemType {
  const { world } = site
  for (const { member, classes } of groupsOf(site, object, name, 'set')) {
    if (member.kind === 'method') return messages.no_such_field(site.inst.span, { name })
    if (member.kind === 'field') {
      if (!member.slot.declared && classes.some((info) => info.declared && !usedAsTuple(info, name))) growArray(world, value)
      world.shapes.write(member.slot, value)
    } else world.call(site, member.template, null, [value], narrowed(object, classes))
  }
  return NEVER
}

/** `object.name(…)`; `viaField` calls what a field holds. */
export function callMember(
  site: Site,
  object: SemType,
  name: string,
  args: readonly SemType[],
  viaField: (callee: SemType, self: SemType) => SemType,
): SemType {
  const { world } = site
  let result = NEVER
  for (const { member, classes } of groupsOf(site, object, name, 'get')) {
    let type: SemType
    if (member.kind === 'method') type = world.call(site, member.template, null, args, narrowed(object, classes))
    else if (member.kind === 'field') type = viaField(world.shapes.read(member.slot, site.reader), narrowed(object, classes))
    else return messages.method_value(site.inst.span, { name })
    result = join(result, type, world.shapes)
  }
  return result
}

/** Static members: what a field held when the code is compiled; what a getter gives. */
export function getStatic(site: Site, target: Captured & { kind: 'class' }, name: string): SemType {
  const { world } = site
  const held = isErrorClass(target.unit) ? errorStatic(site, target.unit, name) : undefined
  if (held) return held
  for (let info: ClassInfo | null = world.classes.of(target.unit, site.inst.span); info; info = info.base) {
    const getter = info.template.static.getter(name)
    if (getter) return world.call(site, getter, null, [], classConstant(info))
    if (!info.template.staticFields.has(name)) continue
    world.front.links?.noteStatic(site, info, name)
    const field = staticField(world, info, name)
    if (field) return world.shapes.read(field.slot, site.reader)
    if (name.startsWith('#')) return messages.private_static(site.inst.span, { name })
    const kept = keptStatic(world, target, name)
    if (kept) return getMember(site, capturedType(world, kept, name, site.inst.span), KEPT)
    const owner = info.template.unit
    return world.made(site, 'static', () => {
      const captured = owner.static?.(name)
      return captured ? capturedType(world, captured, name, site.inst.span) : UNDEFINED
    })
  }
  if (name === 'name') return capturedType(world, { kind: 'string', value: target.unit.name }, name, site.inst.span)
  return messages.no_property(site.inst.span, { name, object: `class ${target.unit.name}` })
}

/** Of a class of errors, which is not compiled: what it holds now, if that is a primitive value. */
function errorStatic(site: Site, unit: SourceUnit, name: string): SemType | undefined {
  return site.world.made(site, 'static', () => {
    const captured = name === 'name' ? undefined : unit.static?.(name)
    const isPlain = captured && ['number', 'bigint', 'boolean', 'string', 'null'].includes(captured.kind)
    return isPlain ? capturedType(site.world, captured, name, site.inst.span) : undefined
  })
}

function classConstant(info: ClassInfo): SemType {
  return { ...NEVER, kinds: K.CONSTANT, constant: { kind: 'class', unit: info.template.unit } }
}

export function callStatic(site: Site, target: Captured & { kind: 'class' }, name: string, args: readonly SemType[]): SemType {
  const { world } = site
  for (let info: ClassInfo | null = world.classes.of(target.unit, site.inst.span); info; info = info.base) {
    const method = info.template.static.method(name)
    if (method) return world.call(site, method, null, args, { ...NEVER, kinds: K.CONSTANT, constant: target })
  }
  return messages.no_method(site.inst.span, { name, object: `class ${target.unit.name}` })
}

/** `new C(…)` */
export function constructInstance(site: Site, unit: SourceUnit, args: readonly SemType[]): SemType {
  const info = site.world.classes.of(unit, site.inst.span)
  info.constructed ??= site.inst.span
  const self = instanceOf([info])
  return runSteps(site, stepsOf(info, site.inst.span, spreadOf(site.inst)), self, args) ? self : NEVER
}

/** `new Map(…)` */
export function constructCollection(site: Site, unit: SourceUnit, args: readonly SemType[]): SemType {
  const { world, instance, inst } = site
  // What a collection is made of has its own types too.
  const owner = isCollection(instance.template.unit) ? instance.params[0]!.classes.map(({ id }) => id).join() : ''
  const kinds = instance.params.map((type) => `${type.kinds}${type.shape?.kind ?? ''}`).join(' ') + owner
  const info = world.classes.collection(unit, inst, kinds, inst.span)
  info.constructed ??= inst.span
  info.lent ||= isLending(instance.template.unit)
  const self = instanceOf([info])
  return runSteps(site, stepsOf(info, inst.span, undefined), self, args) ? self : NEVER
}

/** Code of the prelude that makes collections of what the host gives. */
function isLending({ id }: SourceUnit): boolean {
  return id.startsWith('prelude:__lend')
}

/** False as long as some part of the construction is not known to come back. */
function runSteps(site: Site, steps: readonly Step[], self: SemType, args: readonly SemType[]): boolean {
  let returns = true
  for (const { template, withArguments } of steps) {
    const result = site.world.call(site, template, null, withArguments ? args : [], self)
    if (result.kinds === 0) returns = false
    // Such an object would take the place of the new one.
    if (has(result, K.REF | K.FUNCTION | K.CONSTANT)) messages.constructor_result(site.inst.span, { type: describe(result) })
  }
  return returns
}

/** `Class.prototype.name.call(object, …)`: the method of just this class, or of what it extends. */
export function callMethodOf(site: Site, target: SemType, name: string, self: SemType, args: readonly SemType[]): SemType {
  const unit = classTarget(target)
  if (!unit) return messages.prototype_call(site.inst.span, { name })
  const info = site.world.classes.of(unit, site.inst.span)
  const object = restrict(self, ~NULLISH)
  if (!has(self, ~NULLISH)) return NEVER
  if (!object.classes.length || !object.classes.every((one) => extendsClass(one, info)))
    return messages.prototype_call(site.inst.span, { name })
  for (let at: ClassInfo | null = info; at; at = at.base) {
    const method = at.template.instance.method(name)
    if (method) return site.world.call(site, method, null, args, object)
  }
  return messages.no_method(site.inst.span, { name, object: `class ${info.template.name}` })
}

/** `super(…)`, `super.name(…)`, and accessors of a base class: the name is then `get name` or `set name`. */
export function callSuper(site: Site, name: string, self: SemType, args: readonly SemType[]): SemType {
  const base = site.world.homeOf(site.instance)?.base
  if (!base) return messages.super_outside_class(site.inst.span)
  const object = restrict(self, ~NULLISH)
  if (isConstructor(name)) return runSteps(site, stepsOf(base, site.inst.span, spreadOf(site.inst)), object, args) ? UNDEFINED : NEVER
  const [, use, property] = /^(get|set) (.*)$/.exec(name) ?? []
  for (let info: ClassInfo | null = base; info; info = info.base) {
    const instance = onlyKinds(object, K.CONSTANT) ? info.template.static : info.template.instance
    const found = use === 'get' ? instance.getter(property!) : use === 'set' ? instance.setter(property!) : instance.method(name)
    if (found) {
      const result = site.world.call(site, found, null, args, object)
      return use === 'set' && result.kinds !== 0 ? UNDEFINED : result
    }
    if (use === 'get' && instance.method(property!)) return messages.method_value(site.inst.span, { name: property! })
    if (use && (instance.getter(property!) || instance.setter(property!))) break
  }
  const owner = `class ${base.template.name}`
  if (use === 'get') return messages.no_property(site.inst.span, { name: property!, object: owner })
  if (use === 'set') return messages.no_such_field(site.inst.span, { name: property! })
  return messages.no_method(site.inst.span, { name, object: owner })
}

/** Fields of the home class get their first values. */
export function initialiseFields(site: Site, self: SemType): SemType {
  const initialise = site.world.homeOf(site.instance)?.template.initialise()
  if (initialise) site.world.call(site, initialise, null, [], restrict(self, ~NULLISH))
  return NEVER
}

/** `value instanceof C`: known where the classes that the value may be of agree. */
export function instanceOfClass(value: SemType, target: SourceUnit): SemType {
  const inside = value.classes.filter((info) => isOfClass(info, target)).length
  if (inside === 0) return boolean(false)
  const sure = inside === value.classes.length && !has(value, ~K.REF)
  return sure ? boolean(true) : BOOL
}
