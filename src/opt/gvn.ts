/** Compute a value once: merge equal operations, loads of unchanged memory, conditions already decided.   keeps: cfg
 *
 *    v3 = f64.mul v1, v2            v3 = f64.mul v1, v2
 *    v4 = f64.mul v1, v2            v5 = f64.add v3, v3
 *    v5 = f64.add v3, v4       →    store v0, v5 …
 *    store v0, v5 …                 branch v6, b1, b2
 *    v7 = load v0 …                 b1: return v5            (not v7)
 *    branch v6, b1, b2
 *    b1: guard v6 …; return v7
 *
 * One walk in reverse postorder; an earlier equal value is used where its block dominates (Click, Global code motion /
 * global value numbering, 1995, without the motion). Memory is part of a load's name as a version per region. Constants
 * move to the entry: every later pass may then compare values instead of constants. */

import { newValue } from '../ir/builder.ts'
import type { Dominators } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, NONE, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { OPS, type Op } from '../ir/ops.ts'
import type { Row } from '../ir/row.ts'
import { STORAGE, type Storage, type Type } from '../ir/types.ts'
import { replaceAll } from '../ir/uses.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { type Calls, NO_CALLS, type Writes, writtenBy } from './calls.ts'
import { accessOf, pure } from './effects.ts'
import { type ExpressionTable, expressionTable, type Form, formOf, placeOf } from './expressions.ts'
import { implied, isDecidable, type Truth } from './implications.ts'
import { freshVersion, kill, type Memory, type MemoryState, memoryOf, stateAtStart, touchesOther } from './memory-versions.ts'

/** A value that stands for an expression, or for another value, in what its block dominates. */
interface Equal {
  readonly block: Block
  readonly value: Value
}

/** A comparison of two values, decided in what a block dominates. */
interface Decided {
  readonly block: Block
  readonly op: Op
  readonly left: Value
  readonly truth: Truth
}

interface State {
  readonly func: Func
  readonly calls: Calls
  readonly defs: (Inst | undefined)[]
  readonly doms: Dominators
  readonly memory: Memory
  readonly table: ExpressionTable
  /** By value, what it is known to equal, from guards and branches. */
  readonly facts: (Equal[] | undefined)[]
  /** By the pair of operands. */
  readonly decided: Map<number, Decided[]>
  readonly map: (Value | undefined)[]
  /** Is what a block knows known in the block at hand? */
  readonly isAbove: (block: Block) => boolean
  readonly constants: Inst[]
  now: MemoryState
  block: Block
  changed: boolean
}

const EVERYWHERE = () => true
const NOTHING: Writes = new Set()
/** Stores that a load looks through. */
const LOOK_THROUGH = 12

export function gvn(func: Func, _module?: Module, calls: Calls = NO_CALLS, known: Known = knownOf(func)): boolean {
  const before = known.predecessors()
  const doms = known.dominators()
  const memory = memoryOf(func, known, calls)
  const state: State = {
    func,
    calls,
    defs: known.definitions(),
    doms,
    memory,
    table: expressionTable(func.types.length),
    facts: [],
    decided: new Map(),
    map: [],
    isAbove: (block) => doms.dominates(block, state.block),
    constants: [],
    now: new Int32Array(0),
    block: 0 as Block,
    changed: false,
  }
  for (const block of doms.order) visitBlock(state, block, before[block]!)
  const entry = func.blocks[0]!
  entry.insts = [...state.constants, ...entry.insts]
  // The walk has replaced what it has seen, which is all but blocks out of reach.
  if (state.map.length > 0 && doms.order.length < func.blocks.length) replaceAll(func, state.map)
  if (state.changed) known.forgetValues()
  return state.changed
}

function visitBlock(state: State, index: Block, before: readonly Block[]): void {
  const block = state.func.blocks[index]!
  state.block = index
  state.now = stateAtStart(state.memory, index, before, state.doms)
  learnFromEdge(state, index, before)
  const { insts } = block
  let kept = 0
  for (let next = 0; next < insts.length; next++) {
    const inst = insts[next]!
    const { args } = inst
    for (let at = 0; at < args.length; at++) args[at] = resolve(state, args[at]!)
    if (visit(state, inst, kept > 0)) insts[kept++] = inst
  }
  insts.length = kept
  mapTermUses(block.term, (value) => resolve(state, value))
  knownOnEdges(state, index)
  if (block.term.kind === 'invoke') kill(state.memory, state.now, state.calls.writes.get(block.term.callee) ?? 'all')
  state.memory.atEnd[index] = state.now
}

