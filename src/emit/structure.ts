/**
 * From a control-flow graph to nested blocks and loops, for any target that has those and no goto.
 * Ramsey: Beyond Relooper (2022). The nest is given as a flat list of steps, so neither making nor
 * printing it recurses.
 *
 * A block with one way in stands where that way leaves from. One with several stands behind a `block` inside
 * its dominator, and each way in is a jump out of that `block`. What follows a loop stands behind the `loop`.
 *
 *     b0: branch c, b1, b2          block b3
 *     b1: jump b3                     b0; if c: b1; jump b3; end
 *     b2: jump b3               →     b2
 *     b3: return                    end
 *                                   b3
 */
import { InvariantError } from '../base/assert.ts'
import { type Dominators, dominators, type Loops, loops, predecessors } from '../ir/cfg.ts'
import { type Block, type Func, type Target, type Terminator, targets } from '../ir/function.ts'

/** Labels are block numbers, or above those. */
export type Step =
  /** Open a block; a jump to its label goes behind its end. */
  | { kind: 'block'; label: number }
  /** Open a loop; a jump to its label goes to its beginning. */
  | { kind: 'loop'; label: number }
  | { kind: 'end' }
  /** The block's instructions. */
  | { kind: 'code'; block: Block }
  /** Open what runs if the condition of the block's branch holds (or, negated, does not); it never falls out of its end. */
  | { kind: 'if'; block: Block; negated: boolean }
  /** Follow a successor edge: give its arguments to the target's parameters, then jump; label FALL: go on with the next step. */
  | { kind: 'edge'; from: Block; edge: number; label: number }
  /** Jump to the label of the case, the last for all others. */
  | { kind: 'switch'; block: Block; labels: number[] }
  /** Open the call of the block's invoke; then what to do when it throws, up to the end. */
  | { kind: 'try'; block: Block }
  | { kind: 'catch'; block: Block }
  /** The call of an invoke that catches nothing. */
  | { kind: 'call'; block: Block }
  /** Return, throw, or unreachable. */
  | { kind: 'exit'; block: Block }

export const FALL = -1

interface Plan {
  readonly func: Func
  readonly successors: readonly Target[][]
  readonly dominance: Dominators
  /** Index in reverse postorder. */
  readonly position: Int32Array
  readonly isHeader: Uint8Array
  /** Blocks that are reached by jumps: behind a `block` inside their dominator, or behind the loop of a header. */
  readonly labelled: Uint8Array
  readonly within: Block[][]
  readonly after: Block[][]
  /** Instructions in all that a block dominates. */
  readonly size: Int32Array
  nextLabel: number
}

type Task = Step | { kind: 'tree'; block: Block }

export interface Structure {
  readonly steps: Step[]
  /** The blocks that can be reached, dominators first. */
  readonly order: readonly Block[]
}

/** `successors`: by block, its edges. */
export function structure(func: Func, successors: readonly Target[][] = func.blocks.map(({ term }) => targets(term))): Structure {
  const plan = makePlan(func, successors)
  const steps: Step[] = []
  const tasks: Task[] = [{ kind: 'tree', block: 0 as Block }]
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if (task.kind !== 'tree') steps.push(task)
    else {
      const expanded = tree(plan, task.block)
      for (let index = expanded.length - 1; index >= 0; index--) tasks.push(expanded[index]!)
    }
  }
  return { steps: withoutNeedlessJumps(steps), order: plan.dominance.order }
}

function makePlan(func: Func, successors: readonly Target[][]): Plan {
  const before = predecessors(func)
  const dominance = dominators(func, before)
  const found = loops(func, dominance, before)
  const count = func.blocks.length
  const position = new Int32Array(count).fill(-1)
  dominance.order.forEach((block, index) => {
    position[block] = index
  })
  const isHeader = new Uint8Array(count)
  for (const { header } of found.loops) isHeader[header] = 1
  const lists = () => Array.from({ length: count }, (): Block[] => [])
  const labelled = new Uint8Array(count)
  const plan: Plan = {
    func,
    successors,
    dominance,
    position,
    isHeader,
    labelled,
    within: lists(),
    after: lists(),
    size: new Int32Array(count),
    nextLabel: count,
  }
  measure(plan)
  place(plan, before, found)
  return plan
}

function measure({ func, dominance, size }: Plan): void {
  for (let index = dominance.order.length - 1; index >= 0; index--) {
    const block = dominance.order[index]!
    size[block]! += func.blocks[block]!.insts.length + 1
    const parent = dominance.idom[block]!
    if (parent >= 0) size[parent]! += size[block]!
  }
}

/** Decide for every block where it stands. In reverse postorder, so that lists come out in the order of jumps. */
function place(plan: Plan, before: readonly Block[][], found: Loops): void {
  const { func, dominance, position, labelled } = plan
  const caught = new Uint8Array(func.blocks.length)
  for (const block of dominance.order) {
    const { term } = func.blocks[block]!
    if (term.kind === 'invoke' && term.unwind) caught[term.unwind.block] = 1
  }
  for (const block of dominance.order) {
    let ways = 0
    for (const from of before[block]!) {
      if (position[from]! < 0) continue
      if (position[from]! < position[block]!) ways++
      else if (!dominance.dominates(block, from)) irreducible(func, from, block)
    }
    if (position[block] === 0) continue
    const parent = dominance.idom[block] as Block
    const { kind } = func.blocks[block]!.term
    const joins = ways > 1 || caught[block] === 1
    const left = outermostLeft(found, parent, block)
    if (left !== undefined && (joins || (kind !== 'throw' && kind !== 'unreachable'))) {
      plan.after[left]!.push(block)
      labelled[block] = 1
    } else if (joins) {
      plan.within[parent]!.push(block)
      labelled[block] = 1
    }
  }
}

