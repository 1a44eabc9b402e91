/**
 * The order in which a block's instructions run on the operand stack. A value that is used once, in its own
 * block, is computed where it is used, unless something in between forbids it; so it needs no local, and
 * comparisons end up at their branch. Constants are made again at each use.
 *
 *     v2 = f64.mul v0, v1            get v0 · get v1 · f64.mul · get v3 · f64.add · set v4
 *     v4 = f64.add v2, v3     →
 */
import { assert } from '../../base/assert.ts'
import { type Block, type Func, type Inst, NONE, type Target, type Terminator, targets, type Value } from '../../ir/function.ts'
import type { Imm } from '../../ir/imm.ts'
import type { TypedOp } from '../../ir/ops.ts'
import { conflict, EVERYTHING, effectsOf, READING } from './effects.ts'
import type { Emit, Lowering } from './lowering.ts'
import { TABLE } from './table.ts'
import type { Usage } from './usage.ts'

export type Action =
  /** Push a value that has a local, or a constant. */
  | { kind: 'get'; value: Value }
  | { kind: 'remake'; inst: Inst }
  /** Emit instructions, which may push `reads`. */
  | { kind: 'emit'; inst: Inst; emit: Emit; reads: readonly Value[] }
  /** Pop into the value's local, or away. */
  | { kind: 'set'; value: Value }
  | { kind: 'drop' }

export interface BlockSchedule {
  readonly actions: Action[]
  /** What the terminator takes from the stack. */
  readonly operands: Action[]
  /** By successor edge and argument. */
  readonly edges: Action[][][]
}

/** A list to which another can be appended at no cost, so that deep expressions take linear time. */
interface Rope {
  first: RopeNode | undefined
  last: RopeNode | undefined
}
interface RopeNode {
  readonly action: Action
  next: RopeNode | undefined
}

/** An instruction (with what was folded into it) that waits for its use. */
interface Pending {
  readonly value: Value
  readonly rope: Rope
  readonly effects: number
}

interface State {
  readonly func: Func
  readonly usage: Usage
  readonly block: Block
  readonly pending: Map<Value, Pending>
  /** Of those, the ones with effects, in the order of their instructions. */
  readonly ordered: Pending[]
  readonly main: Rope
}

/** More instructions with effects than this do not wait: keeps the work linear. */
const MOST_WAITING = 16

/** `rooted` says which values are written to the frame as soon as they exist. */
export function schedule(func: Func, usage: Usage, block: Block, rooted: (value: Value) => boolean): BlockSchedule {
  const state: State = { func, usage, block, pending: new Map(), ordered: [], main: newRope() }
  for (const inst of func.blocks[block]!.insts) if (usage.needed(inst)) scheduleInst(state, inst, rooted)
  return scheduleTerm(state, func.blocks[block]!.term)
}

function scheduleInst(state: State, inst: Inst, rooted: (value: Value) => boolean): void {
  const lowering: Lowering = TABLE[inst.op as TypedOp]
  if (lowering.remade) return
  const rope = newRope()
  const effects = assemble(state, inst, lowering, rope)
  const { result } = inst
  const { usage } = state
  if (result !== NONE && usage.count[result] === 1 && usage.block[result] === state.block && !rooted(result)) {
    const made = { value: result, rope, effects }
    state.pending.set(result, made)
    if (effects === 0) return
    state.ordered.push(made)
    if (state.ordered.length > MOST_WAITING) flush(state, state.ordered[0]!)
    return
  }
  flushConflicting(state, state.ordered.length, effects)
  append(state.main, rope)
  if (result !== NONE) push(state.main, usage.count[result]! > 0 ? { kind: 'set', value: result } : { kind: 'drop' })
}

