/** Strings: handles of the run time; conversions and concatenation are calls of the host. */

import type { Inst, Value } from '../../ir/function.ts'
import type { ERROR_KINDS } from '../../ir/host.ts'
import { isUnsigned } from '../bigrange.ts'
import { BOOLEAN, K, NULLISH, onlyKinds } from '../lattice.ts'
import { isMixed, isThrown } from '../mixed.ts'
import { isKind } from './compare.ts'
import type { Lower } from './lower.ts'
import { isString, isTextTag, mixedToText, tagText, toNumber } from './mixed.ts'
import { isText, missingWord, textOr } from './texts.ts'

/** The bits of a tagged value, for the host. */
export function tagBits(l: Lower, tagged: Value): Value {
  return l.b.inst('f64.bits', [tagged])
}

/** ToString of a value, as a string handle. */
export function toText(l: Lower, value: Value): Value {
  const { b } = l
  const type = l.type(value)
  if (onlyKinds(type, K.STRING)) return l.str(value)
  if (type.kinds === K.UNDEFINED || type.kinds === K.NULL) return b.inst('str.const', [], type.kinds === K.NULL ? 'null' : 'undefined')
  if (onlyKinds(type, BOOLEAN)) return b.inst('call.host', [l.as(value, 'bool')], 'str.from_bool', 'i32')
  if (onlyKinds(type, K.BIGINT))
    return b.inst('call.host', [l.big(value)], isUnsigned(type.big!) ? 'str.from_i64_u' : 'str.from_i64_s', 'i32')
  if (onlyKinds(type, K.STRING | NULLISH))
    return textOr(
      l,
      l.str(value),
      () => l.str(value),
      () => missingWord(l, l.str(value)),
    )
  if (isMixed(type)) return mixedToText(l, value)
  if (onlyKinds(type, K.BIGINT | NULLISH)) return missingText(l, value)
  if (isThrown(type)) return b.inst('call.host', [l.as(value, 'error')], 'text:string', 'i32')
  if (onlyKinds(type, K.NUMBER)) return b.inst('call.host', [l.f64(value)], 'str.from_f64', 'i32')
  return b.inst('call.host', [tagBits(l, l.as(value, 'tagged'))], 'str.from_tagged', 'i32')
}

/** Of a bigint that may be missing. */
function missingText(l: Lower, value: Value): Value {
  const { b } = l
  const [there, missing, done] = [b.newBlock(), b.newBlock(), b.newBlock(['i32'])]
  const bits = b.inst('ref.bits', [l.register(value)!])
  b.branch(b.inst('i32.gt_u', [bits, b.i32(4)]), there, missing)
  b.at(there)
  const name = isUnsigned(l.type(value).big!) ? 'str.from_i64_u' : 'str.from_i64_s'
  b.jump(done, [b.inst('call.host', [l.as(value, 'big')], name, 'i32')])
  b.at(missing)
  const isNull = b.inst('i32.eq', [bits, b.i32(0)])
  b.jump(done, [b.inst('select', [isNull, b.inst('str.const', [], 'null'), b.inst('str.const', [], 'undefined')])])
  b.at(done)
  return b.params(done)[0]!
}

/** `a + b` where one is a string. If all that may be strings are missing, JavaScript adds numbers. */
export function concatenate(l: Lower, values: readonly Value[]): Value {
  const texts = values.filter((value) => l.type(value).kinds & K.STRING && !isMixed(l.type(value)))
  if (texts.every((value) => l.type(value).kinds & NULLISH)) {
    const present = texts.map((value) => isText(l, l.str(value))).reduce((one, other) => l.op('bool.or', one, other))
    l.check(present, {
      kind: 'RangeError',
      text: 'a string that is added is undefined or null: the sum would be a number, which compiled code cannot give here',
    })
  }
  return appended(l, values)
}

