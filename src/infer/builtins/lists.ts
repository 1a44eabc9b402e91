/** Methods of growable arrays that are not written in the prelude. */
import type { Inst, Value } from '../../ir/function.ts'
import { STORAGE, type Storage } from '../../ir/types.ts'
import { has, K, number } from '../lattice.ts'
import { pushElement, storedElement } from '../lower/lists.ts'
import type { Lower } from '../lower/lower.ts'
import { OUTSIDE, readModeOf } from '../lower/objects.ts'
import { listData, listField, setListLength, shapeIn, slotRepr, slotStorage } from '../lower/storage.ts'
import { elementsOf, floatElements, readType, writeElement } from '../objects.ts'
import { LENGTH } from '../range.ts'
import type { Node } from '../shapes.ts'
import { type Builtin, sequenceOf } from './builtin.ts'

const push: Builtin = {
  infer: (site, [receiver, ...values]) => {
    for (const value of values) writeElement(site, sequenceOf(site, receiver!), value, 'push is called')
    return number(LENGTH)
  },
  lower: (l, inst, [receiver, ...values]) => {
    const list = l.object(receiver!, 'push')
    const node = shapeIn(l, l.type(receiver!)) as Node
    const stored = values.map((value) => storedElement(l, node, value))
    for (const value of stored) pushElement(l, list, node, value)
    if (l.demandOf(inst.result) !== 0) l.set(inst.result, listField(l, list, 'length'), 'i32')
  },
}

/** The last element, removed; from an empty array undefined, as a read outside. */
const pop: Builtin = {
  infer: (site, [receiver]) => {
    const node = sequenceOf(site, receiver!)
    const element = elementsOf(site, node, 'pop is called')
    site.world.shapes.root(node).written = true
    return readType(site, element, floatElements(element), true)
  },
  lower: (l, inst, [receiver]) => lowerPop(l, inst, l.object(receiver!, 'pop'), shapeIn(l, l.type(receiver!)) as Node),
}

function lowerPop(l: Lower, inst: Inst, list: Value, node: Node): void {
  const { b } = l
  const element = node.element.type
  const length = listField(l, list, 'length')
  const last = l.op('i32.sub', length, b.i32(1))
  const present = l.op('i32.gt_s', length, b.i32(0))
  const repr = l.repr(inst.result)
  const wanted = l.demandOf(inst.result) !== 0 && repr !== 'none'
  // Where it is known which function all elements are, nothing needs to be read; but there must be one, if nobody asks.
  const isFunction = has(element, K.FUNCTION) && repr === 'none' && !has(l.type(inst.result), K.UNDEFINED)
  const mode = wanted || isFunction ? readModeOf(l, inst, element, floatElements(element), true) : 'zero'
  if (mode === 'throw') {
    l.check(present, OUTSIDE, [last, length])
    const value = wanted ? read(l, list, node, last) : undefined
    setListLength(l, list, last)
    return l.set(inst.result, value, wanted ? slotRepr(element) : 'none')
  }
  const some = b.newBlock()
  const none = b.newBlock()
  b.branch(present, some, none)
  b.at(some)
  const value = wanted ? l.convertTo(read(l, list, node, last), slotRepr(element), element, repr) : undefined
  setListLength(l, list, last)
  const done = b.newBlock(value === undefined ? [] : [l.func.types[value]!])
  b.jump(done, value === undefined ? [] : [value])
  b.at(none)
  b.jump(done, value === undefined ? [] : [l.undefinedIn(repr)])
  b.at(done)
  if (value !== undefined) l.set(inst.result, b.params(done)[0]!, repr)
}

function read(l: Lower, list: Value, node: Node, index: Value): Value {
  const storage = slotStorage(node.element.type) as Storage
  return l.b.inst(
    'elem.load',
    [listData(l, list), index],
    { storage, region: `list:${storage}`, outside: 'unchecked' },
    STORAGE[storage].type,
  )
}

export const listMethods: Readonly<Record<string, Builtin>> = { push, pop }
