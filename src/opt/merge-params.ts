/** Remove block parameters that always hold one value, also where loops pass it round.   keeps: cfg
 *
 *    b1(v2, v3):                       b1(v3):
 *      …                       →         …          (v2 read as v1)
 *      jump b1(v2, v4)                   jump b1(v4)
 *    where b1 is entered as b1(v1, v0)
 *
 * Parameters that are arguments of one another form strongly connected components; one that a single other value
 * enters holds that value (Braun et al. 2013, section 3.2). Parameters of a block that get equal arguments on every
 * edge become one. */
import { reversePostorder } from '../ir/cfg.ts'
import { type Func, targets, type Value } from '../ir/function.ts'
import { replaceAll } from '../ir/uses.ts'
import { components } from './components.ts'
import { incomingEdges } from './edit.ts'

interface State {
  /** By value, for parameters: the arguments of all edges. */
  readonly operands: (Value[] | undefined)[]
  readonly map: (Value | undefined)[]
  /** Results of an `invoke` that only its edge can carry, as there are other ways into the block it goes on to. */
  readonly onEdge: ReadonlySet<Value>
}

export function mergeParams(func: Func): boolean {
  if (func.blocks.every((block, index) => index === 0 || block.params.length === 0)) return false
  const edges = incomingEdges(func)
  const order = reversePostorder(func)
  const state: State = { operands: [], map: [], onEdge: edgeResults(func, edges) }
  const all: Value[] = []
  for (const block of order) {
    if (block === 0) continue
    func.blocks[block]!.params.forEach((param, index) => {
      state.operands[param] = edges[block]!.map(({ target }) => target.args[index]!)
      all.push(param)
    })
  }
  mergeCopies(state, all)
  for (const block of order) if (block !== 0) mergeTwins(func, func.blocks[block]!.params, state)
  if (state.map.length === 0) return false
  replaceAll(func, state.map)
  removeParams(func, (param) => state.map[param] !== undefined)
  return true
}

function edgeResults(func: Func, edges: ReturnType<typeof incomingEdges>): Set<Value> {
  const found = new Set<Value>()
  for (const { term } of func.blocks) {
    if (term.kind === 'invoke' && edges[term.to.block]!.length !== 1) for (const result of term.results) found.add(result)
  }
  return found
}

function resolve({ map }: State, value: Value): Value {
  let at = value
  for (let next = map[at]; next !== undefined; next = map[at]) at = next
  return at
}

/** Each component after those that its arguments come from, so that these are settled. */
function mergeCopies(state: State, params: readonly Value[]): void {
  const isMember = new Set<number>(params)
  const neighbours = (param: number) => state.operands[param]!.filter((value) => isMember.has(value))
  for (const component of components(params, neighbours) as Value[][]) {
    const own = new Set<Value>(component)
    const outer = new Set<Value>()
    const inner: Value[] = []
    for (const param of component) {
      const others = state.operands[param]!.map((value) => resolve(state, value)).filter((value) => !own.has(value))
      if (others.length === 0) inner.push(param)
      for (const value of others) outer.add(value)
    }
    const [only] = outer
    if (outer.size === 1 && state.onEdge.has(only!)) continue
    if (outer.size === 1) for (const param of component) state.map[param] = only
    else if (inner.length > 0 && inner.length < component.length) mergeCopies(state, inner)
  }
}

/** Parameters of one block with equal arguments on all edges hold equal values. */
function mergeTwins(func: Func, params: readonly Value[], state: State): void {
  if (params.length < 2) return
  const leaders = new Map<string, Value>()
  for (const param of params) {
    if (state.map[param] !== undefined) continue
    const given = state.operands[param]!.map((value) => {
      const held = resolve(state, value)
      return held === param ? 'self' : held
    })
    const name = `${func.types[param]} ${given.join()}`
    const leader = leaders.get(name)
    if (leader === undefined) leaders.set(name, param)
    else state.map[param] = leader
  }
}

/** Take parameters out of blocks and the arguments for them out of the edges. The entry's stay. */
export function removeParams(func: Func, gone: (param: Value) => boolean): void {
  const kept: (boolean[] | undefined)[] = func.blocks.map(({ params }, block) => {
    if (block === 0) return undefined
    const keep = params.map((param) => !gone(param))
    return keep.includes(false) ? keep : undefined
  })
  for (const { term } of func.blocks) {
    for (const target of targets(term)) {
      const keep = kept[target.block]
      if (keep) target.args = target.args.filter((_, index) => keep[index])
    }
  }
  kept.forEach((keep, block) => {
    if (keep) func.blocks[block]!.params = func.blocks[block]!.params.filter((_, index) => keep[index])
  })
}
