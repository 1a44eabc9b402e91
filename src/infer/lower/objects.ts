/** Properties, elements, literals and iteration. */

import { ELEMENTS } from '../../artifact/layout.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { ErrorSite, Inst, Value } from '../../ir/function.ts'
import type { Storage } from '../../ir/types.ts'
import { STORAGE } from '../../ir/types.ts'
import { isErrorClass } from '../error-classes.ts'
import { copiedFields, GETTER, SETTER } from '../fields.ts'
import type { Repr } from '../forms.ts'
import { elementType, isFloatElement } from '../hosttypes.ts'
import { has, isPerhapsText, K, NULLISH, onlyKinds, restrict, type SemType, STRING } from '../lattice.ts'
import { isThrown } from '../mixed.ts'
import { namedNode } from '../named.ts'
import { floatElements, type Provider, providersOf } from '../objects.ts'
import { isInt32, singleton } from '../range.ts'
import { isBelowLength, type ReadMode, readMode } from '../reads.ts'
import type { Node, Shape, Slot } from '../shapes.ts'
import { arrayData, arrayField, arrayLength, storageOfElement } from './arrays.ts'
import { bufferOf } from './buffers.ts'
import { callSet } from './calls.ts'
import { isKind, isNullish, requirePresent } from './compare.ts'
import { loadSlot, lowerGetMember, lowerSetMember } from './instances.ts'
import { newList, pushElement, storedElement } from './lists.ts'
import type { Lower } from './lower.ts'
import { loadNamed, storeNamed } from './named.ts'
import { type Access, ITERATOR } from './nothing.ts'
import { slotValue } from './slots.ts'
import { lowerGetStatic, lowerSetStatic } from './statics.ts'
import { listData, listField, loadField, nodeLayout, setListLength, shapeIn, slotRepr, slotStorage, storeField } from './storage.ts'
import { either } from './texts.ts'

export const OUTSIDE: ErrorSite = { kind: 'RangeError', text: 'index $0 is outside an array of length $1' }
const HOLE: ErrorSite = { kind: 'RangeError', text: 'storing at index $0 would leave a hole in an array of length $1' }

// ---- typed arrays

/** The register form of a loaded element, before conversion: f32 is promoted, uint32 widened. */
export function fromElement(l: Lower, element: ElementKind, loaded: Value): { value: Value; repr: Repr } {
  switch (element) {
    case 'float64':
      return { value: loaded, repr: 'f64' }
    case 'float32':
      return { value: l.op('f64.promote', loaded), repr: 'f64' }
    case 'uint32':
      return { value: l.op('i64.extend_u', loaded), repr: 'i64' }
    case 'int64':
    case 'uint64':
      return { value: loaded, repr: 'big' }
    default:
      return { value: loaded, repr: 'i32' }
  }
}

/** The register to store for a JS value. */
export function toElement(l: Lower, element: ElementKind, value: Value): Value {
  switch (element) {
    case 'float64':
      return l.f64(value)
    case 'float32':
      return l.op('f32.demote', l.f64(value))
    case 'int64':
    case 'uint64':
      return l.toBig(value)
    case 'uint8c':
      return clamp(l, value)
    default:
      return l.word(value)
  }
}

/** ToUint8Clamp: NaN to 0, halves to even. */
function clamp(l: Lower, value: Value): Value {
  const { b } = l
  const type = l.type(value)
  if (onlyKinds(type, K.NUMBER) && isInt32(type.range!)) {
    const x = l.i32(value)
    const low = b.inst('select', [l.op('i32.lt_s', x, b.i32(0)), b.i32(0), x])
    return b.inst('select', [l.op('i32.gt_s', low, b.i32(255)), b.i32(255), low])
  }
  const rounded = l.op('f64.nearest', l.op('f64.min', l.op('f64.max', l.f64(value), b.f64(0)), b.f64(255)))
  return l.op('i32.from_f64_sat_s', rounded)
}

