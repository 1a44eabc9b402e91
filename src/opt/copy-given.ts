/** Where a group's objects are given away, give away a copy, so that the objects themselves can become values.
 *  used by: scalar-replace
 *
 *    store ref +12 … v0, v1       →      v2 = alloc "{x:f64}"
 *                                        v3 = load f64 +8 … v1
 *                                        store f64 +8 … v2, v3
 *                                        store ref +12 … v0, v2
 *
 * Nobody sees the difference where this is the last use of the object's only name. There are no more allocations
 * than before, as an object is given away once. */
import { newInst } from '../ir/builder.ts'
import { type Func, type Inst, mapTermUses, type Value } from '../ir/function.ts'
import type { Group } from './object-groups.ts'

export function copyWhereGiven(func: Func, groups: readonly Group[]): void {
  // Which instruction each place is must be known before the first copy moves those of other groups.
  const places = groups.flatMap((group) =>
    group.escapes.map(({ block, at, object }) => ({ group, block, object, inst: func.blocks[block]!.insts[at] })),
  )
  for (const { group, block, object, inst } of places) {
    const { insts, term } = func.blocks[block]!
    const copy = copyOf(func, group, object)
    const instead = (value: Value) => (value === object ? copy[0]!.result : value)
    if (inst) inst.args = inst.args.map(instead)
    else mapTermUses(term, instead)
    insts.splice(inst ? insts.indexOf(inst) : insts.length, 0, ...copy)
  }
}

function copyOf(func: Func, { layout, fields }: Group, object: Value): Inst[] {
  const copy = newInst(func, 'alloc', [], layout)
  const moves = [...fields.values()].flatMap(({ type, ...access }) => {
    const load = newInst(func, 'load', [object], access, type)
    return [load, newInst(func, 'store', [copy.result, load.result], access)]
  })
  return [copy, ...moves]
}
