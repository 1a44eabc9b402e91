/**
 * Remainders of products and sums of more than 64 bits: `(a * b + c) % d`.
 *
 * A product of 128 bits is made of four of 32. It is divided by multiplication with the divisor's reciprocal, an operation of its own
 * that loops compute once (`i64.reciprocal`). Divisors of 33 to 62 bits leave room for an estimate without carries (Barrett, Implementing the
 * Rivest Shamir and Adleman public key encryption algorithm on a standard digital signal processor); those of more bits take
 * the exact quotient (Möller and Granlund, Improved division by invariant integers, algorithm 4). The reciprocal comes from a division
 * in two steps of 32 bits each, as on paper (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D). Few programs need
 * all this, so it is put together at need.
 */
import { once } from '../../base/once.ts'
import type { Helper } from './helpers.ts'
import {
  add,
  barrett,
  bits,
  type Divisor,
  get,
  high,
  LOW,
  less,
  low,
  mul,
  or,
  otherwise,
  rem,
  select,
  set,
  shl,
  shr,
  signed,
  signOf,
  sub,
  type Token,
  type Tokens,
  when,
  xor,
} from './modular-tokens.ts'

/** value % divisor where it is not less already. */
const reduced = (local: number, divisor: number) =>
  when([...get(local), ...get(divisor), 'i64.ge_u'], rem(get(local), get(divisor)), set(local))

/** Two remainders added, the divisor taken from the sum where it can be; the sum may carry. `sum` is a local for it. */
const sumOfRemainders = (a: number, b: number, divisor: number, sum: number): Token[] => [
  ...[...add(get(a), get(b)), ...set(sum)],
  ...select([...less(get(sum), get(a)), ...get(sum), ...get(divisor), 'i64.ge_u', 'i32.or'], sub(get(sum), get(divisor)), get(sum)),
]

/** upper, lower = x · y, unsigned; t and q are other locals. `lower` may be one of the factors, `upper` may not. */
const product = (x: number, y: number, upper: number, lower: number, t: number, q: number): Token[] => [
  // t: the middle, and its carry in q.
  ...[...add(mul(low(get(x)), high(get(y))), high(mul(low(get(x)), low(get(y))))), ...set(t)],
  ...[...add(mul(high(get(x)), low(get(y))), low(get(t))), ...set(q)],
  ...[...add(add(mul(high(get(x)), high(get(y))), high(get(t))), high(get(q))), ...set(upper)],
  ...[...mul(get(x), get(y)), ...set(lower)],
]

/** Globals of the module: the last divisor and its reciprocal, for what is not in a loop. */
const [LAST_DIVISOR, LAST_RECIPROCAL] = [0, 1]

/** Of a divisor of more than 32 bits. */
export const reciprocal = once((): Helper => {
  const [GIVEN, D, T, Q, REST, UPPER] = [0, 1, 2, 3, 4, 5]
  /** q, t = (t · 2^32 + 2^32 − 1) / d and its remainder. t is less than d, whose highest bit is set. */
  const step = (): Token[] => [
    ...([...get(T), ...high(get(D)), 'i64.div_u', ...set(Q)] as Token[]),
    ...when([...get(Q), ...bits(LOW), 'i64.gt_u'], bits(LOW), set(Q)),
    ...[...sub(get(T), mul(get(Q), high(get(D)))), ...set(REST)],
    // At most two too large.
    ...(['block', 'empty', 'loop', 'empty', ...high(get(REST)), 'i64.eqz', 'i32.eqz', 'br_if', 1] as Token[]),
    ...([...mul(get(Q), low(get(D))), ...or(shl(get(REST), bits(32n)), bits(LOW)), 'i64.le_u', 'br_if', 1] as Token[]),
    ...[...sub(get(Q), bits(1n)), ...set(Q), ...add(get(REST), high(get(D))), ...set(REST)],
    ...(['br', 0, 'end', 'end'] as Token[]),
    ...[...sub(or(shl(get(T), bits(32n)), bits(LOW)), mul(get(Q), get(D))), ...set(T)],
  ]
  return {
    params: ['i64'],
    result: 'i64',
    locals: ['i64', 'i64', 'i64', 'i64', 'i64'],
    globals: 2,
    code: [
      ...when(
        [...get(GIVEN), 'global.get', LAST_DIVISOR, 'i64.ne'],
        [...shl(get(GIVEN), [...get(GIVEN), 'i64.clz']), ...set(D), ...xor(get(D), bits(-1n)), ...set(T)],
        [...step(), ...shl(get(Q), bits(32n)), ...set(UPPER), ...step()],
        [...or(get(UPPER), get(Q)), 'global.set', LAST_RECIPROCAL, ...get(GIVEN), 'global.set', LAST_DIVISOR],
      ),
      'global.get',
      LAST_RECIPROCAL,
    ],
  }
})

/** a · b % d for a less than d, of 63 or 64 bits: operands a, b, the reciprocal, d. */
export const mulRemWide = once((): Helper => {
  const [A, B, RECIPROCAL, D, SHIFT, HIGH, LOWER, Q, FRACTION, REST, T, U] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  return {
    params: ['i64', 'i64', 'i64', 'i64'],
    result: 'i64',
    locals: Array<'i64'>(8).fill('i64'),
    code: [
      ...([...get(D), 'i64.clz', ...set(SHIFT), ...shl(get(D), get(SHIFT)), ...set(D)] as Token[]),
      ...[...shl(get(A), get(SHIFT)), ...set(A), ...product(A, B, HIGH, LOWER, T, U)],
      // (q, fraction): the quotient and its fraction.
      ...product(RECIPROCAL, HIGH, Q, FRACTION, T, U),
      ...[...add(get(FRACTION), get(LOWER)), ...set(FRACTION)],
      ...add(add(get(Q), get(HIGH)), [...less(get(FRACTION), get(LOWER)), 'i64.extend_i32_u']),
      ...([...bits(1n), 'i64.add', ...set(Q), ...sub(get(LOWER), mul(get(Q), get(D))), ...set(REST)] as Token[]),
      ...[...select(less(get(FRACTION), get(REST)), add(get(REST), get(D)), get(REST)), ...set(REST)],
      ...shr(select(less(get(REST), get(D)), get(REST), sub(get(REST), get(D))), get(SHIFT)),
    ],
  }
})

