/** A copy of a loop goes on once an array has given undefined; until then every value is what arrays hold.   needs: loops
 *
 *    b2(v1): v2 = i32.lt_u v3, v9              b2(v1): v2 = i32.lt_u v3, v9
 *            branch v2, b3, b4(undefined)              branch v2, b3, b7(undefined)
 *    b3: v5 = elem.load …; jump b4(v5)    →    b3: v5 = elem.load …; jump b4(v5)
 *    b4(v6): … jump b2(v6)                     b4(v6): … jump b2(v6)
 *                                              b7(v7): jump b8(1, 0)
 *                                              b8(v8, v10): switch v8 [b2'(v10), b4'(v7)]
 *                                              b2'(v1'): … branch v2', b3', b4'(undefined)
 *                                              b4'(v6'): … jump b8(0, v6')
 *
 * Loops like `x = next[x]` keep x in 64 bits or in a double only because it may become undefined. The copy is entered in its
 * middle, so every loop around that place is given a header that sends what comes in to where it belongs.
 */
import { newBlock, newValue } from '../ir/builder.ts'
import { type Dominators, type Loop, predecessors } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, NONE, type Target, targets, type Value } from '../ir/function.ts'
import { UNDEFINED_I64 } from '../ir/host.ts'
import type { Module } from '../ir/module.ts'
import type { Type } from '../ir/types.ts'
import { type Known, knownOf } from './analyses/known.ts'
import type { Calls } from './calls.ts'
import { copyTerm, entryConstant } from './edit.ts'
import { newVariable, readerOf, type Variable } from './ssa.ts'

/** Instructions of a loop that is copied at most, and of all copies in a function. */
const LARGE_LOOP = 240
const ALL_COPIES = 480
/** Places in which a copy is entered at most. */
const MOST_ENTRIES = 12

/** An edge that is taken where an array has no element, and brings undefined. */
interface Miss {
  readonly from: Block
  readonly target: Target
}

export function splitMissing(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  const misses = missesOf(func, known)
  if (misses.length === 0) return false
  const { loopOf } = known.loops()
  const carried = carriedFrom(func, known)
  const plans = new Map<Loop, Miss[]>()
  let budget = ALL_COPIES
  for (const { from, target } of misses) {
    const loop = carried(target) ? outermost(func, loopOf[from]) : undefined
    if (loop === undefined || plans.has(loop) || sizeOf(func, loop) > budget) continue
    const inside = new Set(loop.blocks)
    const all = misses.filter((miss) => inside.has(miss.from) && inside.has(miss.target.block))
    // One that leaves the loop has been sent into a copy already.
    if (!inside.has(target.block)) continue
    if (new Set(all.map(({ target }) => target.block)).size > MOST_ENTRIES) continue
    plans.set(loop, all)
    budget -= sizeOf(func, loop)
  }
  // As they are before the first copy: what is known of a loop's blocks stays true of them.
  const dominators = known.dominators()
  for (const [loop, all] of plans) split(func, loop, { loopOf, dominators }, all)
  return plans.size > 0
}

function missesOf(func: Func, known: Known): Miss[] {
  const defs = known.definitions()
  const { loopOf } = known.loops()
  const isUndefined = (arg: Value) => defs[arg]?.op === 'const' && defs[arg].imm === UNDEFINED_I64
  const found: Miss[] = []
  func.blocks.forEach(({ term }, index) => {
    const from = index as Block
    if (term.kind !== 'branch' || defs[term.condition]?.op !== 'i32.lt_u' || isInCopy(func, loopOf[from])) return
    const { otherwise } = term
    if (otherwise.block !== term.then.block && otherwise.args.some(isUndefined)) found.push({ from, target: otherwise })
  })
  return found
}

/** Is there no loop around, or one that is a copy already? */
function isInCopy(func: Func, inner: Loop | undefined): boolean {
  for (let loop = inner; loop; loop = loop.parent) {
    const { params, insts, term } = func.blocks[loop.header]!
    if (term.kind === 'switch' && insts.length === 0 && term.on === params[0]) return true
  }
  return inner === undefined
}

/** Operations that carry a number on from one turn of a loop to the next. */
const CARRIES: ReadonlySet<string> = new Set(
  'f64.from_i64_s i64.from_f64_sat_s select f64.add f64.sub tag.clean i64.add i64.sub f64.min f64.max'.split(' '),
)