/** Read an element of a typed array; null in `mode` 'throw' and others decide about an index outside. */
function readArray(l: Lower, inst: Inst, element: ElementKind, array: Value, index: Value, mode: ReadMode): void {
  const data = arrayData(l, array)
  const length = arrayLength(l, array)
  const storage = storageOfElement(element)
  const type = STORAGE[storage].type
  if (mode === 'throw') {
    l.check(l.op('i32.lt_u', index, length), OUTSIDE, [index, length])
    const loaded = l.b.inst('elem.load', [data, index], { storage, region: 'array', outside: 'unchecked' }, type)
    const { value, repr } = fromElement(l, element, loaded)
    return l.set(inst.result, value, repr)
  }
  if (mode !== 'undefined') {
    const outside = isFloatElement(element) ? 'nan' : 'zero'
    const loaded = l.b.inst('elem.get', [data, index, length], { storage, region: 'array', outside }, type)
    const { value, repr } = fromElement(l, element, loaded)
    return l.set(inst.result, value, repr)
  }
  readOrUndefined(
    l,
    inst,
    index,
    length,
    () => {
      const loaded = l.b.inst('elem.load', [data, index], { storage, region: 'array', outside: 'unchecked' }, type)
      return fromElement(l, element, loaded)
    },
    elementType(element),
  )
}

/** A read whose result is undefined when the index is outside: two paths that meet. */
function readOrUndefined(
  l: Lower,
  inst: Inst,
  index: Value,
  length: Value,
  read: () => { value: Value; repr: Repr },
  element: SemType,
): void {
  const { b } = l
  const repr = l.repr(inst.result)
  if (repr === 'none' || l.demandOf(inst.result) === 0) return
  const inside = b.newBlock()
  const outside = b.newBlock()
  b.branch(l.op('i32.lt_u', index, length), inside, outside)
  b.at(inside)
  const found = read()
  const value = l.convertTo(found.value, found.repr, element, repr)
  const done = b.newBlock([l.func.types[value]!])
  b.jump(done, [value])
  b.at(outside)
  b.jump(done, [l.undefinedIn(repr)])
  b.at(done)
  l.set(inst.result, b.params(done)[0]!, repr)
}

// ---- element access

export function lowerGetIndex(l: Lower, inst: Inst): void {
  const [object, key] = inst.args as [Value, Value]
  const keyType = l.type(key)
  const type = l.type(object)
  if (onlyKinds(keyType, K.STRING) && keyType.text !== null) return lowerGet(l, inst, object, keyType.text)
  if (isPerhapsText(type)) return charAt(l, inst, object, key)
  const named = namedNode(l.world, type, keyType)
  if (named) return getByName(l, inst, l.object(object, 'name'), named, key)
  const shape = shapeIn(l, type)!
  const ref = indexedObject(l, object, key, 'read')
  if (shape.kind === 'array') {
    if (l.demandOf(inst.result) === 0) return
    return readArray(
      l,
      inst,
      shape.element,
      ref,
      l.index(key),
      readModeOf(l, inst, elementType(shape.element), isFloatElement(shape.element)),
    )
  }
  const node = shape as Node
  if (node.kind === 'record' || !node.growable) {
    const name = String(singletonKey(keyType))
    const slot = node.slots.get(name)
    if (slot) return readSlot(l, inst, ref, node, name, slot)
    return l.set(inst.result, undefined, 'none')
  }
  if (l.demandOf(inst.result) === 0 && l.type(inst.result).kinds !== 0) return
  readList(l, inst, ref, node, l.index(key))
}

function getByName(l: Lower, inst: Inst, ref: Value, node: Node, key: Value): void {
  if (l.demandOf(inst.result) === 0) return
  const repr = l.repr(inst.result)
  l.set(inst.result, loadNamed(l, ref, node, key, repr, l.type(inst.result)), repr)
}

function singletonKey(type: SemType): number | undefined {
  return type.range ? singleton(type.range) : undefined
}

export function readModeOf(l: Lower, inst: Inst, element: SemType, float: boolean, popped = false): ReadMode {
  const site = { world: l.world, instance: l.instance, block: 0 as never, inst, reader: () => {} }
  const kinds = element.kinds & ~NULLISH
  return readMode(site, kinds & (K.TRUE | K.FALSE) ? kinds | K.TRUE | K.FALSE : kinds, float, popped)
}

/** What is loaded from a list. */
function loadElement(l: Lower, list: Value, node: Node, index: Value): Value {
  const storage = slotStorage(node.element.type) as Storage
  return l.b.inst(
    'elem.load',
    [listData(l, list), index],
    { storage, region: `list:${storage}`, outside: 'unchecked' },
    STORAGE[storage].type,
  )
}

