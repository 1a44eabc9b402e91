/** Conversions between the forms of a value. The type says what the value can be; only that must come out right. */
import { TEXTS, UNDEFINED_I64 } from '../../artifact/layout.ts'
import { assert } from '../../base/assert.ts'
import type { Value } from '../../ir/function.ts'
import { isUnsigned } from '../bigrange.ts'
import { closureIsStatic, type Repr } from '../forms.ts'
import { BOOLEAN, has, K, onlyKinds, type SemType } from '../lattice.ts'
import { singleton } from '../range.ts'
import { closureRecord } from './closures.ts'
import type { Maker } from './lower.ts'
import { tagPerhapsText, tagText, untagText } from './mixed.ts'

/** A value with a single possibility, made in the form wanted; undefined if there are more. */
export function constantIn(l: Maker, type: SemType, repr: Repr): Value | undefined {
  const { b } = l
  if (repr === 'error') {
    const tagged = constantIn(l, type, 'tagged')
    return tagged && thrownOf(l, tagged)
  }
  switch (type.kinds) {
    case K.NUMBER: {
      const value = singleton(type.range!)
      return value === undefined ? undefined : numberIn(l, value, repr)
    }
    case K.UNDEFINED:
    case K.NULL:
      return nullishIn(l, type.kinds, repr)
    case K.TRUE:
    case K.FALSE: {
      const bit = type.kinds === K.TRUE
      if (repr === 'bool') return b.bool(bit)
      if (repr === 'tagged') return b.inst('tag.const', [], bit ? 'true' : 'false')
      return numberIn(l, repr === 'index' ? -1 : bit ? 1 : 0, repr)
    }
    case K.BIGINT: {
      const { lo, hi } = type.big!
      if (lo !== hi || repr !== 'big') return undefined
      return b.i64(BigInt.asIntN(64, lo))
    }
    case K.STRING: {
      if (type.text === null) return undefined
      const handle = b.inst('str.const', [], type.text)
      return repr === 'tagged' ? tagText(l, handle) : handle
    }
    default:
      return undefined
  }
}

function numberIn(l: Maker, value: number, repr: Repr): Value | undefined {
  const { b } = l
  switch (repr) {
    case 'i32':
    case 'word':
      return b.i32(value | 0)
    case 'index':
      return b.i32(Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : -1)
    case 'i64':
    case 'i64u':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? b.i64(BigInt(value)) : undefined
    case 'f64':
    case 'tagged':
      return b.f64(value)
    default:
      return undefined
  }
}

function nullishIn(l: Maker, kind: number, repr: Repr): Value | undefined {
  const { b } = l
  const isNull = kind === K.NULL
  switch (repr) {
    case 'tagged':
      return b.inst('tag.const', [], isNull ? 'null' : 'undefined')
    case 'f64':
      return b.f64(isNull ? 0 : Number.NaN)
    case 'i64u':
      return isNull ? undefined : b.i64(UNDEFINED_I64)
    case 'i32':
    case 'word':
      return b.i32(0)
    case 'i64':
      return b.i64(0n)
    case 'index':
      return b.i32(-1)
    case 'str':
      return b.i32(isNull ? TEXTS.null : TEXTS.undefined)
    case 'ref':
    case 'bigbox':
      return b.ref(isNull ? 0 : 4)
    default:
      return undefined
  }
}

/** `register` holds a value of `type` in the form `from`; give it in the form `to`. `target` is the type it joins. */
export function convert(l: Maker, register: Value | undefined, from: Repr, type: SemType, to: Repr, target?: SemType): Value {
  if (to === 'ref' && type.kinds & K.FUNCTION) return functionIn(l, register, from, type, target)
  if (to === 'ref' && type.kinds === K.CONSTANT) return builtinIn(l, type)
  if (register === undefined || from === 'none') {
    const boxed = to === 'bigbox' && onlyKinds(type, K.BIGINT)
    const made = boxed ? toBox(l, inDomain(l, constantIn(l, type, 'big')!, type, target)) : constantIn(l, type, to)
    assert(made !== undefined, `no register for a value of kinds ${type.kinds} as ${to}`)
    return made
  }
  if (to === 'error' && from !== 'error') return thrownOf(l, convert(l, register, from, type, 'tagged'))
  if (from === 'error' && to !== 'error') return convert(l, valueOfThrown(l, register), 'tagged', type, to, target)
  if (from === to)
    return to === 'big' ? inDomain(l, register, type, target) : to === 'bigbox' ? boxInDomain(l, register, type, target) : register
  switch (to) {
    case 'f64':
      return toF64(l, register, from, type)
    case 'i32':
      return toI32(l, register, from, type)
    case 'i64':
      return toI64(l, register, from, type)
    case 'word':
      return toWord(l, register, from, type)
    case 'index':
      return toIndex(l, register, from)
    case 'tagged':
      return toTagged(l, register, from, type)
    case 'i64u':
      return toI64u(l, register, from)
    case 'bool':
      return toBool(l, register, from)
    case 'big':
      return inDomain(l, fromBox(l, register), type, target)
    case 'bigbox':
      return from === 'tagged' ? nullishRef(l, register) : toBox(l, inDomain(l, register, type, target))
    case 'str':
      if (from === 'tagged' && has(type, K.STRING)) return untagText(l, register, type)
      if (from === 'tagged')
        return l.b.inst('select', [l.b.inst('tag.is', [register], 'null'), l.b.i32(TEXTS.null), l.b.i32(TEXTS.undefined)])
      throw new Error(`taipan: no conversion from ${from} to str`)
    case 'ref':
      if (from === 'tagged') return nullishRef(l, register)
      throw new Error(`taipan: no conversion from ${from} to ref`)
    default:
      throw new Error(`taipan: no conversion from ${from} to ${to}`)
  }
}

