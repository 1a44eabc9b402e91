/** Comparisons and equality. */
import { TEXTS, UNDEFINED_I64 } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import type { Template } from '../../ir/template.ts'
import * as messages from '../../report/messages.ts'
import { mayLackBigint, toNumberRange } from '../arithmetic.ts'
import { type BigRange, isUnsigned, MAX64 } from '../bigrange.ts'
import { describe } from '../describe.ts'
import { functionName } from '../functions.ts'
import { BOOLEAN, has, isPerhapsText, K, NULLISH, onlyKinds, restrict, type SemType } from '../lattice.ts'
import { isMixed, THROWN } from '../mixed.ts'
import type { Lower } from './lower.ts'
import { mixedEqual, mixedLooseEqual, mixedOrder } from './mixed.ts'
import { NOTHINGS, nullAccess } from './nothing.ts'
import { callbackAmong, sameFunction } from './own-functions.ts'
import { ifText, sameText } from './texts.ts'

type Order = 'lt' | 'le' | 'gt' | 'ge'

/** Register class in which two numbers can be compared exactly. */
function common(l: Lower, a: Value, b: Value): 'i32' | 'i64' | 'f64' {
  const integer = (value: Value): 'i32' | 'i64' | 'f64' => {
    const type = l.type(value)
    const repr = l.repr(value)
    if (
      type.kinds === K.NUMBER &&
      type.range!.lo === type.range!.hi &&
      type.range!.integer &&
      !type.range!.nan &&
      Number.isSafeInteger(type.range!.lo)
    ) {
      return Math.abs(type.range!.lo) < 2 ** 31 ? 'i32' : 'i64'
    }
    if (repr === 'i32' || repr === 'bool') return 'i32'
    if (repr === 'i64') return 'i64'
    return 'f64'
  }
  const x = integer(a)
  const y = integer(b)
  if (x === 'f64' || y === 'f64') return 'f64'
  return x === 'i64' || y === 'i64' ? 'i64' : 'i32'
}

export function lowerOrder(l: Lower, inst: Inst, order: Order): void {
  const [a, b] = inst.args as [Value, Value]
  const ta = l.type(a)
  const tb = l.type(b)
  if (mayLackBigint(ta, tb)) return l.set(inst.result, orderIfPresent(l, order, a, b), 'bool')
  if (toNumberRange(ta) && toNumberRange(tb)) {
    const kind = common(l, a, b)
    const suffix = kind === 'f64' ? '' : '_s'
    return l.set(inst.result, l.op(`${kind}.${order}${suffix}` as Op, l.as(a, kind), l.as(b, kind)), 'bool')
  }
  if (onlyKinds(ta, K.BIGINT) && onlyKinds(tb, K.BIGINT))
    return l.set(inst.result, bigOrder(l, order, l.big(a), ta.big!, l.big(b), tb.big!), 'bool')
  if (onlyKinds(ta, K.BIGINT) && onlyKinds(tb, K.NUMBER)) return l.set(inst.result, bigWithNumber(l, order, a, b), 'bool')
  if (onlyKinds(tb, K.BIGINT) && onlyKinds(ta, K.NUMBER)) return l.set(inst.result, bigWithNumber(l, MIRRORED[order], b, a), 'bool')
  if (onlyKinds(ta, K.STRING | K.UNDEFINED) && onlyKinds(tb, K.STRING | K.UNDEFINED)) {
    if (!has(ta, K.STRING) || !has(tb, K.STRING)) return l.set(inst.result, l.b.bool(false), 'bool')
    const [x, y] = order === 'lt' || order === 'ge' ? [l.str(a), l.str(b)] : [l.str(b), l.str(a)]
    const compare = () => {
      const less = l.b.inst('call.host', [x, y], 'str.lt', 'bool')
      return order === 'lt' || order === 'gt' ? less : l.op('bool.not', less)
    }
    const missing = [a, b].filter((value) => has(l.type(value), K.UNDEFINED)).map((value) => l.str(value))
    const answer = missing.reduce((ask, handle) => () => ifText(l, handle, ask), compare)()
    return l.set(inst.result, answer, 'bool')
  }
  const primitive = PRIMITIVE | K.STRING
  if (onlyKinds(ta, primitive) && onlyKinds(tb, primitive)) return l.set(inst.result, mixedOrder(l, order, a, b), 'bool')
  messages.mixed_comparison(inst.span, { left: describe(ta), right: describe(tb) })
}

