/** Which values may be texts that the running call has made, or lead to some; and what functions do with those.
 *  used by: release-texts
 *
 * Whatever a value's type lets it hold counts: a text may be a handle (i32), the lower half of a number's pattern (f64, i64), or lie in
 * an object. Memory is looked at by region, and all calls of a function are one. Facts only grow until nothing changes. */
import { type Func, type Inst, NONE, targets, type Value } from '../../ir/function.ts'
import { hostRow } from '../../ir/host.ts'
import type { Module } from '../../ir/module.ts'
import type { Op } from '../../ir/ops.ts'
import { accessOf } from '../effects.ts'

export interface MadeTexts {
  /** May the value be a text of this call, or lead to one? */
  isMade(func: Func, value: Value): boolean
  /** Does the instruction make texts itself? */
  makes(inst: Inst): boolean
  /** By function: may a call of it make texts? */
  readonly makers: ReadonlySet<string>
  /** Regions in which they may lie. */
  readonly regions: ReadonlySet<string>
}

/** Functions of the host that certainly give a handle of a text, which may be new, or none. */
const GIVES_TEXT = /^(str\.(from_|concat|build|char)|error\.(message|name)|text:(typeof|string)$|text:.*:s$|callback:.*:s$)/
/** Those whose result, of the type of a handle or of bits that may hold one, is nothing of the kind. Of one that is not known here the worst is assumed. */
const GIVES_NONE = /^(str\.(length|code)|text:(hash|thrown|mark)|error\.(new|caught)|class\.new|function\.id|.*:[dlb])$/
/** What passes a handle on that stands in its operand. */
const CARRIES: ReadonlySet<Op> = new Set<Op>([
  'i64.extend_s',
  'i64.extend_u',
  'i64.or',
  'i64.and',
  'i64.xor',
  'i64.shl',
  'i64.shr_s',
  'i64.shr_u',
  'i32.wrap',
  'f64.bits',
  'f64.from_bits',
  'ref.bits',
  'ref.from_bits',
  'select',
])

/** May the result be a text that is new, or the bits of one? */
export function makesText({ op, imm }: Inst): boolean {
  if (op !== 'call.host') return op.startsWith('str.append')
  const out = hostRow(imm as string)?.out
  return (out === 'i32' || out === 'i64') && !GIVES_NONE.test(imm as string)
}

/** Is it one, for certain? */
export function givesText({ op, imm }: Inst): boolean {
  return op === 'call.host' ? GIVES_TEXT.test(imm as string) : op.startsWith('str.append')
}

/** The value that a store writes. */
export function storedValue({ op, args }: Inst): Value | undefined {
  return op === 'store' ? args[1] : op === 'elem.store' ? args[2] : op === 'elem.put' ? args[3] : undefined
}

/** Undefined if nothing in the module makes a text. */
export function madeTexts(module: Module): MadeTexts | undefined {
  const funcs = [...module.funcs.values()]
  const cached = new Map<Inst, boolean>()
  const makes = (inst: Inst) => {
    if (inst.op !== 'call.host' && !inst.op.startsWith('str.')) return false
    let known = cached.get(inst)
    if (known === undefined) cached.set(inst, (known = makesText(inst)))
    return known
  }
  const own = funcs.filter(({ blocks }) => blocks.some(({ insts }) => insts.some(makes)))
  if (own.length === 0) return undefined
  const facts = new Facts(module, makes)
  while (facts.grow()) {}
  return { isMade: (func, value) => facts.made.get(func)!.has(value), makes, makers: makersOf(funcs, own), regions: facts.regions }
}

function calleesOf({ blocks }: Func): string[] {
  return blocks.flatMap(({ insts, term }) => [
    ...insts.filter(({ op }) => op === 'call').map(({ imm }) => imm as string),
    ...(term.kind === 'invoke' ? [term.callee] : []),
  ])
}

