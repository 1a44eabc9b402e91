/** Types of property and element accesses, and of array and object literals. */
import type { Asked } from '../artifact/types.ts'
import { listed } from '../base/listed.ts'
import type { Inst } from '../ir/function.ts'
import { omittedNames, SPREAD } from '../ir/js-ops.ts'
import type { Op } from '../ir/ops.ts'
import { BuildAgain } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { toNumberRange } from './arithmetic.ts'
import { builtinProperty } from './builtins/properties.ts'
import { callClosures } from './call-closures.ts'
import { describe } from './describe.ts'
import { becomesDictionary, dictionaryLiteral, mayBecomeDictionary } from './dictionaries.ts'
import { askedRecord, copiedFields, type Fields, GETTER, mayLack, noteSeen, SETTER } from './fields.ts'
import { elementType, isFloatElement } from './hosttypes.ts'
import {
  BOOL,
  BOOLEAN,
  buffer,
  FALSE,
  has,
  isPerhapsText,
  join,
  K,
  NEVER,
  NULLISH,
  number,
  numberConstant,
  onlyKinds,
  restrict,
  type SemType,
  STRING,
  shaped,
  TRUE,
  UNDEFINED,
} from './lattice.ts'
import { getMember, getStatic, setMember } from './members.ts'
import { ANY_THROWN, isThrown } from './mixed.ts'
import { getNamed, namedNode, refuseNames, setNamed } from './named.ts'
import { exactly, joinRange, LENGTH, ONLY_NAN, singleton } from './range.ts'
import { isInsideText, isObserved, readMode } from './reads.ts'
import { capturedType } from './resolve.ts'
import { type Node, noteListing, type Shape, type Slot } from './shapes.ts'
import { KEPT, keptStatic, setStatic } from './statics.ts'
import type { Site, World } from './world.ts'

/** The shape of what is accessed; null and undefined are checked when the access runs. Undefined if it is no heap object. */
export function shapeOf(site: Site, object: SemType): Shape | undefined {
  const solid = restrict(object, ~NULLISH)
  return onlyKinds(solid, K.REF) ? site.world.shapes.find(solid.shape!) : undefined
}

/** Type of a read that may lie outside, for elements of the type given. */
export function readType(site: Site, element: SemType, float: boolean, popped = false): SemType {
  if (element.kinds === 0) return ['undefined', 'zero'].includes(readMode(site, 0, false, popped)) ? UNDEFINED : NEVER
  const kinds = element.kinds & ~NULLISH
  switch (readMode(site, kinds & (K.TRUE | K.FALSE) ? kinds | K.TRUE | K.FALSE : kinds, float, popped)) {
    case 'zero':
      if (has(element, BOOLEAN)) return join(element, FALSE, site.world.shapes)
      return element.range && onlyKinds(element, K.NUMBER) ? number(joinRange(element.range, exactly(0))) : element
    case 'nan':
      return number(joinRange(element.range!, ONLY_NAN))
    case 'undefined':
      return join(element, UNDEFINED, site.world.shapes)
    case 'throw':
      return element
  }
}

/** Are the elements of a growable array kept as floats for the purpose of reads outside? */
export function floatElements(element: SemType): boolean {
  return element.range !== null && !element.range.integer
}

export function constantIndex(key: SemType): number | undefined {
  if (!onlyKinds(key, K.NUMBER)) return undefined
  const index = singleton(key.range!)
  return index !== undefined && Number.isInteger(index) && index >= 0 ? index : undefined
}

/** Elements of a growable array, after making sure that it is one. */
export function elementsOf(site: Site, node: Node, reason: string): SemType {
  const { shapes } = site.world
  shapes.grow(node, reason)
  return shapes.read(shapes.root(node).element, site.reader)
}

export function writeElement(site: Site, node: Node, value: SemType, reason: string): void {
  const { shapes } = site.world
  shapes.grow(node, reason)
  const root = shapes.root(node)
  root.written = true
  shapes.write(root.element, value)
}

