/** Comparisons known to hold where a block begins: from the branch that leads to it, and from guards in blocks above. */
import type { Dominators } from '../../ir/cfg.ts'
import type { Block, Func, Inst, Target, Value } from '../../ir/function.ts'

/** Integer relations; `u` marks the unsigned ones. `most` and `least` are what is known of a double: ≤ and ≥. */
export type Relation = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne' | 'lt_u' | 'le_u' | 'gt_u' | 'ge_u' | 'most' | 'least'

/** `value + offset relation other` holds. */
export interface Comparison {
  readonly value: Value
  readonly offset: number
  readonly relation: Relation
  readonly other: Value
}

/** It holds in what `block` dominates. */
export interface Fact extends Comparison {
  readonly block: Block
}

const NO_FACTS: readonly Comparison[] = []

export interface Facts {
  /** By value. */
  readonly of: (Fact[] | undefined)[]
  /** What taking this edge out of a block adds, by value. */
  onEdge(from: Block, target: Target): readonly Comparison[]
}

const NEGATED: Record<Relation, Relation> = {
  lt: 'ge',
  le: 'gt',
  gt: 'le',
  ge: 'lt',
  eq: 'ne',
  ne: 'eq',
  lt_u: 'ge_u',
  le_u: 'gt_u',
  gt_u: 'le_u',
  ge_u: 'lt_u',
  most: 'least',
  least: 'most',
}
const MIRRORED: Record<Relation, Relation> = {
  lt: 'gt',
  le: 'ge',
  gt: 'lt',
  ge: 'le',
  eq: 'eq',
  ne: 'ne',
  lt_u: 'gt_u',
  le_u: 'ge_u',
  gt_u: 'lt_u',
  ge_u: 'le_u',
  most: 'least',
  least: 'most',
}

/** `before`: predecessors. */
export function factsOf(func: Func, defs: readonly (Inst | undefined)[], before: readonly Block[][], { order }: Dominators): Facts {
  const of: Facts['of'] = []
  const add = (block: Block, condition: Value, truth: boolean) =>
    unfold(defs, condition, truth, (fact) => {
      ;(of[fact.value] ??= []).push({ ...fact, block })
    })
  for (const block of order) {
    if (before[block]!.length === 1) {
      const { term } = func.blocks[before[block]![0]!]!
      if (term.kind === 'branch' && term.then.block !== term.otherwise.block) add(block, term.condition, term.then.block === block)
    }
    const { insts, term } = func.blocks[block]!
    // A guard speaks for what comes after its block; within it nobody asks.
    if (term.kind !== 'jump' || before[term.to.block]!.length !== 1) continue
    for (const { op, args } of insts) if (op === 'guard') add(term.to.block, args[0]!, true)
  }
  const asked = new Map<Target, Comparison[]>()
  const onEdge: Facts['onEdge'] = (from, target) => {
    if (func.blocks[from]!.term.kind !== 'branch') return NO_FACTS
    let found = asked.get(target)
    if (found === undefined) {
      found = edgeFacts(from, target)
      asked.set(target, found)
    }
    return found
  }
  const edgeFacts = (from: Block, target: Target): Comparison[] => {
    const { term } = func.blocks[from]!
    const found: Comparison[] = []
    if (term.kind !== 'branch' || term.then.block === term.otherwise.block) return found
    unfold(defs, term.condition, target === term.then, (fact) => found.push(fact))
    return found
  }
  return { of, onEdge }
}

/** By comparison of integers, the relation that it states. */
const INTEGER_RELATIONS: ReadonlyMap<string, Relation> = new Map(
  ['i32', 'i64'].flatMap((type) =>
    (Object.keys(NEGATED) as Relation[])
      .filter((relation) => relation !== 'most' && relation !== 'least')
      .map(
        (relation) =>
          [`${type}.${relation}${relation.length === 2 && relation !== 'eq' && relation !== 'ne' ? '_s' : ''}`, relation] as const,
      ),
  ),
)

type Each = (fact: Comparison) => void