function irreducible(func: Func, from: Block, to: Block): never {
  throw new InvariantError(`@${func.name}: a loop is entered beside its header, by the jump from b${from} to b${to}`)
}

/** Header of the outermost loop around `from` that `to` is not in. */
function outermostLeft({ loopOf }: Loops, from: Block, to: Block): Block | undefined {
  let inner = loopOf[from]
  let around = loopOf[to]
  let left: Block | undefined
  while (inner !== around) {
    if (inner && (!around || inner.depth >= around.depth)) {
      left = inner.header
      inner = inner.parent
    } else around = around!.parent
  }
  return left
}

/** A block and all that it dominates. */
function tree(plan: Plan, block: Block): Task[] {
  const after = plan.after[block]!
  const within = plan.within[block]!
  const tasks: Task[] = []
  for (let index = after.length - 1; index >= 0; index--) tasks.push({ kind: 'block', label: after[index]! })
  if (plan.isHeader[block]) tasks.push({ kind: 'loop', label: block })
  for (let index = within.length - 1; index >= 0; index--) tasks.push({ kind: 'block', label: within[index]! })
  tasks.push({ kind: 'code', block })
  leave(plan, block, plan.func.blocks[block]!.term, tasks)
  for (const next of within) tasks.push({ kind: 'end' }, { kind: 'tree', block: next })
  if (plan.isHeader[block]) tasks.push({ kind: 'end' })
  for (const next of after) tasks.push({ kind: 'end' }, { kind: 'tree', block: next })
  return tasks
}

function leave(plan: Plan, block: Block, term: Terminator, tasks: Task[]): void {
  switch (term.kind) {
    case 'jump':
      return follow(plan, block, 0, tasks)
    case 'branch': {
      const negated = nestsOtherwise(plan, block, term.then, term.otherwise)
      tasks.push({ kind: 'if', block, negated })
      follow(plan, block, negated ? 1 : 0, tasks)
      tasks.push({ kind: 'end' })
      return follow(plan, block, negated ? 0 : 1, tasks)
    }
    case 'switch':
      return choose(plan, block, plan.successors[block]!, tasks)
    case 'invoke':
      if (!term.unwind) {
        tasks.push({ kind: 'call', block })
        return follow(plan, block, 0, tasks)
      }
      tasks.push({ kind: 'try', block }, { kind: 'catch', block })
      follow(plan, block, 1, tasks)
      tasks.push({ kind: 'end' })
      return follow(plan, block, 0, tasks)
    case 'return':
    case 'throw':
    case 'unreachable':
      tasks.push({ kind: 'exit', block })
  }
}

function isJump(plan: Plan, from: Block, to: Block): boolean {
  return plan.labelled[to] === 1 || plan.position[to]! <= plan.position[from]!
}

/** One side of a branch is nested, the other goes on flat: nest a jump, else the smaller side, and long chains stay shallow. */
function nestsOtherwise(plan: Plan, block: Block, then: Target, otherwise: Target): boolean {
  if (isJump(plan, block, then.block)) return false
  if (isJump(plan, block, otherwise.block)) return true
  return plan.size[otherwise.block]! < plan.size[then.block]!
}

function follow(plan: Plan, from: Block, edge: number, tasks: Task[]): void {
  const to = plan.successors[from]![edge]!.block
  if (isJump(plan, from, to)) tasks.push({ kind: 'edge', from, edge, label: to })
  else tasks.push({ kind: 'edge', from, edge, label: FALL }, { kind: 'tree', block: to })
}

/** A case that is a mere jump goes to its target at once; any other has a block, behind which its edge is followed. */
function choose(plan: Plan, from: Block, edges: readonly Target[], tasks: Task[]): void {
  const arms: { label: number; edge: number }[] = []
  const known = new Map<string, number>()
  const labels = edges.map(({ block, args }, edge) => {
    if (args.length === 0 && isJump(plan, from, block)) return block
    const key = `${block}(${args.join()})`
    const same = known.get(key)
    if (same !== undefined) return same
    const label = plan.nextLabel++
    known.set(key, label)
    arms.push({ label, edge })
    return label
  })
  for (let index = arms.length - 1; index >= 0; index--) tasks.push({ kind: 'block', label: arms[index]!.label })
  tasks.push({ kind: 'switch', block: from, labels })
  for (const { edge } of arms) {
    tasks.push({ kind: 'end' })
    follow(plan, from, edge, tasks)
  }
}

/** Jumps to where control goes anyway become FALL; blocks that nothing jumps out of go away. */
function withoutNeedlessJumps(steps: Step[]): Step[] {
  const opened: number[] = []
  const closes = new Int32Array(steps.length).fill(-1)
  steps.forEach((step, index) => {
    if (step.kind === 'end') closes[index] = opened.pop()!
    else if (step.kind === 'block' || step.kind === 'loop' || step.kind === 'if' || step.kind === 'try') opened.push(index)
  })
  const used = new Set<number>()
  steps.forEach((step, index) => {
    if (step.kind === 'edge') {
      if (fallsTo(steps, closes, index + 1, step.label)) step.label = FALL
      else used.add(step.label)
    } else if (step.kind === 'switch') for (const label of step.labels) used.add(label)
  })
  return steps.filter((step, index) => {
    const opener = step.kind === 'end' ? steps[closes[index]!]! : step
    return opener.kind !== 'block' || used.has(opener.label)
  })
}

/** Do the steps from `index` on only close blocks, the labelled one among them? */
function fallsTo(steps: readonly Step[], closes: Int32Array, index: number, label: number): boolean {
  for (; steps[index]?.kind === 'end'; index++) {
    const opener = steps[closes[index]!]!
    if (opener.kind === 'block' && opener.label === label) return true
  }
  return false
}
