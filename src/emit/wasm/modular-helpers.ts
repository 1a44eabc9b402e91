/**
 * The remainder of a product and a sum of more than 64 bits: `(a * b + c) % d`.
 *
 * The product is made of four of 32 bits. It is divided by multiplication with the divisor's reciprocal (Möller and Granlund,
 * Improved division by invariant integers, algorithm 4), which the module remembers for the divisor of the last time: a modulus
 * seldom changes. The reciprocal comes from a division in two steps of 32 bits each, as on paper (Knuth, The Art of Computer
 * Programming 2, 4.3.1, algorithm D). Few programs need it, so it is put together at need.
 */
import type { Helper, Token } from './helpers.ts'

const LOW = 0xffff_ffffn

const get = (local: number): Token[] => ['local.get', local]
const set = (local: number): Token[] => ['local.set', local]
const high = (value: Token[]): Token[] => [...value, 'i64.const', 32n, 'i64.shr_u']
const low = (value: Token[]): Token[] => [...value, 'i64.const', LOW, 'i64.and']
const minus = (value: Token[]): Token[] => ['i64.const', 0n, ...value, 'i64.sub']

/** Locals after the four parameters; `T` to `REST` are used in one place after another. */
const [A, B, C, D, HIGH, LOWER, SIGN, T, Q, REST, SHIFT, RECIPROCAL] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const LOCALS = Array<'i64'>(8).fill('i64')
/** Globals of the module: the last divisor, shifted so that its highest bit is set, and its reciprocal, floor((2^128 − 1) / d) − 2^64. */
const [LAST_DIVISOR, LAST_RECIPROCAL] = [0, 1]
const GLOBALS = 2

/** upper, lower = x · y, unsigned. `lower` may be one of the factors, `upper` may not. */
const product = (x: number, y: number, upper: number, lower: number) => [
  // T: the middle, and its carry in Q.
  ...[...low(get(x)), ...high(get(y)), 'i64.mul'],
  ...[...low(get(x)), ...low(get(y)), 'i64.mul', 'i64.const', 32n, 'i64.shr_u', 'i64.add', ...set(T)],
  ...[...high(get(x)), ...low(get(y)), 'i64.mul', ...low(get(T)), 'i64.add', ...set(Q)],
  ...[...high(get(x)), ...high(get(y)), 'i64.mul', ...high(get(T)), 'i64.add', ...high(get(Q)), 'i64.add', ...set(upper)],
  ...[...get(x), ...get(y), 'i64.mul', ...set(lower)],
]

