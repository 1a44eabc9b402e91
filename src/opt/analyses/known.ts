/** What has been found out about a function, until a pass changes it: most passes ask the same questions, and many of them
 *  change nothing. Who edits the function says what does not hold any more; of passes that do not, nothing is kept. */
import { type Dominators, dominators, type Loops, loops, predecessors, reversePostorder } from '../../ir/cfg.ts'
import type { Block, Func, Inst } from '../../ir/function.ts'
import { definitions } from '../edit.ts'
import { type Ranges, rangesOf } from './ranges.ts'

export interface Known {
  order(): Block[]
  predecessors(): Block[][]
  dominators(): Dominators
  loops(): Loops
  /** By value, the instruction that makes it. Instructions that are gone may still be in it. */
  definitions(): (Inst | undefined)[]
  ranges(): Ranges
  /** How often values have changed. */
  changes(): number
  /** Blocks or edges have changed. */
  forgetGraph(): void
  /** Instructions have changed, or what edges bring; those that are new are in `definitions`. */
  forgetValues(): void
  forgetAll(): void
}

export function knownOf(func: Func): Known {
  let order: Block[] | undefined
  let before: Block[][] | undefined
  let doms: Dominators | undefined
  let found: Loops | undefined
  let defs: (Inst | undefined)[] | undefined
  let ranges: Ranges | undefined
  let changes = 0
  const known: Known = {
    order: () => (order ??= reversePostorder(func)),
    predecessors: () => (before ??= predecessors(func)),
    dominators: () => (doms ??= dominators(func, known.predecessors(), known.order())),
    loops: () => (found ??= loops(func, known.dominators(), known.predecessors())),
    definitions: () => (defs ??= definitions(func)),
    ranges: () => (ranges ??= rangesOf(func, known)),
    changes: () => changes,
    forgetGraph() {
      order = before = doms = found = ranges = undefined
    },
    forgetValues() {
      changes++
      ranges = undefined
    },
    forgetAll() {
      changes++
      order = before = doms = found = defs = ranges = undefined
    },
  }
  return known
}
