/** Between host types (signatures) and the types of inference. */
import { ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind, HostType, RecordField } from '../artifact/types.ts'
import { INT64, isUnsigned, UINT64 } from './bigrange.ts'
import { callbackToHost } from './callbacks.ts'
import {
  BOOL,
  BOOLEAN,
  bigint,
  join,
  K,
  NEVER,
  NULL,
  NULLISH,
  number,
  onlyKinds,
  restrict,
  type SemType,
  STRING,
  shaped,
  typedArray,
  UNDEFINED,
} from './lattice.ts'
import { isMixed } from './mixed.ts'
import { ANY_NUMBER, INT32, integers, isInt32, type Range, UINT32, within } from './range.ts'
import { type ClassInfo, isNode, type Lent, type Node, type Shapes } from './shapes.ts'

const RANGES: Record<string, Range> = {
  float64: ANY_NUMBER,
  float32: ANY_NUMBER,
  int8: integers(-128, 127),
  uint8: integers(0, 255),
  int16: integers(-32768, 32767),
  uint16: integers(0, 65535),
  int32: INT32,
  uint32: UINT32,
}

/** What an element of a typed array may be. */
export function elementType(element: ElementKind): SemType {
  if (element === 'int64') return bigint(INT64)
  if (element === 'uint64') return bigint(UINT64)
  return number(RANGES[element === 'uint8c' ? 'uint8' : element]!)
}

export function isFloatElement(element: ElementKind): boolean {
  return element === 'float32' || element === 'float64'
}

/** The type of a value that comes from the host. Every list, tuple and record in it gets a node of its own. */
export function fromHost(type: HostType, shapes: Shapes, origins = 0): SemType {
  const lent = (whole: Lent['type'], parts: readonly (readonly [string, HostType])[]): SemType => {
    const isBorrowed = origins !== 0 && !(whole.kind === 'list' && whole.fresh)
    return shaped(shapes.lend(whole, new Map(parts.map(([name, part]) => [name, fromHost(part, shapes, origins)])), isBorrowed))
  }
  switch (type.kind) {
    case 'boolean':
      return BOOL
    case 'string':
      return STRING
    case 'int64':
      return bigint(INT64)
    case 'uint64':
      return bigint(UINT64)
    case 'void':
    case 'undefined':
      return UNDEFINED
    case 'null':
      return NULL
    case 'array':
      return typedArray(type.element, origins)
    case 'list':
      if (type.of && shapes.typeOfCollection) return shapes.typeOfCollection(type)
      return lent(type, [['element', type.element]])
    case 'tuple':
      return lent(
        type,
        type.elements.map((element, index) => [String(index), element]),
      )
    case 'record':
      return lent(
        type,
        type.fields.map((field) => [field.name, field.type]),
      )
    case 'optional': {
      let inner = fromHost(type.type, shapes, origins)
      if (type.null) inner = join(inner, NULL, shapes)
      if (type.undefined) inner = join(inner, UNDEFINED, shapes)
      return inner
    }
    case 'mixed':
      return { ...number(ANY_NUMBER), kinds: K.NUMBER | BOOLEAN | K.STRING }
    case 'class':
      return shapes.typeOfClass(type)
    case 'functions':
      return shapes.typeOfFunctions(type)
    case 'callback':
      return shapes.typeOfCallback(type)
    case 'function':
    case 'builtin':
    case 'inferred':
      return NEVER
    default:
      return number(RANGES[type.kind]!)
  }
}

/** The tightest host kind of a number. */
function numberKind(r: Range): 'int32' | 'uint32' | 'float64' {
  if (r.negativeZero || r.nan || !r.integer) return 'float64'
  if (isInt32(r)) return 'int32'
  return within(r, 0, 2 ** 32 - 1) ? 'uint32' : 'float64'
}

/** Where a value is: how deep in another one, and whether it may be a Map or Set: if an instance keeps it, or in a result. */
interface Place {
  readonly depth: number
  readonly collections: 'none' | 'kept' | 'given'
}

