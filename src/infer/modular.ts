/**
 * Remainders of products and sums of bigints: `(a * b) % m`, `(a + b) % m`, `(a - b) % m`, `(a * b + c) % m`. The product
 * may leave 64 bits, its remainder does not: where a product or sum has no other use than such a remainder in its own
 * block, it is not computed by itself but together with it, exactly.
 */
import type { Inst, Value } from '../ir/function.ts'
import { type BigRange, clampBig, exactBig, isUnsigned, modBig } from './bigrange.ts'
import { bigint, K, onlyKinds, type SemType } from './lattice.ts'
import type { Instance, Site } from './world.ts'

/** What is divided: `factors` multiplied, plus or minus `term`; without factors `first` plus or minus `term`. */
export interface Dividend {
  readonly kind: 'product' | 'sum' | 'difference'
  /** Of a product its factors; else the operands. */
  readonly operands: readonly [Value, Value]
  /** Added to a product. */
  readonly term: Value | undefined
}

/** The only user of a value, if it is in the block of the instruction that defines it. */
function onlyUser({ facts }: Instance, value: Value): Inst | undefined {
  const [user, another] = facts.users[value]!
  if (!user || another || !('inst' in user)) return undefined
  const own = facts.definitions[value]
  return own && facts.users[own.args[0]!]!.some((use) => 'inst' in use && use.inst === own && use.block === user.block)
    ? user.inst
    : undefined
}

const isBig = ({ types }: Instance, value: Value) => onlyKinds(types[value]!, K.BIGINT)

/** Is the value computed together with the remainder that alone uses it? */
export function isDividend(instance: Instance, value: Value): boolean {
  const inst = instance.facts.definitions[value]
  if (inst?.op !== 'js.mul' && inst?.op !== 'js.add' && inst?.op !== 'js.sub') return false
  const user = onlyUser(instance, value)
  if (!user || !inst.args.every((arg) => isBig(instance, arg)) || !user.args.every((arg) => isBig(instance, arg))) return false
  if (user.op === 'js.mod') return user.args[0] === value
  return inst.op === 'js.mul' && user.op === 'js.add' && productIn(instance, user) === value && isDividend(instance, user.result)
}

/** The product among the two terms of a sum, if it can be computed with it. */
function productIn(instance: Instance, sum: Inst): Value | undefined {
  return sum.args.find((arg) => instance.facts.definitions[arg]?.op === 'js.mul' && onlyUser(instance, arg) === sum)
}

/** What a remainder divides, if that is computed with it. */
export function dividendOf(instance: Instance, remainder: Inst): Dividend | undefined {
  const [value] = remainder.args as [Value]
  if (!isDividend(instance, value)) return undefined
  const inst = instance.facts.definitions[value]!
  const operands = inst.args as [Value, Value]
  if (inst.op === 'js.mul') return { kind: 'product', operands, term: undefined }
  if (inst.op === 'js.sub') return { kind: 'difference', operands, term: undefined }
  const product = productIn(instance, inst)
  if (product === undefined) return { kind: 'sum', operands, term: undefined }
  const factors = instance.facts.definitions[product]!.args as [Value, Value]
  return { kind: 'product', operands: factors, term: operands[0] === product ? operands[1] : operands[0] }
}

const KINDS = { product: 'mul', sum: 'add', difference: 'sub' } as const

/** Exact interval of the dividend; of one of uint64s what is not negative, because a negative one is refused. */
export function dividendRange(instance: Instance, { kind, operands, term }: Dividend): { range: BigRange; unsigned: boolean } {
  const of = (value: Value) => instance.types[value]!.big!
  const [lo, hi] = exactBig[KINDS[kind]](of(operands[0]), of(operands[1]))
  const [low, high] = term === undefined ? [lo, hi] : exactBig.add({ lo, hi }, of(term))
  const unsigned = [...operands, ...(term === undefined ? [] : [term])].some((value) => isUnsigned(of(value)))
  return { range: { lo: unsigned && low < 0n ? 0n : low, hi: unsigned && high < 0n ? 0n : high }, unsigned }
}

/** The type of such a remainder; undefined for all others. */
export function remainderType({ instance, inst }: Site, divisor: SemType): SemType | undefined {
  const dividend = dividendOf(instance, inst)
  if (!dividend) return undefined
  const { range, unsigned } = dividendRange(instance, dividend)
  const [lo, hi] = modBig(range, divisor.big!)
  return bigint(clampBig(lo, hi, unsigned || isUnsigned(divisor.big!)))
}