function bigOrder(l: Lower, order: Order, x: Value, rx: BigRange, y: Value, ry: BigRange): Value {
  const ux = isUnsigned(rx)
  const uy = isUnsigned(ry)
  const fitsBoth = (r: BigRange) => r.lo >= 0n && r.hi <= MAX64
  if (ux === uy || fitsBoth(rx) || fitsBoth(ry)) {
    return l.op(`i64.${order}_${ux || uy ? 'u' : 's'}` as Op, x, y)
  }
  // One uint64, one int64 that may be negative: a negative one is less whatever the bits say.
  const below = order === 'lt' || order === 'le'
  const unsigned = l.op(`i64.${order}_u` as Op, x, y)
  const negative = l.op('i64.lt_s', ux ? y : x, l.b.i64(0n))
  const answer = ux ? !below : below
  return l.b.inst('select', [negative, l.b.bool(answer), unsigned])
}

const MIRRORED: Record<Order, Order> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

/**
 * A bigint against a number, exactly: against its integer part, and by its fraction where those are equal.
 * Outside int64 (uint64) the number alone decides.
 */
function bigWithNumber(l: Lower, order: Order | 'eq', a: Value, b: Value): Value {
  const { big } = l.type(a)
  const x = l.big(a)
  const y = l.f64(b)
  const unsigned = isUnsigned(big!)
  // In halves, so that one signed conversion serves both domains: compare x and trunc(y) where y fits.
  const [low, high] = unsigned ? [0, 2 ** 64] : [-(2 ** 63), 2 ** 63]
  const below = l.op('f64.lt', y, l.b.f64(low))
  const above = l.op('f64.ge', y, l.b.f64(high))
  const whole = l.op('f64.trunc', y)
  const shifted = unsigned
    ? l.op('f64.sub', whole, l.b.inst('select', [l.op('f64.ge', whole, l.b.f64(2 ** 63)), l.b.f64(2 ** 63), l.b.f64(0)]))
    : whole
  const part = l.op('i64.from_f64_sat_s', shifted)
  const top = unsigned ? l.b.inst('select', [l.op('f64.ge', whole, l.b.f64(2 ** 63)), l.b.i64(-(2n ** 63n)), l.b.i64(0n)]) : l.b.i64(0n)
  const integer = l.op('i64.xor', part, top)
  const same = l.op('i64.eq', x, integer)
  const suffix = unsigned ? 'u' : 's'
  const outside = l.op('bool.or', below, above)
  const inside = (value: Value) => l.op('bool.and', value, l.op('bool.not', outside))
  if (order === 'eq') return inside(l.op('bool.and', same, l.op('f64.eq', y, whole)))
  const less = order === 'lt' || order === 'le'
  const strict = l.op((less ? `i64.lt_${suffix}` : `i64.gt_${suffix}`) as Op, x, integer)
  // Equal to the integer part: the fraction of y decides, or the order itself if there is none.
  const fraction = l.op(less ? 'f64.gt' : 'f64.lt', y, whole)
  const tie = order === 'le' || order === 'ge' ? l.op('bool.or', fraction, l.op('f64.eq', y, whole)) : fraction
  const answer = inside(l.op('bool.or', strict, l.op('bool.and', same, tie)))
  const numeric = l.op('f64.eq', y, y)
  return l.op('bool.and', numeric, l.op('bool.or', answer, less ? above : below))
}

/** `===` and `!==`, `==` and `!=`. */
/** Of bigints that may be undefined: then it is false. */
function orderIfPresent(l: Lower, order: Order, a: Value, b: Value): Value {
  const [ta, tb] = [l.type(a), l.type(b)]
  if (!ta.big || !tb.big) return l.b.bool(false)
  const [present, done] = [l.b.newBlock(), l.b.newBlock(['bool'])]
  const missing = l.op('bool.or', isKind(l, a, K.UNDEFINED), isKind(l, b, K.UNDEFINED))
  l.b.branch(missing, { block: done, args: [l.b.bool(false)] }, present)
  l.b.at(present)
  l.b.jump(done, [bigOrder(l, order, l.big(a), ta.big, l.big(b), tb.big)])
  l.b.at(done)
  return l.b.params(done)[0]!
}