function readList(l: Lower, inst: Inst, list: Value, node: Node, index: Value): void {
  const element = node.element.type
  const mode = readModeOf(l, inst, element, floatElements(element))
  const length = listField(l, list, 'length')
  const repr = slotRepr(element)
  const storage = slotStorage(element) as Storage
  if (mode === 'nan' || (mode === 'zero' && (storage === 'f64' || storage === 'i32') && onlyKinds(element, K.NUMBER))) {
    const outside = storage === 'f64' ? 'nan' : 'zero'
    const form = { storage, region: `list:${storage}`, outside } as const
    return l.set(inst.result, l.b.inst('elem.get', [listData(l, list), index, length], form, STORAGE[storage].type), repr)
  }
  if (mode === 'undefined' || (mode === 'zero' && storage === 'bool')) {
    return readOrUndefined(l, inst, index, length, () => ({ value: loadElement(l, list, node, index), repr }), element)
  }
  l.check(l.op('i32.lt_u', index, length), OUTSIDE, [index, length])
  l.set(inst.result, loadElement(l, list, node, index), repr)
}

/** What is indexed, which must be there. */
function indexedObject(l: Lower, object: Value, key: Value, access: Access): Value {
  const known = singletonKey(l.type(key))
  if (known !== undefined || !has(l.type(object), NULLISH)) return l.object(object, String(known), access)
  return l.object(object, '$0', access, [l.index(key)])
}

export function lowerSetIndex(l: Lower, inst: Inst): void {
  const [object, key, value] = inst.args as [Value, Value, Value]
  const keyType = l.type(key)
  if (onlyKinds(keyType, K.STRING) && keyType.text !== null) return lowerSet(l, inst, object, keyType.text, value)
  const named = namedNode(l.world, l.type(object), keyType)
  if (named) return storeNamed(l, l.object(object, 'name', 'set'), named, key, value)
  const shape = shapeIn(l, l.type(object))!
  const ref = indexedObject(l, object, key, 'set')
  if (shape.kind === 'array') {
    const index = l.index(key)
    const stored = toElement(l, shape.element, value)
    const length = arrayLength(l, ref)
    const storage = storageOfElement(shape.element)
    l.output.wrote(l.instance, l.type(object))
    if (l.world.options.bounds === 'throw') {
      l.check(l.op('i32.lt_u', index, length), OUTSIDE, [index, length])
      l.b.inst('elem.store', [arrayData(l, ref), index, stored], { storage, region: 'array', outside: 'unchecked' })
    } else l.b.inst('elem.put', [arrayData(l, ref), index, length, stored], { storage, region: 'array', outside: 'ignore' })
    return
  }
  const node = shape as Node
  if (node.kind === 'record' || !node.growable) {
    const name = String(singletonKey(keyType))
    return writeSlot(l, ref, node, name, node.slots.get(name)!, value)
  }
  writeList(l, ref, node, l.index(key), value)
}

/** Store inside, append at the end; anything else would leave a hole. */
function writeList(l: Lower, list: Value, node: Node, index: Value, value: Value): void {
  const { b } = l
  const stored = storedElement(l, node, value)
  const length = listField(l, list, 'length')
  const inside = b.newBlock()
  const outside = b.newBlock()
  const done = b.newBlock()
  b.branch(l.op('i32.lt_u', index, length), inside, outside)
  b.at(outside)
  l.check(l.op('i32.eq', index, length), HOLE, [index, length])
  pushElement(l, list, node, stored)
  b.jump(done)
  b.at(inside)
  const storage = slotStorage(node.element.type) as Storage
  b.inst('elem.store', [listData(l, list), index, stored], { storage, region: `list:${storage}`, outside: 'unchecked' })
  b.jump(done)
  b.at(done)
}

// ---- slots

function readSlot(l: Lower, inst: Inst, object: Value, node: Node, name: string, slot: Slot): void {
  const repr = slotRepr(slot.type)
  if (l.demandOf(inst.result) === 0 || l.repr(inst.result) === 'none' || repr === 'none') return
  l.set(inst.result, loadField(l, object, nodeLayout(l, node), name), repr)
}

