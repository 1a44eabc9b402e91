/** Which memory a load sees, as a number: two loads of one address with one version read the same bytes.
 *  used by: gvn
 *
 * Each region has a version at each point. A store makes a new one and remembers the one before it, so that a load
 * which provably touches other bytes can look through the store. Where paths meet with different versions, and at
 * loop headers for what the loop writes, a new one begins. */

import type { Dominators } from '../ir/cfg.ts'
import type { Block, BlockData, Func, Inst, Value } from '../ir/function.ts'
import { OPS } from '../ir/ops.ts'
import { STORAGE, type Storage } from '../ir/types.ts'
import type { Known } from './analyses/known.ts'
import { type Calls, type Writes, writtenBy } from './calls.ts'
import { accessOf } from './effects.ts'

/** Version of each region, by the region's number. */
export type MemoryState = Int32Array

export interface Memory {
  readonly regions: Map<string, number>
  /** At the end of each block that has been visited. */
  readonly atEnd: (MemoryState | undefined)[]
  /** By version, the store that made it and the version before. */
  readonly made: ({ store: Inst; before: number } | undefined)[]
  /** By loop header, numbers of the regions that the loop writes; `all` with a call. Empty where nothing is written at all. */
  readonly loopWrites: ReadonlyMap<Block, ReadonlySet<number> | 'all'>
  /** Nothing is written: all is as it was at the start. */
  readonly constant: boolean
}

type Written = Set<number> | 'all'

export function memoryOf(func: Func, known: Known, calls: Calls): Memory {
  const regions = new Map<string, number>()
  const writes = func.blocks.map((block) => blockWrites(block, regions, calls))
  const constant = writes.every((written) => written === undefined)
  const loopWrites = new Map<Block, Written>()
  if (!constant) {
    for (const { header, blocks } of known.loops().loops) {
      let union: Written = new Set()
      for (const block of blocks) {
        const own = writes[block]
        if (own === 'all') union = 'all'
        else if (own && union !== 'all') for (const region of own) union.add(region)
      }
      loopWrites.set(header, union)
    }
  }
  return { regions, atEnd: [], made: [undefined], loopWrites, constant }
}

/** The regions that a block writes; undefined if there are none. All that it reads or writes get numbers. */
function blockWrites({ insts, term }: BlockData, regions: Map<string, number>, calls: Calls): Written | undefined {
  let written: Written | undefined
  for (const inst of insts) {
    const { effect } = OPS[inst.op]
    if (effect === 'load' || effect === 'store') {
      const { region, fixed } = accessOf(inst)!
      const number = numberOf(regions, region)
      if (effect === 'load' || fixed || written === 'all') continue
      written ??= new Set()
      written.add(number)
    } else if (effect === 'call') written = withAll(written, writtenBy(inst, calls), regions)
  }
  return term.kind === 'invoke' ? withAll(written, calls.writes.get(term.callee) ?? 'all', regions) : written
}

function numberOf(regions: Map<string, number>, region: string): number {
  let number = regions.get(region)
  if (number === undefined) regions.set(region, (number = regions.size))
  return number
}

function withAll(written: Written | undefined, more: Writes | undefined, regions: Map<string, number>): Written | undefined {
  if (more === undefined || written === 'all') return written
  if (more === 'all') return 'all'
  const all = written ?? new Set<number>()
  for (const region of more) all.add(numberOf(regions, region))
  return all
}

export function freshVersion(memory: Memory): number {
  memory.made.push(undefined)
  return memory.made.length - 1
}

/** These regions may have been written. */
export function kill(memory: Memory, state: MemoryState, writes: Writes): void {
  const written = writes === 'all' ? undefined : new Set([...writes].map((region) => memory.regions.get(region)))
  for (let region = 0; region < state.length; region++) {
    if (!written || written.has(region)) state[region] = freshVersion(memory)
  }
}

/** What a block sees when it begins. Blocks are asked for in reverse postorder. */
export function stateAtStart(memory: Memory, block: Block, before: readonly Block[], doms: Dominators): MemoryState {
  if (memory.constant) return new Int32Array(memory.regions.size)
  const known = before.map((from) => memory.atEnd[from]).filter((state) => state !== undefined)
  const first = known[0]
  if (first === undefined) return new Int32Array(memory.regions.size)
  const state = first.slice()
  for (const other of known) {
    for (let region = 0; region < state.length; region++) if (other[region] !== first[region]) state[region] = -1
  }
  const backEdge = before.some((from) => memory.atEnd[from] === undefined && doms.idom[from] !== -1)
  const written = backEdge ? (memory.loopWrites.get(block) ?? 'all') : undefined
  for (let region = 0; region < state.length; region++) {
    if (state[region] === -1 || written === 'all' || written?.has(region)) state[region] = freshVersion(memory)
  }
  return state
}

/** Bytes from the address operand that an access covers: a known base and index, or only the address. */
interface Place {
  address: Value
  index: Value | undefined
  /** In elements for element accesses, else in bytes. */
  offset: number
  bytes: number
  storage: Storage
}

function placeOf(inst: Inst, defs: readonly (Inst | undefined)[]): Place | undefined {
  const imm = inst.imm as { storage: Storage; offset?: number }
  if (inst.op === 'mem.copy' || inst.op === 'mem.fill') return undefined
  const { bytes } = STORAGE[imm.storage]
  if (inst.op === 'load' || inst.op === 'store')
    return { address: inst.args[0]!, index: undefined, offset: imm.offset!, bytes, storage: imm.storage }
  const at = inst.args[1]!
  const def = defs[at]
  if (def?.op === 'const') return { address: inst.args[0]!, index: undefined, offset: def.imm as number, bytes: 1, storage: imm.storage }
  const constant = def?.op === 'i32.add' ? defs[def.args[1]!] : undefined
  if (def && constant?.op === 'const')
    return { address: inst.args[0]!, index: def.args[0]!, offset: constant.imm as number, bytes: 1, storage: imm.storage }
  return { address: inst.args[0]!, index: at, offset: 0, bytes: 1, storage: imm.storage }
}

/** Are the two addresses of one region never the same object? */
function distinctObjects(func: Func, a: Value, b: Value, defs: readonly (Inst | undefined)[]): boolean {
  if (a === b) return false
  const fresh = (value: Value) => defs[value]?.op === 'alloc' || defs[value]?.op === 'alloc.block'
  const parameter = (value: Value) => func.blocks[0]!.params.includes(value)
  return fresh(a) ? fresh(b) || parameter(b) : fresh(b) && parameter(a)
}

/** Does the store leave alone what the load reads? Both are of one region. */
export function touchesOther(func: Func, store: Inst, load: Inst, defs: readonly (Inst | undefined)[]): boolean {
  const a = placeOf(store, defs)
  const b = placeOf(load, defs)
  if (a === undefined || b === undefined) return false
  if (distinctObjects(func, a.address, b.address, defs)) return true
  if (a.address !== b.address || a.index !== b.index) return false
  if (store.op === 'store') return load.op === 'load' && (a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset)
  return load.op !== 'load' && STORAGE[a.storage].bytes === STORAGE[b.storage].bytes && a.offset !== b.offset
}