/** Write an instruction's steps to the rope, operands folded in where possible; all effects in it. */
function assemble(state: State, inst: Inst, lowering: Lowering, rope: Rope): number {
  const { kept = [], sometimesFrom = Number.POSITIVE_INFINITY, emit } = lowering
  const constant = (value: Value): Imm => (state.usage.def[value]?.op === 'const' ? state.usage.def[value]!.imm : undefined)
  for (const operand of kept) keep(state, inst.args[operand]!)
  const reads = kept.map((operand) => inst.args[operand]!).filter((value) => !remade(state, value))
  const steps = lowering.steps ? lowering.steps(inst, constant) : [...inst.args.keys()]
  const operands: Value[] = []
  const allowed: number[] = []
  steps.forEach((step, index) => {
    if (typeof step !== 'number') return
    operands.push(inst.args[step]!)
    allowed.push(index >= sometimesFrom ? READING : EVERYTHING)
  })
  const taken = take(state, operands, allowed)
  let effects = effectsOf(inst)
  let next = 0
  for (const step of steps) {
    if (typeof step === 'number') {
      effects |= taken[next]!.effects
      append(rope, taken[next++]!.rope)
    } else push(rope, { kind: 'emit', inst, emit: step, reads })
  }
  if (!lowering.steps) push(rope, { kind: 'emit', inst, emit: emit!, reads })
  return effects
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

/** Code for the operands in the order of their evaluation. An operand whose effects are not allowed there, or which would trade places with something it must not, is computed before. */
function take(state: State, operands: readonly Value[], allowed: readonly number[]): { rope: Rope; effects: number }[] {
  operands.forEach((value, index) => {
    const waiting = state.pending.get(value)
    if (!waiting || waiting.effects === 0) return
    if (waiting.effects & ~allowed[index]! || overtaken(state, waiting, operands, index)) flush(state, waiting)
  })
  const result = operands.map((value) => {
    const waiting = state.pending.get(value)
    if (!waiting) return { rope: single(remade(state, value) ? remake(state, value) : { kind: 'get', value }), effects: 0 }
    state.pending.delete(value)
    return waiting
  })
  if (result.some(({ effects }) => effects !== 0)) {
    for (let index = state.ordered.length - 1; index >= 0; index--) {
      if (!state.pending.has(state.ordered[index]!.value)) state.ordered.splice(index, 1)
    }
  }
  return result
}

function remake(state: State, value: Value): Action {
  return { kind: 'remake', inst: state.usage.def[value]! }
}

/** Would something that came after `waiting` now run before it, though they conflict? */
function overtaken(state: State, waiting: Pending, operands: readonly Value[], index: number): boolean {
  for (let later = state.ordered.length - 1; state.ordered[later] !== waiting; later--) {
    const other = state.ordered[later]!
    if (conflict(other.effects, waiting.effects) && operands.indexOf(other.value, index + 1) < 0) return true
  }
  return false
}

/** Compute a waiting value now, into its local, and before it what must come before it. */
function flush(state: State, waiting: Pending): void {
  if (waiting.effects !== 0) {
    const index = state.ordered.indexOf(waiting)
    state.ordered.splice(index, 1)
    flushConflicting(state, index, waiting.effects)
  }
  state.pending.delete(waiting.value)
  append(state.main, waiting.rope)
  push(state.main, { kind: 'set', value: waiting.value })
}

/** Compute what waits, among the first `end`, and must not come after something with these effects. */
function flushConflicting(state: State, end: number, effects: number): void {
  if (effects === 0) return
  const due: Pending[] = []
  let all = effects
  for (let index = end - 1; index >= 0; index--) {
    const waiting = state.ordered[index]!
    if (!conflict(waiting.effects, all)) continue
    all |= waiting.effects
    due.push(waiting)
    state.ordered.splice(index, 1)
  }
  for (const waiting of due.reverse()) {
    state.pending.delete(waiting.value)
    append(state.main, waiting.rope)
    push(state.main, { kind: 'set', value: waiting.value })
  }
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
  const edges = targets(term)
  const args = edges.flatMap((target: Target) => target.args)
  // An argument of one of several edges is computed on that edge only; behind an invoke, when the call has been made.
  const onEdge = term.kind === 'jump' ? EVERYTHING : term.kind === 'invoke' ? 0 : READING
  const allowed = [...own.map(() => EVERYTHING), ...args.map(() => onEdge)]
  const taken = take(state, [...own, ...args], allowed)
  assert(state.ordered.length === 0, `@${state.func.name}: values of b${state.block} wait for no use`)
  const operands = newRope()
  for (let index = 0; index < own.length; index++) append(operands, taken[index]!.rope)
  let next = own.length
  const moves = edges.map((target) => target.args.map(() => toArray(taken[next++]!.rope)))
  return { actions: toArray(state.main), operands: toArray(operands), edges: moves }
}

function newRope(): Rope {
  return { first: undefined, last: undefined }
}

function push(rope: Rope, action: Action): void {
  const node = { action, next: undefined }
  if (rope.last) rope.last.next = node
  else rope.first = node
  rope.last = node
}

function append(rope: Rope, more: Rope): void {
  if (!more.first) return
  if (rope.last) rope.last.next = more.first
  else rope.first = more.first
  rope.last = more.last
}

function single(action: Action): Rope {
  const node = { action, next: undefined }
  return { first: node, last: node }
}

function toArray(rope: Rope): Action[] {
  const actions: Action[] = []
  for (let node = rope.first; node; node = node.next) actions.push(node.action)
  return actions
}
