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
import { type Block, type Func, targetAt, targets, type Value } from '../ir/function.ts'
import { replaceAll } from '../ir/uses.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { components } from './components.ts'

interface State {
  readonly func: Func
  /** By value, for parameters: the arguments of all edges. */
  readonly operands: (Value[] | undefined)[]
  readonly map: (Value | undefined)[]
  /** Results of an `invoke` that only its edge can carry, as there are other ways into the block it goes on to. */
  readonly onEdge: ReadonlySet<Value>
}

export function mergeParams(func: Func, known: Known = knownOf(func)): boolean {
  if (func.blocks.every((block, index) => index === 0 || block.params.length === 0)) return false
  const order = known.order()
  const before = known.predecessors()
  const state: State = { func, operands: [], map: [], onEdge: edgeResults(func, before) }
  const all: Value[] = []
  for (const block of order) {
    if (block === 0) continue
    for (const param of func.blocks[block]!.params) {
      state.operands[param] = Array(before[block]!.length)
      all.push(param)
    }
  }
  const entered = new Int32Array(func.blocks.length)
  for (const { term } of func.blocks) {
    for (let at = 0, target = targetAt(term, 0); target !== undefined; target = targetAt(term, ++at)) {
      const { params } = func.blocks[target.block]!
      const edge = entered[target.block]!++
      for (let index = 0; index < params.length; index++) {
        const given = state.operands[params[index]!]
        if (given !== undefined) given[edge] = target.args[index]!
      }
    }
  }
  mergeCopies(state, all)
  for (const block of order) if (block !== 0) mergeTwins(func, func.blocks[block]!.params, state)
  if (state.map.length === 0) return false
  replaceAll(func, state.map)
  removeParams(func, (param) => state.map[param] !== undefined)
  known.forgetValues()
  return true
}

function edgeResults(func: Func, before: readonly Block[][]): Set<Value> {
  const found = new Set<Value>()
  for (const { term } of func.blocks) {
    if (term.kind === 'invoke' && before[term.to.block]!.length !== 1) for (const result of term.results) found.add(result)
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
  for (const component of components(params, (param) => state.operands[param]!, state.func.types.length) as Value[][]) {
    if (component.length === 1) {
      mergeCopy(state, component[0]!)
      continue
    }
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

/** A parameter that no other leads back to. */
function mergeCopy(state: State, param: Value): void {
  let only: Value | undefined
  for (const operand of state.operands[param]!) {
    const value = resolve(state, operand)
    if (value === param || value === only) continue
    if (only !== undefined) return
    only = value
  }
  if (only !== undefined && !state.onEdge.has(only)) state.map[param] = only
}

/** Parameters of one block with equal arguments on all edges hold equal values. */
function mergeTwins(func: Func, params: readonly Value[], state: State): void {
  for (let at = 1; at < params.length; at++) {
    const param = params[at]!
    if (state.map[param] !== undefined) continue
    for (let before = 0; before < at; before++) {
      const leader = params[before]!
      if (state.map[leader] !== undefined || func.types[leader] !== func.types[param] || !sameGiven(state, leader, param)) continue
      state.map[param] = leader
      break
    }
  }
}

/** Do two parameters of a block hold the same on every edge, where it passes themselves on as well? */
function sameGiven(state: State, a: Value, b: Value): boolean {
  const given = state.operands[a]!
  const other = state.operands[b]!
  for (let edge = 0; edge < given.length; edge++) {
    const one = resolve(state, given[edge]!)
    const two = resolve(state, other[edge]!)
    if (one !== two && !(one === a && two === b)) return false
  }
  return true
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
