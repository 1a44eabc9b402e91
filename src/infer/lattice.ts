/** The types of inference: what a JavaScript value may be at one place. Immutable; a join only goes up. */
import type { Captured } from '../artifact/captured.ts'
import type { ElementKind } from '../artifact/types.ts'
import { type BigRange, INT64, isUnsigned, joinBig, UINT64, widenBig } from './bigrange.ts'
import { ANY_NUMBER, exactly, joinRange, type Range, widen } from './range.ts'
import type { ClassInfo, ClosureShape, Shape } from './shapes.ts'

const ELEMENT_KINDS: readonly ElementKind[] = [
  'int8',
  'uint8',
  'uint8c',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'float32',
  'float64',
  'int64',
  'uint64',
]

/** The one shape of each kind of typed array. */
export const TYPED_ARRAYS = Object.fromEntries(ELEMENT_KINDS.map((element) => [element, { kind: 'array', element }])) as unknown as Record<
  ElementKind,
  Shape
>

/** The one shape of array buffers. */
export const BUFFER: Shape = { kind: 'buffer' }
/** The one shape of instances of classes. */
export const INSTANCE: Shape = { kind: 'instance' }

/** Kinds of values, as a bit set: a type is a set of kinds with details for some. */
export const K = {
  UNDEFINED: 1,
  NULL: 2,
  FALSE: 4,
  TRUE: 8,
  NUMBER: 16,
  BIGINT: 32,
  STRING: 64,
  /** A heap object with a shape: typed array, list, tuple, record, instance. */
  REF: 128,
  /** A function of the program: one of `closures`. */
  FUNCTION: 256,
  /** A value known at compile time that has no form at run time: a built-in, a namespace. */
  CONSTANT: 512,
  /** A caught or made error. */
  ERROR: 1024,
  /** A shared variable (never a JavaScript value itself). */
  CELL: 2048,
} as const
export const BOOLEAN = K.FALSE | K.TRUE
export const NULLISH = K.UNDEFINED | K.NULL

export interface SemType {
  readonly kinds: number
  readonly range: Range | null
  readonly big: BigRange | null
  /** The string, if only one is possible. */
  readonly text: string | null
  readonly shape: Shape | null
  readonly closures: readonly ClosureShape[]
  /** Of an instance: every class that it may be of, exactly, in the order of their ids. */
  readonly classes: readonly ClassInfo[]
  readonly constant: Captured | null
  /** Two heap objects of shapes that cannot be one, or two different constants, met here. */
  readonly conflict: boolean
  /** Which arguments of the kernel a typed array may be (or be a view of): a set of bits, for writing results back. */
  readonly origins: number
}

export const NEVER: SemType = {
  kinds: 0,
  range: null,
  big: null,
  text: null,
  shape: null,
  closures: [],
  classes: [],
  constant: null,
  conflict: false,
  origins: 0,
}

const only = (kinds: number): SemType => ({ ...NEVER, kinds })
export const UNDEFINED = only(K.UNDEFINED)
export const NULL = only(K.NULL)
export const BOOL = only(BOOLEAN)
export const TRUE = only(K.TRUE)
export const FALSE = only(K.FALSE)
export const STRING = only(K.STRING)
export const ERROR = only(K.ERROR)

export function number(r: Range): SemType {
  return { ...NEVER, kinds: K.NUMBER, range: r }
}
export function numberConstant(value: number): SemType {
  return number(exactly(value))
}
export function bigint(big: BigRange): SemType {
  return { ...NEVER, kinds: K.BIGINT, big }
}
export function text(value: string): SemType {
  return { ...STRING, text: value }
}
export function boolean(value: boolean): SemType {
  return value ? TRUE : FALSE
}
export function shaped(shape: Shape): SemType {
  return { ...NEVER, kinds: K.REF, shape }
}
export function cell(shape: Shape): SemType {
  return { ...NEVER, kinds: K.CELL, shape }
}
export function closures(list: readonly ClosureShape[]): SemType {
  return { ...NEVER, kinds: K.FUNCTION, closures: list }
}
export function constant(captured: Captured): SemType {
  return { ...NEVER, kinds: K.CONSTANT, constant: captured }
}
export function typedArray(element: ElementKind, origins = 0): SemType {
  return { ...shaped(TYPED_ARRAYS[element]), origins }
}

export function has(type: SemType, kinds: number): boolean {
  return (type.kinds & kinds) !== 0
}
/** An array buffer; what is written through its views is written to the arguments it may belong to. */
export function instanceOf(classes: readonly ClassInfo[]): SemType {
  return { ...shaped(INSTANCE), classes }
}

export function buffer(origins = 0): SemType {
  return { ...shaped(BUFFER), origins }
}

/** Nothing but these kinds (and something at all). */
export function onlyKinds(type: SemType, kinds: number): boolean {
  return type.kinds !== 0 && (type.kinds & ~kinds) === 0
}

/** A string, or what is kept as one: undefined or null where a string may be. */
export function isPerhapsText(type: SemType): boolean {
  return has(type, K.STRING) && onlyKinds(type, K.STRING | NULLISH)
}

/** Keep only some kinds of a type. */
export function restrict(type: SemType, kinds: number): SemType {
  const kept = type.kinds & kinds
  if (kept === type.kinds) return type
  const references = kept & (K.REF | K.CELL)
  return {
    kinds: kept,
    range: kept & K.NUMBER ? type.range : null,
    big: kept & K.BIGINT ? type.big : null,
    text: kept & K.STRING ? type.text : null,
    shape: references ? type.shape : null,
    closures: kept & K.FUNCTION ? type.closures : NEVER.closures,
    classes: references ? type.classes : NEVER.classes,
    constant: kept & K.CONSTANT ? type.constant : null,
    conflict: type.conflict,
    origins: references ? type.origins : 0,
  }
}

