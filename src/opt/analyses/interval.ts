/** Intervals of numbers and what operations do to them. Ends of integers beyond 2^53 are infinite: unknown. The interval
 *  of a double holds if it is not NaN. */
import type { Op } from '../../ir/ops.ts'
import type { Storage, Type } from '../../ir/types.ts'
import type { Relation } from './facts.ts'

export interface Interval {
  readonly lo: number
  readonly hi: number
}

export const MIN32 = -(2 ** 31)
export const MAX32 = 2 ** 31 - 1
/** A result that a double has rounded to 2^53 may have been beyond. */
const SAFE = Number.MAX_SAFE_INTEGER
const EXACT64 = 2 ** 63 - 2 ** 58

export const INT32: Interval = { lo: MIN32, hi: MAX32 }
export const UNKNOWN: Interval = { lo: -Infinity, hi: Infinity }
/** No value at all: not reached, so far as is known. */
export const NOTHING: Interval = { lo: Infinity, hi: -Infinity }

export function isNothing({ lo, hi }: Interval): boolean {
  return lo > hi
}

/** What a value of the type can be at most. */
export function fullInterval(type: Type): Interval {
  if (type === 'i32') return INT32
  return type === 'bool' ? { lo: 0, hi: 1 } : UNKNOWN
}

export function hull(a: Interval, b: Interval): Interval {
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) }
}

export function equalIntervals(a: Interval, b: Interval): boolean {
  return a.lo === b.lo && a.hi === b.hi
}

export function isInside(a: Interval, b: Interval): boolean {
  return a.lo >= b.lo && a.hi <= b.hi
}

/** Ends that a double may have rounded say nothing. */
const low = (x: number) => (x < -SAFE ? -Infinity : Math.min(x, SAFE))
const high = (x: number) => (x > SAFE ? Infinity : Math.max(x, -SAFE))

/** The part of `a`, an interval of integers, for which `a relation b` can hold; `b` may be a double. */
export function refine(a: Interval, relation: Relation, b: Interval): Interval {
  switch (relation) {
    case 'lt':
      return { lo: a.lo, hi: Math.min(a.hi, high(Math.ceil(b.hi) - 1)) }
    case 'le':
      return { lo: a.lo, hi: Math.min(a.hi, high(Math.floor(b.hi))) }
    case 'gt':
      return { lo: Math.max(a.lo, low(Math.floor(b.lo) + 1)), hi: a.hi }
    case 'ge':
      return { lo: Math.max(a.lo, low(Math.ceil(b.lo))), hi: a.hi }
    case 'eq':
      return { lo: Math.max(a.lo, low(Math.ceil(b.lo))), hi: Math.min(a.hi, high(Math.floor(b.hi))) }
    case 'ne':
      if (b.lo !== b.hi) return a
      return { lo: a.lo === b.lo ? a.lo + 1 : a.lo, hi: a.hi === b.lo ? a.hi - 1 : a.hi }
    // Unsigned below something that is not negative: not negative either.
    case 'lt_u':
      return b.lo >= 0 ? { lo: Math.max(a.lo, 0), hi: Math.min(a.hi, b.hi - 1) } : a
    case 'le_u':
      return b.lo >= 0 ? { lo: Math.max(a.lo, 0), hi: Math.min(a.hi, b.hi) } : a
    case 'gt_u':
      return a.lo >= 0 && b.lo >= 0 ? { lo: Math.max(a.lo, b.lo + 1), hi: a.hi } : a
    case 'ge_u':
      return a.lo >= 0 && b.lo >= 0 ? { lo: Math.max(a.lo, b.lo), hi: a.hi } : a
    case 'most':
      return { lo: a.lo, hi: Math.min(a.hi, b.hi) }
    case 'least':
      return { lo: Math.max(a.lo, b.lo), hi: a.hi }
  }
}

type Transfer = (a: Interval, b: Interval) => Interval

/** Exact ends, or everything where the operation may wrap. */
function checked(lo: number, hi: number, bits: 32 | 64): Interval {
  if (bits === 32) return lo >= MIN32 && hi <= MAX32 ? { lo, hi } : INT32
  // Well inside 64 bits, so that rounding does not matter.
  return lo > -EXACT64 && hi < EXACT64 ? { lo: low(lo), hi: high(hi) } : UNKNOWN
}

function corners(a: Interval, b: Interval, of: (x: number, y: number) => number): [number, number] {
  const all = [of(a.lo, b.lo), of(a.lo, b.hi), of(a.hi, b.lo), of(a.hi, b.hi)].map((x) => (Number.isNaN(x) ? Infinity : x))
  return [Math.min(...all), Math.max(...all)]
}

