/**
 * Intervals of JavaScript numbers, with what the interval alone cannot say. All functions are the exact
 * hulls of the operation on the two sets (rounded outwards where a bound is not exact).
 */

/** A set of numbers: the reals (or integers) from `lo` to `hi`, which may be infinite, and perhaps NaN and −0. */
export interface Range {
  readonly lo: number
  readonly hi: number
  /** Every finite member is an integer. */
  readonly integer: boolean
  readonly nan: boolean
  /** −0 may be a member (0 is one if `lo` ≤ 0 ≤ `hi` and not `nonzero`). */
  readonly negativeZero: boolean
  /** Neither 0 nor −0 is a member. */
  readonly nonzero: boolean
}

export const INT32_MIN = -(2 ** 31)
export const INT32_MAX = 2 ** 31 - 1
export const UINT32_MAX = 2 ** 32 - 1
/** Integers up to here are exact and so are their neighbours. A bound of 2^53 may have been rounded: the 64 bits would hold 2^53 + 1. */
export const SAFE = 2 ** 53 - 1

export function range(lo: number, hi: number, flags: Partial<Omit<Range, 'lo' | 'hi'>> = {}): Range {
  return { lo: lo + 0, hi: hi + 0, integer: false, nan: false, negativeZero: false, nonzero: false, ...flags }
}

export function integers(lo: number, hi: number, flags: Partial<Range> = {}): Range {
  return range(lo, hi, { integer: true, ...flags })
}

export const ANY_NUMBER = range(-Infinity, Infinity, { nan: true, negativeZero: true })
export const INT32 = integers(INT32_MIN, INT32_MAX)
export const UINT32 = integers(0, UINT32_MAX)
export const LENGTH = integers(0, INT32_MAX)
export const ONLY_NAN: Range = { lo: Infinity, hi: -Infinity, integer: true, nan: true, negativeZero: false, nonzero: true }

/** The set of one number. */
export function exactly(value: number): Range {
  if (Number.isNaN(value)) return ONLY_NAN
  const negativeZero = Object.is(value, -0)
  return { lo: value + 0, hi: value + 0, integer: Number.isInteger(value), nan: false, negativeZero, nonzero: value !== 0 }
}

/** The one number of the set, if it is a single one; −0 is told from 0. */
export function singleton(r: Range): number | undefined {
  if (isEmpty(r)) return r.nan ? Number.NaN : undefined
  if (r.nan || r.lo !== r.hi) return undefined
  if (r.lo !== 0) return r.lo
  // A set made by `exactly(-0)` and a join of 0 and −0 look alike: only a set without −0 is surely one number.
  return r.negativeZero ? undefined : 0
}

/** What `exactly(-0)` makes; elsewhere also 0 or −0. */
export function isMinusZero(r: Range): boolean {
  return r.lo === 0 && r.hi === 0 && r.negativeZero && !r.nan
}

/** No number but perhaps NaN. */
export function isEmpty(r: Range): boolean {
  return r.lo > r.hi
}

export function hasZero(r: Range): boolean {
  return r.lo <= 0 && r.hi >= 0 && !r.nonzero
}

export function within(r: Range, lo: number, hi: number): boolean {
  return isEmpty(r) || (r.lo >= lo && r.hi <= hi)
}

/** Every member is an integer that an int32 holds; −0 is not looked at. */
export function isInt32(r: Range): boolean {
  return r.integer && !r.nan && within(r, INT32_MIN, INT32_MAX)
}

/** Every member is an integer of at most 2^53 in size; −0 is not looked at. */
export function isSafeInteger(r: Range): boolean {
  return r.integer && !r.nan && within(r, -SAFE, SAFE)
}

export function sameRange(a: Range, b: Range): boolean {
  return (
    a === b ||
    (a.lo === b.lo &&
      a.hi === b.hi &&
      a.integer === b.integer &&
      a.nan === b.nan &&
      a.negativeZero === b.negativeZero &&
      a.nonzero === b.nonzero)
  )
}

export function joinRange(a: Range, b: Range): Range {
  if (a === b) return a
  const joined: Range = {
    lo: Math.min(a.lo, b.lo),
    hi: Math.max(a.hi, b.hi),
    integer: a.integer && b.integer,
    nan: a.nan || b.nan,
    negativeZero: a.negativeZero || b.negativeZero,
    nonzero: a.nonzero && b.nonzero,
  }
  return sameRange(joined, a) ? a : joined
}

