/** Make the graph as small as it can be: decide constant branches, pass empty blocks, join straight lines, drop
 *  what cannot be reached and parameters that hold one value.   keeps: values
 *
 *    b0:                            b0:
 *      v1: bool = const 1             v1: bool = const 1
 *      branch v1, b1, b2       →      return v0
 *    b1: jump b3(v0)
 *    b2: jump b3(v9)
 *    b3(v4): return v4 */

import { newInst } from '../ir/builder.ts'
import { removeUnreachable } from '../ir/cfg.ts'
import type { Block, BlockData, Func, Inst, Target, Terminator, Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { replaceAll } from '../ir/uses.ts'
import { type Known, knownOf } from './analyses/known.ts'
import type { Calls } from './calls.ts'
import { constantOf, sameTarget } from './edit.ts'
import { mergeParams } from './merge-params.ts'
import { thread } from './thread.ts'

/** Each round lets another step fire; in practice two or three are needed. */
const ROUNDS = 10
const STEPS = [decideBranches, threadEdges, joinLines, mergeParams]

export function simplifyCfg(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  let changed = dropUnreachable(func, known)
  // Done when each step has had nothing to do since the last one that had.
  for (let step = 0, quiet = 0; quiet < STEPS.length && step < STEPS.length * ROUNDS; step++) {
    const again = STEPS[step % STEPS.length]!(func, known)
    quiet = again ? 0 : quiet + 1
    if (again) changed = true
  }
  return changed
}

function dropUnreachable(func: Func, known: Known): boolean {
  if (!removeUnreachable(func, known.order())) return false
  known.forgetGraph()
  return true
}

function threadEdges(func: Func, known: Known): boolean {
  if (!thread(func, known)) return false
  known.forgetGraph()
  dropUnreachable(func, known)
  return true
}

/** Branches whose way is known become jumps; a branch that only chooses between constants of bool becomes its condition. */
function decideBranches(func: Func, known: Known): boolean {
  const defs = known.definitions()
  let changed = false
  for (const block of func.blocks) {
    const { term } = block
    const decided = decide(term, defs)
    if (decided) {
      const { span } = term
      block.term = { kind: 'jump', to: decided, span }
      changed = true
    } else if (term.kind === 'branch') {
      const negated = defs[term.condition]
      if (negated?.op === 'bool.not') {
        block.term = { ...term, condition: negated.args[0]!, then: term.otherwise, otherwise: term.then }
        changed = true
      } else if (chooseBool(func, known, block, term)) changed = true
    }
  }
  if (changed) {
    known.forgetGraph()
    dropUnreachable(func, known)
  }
  return changed
}

function decide(term: Terminator, defs: readonly (Inst | undefined)[]): Target | undefined {
  if (term.kind === 'branch') {
    const known = constantOf(defs, term.condition)
    if (known !== undefined) return known ? term.then : term.otherwise
    return sameTarget(term.then, term.otherwise) ? term.then : undefined
  }
  if (term.kind === 'switch') {
    const known = constantOf(defs, term.on)
    if (known !== undefined) return term.cases[known as number] ?? term.otherwise
    return term.cases.every((target) => sameTarget(target, term.otherwise)) ? term.otherwise : undefined
  }
  return undefined
}

/** `branch c, b(…, true), b(…, false)` is `jump b(…, c)`; the other way round it is `not c`. */
function chooseBool(func: Func, known: Known, block: BlockData, term: Terminator & { kind: 'branch' }): boolean {
  const { then, otherwise, condition } = term
  if (then.block !== otherwise.block) return false
  const defs = known.definitions()
  const sides = then.args.map((value, index) => {
    const other = otherwise.args[index]!
    if (value === other) return 'same'
    if (func.types[value] !== 'bool') return 'unlike'
    const yes = value === condition ? 1 : constantOf(defs, value)
    const no = other === condition ? 0 : constantOf(defs, other)
    if (yes === 1 && no === 0) return 'condition'
    return yes === 0 && no === 1 ? 'negation' : 'unlike'
  })
  if (sides.includes('unlike')) return false
  let negation: Value | undefined
  if (sides.includes('negation')) {
    const inst = newInst(func, 'bool.not', [condition], undefined, undefined, term.span)
    block.insts.push(inst)
    defs[inst.result] = inst
    negation = inst.result
    known.forgetValues()
  }
  const args = then.args.map((value, index) => (sides[index] === 'same' ? value : sides[index] === 'condition' ? condition : negation!))
  block.term = { kind: 'jump', to: { block: then.block, args }, span: term.span }
  return true
}

/** A block with one way in, which comes by a jump, continues the block before it. */
function joinLines(func: Func, known: Known): boolean {
  const { blocks } = func
  const before = known.predecessors()
  const map: (Value | undefined)[] = []
  const absorbed = new Uint8Array(blocks.length)
  let changed = false
  for (let index = 0; index < blocks.length; index++) {
    if (absorbed[index]) continue
    const block = blocks[index]!
    for (let { term } = block; term.kind === 'jump' && !term.unwind; term = block.term) {
      const next: Block = term.to.block
      if (before[next]!.length !== 1 || next === index || next === 0) break
      const { params, insts, term: end } = blocks[next]!
      for (let at = 0; at < params.length; at++) map[params[at]!] = term.to.args[at]
      for (const inst of insts) block.insts.push(inst)
      block.term = end
      absorbed[next] = 1
      blocks[next] = { params: [], insts: [], term: { kind: 'unreachable' } }
      changed = true
    }
  }
  if (!changed) return false
  if (map.length > 0) {
    replaceAll(func, map)
    known.forgetValues()
  }
  known.forgetGraph()
  dropUnreachable(func, known)
  return true
}
