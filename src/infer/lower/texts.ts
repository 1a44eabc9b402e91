/** Strings that may be missing: undefined and null are handles below 0 (TEXTS in artifact/layout.ts). */
import { TEXTS } from '../../artifact/layout.ts'
import type { Value } from '../../ir/function.ts'
import type { Maker } from './lower.ts'

/** Is there a string? */
export function isText(l: Maker, handle: Value): Value {
  return l.b.inst('i32.ge_s', [handle, l.b.i32(0)])
}

/** What is asked of a string, and false where there is none. */
export function ifText(l: Maker, handle: Value, ask: () => Value): Value {
  return textOr(l, handle, ask, () => l.b.bool(false))
}

/** One value where there is a string, another where there is none. */
export function textOr(l: Maker, handle: Value, found: () => Value, missing: () => Value): Value {
  return either(l, isText(l, handle), found, missing)
}

/** One value where the condition holds, another where it does not: only that one is computed. */
export function either(l: Maker, condition: Value, found: () => Value, other: () => Value): Value {
  const { b } = l
  const [some, none] = [b.newBlock(), b.newBlock()]
  b.branch(condition, some, none)
  b.at(some)
  const value = found()
  const done = b.newBlock([b.func.types[value]!])
  b.jump(done, [value])
  b.at(none)
  b.jump(done, [other()])
  b.at(done)
  return b.params(done)[0]!
}

/** Are two strings that may be missing the same? `loose`: undefined and null are. */
export function sameText(l: Maker, a: Value, b: Value, loose = false): Value {
  const both = l.op('bool.and', isText(l, a), isText(l, b))
  const builder = l.b
  const [texts, done] = [builder.newBlock(), builder.newBlock(['bool'])]
  const same = loose ? l.op('i32.lt_s', l.op('i32.and', a, b), builder.i32(0)) : l.op('i32.eq', a, b)
  builder.branch(both, texts, { block: done, args: [same] })
  builder.at(texts)
  builder.jump(done, [builder.inst('call.host', [a, b], 'str.eq', 'bool')])
  builder.at(done)
  return builder.params(done)[0]!
}

/** The word for what is there in place of a string. */
export function missingWord(l: Maker, handle: Value): Value {
  const { b } = l
  const isNull = b.inst('i32.eq', [handle, b.i32(TEXTS.null)])
  return b.inst('select', [isNull, b.inst('str.const', [], 'null'), b.inst('str.const', [], 'undefined')])
}

/** Number(text), of one that may be missing too. */
export function textNumber(l: Maker, handle: Value, mayMiss: boolean): Value {
  const { b } = l
  const parse = () => b.inst('call.host', [handle], 'str.to_f64', 'f64')
  if (!mayMiss) return parse()
  const nothing = () => b.inst('select', [b.inst('i32.eq', [handle, b.i32(TEXTS.null)]), b.f64(0), b.f64(Number.NaN)])
  return textOr(l, handle, parse, nothing)
}
