/** The form of a row in the tables of operations. */
import type { Type } from './types.ts'

/**
 * What an operation does besides computing its result.
 * - `none`: pure; equal operands give equal results.
 * - `partial`: pure, but only where its precondition holds (a divisor that is not zero): may be merged and
 *   removed, never moved to where it would not have run.
 * - `load` / `store`: reads or writes memory of the immediate's region.
 * - `guard`: throws when its first operand is false; otherwise does nothing.
 * - `alloc`: makes a heap object; may collect garbage, may throw RangeError.
 * - `call`: anything. Calls of host functions are refined by their own table (host.ts).
 */
export type Effect = 'none' | 'partial' | 'load' | 'store' | 'guard' | 'alloc' | 'call'

/** Forms of immediates; see imm.ts. */
export type ImmForm =
  | 'none'
  | 'constant'
  | 'name'
  | 'index'
  | 'access'
  | 'element'
  | 'site'
  | 'relation'
  | 'names'
  | 'spread'
  | 'region'
  | 'flag'

export interface Row {
  readonly level: 'typed' | 'js' | 'both'
  /** Types of the operands; `T` stands for one type, the same wherever it appears; `…` repeats the last. */
  readonly in: readonly (Type | 'T' | 'any' | '…')[]
  /** `free`: the instruction states its own result type (constants, loads, calls). */
  readonly out: Type | 'T' | 'free' | 'none'
  readonly effect: Effect
  readonly imm: ImmForm
  readonly commutes: boolean
  /** Value for constant operands; undefined where it cannot be folded (then nothing happens). */
  readonly fold: ((...operands: never[]) => number | bigint | undefined) | undefined
}

type Shape = Partial<Row> & Pick<Row, 'in' | 'out'>

/** A row with the usual values filled in. */
export function row(shape: Shape): Row {
  const { level = 'typed', effect = 'none', imm = 'none', commutes = false, fold } = shape
  return { level, in: shape.in, out: shape.out, effect, imm, commutes, fold }
}

/** There are hundreds of rows, made whenever the compiler is loaded: what they have in common is there once. */
const NOTHING = {}
const JS: readonly Row['in'][] = [[], ['js'], ['js', 'js'], ['js', 'js', 'js']]

/** An operation that can be folded, without an immediate. */
export function folded(operands: Row['in'], out: Row['out'], fold: Row['fold'], more: Partial<Row> = NOTHING): Row {
  const { effect = 'none', commutes = false } = more
  return { level: 'typed', in: operands, out, effect, imm: 'none', commutes, fold }
}

/** A row of the JS level: all operands and the result are `js`. `arity` -1 takes any number. */
export function jsRow(arity: number, shape: Partial<Omit<Row, 'level' | 'in' | 'fold'>> = NOTHING): Row {
  const operands: Row['in'] = arity < 0 ? ['js', '…'] : (JS[arity] ?? Array<'js'>(arity).fill('js'))
  const { out = 'js', effect = 'call', imm = 'none', commutes = false } = shape
  return { level: 'js', in: operands, out, effect, imm, commutes, fold: undefined }
}