export function getIndex(site: Site, object: SemType, key: SemType): SemType {
  const { world } = site
  if (onlyKinds(key, K.STRING) && key.text !== null) return getProperty(site, object, key.text)
  if (isPerhapsText(object) && toNumberRange(key)) return isInsideText(site) ? STRING : join(STRING, UNDEFINED, world.shapes)
  const named = namedNode(world, object, key)
  if (named) return getNamed(site, named)
  const shape = shapeOf(site, object)
  if (!shape || shape.kind === 'cell' || shape.kind === 'buffer' || shape.kind === 'instance' || !toNumberRange(key)) {
    if (shape?.kind === 'record') becomesDictionary(site.world, shape)
    if (shape?.kind === 'record' && isPerhapsText(key)) refuseNames(site, object)
    return messages.not_indexable(site.inst.span, { object: describe(object), key: describe(key) })
  }
  if (shape.kind === 'array') return readType(site, elementType(shape.element), isFloatElement(shape.element))
  if (shape.kind === 'record') {
    const slot = shape.slots.get(String(constantIndex(key)))
    if (slot) return world.shapes.read(slot, site.reader)
    becomesDictionary(site.world, shape)
    return messages.computed_property(site.inst.span, {})
  }
  const index = constantIndex(key)
  shape.watchers.add(site.reader)
  if (!shape.growable && index !== undefined) {
    const slot = shape.slots.get(String(index))
    return slot ? world.shapes.read(slot, site.reader) : UNDEFINED
  }
  const element = elementsOf(site, shape, 'it is indexed by a variable')
  return readType(site, element, floatElements(element))
}

export function setIndex(site: Site, object: SemType, key: SemType, value: SemType): SemType {
  const { world } = site
  if (onlyKinds(key, K.STRING) && key.text !== null) return setProperty(site, object, key.text, value)
  const named = namedNode(world, object, key)
  if (named) return setNamed(site, named, value)
  const shape = shapeOf(site, object)
  if (!shape || shape.kind === 'cell' || shape.kind === 'buffer' || shape.kind === 'instance' || !toNumberRange(key)) {
    if (shape?.kind === 'record') becomesDictionary(site.world, shape)
    if (shape?.kind === 'record' && isPerhapsText(key)) refuseNames(site, object)
    return messages.not_indexable(site.inst.span, { object: describe(object), key: describe(key) })
  }
  if (shape.kind === 'array') {
    const big = shape.element === 'int64' || shape.element === 'uint64'
    // Storing undefined or null throws, as in JavaScript.
    if (big ? !onlyKinds(value, K.BIGINT | NULLISH) : !toNumberRange(value)) {
      messages.bad_element(site.inst.span, { array: describe(object), value: describe(value) })
    }
    return NEVER
  }
  if (shape.kind === 'record') {
    const slot = shape.slots.get(String(constantIndex(key)))
    if (!slot) becomesDictionary(site.world, shape)
    if (!slot) return messages.computed_property(site.inst.span, {})
    shape.written = true
    world.shapes.assign(slot, value)
    return NEVER
  }
  const index = constantIndex(key)
  shape.watchers.add(site.reader)
  const slot = index === undefined ? undefined : shape.slots.get(String(index))
  if (!shape.growable && slot) {
    shape.written = true
    world.shapes.write(slot, value)
  } else writeElement(site, shape, value, 'an element is stored at a variable index')
  return NEVER
}

/** Every object has it from Object.prototype. */
const isInherited = (name: string): boolean => name in Object.prototype

const ARRAY_PROPERTIES = new Set(['length', 'byteLength', 'byteOffset', 'BYTES_PER_ELEMENT'])

