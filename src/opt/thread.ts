/** Send edges past blocks that only pass control on.   used by: simplify-cfg
 *
 *    b0: branch v0, b1, b2          b0: branch v0, b3(v1), b2
 *    b1: jump b3(v1)           →
 *
 *    b4: jump b5(v6)                b4: jump b8          (v6 is the constant true)
 *    b5(v7): branch v7, b8, b9      b5(v7): branch v7, b8, b9
 *
 * A block may be passed when it has no instructions and its parameters are read by its terminator only. One that
 * branches is not passed at loop headers: entering a loop in the middle would make it irreducible. */
import { type Block, type BlockData, type Func, type Inst, type Target, type Terminator, targets, type Value } from '../ir/function.ts'
import { useCounts } from '../ir/uses.ts'
import type { Known } from './analyses/known.ts'
import { constantOf, copyTerm } from './edit.ts'

export function thread(func: Func, known: Known): boolean {
  if (!func.blocks.some(mayBePassed)) return false
  const defs = known.definitions()
  const uses = useCounts(func)
  const headers = loopHeaders(func, known)
  let changed = false
  for (let from = 0; from < func.blocks.length; from++) {
    const block = func.blocks[from]!
    for (const target of targets(block.term)) {
      // The block that an invoke goes on to may be where its results are known.
      if (block.term.kind === 'invoke' && target === block.term.to) continue
      // A chain is followed to its end; the count stops at loops of empty blocks.
      for (let step = 0; step < 16 && passJump(func, uses, target); step++) changed = true
      for (let step = 0; step < 16 && passBranch(func, uses, defs, headers, target); step++) changed = true
    }
    if (block.term.kind === 'jump' && !block.term.unwind && adoptBranch(func, uses, headers, from as Block, block)) changed = true
  }
  return changed
}

function mayBePassed({ insts, term }: BlockData, index: number): boolean {
  return index > 0 && insts.length === 0 && (term.kind === 'jump' || term.kind === 'branch')
}

/** Blocks that some edge enters against reverse postorder. */
function loopHeaders(func: Func, known: Known): Uint8Array {
  const position = new Int32Array(func.blocks.length).fill(-1)
  const order = known.order()
  order.forEach((block, index) => {
    position[block] = index
  })
  const headers = new Uint8Array(func.blocks.length)
  for (const block of order) {
    for (const { block: to } of targets(func.blocks[block]!.term)) if (position[to]! <= position[block]!) headers[to] = 1
  }
  return headers
}

/** Are the block's parameters read nowhere but in its own terminator? */
function onlyOwnUses(block: BlockData, uses: Uint32Array, reads: readonly Value[]): boolean {
  return block.params.every((param) => reads.reduce((count, value) => count + (value === param ? 1 : 0), 0) === uses[param])
}

function through(middle: BlockData, args: readonly Value[]): (value: Value) => Value {
  return (value) => {
    const index = middle.params.indexOf(value)
    return index < 0 ? value : args[index]!
  }
}

function count(uses: Uint32Array, values: readonly Value[], by: 1 | -1): void {
  for (const value of values) uses[value]! += by
}

/** Write a new destination to an edge, keeping the use counts. */
function redirect(uses: Uint32Array, target: Target, block: Block, args: Value[]): void {
  count(uses, target.args, -1)
  count(uses, args, 1)
  target.block = block
  target.args = args
}

/** The edge leads to an empty block that jumps: go where it goes. */
function passJump(func: Func, uses: Uint32Array, target: Target): boolean {
  const middle = func.blocks[target.block]!
  const { term } = middle
  if (target.block === 0 || middle.insts.length > 0 || term.kind !== 'jump' || term.unwind || term.to.block === target.block) return false
  if (!onlyOwnUses(middle, uses, term.to.args)) return false
  redirect(uses, target, term.to.block, term.to.args.map(through(middle, target.args)))
  return true
}

/** The edge brings a constant to an empty block that branches on it: go where the branch will. */
function passBranch(func: Func, uses: Uint32Array, defs: (Inst | undefined)[], headers: Uint8Array, target: Target): boolean {
  const middle = func.blocks[target.block]!
  const { term } = middle
  if (target.block === 0 || middle.insts.length > 0 || term.kind !== 'branch' || headers[target.block]) return false
  const index = middle.params.indexOf(term.condition)
  const known = index < 0 ? undefined : constantOf(defs, target.args[index]!)
  if (known === undefined) return false
  if (!onlyOwnUses(middle, uses, [term.condition, ...term.then.args, ...term.otherwise.args])) return false
  const taken = known ? term.then : term.otherwise
  redirect(uses, target, taken.block, taken.args.map(through(middle, target.args)))
  return true
}

/** A block that jumps to an empty block which branches on a parameter may branch itself. */
function adoptBranch(func: Func, uses: Uint32Array, headers: Uint8Array, from: Block, block: BlockData): boolean {
  const { to } = block.term as Terminator & { kind: 'jump' }
  const middle = func.blocks[to.block]!
  const { term } = middle
  if (to.block === 0 || to.block === from || middle.insts.length > 0 || term.kind !== 'branch' || headers[to.block]) return false
  if (!middle.params.includes(term.condition)) return false
  if (!onlyOwnUses(middle, uses, [term.condition, ...term.then.args, ...term.otherwise.args])) return false
  const substitute = through(middle, to.args)
  const copy = copyTerm(term, substitute, (b) => b)
  count(uses, to.args, -1)
  count(uses, [(copy as typeof term).condition, ...targets(copy).flatMap(({ args }) => args)], 1)
  block.term = copy
  return true
}
