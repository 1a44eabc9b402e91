/** May the fields of a group of objects be kept by name? They may where no store through one name is missed by another.
 *  used by: scalar-replace
 *
 * Either every edge moves the object: the name that is passed on is not read again, so each object has one name at a
 * time, which may also be given away in the end. Or the objects are frozen: nothing is stored any more once an object
 * has a second name; then it must not be given away, as its identity could show. */
import { predecessors } from '../ir/cfg.ts'
import { type Block, type Func, targets, termUses, type Value } from '../ir/function.ts'
import { definingBlocks } from './edit.ts'
import type { Escape, Group, Groups } from './object-groups.ts'

/** Each place where an object is given away makes a copy of the code that fills it. */
const MAX_ESCAPES = 6

/** Groups whose names do no harm. */
export function separable(func: Func, groups: Groups): Group[] {
  const facts = { func, before: predecessors(func), home: definingBlocks(func), uses: new Map<Value, Set<Block>>() }
  const flowing = groups.all.filter(({ params }) => params.length > 0)
  collectUses(facts, flowing)
  return groups.all.filter((group) => {
    if (group.params.length === 0) return group.escapes.length === 0
    if (group.escapes.length > (group.nullable ? 0 : MAX_ESCAPES) || !areDecidable(group, groups)) return false
    return isMoved(facts, group) || (group.escapes.length === 0 && isFrozen(facts, group))
  })
}

interface Facts {
  readonly func: Func
  readonly before: readonly Block[][]
  readonly home: readonly number[]
  /** By name, the blocks that read it. */
  readonly uses: Map<Value, Set<Block>>
}

function collectUses({ func, uses }: Facts, groups: readonly Group[]): void {
  for (const { allocs, params } of groups) for (const name of [...allocs, ...params]) uses.set(name, new Set())
  if (uses.size === 0) return
  func.blocks.forEach(({ insts, term }, block) => {
    for (const { args } of insts) for (const value of args) uses.get(value)?.add(block as Block)
    for (const value of termUses(term)) uses.get(value)?.add(block as Block)
  })
}

/** Where null is among the values, two names can be equal without being one object. */
function areDecidable({ nullable, comparisons }: Group, { of }: Groups): boolean {
  return !nullable || comparisons.every(([name, other]) => name === other || of(other) === undefined)
}

function isMoved(facts: Facts, group: Group): boolean {
  const live = new Map<Value, Set<Block>>()
  const isLive = (name: Value, block: Block) => {
    if (!live.has(name)) live.set(name, liveBlocks(facts, name))
    return live.get(name)!.has(block)
  }
  const moves = group.flows.every(
    ({ target, from }) => !facts.uses.has(from) || (target.args.filter((arg) => arg === from).length === 1 && !isLive(from, target.block)),
  )
  return moves && group.escapes.every((place) => isLastUse(facts, place, isLive))
}

/** Blocks at whose start the name will be read before it is given a new meaning. */
function liveBlocks({ before, home, uses }: Facts, name: Value): Set<Block> {
  const live = new Set<Block>()
  const work = [...uses.get(name)!]
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (block === home[name] || live.has(block)) continue
    live.add(block)
    work.push(...before[block]!)
  }
  return live
}

function isLastUse({ func }: Facts, { block, at, object }: Escape, isLive: (name: Value, block: Block) => boolean): boolean {
  const { insts, term } = func.blocks[block]!
  let reads = termUses(term).filter((value) => value === object).length
  for (const { args } of insts.slice(at)) for (const value of args) if (value === object) reads++
  return reads === 1 && targets(term).every((target) => !isLive(object, target.block))
}

function isFrozen(facts: Facts, { allocs, params, flows, stores, comparisons }: Group): boolean {
  if (stores.some(({ object }) => params.includes(object))) return false
  if (comparisons.some(([name, other]) => name !== other && [...allocs, ...params].includes(other))) return false
  return allocs.every((alloc) => {
    const later = reachable(
      facts,
      flows.filter(({ from }) => from === alloc).map(({ target }) => target.block),
      alloc,
    )
    return !stores.some(({ object, block }) => object === alloc && later.has(block))
  })
}

/** Blocks that can come after some blocks before the allocation runs again. */
function reachable({ func, home }: Facts, from: readonly Block[], alloc: Value): Set<Block> {
  const reached = new Set<Block>()
  const work = [...from]
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (block === home[alloc] || reached.has(block)) continue
    reached.add(block)
    for (const target of targets(func.blocks[block]!.term)) work.push(target.block)
  }
  return reached
}
