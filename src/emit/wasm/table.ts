/** Every typed operation as WebAssembly. A missing operation is a type error here. */
import { LETTERS } from '../../artifact/abi.ts'
import type { ErrorSite, Inst } from '../../ir/function.ts'
import type { TypedOp } from '../../ir/ops.ts'
import { allocate, allocateBlock, layoutNumber } from './allocate.ts'
import { append, appendNumber } from './append.ts'
import { bulk, call, global, i32, negate, op, open, trap } from './code.ts'
import { callHostFunction, functionGlobal, importFunction, ownFunction, siteIndex, staticGlobal, stringGlobal, trapGlobal } from './link.ts'
import { type At, type Lowering, plain, typeOf, wasmType } from './lowering.ts'
import { elementGet, elementLoad, elementPut, elementStore, load, store } from './memory.ts'
import * as modular from './modular.ts'
import * as numbers from './numbers.ts'
import { TEXT_CALLS } from './texts.ts'

const nothing: Lowering = { emit: () => {} }

const select: Lowering = { steps: () => [1, 2, 0, ({ code }) => op(code, 'select')] }

/** The host's own function of the name. */
const math: Lowering = {
  emit({ code, link, inst }) {
    call(code, importFunction(link, { module: 'math', name: inst.imm as string, params: inst.args.map(() => 'f64'), results: ['f64'] }))
  },
}

const pointerOf: Lowering = {
  emit({ code, inst }) {
    i32(code, inst.imm as number)
    op(code, 'i32.add')
  },
}

/** The test stays in line; the values for the message are computed in the branch that throws. */
const guard: Lowering = {
  sometimesFrom: 1,
  steps: (inst) => [
    0,
    (at) => {
      negate(at.code)
      open(at.code, 'if')
      pushSite(at, (inst.imm as { site: ErrorSite }).site, inst.args.slice(1))
    },
    ...inst.args.slice(1).map((_, index) => index + 1),
    (at) => {
      callThrow(at, inst.args.slice(1))
      op(at.code, 'end')
    },
  ],
}

/** The number of the site; the values for its text come after it. */
export function pushSite(at: At, site: ErrorSite, args: Inst['args']): void {
  i32(
    at.code,
    siteIndex(
      at.link,
      site,
      args.map((value) => typeOf(at, value)),
    ),
  )
}

/**
 * Call the import that throws a site's error with values of these types. Where none are needed and nobody catches, the number of
 * the site is left behind and the code traps: V8 compiles a wrapper for each import, which takes longer than all else.
 */
export function callThrow(at: At, args: Inst['args']): void {
  if (args.length === 0 && at.link.mayTrap) {
    global(at.code, 'global.set', trapGlobal(at.link))
    trap(at.code)
    return
  }
  const types = args.map((value) => wasmType(typeOf(at, value)))
  call(at.code, importFunction(at.link, { module: 't', name: types.join(','), params: ['i32', ...types], results: [] }))
  op(at.code, 'unreachable')
}

const callOwn: Lowering = { emit: ({ code, inst }) => call(code, ownFunction(inst.imm as string)) }

const callHost: Lowering = {
  emit(at) {
    const { code, link, inst } = at
    const name = inst.imm as string
    const ask = () => callHostFunction(code, link, name)
    const quick = Object.hasOwn(TEXT_CALLS, name) ? TEXT_CALLS[name] : undefined
    if (quick) quick(code, ask, at)
    else ask()
  },
}

const stringConstant: Lowering = {
  remade: true,
  emit({ code, link, inst }) {
    const text = inst.imm as string
    if (text.length === 1 && text.charCodeAt(0) < LETTERS) i32(code, 2 * text.charCodeAt(0))
    else global(code, 'global.get', stringGlobal(link, text))
  },
}

const functionReference: Lowering = {
  remade: true,
  emit: ({ code, link, inst }) => global(code, 'global.get', functionGlobal(link, inst.imm as string)),
}

const staticReference: Lowering = {
  remade: true,
  emit: ({ code, link, inst }) => global(code, 'global.get', staticGlobal(link, inst.imm as string)),
}

