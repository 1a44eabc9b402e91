/** Growable arrays: making, growing, pushing. */
import { BLOCK, LIST, MAX_LENGTH } from '../../artifact/layout.ts'
import type { Builder } from '../../ir/builder.ts'
import type { Value } from '../../ir/function.ts'
import { STORAGE, type Storage } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import type { Node } from '../shapes.ts'
import type { Lower } from './lower.ts'
import { slotValue } from './slots.ts'
import { listData, listField, nodeLayout, setListLength, slotRepr, slotStorage } from './storage.ts'

const field = (name: 'data' | 'length' | 'capacity' | 'block') =>
  ({ offset: LIST[name], storage: name === 'block' ? 'ref' : 'i32', region: `list.${name}`, fixed: false }) as const

/** Room for at least `need` elements: a new block of twice the capacity, the elements moved. */
function growFunction(l: Lower, storage: Storage): string {
  const { bytes } = STORAGE[storage]
  const layout = storage === 'ref' ? 'refs' : 'bytes'
  return l.output.library(`lib.grow_${layout}_${bytes}`, ['ref', 'i32'], [], (b: Builder) => {
    const [list, need] = b.params(b.block) as [Value, Value]
    const most = Math.floor(MAX_LENGTH / bytes) - 64
    b.guard(b.inst('i32.lt_u', [need, b.i32(most)]), { kind: 'RangeError', text: 'Invalid array length' })
    const capacity = b.inst('load', [list], field('capacity'), 'i32')
    const half = b.i32(most >> 1)
    const small = b.inst('select', [b.inst('i32.lt_s', [capacity, half]), capacity, half])
    const doubled = b.inst('i32.add', [b.inst('i32.shl', [small, b.i32(1)]), b.i32(4)])
    const next = b.inst('select', [b.inst('i32.lt_s', [doubled, need]), need, doubled])
    const block = b.inst('alloc.block', [b.inst('i32.mul', [next, b.i32(bytes)])], layout)
    const data = b.inst('ptr.of', [block], BLOCK.data)
    const length = b.inst('load', [list], field('length'), 'i32')
    const old = b.inst('load', [list], field('data'), 'ptr')
    b.inst('mem.copy', [data, old, b.inst('i32.mul', [length, b.i32(bytes)])], `list:${storage}`)
    b.inst('store', [list, block], field('block'))
    b.inst('store', [list, data], field('data'))
    b.inst('store', [list, next], field('capacity'))
    b.return()
  })
}

/** An empty list with room for `capacity` elements. */
export function newList(l: Lower, node: Node, capacity: Value): Value {
  const { b } = l
  const storage = slotStorage(node.element.type) as Storage
  const list = b.inst('alloc', [], nodeLayout(l, node).name)
  b.inst('store', [list, b.i32(0)], field('length'))
  b.inst('store', [list, b.i32(0)], field('capacity'))
  b.inst('store', [list, b.i32(0)], field('data'))
  b.inst('store', [list, b.ref(0)], field('block'))
  l.call(growFunction(l, storage), [list, capacity], undefined)
  return list
}

/** An element in the form in which lists of the node keep it. */
export function storedElement(l: Lower, node: Node, value: Value): Value {
  if (slotRepr(node.element.type) === 'none') messages.mixed_types(l.b.span, { types: describe(node.element.type) })
  return slotValue(l, node.element, value)
}

export function pushElement(l: Lower, list: Value, node: Node, stored: Value): void {
  const { b } = l
  const storage = slotStorage(node.element.type) as Storage
  const length = listField(l, list, 'length')
  const full = b.newBlock()
  const ready = b.newBlock()
  b.branch(l.op('i32.lt_s', length, listField(l, list, 'capacity')), ready, full)
  b.at(full)
  l.call(growFunction(l, storage), [list, l.op('i32.add', length, b.i32(1))], undefined)
  b.jump(ready)
  b.at(ready)
  b.inst('elem.store', [listData(l, list), length, stored], { storage, region: `list:${storage}`, outside: 'unchecked' })
  setListLength(l, list, l.op('i32.add', length, b.i32(1)))
}
