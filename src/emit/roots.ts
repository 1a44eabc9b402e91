/**
 * Which references the collector must find, and where in the function's frame on the shadow stack they are
 * kept: those alive across a safepoint (an operation that may collect). Each is stored once, when it is made.
 *
 * A pointer into an object keeps the object's reference alive for as long as it is alive itself (owners.ts).
 */
import { predecessors, reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, targets, termUses, type Value } from '../ir/function.ts'
import { hostRow } from '../ir/host.ts'
import { liveAtEntry } from './liveness.ts'
import { owners } from './owners.ts'

export interface Frame {
  /** By value: its slot, or -1. */
  readonly slots: Int32Array
  /** The values that have one. */
  readonly kept: readonly Value[]
  /** Number of slots. 0 where the function only has to restore the stack pointer after an exception. */
  readonly size: number
}

/** Beyond this many references, each has a slot of its own. */
const MOST_SHARED = 500

interface Roots {
  readonly func: Func
  readonly order: readonly Block[]
  readonly collects: (callee: string) => boolean
  /** By value, the reference that must be alive while it is; or NONE. */
  readonly ownerOf: Int32Array
  readonly liveIn: Value[][]
}

export interface Framed {
  /** The function given, or a copy that carries references along for the sake of pointers. */
  readonly func: Func
  /** Undefined where nothing in the function can collect. */
  readonly frame: Frame | undefined
}

/** `collects`: can a call of that function collect? */
export function withFrame(original: Func, collects: (callee: string) => boolean): Framed {
  if (!original.blocks.some((_, block) => hasSafepoint(original, block as Block, collects))) return { func: original, frame: undefined }
  const order = reversePostorder(original)
  const { func, ownerOf } = owners(original, order)
  const roots: Roots = { func, order, collects, ownerOf, liveIn: referencesAtEntry(func, order, ownerOf) }
  const kept = new Set<Value>()
  for (const block of order) if (hasSafepoint(func, block, collects)) aliveAcross(roots, block, kept)
  return { func, frame: assignSlots(roots, kept) }
}

function isSafepoint({ op, imm }: Inst, collects: (callee: string) => boolean): boolean {
  if (op === 'alloc' || op === 'alloc.block') return true
  if (op === 'call') return collects(imm as string)
  return op === 'call.host' && hostRow(imm as string)!.effect === 'heap'
}

function hasSafepoint(func: Func, block: Block, collects: (callee: string) => boolean): boolean {
  const { insts, term } = func.blocks[block]!
  return insts.some((inst) => isSafepoint(inst, collects)) || (term.kind === 'invoke' && collects(term.callee))
}

function referencesAtEntry(func: Func, order: readonly Block[], ownerOf: Int32Array): Value[][] {
  const definedIn = new Int32Array(func.types.length).fill(-1)
  const exposed: (Block[] | undefined)[] = Array(func.types.length).fill(undefined)
  for (const block of order) {
    const { params, insts, term } = func.blocks[block]!
    const define = (value: Value) => {
      definedIn[value] = block
    }
    const use = (value: Value) => {
      const owner = ownerOf[value]!
      if (owner === NONE || definedIn[owner] === block) return
      const blocks = exposed[owner]
      if (!blocks) exposed[owner] = [block]
      else if (blocks[blocks.length - 1] !== block) blocks.push(block)
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
    for (const arg of args) addOwner(roots, arg, alive)
  }
  return alive
}

function addOwner({ ownerOf }: Roots, value: Value, to: Set<Value>): void {
  if (ownerOf[value] !== NONE) to.add(ownerOf[value] as Value)
}

/** Add to `kept` what is alive across the safepoints of a block. */
function aliveAcross(roots: Roots, block: Block, kept: Set<Value>): void {
  const { func, collects } = roots
  const { insts, term } = func.blocks[block]!
  const alive = aliveAtEnd(roots, block)
  const keep = (values: Iterable<Value>) => {
    for (const value of values) kept.add(value)
  }
  if (term.kind === 'invoke') {
    for (const result of term.results) alive.delete(result)
    if (collects(term.callee)) {
      keep(alive)
      keepPointers(roots, term.args, kept)
    }
  }
  for (const value of termUses(term)) addOwner(roots, value, alive)
  if (term.kind === 'invoke') for (const result of term.results) alive.delete(result)
  for (let index = insts.length - 1; index >= 0; index--) {
    const inst = insts[index]!
    alive.delete(inst.result)
    if (isSafepoint(inst, collects)) {
      keep(alive)
      keepPointers(roots, inst.args, kept)
    }
    for (const value of inst.args) addOwner(roots, value, alive)
  }
}

/** A callee keeps its reference parameters itself; it cannot do so for the owners of pointers. */
function keepPointers(roots: Roots, args: readonly Value[], kept: Set<Value>): void {
  for (const value of args) if (roots.func.types[value] === 'ptr') addOwner(roots, value, kept)
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
  return { slots, kept: values, size }
}

function interference(roots: Roots, kept: ReadonlySet<Value>): Map<Value, Set<Value>> {
  const { func, order } = roots
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
      const owner = roots.ownerOf[value] as Value
      if (kept.has(owner)) alive.add(owner)
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