/** A primitive value where errors stand too, as a handle. */
function thrownOf(l: Maker, tagged: Value): Value {
  return l.b.inst('call.host', [l.b.inst('f64.bits', [tagged])], 'text:thrown', 'i32')
}

/** The other way; of an object it is true. */
export function valueOfThrown(l: Maker, handle: Value): Value {
  return l.b.inst('f64.from_bits', [l.b.inst('call.host', [handle], 'text:value', 'i64')])
}

/** Can a bigint be of the one type, and its bits be none of the other's? */
function leavesDomain({ big }: SemType, target: SemType | undefined): boolean {
  if (!big || !target?.big || isUnsigned(big) === isUnsigned(target.big)) return false
  return big.lo < 0n || big.hi >= 2n ** 63n
}

/** A uint64 becomes an int64 or the other way round where two domains meet: it must fit. */
export function inDomain(l: Maker, register: Value, type: SemType, target: SemType | undefined): Value {
  if (!leavesDomain(type, target)) return register
  const fits = l.b.inst('i64.ge_s', [register, l.b.i64(0n)])
  l.check(
    fits,
    { kind: 'RangeError', text: isUnsigned(target!.big!) ? 'bigint $0 is not a uint64' : 'a uint64 bigint does not fit int64' },
    [register],
  )
  return register
}

/** The same for what is in a box, if there is one. */
function boxInDomain(l: Maker, box: Value, type: SemType, target: SemType | undefined): Value {
  if (!leavesDomain(type, target)) return box
  const { b } = l
  const done = b.newBlock()
  for (const [kind, address] of [
    [K.NULL, 0],
    [K.UNDEFINED, 4],
  ] as const) {
    if (!has(type, kind)) continue
    const other = b.newBlock()
    b.branch(b.inst('ref.eq', [box, b.ref(address)]), done, other)
    b.at(other)
  }
  inDomain(l, fromBox(l, box), type, target)
  b.jump(done, [])
  b.at(done)
  return box
}

function functionIn(l: Maker, register: Value | undefined, from: Repr, type: SemType, target: SemType | undefined): Value {
  // What lies in a slot that can hold one function only says nothing.
  const isSure = onlyKinds(type, K.FUNCTION) && closureIsStatic(type)
  if (from === 'ref' && register !== undefined && !isSure) return register
  assert(closureIsStatic(type), 'a function value without a register')
  const [closure] = type.closures
  if (l.world.shared.has(closure!.template.id)) return l.b.inst('function.ref', [], closure!.template.id)
  // Where nothing else can be, nobody looks at it. Where null or undefined can be, or other functions later, it must be told from them.
  return target && onlyKinds(target, K.FUNCTION) && closureIsStatic(target) ? l.b.ref(0) : closureRecord(l, closure!, [])
}

/** A built-in function where others may be too. */
function builtinIn(l: Maker, { constant }: SemType): Value {
  const closure = constant?.kind === 'builtin' ? l.world.shapes.functionOfBuiltin(constant.path) : undefined
  assert(closure, 'a built-in that is no function among functions')
  return closureRecord(l, closure, [])
}

function toF64(l: Maker, register: Value, from: Repr, type: SemType): Value {
  const { b } = l
  switch (from) {
    case 'i32':
    case 'word':
      return b.inst('f64.from_i32_s', [register])
    case 'i64':
      return b.inst('f64.from_i64_s', [register])
    case 'i64u': {
      const number = b.inst('f64.from_i64_s', [register])
      if (!has(type, K.UNDEFINED)) return number
      return b.inst('select', [b.inst('i64.eq', [register, b.i64(UNDEFINED_I64)]), b.f64(Number.NaN), number])
    }
    case 'bool':
      return b.inst('f64.from_i32_s', [b.inst('i32.from_bool', [register])])
    case 'tagged':
      return untag(l, register, type)
    default:
      throw new Error(`taipan: no conversion from ${from} to f64`)
  }
}

/** ToNumber of a tagged value: undefined is a NaN already; null, false and true need a look. */
function untag(l: Maker, register: Value, type: SemType): Value {
  const { b } = l
  let result = register
  if (has(type, K.NULL)) result = b.inst('select', [b.inst('tag.is', [register], 'null'), b.f64(0), result])
  if (has(type, K.FALSE)) result = b.inst('select', [b.inst('tag.is', [register], 'false'), b.f64(0), result])
  if (has(type, K.TRUE)) result = b.inst('select', [b.inst('tag.is', [register], 'true'), b.f64(1), result])
  return result
}

