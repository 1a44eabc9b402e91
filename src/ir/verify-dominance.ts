/** Invariant 6: every use is reached by way of the definition. */
import { dominators, predecessors } from './cfg.ts'
import { type Block, type Func, NONE, termUses, type Value } from './function.ts'
import { broken, type Check } from './verify-check.ts'

export function checkDominance(check: Check): void {
  const { func } = check
  const before = predecessors(func)
  const doms = dominators(func, before)
  const blockOf = definingBlocks(func, before)
  const seen = new Uint8Array(func.types.length)
  for (const block of doms.order) {
    const { params, insts, term } = func.blocks[block]!
    check.block = block
    for (const param of params) seen[param] = 1
    const use = (value: Value) => {
      const home = blockOf[value] as Block
      const above = home !== block && home >= 0 && doms.dominates(home, block)
      // In the block itself, what has been seen; elsewhere, what ends or fills a block that dominates.
      if (!(home === block ? seen[value] : above)) broken(check, `v${value} is not defined on every way here`)
    }
    insts.forEach(({ args, result }, index) => {
      check.at = index
      args.forEach(use)
      if (result !== NONE) seen[result] = 1
    })
    check.at = insts.length
    termUses(term).forEach((value) => {
      if (!(term.kind === 'invoke' && term.results.includes(value) && term.to.args.includes(value))) use(value)
    })
    if (term.kind === 'invoke') for (const result of term.results) seen[result] = 1
  }
}

/**
 * By value, the block in which it is defined. Results of an `invoke` belong to the block it goes on to if that is the
 * only way there, else to none: then only the edge itself can carry them. -1 is nowhere.
 */
function definingBlocks(func: Func, before: readonly Block[][]): Int32Array {
  const blockOf = new Int32Array(func.types.length).fill(-1)
  func.blocks.forEach(({ params, insts, term }, block) => {
    for (const param of params) blockOf[param] = block
    for (const { result } of insts) if (result !== NONE) blockOf[result] = block
    if (term.kind === 'invoke' && before[term.to.block]!.length === 1) for (const result of term.results) blockOf[result] = term.to.block
  })
  return blockOf
}
