/** The only maker of IR nodes. A builder appends to one function; a pass that edits uses these helpers too. */
import { assert } from '../base/assert.ts'
import type { Span } from '../base/span.ts'
import { type Block, type ErrorSite, type Func, type Inst, NONE, type Target, type Terminator, type Value } from './function.ts'
import type { Imm } from './imm.ts'
import { OPS, type Op } from './ops.ts'
import type { Type } from './types.ts'

export function newFunc(name: string, level: 'js' | 'typed', results: Type[] = []): Func {
  return { name, level, results, types: [], names: [], blocks: [], inline: 'auto' }
}

/** A fresh value of a type, defined nowhere yet. */
export function newValue(func: Func, type: Type): Value {
  func.types.push(type)
  return (func.types.length - 1) as Value
}

/** A fresh block with parameters of the types given; its terminator is `unreachable` until set. */
export function newBlock(func: Func, params: readonly Type[] = []): Block {
  func.blocks.push({ params: params.map((type) => newValue(func, type)), insts: [], term: { kind: 'unreachable' } })
  return (func.blocks.length - 1) as Block
}

export function addParam(func: Func, block: Block, type: Type): Value {
  const value = newValue(func, type)
  func.blocks[block]!.params.push(value)
  return value
}

/** An instruction, not yet in a block. `type` is needed where the row says `free`. */
export function newInst(func: Func, op: Op, args: readonly Value[], imm?: Imm, type?: Type, span?: Span): Inst {
  const { out } = OPS[op]
  let resultType: Type | undefined
  if (out === 'T') resultType = func.types[args[1] ?? args[0]!]
  else if (out === 'free') resultType = type
  else if (out !== 'none') resultType = out
  if (out === 'T') assert(resultType !== undefined, `${op} has no operand to take its type from`)
  const result = resultType === undefined ? NONE : newValue(func, resultType)
  return { op, args: [...args], imm, result, span }
}

/** Appends to a current block; what most code that makes IR wants. */
export class Builder {
  readonly func: Func
  block: Block
  span: Span | undefined = undefined

  constructor(func: Func, block: Block = 0 as Block) {
    this.func = func
    this.block = block
  }

  newBlock(params: readonly Type[] = []): Block {
    return newBlock(this.func, params)
  }

  params(block: Block): readonly Value[] {
    return this.func.blocks[block]!.params
  }

  at(block: Block): this {
    this.block = block
    return this
  }

  inst(op: Op, args: readonly Value[] = [], imm?: Imm, type?: Type): Value {
    const made = newInst(this.func, op, args, imm, type, this.span)
    this.func.blocks[this.block]!.insts.push(made)
    return made.result
  }

  i32(value: number): Value {
    return this.inst('const', [], value | 0, 'i32')
  }

  i64(value: bigint): Value {
    return this.inst('const', [], BigInt.asIntN(64, value), 'i64')
  }

  f64(value: number): Value {
    return this.inst('const', [], value, 'f64')
  }

  bool(value: boolean): Value {
    return this.inst('const', [], value ? 1 : 0, 'bool')
  }

  ref(address: 0 | 4): Value {
    return this.inst('const', [], address, 'ref')
  }

  term(term: Terminator): void {
    if (this.span && !term.span) term.span = this.span
    this.func.blocks[this.block]!.term = term
  }

  jump(block: Block, args: Value[] = []): void {
    this.term({ kind: 'jump', to: { block, args } })
  }

  branch(condition: Value, then: Target | Block, otherwise: Target | Block): void {
    this.term({ kind: 'branch', condition, then: asTarget(then), otherwise: asTarget(otherwise) })
  }

  return(values: Value[] = []): void {
    this.term({ kind: 'return', values })
  }

  throw(site: ErrorSite, args: Value[] = []): void {
    this.term({ kind: 'throw', site, args })
  }

  /** Throw `site` unless `condition` holds. */
  guard(condition: Value, site: ErrorSite, args: readonly Value[] = []): void {
    this.inst('guard', [condition, ...args], { site })
  }
}

function asTarget(target: Target | Block): Target {
  return typeof target === 'number' ? { block: target, args: [] } : target
}
