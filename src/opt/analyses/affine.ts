/** Indices that are linear in a loop's counter: at both ends of the counter's range inside an array means inside for all
 *  of it. Values are computed again in 64 bits, where nothing wraps. */
import { type Block, type Inst, NONE, type Value } from '../../ir/function.ts'
import { equalIntervals, INT32 } from './interval.ts'
import type { Ranges } from './ranges.ts'

/** What a linear expression is looked at with. */
export interface Counter {
  readonly ranges: Ranges
  /** The loop's counter, an i32. */
  readonly value: Value
  readonly inside: (block: Block) => boolean
  /** Doubles from outside the loop that indices are made of: linear only if they hold an int32, which has to be tested. */
  readonly doubles: Set<Value>
}

/** How large a value can be, and its degree in the counter. */
interface Shape {
  readonly size: number
  readonly degree: number
}

const DEPTH = 8
/** Exact in 64 bits, also with a constant offset. */
const LIMIT = 2 ** 63 - 2 ** 40

export function isInvariant({ ranges, inside }: Counter, value: Value): boolean {
  return !inside(ranges.homes[value] as Block)
}

/** Is an i32 linear in the counter, as a number modulo 2^32 whose exact value fits 64 bits? */
export function isLinear(counter: Counter, index: Value): boolean {
  const doubles = new Set<Value>()
  const shape = shapeOf({ ...counter, doubles }, index, true, DEPTH)
  if (shape === undefined || shape.degree > 1 || shape.size > LIMIT) return false
  for (const double of doubles) counter.doubles.add(double)
  return true
}

/** `modulo`: only the low 32 bits matter here, so 32-bit operations may wrap. */
function shapeOf(counter: Counter, value: Value, modulo: boolean, depth: number): Shape | undefined {
  const { ranges } = counter
  if (value === counter.value) return { size: 2 ** 31, degree: 1 }
  const def = ranges.defs[value]
  const invariant = isInvariant(counter, value)
  if (invariant && ranges.func.types[value] === 'i32') return { size: sizeOf(ranges, value), degree: 0 }
  if (def?.op === 'const') return Number.isInteger(Number(def.imm)) ? { size: Math.abs(Number(def.imm)), degree: 0 } : undefined
  if (invariant && ranges.func.types[value] === 'f64') {
    counter.doubles.add(value)
    return { size: 2 ** 31, degree: 0 }
  }
  if (def === undefined || depth === 0) return undefined
  const inner = (at: number, mod = modulo) => shapeOf(counter, def.args[at]!, mod, depth - 1)
  switch (def.op) {
    case 'i64.extend_s':
      return isExact(counter, def.args[0]!) ? inner(0, false) : undefined
    case 'f64.from_i32_s':
      return isExact(counter, def.args[0]!) ? inner(0, false) : undefined
    case 'f64.from_i64_s':
      return safe(inner(0, false))
    case 'f64.add':
    case 'f64.sub':
    case 'f64.mul':
      // The last operation may round: what is in the end an index is small and so exact.
      return combine(def.op, safe(inner(0, false)), safe(inner(1, false)))
    case 'i32.wrap':
    case 'i32.index_i64':
    case 'i32.index_f64':
      return modulo ? inner(0, false) : undefined
    case 'i32.add':
    case 'i32.sub':
    case 'i32.mul':
      return modulo || isExact(counter, value) ? combine(def.op, inner(0), inner(1)) : undefined
    case 'i64.add':
    case 'i64.sub':
    case 'i64.mul':
      return combine(def.op, inner(0, false), inner(1, false))
    default:
      return undefined
  }
}

function sizeOf({ base }: Ranges, value: Value): number {
  return Math.max(Math.abs(base[value]!.lo), Math.abs(base[value]!.hi))
}

/** A 32-bit value that is known not to have wrapped. */
function isExact(counter: Counter, value: Value): boolean {
  const { ranges } = counter
  const op = ranges.defs[value]?.op
  if (value === counter.value || isInvariant(counter, value) || op === undefined) return true
  return !['i32.add', 'i32.sub', 'i32.mul'].includes(op) || !equalIntervals(ranges.base[value]!, INT32)
}

function combine(op: string, a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (a === undefined || b === undefined) return undefined
  const shape = op.endsWith('mul')
    ? { size: a.size * b.size, degree: a.degree + b.degree }
    : { size: a.size + b.size, degree: Math.max(a.degree, b.degree) }
  return shape.size <= LIMIT && shape.degree <= 1 ? shape : undefined
}

function safe(shape: Shape | undefined): Shape | undefined {
  return shape !== undefined && shape.size <= 2 ** 53 ? shape : undefined
}

/** Instructions are made by `make`, which gives their results. */
export type Make = (op: Inst['op'], args: Value[], imm?: Inst['imm'], type?: 'i32' | 'i64' | 'f64') => Value

/** The exact value of a linear expression, in an i64, where the counter is `at` (an i64). */
export function evaluate(counter: Counter, value: Value, at: Value, make: Make): Value {
  const { ranges } = counter
  if (value === counter.value) return at
  const type = ranges.func.types[value]
  if (isInvariant(counter, value)) return type === 'i64' ? value : make(type === 'f64' ? 'i64.from_f64_sat_s' : 'i64.extend_s', [value])
  const def = ranges.defs[value]!
  if (def.op === 'const') return make('const', [], BigInt(def.imm as number | bigint), 'i64')
  const args = def.args.map((arg) => evaluate(counter, arg, at, make))
  return args.length === 1 ? args[0]! : make(def.op.replace(/^[if]\d\d/, 'i64') as Inst['op'], args)
}

/** The low 32 bits of a linear expression in an i64 or a double. `here`: what a value is called where the instructions go; NONE if it is not known there. */
export function lowBits(counter: Counter, value: Value, here: (value: Value) => Value, make: Make): Value {
  const { defs, func } = counter.ranges
  const def = defs[value]
  if (def?.op === 'const') return make('const', [], Number(BigInt.asIntN(32, BigInt(def.imm as number | bigint))), 'i32')
  if (def?.op === 'i64.extend_s' || def?.op === 'f64.from_i32_s') return here(def.args[0]!)
  if (def?.op === 'f64.from_i64_s') return lowBits(counter, def.args[0]!, here, make)
  if (def === undefined || isInvariant(counter, value) || !/^(i64|f64)\.(add|sub|mul)$/.test(def.op)) {
    const known = here(value)
    return make(func.types[value] === 'f64' ? 'i32.from_f64_sat_s' : 'i32.wrap', [known === NONE ? value : known])
  }
  return make(
    def.op.replace(/^[if]64/, 'i32') as Inst['op'],
    def.args.map((arg) => lowBits(counter, arg, here, make)),
  )
}