function makersOf(funcs: readonly Func[], own: readonly Func[]): Set<string> {
  const makers = new Set(own.map(({ name }) => name))
  for (let before = -1; before < makers.size; ) {
    before = makers.size
    for (const func of funcs) if (calleesOf(func).some((name) => makers.has(name))) makers.add(func.name)
  }
  return makers
}

class Facts {
  readonly made: Map<Func, Set<Value>>
  readonly regions = new Set<string>()
  /** Functions that may return one. */
  private readonly returning = new Set<Func>()
  private readonly module: Module
  private readonly makes: (inst: Inst) => boolean
  private changed = false

  constructor(module: Module, makes: (inst: Inst) => boolean) {
    this.module = module
    this.makes = makes
    this.made = new Map([...module.funcs.values()].map((func) => [func, new Set()]))
  }

  /** Says whether anything was new. */
  grow(): boolean {
    this.changed = false
    for (const func of this.made.keys()) this.visit(func)
    return this.changed
  }

  private visit(func: Func): void {
    const made = this.made.get(func)!
    for (const { insts, term } of func.blocks) {
      for (const inst of insts) this.instruction(func, made, inst)
      for (const { block, args } of targets(term)) {
        const { params } = func.blocks[block]!
        // Where an exception goes, the first parameter is the error.
        for (const [index, arg] of args.entries()) this.add(made, params[index + params.length - args.length]!, made.has(arg))
      }
      if (term.kind === 'return' && term.values.some((value) => made.has(value))) this.note(this.returning, func)
      if (term.kind !== 'invoke') continue
      const returns = this.pass(made, term.callee, term.args)
      for (const result of term.results) this.add(made, result, returns && mayHold(func, result))
    }
  }

  private instruction(func: Func, made: Set<Value>, inst: Inst): void {
    const { op, args, result } = inst
    const stored = storedValue(inst)
    if (stored !== undefined && made.has(stored)) this.note(this.regions, accessOf(inst)!.region)
    const returns = op === 'call' && this.pass(made, inst.imm as string, args)
    if (result === NONE) return
    if (op === 'call') this.add(made, result, returns && mayHold(func, result))
    else if (op === 'alloc') this.add(made, result, this.leadsThere(inst.imm as string))
    else if (op === 'load' || op === 'elem.load' || op === 'elem.get')
      this.add(made, result, mayHold(func, result) && this.regions.has(accessOf(inst)!.region))
    else if (CARRIES.has(op)) this.add(made, result, mayHold(func, result) && args.some((arg) => made.has(arg)))
    else this.add(made, result, this.makes(inst))
  }

  /** What a call passes; says whether a text may come back. */
  private pass(made: ReadonlySet<Value>, name: string, args: readonly Value[]): boolean {
    const callee = this.module.funcs.get(name)
    if (callee === undefined) return true
    const params = callee.blocks[0]!.params
    const theirs = this.made.get(callee)!
    for (const [index, arg] of args.entries()) this.add(theirs, params[index]!, made.has(arg))
    return this.returning.has(callee)
  }

  /** Has an object of the layout a place where a text may lie? Fields of classes have the names of those that declare them, so any class's count. */
  private leadsThere(name: string): boolean {
    const layout = this.module.layouts.get(name)
    if (layout?.kind === 'list') return this.regions.has(`list:${layout.element}`)
    if (layout !== undefined && layout.kind !== 'record') return false
    const prefix = layout === undefined || name.startsWith('class:') ? 'field:class:' : `field:${name}.`
    for (const region of this.regions) if (region.startsWith(prefix)) return true
    return layout === undefined
  }

  private add(made: Set<Value>, value: Value, isMade: boolean): void {
    if (isMade) this.note(made, value)
  }

  private note<Thing>(known: Set<Thing>, thing: Thing): void {
    if (known.has(thing)) return
    known.add(thing)
    this.changed = true
  }
}

/** A bool, an f32 or an address inside of an object is no text; what such an address is in is looked at itself. */
function mayHold({ types }: Func, value: Value): boolean {
  const type = types[value]
  return type === 'i32' || type === 'i64' || type === 'f64' || type === 'ref'
}