export function getProperty(site: Site, object: SemType, name: string): SemType {
  const { world } = site
  if (isPerhapsText(object) && name === 'length') return number(LENGTH)
  if (isThrown(object) && (name === 'message' || name === 'name'))
    return onlyKinds(object, K.ERROR) ? STRING : join(STRING, UNDEFINED, world.shapes)
  if (isThrown(object) && name !== 'stack') return ANY_THROWN
  if (onlyKinds(object, K.CONSTANT)) {
    const { constant } = object
    if (constant!.kind === 'object') {
      return world.made(site, 'property', () => {
        const captured = (constant as { get(key: string): Parameters<typeof capturedType>[1] | undefined }).get(name)
        if (captured) return capturedType(world, captured, name, site.inst.span)
        return isInherited(name) ? messages.no_property(site.inst.span, { name, object: describe(object) }) : UNDEFINED
      })
    }
    if (constant!.kind === 'class') return getStatic(site, constant!, name)
    if (constant!.kind === 'builtin') return builtinProperty(site, (constant as { path: string }).path, name)
  }
  if (onlyKinds(object, K.FUNCTION) && name === 'length' && object.closures.length === 1)
    return numberConstant(object.closures[0]!.template.required)
  const shape = shapeOf(site, object)
  if (shape?.kind === 'array' && ARRAY_PROPERTIES.has(name)) return number(LENGTH)
  if (shape?.kind === 'array' && name === 'buffer') return buffer(object.origins)
  if (shape?.kind === 'buffer' && name === 'byteLength') return number(LENGTH)
  if (shape?.kind === 'sequence' && name === 'length') {
    shape.watchers.add(site.reader)
    return shape.growable ? number(LENGTH) : numberConstant(shape.slots.size)
  }
  if (shape?.kind === 'sequence' && /^\d+$/.test(name)) return getIndex(site, object, numberConstant(Number(name)))
  if (shape?.kind === 'instance') return getMember(site, object, name)
  if (shape?.kind === 'record') {
    const slot = shape.slots.get(name)
    if (slot) return world.shapes.read(slot, site.reader)
    const getter = shape.slots.get(GETTER + name)
    if (getter) return callClosures(site, world.shapes.read(getter, site.reader), [], restrict(object, ~NULLISH))
    // It may get one when it meets an object that has it.
    shape.watchers.add(site.reader)
    if (isObserved(site) && !isInherited(name)) return UNDEFINED
    becomesDictionary(site.world, shape, true)
    if (!isInherited(name)) {
      const put = world.waiting.meet(site, shape.gains)
      if (put) return put
    }
  }
  return messages.no_property(site.inst.span, { name, object: describe(object) })
}

export function setProperty(site: Site, object: SemType, name: string, value: SemType): SemType {
  if (onlyKinds(object, K.CONSTANT) && object.constant?.kind === 'class') {
    const { constant } = object
    const isOwn = site.world.classes.of(constant.unit, site.inst.span).template.staticFields.has(name)
    const kept = isOwn ? keptStatic(site.world, constant, name) : undefined
    if (kept) return setMember(site, capturedType(site.world, kept, name, site.inst.span), KEPT, value)
    return setStatic(site, constant, name, value)
  }
  const shape = shapeOf(site, object)
  if (shape?.kind === 'instance') return setMember(site, object, name, value)
  if (shape?.kind === 'record') {
    const slot = shape.slots.get(name)
    if (slot) {
      shape.written = true
      site.world.shapes.assign(slot, value)
      return NEVER
    }
    const setter = shape.slots.get(SETTER + name)
    if (!setter) becomesDictionary(site.world, shape, true)
    if (!setter && shape.gains && !isInherited(name)) {
      // What was read off the source no longer holds.
      if (shape.slots.size > 0 && !site.world.front.wishes.has('by names')) throw new BuildAgain('by names')
      site.world.shapes.assign(site.world.shapes.gain(shape, name), value)
      shape.written = true
      return NEVER
    }
    if (!setter) return messages.no_such_field(site.inst.span, { name })
    callClosures(site, site.world.shapes.read(setter, site.reader), [value], restrict(object, ~NULLISH))
    return NEVER
  }
  if (shape?.kind === 'sequence' && name === 'length' && onlyKinds(value, K.NUMBER)) {
    site.world.shapes.grow(shape, 'its length is set')
    site.world.shapes.root(shape).written = true
    return NEVER
  }
  return messages.no_property(site.inst.span, { name, object: describe(object) })
}

/** `[a, b, ...c]`: a tuple until something asks for more. */
export function arrayLiteral(site: Site, items: readonly SemType[]): SemType {
  const { world, inst } = site
  const spread = (inst.imm as { spread: readonly boolean[] } | undefined)?.spread ?? []
  const node = world.made(site, 'array', () => {
    const made = world.shapes.node('sequence')
    if (spread.includes(true) || items.length === 0)
      world.shapes.grow(made, items.length === 0 ? 'it begins empty' : 'it is built with a spread')
    else for (const index of items.keys()) made.slots.set(String(index), world.shapes.slot())
    return made
  })
  const root = world.shapes.root(node)
  root.watchers.add(site.reader)
  items.forEach((type, index) => {
    if (spread[index]) world.shapes.write(root.element, spreadElements(site, type))
    else world.shapes.write(root.growable ? root.element : root.slots.get(String(index))!, type)
  })
  return shaped(node)
}

