/** What the optimiser knows about a module as a whole: who calls whom, from how many places, in what order. */
import type { Func } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'

/** Names of the functions that a function calls, once per call. */
export function callees(func: Func): string[] {
  const names: string[] = []
  for (const { insts, term } of func.blocks) {
    for (const { op, imm } of insts) if (op === 'call') names.push(imm as string)
    if (term.kind === 'invoke') names.push(term.callee)
  }
  return names
}

export interface CallGraph {
  /** Callees before callers, but for recursion. */
  readonly order: Func[]
  /** By name, in how many places the function is called; exported ones count once more. */
  readonly sites: Map<string, number>
}

export function callGraph(module: Module): CallGraph {
  const sites = new Map<string, number>()
  const count = (name: string) => sites.set(name, (sites.get(name) ?? 0) + 1)
  const called = new Map<string, string[]>()
  for (const func of module.funcs.values()) {
    const names = callees(func)
    called.set(func.name, names)
    names.forEach(count)
  }
  for (const { name } of module.exports) count(name)
  return { order: calleesFirst(module, called), sites }
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
