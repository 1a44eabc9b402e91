/** Intervals of bigints. A bigint is kept in 64 bits: as int64, or as uint64 once its interval reaches 2^63. */

export interface BigRange {
  readonly lo: bigint
  readonly hi: bigint
}

export const MIN64 = -(2n ** 63n)
export const MAX64 = 2n ** 63n - 1n
export const UMAX64 = 2n ** 64n - 1n

export const INT64: BigRange = { lo: MIN64, hi: MAX64 }
export const UINT64: BigRange = { lo: 0n, hi: UMAX64 }

export function bigRange(lo: bigint, hi: bigint): BigRange {
  return { lo, hi }
}

/** Is it kept as uint64? */
export function isUnsigned(big: BigRange): boolean {
  return big.hi > MAX64
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b)
const larger = (a: bigint, b: bigint) => (a > b ? a : b)

export function joinBig(a: BigRange, b: BigRange): BigRange {
  const hi = larger(a.hi, b.hi)
  // Where an int64 meets a uint64 the program works in uint64: a negative one is refused when it gets there.
  const lo = hi > MAX64 ? larger(smaller(a.lo, b.lo), 0n) : smaller(a.lo, b.lo)
  return lo === a.lo && hi === a.hi ? a : { lo, hi }
}

export function widenBig(old: BigRange, next: BigRange): BigRange {
  const lo = next.lo < old.lo ? (next.lo >= 0n || next.hi > MAX64 ? 0n : MIN64) : next.lo
  const hi = next.hi > old.hi ? (next.hi > MAX64 ? UMAX64 : MAX64) : next.hi
  return { lo, hi }
}

/**
 * The result of an operation: its exact interval if that fits the domain of the operands. If not, anything in the domain:
 * either the operation is checked, or only the low 64 bits are asked for and it wraps.
 */
export function clampBig(lo: bigint, hi: bigint, unsigned: boolean): BigRange {
  const domain = unsigned ? UINT64 : INT64
  return lo >= domain.lo && hi <= domain.hi ? { lo, hi } : domain
}

const hull = (values: bigint[]): [bigint, bigint] => [values.reduce(smaller), values.reduce(larger)]

/** The operands are uint64 if either is (a constant that fits both does not decide). */
export function unsignedDomain(a: BigRange, b: BigRange): boolean {
  return isUnsigned(a) || isUnsigned(b)
}

type Corner = (x: bigint, y: bigint) => bigint

function corners(a: BigRange, b: BigRange, f: Corner): [bigint, bigint] {
  return hull([f(a.lo, b.lo), f(a.lo, b.hi), f(a.hi, b.lo), f(a.hi, b.hi)])
}

/** Exact intervals of + − ×, before any check. */
export const exactBig: Record<'add' | 'sub' | 'mul', (a: BigRange, b: BigRange) => [bigint, bigint]> = {
  add: (a, b) => [a.lo + b.lo, a.hi + b.hi],
  sub: (a, b) => [a.lo - b.hi, a.hi - b.lo],
  mul: (a, b) => corners(a, b, (x, y) => x * y),
}

export function divBig(a: BigRange, b: BigRange): [bigint, bigint] {
  if (b.lo > 0n || b.hi < 0n) return corners(a, b, (x, y) => x / y)
  const size = larger(a.lo < 0n ? -a.lo : a.lo, a.hi < 0n ? -a.hi : a.hi)
  return [a.lo >= 0n && b.lo >= 0n ? 0n : -size, size]
}

export function modBig(a: BigRange, b: BigRange): [bigint, bigint] {
  const size = larger(b.lo < 0n ? -b.lo : b.lo, b.hi < 0n ? -b.hi : b.hi) - 1n
  const bound = size < 0n ? 0n : size
  return [a.lo < 0n ? larger(-bound, a.lo) : 0n, a.hi > 0n ? smaller(bound, a.hi) : 0n]
}

/** No more bits than the operands have: for `|` and `^`. */
export function orBig(a: BigRange, b: BigRange): [bigint, bigint] {
  let top = 1n
  const size = larger(larger(a.hi, b.hi), larger(-a.lo - 1n, -b.lo - 1n))
  while (top <= size) top <<= 1n
  return [a.lo >= 0n && b.lo >= 0n ? 0n : -top, top - 1n]
}

export function andBig(a: BigRange, b: BigRange): [bigint, bigint] {
  if (a.lo >= 0n && b.lo >= 0n) return [0n, smaller(a.hi, b.hi)]
  if (a.lo >= 0n) return [0n, a.hi]
  if (b.lo >= 0n) return [0n, b.hi]
  return orBig(a, b)
}

/** `<<` by a count that is known to lie in 0…`most` (at most 64 counts: more would leave 64 bits unless the value is 0). */
export function shlBig(a: BigRange, count: BigRange): [bigint, bigint] {
  const least = smaller(larger(count.lo, 0n), 64n)
  const most = smaller(larger(count.hi, 0n), 64n)
  return hull([a.lo << least, a.lo << most, a.hi << least, a.hi << most])
}

export function shrBig(a: BigRange, count: BigRange): [bigint, bigint] {
  const least = smaller(larger(count.lo, 0n), 64n)
  const most = smaller(larger(count.hi, 0n), 64n)
  return hull([a.lo >> least, a.lo >> most, a.hi >> least, a.hi >> most])
}
