/** Strings among numbers and booleans (infer/mixed.ts): how they are put into the pattern of a NaN, and what operators do with them. */
import { TEXT_TAG, TEXTS } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import type { Repr } from '../forms.ts'
import { has, K, NULLISH, restrict, type SemType } from '../lattice.ts'
import { coercedType, isMixed } from '../mixed.ts'
import type { Lower, Maker } from './lower.ts'
import { either, textNumber } from './texts.ts'

/** The handle of a string in a NaN. */
export function tagText(l: Maker, handle: Value): Value {
  const bits = l.op('i64.or', l.op('i64.extend_s', handle), l.b.i64(TEXT_TAG << 32n))
  return l.op('f64.from_bits', bits)
}

export function isTextTag(l: Maker, tagged: Value): Value {
  return l.op('i64.eq', l.op('i64.shr_u', l.op('f64.bits', tagged), l.b.i64(32n)), l.b.i64(TEXT_TAG))
}

function handleIn(l: Maker, tagged: Value): Value {
  return l.op('i32.wrap', l.op('f64.bits', tagged))
}

/** A string that may be missing, as a tagged value. */
export function tagPerhapsText(l: Maker, handle: Value, type: SemType): Value {
  let result = tagText(l, handle)
  for (const [kind, name] of [
    [K.NULL, 'null'],
    [K.UNDEFINED, 'undefined'],
  ] as const)
    if (has(type, kind))
      result = l.b.inst('select', [l.op('i32.eq', handle, l.b.i32(TEXTS[name])), l.b.inst('tag.const', [], name), result])
  return result
}

/** The other way: a tagged value that is a string, or missing. */
export function untagText(l: Maker, tagged: Value, type: SemType): Value {
  let result = handleIn(l, tagged)
  for (const [kind, name] of [
    [K.NULL, 'null'],
    [K.UNDEFINED, 'undefined'],
  ] as const)
    if (has(type, kind)) result = l.b.inst('select', [l.b.inst('tag.is', [tagged], name), l.b.i32(TEXTS[name]), result])
  return result
}

/** One value where there is a string, another where there is none. */
export function eitherText(l: Maker, tagged: Value, text: (handle: Value) => Value, other: () => Value): Value {
  return either(l, isTextTag(l, tagged), () => text(handleIn(l, tagged)), other)
}

export function mixedTruthy(l: Maker, tagged: Value, other: Value): Value {
  const isFilled = (handle: Value) => l.op('i32.ne', l.b.inst('call.host', [handle], 'str.length', 'i32'), l.b.i32(0))
  return eitherText(l, tagged, isFilled, () => other)
}

export function mixedToText(l: Lower, value: Value): Value {
  const tagged = l.as(value, 'tagged')
  return eitherText(
    l,
    tagged,
    (handle) => handle,
    () => l.b.inst('call.host', [l.op('f64.bits', tagged)], 'str.from_tagged', 'i32'),
  )
}

/** ToNumber of any primitive but a bigint. */
export function toNumber(l: Lower, value: Value): Value {
  const type = l.type(value)
  if (!has(type, K.STRING)) return l.f64(value)
  if (!isMixed(type)) return textNumber(l, l.str(value), has(type, NULLISH))
  const tagged = l.as(value, 'tagged')
  return eitherText(
    l,
    tagged,
    (handle) => l.b.inst('call.host', [handle], 'str.to_f64', 'f64'),
    () => l.converted(tagged, 'tagged', restrict(type, ~K.STRING), 'f64', type),
  )
}

/** Is the value a string? */
export function isString(l: Lower, value: Value): Value {
  const { kinds } = l.type(value)
  if (!(kinds & K.STRING)) return l.b.bool(false)
  return kinds === K.STRING ? l.b.bool(true) : isTextTag(l, l.as(value, 'tagged'))
}

/** `===` where strings may stand on both sides. */
export function mixedEqual(l: Lower, a: Value, b: Value, others: () => Value): Value {
  if (!has(l.type(a), K.STRING) || !has(l.type(b), K.STRING)) return others()
  return whereBothAreTexts(l, a, b, (x, y) => l.b.inst('call.host', [x, y], 'str.eq', 'bool'), others)
}