/** The value to read instead, here. */
function resolve(state: State, value: Value): Value {
  let at = value
  for (let next = state.map[at]; next !== undefined; next = state.map[at]) at = next
  const facts = state.facts[at]
  if (facts === undefined) return at
  for (const { block, value: known } of facts) {
    if (!state.doms.dominates(block, state.block)) continue
    state.changed = true
    return materialise(state, known)
  }
  return at
}

/** False if the instruction goes. */
function visit(state: State, inst: Inst, late: boolean): boolean {
  if (inst.op === 'const' || inst.op === 'tag.const') return visitConstant(state, inst, late)
  const row = OPS[inst.op]
  const { effect } = row
  if (effect === 'none') return !isKnown(state, inst) && reuse(state, inst, row)
  if (effect === 'guard') {
    const constant = state.defs[inst.args[0]!]
    if (constant?.op !== 'const') learn(state, inst.args[0]!, true)
    else if (constant.imm === 1) return false
  } else if (effect === 'load') return visitLoad(state, inst)
  else if (effect === 'store') return visitStore(state, inst)
  else if (effect === 'partial' || pure(inst)) return reuse(state, inst, row)
  else kill(state.memory, state.now, writtenBy(inst, state.calls) ?? NOTHING)
  return true
}

/** Constants are kept once, at the start of the entry. */
function visitConstant(state: State, inst: Inst, late: boolean): boolean {
  const { table } = state
  const form = formOf(inst, OPS[inst.op], state.func.types[inst.result])
  const known = table.find(form, EVERYWHERE)
  if (known !== undefined) {
    state.map[inst.result] = known
    state.changed = true
  } else {
    table.add(form, 0 as Block, inst.result)
    state.constants.push(inst)
    if (state.block !== 0 || late) state.changed = true
  }
  return false
}

/** One number for two values in either order. */
function pairOf([a, b]: readonly Value[]): number {
  return Math.min(a!, b!) * 2 ** 26 + Math.max(a!, b!)
}

/** A comparison that another one of the same operands decides. */
function isKnown(state: State, { op, args, result }: Inst): boolean {
  if (args.length !== 2) return false
  const decided = state.decided.size > 0 ? state.decided.get(pairOf(args)) : undefined
  if (decided === undefined) return false
  for (const { block, op: known, left, truth } of decided) {
    if (!state.doms.dominates(block, state.block)) continue
    const follows = implied(known, truth, op, left !== args[0])
    if (follows === undefined) continue
    state.map[result] = truthValue(state, follows)
    state.changed = true
    return true
  }
  return false
}

/** Merge with an earlier equal instruction, or be the first. */
function reuse(state: State, inst: Inst, row: Row): boolean {
  return merge(state, inst, formOf(inst, row, state.func.types[inst.result]))
}

function merge(state: State, inst: Inst, form: Form): boolean {
  const value = state.table.find(form, state.isAbove)
  if (value === undefined) {
    state.table.add(form, state.block, inst.result)
    return true
  }
  state.map[inst.result] = value
  state.changed = true
  return false
}

function visitLoad(state: State, inst: Inst): boolean {
  const form = placeOf(inst.op, inst.args, inst.imm, state.func.types[inst.result]!)
  const { region, fixed } = inst.imm as { region: string; fixed?: boolean }
  if (fixed) return merge(state, inst, form)
  const latest = state.now[state.memory.regions.get(region)!]!
  form.version = latest
  for (let step = 0; step < LOOK_THROUGH; step++) {
    const value = state.table.find(form, state.isAbove)
    if (value !== undefined) {
      state.map[inst.result] = value
      state.changed = true
      return false
    }
    const made = state.memory.made[form.version]
    if (!made || !touchesOther(state.func, made.store, inst, state.defs)) break
    form.version = made.before
  }
  state.table.add(form, state.block, inst.result)
  return true
}

