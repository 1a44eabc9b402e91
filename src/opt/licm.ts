/** Compute before a loop what is the same in each turn of it.   keeps: values
 *
 *    b1(v1): v4 = load +12 fixed v0            v4 = load +12 fixed v0
 *            v5 = f64.mul v2, v3               v5 = f64.mul v2, v3
 *            …                          →      jump b1(…)
 *            branch v6, b1(v7), b2      b1(v1): …
 *
 * Pure operations move whenever their operands do. Loads move if the loop does not write their region: reading too
 * early harms nobody, as a reference is always inside the memory (element accesses without a check are not so free).
 * But what is read too early may be no reference: its object may be none, or one of another layout. So a load that was
 * not sure to run is marked, and what reads by its result moves only where that is sure to run.
 * What can trap or throw, or costs a call, moves only where it is sure to run, which is why rotate comes first; a
 * guard moves only if nothing that others could see comes before it. Inner loops first, so that values move out of
 * several. */
import type { Loop } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import type { Module } from '../ir/module.ts'
import { OPS } from '../ir/ops.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { type Calls, NO_CALLS } from './calls.ts'
import { constantOf, definingBlocks } from './edit.ts'
import { accessOf, hasSideEffect, mayThrow, pure } from './effects.ts'
import { memoryOf } from './memory-versions.ts'
import { findPreheader, makePreheader } from './preheader.ts'

/** The immediate of a load. */
type Access = Extract<Imm, { readonly early?: boolean }>

interface State {
  readonly func: Func
  readonly before: Block[][]
  readonly home: number[]
  readonly defs: (Inst | undefined)[]
  readonly loopOf: (Loop | undefined)[]
}

export function licm(func: Func, _module?: Module, calls: Calls = NO_CALLS, known: Known = knownOf(func)): boolean {
  const found = known.loops()
  if (found.loops.length === 0) return false
  const memory = memoryOf(func, known, calls)
  const { loopOf } = found
  const state: State = { func, before: known.predecessors(), home: definingBlocks(func), defs: known.definitions(), loopOf }
  let changed = false
  let made = false
  for (let index = found.loops.length - 1; index >= 0; index--) {
    const loop = found.loops[index]!
    const written = memory.loopWrites.get(loop.header)
    const writes = (region: string) => written === 'all' || (written?.has(memory.regions.get(region)!) ?? false)
    const moved = collect(state, loop, writes)
    if (moved.length === 0) continue
    if (place(state, loop, moved)) made = true
    changed = true
  }
  if (made) known.forgetGraph()
  if (changed) known.forgetValues()
  return changed
}

function isInside(state: State, loop: Loop, block: number): boolean {
  let at = block < 0 ? undefined : state.loopOf[block]
  while (at && at !== loop) at = at.parent
  return at === loop
}

/** Take out of the loop what can move, in an order in which it can be computed. */
function collect(state: State, loop: Loop, writes: (region: string) => boolean): Inst[] {
  const { func } = state
  const moved: Inst[] = []
  const taken = new Set<number>()
  // How far a turn of the loop is sure to come: the block at hand, without a throw (certain) or any effect (quiet) so far.
  let next: Block | undefined = loop.header
  let certain = true
  let quiet = true
  for (const index of loop.blocks) {
    const block = func.blocks[index]!
    const onPath = index === next
    const kept = block.insts.filter((inst) => {
      const invariant = inst.args.every((value) => taken.has(value) || !isInside(state, loop, state.home[value]!))
      if (invariant && canMove(state, inst, writes, onPath && certain, onPath && quiet)) {
        if (!(onPath && certain) && OPS[inst.op].effect === 'load') inst.imm = { ...(inst.imm as Access), early: true }
        moved.push(inst)
        if (inst.result !== NONE) taken.add(inst.result)
        return false
      }
      if (onPath && mayThrow(inst)) certain = quiet = false
      if (onPath && hasSideEffect(inst)) quiet = false
      return true
    })
    if (kept.length < block.insts.length) block.insts = kept
    if (onPath) next = block.term.kind === 'jump' ? block.term.to.block : undefined
  }
  return moved
}

function canMove(state: State, inst: Inst, writes: (region: string) => boolean, certain: boolean, quiet: boolean): boolean {
  const { effect } = OPS[inst.op]
  if (inst.op === 'const' || inst.op === 'tag.const') return false
  if (effect === 'guard') return quiet
  if (effect === 'partial') return certain || safeDivisor(state, inst)
  if (effect === 'load') {
    const { region, fixed } = accessOf(inst)!
    if (!fixed && writes(region)) return false
    if (certain) return true
    const isInMemory = inst.op === 'elem.get' || (inst.op === 'load' && state.func.types[inst.args[0]!] === 'ref')
    return isInMemory && !inst.args.some((arg, at) => at !== 1 && isDoubtful(state, arg))
  }
  if (!pure(inst)) return false
  const costly = inst.op === 'math' || inst.op === 'f64.rem' || inst.op === 'call.host'
  return certain || !costly
}

/** So many operations an address or a length is made of at most; one that is made of more is not looked through. */
const MOST_STEPS = 6

/** May the value be no address, and no length, where nobody uses it? It was read too early, or is made of what was. */
function isDoubtful(state: State, value: Value, steps = 0): boolean {
  const inst = state.defs[value]
  if (!inst) return false
  if (inst.op === 'ref.from_bits' || steps > MOST_STEPS) return true
  if (OPS[inst.op].effect === 'load') return (inst.imm as Access).early === true
  return pure(inst) && inst.args.some((arg) => isDoubtful(state, arg, steps + 1))
}

/** A constant other than 0 and -1 divides everything. */
function safeDivisor(state: State, inst: Inst): boolean {
  const divisor = constantOf(state.defs, inst.args.at(-1)!)
  return divisor !== undefined && Number(divisor) !== 0 && Number(divisor) !== -1
}

/** Says whether there is a new block. */
function place(state: State, loop: Loop, moved: readonly Inst[]): boolean {
  const { func, before } = state
  const inside = (block: Block) => isInside(state, loop, block)
  const found = findPreheader(func, loop, before, inside)
  let block = found
  if (block === undefined) {
    block = makePreheader(func, loop, before, inside)
    state.loopOf[block] = loop.parent
    for (let outer = loop.parent; outer; outer = outer.parent) outer.blocks.splice(outer.blocks.indexOf(loop.header), 0, block)
  }
  const { insts } = func.blocks[block]!
  for (const inst of moved) {
    insts.push(inst)
    if (inst.result !== NONE) state.home[inst.result] = block
  }
  return found === undefined
}
