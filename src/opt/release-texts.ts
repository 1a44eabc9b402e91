/** Let go of the texts that a turn of a loop has made, when it is over.   needs: all others first
 *
 *    b1(v1, v2): …                           b0: v8 = call.host text:mark
 *      v3 = call.host str.from_f64 v1        b1(v1, v2): …
 *      v4 = call.host str.concat v2, v3        v3 = call.host str.from_f64 v1
 *      branch v5, b1(v6, v4), b2        →      v4 = call.host str.concat v2, v3
 *                                              branch v5, b3, b2
 *                                            b3: call.host text:keep v8, v4, v9, v9
 *                                              v10 = select …, v8, v4
 *                                              jump b1(v6, v10)
 *
 * The host has them in a table, which otherwise only grows until the call is over: it outgrows the caches, the collector has all of it to
 * mark, and it may not fit. A text of this turn that the next one gets in a parameter is kept, at a place of its own. Loops whose turns
 * leave texts anywhere else are left alone. This is the last pass that moves code (but for whole loops): what makes a text, made earlier or
 * later by another pass, would find itself on the wrong side of a mark. */
import { newBlock, newInst } from '../ir/builder.ts'
import { type Loop, loops, predecessors, reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, type Target, targets, type Value } from '../ir/function.ts'
import { BUILT } from '../ir/host.ts'
import type { Module } from '../ir/module.ts'
import { type MadeTexts, madeTexts, storedValue } from './analyses/made-texts.ts'
import { ownObjects, type Turn, wholeOf } from './analyses/own-objects.ts'
import { definitions, entryConstant } from './edit.ts'
import { accessOf } from './effects.ts'
import { findPreheader, makePreheader } from './preheader.ts'
import { newVariable, readerOf, type Variable } from './ssa.ts'
import { textValues } from './text-values.ts'

/** So many texts may be kept from turn to turn: what `text:keep` takes. */
const MOST_KEPT = 3

/** A loop, and the parameters of its header that keep a text of the turn before. */
interface Candidate {
  readonly loop: Loop
  readonly kept: readonly number[]
}

/** Gives the functions that have changed. */
export function releaseTexts(module: Module): Func[] {
  const made = isWorthIt(module) ? madeTexts(module) : undefined
  if (made === undefined) return []
  const leaks = leaksOf(module, made)
  return [...module.funcs.values()].filter((func) => release(func, made, leaks))
}

/** Of modules with nothing but numbers and a few texts to show, all stays small, the run time that they need as well (runtime/open-numbers.ts). */
function isWorthIt({ funcs }: Module): boolean {
  const needsMore = ({ op, imm }: Inst) => op === 'alloc' || op === 'load' || (op === 'call.host' && (imm as string).startsWith('text:'))
  return [...funcs.values()].some(({ blocks }) => blocks.some(({ insts }) => insts.some(needsMore)))
}

interface Leaks {
  /** May a call of the function leave texts that it has made, or was given, where others find them? */
  leaves(name: string): boolean
  /** May it store what it is given? */
  keeps(name: string): boolean
}

function leaksOf(module: Module, made: MadeTexts): Leaks {
  const answers = new Map<string, { leaves: boolean; keeps: boolean }>()
  const of = (name: string) => {
    let answer = answers.get(name)
    if (answer !== undefined) return answer
    // Who asks about itself is told the worst.
    answers.set(name, { leaves: true, keeps: true })
    const func = module.funcs.get(name)
    if (func === undefined) return answers.get(name)!
    answer = look(func, made, leaks)
    answers.set(name, answer)
    return answer
  }
  const leaks: Leaks = { leaves: (name) => of(name).leaves, keeps: (name) => of(name).keeps }
  return leaks
}

function look(func: Func, made: MadeTexts, leaks: Leaks): { leaves: boolean; keeps: boolean } {
  const turn = wholeOf(func)
  const own = ownObjects(func, turn, definitions(func), leaks.keeps)
  const isAddress = (value: Value) => func.types[value] === 'ref' || func.types[value] === 'ptr'
  const stores = (inst: Inst) => {
    const stored = storedValue(inst)
    return stored !== undefined && isAddress(stored) && !own.isOwn(stored)
  }
  const calls = calledIn(func, turn)
  return {
    leaves: leavesTexts(func, turn, made, leaks, own.isOwn),
    keeps: func.blocks.some(({ insts }) => insts.some(stores)) || calls.some(leaks.keeps),
  }
}

function calledIn(func: Func, { blocks }: Turn): string[] {
  return blocks.flatMap((block) => {
    const { insts, term } = func.blocks[block]!
    const names = insts.filter(({ op }) => op === 'call').map(({ imm }) => imm as string)
    return term.kind === 'invoke' ? [...names, term.callee] : names
  })
}

/** May a text be where others find it, when the turn is over? */
function leavesTexts(func: Func, turn: Turn, made: MadeTexts, leaks: Leaks, isOwn: (value: Value) => boolean): boolean {
  const leaves = (inst: Inst) => {
    const stored = storedValue(inst)
    if (stored !== undefined) return made.isMade(func, stored) && !isOwn(inst.args[0]!)
    return inst.op === 'mem.copy' && made.regions.has(accessOf(inst)!.region) && !isOwn(inst.args[0]!)
  }
  return turn.blocks.some((block) => func.blocks[block]!.insts.some(leaves)) || calledIn(func, turn).some(leaks.leaves)
}

