/** Invariant 4: an instruction fits its row, and what rows cannot say. */
import { TAGS } from '../artifact/layout.ts'
import { type Inst, NONE, type Value } from './function.ts'
import { hostRow } from './host.ts'
import { OPS, type Op } from './ops.ts'
import { printImm } from './print-imm.ts'
import type { ImmForm, Row } from './row.ts'
import { STORAGE, type Storage, type Type } from './types.ts'
import { broken, type Check, wantType } from './verify-check.ts'

export function checkInst(check: Check, inst: Inst): void {
  const row = OPS[inst.op]
  if (!row) broken(check, `no operation is named ${inst.op}`)
  if (row.level !== 'both' && row.level !== check.func.level) broken(check, `${inst.op} is not of level ${check.func.level}`)
  const variable = checkOperands(check, inst, row)
  checkForm(check, inst, row.imm)
  checkResult(check, inst, row, variable)
  SPECIAL[inst.op]?.(check, inst)
}

/** Operands against the row; gives the type that `T` stands for here. */
function checkOperands(check: Check, { op, args }: Inst, row: Row): Type | undefined {
  const open = row.in[row.in.length - 1] === '…'
  const fixed = open ? row.in.slice(0, -2) : row.in
  if (open ? args.length < fixed.length : args.length !== fixed.length) {
    broken(check, `${op} takes ${fixed.length}${open ? ' or more' : ''} operands, here are ${args.length}`)
  }
  let variable: Type | undefined
  args.forEach((value, index) => {
    const wanted = index < fixed.length ? fixed[index]! : row.in[row.in.length - 2]!
    if (wanted === 'any') return
    if (wanted === 'T') variable ??= check.func.types[value]!
    wantType(check, value, wanted === 'T' ? variable! : wanted)
  })
  return variable
}

function checkResult(check: Check, { op, result }: Inst, { out }: Row, variable: Type | undefined): void {
  if (out === 'none' && result !== NONE) broken(check, `${op} has no result`)
  if (out === 'none' || (out === 'free' && result === NONE && (op === 'call' || op === 'call.host'))) return
  if (result === NONE) broken(check, `${op} has a result`)
  if (out !== 'free') wantType(check, result, out === 'T' ? variable! : out)
}

/** Forms that an operation of the JS level can do without. */
const OPTIONAL: ReadonlySet<ImmForm> = new Set(['spread'])

function checkForm(check: Check, { op, imm }: Inst, form: ImmForm): void {
  if (imm === undefined ? form === 'none' || OPTIONAL.has(form) : form !== 'none' && !printImm(form, imm).startsWith('?')) return
  broken(check, `the immediate of ${op} must have the form \`${form}\``)
}

/** Callee known in the module: arguments and results as it declares them. Without a module nothing is known. */
export function checkCallee(check: Check, callee: string, args: readonly Value[], results: readonly Value[]): void {
  if (!check.module) return
  const found = check.module.funcs.get(callee)
  if (!found) broken(check, `the module has no function @${callee}`)
  const types = found.blocks[0]?.params.map((value) => found.types[value]!) ?? []
  checkSignature(check, `@${callee}`, types, found.results, args, results)
}

function checkSignature(
  check: Check,
  name: string,
  params: readonly Type[],
  outs: readonly Type[],
  args: readonly Value[],
  results: readonly Value[],
): void {
  if (args.length !== params.length) broken(check, `${name} takes ${params.length} arguments, here are ${args.length}`)
  args.forEach((value, index) => {
    wantType(check, value, params[index]!)
  })
  if (results.length !== outs.length) broken(check, `${name} gives ${outs.length} results, ${results.length} are taken`)
  results.forEach((value, index) => {
    wantType(check, value, outs[index]!)
  })
}

type Special = (check: Check, inst: Inst) => void

const resultsOf = ({ result }: Inst) => (result === NONE ? [] : [result])

const stored = ({ imm }: Inst) => imm as { storage: Storage }

function named(check: Check, { imm }: Inst, names: Iterable<string>, what: string): void {
  for (const name of names) if (name === imm) return
  broken(check, `${what} is named ${imm}`)
}

