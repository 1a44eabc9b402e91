/** Loads and stores: fields, elements with and without a bounds test. */
import { TAGS, UNDEFINED_I64, UNDEFINED_REF } from '../../artifact/layout.ts'
import { assert } from '../../base/assert.ts'
import type { Inst, Value } from '../../ir/function.ts'
import type { Imm } from '../../ir/imm.ts'
import { STORAGE, type Storage, type Type } from '../../ir/types.ts'
import { access, f32, f64, f64Bits, i32, i64, op, open } from './code.ts'
import { type At, type Lowering, type Step, typeOf, wasmType } from './lowering.ts'
import type { OpcodeOf, WasmType } from './opcodes.ts'

type Access = Extract<Imm, { offset: number }>
type Element = Extract<Imm, { outside: string }>

const LOADS: Record<Storage, Partial<Record<WasmType, OpcodeOf<'memory'>>>> = {
  i8: { i32: 'i32.load8_s', i64: 'i64.load8_s' },
  u8: { i32: 'i32.load8_u', i64: 'i64.load8_u' },
  u8c: { i32: 'i32.load8_u', i64: 'i64.load8_u' },
  bool: { i32: 'i32.load8_u' },
  i16: { i32: 'i32.load16_s', i64: 'i64.load16_s' },
  u16: { i32: 'i32.load16_u', i64: 'i64.load16_u' },
  i32: { i32: 'i32.load', i64: 'i64.load32_s' },
  u32: { i32: 'i32.load', i64: 'i64.load32_u' },
  ref: { i32: 'i32.load' },
  i64: { i64: 'i64.load' },
  f32: { f32: 'f32.load' },
  f64: { f64: 'f64.load' },
}

const STORES: Record<WasmType, Partial<Record<1 | 2 | 4 | 8, OpcodeOf<'memory'>>>> = {
  i32: { 1: 'i32.store8', 2: 'i32.store16', 4: 'i32.store' },
  i64: { 1: 'i64.store8', 2: 'i64.store16', 4: 'i64.store32', 8: 'i64.store' },
  f32: { 4: 'f32.store' },
  f64: { 8: 'f64.store' },
}

/** Load from the address on the stack; a register wider than the storage is filled as its numbers demand. */
function loadFrom(at: At, storage: Storage, offset: number, type: Type): void {
  const wanted = wasmType(type)
  const direct = LOADS[storage][wanted]
  if (direct) return access(at.code, direct, offset)
  assert(wanted === 'f64' && storage !== 'i64', `cannot load ${storage} as ${type}`)
  if (storage === 'f32') {
    access(at.code, 'f32.load', offset)
    return op(at.code, 'f64.promote_f32')
  }
  access(at.code, LOADS[storage].i32!, offset)
  op(at.code, storage === 'u32' ? 'f64.convert_i32_u' : 'f64.convert_i32_s')
}

/** Store the value on the stack to the address below it. */
function storeTo(at: At, storage: Storage, offset: number, type: Type): void {
  let held = wasmType(type)
  if (held === 'f64' && storage === 'f32') {
    op(at.code, 'f32.demote_f64')
    held = 'f32'
  }
  const store = STORES[held][STORAGE[storage].bytes]
  assert(store && (held === 'i32' || held === 'i64' || held === storage), `cannot store ${type} as ${storage}`)
  access(at.code, store, offset)
}

export const load: Lowering = {
  emit(at) {
    const { storage, offset } = at.inst.imm as Access
    loadFrom(at, storage, offset, typeOf(at, at.inst.result))
  },
}

export const store: Lowering = {
  emit(at) {
    const { storage, offset } = at.inst.imm as Access
    storeTo(at, storage, offset, typeOf(at, at.inst.args[1]!))
  },
}

/** Where an element of constant index lies, or -1. Data pointer plus offset cannot pass 2^32 inside an array. */
function constantOffset(index: Imm, { storage }: Element): number {
  const { bytes } = STORAGE[storage]
  return typeof index === 'number' && index >= 0 && index * bytes < 2 ** 31 ? index * bytes : -1
}

/** With pointer and index on the stack: the address. */
function address(at: At, { storage }: Element): void {
  const shift = Math.log2(STORAGE[storage].bytes)
  if (shift > 0) {
    i32(at.code, shift)
    op(at.code, 'i32.shl')
  }
  op(at.code, 'i32.add')
}

/** Steps that leave the element's address on the stack, but for the offset of a constant index. */
function addressSteps(inst: Inst, constant: (value: Value) => Imm, kept: boolean): Step[] {
  const element = inst.imm as Element
  if (constantOffset(constant(inst.args[1]!), element) >= 0) return [0]
  const index: Step = kept ? (at) => at.get(inst.args[1]!) : 1
  return [0, index, (at) => address(at, element)]
}

function offsetOf(at: At): number {
  return Math.max(0, constantOffset(at.constant(at.inst.args[1]!), at.inst.imm as Element))
}

export const elementLoad: Lowering = {
  steps: (inst, constant) => [...addressSteps(inst, constant, false), loadElement],
}

function loadElement(at: At): void {
  loadFrom(at, (at.inst.imm as Element).storage, offsetOf(at), typeOf(at, at.inst.result))
}

export const elementStore: Lowering = {
  steps: (inst, constant) => [...addressSteps(inst, constant, false), 2, (at) => storeElement(at, inst.args[2]!)],
}

function storeElement(at: At, value: Value): void {
  storeTo(at, (at.inst.imm as Element).storage, offsetOf(at), typeOf(at, value))
}

/** The length is on the stack: go on if the index, kept, is below it. */
function openIfInside(at: At, result?: WasmType): void {
  at.get(at.inst.args[1]!)
  op(at.code, 'i32.gt_u')
  open(at.code, 'if', result)
}

export const elementGet: Lowering = {
  kept: [1],
  sometimesFrom: 2,
  steps: (inst, constant) => [
    2,
    (at) => openIfInside(at, wasmType(typeOf(at, inst.result))),
    ...addressSteps(inst, constant, true),
    (at) => {
      loadElement(at)
      op(at.code, 'else')
      outside(at)
      op(at.code, 'end')
    },
  ],
}

export const elementPut: Lowering = {
  kept: [1],
  sometimesFrom: 2,
  steps: (inst, constant) => [
    2,
    (at) => openIfInside(at),
    ...addressSteps(inst, constant, true),
    3,
    (at) => {
      storeElement(at, inst.args[3]!)
      op(at.code, 'end')
    },
  ],
}

/** What a read outside the array gives. */
function outside(at: At): void {
  const { code, inst } = at
  const undefinedWanted = (inst.imm as Element).outside === 'undefined'
  const type = wasmType(typeOf(at, inst.result))
  if (type === 'f64' && undefinedWanted) f64Bits(code, TAGS.undefined)
  else if (type === 'f64') f64(code, (inst.imm as Element).outside === 'nan' ? Number.NaN : 0)
  else if (type === 'f32') f32(code, (inst.imm as Element).outside === 'nan' ? Number.NaN : 0)
  else if (type === 'i64') i64(code, undefinedWanted ? UNDEFINED_I64 : 0n)
  else i32(code, undefinedWanted && typeOf(at, inst.result) === 'ref' ? UNDEFINED_REF : 0)
}