/** All integer comparisons that follow from a condition. */
export function unfold(defs: readonly (Inst | undefined)[], condition: Value, truth: boolean, each: Each): void {
  const def = defs[condition]
  if (def === undefined) return
  if (def.op === 'bool.not') return unfold(defs, def.args[0]!, !truth, each)
  if (def.op === (truth ? 'bool.and' : 'bool.or')) {
    for (const part of def.args) unfold(defs, part, truth, each)
    return
  }
  const stated = INTEGER_RELATIONS.get(def.op)
  if (stated === undefined) {
    if (def.op.startsWith('f64.')) unfoldDoubles(defs, def, truth, each)
    return
  }
  const relation = truth ? stated : NEGATED[stated]
  const [a, b] = def.args as [Value, Value]
  // An index inside is the number itself, whole and not negative.
  const index = relation === 'lt_u' ? defs[a] : undefined
  if (index?.op === 'i32.index_i64' || index?.op === 'i32.index_f64') each({ value: index.args[0]!, offset: 0, relation, other: b })
  integer(defs, a, relation, b, each)
  integer(defs, b, MIRRORED[relation], a, each)
}

/** A comparison of an integer, and of the one that it is the sum of with a constant. */
function integer(defs: readonly (Inst | undefined)[], value: Value, relation: Relation, other: Value, each: Each): void {
  each({ value, offset: 0, relation, other })
  const def = defs[value]
  if (relation.endsWith('_u') || (def?.op !== 'i64.add' && def?.op !== 'i64.extend_s')) return
  const by = def.op === 'i64.add' ? defs[def.args[1]!] : undefined
  const narrow = def.op === 'i64.add' ? defs[def.args[0]!] : def
  if (narrow?.op !== 'i64.extend_s' || (def.op === 'i64.add' && by?.op !== 'const')) return
  // Such a sum is exact: an int32 and a constant.
  const offset = by === undefined ? 0 : Number(by.imm)
  if (Math.abs(offset) <= 2 ** 32) each({ value: narrow.args[0]!, offset, relation, other })
}

const DOUBLE_RELATIONS: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge', 'eq'])
const CONVERSIONS: ReadonlySet<string> = new Set(['f64.from_i32_s', 'f64.from_i32_u', 'f64.from_i64_s'])

/** Comparisons of doubles. A true one says that neither side is NaN; a false one says something only of integers. */
function unfoldDoubles(defs: readonly (Inst | undefined)[], { op, args }: Inst, truth: boolean, each: Each): void {
  const name = op.slice(4)
  if (!DOUBLE_RELATIONS.has(name)) return
  const [a, b] = args as [Value, Value]
  const isInteger = (value: Value) => CONVERSIONS.has(defs[value]?.op ?? '')
  const isNumber = (value: Value) => isInteger(value) || (defs[value]?.op === 'const' && !Number.isNaN(defs[value].imm))
  if (!truth && !(isNumber(a) && isNumber(b))) return
  const relation = truth ? (name as Relation) : NEGATED[name as Relation]
  side(defs, a, relation, b, each)
  side(defs, b, MIRRORED[relation], a, each)
}

function side(defs: readonly (Inst | undefined)[], value: Value, relation: Relation, other: Value, each: Each): void {
  const def = defs[value]
  if (def && CONVERSIONS.has(def.op) && relation !== 'ne') {
    // An unsigned conversion of what may be negative as an i32 says nothing of the i32.
    if (def.op !== 'f64.from_i32_u') integer(defs, def.args[0]!, relation, other, each)
    // Next to an int32 every integer is exact.
    const bound = defs[other]
    if (bound?.op === 'f64.from_i32_s' && def.op !== 'f64.from_i32_u') integer(defs, def.args[0]!, relation, bound.args[0]!, each)
  }
  if (relation === 'lt' || relation === 'le' || relation === 'eq') each({ value, offset: 0, relation: 'most', other })
  if (relation === 'gt' || relation === 'ge' || relation === 'eq') each({ value, offset: 0, relation: 'least', other })
}
