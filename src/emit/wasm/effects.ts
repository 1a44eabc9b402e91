/** What an instruction must not be moved across, as a set of bits. */
import type { Inst } from '../../ir/function.ts'
import { hostRow } from '../../ir/host.ts'
import type { Region } from '../../ir/imm.ts'
import { OPS } from '../../ir/ops.ts'

const READS = 0b111
const WRITES = 0b111_000
const FIXED = 1 << 6
/** Throws, or does what the host can see. */
const VISIBLE = 1 << 7
/** May collect garbage: a load moved behind it could find its object gone. */
const COLLECTS = 1 << 8

export const EVERYTHING = READS | WRITES | FIXED | VISIBLE | COLLECTS
/** What may move into one side of a branch. */
export const READING = READS | FIXED

/** Bit of a region among the reads: typed arrays, lists, fields. */
function regionBit(region: Region): number {
  return region === 'array' ? 1 : region.startsWith('list:') ? 2 : region.startsWith('field:') ? 4 : 7
}

export function effectsOf(inst: Inst): number {
  const imm = inst.imm as { region: Region; fixed?: boolean } | Region
  const { effect } = OPS[inst.op]
  switch (effect) {
    case 'none':
    case 'partial':
      return 0
    case 'load':
      return typeof imm === 'object' && imm.fixed ? FIXED : regionBit(typeof imm === 'object' ? imm.region : imm)
    case 'store': {
      const region = regionBit(typeof imm === 'object' ? imm.region : imm)
      return inst.op === 'mem.copy' ? region | (region << 3) : region << 3
    }
    case 'guard':
      return VISIBLE
    case 'alloc':
      return VISIBLE | COLLECTS
    case 'call':
      return inst.op === 'call.host' ? hostEffects(inst.imm as string) : EVERYTHING
  }
}

function hostEffects(name: string): number {
  const row = hostRow(name)!
  if (row.effect === 'none') return row.throws ? VISIBLE : 0
  if (row.effect === 'heap') return EVERYTHING
  return VISIBLE | READS | FIXED
}

/** Must two instructions keep their order? */
export function conflict(a: number, b: number): boolean {
  if (((a & READS) << 3) & b || ((b & READS) << 3) & a || a & b & WRITES) return true
  if ((a & VISIBLE && b & (VISIBLE | WRITES)) || (b & VISIBLE && a & WRITES)) return true
  return Boolean((a & COLLECTS && b & (READS | FIXED)) || (b & COLLECTS && a & (READS | FIXED)))
}