function bothWidths(name: string, of: (bits: 32 | 64) => Transfer): Partial<Record<Op, Transfer>> {
  return { [`i32.${name}`]: of(32), [`i64.${name}`]: of(64) }
}

const full = (bits: 32 | 64) => (bits === 32 ? INT32 : UNKNOWN)
const constant = ({ lo, hi }: Interval) => (lo === hi ? lo : undefined)
/** All bits up to the highest of the number set. */
function filled(x: number): number {
  if (!Number.isFinite(x)) return Infinity
  let power = 1
  while (power <= x) power *= 2
  return power - 1
}

/** NaN at an end: nothing is known. */
const ordered = (lo: number, hi: number): Interval => (Number.isNaN(lo) || Number.isNaN(hi) ? UNKNOWN : { lo, hi })

function extremes(a: Interval, b: Interval, of: (x: number, y: number) => number): [number, number] {
  const all = [of(a.lo, b.lo), of(a.lo, b.hi), of(a.hi, b.lo), of(a.hi, b.hi)]
  return [Math.min(...all), Math.max(...all)]
}

/** A double made an integer; NaN gives 0. */
function truncated(a: Interval, least: number, most: number): Interval {
  const clamp = (x: number) => Math.trunc(Math.min(Math.max(x, least), most)) + 0
  return hull({ lo: clamp(a.lo), hi: clamp(a.hi) }, { lo: 0, hi: 0 })
}