/** What is no number but true becomes 0 in any case. */
function toI32(l: Maker, register: Value, from: Repr, type: SemType): Value {
  const { b } = l
  switch (from) {
    case 'word':
    case 'index':
      return register
    case 'i64':
    case 'i64u':
      return b.inst('i32.wrap', [register])
    case 'f64':
      return b.inst('i32.from_f64_sat_s', [register])
    case 'tagged':
      return b.inst('i32.from_f64_sat_s', [has(type, K.TRUE) ? untag(l, register, type) : register])
    case 'bool':
      return b.inst('i32.from_bool', [register])
    default:
      throw new Error(`taipan: no conversion from ${from} to i32`)
  }
}

function toI64(l: Maker, register: Value, from: Repr, type: SemType): Value {
  const { b } = l
  switch (from) {
    case 'i32':
    case 'word':
    case 'index':
      return b.inst('i64.extend_s', [register])
    case 'i64u':
      return register
    case 'f64':
      return b.inst('i64.from_f64_sat_s', [register])
    case 'tagged':
      return b.inst('i64.from_f64_sat_s', [has(type, K.TRUE) ? untag(l, register, type) : register])
    case 'bool':
      return b.inst('i64.extend_s', [b.inst('i32.from_bool', [register])])
    default:
      throw new Error(`taipan: no conversion from ${from} to i64`)
  }
}

function toWord(l: Maker, register: Value, from: Repr, type: SemType): Value {
  const { b } = l
  switch (from) {
    case 'i32':
      return register
    case 'i64':
    case 'i64u':
      return b.inst('i32.wrap', [register])
    case 'f64':
      return b.inst('i32.to_int32', [register])
    case 'tagged':
      return b.inst('i32.to_int32', [untag(l, register, type)])
    case 'bool':
      return b.inst('i32.from_bool', [register])
    default:
      throw new Error(`taipan: no conversion from ${from} to word`)
  }
}

function toIndex(l: Maker, register: Value, from: Repr): Value {
  const { b } = l
  switch (from) {
    case 'i32':
      return register
    case 'i64':
    case 'i64u':
      return b.inst('i32.index_i64', [register])
    case 'f64':
    case 'tagged':
      return b.inst('i32.index_f64', [register])
    case 'bool':
      return b.i32(-1)
    default:
      throw new Error(`taipan: no conversion from ${from} to index`)
  }
}

function toTagged(l: Maker, register: Value, from: Repr, type: SemType): Value {
  const { b } = l
  switch (from) {
    case 'bool':
      return b.inst('select', [register, b.inst('tag.const', [], 'true'), b.inst('tag.const', [], 'false')])
    case 'i64u': {
      const number = b.inst('f64.from_i64_s', [register])
      if (!has(type, K.UNDEFINED)) return number
      return b.inst('select', [b.inst('i64.eq', [register, b.i64(UNDEFINED_I64)]), b.inst('tag.const', [], 'undefined'), number])
    }
    case 'f64':
      return type.range?.nan === false ? register : b.inst('tag.clean', [register])
    case 'str':
      return tagPerhapsText(l, register, type)
    default:
      return toF64(l, register, from, type)
  }
}

function toI64u(l: Maker, register: Value, from: Repr): Value {
  const { b } = l
  switch (from) {
    case 'i64':
      return register
    case 'i32':
      return b.inst('i64.extend_s', [register])
    case 'f64':
      return b.inst('i64.from_f64_sat_s', [register])
    case 'tagged':
      return b.inst('select', [b.inst('tag.is', [register], 'undefined'), b.i64(UNDEFINED_I64), b.inst('i64.from_f64_sat_s', [register])])
    default:
      throw new Error(`taipan: no conversion from ${from} to i64u`)
  }
}

/** A value known to be a boolean. */
function toBool(l: Maker, register: Value, from: Repr): Value {
  const { b } = l
  if (from === 'tagged') return b.inst('tag.is', [register], 'true')
  if (from === 'i32' || from === 'word') return b.inst('i32.ne', [register, b.i32(0)])
  throw new Error(`taipan: no conversion from ${from} to bool`)
}

const BOX = { offset: 8, storage: 'i64', region: 'field:{value:i64}.value', fixed: true } as const

function fromBox(l: Maker, register: Value): Value {
  return l.b.inst('load', [register], BOX, 'i64')
}

/** Null or undefined and nothing else, where an object could be. */
function nullishRef(l: Maker, register: Value): Value {
  return l.b.inst('select', [l.b.inst('tag.is', [register], 'null'), l.b.ref(0), l.b.ref(4)])
}

function toBox(l: Maker, register: Value): Value {
  const box = l.b.inst('alloc', [], l.output.bigintBox())
  l.b.inst('store', [box, register], BOX)
  return box
}

/** Is a value of the type a boolean and nothing else? */
export function isBoolean(type: SemType): boolean {
  return onlyKinds(type, BOOLEAN)
}