/** What join needs from the world: making two shapes one. Returns false if that cannot be. */
export interface Unifier {
  unify(a: Shape, b: Shape): boolean
  find(a: Shape): Shape
  /** Told of two types whose shapes cannot be one. */
  clash(a: SemType, b: SemType): void
  unifyClosures(a: readonly ClosureShape[], b: readonly ClosureShape[]): readonly ClosureShape[]
  /** The function that stands for a built-in one, if there is such. */
  functionOfBuiltin(path: string): ClosureShape | undefined
}

function sameConstant(a: Captured, b: Captured): boolean {
  if (a === b) return true
  if (a.kind === 'builtin' && b.kind === 'builtin') return a.path === b.path
  return a.kind === 'class' && b.kind === 'class' && a.unit.id === b.unit.id
}

function joinClasses(a: readonly ClassInfo[], b: readonly ClassInfo[]): readonly ClassInfo[] {
  if (a === b || b.length === 0) return a
  const added = b.filter((info) => !a.includes(info))
  return added.length === 0 ? a : [...a, ...added].sort((x, y) => x.id - y.id)
}

/** What of a type a host type can say: numbers are any numbers, bigints are int64 or uint64. */
export function settle(type: SemType): SemType {
  const range = type.range && ANY_NUMBER
  const big = type.big && (isUnsigned(type.big) ? UINT64 : INT64)
  const kinds = type.kinds & BOOLEAN ? type.kinds | BOOLEAN : type.kinds
  return range === type.range && big === type.big && kinds === type.kinds && type.text === null
    ? type
    : { ...type, kinds, range, big, text: null }
}

/** A built-in function that is not the only value of its place is one like any other. */
export function asFunction(type: SemType, world: Unifier): SemType {
  const closure = type.constant?.kind === 'builtin' ? world.functionOfBuiltin(type.constant.path) : undefined
  if (!closure) return type
  const held = type.closures.length === 0 ? [closure] : world.unifyClosures(type.closures, [closure])
  return { ...type, kinds: (type.kinds & ~K.CONSTANT) | K.FUNCTION, constant: null, closures: held }
}

function isAlone(a: SemType, b: SemType): boolean {
  return a.kinds === b.kinds && sameConstant(a.constant!, b.constant!)
}

/** The least type that holds both; the very same object as `a` if `b` adds nothing. */
export function join(given: SemType, added: SemType, world: Unifier): SemType {
  if (given === added || added.kinds === 0) return given
  if (given.kinds === 0) return added
  const meets = ((given.kinds | added.kinds) & K.CONSTANT) !== 0 && !isAlone(given, added)
  const a = meets ? asFunction(given, world) : given
  const b = meets ? asFunction(added, world) : added
  const range = a.range && b.range ? joinRange(a.range, b.range) : (a.range ?? b.range)
  const big = a.big && b.big ? joinBig(a.big, b.big) : (a.big ?? b.big)
  const sameText = !(a.kinds & b.kinds & K.STRING) || a.text === b.text
  const joinedText = sameText ? (a.kinds & K.STRING ? a.text : b.text) : null
  let conflict = a.conflict || b.conflict
  let shape = a.shape ?? b.shape
  if (a.shape && b.shape && world.find(a.shape) !== world.find(b.shape)) {
    if (!world.unify(a.shape, b.shape)) {
      world.clash(a, b)
      conflict = true
    }
    shape = a.shape
  }
  const merged = b.closures.length === 0 ? a.closures : a.closures.length === 0 ? b.closures : world.unifyClosures(a.closures, b.closures)
  if (a.constant && b.constant && !sameConstant(a.constant, b.constant)) conflict = true
  const constant = a.constant ?? b.constant
  const classes = joinClasses(a.classes, b.classes)
  const kinds = a.kinds | b.kinds
  const origins = a.origins | b.origins
  const unchanged =
    kinds === a.kinds &&
    range === a.range &&
    big === a.big &&
    joinedText === a.text &&
    shape === a.shape &&
    merged === a.closures &&
    classes === a.classes &&
    conflict === a.conflict &&
    origins === a.origins
  return unchanged ? a : { kinds, range, big, text: joinedText, shape, closures: merged, classes, constant, conflict, origins }
}

/** Widening at a place that keeps growing; `limit` bounds numbers that are counters. */
export function widenType(old: SemType, next: SemType, limit: number): SemType {
  const range = old.range && next.range && old.range !== next.range ? widen(old.range, next.range, limit) : next.range
  const big = old.big && next.big && old.big !== next.big ? widenBig(old.big, next.big) : next.big
  return range === next.range && big === next.big ? next : { ...next, range, big }
}

/** Truthiness: may the value be truthy, may it be falsy? */
export function truthiness(type: SemType): { truthy: boolean; falsy: boolean } {
  const { kinds, range, big } = type
  const falsyNumber = range !== null && (range.nan || (range.lo <= 0 && range.hi >= 0 && !range.nonzero))
  const truthyNumber = range !== null && (range.lo < 0 || range.hi > 0)
  const falsyBig = big !== null && big.lo <= 0n && big.hi >= 0n
  const truthyBig = big !== null && (big.lo < 0n || big.hi > 0n)
  const falsyText = (kinds & K.STRING) !== 0 && (type.text === null || type.text === '')
  const truthyText = (kinds & K.STRING) !== 0 && type.text !== ''
  return {
    truthy: (kinds & (K.TRUE | K.REF | K.FUNCTION | K.CONSTANT | K.ERROR)) !== 0 || truthyNumber || truthyBig || truthyText,
    falsy: (kinds & (K.FALSE | NULLISH)) !== 0 || falsyNumber || falsyBig || falsyText,
  }
}
