/**
 * The reference that keeps alive what a pointer points into: each pointer has one at most. Where a pointer is a
 * block parameter, its owner must be one too, for an earlier round of a loop may have made both.
 *
 *     b1(v3: ptr):            b1(v3: ptr, v9: ref):
 *       …                       …
 *       jump b1(v7)     →       jump b1(v7, v6)            # v7 = ptr.of v6
 */
import { assert } from '../base/assert.ts'
import {
  type Block,
  type BlockData,
  type Func,
  type Inst,
  NONE,
  type Target,
  type Terminator,
  targets,
  type Value,
} from '../ir/function.ts'
import type { Type } from '../ir/types.ts'

export interface Owned {
  /** The function given, or a copy with more parameters. */
  readonly func: Func
  /** By value, the reference that must be alive while it is: of a reference itself; NONE of a constant or a parameter of the function. */
  readonly ownerOf: Int32Array
}

/** Where a pointer's owner comes from: a reference, or another pointer. */
interface Sources {
  readonly func: Func
  /** By value. */
  readonly def: (Inst | undefined)[]
  /** By pointer that is a block parameter: the arguments it is given. */
  readonly given: Map<Value, Value[]>
  /** By such a pointer: its owner, found or made, or another pointer with the same owner. */
  readonly found: Map<Value, Value>
  /** Owner of a choice between pointers with different owners. */
  readonly chosen: Map<Value, Value>
}

export function owners(func: Func, order: readonly Block[]): Owned {
  const sources: Sources = { func, def: Array(func.types.length).fill(undefined), given: new Map(), found: new Map(), chosen: new Map() }
  let choices = false
  for (const block of order) {
    const { insts, term } = func.blocks[block]!
    for (const inst of insts) {
      if (inst.result !== NONE) sources.def[inst.result] = inst
      if (inst.op === 'select' && func.types[inst.result] === 'ptr') choices = true
    }
    for (const target of targets(term)) noteArguments(sources, target)
  }
  unify(sources)
  if (!choices && sources.found.size === sources.given.size) return { func, ownerOf: ownerTable(sources) }
  const copy = copyOf(func)
  const carried: Sources = { ...sources, func: copy }
  carry(carried, order)
  return { func: copy, ownerOf: ownerTable(carried) }
}

function noteArguments({ func, given }: Sources, target: Target): void {
  const { params } = func.blocks[target.block]!
  target.args.forEach((arg, index) => {
    const param = params[index]!
    if (func.types[param] !== 'ptr') return
    assert(target.block !== 0, `@${func.name}: a jump to the entry gives it a pointer`)
    const known = given.get(param)
    if (known) known.push(arg)
    else given.set(param, [arg])
  })
}

/** The owner of a value as far as it is known: a pointer if that is a block parameter or a choice without one yet. */
function ownerOf(sources: Sources, value: Value): Value {
  const { func, def, given, found, chosen } = sources
  for (let at = value; ; ) {
    const made = def[at]
    if (func.types[at] === 'ref') return made?.op === 'const' || made?.op === 'function.ref' || made?.op === 'static.ref' ? NONE : at
    if (func.types[at] !== 'ptr') return NONE
    if (given.has(at)) {
      const known = found.get(at)
      if (known === undefined || known === NONE) return known ?? at
      at = known
      continue
    }
    if (made === undefined || made.op === 'call' || made.op === 'const') return NONE
    if (made.op === 'select') return chosen.get(at) ?? at
    at = made.args[0]!
  }
}

/** A parameter whose arguments all have one owner (or are the parameter again) has that owner. */
function unify(sources: Sources): void {
  for (let changed = true; changed; ) {
    changed = false
    for (const [param, args] of sources.given) {
      if (sources.found.has(param)) continue
      const different = new Set(args.map((arg) => ownerOf(sources, arg)))
      different.delete(param)
      if (different.size > 1) continue
      const [only = NONE] = different
      sources.found.set(param, only)
      changed = true
    }
  }
}

/** Make references that go along with the pointers whose owners differ. */
function carry(sources: Sources, order: readonly Block[]): void {
  const { func, given, found } = sources
  const none = newValue(func, 'ref')
  const zero: Inst = { op: 'const', args: [], imm: 0, result: none, span: undefined }
  sources.def[none] = zero
  func.blocks[0]!.insts.unshift(zero)
  const made = new Set<Value>()
  for (const param of given.keys()) {
    if (found.has(param)) continue
    const owner = newValue(func, 'ref')
    found.set(param, owner)
    made.add(param)
  }
  for (const block of order) chooseOwners(sources, func.blocks[block]!, none)
  const pointers = func.blocks.map(({ params }) => params.map((param, index) => ({ param, index })).filter(({ param }) => made.has(param)))
  func.blocks.forEach(({ params }, block) => {
    for (const { param } of pointers[block]!) params.push(found.get(param)!)
  })
  for (const block of order) {
    for (const target of targets(func.blocks[block]!.term)) {
      for (const { index } of pointers[target.block]!) {
        const owner = ownerOf(sources, target.args[index]!)
        target.args.push(owner === NONE ? none : owner)
      }
    }
  }
}

/** `select` of pointers: the same `select` of their owners. */
function chooseOwners(sources: Sources, block: BlockData, none: Value): void {
  const { func, chosen } = sources
  block.insts = block.insts.flatMap((inst) => {
    if (inst.op !== 'select' || func.types[inst.result] !== 'ptr') return [inst]
    const [condition, ...pointers] = inst.args as [Value, Value, Value]
    const args = pointers.map((pointer) => {
      const owner = ownerOf(sources, pointer)
      return owner === NONE ? none : owner
    })
    const result = newValue(func, 'ref')
    chosen.set(inst.result, result)
    return [inst, { op: 'select', args: [condition, ...args], imm: undefined, result, span: inst.span } satisfies Inst]
  })
}

function newValue(func: Func, type: Type): Value {
  func.types.push(type)
  return (func.types.length - 1) as Value
}

function ownerTable(sources: Sources): Int32Array {
  const table = new Int32Array(sources.func.types.length)
  for (let value = 0; value < table.length; value++) table[value] = ownerOf(sources, value as Value)
  return table
}

function copyOf(func: Func): Func {
  const blocks = func.blocks.map(({ params, insts, term }) => ({ params: [...params], insts: [...insts], term: copyTerm(term) }))
  return { ...func, types: [...func.types], blocks }
}

function copyTerm(term: Terminator): Terminator {
  const copy = (target: Target): Target => ({ block: target.block, args: [...target.args] })
  switch (term.kind) {
    case 'jump':
      return { ...term, to: copy(term.to) }
    case 'branch':
      return { ...term, then: copy(term.then), otherwise: copy(term.otherwise) }
    case 'switch':
      return { ...term, cases: term.cases.map(copy), otherwise: copy(term.otherwise) }
    case 'invoke':
      return { ...term, to: copy(term.to), ...(term.unwind ? { unwind: copy(term.unwind) } : {}) }
    case 'return':
    case 'throw':
    case 'unreachable':
      return term
  }
}
