/** Which integers a value can be, everywhere and in the blocks where comparisons say more.
 *
 * Intervals grow along the graph until nothing changes; parameters of loops that keep growing jump to the next of a
 * few thresholds, then two more rounds shrink what overshot (Cousot and Cousot 1977). Operands are refined by the
 * comparisons that hold in their block, so that `i + 1` behind `i < n` is known not to wrap. */
import type { Dominators } from '../../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Target, targets, type Value } from '../../ir/function.ts'
import type { Type } from '../../ir/types.ts'
import { definingBlocks } from '../edit.ts'
import { type Comparison, type Facts, factsOf } from './facts.ts'
import {
  equalIntervals,
  fullInterval,
  hull,
  type Interval,
  isNothing,
  loadedInterval,
  NOTHING,
  refine,
  TRANSFER,
  UNKNOWN,
} from './interval.ts'
import type { Known } from './known.ts'

export interface Ranges {
  readonly func: Func
  readonly defs: (Inst | undefined)[]
  readonly doms: Dominators
  readonly before: readonly Block[][]
  readonly facts: Facts
  readonly base: Interval[]
  /** By value, the block that defines it. */
  readonly homes: number[]
  /** What a value can be in a block. */
  at(value: Value, block: Block): Interval
}

/** Rounds of growth before parameters jump, and altogether. */
const PATIENCE = 2
const ROUNDS = 60
/** From here on an end that still moves goes all the way. */
const HASTE = 20

export function rangesOf(func: Func, known: Known): Ranges {
  const before = known.predecessors()
  const doms = known.dominators()
  const defs = known.definitions()
  const facts = factsOf(func, defs, before, doms)
  const base: Interval[] = func.types.map(() => NOTHING)
  for (const param of func.blocks[0]!.params) base[param] = fullInterval(func.types[param]!)
  const ranges: Ranges = {
    func,
    defs,
    doms,
    before,
    facts,
    base,
    homes: definingBlocks(func),
    at: (value, block) => at(ranges, value, block),
  }
  const work = workOf(ranges)
  let count = 0
  while (grow(ranges, work, count)) {
    count++
    // Cannot happen, as thresholds are few; if it does, nothing is known.
    if (count > ROUNDS) return { ...ranges, base: func.types.map(fullInterval), at: (value) => fullInterval(func.types[value]!) }
  }
  // Parameters may be more than what their edges bring now; all else is what it is computed from.
  for (const step of work.steps) step.dirty = step.inst === undefined
  shrink(ranges, work)
  shrink(ranges, work)
  return ranges
}

function at(ranges: Ranges, value: Value, block: Block): Interval {
  const known = stated(ranges, ranges.base[value]!, value, block)
  const exact = convertedFrom(ranges.defs[value])
  return exact === undefined || ranges.facts.of[exact] === undefined ? known : stated(ranges, known, exact, block)
}

/** What facts say of the value in the block. */
function stated({ base, facts, doms }: Ranges, known: Interval, value: Value, block: Block): Interval {
  const about = facts.of[value]
  if (about !== undefined) for (const fact of about) if (doms.dominates(fact.block, block)) known = apply(base, known, fact)
  return known
}

/** The integer that a value is in another form: what is known of the one is known of the other. */
function convertedFrom(def: Inst | undefined): Value | undefined {
  return def?.op === 'f64.from_i64_s' || def?.op === 'f64.from_i32_s' || def?.op === 'i64.extend_s' ? def.args[0] : undefined
}

/** What an argument of an edge can be: as at the end of the block, and as the edge's own condition says. */
export function onEdge(ranges: Ranges, value: Value, from: Block, target: Target): Interval {
  const facts = ranges.facts.onEdge(from, target)
  if (facts.length === 0) return at(ranges, value, from)
  const known = withFacts(ranges, value, from, facts)
  // A result is known better when its operands are.
  const def = ranges.defs[value]
  const transfer = def && TRANSFER[def.op]
  if (!transfer || isNothing(known) || def.args.length > 2) return known
  const [a, b = a] = def.args.map((arg) => withFacts(ranges, arg, from, facts))
  if (isNothing(a!) || isNothing(b!)) return known
  const better = transfer(a!, b!)
  return { lo: Math.max(known.lo, better.lo), hi: Math.min(known.hi, better.hi) }
}