/** Does a load give back just what was stored? Narrow storages drop bits. */
function isExact(storage: Storage, type: Type): boolean {
  const { bytes, type: register } = STORAGE[storage]
  return bytes >= 4 || storage === 'bool' ? type === register || (type === 'ptr' && register === 'i32') : false
}

/** A store begins a new version, in which a load of the same place gives the stored value. */
function visitStore(state: State, inst: Inst): boolean {
  const { table, memory, now } = state
  const { region, fixed } = accessOf(inst)!
  const number = memory.regions.get(region)!
  const before = now[number]!
  const value = inst.args[inst.args.length - 1]!
  const { storage } = inst.imm as { storage?: Storage }
  const type = state.func.types[value]!
  const exact = storage !== undefined && isExact(storage, type)
  const load = inst.op === 'store' ? 'load' : inst.op === 'elem.store' ? 'elem.load' : undefined
  const place = exact && load ? placeOf(load, inst.args.slice(0, -1), inst.imm, type) : undefined
  if (fixed) {
    if (place) table.add(place, state.block, value)
    return true
  }
  if (place) {
    place.version = before
    if (table.find(place, state.isAbove) === value) {
      state.changed = true
      return false
    }
  }
  now[number] = freshVersion(memory)
  memory.made[now[number]!] = { store: inst, before }
  if (place) {
    place.version = now[number]!
    table.add(place, state.block, value)
  }
  return true
}

/** Stand for the constants true and false until someone reads them, so that no constant is made for nothing. */
const TRUE = -2 as Value
const FALSE = -3 as Value

function materialise(state: State, value: Value): Value {
  return value === TRUE || value === FALSE ? truthValue(state, value === TRUE) : value
}

/** The value of a bool, as a constant of the entry. */
function truthValue(state: State, truth: boolean): Value {
  const inst: Inst = { op: 'const', args: [], imm: truth ? 1 : 0, result: NONE, span: undefined }
  const form = formOf(inst, OPS.const, 'bool')
  const known = state.table.find(form, EVERYWHERE)
  if (known !== undefined) return known
  inst.result = newValue(state.func, 'bool')
  state.constants.push(inst)
  state.defs[inst.result] = inst
  state.table.add(form, 0 as Block, inst.result)
  return inst.result
}

/** From here on, in what this block dominates, the condition has this value; so do others that follow from it. */
function learn(state: State, condition: Value, truth: Truth): void {
  const def = state.defs[condition]
  if (def?.op === 'const') return
  remember(state, condition, truth ? TRUE : FALSE)
  if (def === undefined) return
  if (def.op === 'bool.not') learn(state, def.args[0]!, !truth)
  else if (def.op === (truth ? 'bool.and' : 'bool.or')) for (const part of def.args) learn(state, part, truth)
  else if (truth && (def.op === 'i32.eq' || def.op === 'i64.eq') && state.defs[def.args[1]!]?.op === 'const') {
    remember(state, def.args[0]!, def.args[1]!)
  }
  if (isDecidable(def.op)) {
    const pair = pairOf(def.args)
    const known = state.decided.get(pair)
    const decided: Decided = { block: state.block, op: def.op, left: def.args[0]!, truth }
    if (known) known.push(decided)
    else state.decided.set(pair, [decided])
  }
}

function remember(state: State, value: Value, equal: Value): void {
  const known = (state.facts[value] ??= [])
  known.push({ block: state.block, value: equal })
}

/** A block with one way in, an arm of a branch, knows the condition. */
function learnFromEdge(state: State, block: Block, before: readonly Block[]): void {
  if (before.length !== 1) return
  const { term } = state.func.blocks[before[0]!]!
  if (term.kind === 'branch' && term.then.block !== term.otherwise.block) learn(state, term.condition, term.then.block === block)
}

/** On its own edges the condition of a branch is a constant. */
function knownOnEdges(state: State, index: Block): void {
  const { term } = state.func.blocks[index]!
  if (term.kind !== 'branch') return
  const { condition, then, otherwise } = term
  if (state.defs[condition]?.op === 'const') return
  for (const target of [then, otherwise]) {
    const { args } = target
    for (let at = 0; at < args.length; at++) {
      if (args[at] !== condition) continue
      state.changed = true
      args[at] = truthValue(state, target === then)
    }
  }
}
