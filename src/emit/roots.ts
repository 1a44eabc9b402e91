/**
 * Which references the collector must find, and where in the function's frame on the shadow stack they are
 * kept: those alive across a safepoint (an operation that may collect). Each is stored once, when it is made.
 *
 * A pointer into an object keeps the object's reference alive for as long as it is itself, even where the
 * reference does not dominate (a pointer that is one of two by a block parameter keeps both).
 */
import { predecessors, reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Target, targets, termUses, type Value } from '../ir/function.ts'
import { type HostName, hostFunctions } from '../ir/host.ts'
import { liveAtEntry } from './liveness.ts'

export interface Frame {
  /** By value: its slot, or -1. */
  readonly slots: Int32Array
  /** Number of slots. 0 where the function only has to restore the stack pointer after an exception. */
  readonly size: number
}

/** Beyond this many references, each has a slot of its own. */
const MOST_SHARED = 500

interface Roots {
  readonly func: Func
  readonly order: readonly Block[]
  readonly collects: (callee: string) => boolean
  /** By value, the references that must be alive while it is. */
  readonly owners: (value: Value) => readonly Value[]
  readonly liveIn: Value[][]
}

/** The frame of a function; undefined where nothing in it can collect. `collects`: can a call of that function? */
export function frameOf(func: Func, collects: (callee: string) => boolean): Frame | undefined {
  if (!func.blocks.some((_, block) => hasSafepoint(func, block as Block, collects))) return undefined
  const order = reversePostorder(func)
  const owners = ownersOf(func, order)
  const roots: Roots = { func, order, collects, owners, liveIn: referencesAtEntry(func, order, owners) }
  const kept = new Set<Value>()
  for (const block of order) if (hasSafepoint(func, block, collects)) aliveAcross(roots, block, kept)
  return assignSlots(roots, kept)
}

function isSafepoint({ op, imm }: Inst, collects: (callee: string) => boolean): boolean {
  if (op === 'alloc' || op === 'alloc.block') return true
  if (op === 'call') return collects(imm as string)
  return op === 'call.host' && hostFunctions[imm as HostName].effect === 'heap'
}

function hasSafepoint(func: Func, block: Block, collects: (callee: string) => boolean): boolean {
  const { insts, term } = func.blocks[block]!
  return insts.some((inst) => isSafepoint(inst, collects)) || (term.kind === 'invoke' && collects(term.callee))
}

/** A reference owns itself; a pointer follows where it was made from. Constants (null, undefined) own nothing. */
function ownersOf(func: Func, order: readonly Block[]): (value: Value) => readonly Value[] {
  const sources: (Value[] | undefined)[] = Array(func.types.length).fill(undefined)
  const constant = new Uint8Array(func.types.length)
  const add = (pointer: Value, source: Value) => {
    const known = sources[pointer]
    if (known) known.push(source)
    else sources[pointer] = [source]
  }
  for (const block of order) {
    const { insts, term } = func.blocks[block]!
    for (const { op, args, result } of insts) {
      if (op === 'const') constant[result] = 1
      else if (result !== NONE && func.types[result] === 'ptr') for (const arg of args) add(result, arg)
    }
    for (const target of targets(term)) addArguments(func, target, add)
  }
  const known: (Value[] | undefined)[] = []
  const find = (value: Value): Value[] => {
    const found: Value[] = []
    const seen = new Set([value])
    for (const next of seen) {
      if (func.types[next] === 'ref' && !constant[next]) found.push(next)
      else if (func.types[next] === 'ptr') for (const source of sources[next] ?? []) seen.add(source)
    }
    return found
  }
  return (value) => {
    if (func.types[value] !== 'ref' && func.types[value] !== 'ptr') return []
    known[value] ??= find(value)
    return known[value]
  }
}

function addArguments(func: Func, target: Target, add: (pointer: Value, source: Value) => void): void {
  const { params } = func.blocks[target.block]!
  target.args.forEach((arg, index) => {
    if (func.types[params[index]!] === 'ptr') add(params[index]!, arg)
  })
}

