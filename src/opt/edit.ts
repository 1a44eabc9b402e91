/** What most passes need to read and edit a function: definitions, constants, substitution, copies. */
import { newValue } from '../ir/builder.ts'
import { type Block, type Func, type Inst, NONE, type Target, type Terminator, targetAt, type Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import type { Type } from '../ir/types.ts'

/** By value, the instruction that makes it; block parameters and results of `invoke` have none. */
export function definitions(func: Func): (Inst | undefined)[] {
  const defs: (Inst | undefined)[] = Array(func.types.length).fill(undefined)
  for (const { insts } of func.blocks) for (const inst of insts) if (inst.result !== NONE) defs[inst.result] = inst
  return defs
}

/** By value, the block that defines it; -1 where nothing does. Results of `invoke` belong to the block that it ends. */
export function definingBlocks(func: Func): number[] {
  const blocks: number[] = Array(func.types.length).fill(-1)
  for (let block = 0; block < func.blocks.length; block++) {
    const { params, insts, term } = func.blocks[block]!
    for (const param of params) blocks[param] = block
    for (const { result } of insts) if (result !== NONE) blocks[result] = block
    if (term.kind === 'invoke') for (const result of term.results) blocks[result] = block
  }
  return blocks
}

/** The constant that a value is known to be, if it is one. */
export function constantOf(defs: readonly (Inst | undefined)[], value: Value): number | bigint | undefined {
  const inst = defs[value]
  if (inst?.op !== 'const') return undefined
  return inst.imm as number | bigint
}

/** Are two constants the same bits? (NaN is, -0 and 0 are not.) */
export function sameConstant(a: Imm, b: Imm): boolean {
  return Object.is(a, b)
}

export function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

export function sameTarget(a: Target, b: Target): boolean {
  return a.block === b.block && sameValues(a.args, b.args)
}

/** A fresh constant instruction at the start of the entry block. */
export function entryConstant(func: Func, type: Type, imm: number | bigint): Value {
  const result = newValue(func, type)
  func.blocks[0]!.insts.unshift({ op: 'const', args: [], imm, result, span: undefined })
  return result
}

/** A terminator like another, with values and blocks put through `value` and `block`. */
export function copyTerm(term: Terminator, value: (v: Value) => Value, block: (b: Block) => Block): Terminator {
  const target = ({ block: to, args }: Target): Target => ({ block: block(to), args: args.map(value) })
  switch (term.kind) {
    case 'jump':
      return { ...term, to: target(term.to), ...(term.unwind ? { unwind: target(term.unwind) } : {}) }
    case 'branch':
      return { ...term, condition: value(term.condition), then: target(term.then), otherwise: target(term.otherwise) }
    case 'switch':
      return { ...term, on: value(term.on), cases: term.cases.map(target), otherwise: target(term.otherwise) }
    case 'return':
      return { ...term, values: term.values.map(value) }
    case 'throw':
      return { ...term, args: term.args.map(value) }
    case 'invoke':
      return {
        ...term,
        args: term.args.map(value),
        results: term.results.map(value),
        to: target(term.to),
        ...(term.unwind ? { unwind: target(term.unwind) } : {}),
      }
    case 'unreachable':
      return { ...term }
  }
}

/** All edges to each block. The targets are the real ones: writing to them edits the graph. */
export function incomingEdges(func: Func): { from: Block; target: Target }[][] {
  const { blocks } = func
  const edges: { from: Block; target: Target }[][] = []
  for (let block = 0; block < blocks.length; block++) edges.push([])
  for (let from = 0; from < blocks.length; from++) {
    const { term } = blocks[from]!
    for (let at = 0, target = targetAt(term, 0); target !== undefined; target = targetAt(term, ++at))
      edges[target.block]!.push({ from: from as Block, target })
  }
  return edges
}
