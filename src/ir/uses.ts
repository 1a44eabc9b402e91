/** Who reads a value, and reading another one instead. */
import { type Func, mapTermUses, termUses, type Value } from './function.ts'

/** By value, how often it is read: as an operand, by a terminator, as an argument of an edge. */
export function useCounts(func: Func): Uint32Array {
  const counts = new Uint32Array(func.types.length)
  for (const { insts, term } of func.blocks) {
    for (const { args } of insts) for (const value of args) counts[value]!++
    for (const value of termUses(term)) counts[value]!++
  }
  return counts
}

/**
 * Read `map[v]` wherever `v` is read, and what that maps to in turn. Definitions stay where they are: dead code for
 * another pass. The map must have no cycles; its paths are shortened on the way.
 */
export function replaceAll(func: Func, map: (Value | undefined)[]): boolean {
  let changed = false
  const follow = (value: Value) => {
    let end = map[value]
    if (end === undefined) return value
    for (let next = map[end]; next !== undefined; next = map[end]) end = next
    for (let at: Value = value; map[at] !== end && at !== end; ) {
      const next: Value = map[at]!
      map[at] = end
      at = next
    }
    changed = true
    return end
  }
  for (const { insts, term } of func.blocks) {
    for (const { args } of insts) for (let index = 0; index < args.length; index++) args[index] = follow(args[index]!)
    mapTermUses(term, follow)
  }
  return changed
}
