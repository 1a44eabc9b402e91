/** What the optimiser knows about a module as a whole: who calls whom, from how many places, in what order, and which
 *  memory a call may change. */
import type { Func, Inst } from '../ir/function.ts'
import type { Region } from '../ir/imm.ts'
import type { Module } from '../ir/module.ts'
import { accessOf, writesAnything } from './effects.ts'

/** Names of the functions that a function calls, once per call. */
export function callees(func: Func): string[] {
  const names: string[] = []
  for (const { insts, term } of func.blocks) {
    for (const { op, imm } of insts) if (op === 'call') names.push(imm as string)
    if (term.kind === 'invoke') names.push(term.callee)
  }
  return names
}

/** Regions that may be written. */
export type Writes = 'all' | ReadonlySet<Region>

export interface Calls {
  /** By name, in how many places the function is called; exported ones count once more. */
  readonly sites: ReadonlyMap<string, number>
  /** By name, what a call of the function may write, whatever it calls in turn. No pass makes a function write more. */
  readonly writes: ReadonlyMap<string, Writes>
  /** Functions without loops stay so. */
  readonly loopsApart?: boolean
}

/** Of a function without a module. */
export const NO_CALLS: Calls = { sites: new Map(), writes: new Map() }

export interface CallGraph {
  /** Callees before callers, but for recursion. */
  readonly order: Func[]
  readonly calls: Calls
}

export function callGraph(module: Module, loopsApart = false): CallGraph {
  const sites = new Map<string, number>()
  const count = (name: string) => sites.set(name, (sites.get(name) ?? 0) + 1)
  const called = new Map<string, string[]>()
  for (const func of module.funcs.values()) {
    const names = callees(func)
    called.set(func.name, names)
    names.forEach(count)
  }
  for (const { name } of module.exports) count(name)
  const order = calleesFirst(module, called)
  return { order, calls: { sites, writes: writesOf(order, called), loopsApart } }
}

/** From callees to callers, again and again until recursion adds nothing. */
function writesOf(order: readonly Func[], called: ReadonlyMap<string, readonly string[]>): Map<string, Writes> {
  const writes = new Map<string, Writes>(order.map((func) => [func.name, ownWrites(func)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { name } of order) {
      for (const callee of called.get(name)!) {
        const joined = join(writes.get(name)!, writes.get(callee) ?? 'all')
        if (joined === writes.get(name)) continue
        writes.set(name, joined)
        changed = true
      }
    }
  }
  return writes
}

function ownWrites({ blocks }: Func): Writes {
  const regions = new Set<Region>()
  for (const { insts } of blocks) {
    for (const inst of insts) {
      const written = inst.op === 'call' ? undefined : writtenBy(inst, NO_CALLS)
      if (written === 'all') return 'all'
      for (const region of written ?? []) regions.add(region)
    }
  }
  return regions
}

/** The first itself if the second adds nothing. */
function join(a: Writes, b: Writes): Writes {
  if (a === 'all') return a
  if (b === 'all') return b
  return [...b].every((region) => a.has(region)) ? a : new Set([...a, ...b])
}

/** What an instruction may write; undefined for those that write nothing. */
export function writtenBy(inst: Inst, { writes }: Calls): Writes | undefined {
  if (inst.op === 'call') return writes.get(inst.imm as string) ?? 'all'
  if (writesAnything(inst)) return 'all'
  const access = inst.result < 0 ? accessOf(inst) : undefined
  return access && !access.fixed ? new Set([access.region]) : undefined
}

function calleesFirst(module: Module, called: ReadonlyMap<string, readonly string[]>): Func[] {
  const order: Func[] = []
  const seen = new Set<string>()
  const stack: { func: Func; next: number }[] = []
  const enter = (name: string) => {
    const func = module.funcs.get(name)
    if (!func || seen.has(name)) return
    seen.add(name)
    stack.push({ func, next: 0 })
  }
  for (const name of module.funcs.keys()) {
    enter(name)
    for (let frame = stack[stack.length - 1]; frame; frame = stack[stack.length - 1]) {
      const callee = called.get(frame.func.name)![frame.next++]
      if (callee !== undefined) enter(callee)
      else {
        order.push(frame.func)
        stack.pop()
      }
    }
  }
  return order
}

/** Drop functions that no export leads to. A module without exports is a test's: all stays. */
export function prune(module: Module): boolean {
  if (module.exports.length === 0) return false
  const reached = new Set(module.exports.map(({ name }) => name))
  for (const name of reached) {
    const func = module.funcs.get(name)
    if (func) for (const callee of callees(func)) reached.add(callee)
  }
  const before = module.funcs.size
  for (const name of [...module.funcs.keys()]) if (!reached.has(name)) module.funcs.delete(name)
  return module.funcs.size < before
}
