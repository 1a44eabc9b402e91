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
import { type Dominators, dominators, loops, predecessors } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { OPS, type Op } from '../ir/ops.ts'
import { STORAGE, type Storage, type Type } from '../ir/types.ts'
import { replaceAll } from '../ir/uses.ts'
import { type Calls, NO_CALLS, type Writes, writtenBy } from './calls.ts'
import { definitions } from './edit.ts'
import { accessOf, pure } from './effects.ts'
import { implied, isDecidable, type Truth } from './implications.ts'
import { freshVersion, kill, type Memory, type MemoryState, memoryOf, stateAtStart, touchesOther } from './memory-versions.ts'

/** A value that stands for an expression, or for another value, in what its block dominates. */
interface Known {
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
  readonly table: Map<string, Known[]>
  /** By value, what it is known to equal, from guards and branches. */
  readonly facts: (Known[] | undefined)[]
  /** By the pair of operands. */
  readonly decided: Map<number, Decided[]>
  readonly map: (Value | undefined)[]
  readonly constants: Inst[]
  now: MemoryState
  block: Block
  changed: boolean
}

const NOTHING: Writes = new Set()
/** Stores that a load looks through. */
const LOOK_THROUGH = 12

export function gvn(func: Func, _module?: Module, calls: Calls = NO_CALLS): boolean {
  const before = predecessors(func)
  const doms = dominators(func, before)
  const memory = memoryOf(func, loops(func, doms, before), calls)
  const state: State = {
    func,
    calls,
    defs: definitions(func),
    doms,
    memory,
    table: new Map(),
    facts: [],
    decided: new Map(),
    map: [],
    constants: [],
    now: new Int32Array(0),
    block: 0 as Block,
    changed: false,
  }
  for (const block of doms.order) visitBlock(state, block, before[block]!)
  const entry = func.blocks[0]!
  entry.insts = [...state.constants, ...entry.insts]
  if (state.map.length > 0) replaceAll(func, state.map)
  return state.changed
}

function visitBlock(state: State, index: Block, before: readonly Block[]): void {
  const block = state.func.blocks[index]!
  state.block = index
  state.now = stateAtStart(state.memory, index, before, state.doms)
  learnFromEdge(state, index, before)
  const kept: Inst[] = []
  for (const inst of block.insts) {
    for (let at = 0; at < inst.args.length; at++) inst.args[at] = resolve(state, inst.args[at]!)
    if (visit(state, inst, kept.length > 0)) kept.push(inst)
  }
  block.insts = kept
  mapTermUses(block.term, (value) => resolve(state, value))
  knownOnEdges(state, index)
  if (block.term.kind === 'invoke') kill(state.memory, state.now, state.calls.writes.get(block.term.callee) ?? 'all')
  state.memory.atEnd[index] = state.now
}

/** The value to read instead, here. */
function resolve(state: State, value: Value): Value {
  let at = value
  for (let next = state.map[at]; next !== undefined; next = state.map[at]) at = next
  const known = state.facts[at]?.find(({ block }) => state.doms.dominates(block, state.block))
  if (known === undefined) return at
  state.changed = true
  return materialise(state, known.value)
}

/** False if the instruction goes. */
function visit(state: State, inst: Inst, late: boolean): boolean {
  if (inst.op === 'const' || inst.op === 'tag.const') return visitConstant(state, inst, late)
  const { effect } = OPS[inst.op]
  if (effect === 'guard') {
    const constant = state.defs[inst.args[0]!]
    if (constant?.op !== 'const') learn(state, inst.args[0]!, true)
    else if (constant.imm === 1) return false
  } else if (effect === 'load') return visitLoad(state, inst)
  else if (effect === 'store') return visitStore(state, inst)
  else if (effect === 'partial' || pure(inst)) return !isKnown(state, inst) && reuse(state, inst, nameOf(state, inst))
  else kill(state.memory, state.now, writtenBy(inst, state.calls) ?? NOTHING)
  return true
}

