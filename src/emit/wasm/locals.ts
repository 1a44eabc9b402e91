/**
 * Which local holds which value. Values that are never alive at once share a local; blocks are visited with
 * dominators first, so in SSA form the fewest locals suffice. A parameter and the arguments given to it try to
 * share one, which makes their move vanish.
 */
import type { Block, Func, Target, Value } from '../../ir/function.ts'
import { liveAtEntry } from '../liveness.ts'
import { wasmType } from './lowering.ts'
import type { WasmType } from './opcodes.ts'
import type { Actions, BlockSchedule } from './schedule.ts'

export interface Locals {
  /** By value; -1 for one that is never in a local. */
  readonly of: Int32Array
  /** Types of the locals, the function's parameters first. */
  readonly types: WasmType[]
}

interface Allocation extends Locals {
  readonly func: Func
  /** By block, what happens to locals in order: v for a push of value v, ~v for its definition. */
  readonly events: readonly number[][]
  /** By block, the values that are alive when it begins, without its parameters. */
  readonly liveIn: readonly Value[][]
  readonly successors: readonly Target[][]
  /** By value: 1 where it is pushed somewhere. */
  readonly read: Uint8Array
  /** By value: pushes of it in the block at hand that are still to come. */
  readonly left: Int32Array
  /** By value: the last block at whose end it was alive. */
  readonly aliveAfter: Int32Array
  /** By local: the block in which it is in use, or -1. */
  readonly taken: number[]
  readonly group: Int32Array
  /** By group: locals its members have. */
  readonly preferred: (number[] | undefined)[]
  readonly byType: Record<WasmType, number[]>
}

export function assignLocals(
  func: Func,
  order: readonly Block[],
  successors: readonly Target[][],
  schedules: readonly (BlockSchedule | undefined)[],
  rooted: (value: Value) => boolean,
): Locals {
  const values = func.types.length
  const events: number[][] = []
  for (const block of order) events[block] = eventsOf(func, block, schedules[block]!, rooted)
  const read = new Uint8Array(values)
  const allocation: Allocation = {
    func,
    events,
    successors,
    read,
    liveIn: liveness(func, order, successors, events, read),
    of: new Int32Array(values).fill(-1),
    types: [],
    left: new Int32Array(values),
    aliveAfter: new Int32Array(values).fill(-1),
    taken: [],
    group: groups(func, order, successors, schedules),
    preferred: [],
    byType: { i32: [], i64: [], f32: [], f64: [] },
  }
  func.blocks[0]!.params.forEach((param, index) => {
    newLocal(allocation, wasmType(func.types[param]!))
    allocation.of[param] = index
    remember(allocation, param, index)
  })
  for (const block of order) colourBlock(allocation, block)
  return allocation
}

/** A rooted value is read for the frame when it has been defined. */
function eventsOf(func: Func, block: Block, { actions, operands, edges }: BlockSchedule, rooted: (value: Value) => boolean): number[] {
  const events: number[] = []
  const define = (value: Value) => {
    events.push(~value)
    if (rooted(value)) events.push(value)
  }
  const { params, term } = func.blocks[block]!
  for (const param of params) if (rooted(param)) events.push(param)
  collect(actions, events, define)
  collect(operands, events, define)
  if (term.kind === 'invoke') term.results.forEach(define)
  for (const edge of edges) for (const arg of edge) collect(arg, events, define)
  return events
}

function collect(actions: Actions, events: number[], define: (value: Value) => void): void {
  for (let action = actions; action; action = action.next) {
    if (action.kind === 'get') events.push(action.value)
    else if (action.kind === 'set') define(action.value)
    else for (const value of action.reads) events.push(value)
  }
}

