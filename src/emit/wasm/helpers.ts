/** Functions that are linked into a module when an inline sequence leaves its rare cases to them. */

import { once } from '../../base/once.ts'
import { appendDecimal, appendRoom, appendText, placeText } from './building.ts'
import { access, branch, bulk, type Code, call, f64, getLocal, global, i32, i64, newCode, op, open, setLocal, teeLocal } from './code.ts'
import { addRemUnsigned, mulAddRem, mulAddRemUnsigned, mulRemWide, reciprocal, sumRem } from './modular-helpers.ts'
import { INSTRUCTIONS, type Opcode, type OpcodeOf, type WasmType } from './opcodes.ts'

/** Instructions in order; an immediate follows its instruction: of a block its result type, of an access the offset, of a copy nothing (0). */
export type Token = Opcode | number | bigint | WasmType | 'empty'

export interface Helper {
  readonly params: readonly WasmType[]
  readonly result: WasmType
  readonly locals: readonly WasmType[]
  /** How many int64 it keeps from call to call, 0 at first: globals of the module, which the helpers share that have any. */
  readonly globals?: number
  /** Helpers that it calls, by `call` and the place here. */
  readonly calls?: readonly ('place_text' | 'mul_rem_wide' | 'mul_add_rem_u')[]
  readonly code: readonly Token[]
}

const MANTISSA = 0xf_ffff_ffff_ffffn
const HIDDEN_BIT = 0x10_0000_0000_0000n
const SIGN = -0x8000_0000_0000_0000n

/** ToInt32 of a number of magnitude 2^63 or more, or infinite: the low 32 bits of mantissa · 2^exponent. */
const toInt32 = once(
  (): Helper => ({
    params: ['f64'],
    result: 'i32',
    locals: ['i64', 'i32'], // 1 bits, 2 exponent
    // biome-ignore format: one step a line
    code: [
    'local.get', 0, 'i64.reinterpret_f64', 'local.tee', 1,
    'i64.const', 52n, 'i64.shr_u', 'i32.wrap_i64', 'i32.const', 0x7ff, 'i32.and', 'i32.const', 1075, 'i32.sub', 'local.tee', 2,
    'i32.const', 32, 'i32.ge_u', 'if', 'empty', 'i32.const', 0, 'return', 'end',
    'local.get', 1, 'i64.const', MANTISSA, 'i64.and', 'i64.const', HIDDEN_BIT, 'i64.or',
    'local.get', 2, 'i64.extend_i32_u', 'i64.shl', 'i32.wrap_i64', 'local.set', 2,
    'i32.const', 0, 'local.get', 2, 'i32.sub',
    'local.get', 2,
    'local.get', 1, 'i64.const', 0n, 'i64.lt_s', 'select',
  ],
  }),
)

