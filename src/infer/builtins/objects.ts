/** `Object.keys`, `values` and `entries` of objects whose properties are known: tuples until something asks for more. */
import { listed } from '../../base/listed.ts'
import type { Inst, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { fieldsOf } from '../fields.ts'
import { type SemType, shaped, text } from '../lattice.ts'
import type { Lower } from '../lower/lower.ts'
import { fieldValue, makeArray } from '../lower/objects.ts'
import { shapeIn } from '../lower/storage.ts'
import { watchFields } from '../objects.ts'
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
      const fields = fieldsOf(site.world, object!) ?? messages.object_fields(site.inst.span, { name, type: describe(object!) })
      watchFields(site, object!)
      const { shapes } = site.world
      const types = listed(fields.slots.keys()).map((field) =>
        part.infer(site, field, () => shapes.read(fields.slots.get(field)!, site.reader)),
      )
      return tuple(site, 'fields', types)
    },
    lower: (l: Lower, inst: Inst, [object]) => {
      const names = listed(fieldsOf(l.world, l.type(object!))!.slots.keys())
      const node = shapeIn(l, l.type(inst.result)) as Node
      const made = names.map((field, index) => part.lower(l, node, index, field, object!))
      l.set(inst.result, makeArray(l, node, made), 'ref')
    },
  }
}

export const objectFunctions: Readonly<Record<string, Builtin>> = {
  'Object.keys': list('Object.keys', keys),
  'Object.values': list('Object.values', values),
  'Object.entries': list('Object.entries', entries),
}
