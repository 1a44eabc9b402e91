/**
 * The remainder of a product and a sum of more than 64 bits: `(a * b + c) % d`.
 *
 * The product is made of four of 32 bits; then the divisor, shifted so that its highest bit is set, is divided into the
 * 128 bits in two steps of 32 bits each, as on paper (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D).
 */
import type { Helper, Token } from './helpers.ts'

const LOW = 0xffff_ffffn

const get = (local: number): Token[] => ['local.get', local]
const set = (local: number): Token[] => ['local.set', local]
const high = (value: Token[]): Token[] => [...value, 'i64.const', 32n, 'i64.shr_u']
const low = (value: Token[]): Token[] => [...value, 'i64.const', LOW, 'i64.and']
const minus = (value: Token[]): Token[] => ['i64.const', 0n, ...value, 'i64.sub']

/** Locals after the four parameters; `t` to `rest` are used in one place after another. */
const [A, B, C, D, HIGH, LOWER, SIGN, T, Q, REST] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** HIGH, LOWER = A · B, unsigned. */
const product = [
  // T: the middle, and its carry in HIGH.
  ...[...low(get(A)), ...high(get(B)), 'i64.mul'],
  ...[...low(get(A)), ...low(get(B)), 'i64.mul', 'i64.const', 32n, 'i64.shr_u', 'i64.add', ...set(T)],
  ...[...high(get(A)), ...low(get(B)), 'i64.mul', ...low(get(T)), 'i64.add', ...set(Q)],
  ...[...high(get(A)), ...high(get(B)), 'i64.mul', ...high(get(T)), 'i64.add', ...high(get(Q)), 'i64.add', ...set(HIGH)],
  ...[...get(A), ...get(B), 'i64.mul', ...set(LOWER)],
]

/** HIGH, LOWER = − (HIGH, LOWER) */
const negated = [
  ...[...minus(get(LOWER)), ...set(LOWER)],
  ...[...get(HIGH), 'i64.const', -1n, 'i64.xor', ...get(LOWER), 'i64.eqz', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
]

/** The next 32 bits of the quotient: HIGH = (HIGH · 2^32 + next) % D. HIGH is less than D, whose highest bit is set. */
const step = (next: Token[]) => [
  ...[...get(HIGH), ...high(get(D)), 'i64.div_u', ...set(Q)],
  ...[...get(Q), 'i64.const', LOW, 'i64.gt_u', 'if', 'empty', 'i64.const', LOW, ...set(Q), 'end'],
  ...[...get(HIGH), ...get(Q), ...high(get(D)), 'i64.mul', 'i64.sub', ...set(REST)],
  // At most two too large.
  ...['block', 'empty', 'loop', 'empty'],
  ...[...high(get(REST)), 'i64.eqz', 'i32.eqz', 'br_if', 1],
  ...[...get(Q), ...low(get(D)), 'i64.mul', ...get(REST), 'i64.const', 32n, 'i64.shl', ...next, 'i64.or', 'i64.le_u', 'br_if', 1],
  ...[...get(Q), 'i64.const', 1n, 'i64.sub', ...set(Q), ...get(REST), ...high(get(D)), 'i64.add', ...set(REST)],
  ...['br', 0, 'end', 'end'],
  ...[...get(HIGH), 'i64.const', 32n, 'i64.shl', ...next, 'i64.or', ...get(Q), ...get(D), 'i64.mul', 'i64.sub', ...set(HIGH)],
]

/** Leaves (HIGH, LOWER) % D on the stack, all unsigned; D is not 0. */
const remainder = [
  ...[...get(HIGH), 'i64.eqz', 'if', 'i64', ...get(LOWER), ...get(D), 'i64.rem_u', 'else'],
  ...[...get(HIGH), ...get(D), 'i64.rem_u', ...set(HIGH)],
  // A divisor of 32 bits: two plain divisions.
  ...[...high(get(D)), 'i64.eqz', 'if', 'i64'],
  ...[...get(HIGH), 'i64.const', 32n, 'i64.shl', ...high(get(LOWER)), 'i64.or', ...get(D), 'i64.rem_u', 'i64.const', 32n, 'i64.shl'],
  ...[...low(get(LOWER)), 'i64.or', ...get(D), 'i64.rem_u', 'else'],
  ...[...get(D), 'i64.clz', ...set(T), ...get(D), ...get(T), 'i64.shl', ...set(D)],
  ...[...get(HIGH), ...get(T), 'i64.shl', ...get(LOWER), 'i64.const', 1n, 'i64.shr_u', 'i64.const', 63n, ...get(T), 'i64.sub'],
  ...['i64.shr_u', 'i64.or', ...set(HIGH), ...get(LOWER), ...get(T), 'i64.shl', ...set(LOWER)],
  ...step(high(get(LOWER))),
  ...step(low(get(LOWER))),
  ...[...get(HIGH), ...get(T), 'i64.shr_u', 'end', 'end'],
]

const magnitude = (local: number) => [
  ...[...get(local), 'i64.const', 63n, 'i64.shr_s', ...set(T)],
  ...[...get(local), ...get(T), 'i64.xor', ...get(T), 'i64.sub', ...set(local)],
]

export const mulAddRemUnsigned: Helper = {
  params: ['i64', 'i64', 'i64', 'i64'],
  result: 'i64',
  locals: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64'],
  code: [
    ...product,
    ...[...get(LOWER), ...get(C), 'i64.add', ...set(LOWER)],
    ...[...get(HIGH), ...get(LOWER), ...get(C), 'i64.lt_u', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
    ...remainder,
  ] as Token[],
}

/** The same with signs: that of the sum is the result's. */
export const mulAddRemSigned: Helper = {
  params: ['i64', 'i64', 'i64', 'i64'],
  result: 'i64',
  locals: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64'],
  code: [
    ...[...get(A), ...get(B), 'i64.xor', ...set(SIGN)],
    ...magnitude(A),
    ...magnitude(B),
    ...product,
    ...[...get(SIGN), 'i64.const', 0n, 'i64.lt_s', 'if', 'empty', ...negated, 'end'],
    ...[...get(LOWER), ...get(C), 'i64.add', ...set(LOWER)],
    ...[...get(HIGH), ...get(C), 'i64.const', 63n, 'i64.shr_s', 'i64.add'],
    ...[...get(LOWER), ...get(C), 'i64.lt_u', 'i64.extend_i32_u', 'i64.add', ...set(HIGH)],
    ...[...get(HIGH), 'i64.const', 63n, 'i64.shr_s', ...set(SIGN)],
    ...[...get(SIGN), 'i64.eqz', 'i32.eqz', 'if', 'empty', ...negated, 'end'],
    ...magnitude(D),
    ...remainder,
    ...[...get(SIGN), 'i64.xor', ...get(SIGN), 'i64.sub'],
  ] as Token[],
}