/** Constants are kept once, at the start of the entry. */
function visitConstant(state: State, inst: Inst, late: boolean): boolean {
  const name = nameOf(state, inst)
  const [known] = state.table.get(name) ?? []
  if (known) {
    state.map[inst.result] = known.value
    state.changed = true
  } else {
    state.table.set(name, [{ block: 0 as Block, value: inst.result }])
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
  for (const { block, op: known, left, truth } of state.decided.get(pairOf(args)) ?? []) {
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
function reuse(state: State, inst: Inst, name: string): boolean {
  const value = find(state, name)
  if (value === undefined) {
    add(state, name, inst.result)
    return true
  }
  state.map[inst.result] = value
  state.changed = true
  return false
}

function find(state: State, name: string): Value | undefined {
  const list = state.table.get(name)
  // The latest first.
  for (let at = list ? list.length - 1 : -1; at >= 0; at--) {
    if (state.doms.dominates(list![at]!.block, state.block)) return list![at]!.value
  }
  return undefined
}

function add(state: State, name: string, value: Value): void {
  const list = state.table.get(name)
  if (list) list.push({ block: state.block, value })
  else state.table.set(name, [{ block: state.block, value }])
}

function immName({ imm }: Inst): string {
  if (imm === undefined) return ''
  if (typeof imm === 'number') return Object.is(imm, -0) ? '-0' : String(imm)
  if (typeof imm !== 'object' || imm === null) return String(imm)
  return JSON.stringify(imm)
}

function nameOf(state: State, inst: Inst): string {
  const { op, args, result } = inst
  const swap = OPS[op].commutes && args.length === 2 && args[0]! > args[1]!
  return `${op} ${swap ? `${args[1]},${args[0]}` : args.join()} ${immName(inst)} ${OPS[op].out === 'free' ? state.func.types[result] : ''}`
}

/** What a load of given bytes is called, without the version. */
function placeName(op: string, args: readonly Value[], imm: Inst['imm'], type: string | undefined): string {
  const { offset = 0, storage, region, outside = '' } = imm as { offset?: number; storage: Storage; region: string; outside?: string }
  return `${op} ${args.join()} ${offset} ${storage} ${region} ${outside} ${type}`
}

function visitLoad(state: State, inst: Inst): boolean {
  const { region, fixed } = accessOf(inst)!
  const place = placeName(inst.op, inst.args, inst.imm, state.func.types[inst.result])
  if (fixed) return reuse(state, inst, place)
  let version = state.now[state.memory.regions.get(region)!]!
  for (let step = 0; step < LOOK_THROUGH; step++) {
    const value = find(state, `${place} @${version}`)
    if (value !== undefined) {
      state.map[inst.result] = value
      state.changed = true
      return false
    }
    const made = state.memory.made[version]
    if (!made || !touchesOther(state.func, made.store, inst, state.defs)) break
    version = made.before
  }
  add(state, `${place} @${version}`, inst.result)
  return true
}

/** Does a load give back just what was stored? Narrow storages drop bits. */
function isExact(storage: Storage, type: Type): boolean {
  const { bytes, type: register } = STORAGE[storage]
  return bytes >= 4 || storage === 'bool' ? type === register || (type === 'ptr' && register === 'i32') : false
}

/** A store begins a new version, in which a load of the same place gives the stored value. */
function visitStore(state: State, inst: Inst): boolean {
  const { region, fixed } = accessOf(inst)!
  const number = state.memory.regions.get(region)!
  const before = state.now[number]!
  const value = inst.args[inst.args.length - 1]!
  const { storage } = inst.imm as { storage?: Storage }
  const exact = storage !== undefined && isExact(storage, state.func.types[value]!)
  const load = inst.op === 'store' ? 'load' : inst.op === 'elem.store' ? 'elem.load' : undefined
  const place = exact && load ? placeName(load, inst.args.slice(0, -1), inst.imm, state.func.types[value]) : undefined
  if (place !== undefined && !fixed && find(state, `${place} @${before}`) === value) {
    state.changed = true
    return false
  }
  if (fixed) {
    if (place !== undefined) add(state, place, value)
    return true
  }
  state.now[number] = freshVersion(state.memory)
  state.memory.made[state.now[number]!] = { store: inst, before }
  if (place !== undefined) add(state, `${place} @${state.now[number]}`, value)
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
  const name = `const  ${truth ? 1 : 0} bool`
  const [known] = state.table.get(name) ?? []
  if (known) return known.value
  const inst: Inst = { op: 'const', args: [], imm: truth ? 1 : 0, result: newValue(state.func, 'bool'), span: undefined }
  state.constants.push(inst)
  state.defs[inst.result] = inst
  state.table.set(name, [{ block: 0 as Block, value: inst.result }])
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
  for (const [target, truth] of [
    [term.then, true],
    [term.otherwise, false],
  ] as const) {
    target.args = target.args.map((value) => {
      if (value !== term.condition || state.defs[value]?.op === 'const') return value
      state.changed = true
      return truthValue(state, truth)
    })
  }
}