/** Does what a miss brings come round to the header of a loop? */
function carriedFrom(func: Func, known: Known): (target: Target) => boolean {
  const headers = new Set(known.loops().loops.map(({ header }) => header))
  const isWide = (value: Value) => func.types[value] === 'i64' || func.types[value] === 'f64'
  const readers: Inst[][] = []
  const edges: Value[][] = []
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) if (CARRIES.has(inst.op)) for (const arg of inst.args) (readers[arg] ??= []).push(inst)
    for (const { block, args } of targets(term)) {
      args.forEach((arg, index) => {
        if (isWide(arg)) (edges[arg] ??= []).push(func.blocks[block]!.params[index]!)
      })
    }
  }
  const wideHeaders = new Set([...headers].flatMap((header) => func.blocks[header]!.params.filter(isWide)))
  const defs = known.definitions()
  return ({ block, args }) => {
    const work = func.blocks[block]!.params.filter((_, index) => defs[args[index]!]?.imm === UNDEFINED_I64)
    const seen = new Set(work)
    for (let value = work.pop(); value !== undefined; value = work.pop()) {
      if (wideHeaders.has(value)) return true
      for (const next of [...(edges[value] ?? []), ...(readers[value] ?? []).map(({ result }) => result)]) {
        if (seen.has(next)) continue
        seen.add(next)
        work.push(next)
      }
    }
    return false
  }
}

function sizeOf(func: Func, loop: Loop): number {
  return loop.blocks.reduce((sum, block) => sum + func.blocks[block]!.insts.length + 1, 0)
}

/** The outermost loop around that is not too large. */
function outermost(func: Func, inner: Loop | undefined): Loop | undefined {
  let found: Loop | undefined
  for (let loop = inner; loop; loop = loop.parent) if (loop.header !== 0 && sizeOf(func, loop) <= LARGE_LOOP) found = loop
  return found
}

/** What is known of a loop while it is copied. */
interface Copy {
  readonly func: Func
  readonly loop: Loop
  readonly blocks: ReadonlyMap<Block, Block>
  /** By value of the loop, which the copy sets too. */
  readonly variables: (Variable | undefined)[]
  readonly zeros: Map<Type, Value>
}

/** Something to pass where nobody will read it. */
function nothing({ func, zeros }: Copy, type: Type): Value {
  const value = zeros.get(type) ?? entryConstant(func, type, type === 'i64' ? 0n : 0)
  zeros.set(type, value)
  return value
}

interface Graph {
  readonly loopOf: readonly (Loop | undefined)[]
  readonly dominators: Dominators
}

function split(func: Func, loop: Loop, graph: Graph, misses: readonly Miss[]): void {
  const copy: Copy = { func, loop, blocks: new Map(loop.blocks.map((old) => [old, newBlock(func)])), variables: [], zeros: new Map() }
  for (const old of loop.blocks) copyBlock(copy, old)
  const entries = enter(copy, graph, misses)
  repair(copy, entries)
}

/** A block of the copy. What it reads from other blocks still has the loop's names. */
function copyBlock({ func, blocks, variables }: Copy, old: Block): void {
  const made = func.blocks[blocks.get(old)!]!
  const { params, insts, term } = func.blocks[old]!
  const names = new Map<Value, Value>()
  const rename = (value: Value): Value => names.get(value) ?? value
  const define = (value: Value): Value => {
    if (value === NONE) return NONE
    const result = newValue(func, func.types[value]!)
    if (func.names[value] !== undefined) func.names[result] = func.names[value]
    names.set(value, result)
    const variable = newVariable(func.types[value]!, func.names[value])
    variable.atEnd.set(old, value)
    variable.atEnd.set(blocks.get(old)!, result)
    variables[value] = variable
    return result
  }
  made.params = params.map(define)
  made.insts = insts.map((inst): Inst => ({ ...inst, args: inst.args.map(rename), result: define(inst.result) }))
  if (term.kind === 'invoke') for (const result of term.results) define(result)
  made.term = copyTerm(term, rename, (to) => blocks.get(to) ?? to)
}