export function lowerEquality(l: Lower, inst: Inst, negated: boolean, loose: boolean): void {
  const [a, b] = inst.args as [Value, Value]
  const type = l.type(inst.result)
  if (type.kinds === K.TRUE || type.kinds === K.FALSE) return l.set(inst.result, l.b.bool(type.kinds === K.TRUE), 'bool')
  const equal = loose ? looseEqual(l, a, b) : strictEqual(l, a, b)
  if (equal === undefined) return messages.mixed_comparison(inst.span, { left: describe(l.type(a)), right: describe(l.type(b)) })
  l.set(inst.result, negated ? negate(l, equal) : equal, 'bool')
}

function negate(l: Lower, value: Value): Value {
  return l.op('bool.not', value)
}

const PRIMITIVE = K.NUMBER | BOOLEAN | NULLISH

export function strictEqual(l: Lower, a: Value, b: Value): Value | undefined {
  const ta = l.type(a)
  const tb = l.type(b)
  const nullishB = onlyKinds(tb, NULLISH) ? tb.kinds : 0
  const nullishA = onlyKinds(ta, NULLISH) ? ta.kinds : 0
  if (nullishB && nullishB !== NULLISH) return isKind(l, a, nullishB)
  if (nullishA && nullishA !== NULLISH) return isKind(l, b, nullishA)
  if (onlyKinds(ta, K.NUMBER) && onlyKinds(tb, K.NUMBER)) {
    const kind = common(l, a, b)
    return l.op(`${kind}.eq` as Op, l.as(a, kind), l.as(b, kind))
  }
  if (onlyKinds(ta, BOOLEAN) && onlyKinds(tb, BOOLEAN)) return l.op('bool.eq', l.as(a, 'bool'), l.as(b, 'bool'))
  if (onlyKinds(ta, K.BIGINT) && onlyKinds(tb, K.BIGINT)) return bigEqual(l, a, ta, b, tb)
  if (onlyKinds(ta, K.STRING) && onlyKinds(tb, K.STRING)) return l.b.inst('call.host', [l.str(a), l.str(b)], 'str.eq', 'bool')
  if (isPerhapsText(ta) && isPerhapsText(tb)) return sameText(l, l.str(a), l.str(b))
  if (onlyKinds(ta, PRIMITIVE) && onlyKinds(tb, PRIMITIVE)) return primitiveEqual(l, a, ta, b, tb)
  if ((isMixed(ta) || isMixed(tb)) && onlyKinds(ta, PRIMITIVE | K.STRING) && onlyKinds(tb, PRIMITIVE | K.STRING))
    return mixedEqual(l, a, b, () => primitiveEqual(l, a, ta, b, tb))
  if (onlyKinds(ta, K.BIGINT | NULLISH) && onlyKinds(tb, K.BIGINT)) return boxedEqual(l, a, ta, b, tb)
  if (onlyKinds(tb, K.BIGINT | NULLISH) && onlyKinds(ta, K.BIGINT)) return boxedEqual(l, b, tb, a, ta)
  if (onlyKinds(ta, K.BIGINT | NULLISH) && onlyKinds(tb, K.BIGINT | NULLISH)) return bothBoxedEqual(l, a, ta, b, tb)
  if (callbackAmong(ta) ?? callbackAmong(tb)) return sameFunction(l, a, b)
  const heap = K.REF | K.FUNCTION | NULLISH
  if (a === b && onlyKinds(ta, heap)) return l.b.bool(true)
  const both = ta.closures.flatMap(({ template }) => (tb.closures.some((other) => other.template.id === template.id) ? template : []))
  // A function that is no object of the run time is made anew where it is named, which says nothing of whether two are one.
  if (both.some(({ id }) => !l.world.shared.has(id))) return undefined
  if (onlyKinds(ta, heap) && onlyKinds(tb, heap) && l.repr(a) !== 'none' && l.repr(b) !== 'none')
    return sameObject(l, l.as(a, 'ref'), l.as(b, 'ref'), both)
  const thrown = K.ERROR | THROWN
  if (onlyKinds(ta, thrown) && onlyKinds(tb, thrown))
    return l.b.inst('call.host', [l.as(a, 'error'), l.as(b, 'error')], 'text:same', 'bool')
  return undefined
}

