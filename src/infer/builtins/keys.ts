/** What the prelude asks about keys of a Map and elements of a Set: `__hash(key)` and `__same(a, b)`. */
import type { Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { D, representable } from '../forms.ts'
import { BOOL, BOOLEAN, boolean, has, K, NULLISH, number, onlyKinds, type SemType } from '../lattice.ts'
import { isKind, strictEqual } from '../lower/compare.ts'
import type { Lower } from '../lower/lower.ts'
import { eitherText, mixedEqual } from '../lower/mixed.ts'
import { callbackAmong, functionKey } from '../lower/own-functions.ts'
import { textOr } from '../lower/texts.ts'
import { isMixed } from '../mixed.ts'
import { LENGTH } from '../range.ts'
import type { Builtin } from './builtin.ts'

/** Odd, with bits all over: products of it have their bits mixed at the top. */
const MIXER = -7046029254386353131n

/** `__hash(key)`: 31 bits of what the key is. Objects do not move, so the address is what they are. */
const hash: Builtin = {
  required: 1,
  infer: (site, [key]) => {
    const kinds = key!.kinds & ~NULLISH
    if (
      kinds & ~(K.NUMBER | K.BIGINT | K.STRING | BOOLEAN | K.REF | functionKinds(key!)) ||
      !representable(key!) ||
      (kinds === K.BIGINT && kinds !== key!.kinds)
    )
      return messages.collection_key(site.inst.span, { type: describe(key!) })
    return number(LENGTH)
  },
  demand: () => D.VALUE,
  lower: (l, inst, [key]) => {
    // Null and undefined have theirs whatever else may stand there: the key of a Map is asked for by values of narrower types.
    const solid = () => (isMixed(l.type(key!)) ? mixedHash(l, key!) : has(l.type(key!), K.STRING) ? textHash(l, key!) : bitsHash(l, key!))
    let value = onlyKinds(l.type(key!), NULLISH) ? l.b.i32(0) : solid()
    for (const [kind, own] of NOTHINGS)
      if (has(l.type(key!), kind)) value = l.b.inst('select', [isKind(l, key!, kind), l.b.i32(own), value])
    l.set(inst.result, value, 'i32')
  },
}

/** What the host's functions are, as far as these are known by a number (lower/own-functions.ts). */
function functionKinds(type: SemType): number {
  return callbackAmong(type) ? K.FUNCTION : 0
}

const NOTHINGS = [
  [K.UNDEFINED, 1],
  [K.NULL, 2],
] as const

function textHash(l: Lower, key: Value): Value {
  const handle = l.str(key)
  const hashed = () => l.b.inst('call.host', [handle], 'text:hash', 'i32')
  return has(l.type(key), NULLISH) ? textOr(l, handle, hashed, () => l.b.i32(0)) : hashed()
}

/** A string has the same hash wherever it stands, and so has a number. */
function mixedHash(l: Lower, key: Value): Value {
  const hashOfText = (handle: Value) => l.b.inst('call.host', [handle], 'text:hash', 'i32')
  return eitherText(l, l.as(key, 'tagged'), hashOfText, () => bitsHash(l, key))
}

/**
 * A product's bits say nothing of higher ones of its operands, and those of a double that is a small integer are the highest: the upper half
 * goes into the lower one before.
 */
function bitsHash(l: Lower, key: Value): Value {
  const bits = bitsOf(l, key)
  const folded = l.op('i64.xor', bits, l.op('i64.shr_u', bits, l.b.i64(32n)))
  const mixed = l.op('i64.mul', folded, l.b.i64(MIXER))
  return l.op('i32.wrap', l.op('i64.shr_u', mixed, l.b.i64(33n)))
}

/** 64 bits that are equal for equal keys: 0 and -0 are. */
function bitsOf(l: Lower, key: Value): Value {
  const { kinds } = l.type(key)
  if (kinds === K.BIGINT) return l.big(key)
  if (kinds & K.FUNCTION) return l.op('i64.extend_u', functionKey(l, key) ?? refuseKey(l, key))
  if (kinds & K.REF) return l.op('i64.extend_u', l.op('ref.bits', l.as(key, 'ref')))
  const double = kinds === K.NUMBER ? l.op('tag.clean', l.f64(key)) : l.as(key, 'tagged')
  return l.op('f64.bits', l.op('select', l.op('f64.eq', double, l.b.f64(0)), l.b.f64(0), double))
}

function refuseKey(l: Lower, key: Value): never {
  return messages.collection_key(l.b.span, { type: describe(l.type(key)) })
}

/** `__same(a, b)`: are two keys one, as SameValueZero says? */
const same: Builtin = {
  required: 2,
  infer: (_site, [a, b]) => (a!.kinds & b!.kinds ? BOOL : boolean(false)),
  demand: () => D.VALUE,
  lower: (l, inst, [a, b]) => {
    if (!(l.type(a!).kinds & l.type(b!).kinds)) return l.set(inst.result, l.b.bool(false), 'bool')
    const equal = sameKey(l, a!, b!)
    if (equal === undefined) return messages.mixed_comparison(inst.span, { left: describe(l.type(a!)), right: describe(l.type(b!)) })
    l.set(inst.result, equal, 'bool')
  },
}

function sameKey(l: Lower, a: Value, b: Value): Value | undefined {
  const [one, other] = [l.type(a), l.type(b)]
  if (onlyKinds(one, K.NUMBER) && onlyKinds(other, K.NUMBER)) {
    const equal = strictEqual(l, a, b)!
    if (!one.range!.nan || !other.range!.nan) return equal
    const missing = (value: Value) => l.op('f64.ne', l.f64(value), l.f64(value))
    return l.op('bool.or', equal, l.op('bool.and', missing(a), missing(b)))
  }
  const primitive = K.NUMBER | BOOLEAN | NULLISH
  if (onlyKinds(one, primitive) && onlyKinds(other, primitive)) return l.op('i64.eq', bitsOf(l, a), bitsOf(l, b))
  if (isMixed(one) || isMixed(other)) return mixedEqual(l, a, b, () => l.op('i64.eq', bitsOf(l, a), bitsOf(l, b)))
  return strictEqual(l, a, b)
}

export const keyFunctions: Readonly<Record<string, Builtin>> = { __hash: hash, __same: same }
