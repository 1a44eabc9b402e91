/** `Object.keys`, `values` and `entries` of objects whose properties are known: tuples until something asks for more. */
import { listed } from '../../base/listed.ts'
import type { Inst, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { copiedFields, type Fields, fieldsOf, noteSeen, type Seen } from '../fields.ts'
import { K, NEVER, NULLISH, onlyKinds, restrict, type SemType, shaped, text } from '../lattice.ts'
import { isKind } from '../lower/compare.ts'
import { lowerConstruct } from '../lower/instances.ts'
import { newList, pushElement, storedElement } from '../lower/lists.ts'
import type { Lower } from '../lower/lower.ts'
import { hasName, isThere } from '../lower/named.ts'
import { NO_OBJECT } from '../lower/nothing.ts'
import { fieldValue, lowerSet, makeArray } from '../lower/objects.ts'
import { shapeIn } from '../lower/storage.ts'
import { constructCollection } from '../members.ts'
import { namedNode } from '../named.ts'
import { hasProperty, setProperty, watchFields } from '../objects.ts'
import type { Node } from '../shapes.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'

/** Type and value of what stands for one property. */
interface Part {
  infer(site: Site, name: string, value: () => SemType): SemType
  lower(l: Lower, array: Node, index: number, name: string, value: () => Value): Value
}

const keys: Part = {
  infer: (_site, name) => text(name),
  lower: (l, _array, _index, name) => l.hold(undefined, 'none', text(name)),
}

const values: Part = {
  infer: (_site, _name, value) => value(),
  lower: (_l, _array, _index, _name, value) => value(),
}

const entries: Part = {
  infer: (site, name, value) => tuple(site, `entry ${name}`, [text(name), value()]),
  lower: (l, array, index, name, value) => {
    const slot = array.growable ? array.element : array.slots.get(String(index))!
    const pair = shapeIn(l, slot.type) as Node
    return l.hold(makeArray(l, pair, [keys.lower(l, pair, 0, name, value), value()]), 'ref', slot.type)
  },
}

/** The array that the instruction makes under a name. */
function tuple(site: Site, what: string, types: readonly SemType[]): SemType {
  const { shapes } = site.world
  const node = site.world.made(site, what, () => shapes.node('sequence'))
  const root = shapes.root(node)
  root.watchers.add(site.reader)
  types.forEach((type, index) => {
    const name = String(index)
    if (!root.growable && !root.slots.has(name)) root.slots.set(name, shapes.slot())
    shapes.write(root.growable ? root.element : root.slots.get(name)!, type)
  })
  return shaped(node)
}

/** Where objects may lack properties there is a list of those that are there. */
function list(name: Seen['what'], part: Part): Builtin {
  return {
    required: 1,
    infer: (site, [object]) => {
      // It may yet turn out to be more; if not, the call throws.
      if (onlyKinds(object!, NULLISH)) return NEVER
      const fields = copiedFields(site.world, object!) ?? messages.object_fields(site.inst.span, { name, type: describe(object!) })
      noteSeen(site, 0, watchFields(site, object!), name)
      const { shapes } = site.world
      const lacked = lackedIn(fields)
      const types = listed(fields.slots.keys()).map((field) =>
        part.infer(site, field, () => {
          const type = shapes.read(fields.slots.get(field)!, site.reader)
          return lacked.has(field) ? restrict(type, ~K.UNDEFINED) : type
        }),
      )
      const made = tuple(site, 'fields', types)
      if (lacked.size > 0) shapes.grow(made.shape as Node, 'objects may lack properties')
      return made
    },
    lower: (l: Lower, inst: Inst, [object]) => {
      if (onlyKinds(l.type(object!), NULLISH)) return l.check(l.b.bool(false), NO_OBJECT)
      const fields = copiedFields(l.world, l.type(object!))!
      const names = listed(fields.slots.keys())
      const node = shapeIn(l, l.type(inst.result)) as Node
      const partOf = (field: string) => () => fieldValue(l, object!, field)
      if (lackedIn(fields).size > 0) return l.set(inst.result, listOfThose(l, node, fields, partOf, part), 'ref')
      const made = names.map((field, index) => part.lower(l, node, index, field, partOf(field)))
      l.set(inst.result, makeArray(l, node, made), 'ref')
    },
  }
}

function lackedIn({ of }: Fields): ReadonlySet<string> {
  return 'lacked' in of ? of.lacked : new Set()
}

/** Of the properties that the object has. */
function listOfThose(l: Lower, node: Node, fields: Fields, partOf: (name: string) => () => Value, part: Part): Value {
  const { b } = l
  const lacked = lackedIn(fields)
  const names = listed(fields.slots.keys())
  const made = newList(l, node, b.i32(names.length))
  for (const [index, name] of names.entries()) {
    const push = (value: () => Value) => pushElement(l, made, node, storedElement(l, node, part.lower(l, node, index, name, value)))
    if (!lacked.has(name)) {
      push(partOf(name))
      continue
    }
    const value = partOf(name)()
    const type = l.type(value)
    if (onlyKinds(type, K.UNDEFINED)) continue
    const [there, next] = [b.newBlock(), b.newBlock()]
    b.branch(isKind(l, value, K.UNDEFINED), next, there)
    b.at(there)
    push(() => l.hold(l.register(value), l.repr(value), restrict(type, ~K.UNDEFINED)))
    b.jump(next)
    b.at(next)
  }
  return made
}

const allKeys = list('Object.keys', keys)
const namesIn = list('for … in', keys)

/** `for (const name in object)` */
export function namesOf(site: Site, object: SemType): SemType {
  if (!copiedFields(site.world, object)) messages.for_in(site.inst.span)
  return namesIn.infer(site, [object])
}

export function lowerNames(l: Lower, inst: Inst): void {
  namesIn.lower(l, inst, inst.args)
}

/** `name in object`, where that is decided when it runs. */
export function lowerHas(l: Lower, inst: Inst, key: Value, object: Value, own: boolean): void {
  const named = namedNode(l.world, l.type(object), l.type(key))
  if (named) return l.set(inst.result, hasName(l, named, key, object, own), 'bool')
  if (onlyKinds(l.type(inst.result), K.TRUE) || onlyKinds(l.type(inst.result), K.FALSE)) return l.setConstantOrImplicit(inst)
  l.set(inst.result, isThere(l, object, l.type(key).text!), 'bool')
}

/** `Object.create(null)`; what classes made of functions do with it is no call (syntax/prototypes). */
const create: Builtin = {
  required: 1,
  infer: (site, [prototype, ...more]) => {
    if (!onlyKinds(prototype!, K.NULL) || more.length > 0) messages.unsupported_builtin(site.inst.span, { name: 'Object.create' })
    return constructCollection(site, site.world.front.collection('BareDictionary')!, [])
  },
  lower: (l, inst) => lowerConstruct(l, inst, l.type(inst.result).classes[0]!, []),
}

/** `Object.hasOwn(object, name)`, and `object.hasOwnProperty(name)` of an object literal. */
export const hasOwn: Builtin = {
  required: 2,
  infer: (site, [object, key]) => hasProperty(site, key!, object!, true),
  lower: (l, inst, [object, key]) => lowerHas(l, inst, key!, object!, true),
}

/** `Object.assign(target, …sources)`: one property after the other. */
const assign: Builtin = {
  required: 1,
  infer: (site, [target, ...sources]) => {
    for (const source of sources) {
      const fields =
        fieldsOf(site.world, source) ?? messages.object_fields(site.inst.span, { name: 'Object.assign', type: describe(source) })
      watchFields(site, source)
      for (const [name, slot] of fields.slots) setProperty(site, target!, name, site.world.shapes.read(slot, site.reader))
    }
    return target!
  },
  lower: (l, inst, [target, ...sources]) => {
    for (const source of sources)
      for (const name of listed(fieldsOf(l.world, l.type(source))!.slots.keys()))
        lowerSet(l, inst, target!, name, fieldValue(l, source, name))
    const repr = l.repr(inst.result)
    if (repr !== 'none') l.set(inst.result, l.as(target!, repr), repr)
  },
}

export const objectFunctions: Readonly<Record<string, Builtin>> = {
  'Object.create': create,
  'Object.hasOwn': hasOwn,
  'Object.assign': assign,
  'Object.keys': allKeys,
  'Object.values': list('Object.values', values),
  'Object.entries': list('Object.entries', entries),
}
