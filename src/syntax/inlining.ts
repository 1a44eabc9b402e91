/**
 * Which calls are replaced by the body of the function: known functions and function literals called on the
 * spot, when they are small or called once, and not recursive.
 */
import type { CallExpression } from 'acorn'
import type { FunctionInfo, Reference } from './scope-types.ts'

/** Sizes in nodes, what is inlined into the function included. */
const SMALL = 60
const CALLED_ONCE = 600

interface Graph {
  readonly recursive: Set<FunctionInfo>
  readonly sizes: Map<FunctionInfo, number>
  readonly uses: Map<FunctionInfo, number>
}

export function inlinedCalls(functions: readonly FunctionInfo[]): Map<CallExpression, FunctionInfo> {
  const graph: Graph = { recursive: recursiveFunctions(functions), sizes: new Map(), uses: new Map() }
  for (const info of functions) for (const { variable } of info.references) if (variable.known) count(graph.uses, variable.known)
  const inlined = new Map<CallExpression, FunctionInfo>()
  for (const info of functions) {
    for (const reference of info.references) {
      const target = inlineTarget(graph, reference)
      if (target && reference.call) inlined.set(reference.call, target)
    }
    for (const { info: target, call } of info.literals) if (call && isInlinable(graph, target, 1)) inlined.set(call, target)
  }
  return inlined
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function inlineTarget(graph: Graph, reference: Reference): FunctionInfo | undefined {
  const target = reference.kind === 'call' && reference.call ? reference.variable.known : undefined
  return target && isInlinable(graph, target, graph.uses.get(target) ?? 0) ? target : undefined
}

function isInlinable(graph: Graph, info: FunctionInfo, uses: number): boolean {
  if (graph.recursive.has(info) || info.thisVariable || info.node.async || info.node.generator) return false
  return sizeOf(graph, info) <= (uses === 1 ? CALLED_ONCE : SMALL)
}

function sizeOf(graph: Graph, info: FunctionInfo): number {
  const known = graph.sizes.get(info)
  if (known !== undefined) return known
  let size = info.size
  for (const reference of info.references) {
    const target = inlineTarget(graph, reference)
    if (target) size += sizeOf(graph, target)
  }
  for (const literal of info.literals) if (literal.call && !graph.recursive.has(literal.info)) size += sizeOf(graph, literal.info)
  graph.sizes.set(info, size)
  return size
}

/** Functions that can reach themselves through what they mention and what they hold (Tarjan 1972). */
function recursiveFunctions(functions: readonly FunctionInfo[]): Set<FunctionInfo> {
  const recursive = new Set<FunctionInfo>()
  const order = new Map<FunctionInfo, number>()
  const low = new Map<FunctionInfo, number>()
  const stack: FunctionInfo[] = []
  const onStack = new Set<FunctionInfo>()
  const visit = (info: FunctionInfo): void => {
    order.set(info, order.size)
    low.set(info, order.get(info)!)
    stack.push(info)
    onStack.add(info)
    for (const target of mentioned(info)) {
      if (target === info) recursive.add(info)
      if (!order.has(target)) {
        visit(target)
        low.set(info, Math.min(low.get(info)!, low.get(target)!))
      } else if (onStack.has(target)) low.set(info, Math.min(low.get(info)!, order.get(target)!))
    }
    if (low.get(info) !== order.get(info)) return
    const component = stack.splice(stack.indexOf(info))
    for (const member of component) onStack.delete(member)
    if (component.length > 1) for (const member of component) recursive.add(member)
  }
  for (const info of functions) if (!order.has(info)) visit(info)
  return recursive
}

function mentioned(info: FunctionInfo): FunctionInfo[] {
  const known = info.references.flatMap(({ variable }) => (variable.known ? [variable.known] : []))
  return [...known, ...info.literals.filter((literal) => !literal.info.known).map((literal) => literal.info)]
}