function spreadElements(site: Site, type: SemType): SemType {
  const shape = shapeOf(site, type)
  if (shape?.kind === 'array') return elementType(shape.element)
  if (shape?.kind === 'sequence') return elementsOf(site, shape, 'it is spread')
  return messages.not_iterable(site.inst.span, { object: describe(type) })
}

/** Where the value of a property of an object literal comes from: an operand, or a field of one that is spread. */
export interface Provider {
  readonly operand: number
  readonly from: Slot | undefined
  /** Some of the objects that are spread lack it; then it comes from another one, if there is one before. */
  readonly lacked?: boolean
  readonly otherwise?: Provider | undefined
}

const NONE_LACKED: ReadonlySet<string> = new Set()

/**
 * By name, in the order in which the names come first; the last provider counts. `...-a-b` is all but `a` and `b`. `lacking`: where objects
 * lack all that some of the kind lack.
 */
export function providersOf(world: World, types: readonly SemType[], inst: Inst, lacking = false): Map<string, Provider> {
  const { names } = inst.imm as { names: readonly string[] }
  const providers = new Map<string, Provider>()
  names.forEach((name, operand) => {
    if (!name.startsWith(SPREAD)) {
      providers.set(name, { operand, from: undefined })
      return
    }
    // Nothing has no properties.
    if (onlyKinds(types[operand]!, NULLISH)) return
    const fields = copiedFields(world, types[operand]!) ?? messages.object_spread(inst.span, { type: describe(types[operand]!) })
    const omitted = new Set(omittedNames(name))
    const lacked = 'lacked' in fields.of ? fields.of.lacked : NONE_LACKED
    for (const field of listed(fields.slots.keys())) {
      if (omitted.has(field) || (lacking && lacked.has(field))) continue
      const from = fields.slots.get(field)!
      const isLacked = lacked.has(field)
      providers.set(field, { operand, from, lacked: isLacked, otherwise: isLacked ? providers.get(field) : undefined })
    }
  })
  return providers
}

export function objectLiteral(site: Site, values: readonly SemType[]): SemType {
  const { world, inst } = site
  const dictionary = dictionaryLiteral(site, values)
  if (dictionary) return dictionary
  const providers = providersOf(world, values, inst)
  const node = world.made(site, 'object', () => {
    const made = world.shapes.node('record')
    for (const name of providers.keys()) made.slots.set(name, world.shapes.slot())
    made.gains = ![...providers.keys()].some((name) => name.startsWith(GETTER) || name.startsWith(SETTER))
    if (providers.size === 0 || mayBecomeDictionary((inst.imm as { names: readonly string[] }).names)) made.literals = [inst]
    return made
  })
  const root = world.shapes.root(node)
  const names = listed(providers.keys())
  noteListing(root, names, node)
  if ([...providers.values()].some(({ lacked }) => lacked !== undefined)) {
    const without = listed(providersOf(world, values, inst, true).keys())
    if (names.filter((name) => without.includes(name)).join() !== without.join()) root.mixed = true
  }
  for (const [name, provider] of providers) {
    // An object that is spread may turn out to have more properties.
    if (!root.slots.has(name)) addProperty(root, name, world.shapes.slot())
    provide(site, values, root, name, provider)
  }
  watchSpread(site, values)
  return shaped(node)
}

function provide(site: Site, values: readonly SemType[], root: Node, name: string, { operand, from, lacked, otherwise }: Provider): void {
  const { shapes } = site.world
  const type = from ? shapes.read(from, site.reader) : values[operand]!
  if (lacked && !otherwise) return shapes.lack(root, name, type)
  shapes.write(root.slots.get(name)!, otherwise ? restrict(type, ~K.UNDEFINED) : type)
  if (!otherwise) return
  // Which of two comes first is not known.
  if (otherwise.lacked) root.mixed = true
  provide(site, values, root, name, otherwise)
}

function watchSpread(site: Site, values: readonly SemType[]): void {
  const { inst } = site
  const { names } = inst.imm as { names: readonly string[] }
  names.forEach((name, operand) => {
    const type = values[operand]!
    if (!name.startsWith(SPREAD) || onlyKinds(type, NULLISH)) return
    noteSeen(site, operand, watchFields(site, type), '...')
  })
}