export function writeSlot(l: Lower, object: Value, node: Node, name: string, slot: Slot, value: Value): void {
  const repr = slotRepr(slot.type)
  if (repr === 'none') return
  storeField(l, object, nodeLayout(l, node), name, slotValue(l, slot, value))
}

// ---- properties

export function lowerGet(l: Lower, inst: Inst, object: Value, name: string): void {
  const type = l.type(object)
  if (isPerhapsText(type)) return l.set(inst.result, l.b.inst('call.host', [l.text(object, name)], 'str.length', 'i32'), 'i32')
  if (isThrown(type)) {
    requirePresent(l, object, name)
    if (name !== 'name' && name !== 'message') {
      const bits = l.b.inst('call.host', [l.as(object, 'error'), l.b.inst('str.const', [], name)], 'text:field', 'i64')
      return l.set(inst.result, l.op('f64.from_bits', bits), 'tagged')
    }
    return l.set(
      inst.result,
      l.b.inst('call.host', [l.as(object, 'error')], name === 'name' ? 'error.name' : 'error.message', 'i32'),
      'str',
    )
  }
  if (onlyKinds(type, K.CONSTANT) && l.instance.calls.has(inst)) return callSet(l, inst, l.instance.calls.get(inst)!, undefined, [])
  if (onlyKinds(type, K.CONSTANT) && type.constant?.kind === 'class' && !isErrorClass(type.constant.unit))
    if (lowerGetStatic(l, inst, type.constant, name)) return
  if (onlyKinds(type, K.CONSTANT) || onlyKinds(type, K.FUNCTION)) return l.setConstantOrImplicit(inst)
  const shape = shapeIn(l, type)!
  if (shape.kind === 'instance') return lowerGetMember(l, inst, object, name)
  const ref = l.object(object, name)
  if (shape.kind === 'buffer') return l.set(inst.result, arrayField(l, ref, 'bufferLength'), 'i32')
  if (shape.kind === 'array' && name === 'buffer')
    return l.set(inst.result, l.demandOf(inst.result) === 0 ? undefined : bufferOf(l, shape.element, ref), 'ref')
  if (shape.kind === 'array') return l.set(inst.result, arrayProperty(l, ref, shape.element, name), 'i32')
  if (shape.kind === 'sequence' && name === 'length') {
    if (shape.growable) return l.set(inst.result, listField(l, ref, 'length'), 'i32')
    return l.set(inst.result, l.b.i32(shape.slots.size), 'i32')
  }
  const slot = (shape as Node).slots.get(name)
  if (slot) readSlot(l, inst, ref, shape as Node, name, slot)
  else if (callAccessor(l, inst, ref, shape as Node, GETTER + name, [])) return
  else l.set(inst.result, l.repr(inst.result) === 'none' ? undefined : l.undefinedIn(l.repr(inst.result)), l.repr(inst.result))
}

function arrayProperty(l: Lower, array: Value, element: ElementKind, name: string): Value {
  const { bytes } = ELEMENTS[element]
  if (name === 'length') return arrayLength(l, array)
  if (name === 'byteLength') return l.op('i32.mul', arrayLength(l, array), l.b.i32(bytes))
  if (name === 'byteOffset') return arrayField(l, array, 'byteOffset')
  return l.b.i32(bytes)
}

export function lowerSet(l: Lower, inst: Inst, object: Value, name: string, value: Value): void {
  const { constant } = l.type(object)
  if (constant?.kind === 'class') {
    const setter = l.instance.calls.get(inst)
    return setter ? callSet(l, inst, setter, undefined, [value]) : lowerSetStatic(l, constant, name, value)
  }
  const shape = shapeIn(l, l.type(object)) as Node | { readonly kind: 'instance' }
  if (shape.kind === 'instance') return lowerSetMember(l, inst, object, name, value)
  const ref = l.object(object, name, 'set')
  if (shape.kind === 'sequence' && name === 'length') return setLength(l, ref, value)
  if (callAccessor(l, inst, ref, shape, SETTER + name, [value])) return
  writeSlot(l, ref, shape, name, shape.slots.get(name)!, value)
}

