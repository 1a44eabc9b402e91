/**
 * The control-flow graph: orders, dominators, loops. Every answer is computed afresh from the function and
 * thrown away when a pass has edited it. Nothing here recurses: functions may have a hundred thousand blocks.
 */
import { type Block, type Func, targetAt, targets } from './function.ts'

/** By block, the blocks with an edge to it: once per edge, so a branch with both sides alike counts twice. */
export function predecessors(func: Func): Block[][] {
  const { blocks } = func
  const missing = new Int32Array(blocks.length)
  for (const { term } of blocks) {
    for (let at = 0, to = targetAt(term, 0); to !== undefined; to = targetAt(term, ++at)) missing[to.block]!++
  }
  const result = listsOf(missing)
  for (let block = 0; block < blocks.length; block++) {
    const { term } = blocks[block]!
    for (let at = 0, to = targetAt(term, 0); to !== undefined; to = targetAt(term, ++at)) {
      const list = result[to.block]!
      list[list.length - missing[to.block]!--] = block as Block
    }
  }
  return result
}

/** Lists of these lengths, to be filled: one that grows has room for seventeen as soon as it has something. */
function listsOf(lengths: Int32Array): Block[][] {
  const lists: Block[][] = Array(lengths.length)
  for (let at = 0; at < lengths.length; at++) lists[at] = Array(lengths[at]!)
  return lists
}

/** The blocks that can be reached, each after all its predecessors but those on back edges; block 0 first. */
export function reversePostorder(func: Func): Block[] {
  const seen = new Uint8Array(func.blocks.length)
  const finished: Block[] = []
  // By depth: the block, and which of its successors comes next.
  const stack: Block[] = [0 as Block]
  const next: number[] = [0]
  seen[0] = 1
  for (let depth = 0; depth >= 0; ) {
    const block = stack[depth]!
    const successor = targetAt(func.blocks[block]!.term, next[depth]!++)
    if (successor === undefined) {
      finished.push(block)
      depth--
    } else if (!seen[successor.block]) {
      seen[successor.block] = 1
      stack[++depth] = successor.block
      next[depth] = 0
    }
  }
  return finished.reverse()
}

export interface Dominators {
  /** By block, the closest other block on every path to it; -1 for the entry and for blocks out of reach. */
  readonly idom: Int32Array
  /** Reverse postorder, the order in which dominators come before what they dominate. */
  readonly order: Block[]
  /** By block, the blocks whose `idom` it is, in reverse postorder. */
  readonly children: Block[][]
  /** Does every path to `b` lead through `a`? A block dominates itself; one out of reach nothing else. */
  dominates(a: Block, b: Block): boolean
}

/** Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm (2001). */
export function dominators(func: Func, before: Block[][] = predecessors(func), order: Block[] = reversePostorder(func)): Dominators {
  const position = new Int32Array(func.blocks.length).fill(-1)
  order.forEach((block, index) => {
    position[block] = index
  })
  const idom = new Int32Array(func.blocks.length).fill(-1)
  const meet = (a: number, b: number) => {
    while (a !== b) {
      while (position[a]! > position[b]!) a = idom[a]!
      while (position[b]! > position[a]!) b = idom[b]!
    }
    return a
  }
  for (let changed = true; changed; ) {
    changed = false
    for (let index = 1; index < order.length; index++) {
      const block = order[index]!
      let best = -1
      for (const from of before[block]!) {
        if (position[from] === 0 || idom[from] !== -1) best = best === -1 ? from : meet(from, best)
      }
      if (idom[block] !== best) {
        idom[block] = best
        changed = true
      }
    }
  }
  return { idom, order, ...dominatorTree(func.blocks.length, idom, order) }
}

