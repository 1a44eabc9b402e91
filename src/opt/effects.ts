/** What instructions do to the world, for the passes that remove, merge and move them. */
import type { Inst } from '../ir/function.ts'
import { type HostRow, hostRow as rowOf } from '../ir/host.ts'
import type { Region } from '../ir/imm.ts'
import { OPS } from '../ir/ops.ts'

function hostRow(name: unknown): HostRow {
  return rowOf(name as string)!
}

/** May the instruction go when nothing reads its result? */
export function removable(inst: Inst): boolean {
  const { effect } = OPS[inst.op]
  if (effect === 'none' || effect === 'partial' || effect === 'load' || effect === 'alloc') return true
  if (inst.op !== 'call.host') return false
  const row = hostRow(inst.imm)
  return (row.effect === 'none' || row.effect === 'reads') && !row.throws
}

/** Does it give equal results for equal operands, wherever and whenever it runs? */
export function pure(inst: Inst): boolean {
  const { effect } = OPS[inst.op]
  if (effect === 'none') return true
  return inst.op === 'call.host' && hostRow(inst.imm).effect === 'none' && !hostRow(inst.imm).throws
}

/** May control leave the block at this instruction? */
export function mayThrow(inst: Inst): boolean {
  const { effect } = OPS[inst.op]
  if (effect === 'guard' || effect === 'alloc') return true
  if (effect !== 'call') return false
  return inst.op !== 'call.host' || hostRow(inst.imm).throws
}

/** Would someone outside see that it ran (or ran more often, or not)? */
export function hasSideEffect(inst: Inst): boolean {
  const { effect } = OPS[inst.op]
  return effect === 'store' || (effect === 'call' && !pure(inst))
}

/** Region that a store writes or a load reads; `fixed` memory is never written once it can be read. */
export function accessOf(inst: Inst): { region: Region; fixed: boolean } | undefined {
  const { effect, imm } = OPS[inst.op]
  if (effect !== 'load' && effect !== 'store') return undefined
  if (imm === 'region') return { region: inst.imm as string, fixed: false }
  const access = inst.imm as { region: Region; fixed?: boolean }
  return { region: access.region, fixed: access.fixed ?? false }
}

/** May it write any region (a call of unknown code)? */
export function writesAnything(inst: Inst): boolean {
  if (OPS[inst.op].effect !== 'call') return false
  return inst.op !== 'call.host' || hostRow(inst.imm).effect === 'heap'
}