function withFacts(ranges: Ranges, value: Value, block: Block, facts: readonly Comparison[]): Interval {
  let known = at(ranges, value, block)
  for (const fact of facts) if (fact.value === value) known = apply(ranges.base, known, fact)
  return known
}

function apply(base: readonly Interval[], known: Interval, { relation, other, offset }: Comparison): Interval {
  const limit = base[other]!
  return refine(known, relation, offset === 0 ? limit : { lo: limit.lo - offset, hi: limit.hi - offset })
}

const isTracked = (type: string) => type === 'i32' || type === 'i64' || type === 'f64' || type === 'bool'

function evaluate(ranges: Ranges, inst: Inst, block: Block): Interval {
  const { op, args } = inst
  if (op === 'select') return hull(at(ranges, args[1]!, block), at(ranges, args[2]!, block))
  const transfer = TRANSFER[op]!
  const a = at(ranges, args[0]!, block)
  const b = args.length > 1 ? at(ranges, args[1]!, block) : a
  return isNothing(a) || isNothing(b) ? NOTHING : transfer(a, b)
}

function independent({ op, imm }: Inst, type: Type): Interval {
  if (op === 'const') return exact(imm as number | bigint, type)
  if (op === 'load' || op === 'elem.load' || op === 'elem.get') return loadedInterval(imm, type)
  return fullInterval(type)
}

function exact(value: bigint | number, type: Type): Interval {
  const number = Number(value)
  if (Number.isNaN(number)) return UNKNOWN
  if (type === 'f64' || Number.isSafeInteger(number)) return { lo: number, hi: number }
  return number > 0 ? { lo: 2 ** 53, hi: Infinity } : { lo: -Infinity, hi: -(2 ** 53) }
}

/** What makes a value: an instruction, or the edges into the block whose parameter `index` it is. */
interface Step {
  readonly value: Value
  readonly block: Block
  readonly inst: Inst | undefined
  readonly index: number
  /** Something that it was computed from has changed since. */
  dirty: boolean
}

interface Edge {
  readonly from: Block
  readonly target: Target
  /** What taking the edge says. */
  readonly facts: readonly Comparison[]
}

/** All steps in the order of the graph, and by value those that are computed from it. */
interface Work {
  readonly steps: readonly Step[]
  readonly readers: (Step[] | undefined)[]
  /** By block. */
  readonly edges: readonly Edge[][]
}

function workOf(ranges: Ranges): Work {
  const { func, doms, base } = ranges
  const edges = edgesInto(ranges)
  const steps: Step[] = []
  for (const block of doms.order) {
    const { params, insts, term } = func.blocks[block]!
    for (let index = 0; index < params.length && block !== 0; index++) {
      const value = params[index]!
      if (isTracked(func.types[value]!)) steps.push({ value, block, inst: undefined, index, dirty: true })
    }
    for (const inst of insts) {
      const value = inst.result
      if (value === NONE || !isTracked(func.types[value]!)) continue
      // What does not depend on other intervals is known at once.
      if (inst.op === 'select' || TRANSFER[inst.op] !== undefined) steps.push({ value, block, inst, index: 0, dirty: true })
      else base[value] = independent(inst, func.types[value]!)
    }
    if (term.kind === 'invoke') for (const result of term.results) base[result] = fullInterval(func.types[result]!)
  }
  return { steps, readers: readersOf(ranges, steps, edges), edges }
}

