/** Where values come from and how often they are used; instructions whose results nobody needs do not count. */
import { type Func, type Inst, NONE, termUses, type Value } from '../../ir/function.ts'
import { effectsOf, READING } from './effects.ts'

export interface Usage {
  /** The instruction that makes a value; none for parameters. */
  readonly def: (Inst | undefined)[]
  readonly count: Int32Array
  /** The block of the last use found: of the only one where the count is 1. */
  readonly block: Int32Array
  needed(inst: Inst): boolean
}

export function usage(func: Func): Usage {
  const def: (Inst | undefined)[] = Array(func.types.length).fill(undefined)
  const count = new Int32Array(func.types.length)
  const block = new Int32Array(func.types.length).fill(-1)
  const marked = new Uint8Array(func.types.length)
  const work: Value[] = []
  const mark = (value: Value) => {
    if (marked[value]) return
    marked[value] = 1
    work.push(value)
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) {
      if (inst.result !== NONE) def[inst.result] = inst
      if (!removable(inst)) inst.args.forEach(mark)
    }
    termUses(term).forEach(mark)
  }
  for (let value = work.pop(); value !== undefined; value = work.pop()) def[value]?.args.forEach(mark)
  const needed = (inst: Inst) => !removable(inst) || marked[inst.result] === 1
  func.blocks.forEach(({ insts, term }, at) => {
    const use = (value: Value) => {
      count[value]!++
      block[value] = at
    }
    for (const inst of insts) if (needed(inst)) inst.args.forEach(use)
    termUses(term).forEach(use)
  })
  return { def, count, block, needed }
}

function removable(inst: Inst): boolean {
  return inst.result !== NONE && (effectsOf(inst) & ~READING) === 0
}
