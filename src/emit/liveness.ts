/** Where values are alive: from each use backwards to the definition. */
import type { Block, Func, Value } from '../ir/function.ts'

/**
 * By block, the values that are alive when it begins.
 * `exposed`: by value, the blocks that read it before (or without) defining it. `definedIn`: by value, its block.
 */
export function liveAtEntry(
  func: Func,
  before: readonly Block[][],
  exposed: readonly (Block[] | undefined)[],
  definedIn: Int32Array,
): Value[][] {
  const live: Value[][] = func.blocks.map(() => [])
  exposed.forEach((blocks, index) => {
    const value = index as Value
    const work = blocks ? [...blocks] : []
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      const here = live[block]!
      if (here[here.length - 1] === value) continue
      here.push(value)
      for (const from of before[block]!) if (definedIn[value] !== from) work.push(from)
    }
  })
  return live
}