/** HIGH, LOWER = − (HIGH, LOWER) */
const negated = () => [
  ...[...minus(get(LOWER)), ...set(LOWER)],
  ...[...get(HIGH), 'i64.const', -1n, 'i64.xor', ...get(LOWER), 'i64.eqz', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
]

/** Q, T = (T · 2^32 + 2^32 − 1) / D and its remainder. T is less than D, whose highest bit is set. */
const step = () => [
  ...[...get(T), ...high(get(D)), 'i64.div_u', ...set(Q)],
  ...[...get(Q), 'i64.const', LOW, 'i64.gt_u', 'if', 'empty', 'i64.const', LOW, ...set(Q), 'end'],
  ...[...get(T), ...get(Q), ...high(get(D)), 'i64.mul', 'i64.sub', ...set(REST)],
  // At most two too large.
  ...['block', 'empty', 'loop', 'empty'],
  ...[...high(get(REST)), 'i64.eqz', 'i32.eqz', 'br_if', 1],
  ...[...get(Q), ...low(get(D)), 'i64.mul', ...get(REST), 'i64.const', 32n, 'i64.shl', 'i64.const', LOW, 'i64.or', 'i64.le_u', 'br_if', 1],
  ...[...get(Q), 'i64.const', 1n, 'i64.sub', ...set(Q), ...get(REST), ...high(get(D)), 'i64.add', ...set(REST)],
  ...['br', 0, 'end', 'end'],
  ...[...get(T), 'i64.const', 32n, 'i64.shl', 'i64.const', LOW, 'i64.or', ...get(Q), ...get(D), 'i64.mul', 'i64.sub', ...set(T)],
]

/** RECIPROCAL = (2^128 − 1) / D − 2^64: what is divided is less than D · 2^64. */
const reciprocal = () => [
  ...[...get(D), 'global.get', LAST_DIVISOR, 'i64.ne', 'if', 'empty'],
  ...[...get(D), 'i64.const', -1n, 'i64.xor', ...set(T)],
  ...step(),
  ...[...get(Q), 'i64.const', 32n, 'i64.shl', ...set(RECIPROCAL)],
  ...step(),
  ...[...get(RECIPROCAL), ...get(Q), 'i64.or', 'global.set', LAST_RECIPROCAL, ...get(D), 'global.set', LAST_DIVISOR, 'end'],
  ...['global.get', LAST_RECIPROCAL, ...set(RECIPROCAL)],
]

/** Leaves (HIGH, LOWER) % D on the stack, all unsigned; D is not 0. */
const remainder = () => [
  ...[...get(HIGH), 'i64.eqz', 'if', 'i64', ...get(LOWER), ...get(D), 'i64.rem_u', 'else'],
  ...[...get(HIGH), ...get(D), 'i64.ge_u', 'if', 'empty', ...get(HIGH), ...get(D), 'i64.rem_u', ...set(HIGH), 'end'],
  ...[...get(D), 'i64.clz', ...set(SHIFT), ...get(D), ...get(SHIFT), 'i64.shl', ...set(D)],
  ...reciprocal(),
  // (A, B): the dividend, shifted as the divisor is.
  ...[...get(HIGH), ...get(SHIFT), 'i64.shl', ...get(LOWER), 'i64.const', 1n, 'i64.shr_u', 'i64.const', 63n, ...get(SHIFT), 'i64.sub'],
  ...['i64.shr_u', 'i64.or', ...set(A), ...get(LOWER), ...get(SHIFT), 'i64.shl', ...set(B)],
  // (HIGH, LOWER): the quotient and its fraction.
  ...product(RECIPROCAL, A, HIGH, LOWER),
  ...[...get(LOWER), ...get(B), 'i64.add', ...set(LOWER)],
  ...[...get(HIGH), ...get(A), 'i64.add', ...get(LOWER), ...get(B), 'i64.lt_u', 'i64.extend_i32_u', 'i64.add', 'i64.const', 1n, 'i64.add'],
  ...[...set(HIGH), ...get(B), ...get(HIGH), ...get(D), 'i64.mul', 'i64.sub', ...set(REST)],
  ...[...get(REST), ...get(D), 'i64.add', ...get(REST), ...get(REST), ...get(LOWER), 'i64.gt_u', 'select', ...set(REST)],
  ...[...get(REST), ...get(D), 'i64.sub', ...get(REST), ...get(REST), ...get(D), 'i64.ge_u', 'select'],
  ...[...get(SHIFT), 'i64.shr_u', 'end'],
]

const magnitude = (local: number) => [
  ...[...get(local), 'i64.const', 63n, 'i64.shr_s', ...set(T)],
  ...[...get(local), ...get(T), 'i64.xor', ...get(T), 'i64.sub', ...set(local)],
]

export const mulAddRemUnsigned: Helper = {
  params: ['i64', 'i64', 'i64', 'i64'],
  result: 'i64',
  locals: LOCALS,
  globals: GLOBALS,
  code: () =>
    [
      ...product(A, B, HIGH, LOWER),
      ...[...get(LOWER), ...get(C), 'i64.add', ...set(LOWER)],
      ...[...get(HIGH), ...get(LOWER), ...get(C), 'i64.lt_u', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
      ...remainder(),
    ] as Token[],
}

/** The same with signs: that of the sum is the result's. */
export const mulAddRemSigned: Helper = {
  params: ['i64', 'i64', 'i64', 'i64'],
  result: 'i64',
  locals: LOCALS,
  globals: GLOBALS,
  code: () =>
    [
      ...[...get(A), ...get(B), 'i64.xor', ...set(SIGN)],
      ...magnitude(A),
      ...magnitude(B),
      ...product(A, B, HIGH, LOWER),
      ...[...get(SIGN), 'i64.const', 0n, 'i64.lt_s', 'if', 'empty', ...negated(), 'end'],
      ...[...get(LOWER), ...get(C), 'i64.add', ...set(LOWER)],
      ...[...get(HIGH), ...get(C), 'i64.const', 63n, 'i64.shr_s', 'i64.add'],
      ...[...get(LOWER), ...get(C), 'i64.lt_u', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
      ...[...get(HIGH), 'i64.const', 63n, 'i64.shr_s', ...set(SIGN)],
      ...[...get(SIGN), 'i64.eqz', 'i32.eqz', 'if', 'empty', ...negated(), 'end'],
      ...magnitude(D),
      ...remainder(),
      ...[...get(SIGN), 'i64.xor', ...get(SIGN), 'i64.sub'],
    ] as Token[],
}
