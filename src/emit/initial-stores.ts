/**
 * Which reference fields of a new object need no null first: those stored in the same block before anybody can look.
 *
 *     v1 = alloc "{a:ref,b:ref}"        needs a null at b only
 *     store ref 8 … v1, v0
 *     v2 = call @g v1
 *
 * A collection looks at every field of an object, so the search ends at the first operation that may collect, and at
 * one that may throw: the object's address stays on the shadow stack then, and the next collection may find it there.
 */
import { type Func, type Inst, NONE, type Value } from '../ir/function.ts'
import { OPS } from '../ir/ops.ts'

/** By allocation, the offsets of those fields. */
export type StoredFirst = ReadonlyMap<Inst, ReadonlySet<number>>

export function storedFirst(func: Func): StoredFirst {
  const found = new Map<Inst, Set<number>>()
  for (const { insts } of func.blocks) {
    insts.forEach((inst, index) => {
      if (inst.op === 'alloc') found.set(inst, storesBehind(insts, index))
    })
  }
  return found
}

function storesBehind(insts: readonly Inst[], start: number): Set<number> {
  const object: Value = insts[start]!.result
  const stored = new Set<number>()
  const read = new Set<string>()
  if (object === NONE) return stored
  for (let index = start + 1; index < insts.length; index++) {
    const { op, imm, args } = insts[index]!
    const { effect } = OPS[op]
    if (effect === 'none' || effect === 'partial') continue
    const access = imm as { offset: number; storage: string; region: string }
    if (effect === 'load') read.add(access.region)
    else if (op !== 'store') break
    else if (args[0] === object && access.storage === 'ref' && !read.has(access.region)) stored.add(access.offset)
  }
  return stored
}