/** What is alive where; `read` becomes 1 for every value that is pushed somewhere. */
function liveness(
  func: Func,
  order: readonly Block[],
  successors: readonly Target[][],
  events: readonly number[][],
  read: Uint8Array,
): Value[][] {
  const definedIn = new Int32Array(func.types.length).fill(-1)
  const exposed: (Block[] | undefined)[] = Array(func.types.length).fill(undefined)
  const before: Block[][] = func.blocks.map(() => [])
  for (const block of order) {
    for (const { block: to } of successors[block]!) before[to]!.push(block)
    for (const param of func.blocks[block]!.params) definedIn[param] = block
    for (const event of events[block]!) {
      if (event < 0) {
        definedIn[~event] = block
        continue
      }
      read[event] = 1
      if (definedIn[event] === block) continue
      const blocks = exposed[event]
      if (!blocks) exposed[event] = [block]
      else if (blocks[blocks.length - 1] !== block) blocks.push(block)
    }
  }
  return liveAtEntry(func, before, exposed, definedIn)
}

/** Union of every parameter with the arguments that are in locals. */
function groups(
  func: Func,
  order: readonly Block[],
  successors: readonly Target[][],
  schedules: readonly (BlockSchedule | undefined)[],
): Int32Array {
  const parent = new Int32Array(func.types.length)
  for (let value = 0; value < parent.length; value++) parent[value] = value
  const find = (value: number) => {
    while (parent[value] !== value) {
      parent[value] = parent[parent[value]!]!
      value = parent[value]!
    }
    return value
  }
  for (const block of order) {
    successors[block]!.forEach((target, edge) => {
      const args = schedules[block]!.edges[edge]!
      for (let index = 0; index < args.length; index++) {
        const arg = args[index]!
        if (arg.kind === 'get') parent[find(arg.value)] = find(func.blocks[target.block]!.params[index]!)
      }
    })
  }
  for (let value = 0; value < parent.length; value++) parent[value] = find(value)
  return parent
}

function colourBlock(allocation: Allocation, block: Block): void {
  const { func, of, taken, left, aliveAfter, liveIn, read } = allocation
  const events = allocation.events[block]!
  for (const value of liveIn[block]!) taken[of[value]!] = block
  for (const { block: to } of allocation.successors[block]!) for (const value of liveIn[to]!) aliveAfter[value] = block
  for (const event of events) if (event >= 0) left[event]!++
  for (const param of func.blocks[block]!.params) {
    if (block === 0) {
      if (left[param]! > 0 || aliveAfter[param] === block) taken[of[param]!] = block
    } else if (read[param]) choose(allocation, param, block)
  }
  for (const event of events) {
    const value = (event < 0 ? ~event : event) as Value
    if (event >= 0) left[value]!--
    else if (func.blocks[block]!.term.kind !== 'invoke' || read[value]) choose(allocation, value, block)
    if (left[value] === 0 && aliveAfter[value] !== block && of[value]! >= 0) taken[of[value]!] = -1
  }
}

/** Give a value a local that is free from here on. */
function choose(allocation: Allocation, value: Value, block: Block): void {
  const type = wasmType(allocation.func.types[value]!)
  const known = allocation.preferred[allocation.group[value]!]
  let local = known ? firstFree(allocation, known, type, block) : -1
  if (local < 0) local = firstFree(allocation, allocation.byType[type], type, block)
  if (local < 0) local = newLocal(allocation, type)
  allocation.of[value] = local
  allocation.taken[local] = block
  remember(allocation, value, local)
}

function firstFree({ taken, types }: Allocation, locals: readonly number[], type: WasmType, block: Block): number {
  for (const local of locals) if (taken[local] !== block && types[local] === type) return local
  return -1
}

function newLocal(allocation: Allocation, type: WasmType): number {
  const local = allocation.types.length
  allocation.types.push(type)
  allocation.taken.push(-1)
  allocation.byType[type].push(local)
  return local
}

function remember(allocation: Allocation, value: Value, local: number): void {
  const group = allocation.group[value]!
  const known = allocation.preferred[group]
  if (!known) allocation.preferred[group] = [local]
  else if (!known.includes(local)) known.push(local)
}
