/** Give a variable that several blocks define back its SSA form: parameters where definitions meet.
 *
 * Braun et al., Simple and Efficient Construction of Static Single Assignment Form (2013), without recursion: a block
 * with several ways in gets a parameter at once, its arguments are looked up later. What turns out needless
 * (merge-params) is removed afterwards. The graph must not change meanwhile, and every block must be reachable. */
import { newInst, newValue } from '../ir/builder.ts'
import { type Block, type Func, targets, type Value } from '../ir/function.ts'
import type { Type } from '../ir/types.ts'

export interface Variable {
  readonly type: Type
  readonly name?: string | undefined
  /** What the variable holds when a block ends, for blocks that set it. */
  readonly atEnd: Map<Block, Value>
  /** What it holds when a block begins, as far as has been asked. */
  readonly atStart: Map<Block, Value>
}

export interface Reader {
  atStart(variable: Variable, block: Block): Value
  atEnd(variable: Variable, block: Block): Value
  /** Add the arguments that the new parameters need; call when all reading is done. */
  finish(): void
}

export function newVariable(type: Type, name?: string): Variable {
  return { type, name, atEnd: new Map(), atStart: new Map() }
}

export function readerOf(func: Func, before: readonly Block[][]): Reader {
  const pending: { variable: Variable; block: Block }[] = []

  function atStart(variable: Variable, block: Block): Value {
    const passed: Block[] = []
    let at = block
    let value = variable.atStart.get(at)
    // Up through blocks with one way in.
    while (value === undefined && before[at]!.length === 1 && at !== 0) {
      passed.push(at)
      at = before[at]![0]!
      value = variable.atEnd.get(at) ?? variable.atStart.get(at)
    }
    if (value === undefined) {
      value = at === 0 ? unset(func, variable) : join(variable, at)
      variable.atStart.set(at, value)
    }
    for (const one of passed) variable.atStart.set(one, value)
    return value
  }

  function join(variable: Variable, block: Block): Value {
    const param = newValue(func, variable.type)
    if (variable.name !== undefined) func.names[param] = variable.name
    func.blocks[block]!.params.push(param)
    pending.push({ variable, block })
    return param
  }

  const atEnd = (variable: Variable, block: Block) => variable.atEnd.get(block) ?? atStart(variable, block)

  function finish(): void {
    // In the order in which the parameters were made, so that arguments line up; looking up can make more.
    for (let next = 0; next < pending.length; next++) {
      const { variable, block } = pending[next]!
      for (const from of new Set(before[block]!)) {
        const value = atEnd(variable, from)
        for (const target of targets(func.blocks[from]!.term)) if (target.block === block) target.args.push(value)
      }
    }
  }

  return { atStart, atEnd, finish }
}

/** A variable read where nothing has set it: any value will do. */
function unset(func: Func, { type }: Variable): Value {
  const inst = newInst(func, 'const', [], type === 'i64' ? 0n : 0, type)
  func.blocks[0]!.insts.unshift(inst)
  return inst.result
}
