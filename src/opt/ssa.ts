/** Give a variable that several blocks define back its SSA form: parameters where definitions meet.
 *
 * Where they meet is known from the dominance frontiers (Cytron et al., Efficiently Computing Static Single Assignment
 * Form, 1991); a parameter is made when it is read, its arguments are looked up later. What turns out needless
 * (merge-params) is removed afterwards. The graph must not change meanwhile, every block must be reachable, and a
 * variable's definitions are all known when it is first read. */
import { newInst, newValue } from '../ir/builder.ts'
import { type Dominators, dominators } from '../ir/cfg.ts'
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

  const doms = dominators(func, before as Block[][])
  const frontiers = frontiersOf(doms, before)
  const meetings = new Map<Variable, Set<Block>>()

  /** The blocks where definitions of the variable meet: the frontiers of those that set it, and theirs. */
  function meetingsOf(variable: Variable): Set<Block> {
    const known = meetings.get(variable)
    if (known) return known
    const found = new Set<Block>()
    // Nothing has been read yet, so what a block begins with is given: a parameter.
    const work = [...variable.atEnd.keys(), ...variable.atStart.keys()]
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      for (const meeting of frontiers[block] ?? []) {
        if (found.has(meeting)) continue
        found.add(meeting)
        work.push(meeting)
      }
    }
    meetings.set(variable, found)
    return found
  }

  function atStart(variable: Variable, block: Block): Value {
    const meets = meetingsOf(variable)
    // What is in force where no definitions meet was so at the end of the block above.
    let at = block
    let value = variable.atStart.get(at)
    while (value === undefined && at > 0 && !meets.has(at)) {
      at = doms.idom[at] as Block
      value = variable.atEnd.get(at) ?? variable.atStart.get(at)
    }
    value ??= at <= 0 ? unset(func, variable) : join(variable, at)
    if (at >= 0 && !variable.atEnd.has(at)) variable.atStart.set(at, value)
    variable.atStart.set(block, value)
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

/** By block, those that it reaches without dominating them, one step beyond what it dominates. */
function frontiersOf({ idom, order }: Dominators, before: readonly Block[][]): (Block[] | undefined)[] {
  const frontiers: (Block[] | undefined)[] = []
  for (const block of order) {
    if (before[block]!.length < 2) continue
    for (const from of before[block]!) {
      for (let at = from; at !== -1 && at !== idom[block]; at = idom[at] as Block) {
        frontiers[at] ??= []
        // All ways into one block are looked at together, so it can only be the last.
        if (frontiers[at]!.at(-1) !== block) frontiers[at]!.push(block)
      }
    }
  }
  return frontiers
}

/** A variable read where nothing has set it: any value will do. */
function unset(func: Func, { type }: Variable): Value {
  const inst = newInst(func, 'const', [], type === 'i64' ? 0n : 0, type)
  func.blocks[0]!.insts.unshift(inst)
  return inst.result
}
