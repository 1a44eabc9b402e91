/** Facts about a whole module that follow from who calls whom. */
import type { Func } from '../ir/function.ts'
import { hostRow } from '../ir/host.ts'
import type { Module } from '../ir/module.ts'

export interface CallFacts {
  /** Functions that a call from the host can reach, in the module's order. */
  readonly reachable: Func[]
  /** Can a call of the function named collect garbage? */
  collects(callee: string): boolean
  /** Names of the functions that call themselves in the end. */
  readonly circular: ReadonlySet<string>
}

export function callFacts(module: Module): CallFacts {
  const calls = new Map<string, Set<string>>()
  for (const func of module.funcs.values()) calls.set(func.name, calleesOf(func))
  const roots = module.exports.map(({ name }) => name)
  const reached = reach(calls, roots.length > 0 ? roots : [...calls.keys()])
  const reachable = [...module.funcs.values()].filter((func) => reached.has(func.name))
  const collecting = collectors(module, calls)
  return {
    reachable,
    collects: (callee) => collecting.has(callee),
    circular: isCircular(calls, reached) ? inCircles(calls, reached) : new Set(),
  }
}

function calleesOf(func: Func): Set<string> {
  const callees = new Set<string>()
  for (const { insts, term } of func.blocks) {
    for (const { op, imm } of insts) if (op === 'call') callees.add(imm as string)
    if (term.kind === 'invoke') callees.add(term.callee)
  }
  return callees
}

function reach(calls: ReadonlyMap<string, ReadonlySet<string>>, from: Iterable<string>): Set<string> {
  const reached = new Set(from)
  for (const name of reached) for (const callee of calls.get(name) ?? []) reached.add(callee)
  return reached
}

/** Functions that allocate, and their callers. */
function collectors(module: Module, calls: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const callers = new Map<string, Set<string>>()
  for (const [caller, callees] of calls) {
    for (const callee of callees) callers.set(callee, (callers.get(callee) ?? new Set()).add(caller))
  }
  return reach(
    callers,
    [...module.funcs.values()].filter(allocates).map(({ name }) => name),
  )
}

function allocates(func: Func): boolean {
  return func.blocks.some(({ insts }) =>
    insts.some(
      ({ op, imm }) => op === 'alloc' || op === 'alloc.block' || (op === 'call.host' && hostRow(imm as string)!.effect === 'heap'),
    ),
  )
}

/** Depth first from the roots: is a function reached that is still being visited? */
function isCircular(calls: ReadonlyMap<string, ReadonlySet<string>>, roots: Iterable<string>): boolean {
  const state = new Map<string, 'open' | 'done'>()
  const stack: { name: string; rest: Iterator<string> }[] = []
  const enter = (name: string) => {
    state.set(name, 'open')
    stack.push({ name, rest: (calls.get(name) ?? new Set<string>()).values() })
  }
  for (const root of roots) {
    if (!state.has(root)) enter(root)
    for (let frame = stack[stack.length - 1]; frame; frame = stack[stack.length - 1]) {
      const { value: callee, done } = frame.rest.next()
      if (done) {
        state.set(frame.name, 'done')
        stack.pop()
      } else if (state.get(callee) === 'open') return true
      else if (!state.has(callee)) enter(callee)
    }
  }
  return false
}

function inCircles(calls: ReadonlyMap<string, ReadonlySet<string>>, names: Iterable<string>): Set<string> {
  return new Set([...names].filter((name) => reach(calls, calls.get(name) ?? []).has(name)))
}
