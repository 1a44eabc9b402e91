/**
 * The order in which a block's instructions run on the operand stack. A value that is used once, in its own
 * block, is computed where it is used, unless something in between forbids it; so it needs no local, and
 * comparisons end up at their branch. Constants are made again at each use.
 *
 *     v2 = f64.mul v0, v1            get v0 · get v1 · f64.mul · get v3 · f64.add · set v4
 *     v4 = f64.add v2, v3     →
 */
import { assert } from '../../base/assert.ts'
import { type Block, type Func, type Inst, NONE, type Target, type Terminator, type Value } from '../../ir/function.ts'
import type { Imm } from '../../ir/imm.ts'
import type { TypedOp } from '../../ir/ops.ts'
import { conflict, EVERYTHING, effectsOf, READING } from './effects.ts'
import type { Emit, Lowering } from './lowering.ts'
import { TABLE } from './table.ts'
import type { Usage } from './usage.ts'

/** A link of a list of actions: appending a list to another costs nothing, so deep expressions take linear time. */
export interface Action {
  /**
   * - `get`, `remake`: push a value that has a local, or one that is made again.
   * - `emit`: emit instructions, which may push `reads`.
   * - `set`, `drop`: pop into the value's local, or away.
   */
  readonly kind: 'get' | 'remake' | 'emit' | 'set' | 'drop'
  /** Of get and set. */
  readonly value: Value
  /** Of remake and emit. */
  readonly inst: Inst | undefined
  readonly emit: Emit | undefined
  readonly reads: readonly Value[]
  next: Action | undefined
}

/** The first action of a list; undefined where there is nothing to do. */
export type Actions = Action | undefined

export interface BlockSchedule {
  readonly actions: Actions
  /** What the terminator takes from the stack. */
  readonly operands: Actions
  /** By successor edge and argument. */
  readonly edges: readonly Actions[][]
}

interface List {
  first: Actions
  last: Actions
}

/** An instruction (with what was folded into it) that waits for its use. */
interface Pending extends List {
  readonly value: Value
  effects: number
}

/** What scheduling the blocks of a function shares. */
export interface Scheduler {
  readonly func: Func
  readonly usage: Usage
  /** By block, its successor edges. */
  readonly successors: readonly Target[][]
}

interface State extends Scheduler {
  readonly block: Block
  /** By value. */
  readonly pending: Map<Value, Pending>
  /** Of those, the ones with effects, in the order of their instructions. */
  readonly ordered: Pending[]
  readonly main: List
}

/** More instructions with effects than this do not wait: keeps the work linear. */
const MOST_WAITING = 16

const NOTHING: readonly Value[] = []

export function schedule(scheduler: Scheduler, block: Block): BlockSchedule {
  const { func, usage, successors } = scheduler
  const main: List = { first: undefined, last: undefined }
  const state: State = { func, usage, successors, block, pending: new Map(), ordered: [], main }
  for (const inst of func.blocks[block]!.insts) if (usage.needed(inst)) scheduleInst(state, inst)
  return scheduleTerm(state, func.blocks[block]!.term)
}

function scheduleInst(state: State, inst: Inst): void {
  const lowering: Lowering = TABLE[inst.op as TypedOp]
  if (lowering.remade) return
  const { usage, main } = state
  const { result } = inst
  const made: Pending = { first: undefined, last: undefined, value: result, effects: effectsOf(inst) }
  if (lowering.steps) assemble(state, inst, lowering, made)
  else {
    if (state.ordered.length > 0) settle(state, inst.args, undefined)
    for (const arg of inst.args) pushOperand(state, made, arg)
    push(made, 'emit', NONE, inst, lowering.emit)
  }
  if (result !== NONE && usage.count[result] === 1 && usage.block[result] === state.block) {
    state.pending.set(result, made)
    if (made.effects === 0) return
    state.ordered.push(made)
    if (state.ordered.length > MOST_WAITING) flush(state, state.ordered[0]!)
    return
  }
  if (made.effects !== 0) flushConflicting(state, state.ordered.length, made.effects)
  append(main, made)
  if (result !== NONE) push(main, usage.count[result]! > 0 ? 'set' : 'drop', result)
}

/** Write the steps of an instruction that is more than its operands and one emitter. */
function assemble(state: State, inst: Inst, lowering: Lowering, made: Pending): void {
  const { kept = [], sometimesFrom = Number.POSITIVE_INFINITY } = lowering
  const constant = (value: Value): Imm => (state.usage.def[value]?.op === 'const' ? state.usage.def[value]!.imm : undefined)
  for (const operand of kept) keep(state, inst.args[operand]!)
  const reads = kept.map((operand) => inst.args[operand]!).filter((value) => !remade(state, value))
  const steps = lowering.steps!(inst, constant)
  const operands: Value[] = []
  const allowed: number[] = []
  steps.forEach((step, index) => {
    if (typeof step !== 'number') return
    operands.push(inst.args[step]!)
    allowed.push(index >= sometimesFrom ? READING : EVERYTHING)
  })
  settle(state, operands, allowed)
  for (const step of steps) {
    if (typeof step === 'number') pushOperand(state, made, inst.args[step]!)
    else push(made, 'emit', NONE, inst, step, reads)
  }
}

