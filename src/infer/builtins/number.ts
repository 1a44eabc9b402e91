/** Number, Boolean, String and the predicates. */
import type { Inst, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { compareType, toNumberRange } from '../arithmetic.ts'
import { isUnsigned } from '../bigrange.ts'
import { describe } from '../describe.ts'
import { D, EXACT } from '../forms.ts'
import {
  BOOL,
  boolean,
  has,
  isPerhapsText,
  K,
  NULLISH,
  number,
  numberConstant,
  onlyKinds,
  type SemType,
  STRING,
  text,
  truthiness,
} from '../lattice.ts'
import { strictEqual } from '../lower/compare.ts'
import type { Lower } from '../lower/lower.ts'
import { isString, mixedEqual } from '../lower/mixed.ts'
import { toText } from '../lower/text.ts'
import { textNumber } from '../lower/texts.ts'
import { isMixed as mayBeMixed } from '../mixed.ts'
import { ANY_NUMBER, type Range, range } from '../range.ts'
import type { Builtin } from './builtin.ts'
import { requireText } from './text-calls.ts'

/** A test that is false for anything but numbers (`strict`), or converts first. */
function test(name: string, strict: boolean, decide: (r: Range) => boolean | undefined, lower: (l: Lower, x: Value) => Value): Builtin {
  return {
    required: 1,
    infer: (site, args) => {
      const type = args[0]!
      if (strict && !has(type, K.NUMBER)) return boolean(false)
      const r = toNumberRange(type)
      if (!r) return messages.bad_argument(site.inst.span, { name, type: describe(type) })
      const known = strict && !onlyKinds(type, K.NUMBER) ? undefined : decide(r)
      return known === undefined ? BOOL : boolean(known)
    },
    // As numbers, undefined and NaN are one.
    demand: (_index, _demand, types) => (strict && !onlyKinds(types[0]!, K.NUMBER) ? EXACT : D.VALUE),
    lower: (l, inst, [x]) => {
      const type = l.type(inst.result)
      if (type.kinds !== BOOL.kinds) return l.set(inst.result, l.b.bool(type.kinds === K.TRUE), 'bool')
      const isMixed = strict && !onlyKinds(l.type(x!), K.NUMBER)
      const found = lower(l, l.op('f64.abs', isMixed ? l.as(x!, 'tagged') : l.f64(x!)))
      l.set(inst.result, isMixed ? l.op('bool.and', found, isNumber(l, x!)) : found, 'bool')
    },
  }
}

/** All else is tagged, which as a number is NaN. */
function isNumber(l: Lower, x: Value): Value {
  const { b } = l
  const { kinds } = l.type(x)
  const tagged = l.as(x, 'tagged')
  const tags = (
    [
      ['undefined', K.UNDEFINED],
      ['null', K.NULL],
      ['true', K.TRUE],
      ['false', K.FALSE],
    ] as const
  ).filter(([, kind]) => kinds & kind)
  if (kinds & K.STRING)
    return l.op(
      'bool.not',
      tags.reduce((other, [tag]) => l.op('bool.or', other, b.inst('tag.is', [tagged], tag)), isString(l, x)),
    )
  return tags.reduce((known, [tag]) => l.op('bool.and', known, b.inst('bool.not', [b.inst('tag.is', [tagged], tag)])), b.bool(true))
}

const isNaNTest = (l: Lower, x: Value) => l.op('f64.ne', x, x)
const isFiniteTest = (l: Lower, x: Value) => l.op('f64.lt', x, l.b.f64(Infinity))
const isIntegerTest = (l: Lower, x: Value) => l.op('bool.and', isFiniteTest(l, x), l.op('f64.eq', l.op('f64.trunc', x), x))
const isSafeTest = (l: Lower, x: Value) =>
  l.op('bool.and', l.op('f64.le', x, l.b.f64(Number.MAX_SAFE_INTEGER)), l.op('f64.eq', l.op('f64.trunc', x), x))

const finite = (r: Range) => !r.nan && r.lo > -Infinity && r.hi < Infinity
const whenFinite = (r: Range) => (finite(r) ? true : undefined)
const whenInteger = (r: Range) => (finite(r) && r.integer ? true : undefined)
const whenSafe = (r: Range) =>
  r.integer && !r.nan && r.lo >= -Number.MAX_SAFE_INTEGER && r.hi <= Number.MAX_SAFE_INTEGER ? true : undefined
const neverNaN = (r: Range) => (r.nan ? undefined : false)

const EXACT_BIG = 2n ** 53n
const ROUNDED = 2 ** 53 + 2

/** Number(x): from anything that has a form. */
const toNumber: Builtin = {
  infer: (site, args) => {
    const type = args[0]
    if (!type) return numberConstant(0)
    if (isPerhapsText(type)) return number(ANY_NUMBER)
    if (onlyKinds(type, K.BIGINT)) {
      const { lo, hi } = type.big!
      // What may be rounded must not look as if it were below 2^53, where the integer is the number.
      const low = lo < -EXACT_BIG ? Math.min(Number(lo), -ROUNDED) : Number(lo)
      const high = hi > EXACT_BIG ? Math.max(Number(hi), ROUNDED) : Number(hi)
      return number(range(low, high, { integer: true }))
    }
    if (onlyKinds(type, K.BIGINT | NULLISH) && type.big) return number(ANY_NUMBER)
    const r = toNumberRange(type)
    return r ? number(r) : messages.bad_argument(site.inst.span, { name: 'Number', type: describe(type) })
  },
  demand: (_index, demand, types) => (has(types[0]!, K.BIGINT | K.STRING) ? EXACT : demand),
  lower: (l, inst, [x]) => {
    if (x === undefined) return l.set(inst.result, l.b.f64(0), 'f64')
    const type = l.type(x)
    if (has(type, K.STRING)) return l.set(inst.result, textNumber(l, l.str(x), has(type, NULLISH)), 'f64')
    if (onlyKinds(type, K.BIGINT)) return bigToNumber(l, inst, x)
    if (type.big) return missingToNumber(l, inst, x)
    const repr = l.repr(inst.result)
    if (repr !== 'none') l.set(inst.result, l.as(x, repr), repr)
  },
}

/** Of a bigint that may be missing. */
function missingToNumber(l: Lower, inst: Inst, x: Value): void {
  const { b } = l
  const [there, done] = [b.newBlock(), b.newBlock(['f64'])]
  const bits = b.inst('ref.bits', [l.register(x)!])
  const nothing = b.inst('select', [b.inst('i32.eq', [bits, b.i32(0)]), b.f64(0), b.f64(Number.NaN)])
  b.branch(b.inst('i32.gt_u', [bits, b.i32(4)]), there, { block: done, args: [nothing] })
  b.at(there)
  b.jump(done, [l.op(isUnsigned(l.type(x).big!) ? 'f64.from_i64_u' : 'f64.from_i64_s', l.as(x, 'big'))])
  b.at(done)
  l.set(inst.result, b.params(done)[0]!, 'f64')
}

function bigToNumber(l: Lower, inst: Inst, x: Value): void {
  const { big } = l.type(x)
  const repr = l.repr(inst.result)
  // A range within ±2^53 makes the integer itself the number.
  if (repr === 'i32' || repr === 'i64') return l.set(inst.result, l.big(x), 'i64')
  l.set(inst.result, l.op(isUnsigned(big!) ? 'f64.from_i64_u' : 'f64.from_i64_s', l.big(x)), 'f64')
}

const toBoolean: Builtin = {
  infer: (_site, args) => {
    if (!args[0]) return boolean(false)
    const { truthy, falsy } = truthiness(args[0])
    return truthy && falsy ? BOOL : boolean(truthy)
  },
  demand: () => D.VALUE,
  lower: (l, inst, [x]) => l.set(inst.result, x === undefined ? l.b.bool(false) : l.truthy(x), 'bool'),
}

const makeString: Builtin = {
  infer: (site, args) => {
    if (args[0]) requireText(site, args[0])
    return args.length === 0 ? text('') : STRING
  },
  lower: (l, inst, [x]) => l.set(inst.result, x === undefined ? l.b.inst('str.const', [], '') : toText(l, x), 'str'),
}

const method: Builtin = {
  required: 1,
  infer: () => STRING,
  lower: (l, inst, [x]) => l.set(inst.result, toText(l, x!), 'str'),
}

const isArray: Builtin = {
  required: 1,
  infer: (site, args) => {
    const type: SemType = args[0]!
    if (!has(type, K.REF)) return boolean(false)
    const shape = site.world.shapes.find(type.shape!)
    return onlyKinds(type, K.REF) ? boolean(shape.kind === 'sequence') : BOOL
  },
  demand: () => D.VALUE,
  lower: (l, inst, [x]) => {
    const type = l.type(inst.result)
    if (type.kinds !== BOOL.kinds) return l.set(inst.result, l.b.bool(type.kinds === K.TRUE), 'bool')
    const shape = l.world.shapes.find(l.type(x!).shape!)
    l.set(inst.result, shape.kind === 'sequence' ? l.truthy(x!) : l.b.bool(false), 'bool')
  },
}

/** The clocks of the host. */
const clock = (name: 'clock.now' | 'clock.date'): Builtin => ({
  infer: () => number(range(0, Infinity, { integer: name === 'clock.date' })),
  lower: (l, inst) => l.set(inst.result, l.b.inst('call.host', [], name, 'f64'), 'f64'),
})

/** Object.is: as `===`, but NaN is itself and 0 is not −0. */
const is: Builtin = {
  required: 2,
  infer: (site, [a, b]) => (compareType(site, 'js.eq', a!, b!).kinds === K.FALSE && !bothMayBeNaN(a!, b!) ? boolean(false) : BOOL),
  lower: (l, inst, [a, b]) => {
    const { b: build } = l
    const scalars = K.NUMBER | NULLISH | BOOL.kinds
    const isMixed = !onlyKinds(l.type(a!), K.NUMBER) || !onlyKinds(l.type(b!), K.NUMBER)
    const sameTagged = () => {
      const notANumber = (each: Value) => l.op('bool.and', isNaNTest(l, l.as(each, 'tagged')), isNumber(l, each))
      const [x, y] = [build.inst('f64.bits', [l.as(a!, 'tagged')]), build.inst('f64.bits', [l.as(b!, 'tagged')])]
      return l.op('bool.or', l.op('i64.eq', x, y), l.op('bool.and', notANumber(a!), notANumber(b!)))
    }
    const types = [l.type(a!), l.type(b!)]
    if (isMixed && types.every((type) => has(type, K.NUMBER) && onlyKinds(type, scalars))) return l.set(inst.result, sameTagged(), 'bool')
    if (types.some(mayBeMixed) && types.every((type) => onlyKinds(type, scalars | K.STRING)))
      return l.set(inst.result, mixedEqual(l, a!, b!, sameTagged), 'bool')
    if (!onlyKinds(l.type(a!), K.NUMBER) || !onlyKinds(l.type(b!), K.NUMBER)) {
      const equal = strictEqual(l, a!, b!)
      if (equal === undefined) return messages.mixed_comparison(inst.span, { left: describe(l.type(a!)), right: describe(l.type(b!)) })
      return l.set(inst.result, equal, 'bool')
    }
    const x = l.f64(a!)
    const y = l.f64(b!)
    const reciprocals = l.op('f64.eq', l.op('f64.div', build.f64(1), x), l.op('f64.div', build.f64(1), y))
    const both = l.op('bool.and', l.op('f64.ne', x, x), l.op('f64.ne', y, y))
    l.set(inst.result, l.op('bool.or', l.op('bool.and', l.op('f64.eq', x, y), reciprocals), both), 'bool')
  },
}

function bothMayBeNaN(a: SemType, b: SemType): boolean {
  return (a.range?.nan ?? false) && (b.range?.nan ?? false)
}

export const numberFunctions: Readonly<Record<string, Builtin>> = {
  Number: toNumber,
  Boolean: toBoolean,
  String: makeString,
  isNaN: test('isNaN', false, neverNaN, isNaNTest),
  isFinite: test('isFinite', false, whenFinite, isFiniteTest),
  'Number.isNaN': test('Number.isNaN', true, neverNaN, isNaNTest),
  'Number.isFinite': test('Number.isFinite', true, whenFinite, isFiniteTest),
  'Number.isInteger': test('Number.isInteger', true, whenInteger, isIntegerTest),
  'Number.isSafeInteger': test('Number.isSafeInteger', true, whenSafe, isSafeTest),
  'Array.isArray': isArray,
  'Object.is': is,
  'performance.now': clock('clock.now'),
  'Date.now': clock('clock.date'),
}

export const numberMethods: Readonly<Record<string, Builtin>> = { toString: method }