/** `functions`: those that both may be. Of one that stands inside of another JavaScript makes one each time; here there is one for all. */
function sameObject(l: Lower, x: Value, y: Value, functions: readonly Template[]): Value {
  const same = l.op('ref.eq', x, y)
  for (const template of functions) {
    if (functionName(template).part === '#0') continue
    const isIt = l.op('bool.and', same, l.op('ref.eq', x, l.b.inst('function.ref', [], template.id)))
    l.check(l.op('bool.not', isIt), {
      kind: 'TypeError',
      text: `compiled code cannot tell whether the function ${template.name || '(anonymous)'} inside of another is the same one`,
    })
  }
  return same
}

function bigEqual(l: Lower, a: Value, ta: SemType, b: Value, tb: SemType): Value {
  const x = l.big(a)
  const y = l.big(b)
  const equal = l.op('i64.eq', x, y)
  if (isUnsigned(ta.big!) === isUnsigned(tb.big!)) return equal
  // The same bits with the top bit set are different numbers in the two domains.
  return l.op('bool.and', equal, l.op('i64.ge_s', x, l.b.i64(0n)))
}

/** A bigint that may be missing against one that may not. */
function boxedEqual(l: Lower, a: Value, ta: SemType, b: Value, tb: SemType): Value | undefined {
  if (l.repr(a) !== 'bigbox') return undefined
  const [present, done] = [l.b.newBlock(), l.b.newBlock(['bool'])]
  const isThere = l.op('i32.gt_u', l.op('ref.bits', l.register(a)!), l.b.i32(4))
  l.b.branch(isThere, present, { block: done, args: [l.b.bool(false)] })
  l.b.at(present)
  l.b.jump(done, [bigEqual(l, a, ta, b, tb)])
  l.b.at(done)
  return l.b.params(done)[0]!
}

/** Two bigints that may be missing. */
function bothBoxedEqual(l: Lower, a: Value, ta: SemType, b: Value, tb: SemType, loose = false): Value | undefined {
  if (l.repr(a) !== 'bigbox' || l.repr(b) !== 'bigbox') return undefined
  const [present, done] = [l.b.newBlock(), l.b.newBlock(['bool'])]
  const [x, y] = [l.op('ref.bits', l.register(a)!), l.op('ref.bits', l.register(b)!)]
  const areThere = l.op('bool.and', l.op('i32.gt_u', x, l.b.i32(4)), l.op('i32.gt_u', y, l.b.i32(4)))
  const neither = l.op('bool.and', l.op('i32.le_u', x, l.b.i32(4)), l.op('i32.le_u', y, l.b.i32(4)))
  l.b.branch(areThere, present, { block: done, args: [loose ? neither : l.op('i32.eq', x, y)] })
  l.b.at(present)
  l.b.jump(done, [bigEqual(l, a, ta, b, tb)])
  l.b.at(done)
  return l.b.params(done)[0]!
}

/** Numbers, booleans, null and undefined in any mixture. */
function primitiveEqual(l: Lower, a: Value, ta: SemType, b: Value, tb: SemType): Value {
  const integral = (value: Value) => l.repr(value) === 'i64u' || l.repr(value) === 'i64' || l.repr(value) === 'i32'
  if (integral(a) && integral(b)) return l.op('i64.eq', l.as(a, 'i64u'), l.as(b, 'i64u'))
  const x = l.as(a, 'tagged')
  const y = l.as(b, 'tagged')
  let equal = l.op('f64.eq', x, y)
  for (const [kind, tag] of [
    [K.UNDEFINED, 'undefined'],
    [K.NULL, 'null'],
    [K.TRUE, 'true'],
    [K.FALSE, 'false'],
  ] as const) {
    if (!(ta.kinds & tb.kinds & kind)) continue
    const both = l.op('bool.and', l.b.inst('tag.is', [x], tag), l.b.inst('tag.is', [y], tag))
    equal = l.op('bool.or', equal, both)
  }
  return equal
}