function remade(state: State, value: Value): boolean {
  const def = state.usage.def[value]
  return def !== undefined && Boolean((TABLE[def.op as TypedOp] as Lowering).remade)
}

/** Make sure that the value can be pushed more than once. */
function keep(state: State, value: Value): void {
  const waiting = state.pending.get(value)
  if (waiting) flush(state, waiting)
}

/**
 * Before operands are pushed in this order: compute at once what has effects that are not allowed there, and
 * what would trade places with something it must not.
 */
function settle(state: State, operands: readonly Value[], allowed: readonly number[] | undefined): void {
  operands.forEach((value, index) => {
    const waiting = state.pending.get(value)
    if (!waiting || waiting.effects === 0) return
    if ((allowed && waiting.effects & ~allowed[index]!) || overtaken(state, waiting, operands, index)) flush(state, waiting)
  })
}

/** Would something that came after `waiting` now run before it, though they conflict? */
function overtaken(state: State, waiting: Pending, operands: readonly Value[], index: number): boolean {
  for (let later = state.ordered.length - 1; state.ordered[later] !== waiting; later--) {
    const other = state.ordered[later]!
    if (conflict(other.effects, waiting.effects) && operands.indexOf(other.value, index + 1) < 0) return true
  }
  return false
}

/** Push a value: its code if it waits, else its local or its constant. */
function pushOperand(state: State, to: Pending, value: Value): void {
  const waiting = state.pending.get(value)
  if (waiting) {
    state.pending.delete(value)
    to.effects |= waiting.effects
    if (waiting.effects !== 0) state.ordered.splice(state.ordered.indexOf(waiting), 1)
    append(to, waiting)
  } else if (remade(state, value)) push(to, 'remake', NONE, state.usage.def[value])
  else push(to, 'get', value)
}

/** Compute a waiting value now, into its local, and before it what must come before it. */
function flush(state: State, waiting: Pending): void {
  if (waiting.effects !== 0) {
    const index = state.ordered.indexOf(waiting)
    state.ordered.splice(index, 1)
    flushConflicting(state, index, waiting.effects)
  }
  compute(state, waiting)
}

/** Compute what waits, among the first `end`, and must not come after something with these effects. */
function flushConflicting(state: State, end: number, effects: number): void {
  const due: Pending[] = []
  let all = effects
  for (let index = end - 1; index >= 0; index--) {
    const waiting = state.ordered[index]!
    if (!conflict(waiting.effects, all)) continue
    all |= waiting.effects
    due.push(waiting)
    state.ordered.splice(index, 1)
  }
  for (const waiting of due.reverse()) compute(state, waiting)
}

function compute(state: State, waiting: Pending): void {
  state.pending.delete(waiting.value)
  append(state.main, waiting)
  push(state.main, 'set', waiting.value)
}

/** Values that a terminator takes from the stack, in order. */
function operandsOf(term: Terminator): readonly Value[] {
  switch (term.kind) {
    case 'branch':
      return [term.condition]
    case 'switch':
      return [term.on]
    case 'return':
      return term.values
    case 'throw':
    case 'invoke':
      return term.args
    case 'jump':
    case 'unreachable':
      return []
  }
}

function scheduleTerm(state: State, term: Terminator): BlockSchedule {
  const own = operandsOf(term)
  const edges = state.successors[state.block]!
  if (state.ordered.length > 0) settleTerm(state, term, own, edges)
  const operands = pending()
  for (const value of own) pushOperand(state, operands, value)
  const moves = edges.map(({ args }) =>
    args.map((value) => {
      const arg = pending()
      pushOperand(state, arg, value)
      return arg.first
    }),
  )
  assert(state.pending.size === 0, `@${state.func.name}: values of b${state.block} wait for no use`)
  return { actions: state.main.first, operands: operands.first, edges: moves }
}

/** An argument of one of several edges is computed on that edge only; behind an invoke, when the call has been made. */
function settleTerm(state: State, term: Terminator, own: readonly Value[], edges: readonly Target[]): void {
  const onEdge = term.kind === 'jump' ? EVERYTHING : term.kind === 'invoke' ? 0 : READING
  const args = edges.flatMap((target) => target.args)
  settle(state, [...own, ...args], [...own.map(() => EVERYTHING), ...args.map(() => onEdge)])
}

function pending(): Pending {
  return { first: undefined, last: undefined, value: NONE, effects: 0 }
}

function push(list: List, kind: Action['kind'], value: Value, inst?: Inst, emit?: Emit, reads: readonly Value[] = NOTHING): void {
  const action: Action = { kind, value, inst, emit, reads, next: undefined }
  if (list.last) list.last.next = action
  else list.first = action
  list.last = action
}

function append(list: List, more: List): void {
  if (list.last) list.last.next = more.first
  else list.first = more.first
  if (more.last) list.last = more.last
}
