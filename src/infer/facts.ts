/** What can be said of a template before any types: who uses each value, and which block parameters are counters. */
import { type Block, type Func, type Inst, NONE, type Terminator, targets, termUses, type Value } from '../ir/function.ts'

export type User = { readonly block: Block; readonly inst: Inst } | { readonly block: Block; readonly term: Terminator }

export interface Facts {
  /** By Value. */
  readonly users: readonly (readonly User[])[]
  /** Blocks that must be looked at again when a value's type changes, by Value. */
  readonly blocksUsing: readonly (readonly Block[])[]
  /** Instruction that defines a value; undefined for block parameters. By Value. */
  readonly definitions: readonly (Inst | undefined)[]
  /** Block of a parameter; undefined for instructions' results. By Value. */
  readonly parameterOf: readonly (Block | undefined)[]
  /** Arguments that flow into each block parameter. By Value. */
  readonly incoming: readonly (readonly Value[])[]
  readonly order: readonly Block[]
}

export function factsOf(func: Func, order: readonly Block[]): Facts {
  const count = func.types.length
  const users: User[][] = lists(count)
  const blocksUsing: Block[][] = lists(count)
  const definitions: (Inst | undefined)[] = Array(count).fill(undefined)
  const parameterOf: (Block | undefined)[] = Array(count).fill(undefined)
  const incoming: Value[][] = lists(count)
  const use = (value: Value, user: User): void => {
    add(users, value, user)
    // All uses in one block come together.
    if (blocksUsing[value]!.at(-1) !== user.block) add(blocksUsing, value, user.block)
  }
  for (const block of order) {
    const data = func.blocks[block]!
    for (const param of data.params) parameterOf[param] = block
    for (const inst of data.insts) {
      if (inst.result !== NONE) definitions[inst.result] = inst
      for (const arg of inst.args) use(arg, { block, inst })
    }
    for (const value of termUses(data.term)) use(value, { block, term: data.term })
    for (const edge of targets(data.term)) {
      const unwinds = data.term.kind === 'jump' && edge === data.term.unwind
      const params = func.blocks[edge.block]!.params
      edge.args.forEach((arg, index) => {
        add(incoming, params[unwinds ? index + 1 : index]!, arg)
      })
    }
  }
  return { users, blocksUsing, definitions, parameterOf, incoming, order }
}

/** The block parameters that a value becomes at the end of a block. */
export function parametersFor({ blocks }: Func, term: Terminator, value: Value): Value[] {
  return targets(term).flatMap((edge) => {
    const first = term.kind === 'jump' && edge === term.unwind ? 1 : 0
    return edge.args.flatMap((arg, index) => (arg === value ? [blocks[edge.block]!.params[index + first]!] : []))
  })
}

const NONE_YET: never[] = []

/** An empty list for each value: the same one, until something is put into it. */
function lists<T>(count: number): T[][] {
  return Array<T[]>(count).fill(NONE_YET)
}

function add<T>(all: T[][], at: number, item: T): void {
  const list = all[at]!
  if (list === NONE_YET) all[at] = [item]
  else list.push(item)
}

/** Largest step of a counter. A loop that adds no more than this cannot pass 2^53 before the machine is scrapped (2^50 additions). */
const MOST_STEP = 8

/**
 * Is the block parameter a counter: does everything that flows into it come from outside or from itself by
 * adding small constants? Then its range may be cut at ±2^53. Returns the values that come from outside.
 */
export function counterInputs(facts: Facts, param: Value, constantOf: (value: Value) => number | undefined): Value[] | undefined {
  const seen = new Set<Value>([param])
  const outside: Value[] = []
  const work: Value[] = [...facts.incoming[param]!]
  const through = (value: Value) => {
    if (!seen.has(value)) {
      seen.add(value)
      work.push(value)
    }
  }
  for (const first of facts.incoming[param]!) seen.add(first)
  while (work.length > 0) {
    if (seen.size > 64) return undefined
    const value = work.pop()!
    if (value === param) continue
    const inst = facts.definitions[value]
    if (!inst) {
      // Another block parameter: it belongs to the counter if the counter reaches it; entry parameters come from outside.
      if (facts.incoming[value]!.length === 0) outside.push(value)
      else for (const next of facts.incoming[value]!) through(next)
    } else if (
      inst.op === 'js.refine' ||
      inst.op === 'js.inc' ||
      inst.op === 'js.dec' ||
      inst.op === 'js.numeric' ||
      inst.op === 'js.plus'
    ) {
      through(inst.args[0]!)
    } else if (inst.op === 'js.add' || inst.op === 'js.sub') {
      const [left, right] = inst.args as [Value, Value]
      const step = constantOf(right)
      const swapped = inst.op === 'js.add' ? constantOf(left) : undefined
      if (step !== undefined && Number.isInteger(step) && Math.abs(step) <= MOST_STEP) through(left)
      else if (swapped !== undefined && Number.isInteger(swapped) && Math.abs(swapped) <= MOST_STEP) through(right)
      else outside.push(value)
    } else outside.push(value)
  }
  return outside
}