const STEPS = [-Infinity, -SAFE, -(2 ** 52), -UINT32_MAX, INT32_MIN, -1, 0, 1, INT32_MAX, UINT32_MAX, 2 ** 52, SAFE, Infinity]

/** How far a counter can get (see facts.ts); a little below 2^53 so that the next few values are exact too. */
export const COUNTER_LIMIT = 2 ** 52

/** A bound that keeps moving jumps to the next of a few steps, so that loops reach a fixed point. `limit` stops it (see counters). */
export function widen(old: Range, next: Range, limit: number): Range {
  let { lo, hi } = next
  if (lo < old.lo) lo = Math.max(STEPS.findLast((step) => step <= lo)!, -limit)
  if (hi > old.hi) hi = Math.min(STEPS.find((step) => step >= hi)!, limit)
  return { ...next, lo, hi }
}

/** A hull with no NaN of `lo` and `hi` candidates; NaN candidates (∞−∞, 0·∞) are skipped. */
function hull(values: number[]): [number, number] {
  let lo = Infinity
  let hi = -Infinity
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < lo) lo = value
    if (value > hi) hi = value
  }
  return [lo, hi]
}

const infinite = (r: Range) => r.lo === -Infinity || r.hi === Infinity

export function addRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  const lo = a.lo + b.lo
  const hi = a.hi + b.hi
  const opposite = (a.lo === -Infinity && b.hi === Infinity) || (a.hi === Infinity && b.lo === -Infinity)
  return {
    lo: Number.isNaN(lo) ? -Infinity : lo,
    hi: Number.isNaN(hi) ? Infinity : hi,
    integer: a.integer && b.integer,
    nan: a.nan || b.nan || opposite,
    negativeZero: a.negativeZero && b.negativeZero,
    nonzero: a.lo + b.lo > 0 || a.hi + b.hi < 0,
  }
}

export function negRange(a: Range): Range {
  return { ...a, lo: -a.hi + 0, hi: -a.lo + 0, negativeZero: hasZero(a) }
}

export function subRange(a: Range, b: Range): Range {
  const sum = addRange(a, negRange(b))
  return { ...sum, negativeZero: a.negativeZero && hasZero(b) }
}

export function mulRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  const [lo, hi] = hull([a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi])
  const nan = a.nan || b.nan || (infinite(a) && hasZero(b)) || (infinite(b) && hasZero(a))
  const integer = a.integer && b.integer
  const zero = hasZero(a) || hasZero(b) || !integer
  const negative = a.lo < 0 || b.lo < 0 || a.negativeZero || b.negativeZero
  return {
    lo: zero ? Math.min(lo, 0) : lo,
    hi: zero ? Math.max(hi, 0) : hi,
    integer,
    nan,
    negativeZero: zero && negative,
    nonzero: integer && a.nonzero && b.nonzero,
  }
}

export function divRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  const nan = a.nan || b.nan || (hasZero(a) && hasZero(b)) || (infinite(a) && infinite(b))
  const negative = a.lo < 0 || b.lo < 0 || a.negativeZero || b.negativeZero
  if (b.nonzero && b.integer && !infinite(a)) {
    // |b| ≥ 1, so the quotient is no larger than the dividend.
    const size = Math.max(Math.abs(a.lo), Math.abs(a.hi))
    const positive = a.lo >= 0 && b.lo >= 0
    const lo = positive ? 0 : -size
    // A quotient of integers does not underflow: −0 comes from a zero only.
    const negativeZero = a.integer && !infinite(b) ? a.negativeZero || (hasZero(a) && b.lo < 0) : negative
    return range(lo, b.lo > 0 && a.hi <= 0 ? 0 : size, { nan, negativeZero })
  }
  return range(negative ? -Infinity : 0, Infinity, { nan, negativeZero: negative })
}

export function modRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  const nan = a.nan || b.nan || hasZero(b) || infinite(a)
  const most = Math.max(Math.abs(b.lo), Math.abs(b.hi))
  const bound = a.integer && b.integer ? most - 1 : most
  return {
    lo: a.lo < 0 ? Math.max(-bound, a.lo) : 0,
    hi: a.hi > 0 ? Math.max(0, Math.min(bound, a.hi)) : 0,
    integer: a.integer && b.integer,
    nan,
    negativeZero: a.lo < 0 || a.negativeZero,
    nonzero: false,
  }
}

