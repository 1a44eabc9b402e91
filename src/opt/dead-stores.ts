/** Remove stores to a field that is stored again before anyone can look.   keeps: cfg
 *
 *    v1 = alloc "{n:i32}"           v1 = alloc "{n:i32}"
 *    store i32 8 … v1, v2      →    store i32 8 … v1, v3
 *    store i32 8 … v1, v3           return v1
 *    return v1
 *
 * Backwards through each block. Loads of the region, and whatever may leave the block, allocate or call, look. */
import type { Func, Inst } from '../ir/function.ts'
import { OPS } from '../ir/ops.ts'
import { accessOf } from './effects.ts'

export function deadStores(func: Func): boolean {
  let changed = false
  for (const block of func.blocks) {
    if (block.insts.filter(({ op }) => op === 'store').length < 2) continue
    const kept = withoutDead(block.insts)
    if (kept.length === block.insts.length) continue
    block.insts = kept
    changed = true
  }
  return changed
}

function withoutDead(insts: readonly Inst[]): Inst[] {
  const kept: Inst[] = []
  /** Fields that are stored further down, by region: address, offset and storage. */
  const overwritten = new Map<string, Set<string>>()
  for (let index = insts.length - 1; index >= 0; index--) {
    const inst = insts[index]!
    if (inst.op === 'store' && isOverwritten(overwritten, inst)) continue
    kept.push(inst)
    const { effect } = OPS[inst.op]
    if (inst.op === 'store' || effect === 'none' || effect === 'partial') continue
    if (effect === 'load') overwritten.delete(accessOf(inst)!.region)
    else if (inst.op !== 'elem.store' && inst.op !== 'elem.put') overwritten.clear()
  }
  return kept.reverse()
}

/** Is the field of this store among those stored further down? It is from now on. */
function isOverwritten(overwritten: Map<string, Set<string>>, { imm, args }: Inst): boolean {
  const { offset, storage, region } = imm as { offset: number; storage: string; region: string }
  const key = `${args[0]} ${offset} ${storage}`
  const fields = overwritten.get(region)
  if (fields?.has(key)) return true
  if (fields) fields.add(key)
  else overwritten.set(region, new Set([key]))
  return false
}
