/** Types that mean the same in every compilation, as JSON: of numbers, texts, typed arrays, built-ins, and instances of one class. */
import type { Captured } from '../../artifact/captured.ts'
import type { ElementKind } from '../../artifact/types.ts'
import type { BigRange } from '../bigrange.ts'
import { BOOLEAN, INSTANCE, K, NEVER, NULLISH, type SemType, TYPED_ARRAYS } from '../lattice.ts'
import type { Range } from '../range.ts'
import type { ClassInfo } from '../shapes.ts'

type Bound = number | 'inf' | '-inf'
type PlainRange = readonly [lo: Bound, hi: Bound, flags: number]

export type Plain = readonly [
  kinds: number,
  range: PlainRange | 0,
  big: readonly [lo: string, hi: string] | 0,
  text: string | 0,
  shape: ElementKind | 'own' | 0,
  constant: readonly [path: string] | 'own' | 0,
]

const PLAIN = NULLISH | BOOLEAN | K.NUMBER | K.BIGINT | K.STRING | K.REF | K.CONSTANT

/** `own` is the class that may be meant. */
export function plainOf(type: SemType, own: ClassInfo): Plain | undefined {
  const { kinds, range, big, text, conflict, origins, closures } = type
  if (kinds & ~PLAIN || conflict || origins !== 0 || closures.length > 0) return undefined
  const shape = kinds & K.REF ? plainShape(type, own) : 0
  const constant = kinds & K.CONSTANT ? plainConstant(type.constant, own) : 0
  if (shape === undefined || constant === undefined) return undefined
  return [kinds, range === null ? 0 : plainRange(range), big === null ? 0 : [String(big.lo), String(big.hi)], text ?? 0, shape, constant]
}

function plainShape({ shape, classes }: SemType, own: ClassInfo): Plain[4] | undefined {
  if (shape?.kind === 'array') return shape.element
  return shape?.kind === 'instance' && classes.length === 1 && classes[0] === own ? 'own' : undefined
}

function plainConstant(constant: Captured | null, own: ClassInfo): Plain[5] | undefined {
  if (constant?.kind === 'builtin') return [constant.path]
  return constant?.kind === 'class' && constant.unit.id === own.template.unit.id ? 'own' : undefined
}

function plainBound(bound: number): Bound {
  return bound === Infinity ? 'inf' : bound === -Infinity ? '-inf' : bound
}

function plainRange({ lo, hi, integer, nan, negativeZero, nonzero }: Range): PlainRange {
  const flags = (integer ? 1 : 0) | (nan ? 2 : 0) | (negativeZero ? 4 : 0) | (nonzero ? 8 : 0)
  return [plainBound(lo), plainBound(hi), flags]
}

export function typeOf([kinds, range, big, text, shape, constant]: Plain, own: ClassInfo): SemType {
  return {
    ...NEVER,
    kinds,
    range: range === 0 ? null : rangeOf(range),
    big: big === 0 ? null : bigOf(big),
    text: text === 0 ? null : text,
    shape: shape === 0 ? null : shape === 'own' ? INSTANCE : TYPED_ARRAYS[shape],
    classes: shape === 'own' ? [own] : [],
    constant:
      constant === 0 ? null : constant === 'own' ? { kind: 'class', unit: own.template.unit } : { kind: 'builtin', path: constant[0] },
  }
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
