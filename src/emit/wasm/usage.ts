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

/** `rooted`: values that are written to the frame as soon as they exist, a use that the IR does not show. */
export function usage(func: Func, rooted: readonly Value[] = []): Usage {
  const values = func.types.length
  const def: (Inst | undefined)[] = Array(values).fill(undefined)
  const count = new Int32Array(values)
  const block = new Int32Array(values).fill(-1)
  const marked = new Uint8Array(values)
  const work: Value[] = []
  const mark = (value: Value) => {
    if (marked[value]) return
    marked[value] = 1
    work.push(value)
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) {
      if (inst.result !== NONE) def[inst.result] = inst
      if (!removable(inst)) for (const arg of inst.args) mark(arg)
    }
    for (const value of termUses(term)) mark(value)
  }
  rooted.forEach(mark)
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    const made = def[value]
    if (made && removable(made)) for (const arg of made.args) mark(arg)
  }
  const needed = (inst: Inst) => (inst.result !== NONE && marked[inst.result] === 1) || !removable(inst)
  func.blocks.forEach(({ insts, term }, at) => {
    const use = (value: Value) => {
      count[value]!++
      block[value] = at
    }
    for (const inst of insts) if (needed(inst)) for (const arg of inst.args) use(arg)
    for (const value of termUses(term)) use(value)
  })
  for (const value of rooted) count[value]!++
  return { def, count, block, needed }
}

function removable(inst: Inst): boolean {
  return inst.result !== NONE && (effectsOf(inst) & ~READING) === 0
}