function checkLayout(check: Check, { imm }: Inst): void {
  if (check.module && !check.module.layouts.has(imm as string)) broken(check, `the module has no layout ${imm}`)
}

const SPECIAL: Partial<Record<Op, Special>> = {
  const: checkConstant,
  select: (check, inst) => {
    if (check.func.types[inst.result] === 'js') broken(check, 'select is not of level js')
  },
  'tag.const': (check, inst) => named(check, inst, Object.keys(TAGS), 'no tag'),
  'tag.is': (check, inst) => named(check, inst, Object.keys(TAGS), 'no tag'),
  math: (check, inst) => {
    const known: Record<string, unknown> = Math as never
    if (typeof known[inst.imm as string] !== 'function') broken(check, `there is no Math.${inst.imm}`)
  },
  alloc: checkLayout,
  'layout.id': checkLayout,
  'alloc.block': (check, inst) => named(check, inst, ['bytes', 'refs'], 'no layout of blocks'),
  load: (check, inst) => {
    checkAddress(check, inst.args[0]!)
    checkStorage(check, stored(inst), inst.result, 'load')
  },
  store: (check, inst) => {
    checkAddress(check, inst.args[0]!)
    checkStorage(check, stored(inst), inst.args[1]!, 'store')
  },
  'elem.load': (check, inst) => checkStorage(check, stored(inst), inst.result, 'load'),
  'elem.get': (check, inst) => checkStorage(check, stored(inst), inst.result, 'load'),
  'elem.store': (check, inst) => checkStorage(check, stored(inst), inst.args[2]!, 'store'),
  'elem.put': (check, inst) => checkStorage(check, stored(inst), inst.args[3]!, 'store'),
  call: (check, inst) => checkCallee(check, inst.imm as string, inst.args, resultsOf(inst)),
  'call.host': (check, inst) => {
    const { in: params, out } = hostRow(inst.imm as string) ?? broken(check, `no host function is named ${inst.imm}`)
    checkSignature(check, inst.imm as string, params, out === 'none' ? [] : [out], inst.args, resultsOf(inst))
  },
  'js.object': (check, { args, imm }) => {
    if ((imm as { names: string[] }).names.length !== args.length) broken(check, 'one name for each operand')
  },
  'js.template': (check, { args, imm }) => {
    if ((imm as { names: string[] }).names.length !== args.length + 1) broken(check, 'one string more than operands')
  },
}

function checkConstant(check: Check, { imm, result }: Inst): void {
  const type = check.func.types[result]!
  const fits: Record<Type, boolean> = {
    js: true,
    bool: imm === 0 || imm === 1,
    i32: typeof imm === 'number' && Object.is(imm, imm | 0),
    i64: typeof imm === 'bigint' && imm === BigInt.asIntN(64, imm),
    f32: typeof imm === 'number' && Object.is(imm, Math.fround(imm)),
    f64: typeof imm === 'number',
    ref: imm === 0 || imm === 4,
    ptr: imm === 0,
  }
  if (!fits[type]) broken(check, `this is no constant of type ${type}`)
}

function checkAddress(check: Check, address: Value): void {
  const type = check.func.types[address]
  if (type !== 'ref' && type !== 'ptr') broken(check, `v${address} is ${type}, an address is wanted`)
}

/** Registers that a storage can be loaded into and stored from: integers of up to 32 bits and f32 widen and narrow. */
function checkStorage(check: Check, { storage }: { storage: Storage }, register: Value, way: 'load' | 'store'): void {
  const type = check.func.types[register]!
  const natural = STORAGE[storage].type
  const fits = { i32: way === 'load' ? ['i32', 'i64', 'f64', 'ptr'] : ['i32', 'i64', 'ptr'], f32: ['f32', 'f64'] }
  const fitting: readonly string[] = natural === 'i32' || natural === 'f32' ? fits[natural] : [natural]
  if (!fitting.includes(type)) broken(check, `v${register} is ${type}, which does not fit storage ${storage}`)
}