/** ToInt32 of the set. */
export function toInt32Range(a: Range): Range {
  if (a.integer && within(a, INT32_MIN, INT32_MAX)) {
    if (isEmpty(a)) return exactly(0)
    return {
      ...a,
      lo: a.nan ? Math.min(a.lo, 0) : a.lo,
      hi: a.nan ? Math.max(a.hi, 0) : a.hi,
      nan: false,
      negativeZero: false,
      nonzero: a.nonzero && !a.nan,
    }
  }
  if (within(a, INT32_MIN, INT32_MAX)) return integers(Math.min(0, Math.ceil(a.lo)), Math.max(0, Math.floor(a.hi)))
  return INT32
}

/** ToUint32 of the set. */
export function toUint32Range(a: Range): Range {
  const low = toInt32Range(a)
  if (low.lo >= 0) return low
  if (a.integer && !a.nan && a.lo >= 0 && a.hi <= UINT32_MAX) return { ...a, negativeZero: false }
  return UINT32
}

export function andRange(x: Range, y: Range): Range {
  const a = toInt32Range(x)
  const b = toInt32Range(y)
  if (a.lo >= 0 && b.lo >= 0) return integers(0, Math.min(a.hi, b.hi))
  if (a.lo >= 0) return integers(0, a.hi)
  if (b.lo >= 0) return integers(0, b.hi)
  return INT32
}

/** `|` and `^` alike: no more bits than the operands have. */
export function orRange(x: Range, y: Range): Range {
  const a = toInt32Range(x)
  const b = toInt32Range(y)
  const size = Math.max(a.hi, b.hi, -a.lo - 1, -b.lo - 1, 0)
  const top = 2 ** (32 - Math.clz32(size)) - 1
  return integers(a.lo >= 0 && b.lo >= 0 ? 0 : -top - 1, top)
}

export function shlRange(x: Range, y: Range): Range {
  const count = singleton(y)
  const a = toInt32Range(x)
  if (count !== undefined) {
    const factor = 2 ** (count & 31)
    if (a.lo * factor >= INT32_MIN && a.hi * factor <= INT32_MAX) return integers(a.lo * factor, a.hi * factor)
  }
  return INT32
}

export function shrRange(x: Range, y: Range): Range {
  const a = toInt32Range(x)
  const count = singleton(y)
  if (count !== undefined) return integers(a.lo >> (count & 31), a.hi >> (count & 31))
  return integers(Math.min(a.lo, 0), Math.max(a.hi, a.lo < 0 ? -1 : 0, 0))
}

export function ushrRange(x: Range, y: Range): Range {
  const a = toUint32Range(x)
  const count = singleton(y)
  if (count !== undefined) return integers(a.lo >>> (count & 31), a.hi >>> (count & 31))
  return integers(0, a.hi)
}

/** Rounding functions: floor, ceil, trunc, round. */
export function roundRange(a: Range, round: (x: number) => number): Range {
  if (isEmpty(a)) return a
  const lo = round(a.lo)
  const hi = round(a.hi)
  // floor gives −0 for −0 only; the others for numbers just below 0 too.
  const negativeZero = a.negativeZero || (!a.integer && round !== Math.floor && a.lo < 0 && hi >= 0)
  return { lo: lo + 0, hi: hi + 0, integer: true, nan: a.nan, negativeZero, nonzero: a.nonzero && a.integer }
}

export function absRange(a: Range): Range {
  if (isEmpty(a)) return a
  const lo = a.lo >= 0 ? a.lo : a.hi <= 0 ? -a.hi : 0
  return { ...a, lo: lo + 0, hi: Math.max(-a.lo, a.hi), negativeZero: false }
}

export function minRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  return { ...joinRange(a, b), lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi), nan: a.nan || b.nan }
}

export function maxRange(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return ONLY_NAN
  const nonzero = (a.nonzero && b.nonzero) || a.lo > 0 || b.lo > 0
  return { ...joinRange(a, b), lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi), nan: a.nan || b.nan, nonzero }
}