/** Where what a miss brings is needed again, in the block that goes on to the copy of its target. */
interface Entry {
  readonly block: Block
  readonly target: Target
  readonly brought: readonly Variable[]
}

/** Send the misses into the copy: by way of a block for each of their targets, and the headers of the loops around it. */
function enter(copy: Copy, { loopOf, dominators }: Graph, misses: readonly Miss[]): Entry[] {
  const { func, loop, blocks } = copy
  const places = [...new Set(misses.map(({ target }) => target.block))]
  const nests = places.map((place) => nestOf(loopOf[place]!, loop))
  const typesOf = (block: Block) => func.blocks[block]!.params.map((param) => func.types[param]!)
  const headers = new Map<Loop, Block>()
  for (const around of new Set(nests.flat())) headers.set(around, newBlock(func, ['i32', ...typesOf(blocks.get(around.header)!)]))
  const headerOf = new Map([...headers].map(([around, made]) => [blocks.get(around.header)!, made]))
  for (const block of blocks.values()) {
    for (const target of targets(func.blocks[block]!.term)) {
      const header = headerOf.get(target.block)
      if (header === undefined) continue
      target.block = header
      target.args = [nothing(copy, 'i32'), ...target.args]
    }
  }
  /** An edge into a loop's header that is to go on to a place within. */
  const inward = (around: Loop, chosen: Value): Target => {
    const [, ...rest] = typesOf(headers.get(around)!)
    return { block: headers.get(around)!, args: [chosen, ...rest.map((type) => nothing(copy, type))] }
  }
  const entries = places.map((place): Entry => {
    const landing = newBlock(func, typesOf(place))
    for (const { target } of misses) if (target.block === place) target.block = landing
    const number = entryConstant(func, 'i32', places.indexOf(place) + 1)
    func.blocks[landing]!.term = { kind: 'jump', to: inward(loop, number) }
    passOn(copy, landing, (home) => dominators.dominates(home, place))
    const brought = func.blocks[landing]!.params.map((param) => {
      const variable = newVariable(func.types[param]!)
      variable.atEnd.set(landing, param)
      return variable
    })
    const target: Target = { block: blocks.get(place)!, args: [] }
    const block = newBlock(func)
    func.blocks[block]!.term = { kind: 'jump', to: target }
    return { block, target, brought }
  })
  for (const [around, header] of headers) {
    const [on, ...args] = func.blocks[header]!.params
    const begin = (): Target => ({ block: blocks.get(around.header)!, args: [...args] })
    const cases = nests.map((nest, index): Target => {
      const depth = nest.indexOf(around)
      if (depth < 0) return begin()
      return depth === nest.length - 1 ? { block: entries[index]!.block, args: [] } : inward(nest[depth + 1]!, on!)
    })
    func.blocks[header]!.term = { kind: 'switch', on: on!, cases: [begin(), ...cases], otherwise: begin() }
  }
  return entries
}

/** Values that are not known yet where the copy is entered need not be found on the way there. */
function passOn(copy: Copy, landing: Block, isKnown: (home: Block) => boolean): void {
  for (const variable of copy.variables) {
    if (variable === undefined) continue
    const [home] = variable.atEnd.keys()
    if (!isKnown(home!)) variable.atEnd.set(landing, nothing(copy, variable.type))
  }
}

/** The loops around a block, from one of them inwards. */
function nestOf(inner: Loop, outer: Loop): Loop[] {
  const nest = [inner]
  while (nest[0] !== outer) nest.unshift(nest[0]!.parent!)
  return nest
}

/** What either the loop or its copy has set is read as a variable wherever both may come from. */
function repair({ func, loop, variables }: Copy, entries: readonly Entry[]): void {
  const reader = readerOf(func, predecessors(func))
  const original = new Set(loop.blocks)
  for (const { block, target, brought } of entries) target.args = brought.map((variable) => reader.atEnd(variable, block))
  func.blocks.forEach(({ insts, term }, index) => {
    const block = index as Block
    if (original.has(block)) return
    for (const inst of insts) {
      for (let at = 0; at < inst.args.length; at++) {
        const variable = variables[inst.args[at]!]
        if (variable) inst.args[at] = reader.atStart(variable, block)
      }
    }
    mapTermUses(term, (value) => (variables[value] ? reader.atEnd(variables[value], block) : value))
  })
  reader.finish()
}
