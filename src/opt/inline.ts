/** Put the bodies of small functions, of those called once and of closures where they are called.
 *
 *    func @square(f64) -> f64        func @f(f64) -> f64
 *    b0(v0): …                       b0(v0):
 *      return v1                       jump b1(v0)
 *    func @f(f64) -> f64       →     b1(v3): …
 *    b0(v0):                           jump b2(v4)
 *      v1 = call @square v0          b2(v1):
 *      return v1                       return v1
 *
 * The calls in a body that has arrived are looked at in their turn, but never one of a function that the body came in
 * by: that ends recursion. A call whose exception is caught is replaced only by a body that cannot throw.
 *
 * Where loops are kept apart, a function without one takes in none: V8 optimises what has loops before its first call. */
import { inlinedAt, type Span } from '../base/span.ts'
import { newBlock, newValue } from '../ir/builder.ts'
import { loops } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Terminator, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { type Calls, NO_CALLS } from './calls.ts'
import { copyTerm } from './edit.ts'
import { mayThrow } from './effects.ts'

/** Instructions of a body that always goes in: a call costs about as much. */
const SMALL = 24
/** In a loop more is gained. */
const SMALL_IN_LOOP = 80
/** A body that goes in because nobody else calls it. */
const ONLY_CALLER = 600
/** The caller's size at which only what must be inlined still is. */
const LARGE = 4000

/** The functions whose bodies a block has come in by, innermost first. */
interface Origin {
  readonly name: string
  readonly outer: Origin | undefined
}

export function inline(func: Func, module: Module, { sites, loopsApart = false }: Calls = NO_CALLS): boolean {
  const calls = func.blocks.some(({ insts, term }) => term.kind === 'invoke' || insts.some(({ op }) => op === 'call'))
  if (!calls) return false
  const { loops: own, loopOf } = loops(func)
  const takesNone = loopsApart && own.length === 0
  const inLoop = func.blocks.map((_, block) => loopOf[block] !== undefined)
  const origins: (Origin | undefined)[] = func.blocks.map(() => undefined)
  let size = sizeOf(func)!
  let changed = false
  for (let index = 0; index < func.blocks.length; index++) {
    const wanted = (name: string): Func | undefined => {
      const callee = module.funcs.get(name)
      if (!callee || callee === func || callee.inline === 'never' || callee.level !== 'typed' || cameBy(origins[index], name))
        return undefined
      const limit = size > LARGE ? 0 : (sites.get(name) ?? 2) === 1 ? ONLY_CALLER : inLoop[index] ? SMALL_IN_LOOP : SMALL
      const added = sizeOf(callee, callee.inline === 'always' ? Number.POSITIVE_INFINITY : limit)
      if (added === undefined || callsItself(callee)) return undefined
      if (takesNone && callee.inline !== 'always' && loops(callee).loops.length > 0) return undefined
      size += added
      return callee
    }
    /** Blocks that have been added since: those of the callee's body, or what follows the call. */
    const added = (callee: Func | undefined) => {
      for (let block = origins.length; block < func.blocks.length; block++) {
        inLoop[block] = inLoop[index]!
        origins[block] = callee ? { name: callee.name, outer: origins[index] } : origins[index]
      }
    }
    if (inlineInBlock(func, index as Block, wanted, added)) changed = true
  }
  return changed
}

function cameBy(origin: Origin | undefined, name: string): boolean {
  for (let at = origin; at; at = at.outer) if (at.name === name) return true
  return false
}

/** Instructions that are not constants, and one per block; undefined as soon as there are more than the limit. */
function sizeOf(func: Func, limit = Number.POSITIVE_INFINITY): number | undefined {
  let size = 0
  for (const { insts } of func.blocks) {
    size++
    for (const { op } of insts) if (op !== 'const') size++
    if (size > limit) return undefined
  }
  return size
}

function callsItself(func: Func): boolean {
  return func.blocks.some(
    ({ insts, term }) =>
      (term.kind === 'invoke' && term.callee === func.name) || insts.some(({ op, imm }) => op === 'call' && imm === func.name),
  )
}

/** All calls of one block, first to last: what follows a call moves to a new block. */
function inlineInBlock(
  func: Func,
  start: Block,
  wanted: (name: string) => Func | undefined,
  added: (callee: Func | undefined) => void,
): boolean {
  let changed = false
  let block = func.blocks[start]!
  for (let at = 0; at < block.insts.length; at++) {
    const inst = block.insts[at]!
    const callee = inst.op === 'call' ? wanted(inst.imm as string) : undefined
    if (!callee) continue
    const after = newBlock(func)
    func.blocks[after] = { params: inst.result === NONE ? [] : [inst.result], insts: block.insts.slice(at + 1), term: block.term }
    block.insts = block.insts.slice(0, at)
    added(undefined)
    block.term = enter(func, callee, inst.args, after, inst.span)
    added(callee)
    block = func.blocks[after]!
    at = -1
    changed = true
  }
  return inlineInvoke(func, block, wanted, added) || changed
}

function inlineInvoke(
  func: Func,
  block: Func['blocks'][number],
  wanted: (name: string) => Func | undefined,
  added: (callee: Func | undefined) => void,
): boolean {
  const { term } = block
  if (term.kind !== 'invoke') return false
  const callee = wanted(term.callee)
  if (!callee || canThrow(callee)) return false
  const after = newBlock(func)
  func.blocks[after] = { params: [...term.results], insts: [], term: { kind: 'jump', to: term.to, span: term.span } }
  added(undefined)
  block.term = enter(func, callee, term.args, after, term.span)
  added(callee)
  return true
}

function canThrow(func: Func): boolean {
  return func.blocks.some(({ insts, term }) => term.kind === 'throw' || term.kind === 'invoke' || insts.some(mayThrow))
}

/** Copy the callee's blocks; its returns jump to `after`. The terminator that enters the copy. `at`: the place of the call. */
function enter(func: Func, callee: Func, args: readonly Value[], after: Block, at: Span | undefined): Terminator {
  const place = placesIn(callee.title, at)
  const values = new Int32Array(callee.types.length).fill(NONE)
  const value = (old: Value): Value => {
    if (values[old] === NONE) {
      values[old] = newValue(func, callee.types[old]!)
      const name = callee.names[old]
      if (name !== undefined) func.names[values[old]!] = name
    }
    return values[old] as Value
  }
  const first = func.blocks.length
  const block = (old: Block) => (first + old) as Block
  for (const { params, insts, term } of callee.blocks) {
    func.blocks.push({
      params: params.map(value),
      insts: insts.map((inst): Inst => {
        const result = inst.result === NONE ? NONE : value(inst.result)
        return { ...inst, args: inst.args.map(value), result, span: place(inst.span) }
      }),
      term:
        term.kind === 'return'
          ? { kind: 'jump', to: { block: after, args: term.values.map(value) } }
          : { ...copyTerm(term, value, block), span: place(term.span) },
    })
  }
  return { kind: 'jump', to: { block: block(0 as Block), args: [...args] } }
}

/** Spans of the callee as they are in the caller. Neighbours have the same one, which is made once. */
function placesIn(title: string | undefined, at: Span | undefined): (span: Span | undefined) => Span | undefined {
  let last: Span | undefined
  let made: Span | undefined
  return (span) => {
    if (span === undefined || span === last) return span && made
    last = span
    made = inlinedAt(span, title, at)
    return made
  }
}