export const TABLE: Record<TypedOp, Lowering> = {
  const: numbers.constant,
  select,

  'bool.not': plain('i32.eqz'),
  'bool.and': plain('i32.and'),
  'bool.or': plain('i32.or'),
  'bool.eq': plain('i32.eq'),

  'i32.add': plain('i32.add'),
  'i32.sub': plain('i32.sub'),
  'i32.mul': plain('i32.mul'),
  'i32.and': plain('i32.and'),
  'i32.or': plain('i32.or'),
  'i32.xor': plain('i32.xor'),
  'i32.shl': plain('i32.shl'),
  'i32.shr_s': plain('i32.shr_s'),
  'i32.shr_u': plain('i32.shr_u'),
  'i32.div_s': plain('i32.div_s'),
  'i32.div_u': plain('i32.div_u'),
  'i32.rem_s': plain('i32.rem_s'),
  'i32.rem_u': plain('i32.rem_u'),
  'i32.clz': plain('i32.clz'),
  'i32.ctz': plain('i32.ctz'),
  'i32.eq': plain('i32.eq'),
  'i32.ne': plain('i32.ne'),
  'i32.lt_s': plain('i32.lt_s'),
  'i32.le_s': plain('i32.le_s'),
  'i32.gt_s': plain('i32.gt_s'),
  'i32.ge_s': plain('i32.ge_s'),
  'i32.lt_u': plain('i32.lt_u'),
  'i32.le_u': plain('i32.le_u'),
  'i32.gt_u': plain('i32.gt_u'),
  'i32.ge_u': plain('i32.ge_u'),

  'i64.add': plain('i64.add'),
  'i64.sub': plain('i64.sub'),
  'i64.mul': plain('i64.mul'),
  'i64.and': plain('i64.and'),
  'i64.or': plain('i64.or'),
  'i64.xor': plain('i64.xor'),
  'i64.shl': plain('i64.shl'),
  'i64.shr_s': plain('i64.shr_s'),
  'i64.shr_u': plain('i64.shr_u'),
  'i64.div_s': plain('i64.div_s'),
  'i64.div_u': plain('i64.div_u'),
  'i64.rem_s': plain('i64.rem_s'),
  'i64.rem_u': plain('i64.rem_u'),
  'i64.reciprocal': modular.reciprocal,
  'i64.mul_add_rem_s': modular.mulAddRem,
  'i64.mul_add_rem_u': modular.mulAddRemUnsigned,
  'i64.add_rem_s': modular.addRem,
  'i64.add_rem_u': modular.addRemUnsigned,
  'i64.sub_rem_s': modular.subRem,
  'i64.eq': plain('i64.eq'),
  'i64.ne': plain('i64.ne'),
  'i64.lt_s': plain('i64.lt_s'),
  'i64.le_s': plain('i64.le_s'),
  'i64.gt_s': plain('i64.gt_s'),
  'i64.ge_s': plain('i64.ge_s'),
  'i64.lt_u': plain('i64.lt_u'),
  'i64.le_u': plain('i64.le_u'),
  'i64.gt_u': plain('i64.gt_u'),
  'i64.ge_u': plain('i64.ge_u'),
  'i64.add_overflows_s': numbers.addOverflows,
  'i64.sub_overflows_s': numbers.subOverflows,
  'i64.mul_overflows_s': numbers.mulOverflows,
  'i64.add_overflows_u': numbers.addOverflowsUnsigned,
  'i64.mul_overflows_u': numbers.mulOverflowsUnsigned,

  'f64.add': plain('f64.add'),
  'f64.sub': plain('f64.sub'),
  'f64.mul': plain('f64.mul'),
  'f64.div': plain('f64.div'),
  'f64.rem': numbers.remainder,
  'f64.min': plain('f64.min'),
  'f64.max': plain('f64.max'),
  'f64.copysign': plain('f64.copysign'),
  'f64.neg': plain('f64.neg'),
  'f64.abs': plain('f64.abs'),
  'f64.sqrt': plain('f64.sqrt'),
  'f64.floor': plain('f64.floor'),
  'f64.ceil': plain('f64.ceil'),
  'f64.trunc': plain('f64.trunc'),
  'f64.nearest': plain('f64.nearest'),
  'f64.eq': plain('f64.eq'),
  'f64.ne': plain('f64.ne'),
  'f64.lt': plain('f64.lt'),
  'f64.le': plain('f64.le'),
  'f64.gt': plain('f64.gt'),
  'f64.ge': plain('f64.ge'),

  'f32.add': plain('f32.add'),
  'f32.sub': plain('f32.sub'),
  'f32.mul': plain('f32.mul'),
  'f32.div': plain('f32.div'),
  'f32.neg': plain('f32.neg'),
  'f32.abs': plain('f32.abs'),
  'f32.sqrt': plain('f32.sqrt'),
  'f32.min': plain('f32.min'),
  'f32.max': plain('f32.max'),

  'i32.from_bool': nothing,
  'i32.wrap': plain('i32.wrap_i64'),
  'i64.extend_s': plain('i64.extend_i32_s'),
  'i64.extend_u': plain('i64.extend_i32_u'),
  'f64.from_i32_s': plain('f64.convert_i32_s'),
  'f64.from_i32_u': plain('f64.convert_i32_u'),
  'f64.from_i64_s': plain('f64.convert_i64_s'),
  'f64.from_i64_u': plain('f64.convert_i64_u'),
  'i32.from_f64_sat_s': plain('i32.trunc_sat_f64_s'),
  'i32.from_f64_sat_u': plain('i32.trunc_sat_f64_u'),
  'i64.from_f64_sat_s': plain('i64.trunc_sat_f64_s'),
  'i32.to_int32': numbers.toInt32,
  'i32.index_f64': numbers.indexOfF64,
  'i32.index_i64': numbers.indexOfI64,
  'f32.demote': plain('f32.demote_f64'),
  'f64.bits': plain('i64.reinterpret_f64'),
  'f64.from_bits': plain('f64.reinterpret_i64'),
  'f64.promote': plain('f64.promote_f32'),

  'tag.const': numbers.tagConstant,
  'tag.is': numbers.tagIs,
  'tag.clean': numbers.tagClean,

  math,

  'ref.eq': plain('i32.eq'),
  'ref.bits': nothing,
  'ref.from_bits': nothing,
  'ptr.add': plain('i32.add'),
  'ptr.of': pointerOf,
  alloc: allocate,
  'layout.id': layoutNumber,
  'alloc.block': allocateBlock,
  load,
  store,
  'elem.load': elementLoad,
  'elem.store': elementStore,
  'elem.get': elementGet,
  'elem.put': elementPut,
  'mem.copy': { emit: ({ code }) => bulk(code, 'memory.copy') },
  'mem.fill': { emit: ({ code }) => bulk(code, 'memory.fill') },

  guard,
  call: callOwn,
  'call.host': callHost,
  'str.const': stringConstant,
  'str.append': { emit: append },
  'str.append_f64': { emit: appendNumber('f64', 'str.from_f64') },
  'str.append_tagged': { emit: appendNumber('i64', 'str.from_tagged') },
  'function.ref': functionReference,
  'static.ref': staticReference,
}
