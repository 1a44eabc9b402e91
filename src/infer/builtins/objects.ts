/** `Object.keys`, `values` and `entries` of objects whose properties are known: tuples until something asks for more. */
import { listed } from '../../base/listed.ts'
import type { Inst, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { fieldsOf } from '../fields.ts'
import { K, NEVER, NULLISH, onlyKinds, type SemType, shaped, text } from '../lattice.ts'
import { lowerConstruct } from '../lower/instances.ts'
import type { Lower } from '../lower/lower.ts'
import { hasName } from '../lower/named.ts'
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
  lower(l: Lower, array: Node, index: number, name: string, object: Value): Value
}

const keys: Part = {
  infer: (_site, name) => text(name),
  lower: (l, _array, _index, name) => l.hold(undefined, 'none', text(name)),
}

const values: Part = {
  infer: (_site, _name, value) => value(),
  lower: (l, _array, _index, name, object) => fieldValue(l, object, name),
}

const entries: Part = {
  infer: (site, name, value) => tuple(site, `entry ${name}`, [text(name), value()]),
  lower: (l, array, index, name, object) => {
    const slot = array.growable ? array.element : array.slots.get(String(index))!
    const pair = shapeIn(l, slot.type) as Node
    return l.hold(makeArray(l, pair, [keys.lower(l, pair, 0, name, object), fieldValue(l, object, name)]), 'ref', slot.type)
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

function list(name: string, part: Part): Builtin {
  return {
    required: 1,
    infer: (site, [object]) => {
      // It may yet turn out to be more; if not, the call throws.
      if (onlyKinds(object!, NULLISH)) return NEVER
      const fields = fieldsOf(site.world, object!) ?? messages.object_fields(site.inst.span, { name, type: describe(object!) })
      watchFields(site, object!)
      const { shapes } = site.world
      const types = listed(fields.slots.keys()).map((field) =>
        part.infer(site, field, () => shapes.read(fields.slots.get(field)!, site.reader)),
      )
      return tuple(site, 'fields', types)
    },
    lower: (l: Lower, inst: Inst, [object]) => {
      if (onlyKinds(l.type(object!), NULLISH)) return l.check(l.b.bool(false), NO_OBJECT)
      const names = listed(fieldsOf(l.world, l.type(object!))!.slots.keys())
      const node = shapeIn(l, l.type(inst.result)) as Node
      const made = names.map((field, index) => part.lower(l, node, index, field, object!))
      l.set(inst.result, makeArray(l, node, made), 'ref')
    },
  }
}

const allKeys = list('Object.keys', keys)

/** `for (const name in object)` */
export function namesOf(site: Site, object: SemType): SemType {
  if (!fieldsOf(site.world, object)) messages.for_in(site.inst.span)
  return allKeys.infer(site, [object])
}

export function lowerNames(l: Lower, inst: Inst): void {
  allKeys.lower(l, inst, inst.args)
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
  lower: (l, inst, [object, key]) => {
    const named = namedNode(l.world, l.type(object!), l.type(key!))
    if (named) l.set(inst.result, hasName(l, named, key!, true), 'bool')
    else l.setConstantOrImplicit(inst)
  },
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
