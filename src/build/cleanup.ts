/**
 * What building leaves behind, taken away once the function is complete:
 *
 *     b3(v7, v8):                     parameters that are always the same value (v7 from all sides) are that value;
 *       v9 = js.refine v7 truthy      what nobody uses goes, parameters included;
 *       jump b4()                     blocks that only pass on are passed by, chains of blocks become one;
 *     b4(): …                         values and blocks are numbered afresh, in order.
 */
import { reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, NONE, type Target, targets, type Value } from '../ir/function.ts'
import { OPS } from '../ir/ops.ts'
import { mergeSameParameters } from './same-parameters.ts'

export function cleanUp(func: Func): void {
  dropUnreachable(func)
  mergeSameParameters(func)
  dropUnused(func)
  passBy(func)
  joinChains(func)
  renumber(func)
}

/** Operations that may go when nobody uses their result; refinements and constants are made in great numbers. */
const DROPPABLE: ReadonlySet<string> = new Set(['const', 'js.refine', 'js.captured'])

function dropUnreachable(func: Func): void {
  const reached = new Set<Block>(reversePostorder(func))
  func.blocks.forEach((data, block) => {
    if (reached.has(block as Block)) return
    data.params = []
    data.insts = []
    data.term = { kind: 'unreachable' }
  })
}

interface Definition {
  readonly inst?: Inst
  readonly block?: Block
  readonly index?: number
}

/** Mark from what has effects; sweep instructions and parameters that were not marked. */
function dropUnused(func: Func): void {
  const definitions = definitionsOf(func)
  const incoming = incomingTargets(func)
  const live = new Uint8Array(func.types.length)
  const pending: Value[] = []
  const use = (value: Value | undefined): void => {
    if (value === undefined || live[value]) return
    live[value] = 1
    pending.push(value)
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) if (!DROPPABLE.has(inst.op)) inst.args.forEach(use)
    if (term.kind === 'branch') use(term.condition)
    else if (term.kind === 'return') term.values.forEach(use)
    else if (term.kind === 'throw') term.args.forEach(use)
  }
  // A handler keeps the parameter for the error, used or not, so what jumps there keeps its argument.
  for (const edges of incoming) if (isHandler(edges)) for (const { target, skip } of edges) if (skip === 0) use(target.args[0])
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const { inst, block, index } = definitions[value] ?? {}
    inst?.args.forEach(use)
    if (block !== undefined) for (const { target, skip } of incoming[block]!) use(target.args[index! - skip])
  }
  sweep(func, live, incoming)
}

function definitionsOf(func: Func): Definition[] {
  const definitions: Definition[] = []
  func.blocks.forEach(({ params, insts }, block) => {
    params.forEach((param, index) => {
      definitions[param] = { block: block as Block, index }
    })
    for (const inst of insts) if (inst.result !== NONE) definitions[inst.result] = { inst }
  })
  return definitions
}

/** An edge into a block; `skip` parameters come without an argument (the error of an `unwind`). */
interface Incoming {
  readonly target: Target
  readonly skip: 0 | 1
}

function isHandler(edges: readonly Incoming[]): boolean {
  return edges.some(({ skip }) => skip === 1)
}

function incomingTargets(func: Func): Incoming[][] {
  const incoming: Incoming[][] = func.blocks.map(() => [])
  for (const { term } of func.blocks) {
    for (const target of targets(term))
      incoming[target.block]!.push({ target, skip: term.kind === 'jump' && target === term.unwind ? 1 : 0 })
  }
  return incoming
}

function sweep(func: Func, live: Uint8Array, incoming: readonly Incoming[][]): void {
  func.blocks.forEach((data, block) => {
    data.insts = data.insts.filter((inst) => !DROPPABLE.has(inst.op) || live[inst.result])
    const fixed = block === 0 ? data.params.length : isHandler(incoming[block]!) ? 1 : 0
    const kept = data.params.map((param, index) => index < fixed || live[param] === 1)
    if (!kept.includes(false)) return
    for (const { target, skip } of incoming[block]!) target.args = target.args.filter((_, index) => kept[index + skip])
    data.params = data.params.filter((_, index) => kept[index])
  })
}

/** Edges to a block that does nothing but jump on go where it jumps. */
function passBy(func: Func): void {
  const empty = (block: Block): Target | undefined => {
    const { params, insts, term } = func.blocks[block]!
    return block !== 0 && insts.length === 0 && params.length === 0 && term.kind === 'jump' && !term.unwind ? term.to : undefined
  }
  for (const { term } of func.blocks) {
    for (const target of targets(term)) {
      if (term.kind === 'jump' && target === term.unwind) continue
      const seen = new Set<Block>()
      for (let next = empty(target.block); next && !seen.has(target.block); next = empty(target.block)) {
        seen.add(target.block)
        target.args = [...next.args]
        target.block = next.block
      }
    }
  }
}

/** A block whose only way in is a plain jump becomes the end of the block before. */
function joinChains(func: Func): void {
  const order = reversePostorder(func)
  const edges = new Uint32Array(func.blocks.length)
  for (const block of order) for (const target of targets(func.blocks[block]!.term)) edges[target.block]!++
  const same: Value[] = []
  const joined = new Uint8Array(func.blocks.length)
  for (const block of order) {
    if (joined[block]) continue
    const data = func.blocks[block]!
    const parts = [data.insts]
    for (
      let { term } = data;
      term.kind === 'jump' && !term.unwind && edges[term.to.block] === 1 && term.to.block !== block;
      { term } = data
    ) {
      const next = func.blocks[term.to.block]!
      next.params.forEach((param, index) => {
        same[param] = (term as { to: Target }).to.args[index]!
        func.names[same[param]!] ??= func.names[param]
      })
      joined[term.to.block] = 1
      parts.push(next.insts)
      data.term = next.term
    }
    if (parts.length > 1) data.insts = parts.flat()
  }
  substitute(func, same)
}

/** Replace values by others, following chains. */
export function substitute(func: Func, same: readonly Value[]): void {
  const find = (value: Value): Value => {
    let found = value
    while (same[found] !== undefined) found = same[found]!
    return found
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) inst.args = inst.args.map(find)
    mapTermUses(term, find)
  }
}

function renumber(func: Func): void {
  const order = reversePostorder(func)
  const blockOf: Block[] = []
  const renamed: Value[] = []
  const names: (string | undefined)[] = []
  let values = 0
  const define = (value: Value): void => {
    names[values] = func.names[value]
    renamed[value] = values++ as Value
  }
  order.forEach((block, index) => {
    blockOf[block] = index as Block
    func.blocks[block]!.params.forEach(define)
    for (const { result } of func.blocks[block]!.insts) if (result !== NONE) define(result)
  })
  func.blocks = order.map((block) => func.blocks[block]!)
  func.types = Array<'js'>(values).fill('js')
  func.names = names
  const map = (value: Value): Value => renamed[value]!
  for (const data of func.blocks) {
    data.params = data.params.map(map)
    for (const inst of data.insts) {
      inst.args = inst.args.map(map)
      if (OPS[inst.op].out !== 'none') inst.result = map(inst.result)
    }
    mapTermUses(data.term, map)
    for (const target of targets(data.term)) target.block = blockOf[target.block]!
  }
}