export const mulAddRemUnsigned = once((): Helper => {
  const [A, B, C, RECIPROCAL, D, ZEROS, REST, SUM, ...SCRATCH] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const
  const divisor: Divisor = {
    value: get(D),
    v: [or(shr(get(RECIPROCAL), bits(34n)), bits(2n ** 30n)), low(shr(get(RECIPROCAL), bits(2n)))],
    down: sub(bits(32n), get(ZEROS)),
    up: sub(get(ZEROS), bits(1n)),
    twice: shl(get(D), bits(1n)),
  }
  return {
    params: ['i64', 'i64', 'i64', 'i64', 'i64'],
    result: 'i64',
    locals: Array<'i64'>(9).fill('i64'),
    calls: ['mul_rem_wide'],
    code: [
      ...([...reduced(A, D), ...reduced(B, D), ...get(D), 'i64.clz', ...set(ZEROS)] as Token[]),
      ...otherwise(
        less(sub(get(ZEROS), bits(2n)), bits(30n)),
        barrett(A, B, divisor, REST, SCRATCH),
        otherwise(
          less(get(ZEROS), bits(2n)),
          [...get(A), ...get(B), ...get(RECIPROCAL), ...get(D), 'call', 0, ...set(REST)],
          [...rem(mul(get(A), get(B)), get(D)), ...set(REST)],
        ),
      ),
      ...when([...get(C), 'i64.eqz'], [...get(REST), 'return']),
      ...[...reduced(C, D), ...sumOfRemainders(REST, C, D, SUM)],
    ],
  }
})

/** The same with signs: that of the sum is the result's. */
export const mulAddRem = once((): Helper => {
  const [A, B, C, RECIPROCAL, D, SIGN, REST, TERM] = [0, 1, 2, 3, 4, 5, 6, 7]
  const magnitude = (local: number): Token[] => [...signed(get(local), signOf(get(local))), ...set(local)]
  const result = (value: Tokens): Token[] => [...signed(value, get(SIGN)), 'return']
  return {
    params: ['i64', 'i64', 'i64', 'i64', 'i64'],
    result: 'i64',
    locals: ['i64', 'i64', 'i64'],
    calls: ['mul_add_rem_u'],
    code: [
      ...[...signOf(xor(get(A), get(B))), ...set(SIGN), ...magnitude(A), ...magnitude(B), ...magnitude(D)],
      ...([...get(A), ...get(B), ...bits(0n), ...get(RECIPROCAL), ...get(D), 'call', 0, ...set(REST)] as Token[]),
      ...when([...get(C), 'i64.eqz'], result(get(REST))),
      ...[...signed(get(C), signOf(get(C))), ...set(TERM)],
      // Of one sign: less than 2^63 each, so their sum does not carry.
      ...when(
        [...xor(get(C), get(SIGN)), ...bits(0n), 'i64.ge_s'],
        [...reduced(TERM, D), ...sumOfRemainders(REST, TERM, D, A), ...set(REST), ...result(get(REST))],
      ),
      // Of different signs, and the product is not the smaller one: |a| · |b| ≥ |c|.
      ...when(
        [...get(A), 'i64.eqz', 'i32.eqz'],
        when(
          less([...sub(get(TERM), bits(1n)), ...get(A), 'i64.div_u'], get(B)),
          [...reduced(TERM, D), ...sub(get(REST), get(TERM)), ...set(A)],
          result(select(less(get(REST), get(TERM)), add(get(A), get(D)), get(A))),
        ),
      ),
      // The product is the smaller one, so it is in 64 bits, and the sum too.
      ...([...add(get(C), signed(mul(get(A), get(B)), get(SIGN))), ...get(D), 'i64.rem_s'] as Token[]),
    ],
  }
})

/** A sum, or difference, that leaves int64: the signs of both are then the same, or different. Operands a, b, d; the sign is a's. */
export const sumRem = once((): Helper => {
  const [A, B, D, SIGN, SUM] = [0, 1, 2, 3, 4]
  const magnitude = (local: number): Token[] => [...signed(get(local), signOf(get(local))), ...set(local)]
  return {
    params: ['i64', 'i64', 'i64'],
    result: 'i64',
    locals: ['i64', 'i64'],
    code: [
      ...[...signOf(get(A)), ...set(SIGN), ...magnitude(A), ...magnitude(B), ...magnitude(D)],
      ...[...reduced(A, D), ...reduced(B, D), ...sumOfRemainders(A, B, D, SUM), ...set(SUM)],
      ...signed(get(SUM), get(SIGN)),
    ],
  }
})

export const addRemUnsigned = once((): Helper => {
  const [A, B, D, SUM] = [0, 1, 2, 3]
  return {
    params: ['i64', 'i64', 'i64'],
    result: 'i64',
    locals: ['i64'],
    code: [...reduced(A, D), ...reduced(B, D), ...sumOfRemainders(A, B, D, SUM)],
  }
})
