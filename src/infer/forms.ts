/** Register forms of values and what uses ask of them: the vocabulary of represent.ts and of the lowering. */
import type { Type } from '../ir/types.ts'
import { BOOLEAN, K, NULLISH, onlyKinds, type SemType } from './lattice.ts'
import { isMixed, isThrown } from './mixed.ts'
import { isInt32, isSafeInteger, type Range, SAFE, within } from './range.ts'

/** What the uses of a value look at; a set of bits. */
export const D = {
  /** Its low 32 bits, as ToInt32 gives them. */
  WORD: 1,
  /** Which element it names as an index: anything that is no index is the same. */
  INDEX: 2,
  /** The value; 0 and −0 are the same. */
  VALUE: 4,
  /** Whether a zero is −0. */
  SIGN: 8,
  /** The low 64 bits of a bigint. */
  WRAP: 16,
  /**
   * The value if it is at most 2^52 in size, else only on which side it lies. An integer beyond 2^53 may
   * then be kept unrounded in an i64 (up to 2^62): index arithmetic like `i * n + j` and comparisons with
   * small numbers cannot tell.
   */
  WIDE: 32,
} as const
/** Largest integer that is kept unrounded for a WIDE demand, and the limit that tells small from large. */
export const WIDEST = 2 ** 62
export const NEAR = 2 ** 52
export const EXACT = D.VALUE | D.SIGN

/**
 * - `none`: nothing at run time (one possible value, or no form).
 * - `bool` · `i32`: an integer · `word`: ToInt32 of a number · `index`: an index, negative if it is none
 * - `i64`: an integer of at most 2^53 · `i64u`: the same or undefined (UNDEFINED_I64) · `f64` · `tagged`: f64 with tags
 * - `big`: a bigint · `bigbox`: a bigint in a box, or null, or undefined · `str` · `error`: handles (of a string that may be missing: TEXTS)
 * - `ref`: a heap object, closure or cell; null 0, undefined 4
 */
export type Repr =
  | 'none'
  | 'bool'
  | 'i32'
  | 'word'
  | 'index'
  | 'i64'
  | 'i64u'
  | 'f64'
  | 'tagged'
  | 'big'
  | 'bigbox'
  | 'str'
  | 'error'
  | 'ref'

/** Is a sum, difference or product of integers exact in a double, so that its low bits can be computed alone? */
export function exactInteger(type: SemType): boolean {
  return type.kinds === K.NUMBER && type.range!.integer && !type.range!.nan && within(type.range!, -SAFE, SAFE)
}

export function numberRepr(r: Range, demand: number): Repr {
  const sign = (demand & D.SIGN) !== 0 && r.negativeZero
  if ((demand & ~D.WORD) === 0) return isInt32(r) ? 'i32' : 'word'
  if (isInt32(r) && !sign) return 'i32'
  if ((demand & ~(D.INDEX | D.WIDE)) === 0 && r.integer && !r.nan && within(r, -WIDEST, WIDEST)) return 'i64'
  if ((demand & ~D.INDEX) === 0) return 'index'
  if (isSafeInteger(r) && !sign) return 'i64'
  return 'f64'
}

/** Does a function value need anything at run time? One possible function that captures nothing does not. */
export function closureIsStatic(type: SemType): boolean {
  return type.closures.length === 1 && type.closures[0]!.template.captures.length === 0
}

export function reprOf(type: SemType, demand: number): Repr {
  const { kinds } = type
  const rest = kinds & ~NULLISH
  if (rest === 0) return kinds === NULLISH ? 'tagged' : 'none'
  if (onlyKinds(type, BOOLEAN)) return 'bool'
  if (onlyKinds(type, K.NUMBER)) return numberRepr(type.range!, demand)
  if (onlyKinds(type, K.NUMBER | BOOLEAN | NULLISH)) {
    if ((demand & ~D.WORD) === 0) return 'word'
    if ((demand & ~D.INDEX) === 0) return 'index'
    const integer = type.range !== null && isSafeInteger(type.range) && !(type.range.negativeZero && demand & D.SIGN)
    return kinds === (K.NUMBER | K.UNDEFINED) && integer ? 'i64u' : 'tagged'
  }
  if (isMixed(type)) return 'tagged'
  if (isThrown(type)) return 'error'
  if (rest === K.BIGINT) return kinds === K.BIGINT ? 'big' : 'bigbox'
  if (rest === K.STRING) return 'str'
  if (kinds === K.CONSTANT) return 'none'
  if (kinds === K.FUNCTION) return closureIsStatic(type) ? 'none' : 'ref'
  if (rest === K.FUNCTION || rest === K.REF || kinds === K.CELL) return 'ref'
  return 'none'
}

/** Can the type be kept in a register at all? */
export function representable(type: SemType): boolean {
  if (type.conflict) return false
  const rest = type.kinds & ~NULLISH
  if ((rest & ~(K.NUMBER | BOOLEAN)) === 0 || isMixed(type) || isThrown(type)) return true
  if (rest === K.CONSTANT) return type.kinds === rest
  return rest === K.STRING || rest === K.BIGINT || rest === K.FUNCTION || rest === K.REF || type.kinds === K.CELL
}

/** The register type of each form. */
export const REGISTER: Record<Exclude<Repr, 'none'>, Type> = {
  bool: 'bool',
  i32: 'i32',
  word: 'i32',
  index: 'i32',
  i64: 'i64',
  i64u: 'i64',
  f64: 'f64',
  tagged: 'f64',
  big: 'i64',
  bigbox: 'ref',
  str: 'i32',
  error: 'i32',
  ref: 'ref',
}
