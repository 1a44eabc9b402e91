/** Test loops at the end: what is at the start of the body is then sure to run.   keeps: values
 *
 *    b0: jump b1(v0)                        b0: v2' = i32.lt_s v0, v9
 *    b1(v1): v2 = i32.lt_s v1, v9               branch v2', b2(v0), b3
 *            branch v2, b2, b3         →    b2(v1): …; v3 = i32.add v1, v8
 *    b2: …; v3 = i32.add v1, v8                     v2 = i32.lt_s v3, v9
 *        jump b1(v3)                                branch v2, b2(v3), b3
 *    b3: …                                  b3: …
 *
 * The header is copied for the way into the loop; the original is left for the ways back. All loops are edited first,
 * then the values that now have two definitions get parameters. */
import { newBlock, newValue } from '../ir/builder.ts'
import { type Loop, predecessors, removeUnreachable } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, NONE, type Target, targets, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { type Known, knownOf } from './analyses/known.ts'
import type { Calls } from './calls.ts'
import { copyTerm, incomingEdges } from './edit.ts'
import { mergeParams } from './merge-params.ts'
import { newVariable, readerOf, type Variable } from './ssa.ts'

/** A header with more instructions is not worth a copy. */
const LARGE_HEADER = 16

export function rotate(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  const removed = removeUnreachable(func, known.order())
  if (removed) known.forgetAll()
  const { loops: all, loopOf } = known.loops()
  const edges = incomingEdges(func)
  const variables: (Variable | undefined)[] = []
  const home = new Map<Value, Block>()
  const inside = (loop: Loop, block: Block) => {
    let at = loopOf[block]
    while (at && at !== loop) at = at.parent
    return at === loop
  }
  let changed = false
  for (let index = all.length - 1; index >= 0; index--) {
    const loop = all[index]!
    if (!worthwhile(func, loop, inside)) continue
    const { guard, start } = split(func, loop, edges, inside, variables, home)
    loopOf[guard] = loop.parent
    if (start !== undefined) loopOf[start] = loop
    changed = true
  }
  if (!changed) return removed
  repair(func, variables, home)
  mergeParams(func)
  return true
}

/** The header decides whether the loop goes on, and no way back does so already. */
function worthwhile(func: Func, loop: Loop, inside: (loop: Loop, block: Block) => boolean): boolean {
  const { insts, term } = func.blocks[loop.header]!
  if (term.kind !== 'branch' || insts.length > LARGE_HEADER || loop.header === 0) return false
  if (inside(loop, term.then.block) === inside(loop, term.otherwise.block)) return false
  return loop.latches.every((latch) => targets(func.blocks[latch]!.term).every(({ block }) => inside(loop, block)))
}

type Edges = ReturnType<typeof incomingEdges>

/** Copy the header to a guard that the edges from outside enter. `start`: a new block where the body begins, if one was needed. */
function split(
  func: Func,
  loop: Loop,
  edges: Edges,
  inside: (loop: Loop, block: Block) => boolean,
  variables: (Variable | undefined)[],
  home: Map<Value, Block>,
) {
  const header = func.blocks[loop.header]!
  const term = header.term as typeof header.term & { kind: 'branch' }
  const into: Target = inside(loop, term.then.block) ? term.then : term.otherwise
  let start: Block | undefined
  if (edges[into.block]!.length > 1) {
    start = newBlock(
      func,
      into.args.map((value) => func.types[value]!),
    )
    const onward: Target = { block: into.block, args: [...func.blocks[start]!.params] }
    func.blocks[start]!.term = { kind: 'jump', to: onward }
    edges[into.block] = edges[into.block]!.map((edge) => (edge.target === into ? { from: start!, target: onward } : edge))
    edges[start] = [{ from: loop.header, target: into }]
    into.block = start
  }
  const guard = newBlock(func)
  edges[guard] = []
  copyHeader(func, loop.header, guard, variables, home)
  for (const target of targets(func.blocks[guard]!.term)) edges[target.block]!.push({ from: guard, target })
  const [outer, inner] = partition(edges[loop.header]!, ({ from }) => !inside(loop, from))
  for (const edge of outer) edge.target.block = guard
  edges[guard]!.push(...outer)
  edges[loop.header] = inner
  return { guard, start }
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

/** The copy's values stand beside the header's as definitions of one variable each. */
function copyHeader(func: Func, from: Block, to: Block, variables: (Variable | undefined)[], home: Map<Value, Block>): void {
  const copies = new Map<Value, Value>()
  const copy = (value: Value): Value => {
    if (value === NONE) return NONE
    const made = newValue(func, func.types[value]!)
    const name = func.names[value]
    if (name !== undefined) func.names[made] = name
    copies.set(value, made)
    const variable = newVariable(func.types[value]!, name)
    variable.atEnd.set(from, value)
    variable.atEnd.set(to, made)
    variables[value] = variable
    home.set(value, from)
    return made
  }
  const read = (value: Value) => copies.get(value) ?? value
  const { params, insts, term } = func.blocks[from]!
  const target = func.blocks[to]!
  target.params = params.map(copy)
  target.insts = insts.map((inst): Inst => ({ ...inst, args: inst.args.map(read), result: copy(inst.result) }))
  target.term = copyTerm(term, read, (block) => block)
}

/** Read the variable wherever a value with two definitions was read outside its block. */
function repair(func: Func, variables: readonly (Variable | undefined)[], home: ReadonlyMap<Value, Block>): void {
  const reader = readerOf(func, predecessors(func))
  func.blocks.forEach(({ insts, term }, index) => {
    const block = index as Block
    const read = (value: Value): Value => {
      const variable = variables[value]
      return variable === undefined || home.get(value) === block ? value : reader.atEnd(variable, block)
    }
    for (const inst of insts) {
      for (let at = 0; at < inst.args.length; at++) {
        const variable = variables[inst.args[at]!]
        if (variable && home.get(inst.args[at]!) !== block) inst.args[at] = reader.atStart(variable, block)
      }
    }
    mapTermUses(term, read)
  })
  reader.finish()
}
