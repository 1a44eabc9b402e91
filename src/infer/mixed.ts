/**
 * Values that are a string in some cases and a number or a boolean in others: an f64 with tags, where a string's handle lies in the
 * pattern of a NaN. `===`, typeof, `+`, truthiness and texts take them as they are. What else is done with one is done with what
 * it is converted to, or with what it must be.
 */
import type { Inst } from '../ir/function.ts'
import { BOOLEAN, has, K, NULLISH, number, onlyKinds, restrict, type SemType } from './lattice.ts'
import { ANY_NUMBER } from './range.ts'

export function isMixed(type: SemType): boolean {
  return has(type, K.STRING) && has(type, K.NUMBER | BOOLEAN) && onlyKinds(type, K.STRING | K.NUMBER | BOOLEAN | NULLISH)
}

/** What was thrown, where that may be another primitive value than a bigint, or stands beside others: a handle of the run time's. */
export function isThrown(type: SemType): boolean {
  return has(type, K.ERROR) && onlyKinds(type, K.ERROR | THROWN)
}

/** What can be thrown besides errors. */
export const THROWN = K.STRING | K.NUMBER | BOOLEAN | NULLISH

/** What is known of a property of what was thrown, and of what the host throws. */
export const ANY_THROWN: SemType = { ...number(ANY_NUMBER), kinds: THROWN }

const ARITHMETIC = /^js\.(neg|plus|bitnot|inc|dec|numeric|sub|mul|div|mod|pow|and|or|xor|shl|shr|ushr)$/
const OF_TEXTS = /^js\.(get|index|method|method_index|callee|each_length|each_get|iterator|spread)$/
/** Built-in functions that make a number of what they are given. */
const TAKES_NUMBERS = /^(Math\.\w+|Number|isNaN|isFinite)$/

/** The type that operand `index` has for the instruction, where it is another than its own. */
export function coercedType(inst: Inst, index: number, types: readonly SemType[]): SemType | undefined {
  const type = types[index]!
  if (!isMixed(type)) return undefined
  if (ARITHMETIC.test(inst.op)) return number(ANY_NUMBER)
  if (/^js\.[lg][te]$/.test(inst.op)) return onlyKinds(types[1 - index]!, K.NUMBER | BOOLEAN | NULLISH) ? number(ANY_NUMBER) : undefined
  if (index === 0 && OF_TEXTS.test(inst.op)) return receiverType(inst, type)
  const [callee] = types
  if (callee?.kinds !== K.CONSTANT || callee.constant?.kind !== 'builtin' || index === 0) return undefined
  const path = inst.op === 'js.method' ? `${callee.constant.path}.${inst.imm as string}` : inst.op === 'js.call' ? callee.constant.path : ''
  return TAKES_NUMBERS.test(path) ? number(ANY_NUMBER) : undefined
}

/** What has a method of numbers must be one; other members are taken for those of strings. */
function receiverType({ op, imm }: Inst, type: SemType): SemType | undefined {
  if (op !== 'js.method') return restrict(type, K.STRING | NULLISH)
  if (imm === 'toString' || imm === 'valueOf') return undefined
  const ofNumbers = Object.hasOwn(Number.prototype, imm as string) && has(type, K.NUMBER)
  return restrict(type, (ofNumbers ? K.NUMBER : K.STRING) | NULLISH)
}