/** An accessor of an object literal. False if there is none of the name. */
function callAccessor(l: Lower, inst: Inst, object: Value, node: Node, name: string, args: readonly Value[]): boolean {
  const slot = node.slots.get(name)
  if (!slot) return false
  const self = slotRepr(slot.type) === 'ref' ? loadField(l, object, nodeLayout(l, node), name) : undefined
  if (self !== undefined) l.callable(self, slot.type, inst)
  callSet(l, inst, l.instance.calls.get(inst) ?? [], self, args, object)
  return true
}

/** `list.length = n` only shortens: longer would leave holes. */
function setLength(l: Lower, list: Value, value: Value): void {
  const next = l.index(value)
  const length = listField(l, list, 'length')
  l.check(l.op('i32.le_u', next, length), { kind: 'RangeError', text: 'a length of $0 would leave holes in an array of length $1' }, [
    next,
    length,
  ])
  setListLength(l, list, next)
}

function charAt(l: Lower, inst: Inst, object: Value, key: Value): void {
  const text = l.text(object, String(singletonKey(l.type(key)) ?? 'index'))
  const mayMiss = l.type(inst.result).kinds & K.UNDEFINED
  if (l.demandOf(inst.result) === 0 && (mayMiss || l.world.options.bounds !== 'throw')) return
  const index = l.index(key)
  const letter = () => l.b.inst('call.host', [text, index], 'str.char', 'i32')
  if (!mayMiss && isBelowLength(l.instance, object, key)) return l.set(inst.result, letter(), 'str')
  const length = l.b.inst('call.host', [text], 'str.length', 'i32')
  if (mayMiss) return readOrUndefined(l, inst, index, length, () => ({ value: letter(), repr: 'str' }), STRING)
  l.check(l.op('i32.lt_u', index, length), OUTSIDE, [index, length])
  l.set(inst.result, letter(), 'str')
}

// ---- literals

export function lowerObject(l: Lower, inst: Inst): void {
  if (l.demandOf(inst.result) === 0) return
  const node = shapeIn(l, l.type(inst.result)) as Node
  const types = inst.args.map((arg) => l.type(arg))
  const stored = new Map<string, Value>()
  for (const [name, provider] of providersOf(l.world, types, inst)) {
    const slot = node.slots.get(name)!
    if (slotRepr(slot.type) !== 'none') stored.set(name, providedIn(l, inst, name, slot, provider))
  }
  const layout = nodeLayout(l, node)
  const object = l.b.inst('alloc', [], layout.name)
  for (const [name, value] of stored) storeField(l, object, layout, name, value)
  for (const [name, slot] of node.slots) {
    if (!stored.has(name) && slotRepr(slot.type) !== 'none') storeField(l, object, layout, name, l.undefinedIn(slotRepr(slot.type)))
  }
  l.set(inst.result, object, 'ref')
}

/** As a member of the slot: of the last one that does not lack it. */
function providedIn(l: Lower, inst: Inst, name: string, slot: Slot, provider: Provider): Value {
  const value = provided(l, inst, name, provider)
  const { otherwise } = provider
  if (!otherwise) return slotValue(l, slot, value)
  const there = () => slotValue(l, slot, l.hold(l.register(value), l.repr(value), restrict(l.type(value), ~K.UNDEFINED)))
  if (!has(l.type(value), K.UNDEFINED)) return there()
  const other = () => providedIn(l, inst, name, slot, otherwise)
  return onlyKinds(l.type(value), K.UNDEFINED) ? other() : either(l, isKind(l, value, K.UNDEFINED), other, there)
}

function provided(l: Lower, inst: Inst, name: string, { operand, from }: Provider): Value {
  const arg = inst.args[operand]!
  return from ? fieldValue(l, arg, name) : arg
}

/** A field of an object whose fields are known, as a value of its own. */
export function fieldValue(l: Lower, object: Value, name: string): Value {
  const { of, slots } = copiedFields(l.world, l.type(object))!
  const slot = slots.get(name)!
  const ref = l.as(object, 'ref')
  if ('template' in of) {
    const { value, repr, type } = loadSlot(l, ref, of, name, slot)
    return l.hold(value, repr, type)
  }
  const repr = slotRepr(slot.type)
  return l.hold(repr === 'none' ? undefined : loadField(l, ref, nodeLayout(l, of), name), repr, slot.type)
}

