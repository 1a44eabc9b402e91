/**
 * Which local holds which value. Values that are never alive at once share a local; blocks are visited with
 * dominators first, so in SSA form the fewest locals suffice. A parameter and the arguments given to it try to
 * share one, which makes their move vanish.
 */
import { type Block, type Func, targets, type Value } from '../../ir/function.ts'
import { liveAtEntry } from '../liveness.ts'
import { wasmType } from './lowering.ts'
import type { WasmType } from './opcodes.ts'
import type { Action, BlockSchedule } from './schedule.ts'

export interface Locals {
  /** By value; -1 for one that is never in a local. */
  readonly of: Int32Array
  /** Types of the locals, the function's parameters first. */
  readonly types: WasmType[]
}

interface Allocation extends Locals {
  readonly func: Func
  /** By block, the values that are alive when it begins, without its parameters. */
  readonly liveIn: Value[][]
  /** By value: pushes of it in the block at hand that are still to come. */
  readonly left: Int32Array
  /** By value: the last block at whose end it was alive. */
  readonly aliveAfter: Int32Array
  /** By local: the block in which it is in use, or -1. */
  readonly taken: Int32Array | number[]
  readonly group: Int32Array
  /** By group: locals its members have. */
  readonly preferred: Map<number, number[]>
  readonly byType: Map<WasmType, number[]>
}

export function assignLocals(func: Func, order: readonly Block[], schedules: readonly (BlockSchedule | undefined)[]): Locals {
  const count = func.types.length
  const read = new Uint8Array(count)
  const allocation: Allocation = {
    func,
    of: new Int32Array(count).fill(-1),
    types: [],
    liveIn: liveness(func, order, schedules, read),
    left: new Int32Array(count),
    aliveAfter: new Int32Array(count).fill(-1),
    taken: [],
    group: groups(func, order, schedules),
    preferred: new Map(),
    byType: new Map(),
  }
  func.blocks[0]!.params.forEach((param, index) => {
    newLocal(allocation, wasmType(func.types[param]!))
    allocation.of[param] = index
    remember(allocation, param, index)
  })
  for (const block of order) colourBlock(allocation, block, schedules[block]!, read)
  return allocation
}

/** Calls `get` for what an action pushes, `set` for what it pops into a local. */
function eachAction(actions: readonly Action[], get: (value: Value) => void, set: (value: Value) => void): void {
  for (const action of actions) {
    if (action.kind === 'get') get(action.value)
    else if (action.kind === 'emit') action.reads.forEach(get)
    else if (action.kind === 'set') set(action.value)
  }
}

function eachRead(schedule: BlockSchedule, get: (value: Value) => void): void {
  const ignore = () => {}
  eachAction(schedule.actions, get, ignore)
  eachAction(schedule.operands, get, ignore)
  for (const edge of schedule.edges) for (const arg of edge) eachAction(arg, get, ignore)
}

/** What is alive where; `read` becomes 1 for every value that is pushed somewhere. */
function liveness(func: Func, order: readonly Block[], schedules: readonly (BlockSchedule | undefined)[], read: Uint8Array): Value[][] {
  const definedIn = new Int32Array(func.types.length).fill(-1)
  const exposed: (Block[] | undefined)[] = Array(func.types.length).fill(undefined)
  for (const block of order) {
    const { params, term } = func.blocks[block]!
    const define = (value: Value) => {
      definedIn[value] = block
    }
    params.forEach(define)
    eachAction(schedules[block]!.actions, () => {}, define)
    eachRead(schedules[block]!, (value) => {
      read[value] = 1
      if (definedIn[value] === block) return
      const blocks = exposed[value]
      if (!blocks) exposed[value] = [block]
      else if (blocks[blocks.length - 1] !== block) blocks.push(block)
    })
    if (term.kind === 'invoke') term.results.forEach(define)
  }
  const before: Block[][] = func.blocks.map(() => [])
  for (const block of order) for (const { block: to } of targets(func.blocks[block]!.term)) before[to]!.push(block)
  return liveAtEntry(func, before, exposed, definedIn)
}

/** Union of every parameter with the arguments that are in locals. */
function groups(func: Func, order: readonly Block[], schedules: readonly (BlockSchedule | undefined)[]): Int32Array {
  const parent = Int32Array.from(func.types.keys())
  const find = (value: number) => {
    while (parent[value] !== value) {
      parent[value] = parent[parent[value]!]!
      value = parent[value]!
    }
    return value
  }
  for (const block of order) {
    targets(func.blocks[block]!.term).forEach((target, edge) => {
      schedules[block]!.edges[edge]!.forEach((arg, index) => {
        const param = func.blocks[target.block]!.params[index]!
        if (arg[0]!.kind === 'get') parent[find(arg[0]!.value)] = find(param)
      })
    })
  }
  return parent.map((_, value) => find(value))
}

function colourBlock(allocation: Allocation, block: Block, schedule: BlockSchedule, read: Uint8Array): void {
  const { func, of, taken, left, aliveAfter } = allocation
  const { params, term } = func.blocks[block]!
  for (const value of allocation.liveIn[block]!) taken[of[value]!] = block
  for (const { block: to } of targets(term)) for (const value of allocation.liveIn[to]!) aliveAfter[value] = block
  eachRead(schedule, (value) => {
    left[value]!++
  })
  const release = (value: Value) => {
    if (left[value] === 0 && aliveAfter[value] !== block) taken[of[value]!] = -1
  }
  const get = (value: Value) => {
    left[value]!--
    release(value)
  }
  const set = (value: Value) => {
    choose(allocation, value, block)
    release(value)
  }
  for (const param of params) {
    if (block === 0) {
      if (left[param]! > 0 || aliveAfter[param] === block) taken[of[param]!] = block
    } else if (read[param]) choose(allocation, param, block)
  }
  eachAction(schedule.actions, get, set)
  eachAction(schedule.operands, get, set)
  if (term.kind === 'invoke') for (const result of term.results) if (read[result]) choose(allocation, result, block)
  for (const edge of schedule.edges) for (const arg of edge) eachAction(arg, get, set)
}

/** Give a value a local that is free from here on. */
function choose(allocation: Allocation, value: Value, block: Block): void {
  const type = wasmType(allocation.func.types[value]!)
  const free = (local: number) => allocation.taken[local] !== block && allocation.types[local] === type
  const known = allocation.preferred.get(allocation.group[value]!)
  const local = known?.find(free) ?? allocation.byType.get(type)?.find(free) ?? newLocal(allocation, type)
  allocation.of[value] = local
  allocation.taken[local] = block
  remember(allocation, value, local)
}

function newLocal(allocation: Allocation, type: WasmType): number {
  const local = allocation.types.length
  allocation.types.push(type)
  allocation.taken[local] = -1
  const same = allocation.byType.get(type)
  if (same) same.push(local)
  else allocation.byType.set(type, [local])
  return local
}

function remember(allocation: Allocation, value: Value, local: number): void {
  const group = allocation.group[value]!
  const known = allocation.preferred.get(group)
  if (!known) allocation.preferred.set(group, [local])
  else if (!known.includes(local)) known.push(local)
}
