/**
 * Variables to SSA while the function is being built (Braun et al. 2013, "Simple and Efficient Construction of
 * Static Single Assignment Form"), with block parameters for phis. A block is started once all edges to it are
 * known, except loop headers, which are sealed later. Arguments of the parameters made on demand are filled in
 * at the end (`fillParameters`); by then every block is complete, and nothing has to recurse.
 */
import type { Span } from '../base/span.ts'
import { addParam, newBlock, newInst } from '../ir/builder.ts'
import type { Block, Func, Target, Terminator, Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import type { Op } from '../ir/ops.ts'

/** A variable of the source, once for each copy of its function that is built into this one. */
export type Slot = number & { readonly __brand: 'Slot' }

interface Edge {
  readonly from: Block
  readonly target: Target
}

export interface Ssa {
  readonly func: Func
  /** Where instructions go. */
  block: Block
  readonly slotNames: string[]
  /** By block: the value of each slot at its end so far. */
  readonly definitions: Map<Slot, Value>[]
  readonly edges: Edge[][]
  /** All edges to it are known. */
  readonly sealed: boolean[]
  /** No way leads here: instructions are dropped at the end, edges are not recorded. */
  readonly dead: boolean[]
  /** Parameters whose arguments are still to be found. */
  readonly pending: { readonly block: Block; readonly slot: Slot; readonly param: Value }[]
}

/** Starts in a fresh entry block. */
export function newSsa(func: Func): Ssa {
  const ssa: Ssa = { func, block: 0 as Block, slotNames: [], definitions: [], edges: [], sealed: [], dead: [], pending: [] }
  makeBlock(ssa)
  ssa.sealed[0] = true
  return ssa
}

export function newSlot(ssa: Ssa, name: string): Slot {
  ssa.slotNames.push(name)
  return (ssa.slotNames.length - 1) as Slot
}

export function makeBlock(ssa: Ssa, params = 0): Block {
  const block = newBlock(ssa.func, Array<'js'>(params).fill('js'))
  ssa.definitions.push(new Map())
  ssa.edges.push([])
  ssa.sealed.push(false)
  ssa.dead.push(false)
  return block
}

/** Go on in a block. All its edges are there, or it is a loop header that `seal` completes. */
export function startBlock(ssa: Ssa, block: Block, sealed = true): readonly Value[] {
  ssa.block = block
  ssa.sealed[block] = sealed
  ssa.dead[block] = ssa.edges[block]!.length === 0
  return ssa.func.blocks[block]!.params
}

export function sealBlock(ssa: Ssa, block: Block): void {
  ssa.sealed[block] = true
}

/** After a jump away: what follows in the source cannot be reached. */
export function startDead(ssa: Ssa): void {
  startBlock(ssa, makeBlock(ssa))
}

export function isDead(ssa: Ssa): boolean {
  return ssa.dead[ssa.block]!
}

export function append(ssa: Ssa, op: Op, args: readonly Value[], imm: Imm, span: Span | undefined): Value {
  const inst = newInst(ssa.func, op, args, imm, 'js', span)
  ssa.func.blocks[ssa.block]!.insts.push(inst)
  return inst.result
}

/** End the block. The targets of `term` become edges. */
export function terminate(ssa: Ssa, term: Terminator, targets: readonly Target[]): void {
  ssa.func.blocks[ssa.block]!.term = term
  if (isDead(ssa)) return
  for (const target of targets) ssa.edges[target.block]!.push({ from: ssa.block, target })
}

export function writeSlot(ssa: Ssa, slot: Slot, value: Value): void {
  ssa.definitions[ssa.block]!.set(slot, value)
  ssa.func.names[value] ??= ssa.slotNames[slot]
}

export function readSlot(ssa: Ssa, slot: Slot): Value {
  return readAt(ssa, slot, ssa.block)
}

/** The value of a slot at the end of a block: defined there, or in the blocks before, or a new parameter. */
function readAt(ssa: Ssa, slot: Slot, from: Block): Value {
  const passed: Block[] = []
  let block = from
  for (;;) {
    const known = ssa.definitions[block]!.get(slot)
    if (known !== undefined) return remember(ssa, slot, passed, known)
    passed.push(block)
    const edges = ssa.edges[block]!
    if (ssa.sealed[block] && edges.length === 1) block = edges[0]!.from
    else if (ssa.sealed[block] && edges.length === 0) return remember(ssa, slot, passed, undefinedIn(ssa, block))
    else return remember(ssa, slot, passed, parameterFor(ssa, slot, block))
  }
}

function remember(ssa: Ssa, slot: Slot, passed: readonly Block[], value: Value): Value {
  for (const block of passed) ssa.definitions[block]!.set(slot, value)
  return value
}

/** No definition on the way from the entry: the variable has not been initialised where that is no error. */
function undefinedIn(ssa: Ssa, block: Block): Value {
  const inst = newInst(ssa.func, 'const', [], { undefined: true }, 'js')
  ssa.func.blocks[block]!.insts.unshift(inst)
  return inst.result
}

function parameterFor(ssa: Ssa, slot: Slot, block: Block): Value {
  const param = addParam(ssa.func, block, 'js')
  ssa.func.names[param] = ssa.slotNames[slot]
  ssa.pending.push({ block, slot, param })
  return param
}

/** Give every parameter made on demand its arguments, in the order in which the parameters were made. */
export function fillParameters(ssa: Ssa): void {
  for (let i = 0; i < ssa.pending.length; i++) {
    const { block, slot } = ssa.pending[i]!
    for (const { from, target } of ssa.edges[block]!) target.args.push(readAt(ssa, slot, from))
  }
}
