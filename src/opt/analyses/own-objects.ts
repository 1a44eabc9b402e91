/** Objects that one turn of a loop makes and nobody outside of it knows.
 *  used by: release-texts
 *
 * What may be one object is a group: an allocation, the block parameters that it reaches, addresses inside of it, and all that is stored
 * in it. A group whose object is stored in one that is not of this turn, or goes into the next turn, is no such group. */
import type { Loop } from '../../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Value } from '../../ir/function.ts'
import { incomingEdges } from '../edit.ts'
import { storedValue } from './made-texts.ts'

export interface OwnObjects {
  /** Is the value, a reference or an address, surely one of an object of this turn, or nothing? */
  isOwn(value: Value): boolean
}

/** What stands for all objects from elsewhere. */
const OTHERS = -1 as Value

/** Of a function, as if all of it were one turn: its parameters are others'. */
export function wholeOf(func: Func): Turn {
  return { header: 0 as Block, blocks: func.blocks.map((_, block) => block as Block) }
}

export type Turn = Pick<Loop, 'header' | 'blocks'>

/** `keeps`: may a call of the function store what it is given? */
export function ownObjects(func: Func, loop: Turn, defs: readonly (Inst | undefined)[], keeps: (callee: string) => boolean): OwnObjects {
  const groups = new Groups()
  const inside = new Set<Block>(loop.blocks)
  const home = new Set<Value>()
  for (const block of inside) {
    const { params, insts, term } = func.blocks[block]!
    if (block !== loop.header) for (const param of params) home.add(param)
    for (const { result } of insts) if (result !== NONE) home.add(result)
    if (term.kind === 'invoke') for (const result of term.results) home.add(result)
  }
  const isAddress = (value: Value) => value !== NONE && (func.types[value] === 'ref' || func.types[value] === 'ptr')
  const isNothing = (value: Value) => defs[value]?.op === 'const'
  /** What comes from outside of the loop, or from the turn before, is another's. */
  const member = (value: Value): Value => (home.has(value) ? value : OTHERS)
  const unite = (a: Value, b: Value) => {
    if (isAddress(a) && isAddress(b) && !isNothing(a) && !isNothing(b)) groups.unite(member(a), member(b))
  }
  const give = (args: readonly Value[]) => {
    for (const arg of args) if (isAddress(arg) && !isNothing(arg)) groups.unite(member(arg), OTHERS)
  }
  const edges = incomingEdges(func)
  for (const block of inside) {
    const { params, insts, term } = func.blocks[block]!
    for (const { from, target } of edges[block]!) {
      const offset = params.length - target.args.length
      // Into the header: the next turn's; from outside, the loop's parameters are others' anyway.
      if (inside.has(from)) for (const [index, arg] of target.args.entries()) unite(params[index + offset]!, arg)
    }
    for (const inst of insts) connect(inst, unite, give, keeps)
    if (term.kind !== 'invoke') continue
    give(keeps(term.callee) || term.results.length > 0 ? [...term.args, ...term.results] : [])
  }
  return { isOwn: (value) => isNothing(value) || groups.find(member(value)) !== groups.find(OTHERS) }
}

/** What an instruction does with addresses. */
function connect(
  inst: Inst,
  unite: (a: Value, b: Value) => void,
  give: (args: readonly Value[]) => void,
  keeps: (callee: string) => boolean,
): void {
  const { op, args, result, imm } = inst
  const stored = storedValue(inst)
  if (stored !== undefined) unite(args[0]!, stored)
  else if (op === 'select' || op === 'ptr.of' || op === 'ptr.add' || op === 'load' || op === 'elem.load' || op === 'elem.get') {
    // What is loaded was stored there.
    for (const arg of args) if (result !== NONE) unite(result, arg)
  } else if (op === 'mem.copy') unite(args[0]!, args[1]!)
  // What is given back may be what was given.
  else if (op === 'call') give(keeps(imm as string) || result !== NONE ? [...args, result] : [])
  else if (op === 'call.host' || op === 'ref.bits') give(args)
  else if (op !== 'alloc' && op !== 'alloc.block' && result !== NONE) give([result])
}

/** Union and find. */
class Groups {
  private readonly parents = new Map<Value, Value>()

  find(value: Value): Value {
    let root = value
    for (let up = this.parents.get(root); up !== undefined; up = this.parents.get(root)) root = up
    if (root !== value) this.parents.set(value, root)
    return root
  }

  unite(a: Value, b: Value): void {
    const [one, other] = [this.find(a), this.find(b)]
    if (one !== other) this.parents.set(one, other)
  }
}
