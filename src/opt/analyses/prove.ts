/** Is one integer at most another plus a constant? Differences that follow from comparisons, from additions that do
 *  not wrap and, round loops, by induction (after Bodik, Gupta, Sarkar: ABCD, 2000). */
import { type Block, targets, type Value } from '../../ir/function.ts'
import { INT32, isInside, isNothing } from './interval.ts'
import type { Ranges } from './ranges.ts'

/** Steps of one proof. */
const EFFORT = 60
const DEPTH = 10

interface Proof {
  readonly ranges: Ranges
  readonly bound: Value
  /** Parameters under consideration, and what has to be shown of each. */
  readonly active: Map<Value, number>
  effort: number
}

/** In the block: `value ≤ bound + slack`, as mathematical integers? */
export function atMost(ranges: Ranges, value: Value, bound: Value, slack: number, block: Block): boolean {
  return prove({ ranges, bound, active: new Map(), effort: EFFORT }, value, slack, block, DEPTH)
}

function prove(proof: Proof, value: Value, slack: number, block: Block, depth: number): boolean {
  const { ranges, bound } = proof
  if (value === bound) return slack >= 0
  if (proof.effort-- <= 0 || depth === 0) return false
  const high = ranges.at(value, block)
  const low = ranges.at(bound, block)
  if (isNothing(high) || high.hi <= low.lo + slack) return true
  return (
    byDefinition(proof, value, slack, block, depth) ||
    byBound(proof, value, slack, block, depth) ||
    byFacts(proof, value, slack, block, depth)
  )
}

/** `x + c` without wrapping: x has to be smaller by c. A parameter: every argument has to be small enough. */
function byDefinition(proof: Proof, value: Value, slack: number, block: Block, depth: number): boolean {
  const { ranges } = proof
  const def = ranges.defs[value]
  if (def === undefined) return byArguments(proof, value, slack, depth)
  const sum = splitSum(ranges, value)
  if (sum !== undefined) return prove(proof, sum.base, slack - sum.constant, block, depth - 1)
  switch (def.op) {
    case 'i64.extend_s':
    case 'f64.from_i32_s':
      return prove(proof, def.args[0]!, slack, block, depth - 1)
    case 'i32.wrap':
      return isInside(ranges.at(def.args[0]!, block), INT32) && prove(proof, def.args[0]!, slack, block, depth - 1)
    // Smaller than or equal to their first operand if that is not negative.
    case 'i32.and':
    case 'i32.shr_u':
    case 'i32.shr_s':
    case 'i32.div_s':
    case 'i32.div_u':
    case 'i32.rem_s':
    case 'i32.rem_u':
      return shrinks(proof, value, block) && prove(proof, def.args[0]!, slack, block, depth - 1)
    case 'select':
      return prove(proof, def.args[1]!, slack, block, depth - 1) && prove(proof, def.args[2]!, slack, block, depth - 1)
    default:
      return false
  }
}

function shrinks({ ranges }: Proof, value: Value, block: Block): boolean {
  const { op, args } = ranges.defs[value]!
  if (ranges.at(args[0]!, block).lo < 0) return false
  return !op.includes('div') || ranges.at(args[1]!, block).lo > 0
}

/** The bound may itself be `n + c`. */
function byBound(proof: Proof, value: Value, slack: number, block: Block, depth: number): boolean {
  const sum = splitSum(proof.ranges, proof.bound)
  if (sum === undefined) return false
  const inner: Proof = { ...proof, bound: sum.base, active: new Map() }
  const shown = prove(inner, value, slack + sum.constant, block, depth - 1)
  proof.effort = inner.effort
  return shown
}

function byFacts(proof: Proof, value: Value, slack: number, block: Block, depth: number): boolean {
  const { ranges } = proof
  for (const { block: from, relation, other, offset } of ranges.facts.of[value] ?? []) {
    const gain = gainOf(ranges, relation, other, block, offset)
    if (gain === undefined || !ranges.doms.dominates(from, block)) continue
    if (prove(proof, other, slack + gain, block, depth - 1)) return true
  }
  return false
}

/** `value + offset relation other` means `value ≤ other - gain`. */
function gainOf(ranges: Ranges, relation: string, other: Value, block: Block, offset: number): number | undefined {
  // Less than a double may be less by a fraction.
  if (relation === 'lt') return (ranges.func.types[other] === 'f64' ? 0 : 1) + offset
  if (relation === 'le' || relation === 'eq' || relation === 'most') return offset
  const unsigned = relation === 'lt_u' ? 1 : relation === 'le_u' ? 0 : undefined
  return unsigned !== undefined && ranges.at(other, block).lo >= 0 ? unsigned : undefined
}

function byArguments(proof: Proof, param: Value, slack: number, depth: number): boolean {
  const { ranges, active } = proof
  const home = ranges.homes[param]!
  // A value that is younger than the analysis has no home.
  if (!(home > 0)) return false
  const index = ranges.func.blocks[home]!.params.indexOf(param)
  // What an `invoke` returns has no definition either.
  if (index < 0) return false
  // Round a loop: no more may be asked of the parameter than was.
  const asked = active.get(param)
  if (asked !== undefined) return slack >= asked
  // The bound must be the same one in every turn.
  if (!ranges.doms.dominates(ranges.homes[proof.bound] as Block, home as Block) || ranges.homes[proof.bound] === home) return false
  active.set(param, slack)
  const shown = ranges.before[home]!.every((from) =>
    targets(ranges.func.blocks[from]!.term).every((target) => {
      if (target.block !== home) return true
      const arg = target.args[index]!
      return arg === param || onThisEdge(proof, arg, slack, from, target, depth) || prove(proof, arg, slack, from, depth - 1)
    }),
  )
  active.delete(param)
  return shown
}

function onThisEdge(
  proof: Proof,
  arg: Value,
  slack: number,
  from: Block,
  target: Parameters<Ranges['facts']['onEdge']>[1],
  depth: number,
): boolean {
  return proof.ranges.facts.onEdge(from, target).some(({ value, relation, other, offset }) => {
    const gain = value === arg ? gainOf(proof.ranges, relation, other, from, offset) : undefined
    return gain !== undefined && prove(proof, other, slack + gain, from, depth - 1)
  })
}

/** `base + constant` for an addition that cannot wrap. */
export function splitSum(ranges: Ranges, value: Value): { base: Value; constant: number } | undefined {
  const def = ranges.defs[value]
  if (def === undefined || (def.op !== 'i32.add' && def.op !== 'i64.add')) return undefined
  const constant = ranges.defs[def.args[1]!]
  if (constant?.op !== 'const') return undefined
  const home = ranges.homes[value] as Block
  const { lo, hi } = ranges.at(def.args[0]!, home)
  const by = Number(constant.imm)
  const limit = def.op === 'i32.add' ? INT32 : { lo: -(2 ** 53), hi: 2 ** 53 }
  return lo + by >= limit.lo && hi + by <= limit.hi ? { base: def.args[0]!, constant: by } : undefined
}