export function appended(l: Lower, values: readonly Value[]): Value {
  return values.map((value) => toText(l, value)).reduce((left, right) => l.b.inst('call.host', [left, right], 'str.concat', 'i32'))
}

/** `a + b`: a text if one of them is, else a sum. */
export function lowerMixedSum(l: Lower, inst: Inst, a: Value, b: Value): void {
  const builder = l.b
  const [texts, numbers, done] = [builder.newBlock(), builder.newBlock(), builder.newBlock(['f64'])]
  builder.branch(l.op('bool.or', isString(l, a), isString(l, b)), texts, numbers)
  builder.at(texts)
  const whole = builder.inst('call.host', [toText(l, a), toText(l, b)], 'str.concat', 'i32')
  builder.jump(done, [tagText(l, whole)])
  builder.at(numbers)
  builder.jump(done, [builder.inst('tag.clean', [l.op('f64.add', toNumber(l, a), toNumber(l, b))])])
  builder.at(done)
  l.set(inst.result, builder.params(done)[0]!, 'tagged')
}

export function lowerTemplate(l: Lower, inst: Inst): void {
  const { b } = l
  const { names } = inst.imm as { names: readonly string[] }
  let result = b.inst('str.const', [], names[0]!)
  inst.args.forEach((arg, index) => {
    result = b.inst('call.host', [result, toText(l, arg)], 'str.concat', 'i32')
    const after = names[index + 1]!
    if (after !== '') result = b.inst('call.host', [result, b.inst('str.const', [], after)], 'str.concat', 'i32')
  })
  l.set(inst.result, result, 'str')
}

/** typeof of a value that may be of several kinds. */
export function lowerTypeof(l: Lower, inst: Inst): void {
  const [value] = inst.args as [Value]
  const type = l.type(inst.result)
  const { b } = l
  if (type.text !== null) return l.set(inst.result, b.inst('str.const', [], type.text), 'str')
  const { kinds } = l.type(value)
  if (isThrown(l.type(value))) return l.set(inst.result, b.inst('call.host', [l.as(value, 'error')], 'text:typeof', 'i32'), 'str')
  const name = (text: string) => b.inst('str.const', [], text)
  let result =
    kinds & K.NUMBER
      ? name('number')
      : kinds & K.BIGINT
        ? name('bigint')
        : kinds & BOOLEAN
          ? name('boolean')
          : kinds & K.STRING
            ? name('string')
            : kinds & K.FUNCTION
              ? name('function')
              : name('object')
  if (kinds & BOOLEAN && kinds & K.NUMBER) {
    const tagged = l.as(value, 'tagged')
    const isBoolean = l.op('bool.or', b.inst('tag.is', [tagged], 'true'), b.inst('tag.is', [tagged], 'false'))
    result = b.inst('select', [isBoolean, name('boolean'), result])
  }
  if (isMixed(l.type(value))) result = b.inst('select', [isTextTag(l, l.as(value, 'tagged')), name('string'), result])
  if (kinds & K.NULL) result = b.inst('select', [isKind(l, value, K.NULL), name('object'), result])
  if (kinds & K.UNDEFINED) result = b.inst('select', [isKind(l, value, K.UNDEFINED), name('undefined'), result])
  l.set(inst.result, result, 'str')
}

/** Of undefined an error has no message. */
function messageText(l: Lower, message: Value): Value {
  if (!(l.type(message).kinds & K.UNDEFINED)) return toText(l, message)
  const isMissing = isKind(l, message, K.UNDEFINED)
  return l.b.inst('select', [isMissing, l.b.inst('str.const', [], ''), toText(l, message)])
}

/** A new error of a class; its message may be missing. */
export function makeError(l: Lower, kind: (typeof ERROR_KINDS)[number], message: Value | undefined): Value {
  const text = message === undefined ? l.b.inst('str.const', [], '') : messageText(l, message)
  return l.b.inst('call.host', [l.b.i32(l.output.errorKind(kind)), text], 'error.new', 'i32')
}
