/**
 * The register form of every value of an instance, chosen from its type and from what its uses ask of it
 * (the demand, found by going backwards). Integers are kept in i32 or i64 where the type proves that they
 * are integers, or where nobody looks at more than the low bits; everything else is a double.
 */
import { type Block, type Inst, NONE, type Value } from '../ir/function.ts'
import type { Op } from '../ir/ops.ts'
import { mayLackBigint, mixesBigint, toNumberRange } from './arithmetic.ts'
import { builtinOf, heldBuiltin } from './builtins/table.ts'
import { isDictionary } from './dictionaries.ts'
import { D, EXACT, exactInteger, NEAR, reprOf, WIDEST } from './forms.ts'
import { isFloatElement } from './hosttypes.ts'
import { has, K, NULLISH, type SemType } from './lattice.ts'
import { isIteration } from './objects.ts'
import { hasZero, within } from './range.ts'
import type { Instance, World } from './world.ts'

/** An integer without NaN within a size. */
function integerWithin(type: SemType, size: number): boolean {
  return type.kinds === K.NUMBER && type.range!.integer && !type.range!.nan && within(type.range!, -size, size)
}

/** Can the sum (product) be computed unrounded, given that only its WIDE or INDEX properties matter? */
function wideArithmetic(result: SemType, a: SemType, b: SemType, demand: number, product: boolean): boolean {
  if (demand === 0 || demand & ~(D.INDEX | D.WIDE)) return false
  if (!integerWithin(result, WIDEST) || !integerWithin(a, WIDEST) || !integerWithin(b, WIDEST)) return false
  // A large term must not be brought back among the small values by another large one.
  return product || integerWithin(a, NEAR) || integerWithin(b, NEAR)
}

/** An operation on a bigint and a number: it throws. */
function isMixture({ types }: Instance, { op, args, result }: Inst): boolean {
  return result !== NONE && args.length === 2 && types[result]!.kinds === 0 && mixesBigint(op, types[args[0]!]!, types[args[1]!]!)
}

/** Demand on operand `index` of an instruction whose result is demanded as `demand`. */
function operandDemand(world: World, instance: Instance, inst: Inst, index: number, demand: number): number {
  const type = (position: number) => instance.types[inst.args[position]!]!
  if (isMixture(instance, inst)) return 0
  const result = inst.result === NONE ? undefined : instance.types[inst.result]!
  const bits = demand & ~D.WORD ? 0 : D.WORD
  const signed = result?.range?.negativeZero ? demand & D.SIGN : 0
  switch (inst.op) {
    case 'js.refine':
      if (index > 0) return 0
      return refineDemand(instance.types[inst.args[0]!]!, result!, demand)
    case 'js.add':
    case 'js.sub':
      if (has(type(0), K.STRING) || has(type(1), K.STRING)) return EXACT
      if (has(type(0), K.BIGINT)) return bigDemand(demand)
      if (bits && exactInteger(result!)) return D.WORD
      if (wideArithmetic(result!, type(0), type(1), demand, false)) return D.WIDE
      return D.VALUE | (signed && operandSign(type(1 - index), inst.op === 'js.sub' && index === 0) ? D.SIGN : 0)
    case 'js.inc':
    case 'js.dec':
      if (has(type(0), K.BIGINT)) return bigDemand(demand)
      return bits && exactInteger(result!) ? D.WORD : D.VALUE
    case 'js.mul':
      if (has(type(0), K.BIGINT)) return bigDemand(demand)
      if (bits && exactInteger(result!)) return D.WORD
      return wideArithmetic(result!, type(0), type(1), demand, true) ? D.WIDE : D.VALUE | (demand & D.SIGN)
    case 'js.neg':
      if (has(type(0), K.BIGINT)) return bigDemand(demand)
      return bits && exactInteger(result!) ? D.WORD : D.VALUE | (demand & D.SIGN)
    case 'js.plus':
    case 'js.numeric':
      return has(type(0), K.STRING | K.BIGINT) ? EXACT : demand
    case 'js.div':
      if (has(type(0), K.BIGINT)) return EXACT
      return demand & ~D.WORD ? D.VALUE | (index === 1 ? D.SIGN : demand & D.SIGN) : D.VALUE
    case 'js.mod':
      return has(type(0), K.BIGINT) ? EXACT : D.VALUE | (index === 0 ? demand & D.SIGN : 0)
    case 'js.and':
    case 'js.or':
    case 'js.xor':
    case 'js.bitnot':
      return has(type(0), K.BIGINT) ? bigDemand(demand) : D.WORD
    case 'js.shl':
      if (!has(type(0), K.BIGINT)) return D.WORD
      return index === 0 && type(1).big !== null && type(1).big!.lo >= 0n ? bigDemand(demand) : EXACT
    case 'js.shr':
    case 'js.ushr':
      return has(type(0), K.BIGINT) ? EXACT : D.WORD
    case 'js.eq':
    case 'js.ne':
    case 'js.loose_eq':
    case 'js.loose_ne':
    case 'js.lt':
    case 'js.le':
    case 'js.gt':
    case 'js.ge':
      return integerWithin(type(1 - index), NEAR) ? D.WIDE : D.VALUE
    case 'js.not':
      return D.VALUE
    case 'js.typeof':
      return ['tagged', 'error'].includes(reprOf(type(0), EXACT)) || has(type(0), NULLISH) ? D.VALUE : 0
    case 'js.index':
    case 'js.each_get':
      if (isDictionary(type(0))) return EXACT
      return index === 1 && !has(type(0), K.STRING) ? D.INDEX : D.VALUE
    case 'js.set_index':
      if (isDictionary(type(0))) return EXACT
      if (index === 1) return D.INDEX
      return index === 2 ? storeDemand(world, type(0)) : D.VALUE
    case 'js.method':
    case 'js.call': {
      const builtin = builtinOf(instance, inst)
      const alone = inst.op === 'js.call' || has(type(0), K.CONSTANT) || heldBuiltin(type(0), inst.imm as string) !== undefined
      const first = alone ? 1 : 0
      if (builtin?.demand && index >= first)
        return builtin.demand(
          index - first,
          demand,
          inst.args.slice(first).map((arg) => instance.types[arg]!),
        )
      return EXACT
    }
    default:
      return EXACT
  }
}

