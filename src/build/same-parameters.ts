/**
 * A parameter that receives one value from all sides is that value. Refinements of one value count as that value:
 *
 *     b1: v2 = js.refine v0 truthy          b1: v2 = js.refine v0 truthy
 *         jump b3(v2)                            jump b3
 *     b2: v3 = js.refine v0 falsy      →    b2: v3 = js.refine v0 falsy
 *         jump b3(v3)                            jump b3
 *     b3(v4): return v4                     b3: return v0
 *
 * The closest common ancestor is taken, so that what held before the branch still holds.
 */
import { type Block, type Func, mapTermUses, type Target, targets, type Value } from '../ir/function.ts'

interface Parameter {
  readonly block: Block
  readonly param: Value
  /** Position among the arguments of each edge. */
  readonly arguments: readonly (readonly [Target, number])[]
}

export function mergeSameParameters(func: Func): void {
  const refined: Value[] = []
  for (const { insts } of func.blocks) for (const inst of insts) if (inst.op === 'js.refine') refined[inst.result] = inst.args[0]!
  const same: Value[] = []
  const find = (value: Value): Value => {
    let root = value
    while (same[root] !== undefined) root = same[root]!
    for (let at = value; at !== root; ) {
      const next = same[at]!
      same[at] = root
      at = next
    }
    return root
  }
  const parameters = parametersOf(func)
  for (let changed = true; changed; ) {
    changed = false
    for (const { param, arguments: edges } of parameters) {
      if (same[param] !== undefined) continue
      const value = commonAncestor(
        edges.map(([target, index]) => target.args[index]!),
        param,
        refined,
        find,
      )
      if (value === undefined) continue
      same[param] = value
      func.names[value] ??= func.names[param]
      changed = true
    }
  }
  removeParameters(func, same, find)
}

/** Parameters that have an argument on every edge. */
function parametersOf(func: Func): Parameter[] {
  const edges: [Target, number][][] = func.blocks.map(() => [])
  const fixed = func.blocks.map((_, block) => (block === 0 ? Number.POSITIVE_INFINITY : 0))
  for (const { term } of func.blocks) {
    for (const target of targets(term)) {
      const skip = term.kind === 'jump' && target === term.unwind ? 1 : 0
      edges[target.block]!.push([target, skip])
      fixed[target.block] = Math.max(fixed[target.block]!, skip)
    }
  }
  return func.blocks.flatMap(({ params }, block) =>
    params.flatMap((param, index) => {
      if (index < fixed[block]!) return []
      return [{ block: block as Block, param, arguments: edges[block]!.map(([target, skip]) => [target, index - skip] as const) }]
    }),
  )
}

/** The value that all arguments are refinements of, the parameter itself and its refinements left aside. */
function commonAncestor(args: readonly Value[], param: Value, refined: readonly Value[], find: (value: Value) => Value): Value | undefined {
  const chainOf = (arg: Value): Value[] | undefined => {
    const chain: Value[] = []
    for (
      let value: Value | undefined = find(arg);
      value !== undefined;
      value = refined[value] === undefined ? undefined : find(refined[value]!)
    ) {
      if (value === param) return undefined
      chain.push(value)
    }
    return chain
  }
  let common: Value[] | undefined
  for (const arg of args) {
    const chain = chainOf(arg)
    if (!chain) continue
    common = common ? common.filter((value) => chain.includes(value)) : chain
    if (common.length === 0) return undefined
  }
  return common?.[0]
}

function removeParameters(func: Func, same: readonly Value[], find: (value: Value) => Value): void {
  for (const { term } of func.blocks) {
    for (const target of targets(term)) {
      const { params } = func.blocks[target.block]!
      const skip = term.kind === 'jump' && target === term.unwind ? 1 : 0
      target.args = target.args.filter((_, index) => same[params[index + skip]!] === undefined)
    }
  }
  for (const data of func.blocks) {
    data.params = data.params.filter((param) => same[param] === undefined)
    for (const inst of data.insts) inst.args = inst.args.map(find)
    mapTermUses(data.term, find)
  }
}
