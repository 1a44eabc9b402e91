/** The form of a row of the instruction table, and makers for the usual rows. */
import type { Func, Inst, Value } from '../../ir/function.ts'
import type { Imm } from '../../ir/imm.ts'
import type { Type } from '../../ir/types.ts'
import type { StoredFirst } from '../initial-stores.ts'
import { type Code, op } from './code.ts'
import type { Link } from './link.ts'
import type { OpcodeOf, WasmType } from './opcodes.ts'

/** Where an emitter stands. */
export interface At {
  readonly code: Code
  readonly link: Link
  readonly func: Func
  readonly storedFirst: StoredFirst
  /** The instruction at hand. */
  inst: Inst
  /** Push a `kept` operand; any number of times. */
  get(value: Value): void
  /** What makes the value; undefined for a parameter. */
  definition(value: Value): Inst | undefined
  /** The value if it is a constant. */
  constant(value: Value): Imm
  /** The text if it is a constant one. */
  text(value: Value): string | undefined
}

export type Emit = (at: At) => void

/** A number: evaluate that operand onto the stack. A function: emit instructions. */
export type Step = number | Emit

export interface Lowering {
  /** What to do in order; without it every operand in turn, then `emit`. */
  readonly steps?: (inst: Inst, constant: (value: Value) => Imm) => readonly Step[]
  readonly emit?: Emit
  /** Operands that emitters push themselves with `at.get`: these live in locals and are not among the steps. */
  readonly kept?: readonly number[]
  /** Operands from this step on are evaluated on one side of a branch: only what is free of effects may be folded there. */
  readonly sometimesFrom?: number
  /** Cheaper to make again at each use than to keep in a local. */
  readonly remade?: boolean
}

/** All operands, then this instruction. */
export function plain(name: OpcodeOf<'none'>): Lowering {
  return { emit: (at) => op(at.code, name) }
}

const WASM_TYPE: Record<Exclude<Type, 'js'>, WasmType> = {
  bool: 'i32',
  i32: 'i32',
  i64: 'i64',
  f32: 'f32',
  f64: 'f64',
  ref: 'i32',
  ptr: 'i32',
}

/** How a value of an IR type is held. */
export function wasmType(type: Type): WasmType {
  return WASM_TYPE[type as Exclude<Type, 'js'>]
}

export function typeOf(at: At, value: Value): Type {
  return at.func.types[value]!
}
