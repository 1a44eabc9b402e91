/** The block before a loop: made when a pass has something to put there. */
import { newBlock } from '../ir/builder.ts'
import type { Loop } from '../ir/cfg.ts'
import { type Block, type Func, type Target, targets } from '../ir/function.ts'

/** The one block outside the loop that leads to its header, and nowhere else, if there is one. */
export function findPreheader(func: Func, loop: Loop, before: readonly Block[][], inside: (block: Block) => boolean): Block | undefined {
  const outside = before[loop.header]!.filter((from) => !inside(from))
  const [only] = outside
  return outside.length === 1 && func.blocks[only!]!.term.kind === 'jump' ? only : undefined
}

/** Send all edges that enter the loop through a new block. `before` is kept right for the blocks involved. */
export function makePreheader(func: Func, loop: Loop, before: Block[][], inside: (block: Block) => boolean): Block {
  const { header } = loop
  const made = newBlock(
    func,
    func.blocks[header]!.params.map((param) => func.types[param]!),
  )
  func.blocks[header]!.params.forEach((param, index) => {
    const name = func.names[param]
    if (name !== undefined) func.names[func.blocks[made]!.params[index]!] = name
  })
  func.blocks[made]!.term = { kind: 'jump', to: { block: header, args: [...func.blocks[made]!.params] } }
  const outside = before[header]!.filter((from) => !inside(from))
  for (const from of new Set(outside)) {
    for (const target of targets(func.blocks[from]!.term) as Target[]) if (target.block === header) target.block = made
  }
  before[made] = outside
  before[header] = [...before[header]!.filter(inside), made]
  return made
}
