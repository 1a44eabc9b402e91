/** Remove what nobody needs: results without readers, parameters that only feed themselves.   keeps: cfg
 *
 *    b1(v1, v2):                  b1(v1):
 *      v3 = i32.add v2, v0    →     return v1
 *      return v1
 *
 * Marks from what must stay (effects, terminators) through operands and, for parameters, through the arguments
 * of all edges; what is not marked goes. */
import { type Func, type Inst, NONE, type Value } from '../ir/function.ts'
import { definitions, incomingEdges } from './edit.ts'
import { removable } from './effects.ts'
import { removeParams } from './merge-params.ts'

export function dce(func: Func): boolean {
  const live = markLive(func)
  let changed = false
  for (const block of func.blocks) {
    const kept = block.insts.filter((inst) => !removable(inst) || live[inst.result])
    if (kept.length === block.insts.length) continue
    block.insts = kept
    changed = true
  }
  if (func.blocks.some(({ params }, index) => index > 0 && params.some((param) => !live[param]))) {
    removeParams(func, (param) => !live[param])
    changed = true
  }
  return changed
}

/** By value, is it needed? */
function markLive(func: Func): Uint8Array {
  const live = new Uint8Array(func.types.length)
  const defs: (Inst | undefined)[] = definitions(func)
  const edges = incomingEdges(func)
  const home = parameterHomes(func)
  const work: Value[] = []
  const need = (value: Value) => {
    if (live[value]) return
    live[value] = 1
    work.push(value)
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) {
      if (removable(inst)) continue
      if (inst.result !== NONE) live[inst.result] = 1
      inst.args.forEach(need)
    }
    if (term.kind === 'branch') need(term.condition)
    else if (term.kind === 'switch') need(term.on)
    else if (term.kind === 'return') term.values.forEach(need)
    else if (term.kind === 'throw' || term.kind === 'invoke') term.args.forEach(need)
  }
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    const def = defs[value]
    if (def) def.args.forEach(need)
    else if (home[value]! > 0) {
      const index = func.blocks[home[value]!]!.params.indexOf(value)
      for (const { target } of edges[home[value]!]!) need(target.args[index]!)
    }
  }
  return live
}

/** By value, the block whose parameter it is; -1 for others. */
function parameterHomes(func: Func): Int32Array {
  const home = new Int32Array(func.types.length).fill(-1)
  func.blocks.forEach(({ params }, block) => {
    for (const param of params) home[param] = block
  })
  return home
}
