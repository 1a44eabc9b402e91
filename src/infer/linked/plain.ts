/**
 * Types that mean the same in every compilation, as JSON: of numbers, texts, typed arrays, built-ins, instances of listed classes, and what
 * these hold.
 */
import type { Captured } from '../../artifact/captured.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { BigRange } from '../bigrange.ts'
import { BOOLEAN, INSTANCE, K, NEVER, NULLISH, type SemType, TYPED_ARRAYS } from '../lattice.ts'
import type { Range } from '../range.ts'
import type { ClassInfo, Shape } from '../shapes.ts'

type Bound = number | 'inf' | '-inf'
type PlainRange = readonly [lo: Bound, hi: Bound, flags: number]

export type Plain = readonly [
  kinds: number,
  range: PlainRange | 0,
  big: readonly [lo: string, hi: string] | 0,
  text: string | 0,
  /** Classes by their places in a list. */
  shape: ElementKind | readonly number[] | { readonly place: NodePath } | 0,
  constant: readonly [path: string] | readonly [of: number] | 0,
]

/** Where a list, tuple or record is: in a field of a class, or in what one holds. */
export type NodePath = readonly [of: number, field: string, ...names: string[]]

/** The classes that may be meant. Those that are unknown in this compilation are undefined. */
export type Family = readonly (ClassInfo | undefined)[]

const PLAIN = NULLISH | BOOLEAN | K.NUMBER | K.BIGINT | K.STRING | K.REF | K.CONSTANT

interface Places {
  pathOf(shape: Shape): NodePath | undefined
}

export function plainOf(type: SemType, family: Family, nodes: Places): Plain | undefined {
  const { kinds, range, big, text, conflict, origins, closures } = type
  if (kinds & ~PLAIN || conflict || origins !== 0 || closures.length > 0) return undefined
  const shape = kinds & K.REF ? plainShape(type, family, nodes) : 0
  const constant = kinds & K.CONSTANT ? plainConstant(type.constant, family) : 0
  if (shape === undefined || constant === undefined) return undefined
  return [kinds, range === null ? 0 : plainRange(range), big === null ? 0 : [String(big.lo), String(big.hi)], text ?? 0, shape, constant]
}

/** Of an argument: whether the host has given a typed array does not matter to what only reads and fills it. */
export function argumentOf(type: SemType): SemType {
  return type.origins !== 0 && type.shape?.kind === 'array' ? { ...type, origins: 0 } : type
}

function plainShape({ shape, classes }: SemType, family: Family, nodes: Places): Plain[4] | undefined {
  if (shape?.kind === 'array') return shape.element
  if (shape?.kind === 'instance') {
    const places = classes.map((info) => family.indexOf(info)).sort((a, b) => a - b)
    return places[0] !== undefined && places[0] >= 0 ? places : undefined
  }
  const place = shape ? nodes.pathOf(shape) : undefined
  return place && { place }
}

function plainConstant(constant: Captured | null, family: Family): Plain[5] | undefined {
  if (constant?.kind === 'builtin') return [constant.path]
  const of = constant?.kind === 'class' ? family.findIndex((info) => info?.template.unit.id === constant.unit.id) : -1
  return of >= 0 ? [of] : undefined
}

function plainBound(bound: number): Bound {
  return bound === Infinity ? 'inf' : bound === -Infinity ? '-inf' : bound
}

function plainRange({ lo, hi, integer, nan, negativeZero, nonzero }: Range): PlainRange {
  const flags = (integer ? 1 : 0) | (nan ? 2 : 0) | (negativeZero ? 4 : 0) | (nonzero ? 8 : 0)
  return [plainBound(lo), plainBound(hi), flags]
}

/** `nodeAt`: what is in such a place here. */
export function typeOf([kinds, range, big, text, shape, constant]: Plain, family: Family, nodeAt: (path: NodePath) => Shape): SemType {
  const classes = Array.isArray(shape) ? (shape as readonly number[]).map((of) => family[of]!).sort((a, b) => a.id - b.id) : []
  return {
    ...NEVER,
    kinds,
    range: range === 0 ? null : rangeOf(range),
    big: big === 0 ? null : bigOf(big),
    text: text === 0 ? null : text,
    shape: shape === 0 ? null : typeof shape === 'string' ? TYPED_ARRAYS[shape] : 'place' in shape ? nodeAt(shape.place) : INSTANCE,
    classes,
    constant: constant === 0 ? null : constantOf(constant, family),
  }
}

function constantOf([what]: readonly [path: string] | readonly [of: number], family: Family): Captured {
  return typeof what === 'string' ? { kind: 'builtin', path: what } : { kind: 'class', unit: family[what]!.template.unit }
}

function boundOf(bound: Bound): number {
  return bound === 'inf' ? Infinity : bound === '-inf' ? -Infinity : bound
}

function rangeOf([lo, hi, flags]: PlainRange): Range {
  return {
    lo: boundOf(lo),
    hi: boundOf(hi),
    integer: (flags & 1) !== 0,
    nan: (flags & 2) !== 0,
    negativeZero: (flags & 4) !== 0,
    nonzero: (flags & 8) !== 0,
  }
}

function bigOf([lo, hi]: readonly [string, string]): BigRange {
  return { lo: BigInt(lo), hi: BigInt(hi) }
}
