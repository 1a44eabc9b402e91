/** Remove what nobody needs: results without readers, parameters that only feed themselves, objects that are only
 *  written to.   keeps: cfg
 *
 *    b1(v1, v2):                  b1(v1):
 *      v3 = i32.add v2, v0    →     return v1
 *      v4 = alloc "{n:i32}"
 *      store i32 8 … v4, v3
 *      return v1
 *
 * Marks from what must stay (effects, terminators) through operands and, for parameters, through the arguments
 * of all edges; what is not marked goes. Stores into an object that is made here wait until something needs the object. */
import { type Func, type Inst, NONE, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { OPS } from '../ir/ops.ts'
import { type Known, knownOf } from './analyses/known.ts'
import type { Calls } from './calls.ts'
import { incomingEdges } from './edit.ts'
import { removable } from './effects.ts'
import { removeParams } from './merge-params.ts'

export function dce(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  const { live, waiting } = markLive(func, known.definitions())
  const unread = new Set<Inst>([...waiting.values()].flat())
  let changed = false
  for (const block of func.blocks) {
    const { insts } = block
    let kept = 0
    for (let next = 0; next < insts.length; next++) {
      const inst = insts[next]!
      if (live[inst.result] || (!removable(inst) && !unread.has(inst))) insts[kept++] = inst
    }
    if (kept === insts.length) continue
    insts.length = kept
    changed = true
  }
  if (func.blocks.some(({ params }, index) => index > 0 && params.some((param) => !live[param]))) {
    removeParams(func, (param) => !live[param])
    changed = true
  }
  if (changed) known.forgetValues()
  return changed
}

interface Marked {
  /** By value, is it needed? */
  readonly live: Uint8Array
  /** By object that is not, the stores into it. */
  readonly waiting: ReadonlyMap<Value, readonly Inst[]>
}

function markLive(func: Func, defs: readonly (Inst | undefined)[]): Marked {
  const live = new Uint8Array(func.types.length)
  const edges = incomingEdges(func)
  const home = parameterHomes(func)
  const work: Value[] = []
  const waiting = new Map<Value, Inst[]>()
  const need = (value: Value) => {
    if (live[value]) return
    live[value] = 1
    work.push(value)
  }
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) {
      if (removable(inst)) continue
      const object = storedInto(defs, inst)
      if (object !== undefined && !live[object]) {
        waiting.set(object, [...(waiting.get(object) ?? []), inst])
        continue
      }
      if (inst.result !== NONE) live[inst.result] = 1
      for (const arg of inst.args) need(arg)
    }
    if (term.kind === 'branch') need(term.condition)
    else if (term.kind === 'switch') need(term.on)
    else if (term.kind === 'return') term.values.forEach(need)
    else if (term.kind === 'throw' || term.kind === 'invoke') term.args.forEach(need)
  }
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    const def = defs[value]
    if (def) {
      for (const arg of def.args) need(arg)
      for (const store of waiting.get(value) ?? []) store.args.forEach(need)
      waiting.delete(value)
    } else if (home[value]! > 0) {
      const index = func.blocks[home[value]!]!.params.indexOf(value)
      for (const { target } of edges[home[value]!]!) need(target.args[index]!)
    }
  }
  return { live, waiting }
}

/** The object that a store writes to, if it is made in this function: nobody else has heard of it then. */
function storedInto(defs: readonly (Inst | undefined)[], { op, args }: Inst): Value | undefined {
  if (OPS[op].effect !== 'store') return undefined
  let value = args[0]!
  let def = defs[value]
  while (def !== undefined && OPS[def.op].out === 'ptr' && OPS[def.op].effect === 'none') {
    value = def.args[0]!
    def = defs[value]
  }
  return def !== undefined && OPS[def.op].effect === 'alloc' ? value : undefined
}

/** By value, the block whose parameter it is; -1 for others. */
function parameterHomes(func: Func): Int32Array {
  const home = new Int32Array(func.types.length).fill(-1)
  func.blocks.forEach(({ params }, block) => {
    for (const param of params) home[param] = block
  })
  return home
}
