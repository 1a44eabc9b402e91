/**
 * The state of building one function, and the steps that all builders are made of: emit, read and write variables,
 * branch. The builders of expressions, statements and functions call each other through `Builders`, because files
 * do not import in circles.
 */
import type { AnyNode, Expression, FunctionExpression, Identifier, Pattern, Statement, Super } from 'acorn'
import type { Inlined, Span } from '../base/span.ts'
import type { Block, Func, Target, Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import { OPS, type Op } from '../ir/ops.ts'
import type { FunctionInfo, Variable } from '../syntax/scope-types.ts'
import type { Arguments } from './arguments.ts'
import { type BuildContext, type LoadedUnit, spanOf } from './context.ts'
import { append, isDead, makeBlock, newSlot, readSlot, type Slot, type Ssa, startBlock, startDead, terminate, writeSlot } from './ssa.ts'

export interface Builders {
  expression(state: State, node: Expression | Super): Value
  statement(state: State, node: Statement): void
  /** Evaluate a condition and go to one of two blocks; each is started by the caller, after all ways to it. */
  condition(state: State, node: Expression, then: Block, otherwise: Block): void
  bind(state: State, pattern: Pattern, value: Value, mode: BindMode): void
  /** The function's parameters and body, for a call whose arguments are at hand. */
  inlineCall(state: State, node: AnyNode, unit: LoadedUnit, target: FunctionInfo, args: Arguments): Value
}

/** Does a pattern initialise new variables or assign to what is there? */
export type BindMode = 'initialise' | 'assign'

/** One copy of a function of the source inside the function that is being built: itself, or inlined into it. */
export interface Frame {
  readonly unit: LoadedUnit
  readonly info: FunctionInfo
  /** The frame of the enclosing function, as far as it is built here too. */
  readonly outer: Frame | undefined
  readonly slots: Map<Variable, Slot>
  /** Of a function that is inlined: its name, and the call. */
  readonly inlined?: Inlined
}

/** Where `break`, `continue` and `return` can lead, outermost first. */
export type Control =
  | { readonly kind: 'function'; readonly join: Block | undefined }
  | {
      readonly kind: 'target'
      readonly labels: readonly string[]
      readonly break: Block
      readonly continue: Block | undefined
      readonly plain: boolean
    }
  | { readonly kind: 'finally'; readonly landings: Map<Block | 'return', Landing> }

/** A way out of a `try` that has to run its `finally` first. */
export interface Landing {
  readonly block: Block
  readonly exit: Block | 'return'
}

/** A function of the source that is needed as a function of its own. */
export interface Request {
  readonly id: string
  readonly unit: LoadedUnit
  readonly info: FunctionInfo
  /** Of a generator function, the body; else the function that makes the generator. */
  readonly part: 'resume' | undefined
}

/** A generator's body while it is built (generators.ts). */
export interface Generator {
  readonly info: FunctionInfo
  /** Cells: where to go on, what is yielded, and those of loops. */
  readonly step: Value
  readonly value: Value
  /** By the property that holds it. */
  readonly more: ReadonlyMap<string, Value>
  readonly hidden: ReadonlyMap<AnyNode, readonly [list: Value, index: Value]>
  /** Those that have something to do around them when the generator ends early. */
  readonly guarded: ReadonlySet<AnyNode>
  /** Each `yield` with the loop that it stands in, in source order; each loop with the one around it. */
  readonly yields: ReadonlyMap<AnyNode, AnyNode | undefined>
  readonly loops: ReadonlyMap<AnyNode, AnyNode | undefined>
  /** Where the body goes on after a `yield`, and the heads of loops: taken out when they are built. */
  readonly resumes: Map<AnyNode, Block>
  readonly heads: Map<AnyNode, Block>
}

export interface State {
  readonly context: BuildContext
  readonly build: Builders
  readonly func: Func
  readonly ssa: Ssa
  /** Asks for the template of an inner function; gives its id. */
  readonly request: (unit: LoadedUnit, info: FunctionInfo, part?: 'resume') => string
  frame: Frame
  controls: Control[]
  /** Where exceptions go; undefined where they leave the function. */
  handler: Block | undefined
  /** Of the body of a generator function. */
  generator: Generator | undefined
  /** Where `a?.b` goes when `a` is nullish. */
  chainExit: Block | undefined
  /** Units whose functions are being inlined, the function's own first. */
  readonly inlining: string[]
}

// ---- instructions

/** Made of nothing that could fail; everything else that has an effect may throw. */
const SAFE: ReadonlySet<Op> = new Set<Op>(['js.cell', 'js.cell_get', 'js.cell_set', 'js.closure', 'js.object'])

/** The place of a node of the function that is being built. */
export function spanHere({ frame: { unit, inlined } }: State, node: AnyNode): Span {
  const span = spanOf(unit, node)
  const read = node.type === 'CallExpression' ? node.callee : node
  // Of `a.b()` and `a.b`, engines give the place of `b`, which may be on another line.
  const more = read.type === 'MemberExpression' ? { point: spanOf(unit, read.property).start } : undefined
  return inlined || more ? { ...span, ...more, ...(inlined && { inlined }) } : span
}

export function emit(state: State, node: AnyNode, op: Op, args: readonly Value[], imm?: Imm): Value {
  const result = append(state.ssa, op, args, imm, spanHere(state, node))
  if (state.handler !== undefined && OPS[op].effect !== 'none' && !SAFE.has(op) && !isDead(state.ssa)) {
    const to = target(makeBlock(state.ssa))
    const unwind = target(state.handler)
    terminate(state.ssa, { kind: 'jump', to, unwind, span: spanHere(state, node) }, [to, unwind])
    startBlock(state.ssa, to.block)
  }
  return result
}

export function constant(state: State, node: AnyNode, value: number | bigint | string | boolean | null | undefined): Value {
  return emit(state, node, 'const', [], value === undefined ? { undefined: true } : value)
}

// ---- control

function target(block: Block, args: Value[] = []): Target {
  return { block, args }
}

export function newBlock(state: State, params = 0): Block {
  return makeBlock(state.ssa, params)
}

export function start(state: State, block: Block, sealed = true): readonly Value[] {
  return startBlock(state.ssa, block, sealed)
}

export function jump(state: State, block: Block, args: readonly Value[] = []): void {
  const to = target(block, [...args])
  terminate(state.ssa, { kind: 'jump', to }, [to])
}

export function branch(state: State, node: AnyNode, condition: Value, then: Block, otherwise: Block): void {
  const edges = [target(then), target(otherwise)] as const
  terminate(state.ssa, { kind: 'branch', condition, then: edges[0], otherwise: edges[1], span: spanHere(state, node) }, edges)
}

export function unreachable(state: State): boolean {
  return isDead(state.ssa)
}

/** Throw a value: to the handler, or out of the function. */
export function throwValue(state: State, node: AnyNode, value: Value): void {
  if (state.handler !== undefined) jump(state, state.handler, [value])
  else terminate(state.ssa, { kind: 'throw', site: null, args: [value], span: spanHere(state, node) }, [])
  startDead(state.ssa)
}

/** Go to a `break`, `continue` or `return` target, through the `finally` of every `try` on the way. */
export function leave(state: State, exit: Block | 'return', value: Value | undefined): void {
  for (let i = state.controls.length - 1; i >= 0; i--) {
    const control = state.controls[i]!
    if (control.kind === 'finally') {
      let landing = control.landings.get(exit)
      if (!landing) control.landings.set(exit, (landing = { block: newBlock(state, exit === 'return' ? 1 : 0), exit }))
      jump(state, landing.block, value === undefined ? [] : [value])
      break
    }
    if (control.kind === 'function' && exit === 'return') {
      if (control.join !== undefined) jump(state, control.join, [value!])
      else terminate(state.ssa, { kind: 'return', values: [value!] }, [])
      break
    }
    if (control.kind === 'target' && (control.break === exit || control.continue === exit)) {
      jump(state, exit as Block)
      break
    }
  }
  startDead(state.ssa)
}

/** Out of the function that is built, whatever stands around: a generator rests. */
export function returnNow(state: State, value: Value): void {
  terminate(state.ssa, { kind: 'return', values: [value] }, [])
  startDead(state.ssa)
}

// ---- variables

export function variableOf(state: State, node: Identifier): Variable | undefined {
  return state.frame.unit.analysis.variables.get(node)
}

/** The slot of a variable: in the frame of the function that declares it, or among what the built function captures. */
export function slotOf(state: State, variable: Variable): Slot {
  let frame = state.frame
  for (let next: Frame | undefined = frame; next; next = next.outer) {
    frame = next
    if (frame.info === variable.owner || frame.slots.has(variable)) break
  }
  let slot = frame.slots.get(variable)
  if (slot === undefined) frame.slots.set(variable, (slot = newSlot(state.ssa, variable.name)))
  return slot
}

/** What a closure holds of a variable: its value, or its cell. */
export function readRaw(state: State, variable: Variable): Value {
  return readSlot(state.ssa, slotOf(state, variable))
}

export function readVariable(state: State, node: AnyNode, variable: Variable): Value {
  if (variable.known) return makeClosure(state, node, variable.known)
  const value = readRaw(state, variable)
  return variable.cell ? emit(state, node, 'js.cell_get', [value], variable.name) : value
}

/** Give a variable its first value: a fresh cell, where it is one. A generator's cells are there from the beginning. */
export function initialise(state: State, node: AnyNode, variable: Variable, value: Value): void {
  if (variable.cell && variable.owner.node.generator) return void emit(state, node, 'js.cell_set', [readRaw(state, variable), value])
  const held = variable.cell ? emit(state, node, 'js.cell', [value]) : value
  writeSlot(state.ssa, slotOf(state, variable), held)
}

export function assign(state: State, node: AnyNode, variable: Variable, value: Value): void {
  if (variable.cell) emit(state, node, 'js.cell_set', [readRaw(state, variable), value])
  else writeSlot(state.ssa, slotOf(state, variable), value)
}

/** A function value, made here out of what it captures. */
export function makeClosure(state: State, node: AnyNode, info: FunctionInfo, unit = state.frame.unit): Value {
  const id = state.request(unit, info)
  const captured = info.captures.map((variable) => readRaw(state, variable))
  return emit(state, node, 'js.closure', captured, { names: [id] })
}

export function literalInfo(state: State, node: FunctionExpression | AnyNode): FunctionInfo {
  return state.frame.unit.analysis.functions.get(node as FunctionExpression)!
}