/** By operation, the interval of its result; `bool` results and others not named are unknown. */
export const TRANSFER: Partial<Record<Op, Transfer>> = {
  ...bothWidths('add', (bits) => (a, b) => checked(a.lo + b.lo, a.hi + b.hi, bits)),
  ...bothWidths('sub', (bits) => (a, b) => checked(a.lo - b.hi, a.hi - b.lo, bits)),
  ...bothWidths('mul', (bits) => (a, b) => checked(...corners(a, b, (x, y) => x * y), bits)),
  ...bothWidths('and', (bits) => (a, b) => {
    if (a.lo >= 0 && b.lo >= 0) return { lo: 0, hi: Math.min(a.hi, b.hi) }
    if (a.lo >= 0 || b.lo >= 0) return { lo: 0, hi: a.lo >= 0 ? a.hi : b.hi }
    return full(bits)
  }),
  ...bothWidths(
    'or',
    (bits) => (a, b) => (a.lo >= 0 && b.lo >= 0 ? { lo: Math.max(a.lo, b.lo), hi: filled(Math.max(a.hi, b.hi)) } : full(bits)),
  ),
  ...bothWidths('xor', (bits) => (a, b) => (a.lo >= 0 && b.lo >= 0 ? { lo: 0, hi: filled(Math.max(a.hi, b.hi)) } : full(bits))),
  ...bothWidths('shl', (bits) => (a, b) => {
    const by = constant(b)
    return by !== undefined && by >= 0 && by < 31 ? checked(a.lo * 2 ** by, a.hi * 2 ** by, bits) : full(bits)
  }),
  ...bothWidths('shr_s', (bits) => (a, b) => {
    const by = constant(b)
    if (by !== undefined && by >= 0 && by < bits) return { lo: Math.floor(a.lo / 2 ** by), hi: Math.floor(a.hi / 2 ** by) }
    return { lo: Math.min(a.lo, 0), hi: Math.max(a.hi, 0) }
  }),
  ...bothWidths('shr_u', (bits) => (a, b) => {
    const by = constant(b)
    if (by !== undefined && by > 0 && by < bits) {
      if (a.lo >= 0) return { lo: Math.floor(a.lo / 2 ** by), hi: Math.floor(a.hi / 2 ** by) }
      return bits - by <= 53 ? { lo: 0, hi: 2 ** (bits - by) - 1 } : { lo: 0, hi: Infinity }
    }
    return a.lo >= 0 ? { lo: 0, hi: a.hi } : full(bits)
  }),
  ...bothWidths('div_s', (bits) => (a, b) => (b.lo > 0 ? checked(...corners(a, b, (x, y) => Math.trunc(x / y)), bits) : full(bits))),
  ...bothWidths('div_u', (bits) => (a, b) => {
    if (a.lo < 0 || b.lo < 0) return full(bits)
    return { lo: 0, hi: Math.floor(a.hi / Math.max(b.lo, 1)) }
  }),
  ...bothWidths('rem_s', () => (a, b) => {
    const most = Math.max(Math.abs(b.lo), Math.abs(b.hi)) - 1
    return { lo: a.lo < 0 ? Math.max(a.lo, -most) : 0, hi: a.hi > 0 ? Math.min(a.hi, most) : 0 }
  }),
  ...bothWidths('rem_u', (bits) => (a, b) => {
    if (b.lo < 0) return full(bits)
    return { lo: 0, hi: a.lo >= 0 ? Math.min(a.hi, b.hi - 1) : b.hi - 1 }
  }),
  'i32.clz': () => ({ lo: 0, hi: 32 }),
  'i32.ctz': () => ({ lo: 0, hi: 32 }),
  'i32.from_bool': () => ({ lo: 0, hi: 1 }),
  'i32.wrap': (a) => (isInside(a, INT32) ? a : INT32),
  'i64.extend_s': (a) => a,
  'i64.extend_u': (a) => (a.lo >= 0 ? a : { lo: 0, hi: 2 ** 32 - 1 }),
  'i32.index_i64': (a) => (a.lo >= 0 && a.hi <= MAX32 ? a : { lo: -1, hi: Math.max(-1, Math.min(a.hi, MAX32)) }),
  'f64.from_i32_s': (a) => a,
  'f64.from_i32_u': (a) => (a.lo >= 0 ? a : { lo: 0, hi: 2 ** 32 - 1 }),
  'f64.from_i64_s': (a) => a,
  'f64.add': (a, b) => ordered(a.lo + b.lo, a.hi + b.hi),
  'f64.sub': (a, b) => ordered(a.lo - b.hi, a.hi - b.lo),
  'f64.mul': (a, b) => ordered(...extremes(a, b, (x, y) => x * y)),
  'f64.div': (a, b) => (b.lo > 0 || b.hi < 0 ? ordered(...extremes(a, b, (x, y) => x / y)) : UNKNOWN),
  'f64.min': (a, b) => ({ lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi) }),
  'f64.max': (a, b) => ({ lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi) }),
  'tag.clean': (a) => a,
  'f64.neg': (a) => ({ lo: -a.hi, hi: -a.lo }),
  'f64.abs': (a) => ({ lo: a.lo > 0 ? a.lo : a.hi < 0 ? -a.hi : 0, hi: Math.max(Math.abs(a.lo), Math.abs(a.hi)) }),
  'f64.sqrt': (a) => ({ lo: Math.sqrt(Math.max(a.lo, 0)), hi: Math.sqrt(Math.max(a.hi, 0)) }),
  'f64.floor': (a) => ({ lo: Math.floor(a.lo), hi: Math.floor(a.hi) }),
  'f64.ceil': (a) => ({ lo: Math.ceil(a.lo), hi: Math.ceil(a.hi) }),
  'f64.trunc': (a) => ({ lo: Math.trunc(a.lo), hi: Math.trunc(a.hi) }),
  'f64.nearest': (a) => ({ lo: Math.floor(a.lo), hi: Math.ceil(a.hi) }),
  'i32.from_f64_sat_s': (a) => truncated(a, MIN32, MAX32),
  'i64.from_f64_sat_s': (a) => {
    const { lo, hi } = truncated(a, -Infinity, Infinity)
    return { lo: low(lo), hi: high(hi) }
  },
  'i32.to_int32': (a) => (a.lo > MIN32 - 1 && a.hi < MAX32 + 1 ? truncated(a, MIN32, MAX32) : INT32),
  'i32.index_f64': () => ({ lo: -1, hi: MAX32 }),
}

const STORED: Partial<Record<Storage, Interval>> = {
  i8: { lo: -128, hi: 127 },
  u8: { lo: 0, hi: 255 },
  u8c: { lo: 0, hi: 255 },
  i16: { lo: -32768, hi: 32767 },
  u16: { lo: 0, hi: 65535 },
  i32: INT32,
  bool: { lo: 0, hi: 1 },
}

/** A length that fits the linear memory, by region and offset: nothing has more than 2^30 elements. */
const LENGTHS: ReadonlySet<string> = new Set(['array.header +12', 'list.length +12', 'list.capacity +16'])
const MOST_ELEMENTS = 2 ** 30

/** What a load of any kind can give. */
export function loadedInterval(imm: unknown, type: Type): Interval {
  const { storage, region, offset, outside } = imm as { storage: Storage; region: string; offset?: number; outside?: string }
  if (type === 'i32' && LENGTHS.has(`${region} +${offset}`)) return { lo: 0, hi: MOST_ELEMENTS }
  const stored = STORED[storage]
  if (stored === undefined || (type !== 'i32' && type !== 'i64')) return fullInterval(type)
  if (outside === 'undefined') return fullInterval(type)
  return outside === 'zero' || outside === 'nan' ? hull(stored, { lo: 0, hi: 0 }) : stored
}
