/** Build texts that grow from turn to turn of a loop piece by piece, in one place in memory.   keeps: cfg
 *
 *    b1(v1):                                     b1(v1):
 *      v3 = call.host str.concat v9, v2            v6 = str.append v1, v9
 *      v4 = call.host str.from_f64 v8              v7 = str.append v6, v2
 *      v5 = call.host str.concat v3, v4      →     v8' = str.append_f64 v7, v8
 *      v6 = call.host str.concat v1, v5            jump b1(v8')
 *      jump b1(v6)
 *
 * What is added from the right in a circle of such sums and of parameters is what grows. The pieces of what is added are added one by one:
 * the sum of texts is associative. Where what is added comes from several sides, it is added there. */
import { newInst } from '../ir/builder.ts'
import type { Func, Inst, Value } from '../ir/function.ts'
import type { Op } from '../ir/ops.ts'
import { replaceAll, useCounts } from '../ir/uses.ts'
import { components } from './components.ts'
import { definingBlocks, definitions, incomingEdges } from './edit.ts'

export function appendTexts(func: Func): boolean {
  const dropped = dropEmpty(func)
  const defs = definitions(func)
  let growing = growingSums(func, defs)
  if (growing.size === 0) return dropped
  if (addEarlier(func, growing)) growing = growingSums(func, definitions(func))
  split(func, growing)
  return true
}

function isSum(inst: Inst | undefined): boolean {
  return inst?.op === 'call.host' && inst.imm === 'str.concat'
}

/** Where an empty text is added to, the sum is what is added. */
function dropEmpty(func: Func): boolean {
  const defs = definitions(func)
  const same: (Value | undefined)[] = []
  for (const inst of defs) {
    if (!isSum(inst)) continue
    const [a, b] = inst!.args as [Value, Value]
    const isEmpty = (value: Value) => defs[value]?.op === 'str.const' && defs[value]!.imm === ''
    if (isEmpty(a) || isEmpty(b)) same[inst!.result] = isEmpty(a) ? b : a
  }
  return same.length > 0 && replaceAll(func, same)
}

/**
 * What is added to a growing text is a parameter of the block, of nothing else: add it before the jumps there instead. There, what grows is
 * known as well, unless it comes in with the jump. Says whether there was such a sum.
 */
function addEarlier(func: Func, growing: ReadonlySet<Value>): boolean {
  const uses = useCounts(func)
  const homes = definingBlocks(func)
  const edges = incomingEdges(func)
  const same: (Value | undefined)[] = []
  for (let block = 0; block < func.blocks.length; block++) {
    const { params, insts } = func.blocks[block]!
    for (const inst of insts) {
      const [text, added] = inst.args as [Value, Value]
      const at = params.indexOf(added)
      if (!growing.has(inst.result) || at < 0 || uses[added] !== 1 || homes[text] === block) continue
      if (!edges[block]!.every(({ from, target }) => func.blocks[from]!.term.kind === 'jump' && target.args.length === params.length))
        continue
      for (const { from, target } of edges[block]!) {
        const sum = newInst(func, 'call.host', [text, target.args[at]!], 'str.concat', 'i32', inst.span)
        func.blocks[from]!.insts.push(sum)
        target.args[at] = sum.result
      }
      same[inst.result] = added
    }
    if (same.length > 0) func.blocks[block]!.insts = insts.filter(({ result }) => same[result] === undefined)
  }
  if (same.length > 0) replaceAll(func, same)
  return same.length > 0
}

/** Make each growing sum one of its pieces, each added to what was added before. */
function split(func: Func, growing: ReadonlySet<Value>): void {
  const uses = useCounts(func)
  const defs = definitions(func)
  const homes = definingBlocks(func)
  for (let at = 0; at < func.blocks.length; at++) {
    const block = func.blocks[at]!
    /** What is made here for the sum alone, by one of these functions. */
    const part = (value: Value, names: RegExp): Inst | undefined => {
      const inst = defs[value]
      const isPart = inst?.op === 'call.host' && names.test(inst.imm as string) && uses[value] === 1 && homes[value] === at
      return isPart ? inst : undefined
    }
    const pieces = (value: Value): (Value | Inst)[] =>
      part(value, /^str\.concat$/)?.args.flatMap(pieces) ?? [part(value, /^str\.from_(f64|tagged)$/) ?? value]
    if (block.insts.some(({ result }) => growing.has(result)))
      block.insts = block.insts.flatMap((inst) => (growing.has(inst.result) ? chain(func, inst, pieces(inst.args[1]!)) : [inst]))
  }
}

/** Add the pieces to the first operand of a sum, one after the other; an instruction stands for what its operand says. */
function chain(func: Func, { args: [text], result, span }: Inst, pieces: readonly (Value | Inst)[]): Inst[] {
  let grown = text!
  const made = pieces.map((piece) => {
    const [value, op] = typeof piece === 'number' ? [piece, 'str.append' as const] : [piece.args[0]!, ADDED[piece.imm as Says]]
    const inst = newInst(func, op, [grown, value], undefined, undefined, span)
    grown = inst.result
    return inst
  })
  made[made.length - 1]!.result = result
  return made
}

type Says = 'str.from_f64' | 'str.from_tagged'
const ADDED: Readonly<Record<Says, Op>> = { 'str.from_f64': 'str.append_f64', 'str.from_tagged': 'str.append_tagged' }

/** Sums whose first operand comes, by way of parameters and other sums, from themselves. */
function growingSums(func: Func, defs: readonly (Inst | undefined)[]): Set<Value> {
  if (!defs.some(isSum)) return new Set()
  const edges = incomingEdges(func)
  const from: (readonly Value[])[] = []
  const nodes: Value[] = []
  const node = (value: Value, made: readonly Value[]) => {
    nodes.push(value)
    from[value] = made
  }
  for (let block = 0; block < func.blocks.length; block++) {
    const { params, insts } = func.blocks[block]!
    // The first parameter where an exception goes is the error.
    const into = edges[block]!.map(({ target: { args } }) => args).filter((args) => args.length === params.length)
    params.forEach((param, index) => {
      if (func.types[param] === 'i32') node(param, column(into, index))
    })
    for (const inst of insts) {
      if (isSum(inst)) node(inst.result, [inst.args[0]!])
      else if (inst.op === 'select' && func.types[inst.result] === 'i32') node(inst.result, inst.args.slice(1))
    }
  }
  const groups = components(nodes, (value) => from[value]!, func.types.length)
  return new Set(groups.filter((group) => group.length > 1).flatMap((group) => (group as Value[]).filter((value) => isSum(defs[value]))))
}

function column(rows: readonly (readonly Value[])[], index: number): Value[] {
  return rows.map((row) => row[index]!)
}