function referencesAtEntry(func: Func, order: readonly Block[], owners: Roots['owners']): Value[][] {
  const definedIn = new Int32Array(func.types.length).fill(-1)
  const exposed: (Block[] | undefined)[] = Array(func.types.length).fill(undefined)
  for (const block of order) {
    const { params, insts, term } = func.blocks[block]!
    const define = (value: Value) => {
      definedIn[value] = block
    }
    const use = (value: Value) => {
      for (const owner of owners(value)) {
        if (definedIn[owner] === block) continue
        const blocks = exposed[owner]
        if (!blocks) exposed[owner] = [block]
        else if (blocks[blocks.length - 1] !== block) blocks.push(block)
      }
    }
    params.forEach(define)
    for (const inst of insts) {
      inst.args.forEach(use)
      if (inst.result !== NONE) define(inst.result)
    }
    termUses(term).forEach(use)
    if (term.kind === 'invoke') term.results.forEach(define)
  }
  return liveAtEntry(func, predecessors(func), exposed, definedIn)
}

/** References that are alive when a block has been left by one of its edges. */
function aliveAtEnd(roots: Roots, block: Block): Set<Value> {
  const { term } = roots.func.blocks[block]!
  const alive = new Set<Value>()
  for (const { block: to, args } of targets(term)) {
    for (const value of roots.liveIn[to]!) alive.add(value)
    for (const arg of args) for (const owner of roots.owners(arg)) alive.add(owner)
  }
  return alive
}

/** Add to `kept` what is alive across the safepoints of a block. */
function aliveAcross(roots: Roots, block: Block, kept: Set<Value>): void {
  const { func, collects, owners } = roots
  const { insts, term } = func.blocks[block]!
  const alive = aliveAtEnd(roots, block)
  const keep = (values: Iterable<Value>) => {
    for (const value of values) kept.add(value)
  }
  if (term.kind === 'invoke') {
    for (const result of term.results) alive.delete(result)
    if (collects(term.callee)) {
      keep(alive)
      keep(ownersOfPointers(roots, term.args))
    }
  }
  for (const value of termUses(term)) for (const owner of owners(value)) alive.add(owner)
  if (term.kind === 'invoke') for (const result of term.results) alive.delete(result)
  for (let index = insts.length - 1; index >= 0; index--) {
    const inst = insts[index]!
    alive.delete(inst.result)
    if (isSafepoint(inst, collects)) {
      keep(alive)
      keep(ownersOfPointers(roots, inst.args))
    }
    for (const value of inst.args) for (const owner of owners(value)) alive.add(owner)
  }
}

/** A callee keeps its reference parameters itself; it cannot do so for the owners of pointers. */
function ownersOfPointers({ func, owners }: Roots, args: readonly Value[]): Value[] {
  return args.filter((value) => func.types[value] === 'ptr').flatMap(owners)
}

/** References that are alive at once get different slots: colour greedily, in the order of their numbers. */
function assignSlots(roots: Roots, kept: ReadonlySet<Value>): Frame {
  const { func } = roots
  const slots = new Int32Array(func.types.length).fill(-1)
  const values = [...kept].sort((a, b) => a - b)
  const clashes = kept.size <= MOST_SHARED ? interference(roots, kept) : undefined
  let size = 0
  for (const value of values) {
    let slot = size
    if (clashes) {
      const taken = new Set([...clashes.get(value)!].map((other) => slots[other]))
      slot = 0
      while (taken.has(slot)) slot++
    }
    slots[value] = slot
    size = Math.max(size, slot + 1)
  }
  return { slots, size }
}

function interference(roots: Roots, kept: ReadonlySet<Value>): Map<Value, Set<Value>> {
  const { func, order, owners } = roots
  const clashes = new Map<Value, Set<Value>>()
  for (const value of kept) clashes.set(value, new Set())
  for (const block of order) {
    const { params, insts, term } = func.blocks[block]!
    const alive = new Set([...aliveAtEnd(roots, block)].filter((value) => kept.has(value)))
    const define = (value: Value) => {
      if (!kept.has(value)) return
      for (const other of alive) {
        if (other === value) continue
        clashes.get(value)!.add(other)
        clashes.get(other)!.add(value)
      }
    }
    const use = (value: Value) => {
      for (const owner of owners(value)) if (kept.has(owner)) alive.add(owner)
    }
    if (term.kind === 'invoke') for (const result of term.results) define(result)
    termUses(term).forEach(use)
    for (let index = insts.length - 1; index >= 0; index--) {
      define(insts[index]!.result)
      alive.delete(insts[index]!.result)
      insts[index]!.args.forEach(use)
    }
    for (const param of params) if (kept.has(param)) alive.add(param)
    params.forEach(define)
  }
  return clashes
}
