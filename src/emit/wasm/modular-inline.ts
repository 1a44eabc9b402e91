/**
 * `(a * b + c) % d` for a constant d without any call: one anywhere in a loop, even where it is never reached, makes V8 keep the
 * loop's variables in memory.
 */
import type { Value } from '../../ir/function.ts'
import { typedOps } from '../../ir/ops.ts'
import { scratch, setLocal } from './code.ts'
import { writeTokens } from './helpers.ts'
import type { At } from './lowering.ts'
import {
  add,
  barrett,
  bits,
  byFactor,
  type Divisor,
  get,
  high,
  LOW,
  mul,
  onceLess,
  set,
  signed,
  signOf,
  type Tokens,
  vOf,
  when,
  xor,
} from './modular-tokens.ts'

/** What the machine divides by itself, and what leaves room for the estimate. */
export const isInLine = (divisor: bigint | undefined): divisor is bigint => divisor !== undefined && divisor > 0n && divisor < 2n ** 62n

/** A factor's locals: itself, and its sign as 0 or −1. */
interface Factor {
  readonly value: number
  readonly sign: number
  /** It is the remainder of another division by the same divisor. */
  readonly isRemainder: boolean
}

/** Locals; a square has one factor, twice. Or `steady` is the one factor, a constant less than the divisor, and `x` the other. */
interface Places {
  readonly x: Factor
  readonly y: Factor
  readonly steady: bigint | undefined
  readonly term: number | undefined
  readonly rest: number
  readonly more: readonly number[]
}

const REMAINDERS = ['rem', 'add_rem', 'sub_rem', 'mul_add_rem']

/** Is the value surely between −d and d, as a remainder of d? In an unsigned domain: between 0 and d. */
export function isRemainder(at: At, value: Value, divisor: bigint, hasSigns: boolean): boolean {
  const definition = at.definition(value)
  if (!definition || at.constant(definition.args.at(-1)!) !== divisor) return false
  return REMAINDERS.some((name) => definition.op === `i64.${name}_u` || (hasSigns && definition.op === `i64.${name}_s`))
}

/** `hasSigns`: then c is 0, and a d of 32 bits such that products of remainders are in int64. */
export function inLine(at: At, divisor: bigint, hasSigns: boolean): void {
  const { inst, constant, code } = at
  const [a, b, c] = inst.args as [Value, Value, Value]
  const local = (n: number) => scratch(code, 'i64', n)
  const factor = (value: Value, n: number): Factor => {
    at.get(value)
    setLocal(code, local(n))
    return { value: local(n), sign: local(n + 1), isRemainder: isRemainder(at, value, divisor, hasSigns) }
  }
  const isSteady = (value: Value) => divisor >= 2n ** 32n && within(constant(value) as bigint | undefined, divisor)
  const steady = isSteady(b) ? b : isSteady(a) ? a : undefined
  const x = factor(steady === a ? b : a, 0)
  const y = a === b || steady !== undefined ? x : factor(b, 2)
  const term = constant(c) === 0n ? undefined : factor(c, 4).value
  const places: Places = {
    x,
    y,
    steady: steady === undefined ? undefined : (constant(steady) as bigint),
    term,
    rest: local(5),
    more: [6, 7, 8, 9, 10, 11].map(local),
  }
  writeTokens(code, divisor < 2n ** 32n ? narrow(places, divisor, hasSigns) : wide(places, divisor, hasSigns))
}

const within = (value: bigint | undefined, limit: bigint) => value !== undefined && value >= 0n && value < limit

const factorsOf = ({ x, y }: Places) => (x === y ? [x] : [x, y])

/** The remainder in place of a value of which the test holds, which is seldom; and then more. */
const reduced = (value: number, test: Tokens, divisor: Tokens, op: 'i64.rem_u' | 'i64.rem_s', ...more: Tokens[]): Tokens =>
  when(test, [...get(value), ...divisor, op, ...set(value)], ...more)

const isNot32 = (value: number): Tokens => [...high(get(value)), 'i64.eqz', 'i32.eqz']
const isNotInt32 = (value: number): Tokens => [...get(value), 'i64.extend32_s', ...get(value), 'i64.ne']

/** A product of remainders is in 64 bits. */
function narrow(places: Places, divisor: bigint, hasSigns: boolean): Tokens {
  const { x, y, term } = places
  const [op, test] = hasSigns ? (['i64.rem_s', isNotInt32] as const) : (['i64.rem_u', isNot32] as const)
  const d = bits(divisor)
  const factors = factorsOf(places).flatMap(({ value, isRemainder }) => (isRemainder ? [] : reduced(value, test(value), d, op)))
  const product = mul(get(x.value), get(y.value))
  if (term === undefined) return [...factors, ...product, ...d, op]
  return [...factors, ...reduced(term, test(term), d, op), ...add(product, get(term)), ...d, op]
}

/** By an estimate, between magnitudes. */
function wide(places: Places, divisor: bigint, hasSigns: boolean): Tokens {
  const { x, y, term, steady, rest } = places
  const d = bits(divisor)
  // A number may be larger beside a steady factor: that estimate needs it to be less than 2^63 only.
  const isNotLess = (value: number): Tokens => [...get(value), ...d, 'i64.ge_u']
  const isLarge = steady === undefined ? isNotLess : (value: number): Tokens => [...get(value), ...bits(0n), 'i64.lt_s']
  const estimate = steady === undefined ? byReciprocal(places, divisor) : bySteady(places, steady, divisor)
  if (hasSigns) {
    const magnitudes = factorsOf(places).flatMap(({ value, sign }) => [
      ...[...bits(0n), ...set(sign)],
      ...reduced(value, isLarge(value), d, 'i64.rem_s', signOf(get(value)), set(sign), signed(get(value), get(sign)), set(value)),
    ])
    if (steady !== undefined) return [...magnitudes, ...estimate, ...signed(get(rest), get(x.sign))]
    if (x === y) return [...magnitudes, ...estimate, ...get(rest)]
    return [...magnitudes, ...estimate, ...xor(get(x.sign), get(y.sign)), ...set(x.sign), ...signed(get(rest), get(x.sign))]
  }
  const factors = factorsOf(places).flatMap(({ value, isRemainder }) => (isRemainder ? [] : reduced(value, isLarge(value), d, 'i64.rem_u')))
  if (term === undefined) return [...factors, ...estimate, ...get(rest)]
  const terms = reduced(term, isNotLess(term), d, 'i64.rem_u')
  return [...factors, ...estimate, ...terms, ...add(get(rest), get(term)), ...set(rest), ...onceLess(rest, d)]
}

const halves = (v: bigint): readonly [Tokens, Tokens] => [bits(v >> 32n), bits(v & LOW)]

function byReciprocal({ x, y, rest, more }: Places, divisor: bigint): Tokens {
  const size = BigInt(divisor.toString(2).length)
  const d: Divisor = {
    value: bits(divisor),
    v: halves(vOf((typedOps['i64.reciprocal'].fold as (d: bigint) => bigint)(divisor))),
    down: bits(size - 32n),
    up: bits(63n - size),
    twice: bits(2n * divisor),
  }
  return barrett(x.value, y.value, d, rest, more)
}

const bySteady = ({ x, rest, more }: Places, factor: bigint, divisor: bigint): Tokens =>
  byFactor(x.value, bits(factor), halves((factor << 63n) / divisor), bits(divisor), rest, more)