const OUTSIDE: Place = { depth: 0, collections: 'none' }
export const KEPT: Place = { depth: 0, collections: 'kept' }
/** The host gets it: copies of collections, or those that instances keep as they are. */
export const RESULT: Place = { depth: 0, collections: 'given' }

/**
 * How a value of a type looks to the host; undefined if it cannot be handed out (functions, mixtures).
 * Recursive shapes are cut off: they need a class.
 */
export function toHost(type: SemType, shapes: Shapes, place: Place = OUTSIDE): HostType | undefined {
  if (type.conflict || place.depth > 16) return undefined
  const nullish = type.kinds & NULLISH
  const rest = restrict(type, ~NULLISH)
  if (place.collections === 'kept' && rest.kinds === K.FUNCTION) return callbackToHost(type)
  if (rest.kinds === 0) {
    if (nullish === NULLISH) return { kind: 'optional', type: { kind: 'undefined' }, null: true, undefined: false }
    return { kind: nullish === K.NULL ? 'null' : 'undefined' }
  }
  const inner = plainToHost(rest, shapes, place)
  if (!inner || !nullish) return inner
  if (inner.kind === 'optional') return { ...inner, null: (nullish & K.NULL) !== 0, undefined: (nullish & K.UNDEFINED) !== 0 }
  return { kind: 'optional', type: inner, null: (nullish & K.NULL) !== 0, undefined: (nullish & K.UNDEFINED) !== 0 }
}

function plainToHost(type: SemType, shapes: Shapes, place: Place): HostType | undefined {
  if (onlyKinds(type, K.NUMBER)) return { kind: numberKind(type.range!) }
  if (onlyKinds(type, BOOLEAN)) return { kind: 'boolean' }
  if (isMixed(type)) return { kind: 'optional', type: { kind: 'mixed' }, null: false, undefined: false }
  if (onlyKinds(type, K.NUMBER | BOOLEAN)) return { kind: 'optional', type: { kind: 'float64' }, null: false, undefined: false }
  if (onlyKinds(type, K.BIGINT)) return { kind: isUnsigned(type.big!) ? 'uint64' : 'int64' }
  if (onlyKinds(type, K.STRING)) return { kind: 'string' }
  if (!onlyKinds(type, K.REF)) return undefined
  const shape = shapes.find(type.shape!)
  if (shape.kind === 'array') return { kind: 'array', element: shape.element }
  if (shape.kind === 'instance')
    return place.collections !== 'none' && type.classes[0]!.kept ? collectionToHost(type.classes, shapes, place) : classToHost(type.classes)
  return isNode(shape) ? nodeToHost(shape, shapes, place) : undefined
}

/** A collection that the host reads: those that may be in one place hold the same. */
function collectionToHost(classes: readonly ClassInfo[], shapes: Shapes, place: Place): HostType | undefined {
  const [{ template, slots }] = classes as [ClassInfo, ...ClassInfo[]]
  const { name } = template
  if (!classes.every((info) => info.kept && info.template.name === name)) return undefined
  const copied = classes.every((info) => info.copied)
  const whose = place.collections !== 'given' ? {} : copied ? { copied } : { kept: true }
  const bare = name === 'BareDictionary'
  if (bare || name === 'Dictionary') {
    const map = toHost(slots.get('#texts')!.type, shapes, place)
    const pair = map?.kind === 'list' && map.element.kind === 'tuple' ? map.element.elements : undefined
    return (
      pair && {
        kind: 'list',
        element: { kind: 'tuple', elements: [{ kind: 'string' }, pair[1]!] },
        of: 'Record',
        ...(bare && { bare }),
        ...whose,
      }
    )
  }
  const elements: HostType[] = []
  for (const part of name === 'Map' ? ['#keys', '#values'] : ['#keys']) {
    const list = toHost(slots.get(part)!.type, shapes, { ...place, depth: place.depth + 1 })
    if (list?.kind !== 'list') return undefined
    elements.push(list.element)
  }
  const element: HostType = name === 'Map' ? { kind: 'tuple', elements } : elements[0]!
  return { kind: 'list', element, of: name as 'Map' | 'Set', ...whose }
}