/** JavaScript's `%`. The exact remainder by long division, eleven bits of quotient a step (53 + 11 = 64 bits). */
const rem = once(
  (): Helper => ({
    params: ['f64', 'f64'],
    result: 'f64',
    locals: ['i64', 'i64', 'i32', 'i32', 'i32'], // 2 remainder, 3 divisor's mantissa, 4 exponents' difference, 5 divisor's exponent, 6 bits of this step
    // biome-ignore format: one step a line
    code: [
    // Integers up to 2^53: the sign of the result, of zeros too, is the dividend's.
    'local.get', 0, 'f64.abs', 'f64.const', 2 ** 53, 'f64.le', 'local.get', 1, 'f64.abs', 'f64.const', 2 ** 53, 'f64.le', 'i32.and', 'if', 'empty',
    'local.get', 0, 'i64.trunc_sat_f64_s', 'local.tee', 2, 'f64.convert_i64_s', 'local.get', 0, 'f64.eq',
    'local.get', 1, 'i64.trunc_sat_f64_s', 'local.tee', 3, 'f64.convert_i64_s', 'local.get', 1, 'f64.eq', 'i32.and',
    'local.get', 3, 'i64.eqz', 'i32.eqz', 'i32.and', 'if', 'empty',
    'local.get', 2, 'local.get', 3, 'i64.rem_s', 'f64.convert_i64_s', 'local.get', 0, 'f64.copysign', 'return', 'end', 'end',
    // x % 0, x % NaN, Infinity % x, NaN % x
    'local.get', 1, 'f64.abs', 'f64.const', 0, 'f64.gt', 'local.get', 0, 'f64.abs', 'f64.const', Infinity, 'f64.lt', 'i32.and', 'i32.eqz', 'if', 'empty',
    'f64.const', Number.NaN, 'return', 'end',
    'local.get', 0, 'f64.abs', 'local.get', 1, 'f64.abs', 'f64.lt', 'if', 'empty', 'local.get', 0, 'return', 'end',
    // Mantissas and exponents; a subnormal has exponent 1 and no hidden bit.
    'local.get', 0, 'i64.reinterpret_f64', 'i64.const', MANTISSA, 'i64.and', 'local.set', 2,
    'local.get', 0, 'i64.reinterpret_f64', 'i64.const', 52n, 'i64.shr_u', 'i32.wrap_i64', 'i32.const', 0x7ff, 'i32.and', 'local.tee', 4,
    'if', 'empty', 'local.get', 2, 'i64.const', HIDDEN_BIT, 'i64.or', 'local.set', 2, 'else', 'i32.const', 1, 'local.set', 4, 'end',
    'local.get', 1, 'i64.reinterpret_f64', 'i64.const', MANTISSA, 'i64.and', 'local.set', 3,
    'local.get', 1, 'i64.reinterpret_f64', 'i64.const', 52n, 'i64.shr_u', 'i32.wrap_i64', 'i32.const', 0x7ff, 'i32.and', 'local.tee', 5,
    'if', 'empty', 'local.get', 3, 'i64.const', HIDDEN_BIT, 'i64.or', 'local.set', 3, 'else', 'i32.const', 1, 'local.set', 5, 'end',
    'local.get', 4, 'local.get', 5, 'i32.sub', 'local.set', 4,
    'local.get', 2, 'local.get', 3, 'i64.rem_u', 'local.set', 2,
    'block', 'empty', 'loop', 'empty',
    'local.get', 4, 'i32.eqz', 'br_if', 1,
    'local.get', 4, 'i32.const', 11, 'local.get', 4, 'i32.const', 11, 'i32.lt_u', 'select', 'local.set', 6,
    'local.get', 2, 'local.get', 6, 'i64.extend_i32_u', 'i64.shl', 'local.get', 3, 'i64.rem_u', 'local.set', 2,
    'local.get', 4, 'local.get', 6, 'i32.sub', 'local.set', 4, 'br', 0, 'end', 'end',
    // Put the number together again; 6: how far its leading bit is from the hidden bit's place.
    'local.get', 2, 'i64.eqz', 'if', 'empty', 'f64.const', 0, 'local.get', 0, 'f64.copysign', 'return', 'end',
    'local.get', 2, 'i64.clz', 'i32.wrap_i64', 'i32.const', 11, 'i32.sub', 'local.tee', 6, 'local.get', 5, 'i32.lt_s', 'if', 'i64',
    'local.get', 2, 'local.get', 6, 'i64.extend_i32_u', 'i64.shl', 'i64.const', MANTISSA, 'i64.and',
    'local.get', 5, 'local.get', 6, 'i32.sub', 'i64.extend_i32_u', 'i64.const', 52n, 'i64.shl', 'i64.or',
    'else', 'local.get', 2, 'local.get', 5, 'i32.const', 1, 'i32.sub', 'i64.extend_i32_u', 'i64.shl', 'end',
    'f64.reinterpret_i64', 'local.get', 0, 'f64.copysign',
  ],
  }),
)

/** Does a · b leave int64? Two factors whose magnitudes have 62 bits together never do; else divide back. */
const mulOverflowsSigned = once(
  (): Helper => ({
    params: ['i64', 'i64'],
    result: 'i32',
    locals: [],
    // biome-ignore format: one step a line
    code: [
    'local.get', 0, 'local.get', 0, 'i64.const', 63n, 'i64.shr_s', 'i64.xor', 'i64.clz',
    'local.get', 1, 'local.get', 1, 'i64.const', 63n, 'i64.shr_s', 'i64.xor', 'i64.clz', 'i64.add',
    'i64.const', 66n, 'i64.ge_u', 'local.get', 0, 'i64.eqz', 'i32.or', 'if', 'empty', 'i32.const', 0, 'return', 'end',
    'local.get', 0, 'i64.const', -1n, 'i64.eq', 'if', 'empty', 'local.get', 1, 'i64.const', SIGN, 'i64.eq', 'return', 'end',
    'local.get', 0, 'local.get', 1, 'i64.mul', 'local.get', 0, 'i64.div_s', 'local.get', 1, 'i64.ne',
  ],
  }),
)