/** A record may get more properties. */
export function watchFields(site: Site, type: SemType, asked: Asked = 'order'): Fields {
  const fields = copiedFields(site.world, type)!
  const { of } = fields
  if (!('watchers' in of)) return fields
  of.watchers.add(site.reader)
  if (of.asked !== 'order') of.asked = asked
  return fields
}

function addProperty(node: Node, name: string, slot: Slot): void {
  node.slots.set(name, slot)
  for (const watcher of [...node.watchers]) watcher()
}

/** `new Array(n).fill(v)` */
export function fillArray(site: Site, count: SemType, value: SemType): SemType {
  const { world } = site
  if (!toNumberRange(count)) messages.bad_operand(site.inst.span, { operator: 'new Array', operand: describe(count) })
  const node = world.made(site, 'array', () => {
    const made = world.shapes.node('sequence')
    world.shapes.grow(made, 'its length is a variable')
    return made
  })
  world.shapes.write(world.shapes.root(node).element, value)
  return shaped(node)
}

export function eachLength(site: Site, object: SemType): SemType {
  if (isPerhapsText(object)) return number(LENGTH)
  const shape = shapeOf(site, object)
  if (shape?.kind === 'array') return number(LENGTH)
  if (shape?.kind === 'sequence') {
    shape.watchers.add(site.reader)
    return shape.growable ? number(LENGTH) : numberConstant(shape.slots.size)
  }
  return messages.not_iterable(site.inst.span, { object: describe(object) })
}

export function eachGet(site: Site, object: SemType, index: SemType): SemType {
  if (isPerhapsText(object)) return STRING
  const shape = shapeOf(site, object)
  if (shape?.kind === 'array') return elementType(shape.element)
  if (shape?.kind === 'sequence') {
    shape.watchers.add(site.reader)
    const slot = shape.growable ? undefined : shape.slots.get(String(constantIndex(index)))
    return slot ? site.world.shapes.read(slot, site.reader) : elementsOf(site, shape, 'it is iterated over')
  }
  return messages.not_iterable(site.inst.span, { object: describe(object) })
}

/** Does the instruction look into its first operand? JavaScript throws where that is null or undefined. */
export function isAccess(inst: Inst): boolean {
  return ACCESS.has(inst.op)
}

/** Does it go over its operand? JavaScript throws there too. */
export function isIteration({ op }: Inst): boolean {
  return op === 'js.iterator' || op === 'js.each_length' || op === 'js.spread'
}

const ACCESS: ReadonlySet<Op> = new Set([
  ...(['js.get', 'js.set', 'js.index', 'js.set_index', 'js.delete'] as const),
  ...(['js.method', 'js.method_index', 'js.callee', 'js.receiver'] as const),
])

/** What a value must not be where an object's property is read: for the check at run time. */
export function mayBeNullish(type: SemType): boolean {
  return has(type, NULLISH)
}

/** `delete object[key]`: only of a dictionary. */
export function deleteProperty(site: Site, object: SemType): SemType {
  const shape = shapeOf(site, object)
  if (shape?.kind === 'record') becomesDictionary(site.world, shape)
  return messages.delete_operator(site.inst.span)
}

/** `name in object`, or for `own` `Object.hasOwn(object, name)`. */
export function hasProperty(site: Site, key: SemType, object: SemType, own = false): SemType {
  const { world } = site
  const record = askedRecord(world, object)
  const named = record && namedNode(world, object, key)
  const name = onlyKinds(key, K.STRING) ? key.text : null
  const shape = shapeOf(site, object)
  // What gets properties and is asked for any name is rather a dictionary.
  if (name === null && shape?.kind === 'record' && (!named || mayLack(named))) becomesDictionary(world, shape)
  if (named) {
    watchNames(site, named, [...named.slots.keys()])
    return BOOL
  }
  if (name === null || !record) return messages.unsupported_operator(site.inst.span, { operator: own ? 'Object.hasOwn' : 'in' })
  watchNames(site, record, record.slots.has(name) ? [name] : [])
  // What every object inherits is there too.
  if (!own && isInherited(name)) return TRUE
  return !record.slots.has(name) ? FALSE : record.lacked.has(name) ? BOOL : TRUE
}

function watchNames(site: Site, record: Node, names: readonly string[]): void {
  record.watchers.add(site.reader)
  record.asked ??= 'names'
  noteSeen(site, 0, { of: record, slots: record.slots }, 'in', names)
}