function edgesInto({ func, doms, facts }: Ranges): Edge[][] {
  const edges: Edge[][] = func.blocks.map(() => [])
  for (const from of doms.order) {
    for (const target of targets(func.blocks[from]!.term)) {
      // Only for parameters is there anything to compute.
      if (target.args.length > 0) edges[target.block]!.push({ from, target, facts: facts.onEdge(from, target) })
    }
  }
  return edges
}

/** By value, what is to be computed again when it changes: what reads it, also as the other side of a comparison. */
function readersOf(ranges: Ranges, steps: readonly Step[], edges: readonly Edge[][]): Work['readers'] {
  const { defs, facts } = ranges
  const readers: (Step[] | undefined)[] = []
  const read = (step: Step, value: Value) => {
    const list = (readers[value] ??= [])
    if (list[list.length - 1] !== step) list.push(step)
  }
  const readAt = (step: Step, value: Value) => {
    read(step, value)
    for (const one of [value, convertedFrom(defs[value])]) {
      const known = one === undefined ? undefined : facts.of[one]
      if (known) for (const { other } of known) read(step, other)
    }
  }
  for (const step of steps) {
    if (step.inst) {
      for (const arg of step.inst.args) readAt(step, arg)
      continue
    }
    for (const { target, facts: onThisEdge } of edges[step.block]!) {
      const arg = target.args[step.index]!
      readAt(step, arg)
      if (onThisEdge.length === 0) continue
      for (const { other } of onThisEdge) read(step, other)
      for (const operand of defs[arg]?.args ?? []) readAt(step, operand)
    }
  }
  return readers
}

/** The union of what the edges bring. */
function incoming(ranges: Ranges, edges: readonly Edge[], index: number): Interval {
  let all = NOTHING
  for (const { from, target, facts } of edges) {
    const arg = target.args[index]!
    const one = facts.length === 0 ? at(ranges, arg, from) : onEdge(ranges, arg, from, target)
    if (!isNothing(one)) all = isNothing(all) ? one : hull(all, one)
  }
  return all
}

/** Compute what may have changed; `update` gives the value's new interval from the old and the computed one. */
function round(ranges: Ranges, { steps, readers, edges }: Work, update: (old: Interval, now: Interval, step: Step) => Interval): boolean {
  const { base } = ranges
  let changed = false
  for (const step of steps) {
    if (!step.dirty) continue
    step.dirty = false
    const { value, block, inst } = step
    const old = base[value]!
    const now = inst ? evaluate(ranges, inst, block) : incoming(ranges, edges[block]!, step.index)
    if (now === old || equalIntervals(old, now)) continue
    const next = update(old, now, step)
    if (equalIntervals(old, next)) continue
    base[value] = next
    changed = true
    const list = readers[value]
    if (list) for (const reader of list) reader.dirty = true
  }
  return changed
}

function grow(ranges: Ranges, work: Work, count: number): boolean {
  return round(ranges, work, (old, now, { value, inst }) => {
    if (inst) return now
    const joined = hull(old, now)
    return count > PATIENCE ? jump(old, joined, ranges.func.types[value]!, count > HASTE) : joined
  })
}

const LOW = [1, 0, -1, -(2 ** 31)]
const HIGH = [0, 255, 65535, 2 ** 30, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 32]

/** An end that still moves goes to the next threshold at once. */
function jump(old: Interval, now: Interval, type: Type, far: boolean): Interval {
  const { lo, hi } = fullInterval(type)
  return {
    lo: now.lo < old.lo ? ((far ? undefined : LOW.find((one) => one <= now.lo)) ?? lo) : now.lo,
    hi: now.hi > old.hi ? ((far ? undefined : HIGH.find((one) => one >= now.hi)) ?? hi) : now.hi,
  }
}

/** One more round in which intervals may only get smaller. */
function shrink(ranges: Ranges, work: Work): void {
  round(ranges, work, (old, now) => ({ lo: Math.max(old.lo, now.lo), hi: Math.min(old.hi, now.hi) }))
}
