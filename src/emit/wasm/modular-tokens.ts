/** Instructions for remainders of wide products, put together from smaller ones. */
import type { Token } from './helpers.ts'

export type { Token }

export const LOW = 0xffff_ffffn

export type Tokens = readonly Token[]

export const get = (local: number): Token[] => ['local.get', local]
export const set = (local: number): Token[] => ['local.set', local]
export const bits = (value: bigint): Token[] => ['i64.const', value]
export const add = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.add']
export const sub = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.sub']
export const mul = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.mul']
export const rem = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.rem_u']
export const shl = (a: Tokens, count: Tokens): Token[] => [...a, ...count, 'i64.shl']
export const shr = (a: Tokens, count: Tokens): Token[] => [...a, ...count, 'i64.shr_u']
export const or = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.or']
export const xor = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.xor']
export const less = (a: Tokens, b: Tokens): Token[] => [...a, ...b, 'i64.lt_u']
export const select = (test: Tokens, a: Tokens, b: Tokens): Token[] => [...a, ...b, ...test, 'select']
export const when = (test: Tokens, ...then: Tokens[]): Token[] => [...test, 'if', 'empty', ...then.flat(), 'end']
export const otherwise = (test: Tokens, then: Tokens, other: Tokens): Token[] => [...test, 'if', 'empty', ...then, 'else', ...other, 'end']
export const high = (value: Tokens): Token[] => shr(value, bits(32n))
export const low = (value: Tokens): Token[] => [...value, ...bits(LOW), 'i64.and']

/** The sign of an int64 as 0 or −1, and by such a sign its magnitude, and back. */
export const signOf = (value: Tokens): Token[] => [...value, ...bits(63n), 'i64.shr_s']
export const signed = (value: Tokens, sign: Tokens): Token[] => sub(xor(value, sign), sign)

/** What a division by an estimate needs of the divisor, as instructions that push it. */
export interface Divisor {
  readonly value: Tokens
  /** The upper and the lower 32 bits of v. */
  readonly v: readonly [Tokens, Tokens]
  /** n − 32. */
  readonly down: Tokens
  /** 63 − n. */
  readonly up: Tokens
  readonly twice: Tokens
}

/** v, by the reciprocal: its highest bit, which is always set, is no part of that. */
export const vOf = (reciprocal: bigint): bigint => (BigInt.asUintN(64, reciprocal) >> 2n) | (2n ** 62n)

/**
 * The estimate for a divisor of n bits, 33 to 62; x and y are less than it. With h = floor(x·y / 2^(n−1)) < 2^63 and
 * v = floor((2^(n+62) − 1) / d) < 2^63, which is the reciprocal's upper bits, let q = floor(h·v / 2^63). Then
 *   x·y / d − h·2^(n−1) / d < 2^(n−1) / d ≤ 1          what h leaves off
 *   h·2^(n−1) / d − h·v / 2^63 ≤ h / 2^63 < 1           as d·v ≥ 2^(n+62) − d
 * and rounding leaves off less than 1: the rest x·y − q·d is in [0, 3·d), which is in 64 bits, however the products wrap. x and y are
 * taken apart at 31 bits, so that the middle of their product, three numbers of less than 2^62, does not carry; neither does that of h and v,
 * taken apart at 32: (2^31 − 1)·(2^32 − 1)·2 + 2^32 < 2^64.
 */
export function barrett(x: number, y: number, d: Divisor, rest: number, scratch: readonly number[]): Token[] {
  const [xh, xl, yh, yl, middle, h] = scratch as [number, number, number, number, number, number]
  return [
    ...[...apart(x, 31n, xh, xl), ...apart(y, 31n, yh, yl), ...setMiddle(31n, scratch)],
    ...[...add(shl(mul(get(xh), get(yh)), d.up), shr(get(middle), d.down)), ...set(h)],
    ...[...sub(mul(get(x), get(y)), mul(scaled(h, d.v, scratch), d.value)), ...set(rest)],
    // Seldom.
    ...when([...get(rest), ...d.twice, 'i64.ge_u'], sub(get(rest), d.twice), set(rest)),
    ...[...onceLess(rest, d.value), ...set(rest)],
  ]
}

/**
 * The estimate where one factor y stays the same (Shoup's, as in NTL): with v = floor(y · 2^63 / d) < 2^63 and x < 2^63, both x·y / d − x·v / 2^63 and
 * what rounding that leaves off are less than 1, so the rest is in [0, 2·d).
 */
export function byFactor(x: number, y: Tokens, v: readonly [Tokens, Tokens], d: Tokens, rest: number, scratch: readonly number[]): Token[] {
  return [...sub(mul(get(x), y), mul(scaled(x, v, scratch), d)), ...set(rest), ...onceLess(rest, d), ...set(rest)]
}

/** Push what is left when the divisor is taken away once, where it can be. */
export const onceLess = (value: number, divisor: Tokens): Token[] => select(less(get(value), divisor), get(value), sub(get(value), divisor))

const apart = (from: number, at: bigint, upper: number, lower: number): Token[] => [
  ...[...shr(get(from), bits(at)), ...set(upper)],
  ...([...get(from), ...bits(2n ** at - 1n), 'i64.and', ...set(lower)] as Token[]),
]

/** The middle of the product of two numbers that are taken apart, with what the lower parts carry into it. */
const setMiddle = (at: bigint, [xh, xl, yh, yl, middle]: readonly number[]): Token[] => [
  ...add(add(mul(get(xh!), get(yl!)), mul(get(xl!), get(yh!))), shr(mul(get(xl!), get(yl!)), bits(at))),
  ...set(middle!),
]

/** Push floor(h · v / 2^63) of two numbers less than 2^63. */
function scaled(h: number, v: readonly [Tokens, Tokens], scratch: readonly number[]): Token[] {
  const [xh, xl, yh, yl, middle] = scratch as [number, number, number, number, number]
  return [
    ...[...apart(h, 32n, xh, xl), ...v[0], ...set(yh), ...v[1], ...set(yl), ...setMiddle(32n, scratch)],
    ...add(shl(mul(get(xh), get(yh)), bits(1n)), shr(get(middle), bits(31n))),
  ]
}