/** Is the value null (undefined)? `kind` is one of the two. */
export function isKind(l: Lower, value: Value, kind: number): Value {
  const type = l.type(value)
  if (!has(type, kind)) return l.b.bool(false)
  if (type.kinds === kind) return l.b.bool(true)
  const register = l.register(value)!
  switch (l.repr(value)) {
    case 'i64u':
      return l.op('i64.eq', register, l.b.i64(UNDEFINED_I64))
    case 'str':
      return l.op('i32.eq', register, l.b.i32(kind === K.NULL ? TEXTS.null : TEXTS.undefined))
    case 'ref':
    case 'bigbox':
      return l.op('ref.eq', register, l.b.ref(kind === K.NULL ? 0 : 4))
    default:
      return l.b.inst('tag.is', [l.as(value, 'tagged')], kind === K.NULL ? 'null' : 'undefined')
  }
}

export function isNullish(l: Lower, value: Value): Value {
  return l.op('bool.or', isKind(l, value, K.NULL), isKind(l, value, K.UNDEFINED))
}

function looseEqual(l: Lower, a: Value, b: Value): Value | undefined {
  const ta = l.type(a)
  const tb = l.type(b)
  if (onlyKinds(tb, NULLISH)) return isNullish(l, a)
  if (onlyKinds(ta, NULLISH)) return isNullish(l, b)
  if (isMixed(ta) || isMixed(tb)) return mixedLooseEqual(l, a, b, isNullish)
  if (!has(ta, NULLISH) && !has(tb, NULLISH)) {
    const numeric = K.NUMBER | BOOLEAN
    if (onlyKinds(ta, numeric) && onlyKinds(tb, numeric) && (has(ta, BOOLEAN) || has(tb, BOOLEAN)))
      return l.op('f64.eq', l.f64(a), l.f64(b))
    if (onlyKinds(ta, K.BIGINT) && onlyKinds(tb, K.NUMBER)) return bigWithNumber(l, 'eq', a, b)
    if (onlyKinds(tb, K.BIGINT) && onlyKinds(ta, K.NUMBER)) return bigWithNumber(l, 'eq', b, a)
    return strictEqual(l, a, b)
  }
  // Nullish values equal each other and nothing else.
  const solidA = restrict(ta, ~NULLISH)
  const solidB = restrict(tb, ~NULLISH)
  if (onlyKinds(solidA, K.NUMBER) && onlyKinds(solidB, K.NUMBER)) {
    const x = l.as(a, 'tagged')
    const y = l.as(b, 'tagged')
    return l.op('bool.or', l.op('f64.eq', x, y), l.op('bool.and', isNullish(l, a), isNullish(l, b)))
  }
  if (onlyKinds(solidA, K.BIGINT) && onlyKinds(solidB, K.BIGINT))
    return has(ta, NULLISH) && has(tb, NULLISH) ? bothBoxedEqual(l, a, ta, b, tb, true) : strictEqual(l, a, b)
  if (isPerhapsText(ta) && isPerhapsText(tb)) return sameText(l, l.str(a), l.str(b), true)
  const heap = K.REF | NULLISH
  if (onlyKinds(ta, heap) && onlyKinds(tb, heap)) {
    return l.op('bool.or', l.op('ref.eq', l.as(a, 'ref'), l.as(b, 'ref')), l.op('bool.and', isNullish(l, a), isNullish(l, b)))
  }
  return undefined
}

/** Of a primitive value that may be missing: nothing has no methods. */
export function requirePresent(l: Lower, value: Value, property: string): void {
  const { kinds } = l.type(value)
  for (const [kind, word] of NOTHINGS) {
    if (kinds & kind) l.check(l.op('bool.not', isKind(l, value, kind)), nullAccess(word, property))
  }
}