/** A block's subtree takes a run of numbers, `first` to `first + size - 1`: dominance is one range check. */
function dominatorTree(count: number, idom: Int32Array, order: readonly Block[]): Pick<Dominators, 'children' | 'dominates'> {
  const missing = new Int32Array(count)
  for (const block of order) if (idom[block] !== -1) missing[idom[block]!]!++
  const children = listsOf(missing)
  for (const block of order) {
    const above = idom[block]!
    if (above === -1) continue
    const list = children[above]!
    list[list.length - missing[above]!--] = block
  }
  const size = new Int32Array(count)
  for (let index = order.length - 1; index >= 0; index--) {
    const block = order[index]!
    size[block]!++
    if (idom[block] !== -1) size[idom[block]!]! += size[block]!
  }
  const first = new Int32Array(count).fill(-1)
  first[0] = 0
  for (const block of order) {
    let next = first[block]! + 1
    for (const child of children[block]!) {
      first[child] = next
      next += size[child]!
    }
  }
  const dominates = (a: Block, b: Block) => a === b || (first[a] !== -1 && first[a]! <= first[b]! && first[b]! < first[a]! + size[a]!)
  return { children, dominates }
}

/** A natural loop: what can reach an edge back to the header without leaving what the header dominates. */
export interface Loop {
  readonly header: Block
  /** In reverse postorder, so the header is first; blocks of inner loops included. */
  readonly blocks: Block[]
  /** Blocks with an edge back to the header. */
  readonly latches: Block[]
  parent?: Loop
  /** 1 for an outermost loop. */
  depth: number
}

export interface Loops {
  /** Outer loops before the loops in them. */
  readonly loops: Loop[]
  /** By block, the innermost loop around it. */
  readonly loopOf: (Loop | undefined)[]
}

/** Loops with two entries (never made from source text, possible after a pass) are not found. */
export function loops(func: Func, doms: Dominators = dominators(func), before: Block[][] = predecessors(func)): Loops {
  const found: Loop[] = []
  const loopOf: (Loop | undefined)[] = Array(func.blocks.length).fill(undefined)
  // Inner headers come later in the order, so going backwards meets inner loops first.
  for (let index = doms.order.length - 1; index >= 0; index--) {
    const header = doms.order[index]!
    if (!before[header]!.some((from) => doms.dominates(header, from))) continue
    const latches = [...new Set(before[header]!)].filter((from) => doms.dominates(header, from))
    const loop: Loop = { header, blocks: [], latches, depth: 0 }
    found.push(loop)
    claim(loop, loopOf, before, doms)
  }
  found.reverse()
  for (const loop of found) loop.depth = (loop.parent?.depth ?? 0) + 1
  for (const block of doms.order) {
    for (let loop = loopOf[block]; loop; loop = loop.parent) loop.blocks.push(block)
  }
  return { loops: found, loopOf }
}

/** Walk backwards from the latches: a free block becomes the loop's, an inner loop becomes its child as a whole. */
function claim(loop: Loop, loopOf: (Loop | undefined)[], before: readonly Block[][], doms: Dominators): void {
  loopOf[loop.header] = loop
  const work = [...loop.latches]
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (!doms.dominates(loop.header, block)) continue // an unreachable predecessor
    let outermost = loopOf[block]
    while (outermost?.parent) outermost = outermost.parent
    if (outermost === loop) continue
    if (outermost) outermost.parent = loop
    else loopOf[block] = loop
    for (const from of before[outermost ? outermost.header : block]!) work.push(from)
  }
}

/** Drop the blocks that nothing leads to and renumber the others, keeping their order. */
export function removeUnreachable(func: Func, reachable: readonly Block[] = reversePostorder(func)): boolean {
  if (reachable.length === func.blocks.length) return false
  const renumbered = new Int32Array(func.blocks.length).fill(-1)
  for (const block of reachable) renumbered[block] = 0
  let next = 0
  for (let block = 0; block < renumbered.length; block++) if (renumbered[block] === 0) renumbered[block] = next++
  func.blocks = func.blocks.filter((_, block) => renumbered[block] !== -1)
  for (const { term } of func.blocks) {
    for (const target of targets(term)) target.block = renumbered[target.block] as Block
  }
  return true
}