/** `==`: two strings are compared as such, nothing with nothing, all else as numbers. */
export function mixedLooseEqual(l: Lower, a: Value, b: Value, isNullish: (l: Lower, value: Value) => Value): Value {
  const others = () => {
    const [x, y] = [isNullish(l, a), isNullish(l, b)]
    const either = l.op('bool.or', x, y)
    return l.b.inst('select', [either, l.op('bool.and', x, y), l.op('f64.eq', toNumber(l, a), toNumber(l, b))])
  }
  return mixedEqual(l, a, b, others)
}

function whereBothAreTexts(l: Lower, a: Value, b: Value, texts: (x: Value, y: Value) => Value, others: () => Value): Value {
  const builder = l.b
  const [x, y] = [l.as(a, 'tagged'), l.as(b, 'tagged')]
  const [both, rest] = [builder.newBlock(), builder.newBlock()]
  builder.branch(l.op('bool.and', isString(l, a), isString(l, b)), both, rest)
  builder.at(both)
  const answer = texts(handleIn(l, x), handleIn(l, y))
  const done = builder.newBlock([builder.func.types[answer]!])
  builder.jump(done, [answer])
  builder.at(rest)
  builder.jump(done, [others()])
  builder.at(done)
  return builder.params(done)[0]!
}

/** Two strings are compared as such, all else as numbers. */
export function mixedOrder(l: Lower, order: 'lt' | 'le' | 'gt' | 'ge', a: Value, b: Value): Value {
  const asNumbers = () => l.op(`f64.${order}`, toNumber(l, a), toNumber(l, b))
  if (!has(l.type(a), K.STRING) || !has(l.type(b), K.STRING)) return asNumbers()
  const asTexts = (x: Value, y: Value) => {
    const operands = order === 'lt' || order === 'ge' ? [x, y] : [y, x]
    const less = l.b.inst('call.host', operands, 'str.lt', 'bool')
    return order === 'lt' || order === 'gt' ? less : l.op('bool.not', less)
  }
  return whereBothAreTexts(l, a, b, asTexts, asNumbers)
}

/** Operands that the instruction takes as something else than they are. */
export function coercedOperands(l: Lower, inst: Inst): Map<Value, { register: Value; repr: Repr; type: SemType }> | undefined {
  let coerced: Map<Value, { register: Value; repr: Repr; type: SemType }> | undefined
  const types = inst.args.map((arg) => l.type(arg))
  inst.args.forEach((arg, index) => {
    const type = coercedType(inst, index, types)
    if (type === undefined || coerced?.has(arg)) return
    const isReceiver = inst.op === 'js.method' && index === 0
    const made = has(type, K.STRING)
      ? { register: expectText(l, arg, type), repr: 'str' as const, type }
      : isReceiver
        ? { register: expectNumber(l, arg), repr: has(type, NULLISH) ? ('tagged' as const) : ('f64' as const), type }
        : { register: toNumber(l, arg), repr: 'f64' as const, type }
    coerced ??= new Map()
    coerced.set(arg, made)
  })
  return coerced
}

/** A string, or nothing; compiled code has no other answer for members of numbers. */
function expectText(l: Lower, value: Value, type: SemType): Value {
  const tagged = l.as(value, 'tagged')
  const missing = [K.NULL, K.UNDEFINED].filter((kind) => has(type, kind))
  const isFine = missing.reduce(
    (fine, kind) => l.op('bool.or', fine, l.b.inst('tag.is', [tagged], kind === K.NULL ? 'null' : 'undefined')),
    isTextTag(l, tagged),
  )
  l.check(isFine, { kind: 'TypeError', text: 'a number or boolean is used as a string here' })
  return untagText(l, tagged, type)
}

function expectNumber(l: Lower, value: Value): Value {
  const tagged = l.as(value, 'tagged')
  const others = [['false', K.FALSE] as const, ['true', K.TRUE] as const].filter(([, kind]) => has(l.type(value), kind))
  const isOther = others.reduce((other, [name]) => l.op('bool.or', other, l.b.inst('tag.is', [tagged], name)), isTextTag(l, tagged))
  l.check(l.op('bool.not', isOther), { kind: 'TypeError', text: 'a string or boolean is used as a number here' })
  return tagged
}