export function lowerArray(l: Lower, inst: Inst): void {
  if (l.demandOf(inst.result) === 0) return
  const spread = (inst.imm as { spread: readonly boolean[] } | undefined)?.spread ?? []
  l.set(inst.result, makeArray(l, shapeIn(l, l.type(inst.result)) as Node, inst.args, spread), 'ref')
}

/** A tuple or a list of values, of which some may be spread. */
export function makeArray(l: Lower, node: Node, values: readonly Value[], spread: readonly boolean[] = []): Value {
  if (!node.growable) {
    const stored = values.map((value, index) => {
      const slot = node.slots.get(String(index))!
      return slotRepr(slot.type) === 'none' ? undefined : slotValue(l, slot, value)
    })
    const layout = nodeLayout(l, node)
    const tuple = l.b.inst('alloc', [], layout.name)
    stored.forEach((value, index) => {
      if (value !== undefined) storeField(l, tuple, layout, String(index), value)
    })
    return tuple
  }
  const list = newList(l, node, l.b.i32(values.length))
  values.forEach((value, index) => {
    if (spread[index]) spreadInto(l, list, node, value)
    else pushElement(l, list, node, storedElement(l, node, value))
  })
  return list
}

/** Push every element of an array-like to a list. */
function spreadInto(l: Lower, list: Value, node: Node, source: Value): void {
  const { b } = l
  const shape = shapeIn(l, l.type(source))!
  const ref = l.object(source, ITERATOR)
  const loop = b.newBlock(['i32'])
  const body = b.newBlock()
  const done = b.newBlock()
  b.jump(loop, [b.i32(0)])
  b.at(loop)
  const i = b.params(loop)[0]!
  const length = shape.kind === 'array' ? arrayLength(l, ref) : listField(l, ref, 'length')
  b.branch(l.op('i32.lt_s', i, length), body, done)
  b.at(body)
  const { value, repr, type } = elementAt(l, shape, ref, i)
  pushElement(l, list, node, storedElement(l, node, l.hold(value, repr, type)))
  b.jump(loop, [l.op('i32.add', i, b.i32(1))])
  b.at(done)
}

/** An element that is inside. */
export function elementAt(l: Lower, shape: Shape, ref: Value, index: Value): { value: Value; repr: Repr; type: SemType } {
  if (shape.kind === 'array') {
    const storage = storageOfElement(shape.element)
    const loaded = l.b.inst(
      'elem.load',
      [arrayData(l, ref), index],
      { storage, region: 'array', outside: 'unchecked' },
      STORAGE[storage].type,
    )
    return { ...fromElement(l, shape.element, loaded), type: elementType(shape.element) }
  }
  const node = shape as Node
  return { value: loadElement(l, ref, node, index), repr: slotRepr(node.element.type), type: node.element.type }
}

/** `new Array(n).fill(v)` and `new Array(n)`; `value` undefined fills with undefined. */
export function lowerFilled(l: Lower, inst: Inst, count: Value, value: Value | undefined): void {
  const { b } = l
  const node = shapeIn(l, l.type(inst.result)) as Node
  const size = l.index(count)
  l.check(l.op('i32.ge_s', size, b.i32(0)), { kind: 'RangeError', text: 'Invalid array length' })
  if (l.demandOf(inst.result) === 0) return
  const repr = slotRepr(node.element.type)
  const stored = value === undefined ? l.undefinedIn(repr) : storedElement(l, node, value)
  const list = newList(l, node, size)
  const data = listData(l, list)
  const storage = slotStorage(node.element.type) as Storage
  const loop = b.newBlock(['i32'])
  const body = b.newBlock()
  const done = b.newBlock()
  b.jump(loop, [b.i32(0)])
  b.at(loop)
  const i = b.params(loop)[0]!
  b.branch(l.op('i32.lt_s', i, size), body, done)
  b.at(body)
  b.inst('elem.store', [data, i, stored], { storage, region: `list:${storage}`, outside: 'unchecked' })
  b.jump(loop, [l.op('i32.add', i, b.i32(1))])
  b.at(done)
  setListLength(l, list, size)
  l.set(inst.result, list, 'ref')
}