/** Does a · b leave uint64? */
const mulOverflowsUnsigned = once(
  (): Helper => ({
    params: ['i64', 'i64'],
    result: 'i32',
    locals: [],
    // biome-ignore format: one step a line
    code: [
    'local.get', 0, 'i64.clz', 'local.get', 1, 'i64.clz', 'i64.add',
    'i64.const', 64n, 'i64.ge_u', 'local.get', 0, 'i64.eqz', 'i32.or', 'if', 'empty', 'i32.const', 0, 'return', 'end',
    'local.get', 0, 'local.get', 1, 'i64.mul', 'local.get', 0, 'i64.div_u', 'local.get', 1, 'i64.ne',
  ],
  }),
)

/** Each is made when the first module needs it. */
export const HELPERS = {
  to_int32: toInt32,
  rem,
  mul_overflows_s: mulOverflowsSigned,
  mul_overflows_u: mulOverflowsUnsigned,
  reciprocal,
  mul_rem_wide: mulRemWide,
  mul_add_rem_u: mulAddRemUnsigned,
  mul_add_rem_s: mulAddRem,
  sum_rem: sumRem,
  add_rem_u: addRemUnsigned,
  place_text: placeText,
  append_text: appendText,
  append_room: appendRoom,
  append_decimal: appendDecimal,
} satisfies Record<string, () => Helper>

export type HelperName = keyof typeof HELPERS

/** How many globals of type i64 the helpers need. */
export function helperGlobals(names: Iterable<HelperName>): number {
  return Math.max(0, ...[...names].map((name) => HELPERS[name]().globals ?? 0))
}

/** The name by which code calls it. */
export function helperName(name: HelperName): string {
  return `helper.${name}`
}

/** A helper as a function body; `firstGlobal` is the index of the first of the helpers' globals. */
export function helperCode(name: HelperName, firstGlobal: number): Code {
  const helper = HELPERS[name]()
  const code = newCode(helper.params)
  code.locals.push(...helper.locals)
  writeTokens(code, helper.code, helper, firstGlobal)
  return code
}

/** Without a helper there are no calls and no globals among them. */
export function writeTokens(code: Code, tokens: readonly Token[], helper?: Helper, firstGlobal = 0): void {
  for (let index = 0; index < tokens.length; index++) {
    const opcode = tokens[index] as Opcode
    if (INSTRUCTIONS[opcode].form === 'none') op(code, opcode as OpcodeOf<'none'>)
    else if (opcode === 'call') call(code, helperName(helper!.calls![tokens[++index] as number]!))
    else writeImmediate(code, opcode, tokens[++index]!, firstGlobal)
  }
}

function writeImmediate(code: Code, opcode: Opcode, immediate: Token, firstGlobal: number): void {
  switch (opcode) {
    case 'block':
    case 'loop':
    case 'if':
      return open(code, opcode, immediate === 'empty' ? undefined : (immediate as WasmType))
    case 'br':
    case 'br_if':
      return branch(code, opcode, immediate as number)
    case 'local.get':
      return getLocal(code, immediate as number)
    case 'local.set':
      return setLocal(code, immediate as number)
    case 'local.tee':
      return teeLocal(code, immediate as number)
    case 'global.get':
    case 'global.set':
      return global(code, opcode, firstGlobal + (immediate as number))
    case 'i32.const':
      return i32(code, immediate as number)
    case 'i64.const':
      return i64(code, immediate as bigint)
    case 'f64.const':
      return f64(code, immediate as number)
    case 'memory.copy':
      return bulk(code, opcode)
    default:
      return access(code, opcode as OpcodeOf<'memory'>, immediate as number)
  }
}