/** A refined value that is surely small asks no more of its source than that it be right where it is small. */
function refineDemand(source: SemType, result: SemType, demand: number): number {
  const asked = result.range && !result.range.negativeZero ? demand & ~D.SIGN : demand
  const narrowed = integerWithin(result, NEAR) && integerWithin(source, WIDEST) && !integerWithin(source, NEAR)
  return narrowed && asked & D.VALUE && !(asked & D.SIGN) ? (asked & ~D.VALUE) | D.WIDE : asked
}

function bigDemand(demand: number): number {
  return demand & ~D.WRAP ? EXACT : D.WRAP
}

/** Does the sign of one zero operand of a sum show, given the other? */
function operandSign(other: SemType, subtrahend: boolean): boolean {
  const r = toNumberRange(other)
  return !r || (subtrahend ? hasZero(r) : r.negativeZero)
}

function storeDemand(world: World, array: SemType): number {
  const shape = array.shape && world.shapes.find(array.shape)
  if (shape?.kind !== 'array') return EXACT
  if (shape.element === 'int64' || shape.element === 'uint64') return D.WRAP
  if (isFloatElement(shape.element)) return EXACT
  return shape.element === 'uint8c' ? D.VALUE : D.WORD
}

/** Demands of all values of an instance, by Value; 0 where a value is never needed. */
export function demands(world: World, instance: Instance): Uint8Array {
  const { func } = instance.template
  const demand = new Uint8Array(func.types.length)
  const work: Value[] = []
  const ask = (value: Value, bits: number) => {
    if ((demand[value]! & bits) === bits) return
    demand[value]! |= bits
    work.push(value)
  }
  for (const block of instance.facts.order) {
    if (instance.executable[block]) askEffects(world, instance, block, ask)
  }
  while (work.length > 0) {
    const value = work.pop()!
    const inst = instance.facts.definitions[value]
    if (inst) {
      inst.args.forEach((arg, index) => {
        const bits = operandDemand(world, instance, inst, index, demand[value]!)
        if (bits) ask(arg, bits)
      })
    } else for (const arg of instance.facts.incoming[value]!) ask(arg, demand[value]!)
  }
  return demand
}

/** What is needed whatever becomes of the results: operands of terminators and of instructions that do something. */
function askEffects(world: World, instance: Instance, block: Block, ask: (value: Value, bits: number) => void): void {
  const { insts, term } = instance.template.func.blocks[block]!
  for (const inst of insts) {
    if (inst.op === 'const' || !hasEffect(instance, inst)) continue
    inst.args.forEach((arg, index) => {
      const bits = operandDemand(world, instance, inst, index, 0)
      ask(arg, bits || D.VALUE)
    })
  }
  if (term.kind === 'branch') ask(term.condition, D.VALUE)
  else if (term.kind === 'return') for (const value of term.values) ask(value, EXACT)
  else if (term.kind === 'throw') for (const value of term.args) ask(value, EXACT)
}

function operations(names: string): ReadonlySet<Op> {
  return new Set(names.split(' ').map((name) => `js.${name}` as Op))
}

const PURE = operations(
  'global captured refine thrown not typeof eq ne cell cell_new cell_get iterator closure array object template each_length each_get yields spread names still',
)
const ARITHMETIC = operations(
  'neg plus bitnot inc dec numeric add sub mul div mod pow and or xor shl shr ushr loose_eq loose_ne lt le gt ge',
)

/**
 * May evaluating the instruction do anything but give its result? An overflow check belongs to the result:
 * JavaScript would not have thrown. A bigint division by zero and a property of null throw there too.
 */
export function hasEffect(instance: Instance, inst: Inst): boolean {
  // An accessor, an iterator or a generator runs.
  if (instance.calls.has(inst)) return true
  if (isIteration(inst) && (instance.types[inst.result]!.kinds === 0 || has(instance.types[inst.args[0]!]!, NULLISH))) return true
  if (PURE.has(inst.op)) return false
  if (isMixture(instance, inst)) return true
  const type = (index: number) => instance.types[inst.args[index]!]!
  // What is read from an array that never has an element must throw: nothing after it has a value.
  if (inst.op === 'js.index' && instance.types[inst.result]!.kinds === 0) return true
  if (inst.op === 'js.get' || inst.op === 'js.index' || inst.op === 'js.receiver') return has(type(0), NULLISH)
  if (inst.op === 'js.div' || inst.op === 'js.mod' || inst.op === 'js.pow') return has(type(1), K.BIGINT)
  if (inst.args.length === 2 && mayLackBigint(type(0), type(1))) return true
  return !ARITHMETIC.has(inst.op)
}
