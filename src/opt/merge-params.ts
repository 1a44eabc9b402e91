/** Remove block parameters that always hold one value, also where loops pass it round.   keeps: cfg
 *
 *    b1(v2, v3):                       b1(v3):
 *      …                       →         …          (v2 read as v1)
 *      jump b1(v2, v4)                   jump b1(v4)
 *    where b1 is entered as b1(v1, v0)
 *
 * Optimistic copy propagation over parameters: each starts as "any value" and sinks to the one value it is given,
 * then to itself. Parameters of a block that get equal arguments on every edge become one. */
import { reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, targets, type Value } from '../ir/function.ts'
import { replaceAll } from '../ir/uses.ts'
import { incomingEdges } from './edit.ts'

const ANY = -1

export function mergeParams(func: Func): boolean {
  const order = reversePostorder(func)
  if (func.blocks.every((block, index) => index === 0 || block.params.length === 0)) return false
  const edges = incomingEdges(func)
  const value = optimisticCopies(func, order, edges)
  const map: (Value | undefined)[] = []
  for (const block of order) {
    if (block === 0) continue
    for (const param of func.blocks[block]!.params) {
      if (value[param] !== param && value[param] !== ANY) map[param] = value[param] as Value
    }
    mergeTwins(func, block, edges[block]!, value, map)
  }
  if (map.length === 0) return false
  replaceAll(func, map)
  removeParams(func, (param) => map[param] !== undefined)
  return true
}

/** By value, what it is a copy of (itself where it is not). */
function optimisticCopies(func: Func, order: readonly Block[], edges: ReturnType<typeof incomingEdges>): Int32Array {
  const value = new Int32Array(func.types.length)
  for (let index = 0; index < value.length; index++) value[index] = index
  for (const block of order) if (block !== 0) for (const param of func.blocks[block]!.params) value[param] = ANY
  const reached = new Uint8Array(func.blocks.length)
  for (const block of order) reached[block] = 1
  for (let changed = true; changed; ) {
    changed = false
    for (const block of order) {
      if (block === 0) continue
      const { params } = func.blocks[block]!
      for (let index = 0; index < params.length; index++) {
        const param = params[index]!
        if (value[param] === param) continue
        let meet = ANY
        for (const { from, target } of edges[block]!) {
          if (!reached[from]) continue
          const given = value[target.args[index]!]!
          if (given === ANY || given === meet) continue
          meet = meet === ANY ? given : param
          if (meet === param) break
        }
        // Sinking only: once a value has been seen, another one makes the parameter itself.
        if (meet !== ANY && value[param] !== ANY && meet !== value[param]) meet = param
        if (meet === value[param]) continue
        value[param] = meet
        changed = true
      }
    }
  }
  return value
}

/** Parameters of one block with equal arguments on all edges hold equal values. */
function mergeTwins(func: Func, block: Block, edges: { target: { args: Value[] } }[], value: Int32Array, map: (Value | undefined)[]): void {
  const { params } = func.blocks[block]!
  if (params.length < 2) return
  const leaders = new Map<string, Value>()
  params.forEach((param, index) => {
    if (map[param] !== undefined) return
    const key = edges.map(({ target }) => {
      const given = target.args[index]!
      return given === param ? 'self' : value[given]
    })
    const name = `${func.types[param]} ${key.join()}`
    const leader = leaders.get(name)
    if (leader === undefined) leaders.set(name, param)
    else map[param] = leader
  })
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