/** Methods that leave out holes, or make them where there are some. */
const SEE_HOLES = new Set(
  'forEach map filter reduce reduceRight some every flatMap flat indexOf lastIndexOf slice concat splice'.split(' '),
)

/** What the method would leave out looks like what is undefined here: then it is an error. The prelude's own methods have been called already. */
export function requireNoHoles(l: Lower, name: string, lists: readonly Value[]): void {
  const [plain] = name.split('...')
  if (!SEE_HOLES.has(plain!) || l.instance.template.unit.id.startsWith('prelude:')) return
  for (const list of plain === 'concat' ? lists : lists.slice(0, 1)) {
    const type = l.type(list)
    const node = onlyKinds(type, K.REF | NULLISH) && type.shape ? shapeIn(l, type) : undefined
    if (node?.kind === 'sequence') checkHoles(l, node, l.object(list, name), plain!)
  }
}

function checkHoles(l: Lower, node: Node, ref: Value, name: string): void {
  const { element } = node
  const inner = name === 'flat' && onlyKinds(element.type, K.REF | NULLISH) && element.type.shape ? shapeIn(l, element.type) : undefined
  const isHoley = node.holey && has(element.type, K.UNDEFINED)
  const isInnerHoley = inner?.kind === 'sequence' && inner.holey
  if (!isHoley && !isInnerHoley) return
  const { b } = l
  const [loop, body, next, done] = [b.newBlock(['i32']), b.newBlock(), b.newBlock(), b.newBlock()]
  b.jump(loop, [b.i32(0)])
  b.at(loop)
  const i = b.params(loop)[0]!
  b.branch(l.op('i32.lt_s', i, listField(l, ref, 'length')), body, done)
  b.at(body)
  const repr = slotRepr(element.type)
  const value = repr === 'none' ? undefined : loadElement(l, ref, node, i)
  const text = `${name}: element $0 has no value, and is left out where it is a hole of \`new Array(n)\`: fill the array first`
  const held = l.hold(value, repr, element.type)
  if (isHoley) l.check(l.op('bool.not', isKind(l, held, K.UNDEFINED)), { kind: 'RangeError', text }, [i])
  if (isInnerHoley) {
    const there = b.newBlock()
    b.branch(isNullish(l, held), next, there)
    b.at(there)
    checkHoles(l, inner, value!, 'flat')
  }
  b.jump(next)
  b.at(next)
  b.jump(loop, [l.op('i32.add', i, b.i32(1))])
  b.at(done)
}

// ---- for…of

export function lowerEachLength(l: Lower, inst: Inst): void {
  const source = inst.args[0]!
  const type = l.type(source)
  if (isPerhapsText(type)) return l.set(inst.result, l.b.inst('call.host', [l.text(source, ITERATOR)], 'str.length', 'i32'), 'i32')
  const shape = shapeIn(l, type)!
  const ref = l.object(source, ITERATOR)
  if (shape.kind === 'array') return l.set(inst.result, arrayLength(l, ref), 'i32')
  const node = shape as Node
  l.set(inst.result, node.growable ? listField(l, ref, 'length') : l.b.i32(node.slots.size), 'i32')
}

export function lowerEachGet(l: Lower, inst: Inst): void {
  const [source, index] = inst.args as [Value, Value]
  const type = l.type(source)
  if (l.demandOf(inst.result) === 0) return
  if (isPerhapsText(type)) return l.set(inst.result, l.b.inst('call.host', [l.str(source), l.index(index)], 'str.char', 'i32'), 'str')
  const shape = shapeIn(l, type)!
  const ref = l.object(source, ITERATOR)
  const node = shape as Node
  if (shape.kind !== 'array' && !node.growable) {
    const name = String(singletonKey(l.type(index)))
    return readSlot(l, inst, ref, node, name, node.slots.get(name)!)
  }
  const { value, repr } = elementAt(l, shape, ref, l.index(index))
  l.set(inst.result, value, repr)
}

/** An element of a list by an index that is checked. */
export function checkedElement(l: Lower, list: Value, index: Value): Value {
  const node = shapeIn(l, l.type(list)) as Node
  const ref = l.object(list, 'index')
  const length = listField(l, ref, 'length')
  l.check(l.op('i32.lt_u', index, length), OUTSIDE, [index, length])
  return loadElement(l, ref, node, index)
}
