/** The typed modules of several kernels → one: one WebAssembly module for all exports of a file. */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { HostType } from '../../artifact/types.ts'
import { newInst } from '../../ir/builder.ts'
import type { Func, Inst, Value } from '../../ir/function.ts'
import { emptyModule, type Module } from '../../ir/module.ts'

export interface Part {
  readonly module: Module
  /** The place of each of its classes in the whole; their layouts are `class:0`, `class:1`… */
  readonly classes: readonly number[]
  /** What its spans point into. */
  readonly sources: readonly SourceUnit[]
}

/** Operations that name a layout. */
const LAYOUTS: ReadonlySet<string> = new Set(['alloc', 'alloc.block', 'layout.id'])

/** What a part's own numbers are counted from in the whole. */
interface Offsets {
  readonly classes: readonly number[]
  readonly hostTypes: number
}

export interface Merged {
  readonly module: Module
  /** By part: the name of its entry. */
  readonly entries: readonly string[]
  /** The part that a function comes from. */
  readonly parts: ReadonlyMap<Func, Part>
}

export function mergeModules(parts: readonly Part[]): Merged {
  const module = emptyModule()
  const entries: string[] = []
  const owners = new Map<Func, Part>()
  for (const part of parts) {
    const offsets = { classes: part.classes, hostTypes: module.hostTypes.length }
    const names = freshNames(module, part.module)
    for (const [name, func] of part.module.funcs) {
      const made = renamed(func, names, offsets)
      module.funcs.set(names.get(name)!, made)
      owners.set(made, part)
    }
    for (const [name, layout] of part.module.layouts) {
      const own = className(name, offsets)
      // Of an open class, not all fields are known: the layout with all of them has the most.
      if (layout.fields.length >= (module.layouts.get(own)?.fields.length ?? 0)) module.layouts.set(own, { ...layout, name: own })
    }
    module.hostTypes.push(...part.module.hostTypes)
    for (const made of part.module.exports) module.exports.push({ ...made, name: names.get(made.name)! })
    entries.push(names.get(part.module.exports[0]!.name)!)
  }
  return { module, entries, parts: owners }
}

/** A name that is taken gets a number. */
function freshNames(taken: Module, from: Module): Map<string, string> {
  const names = new Map<string, string>()
  const used = new Set(taken.funcs.keys())
  for (const name of from.funcs.keys()) {
    let fresh = name
    for (let count = 2; used.has(fresh); count++) fresh = `${name}~${count}`
    used.add(fresh)
    names.set(name, fresh)
  }
  return names
}

function className(name: string, { classes }: Offsets): string {
  return name.replace(/^class:(\d+)$/, (_, index: string) => `class:${classes[Number(index)]!}`)
}

/** The keys of class types in host types, as the places of the classes in the whole. */
export function placeClasses<T>(value: T, places: readonly number[]): T {
  if (typeof value !== 'object' || value === null || places.length === 0) return value
  if (Array.isArray(value)) return value.map((item) => placeClasses(item, places)) as T
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, placeClasses(item, places)])) as Record<string, unknown>
  if ((value as Partial<HostType>).kind === 'class') copy['key'] = String(places[Number(copy['key'])])
  return copy as T
}

function renamed(func: Func, names: ReadonlyMap<string, string>, offsets: Offsets): Func {
  const copy: Func = { ...func, name: names.get(func.name)!, types: [...func.types] }
  copy.blocks = func.blocks.map(({ params, insts, term }) => ({
    params,
    insts: insts.flatMap((inst) => renamedInst(copy, inst, names, offsets)),
    term: term.kind === 'invoke' ? { ...term, callee: names.get(term.callee) ?? term.callee } : term,
  }))
  return copy
}

function renamedInst(func: Func, inst: Inst, names: ReadonlyMap<string, string>, offsets: Offsets): Inst[] {
  const { op, imm } = inst
  if (op === 'call.host' && imm === 'log.ref' && offsets.hostTypes > 0) {
    const index = newInst(func, 'const', [], offsets.hostTypes, 'i32')
    const sum = newInst(func, 'i32.add', [inst.args[1]!, index.result])
    return [index, sum, { ...inst, args: [inst.args[0] as Value, sum.result] }]
  }
  if (typeof imm !== 'string') return [inst]
  if (op === 'call') return [{ ...inst, imm: names.get(imm) ?? imm }]
  return [LAYOUTS.has(op) ? { ...inst, imm: className(imm, offsets) } : inst]
}