/** The class that all of them extend, if the host knows it. */
function classToHost(classes: readonly ClassInfo[]): HostType | undefined {
  if (!classes.every((info) => info.declared)) return undefined
  const extended = (info: ClassInfo) => classes.every((one) => extendsClass(one, info))
  let common: ClassInfo | null = classes[0]!
  while (common && !extended(common)) common = common.base
  return common?.declared ? { kind: 'class', name: common.template.name, key: common.template.unit.id } : undefined
}

/** Does one class extend another, or are they one? */
export function extendsClass(info: ClassInfo, ancestor: ClassInfo): boolean {
  for (let one: ClassInfo | null = info; one; one = one.base) if (one === ancestor) return true
  return false
}

/** Host type of what a slot holds, `fallback` where nothing was ever stored. */
function slotToHost(type: SemType, shapes: Shapes, place: Place): HostType | undefined {
  return type.kinds === 0 ? { kind: 'float64' } : toHost(type, shapes, { ...place, depth: place.depth + 1 })
}

function nodeToHost(node: Node, shapes: Shapes, place: Place): HostType | undefined {
  if (node.kind === 'cell') return undefined
  const kept = node.hosted ? { kept: true } : {}
  if (node.kind === 'sequence' && node.growable) {
    const element = slotToHost(node.element.type, shapes, place)
    return element && { kind: 'list', element, ...kept }
  }
  const names = listedNames(node, place)
  if (!names) return undefined
  const fields: RecordField[] = []
  for (const name of names) {
    const type = slotToHost(node.slots.get(name)!.type, shapes, place)
    if (!type) return undefined
    fields.push({ name, type, ...(node.lacked.has(name) && { lacked: true }) })
  }
  if (node.kind === 'record') return { kind: 'record', fields, ...kept }
  return { kind: 'tuple', elements: fields.map((field) => field.type), ...kept }
}

/**
 * The properties of an object in the order in which the host lists them; undefined if that cannot be told. Where some objects lack one,
 * a copy for the host has those that are not undefined, if undefined was never put there.
 */
function listedNames(node: Node, { collections }: Place): readonly string[] | undefined {
  if (node.lacked.size === 0) return node.mixed ? undefined : [...node.slots.keys()]
  const isKnown = [...node.lacked].every((name) => node.slots.get(name)?.storesUndefined !== true)
  return isKnown && collections === 'given' && !node.hosted ? commonOrder(node) : undefined
}

/** An order in which the properties of all objects of a shape are; one that was assigned may have come last. */
export function commonOrder({ slots, lacked, listings }: Node): readonly string[] | undefined {
  const left = new Set(slots.keys())
  const assigned = [...lacked].filter((name) => slots.get(name)!.assigned)
  const orders = [
    ...listings.values(),
    ...assigned.flatMap((name) => [...left].filter((other) => other !== name).map((other) => [other, name])),
  ]
  const names: string[] = []
  while (left.size > 0) {
    const isNext = (name: string) =>
      orders.every((order) => (order.find((each) => left.has(each)) ?? name) === name || !order.includes(name))
    const next = [...left].find(isNext)
    if (next === undefined) return undefined
    names.push(next)
    left.delete(next)
  }
  return names
}

/** Bytes of an element of a typed array. */
export function elementBytes(element: ElementKind): number {
  return ELEMENTS[element].bytes
}

const KINDS_BY_CLASS = new Map<string, ElementKind>(
  (Object.keys(ELEMENTS) as ElementKind[]).map((element) => [ELEMENTS[element].array, element]),
)

/** The kind of typed array that a constructor makes, by its name. */
export function arrayKind(path: string): ElementKind | undefined {
  return KINDS_BY_CLASS.get(path)
}