function release(func: Func, made: MadeTexts, leaks: Leaks): boolean {
  const makesHere = (block: Block) => {
    const { insts, term } = func.blocks[block]!
    const makes = (inst: Inst) => made.makes(inst) || (inst.op === 'call' && made.makers.has(inst.imm as string))
    return insts.some(makes) || (term.kind === 'invoke' && made.makers.has(term.callee))
  }
  if (!func.blocks.some((_, block) => makesHere(block as Block))) return false
  // Blocks that nothing leads to have no place in what follows.
  if (reversePostorder(func).length < func.blocks.length) return false
  const chosen = loops(func).loops.flatMap((loop) => candidate(func, loop, makesHere, made, leaks) ?? [])
  if (chosen.length === 0) return false
  insert(func, chosen, makesHere)
  return true
}

function candidate(func: Func, loop: Loop, makesHere: (block: Block) => boolean, made: MadeTexts, leaks: Leaks): Candidate | undefined {
  if (!loop.blocks.some(makesHere)) return undefined
  const before = predecessors(func)[loop.header]!
  // Where an exception goes, the first parameter is the error.
  if (before.some((from) => unwindOf(func, from) === loop.header)) return undefined
  const own = ownObjects(func, loop, definitions(func), leaks.keeps)
  if (leavesTexts(func, loop, made, leaks, own.isOwn)) return undefined
  const kept = new Set<number>()
  for (const from of loop.latches) {
    for (const { block, args } of targets(func.blocks[from]!.term)) {
      if (block === loop.header) for (const [index, arg] of args.entries()) if (made.isMade(func, arg)) kept.add(index)
    }
  }
  const { params } = func.blocks[loop.header]!
  const isText = kept.size > 0 ? textValues(func) : undefined
  const isFine = kept.size <= MOST_KEPT && [...kept].every((index) => isText!.has(params[index]!))
  return isFine ? { loop, kept: [...kept] } : undefined
}

function unwindOf(func: Func, from: Block): Block | undefined {
  const { term } = func.blocks[from]!
  return term.kind === 'jump' || term.kind === 'invoke' ? term.unwind?.block : undefined
}

function insert(func: Func, chosen: readonly Candidate[], makesHere: (block: Block) => boolean): void {
  const no = entryConstant(func, 'bool', 0)
  const yes = entryConstant(func, 'bool', 1)
  const marked = chosen.map(({ loop }) => markBefore(func, loop, chosen))
  const graph = predecessors(func)
  const reader = readerOf(func, graph)
  // Has the turn made any?
  const dirty = chosen.map(({ loop }) => {
    const variable: Variable = newVariable('bool')
    variable.atStart.set(loop.header, no)
    for (const block of loop.blocks) if (makesHere(block)) variable.atEnd.set(block, yes)
    return variable
  })
  const ends = chosen.map(({ loop }, index) => loop.latches.map((from) => reader.atEnd(dirty[index]!, from)))
  reader.finish()
  chosen.forEach((each, index) => {
    each.loop.latches.forEach((from, at) => {
      const isDirty = ends[index]![at]!
      if (isDirty === no) return
      for (const target of targets(func.blocks[from]!.term))
        if (target.block === each.loop.header) atEndOfTurn(func, each, target, marked[index]!, isDirty === yes ? undefined : isDirty)
    })
  })
}

/** Note before a loop where its texts begin. */
function markBefore(func: Func, loop: Loop, chosen: readonly Candidate[]): Value {
  const before = predecessors(func)
  const inside = (block: Block) => loop.blocks.includes(block)
  let block = findPreheader(func, loop, before, inside)
  if (block === undefined) {
    block = makePreheader(func, loop, before, inside)
    for (const { loop: other } of chosen) {
      if (other !== loop && other.blocks.includes(loop.header)) other.blocks.splice(other.blocks.indexOf(loop.header), 0, block)
    }
  }
  const mark = newInst(func, 'call.host', [], 'text:mark', 'i32')
  func.blocks[block]!.insts.push(mark)
  return mark.result
}

/** Send an edge to the header by way of a block that lets go of texts, if there are new ones. */
function atEndOfTurn(func: Func, { loop, kept }: Candidate, target: Target, mark: Value, isDirty: Value | undefined): void {
  const { header } = loop
  const lets = newBlock(func)
  const args = [...target.args]
  func.blocks[lets]!.term = { kind: 'jump', to: { block: header, args } }
  letGo(func, lets, kept, args, mark)
  if (isDirty === undefined) {
    target.block = lets
    target.args = []
    return
  }
  const asks = newBlock(func)
  const otherwise = { block: header, args: [...target.args] }
  func.blocks[asks]!.term = { kind: 'branch', condition: isDirty, then: { block: lets, args: [] }, otherwise }
  target.block = asks
  target.args = []
}

function letGo(func: Func, block: Block, kept: readonly number[], args: Value[], mark: Value): void {
  const { insts } = func.blocks[block]!
  const add = (...made: Parameters<typeof newInst> extends [Func, ...infer Rest] ? Rest : never): Value => {
    const inst = newInst(func, ...made)
    insts.push(inst)
    return inst.result
  }
  const constant = (value: number) => add('const', [], value, 'i32')
  if (kept.length === 0) {
    add('call.host', [mark], 'text:release')
    return
  }
  const texts = kept.map((index) => args[index]!)
  while (texts.length < MOST_KEPT) texts.push(constant(-1))
  add('call.host', [mark, ...texts], 'text:keep')
  kept.forEach((index, place) => {
    const text = args[index]!
    // Handles that die are odd, not below the mark, and not those of texts in memory.
    const isOdd = add('i32.eq', [add('i32.and', [text, constant(1)]), constant(1)])
    const isHost = add('bool.and', [add('i32.ge_s', [text, mark]), add('i32.lt_s', [text, constant(BUILT)])])
    args[index] = add('select', [add('bool.and', [isOdd, isHost]), add('i32.add', [mark, constant(2 * place)]), text])
  })
}
