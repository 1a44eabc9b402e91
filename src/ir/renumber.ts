/** One form for all functions that differ only in how blocks and values are numbered. For tests and goldens. */
import { reversePostorder } from './cfg.ts'
import { type Block, type Func, mapTermUses, NONE, targets, type Value } from './function.ts'

/** A copy: blocks in reverse postorder (those out of reach last), values in the order of their definitions, no names. */
export function renumbered(original: Func): Func {
  const func = structuredClone(original)
  const reachable = reversePostorder(func)
  const rest = func.blocks.map((_, block) => block as Block).filter((block) => !reachable.includes(block))
  const order = [...reachable, ...rest]
  const blockOf: number[] = []
  order.forEach((block, index) => {
    blockOf[block] = index
  })
  func.blocks = order.map((block) => func.blocks[block]!)
  const { types, newIds } = orderOfDefinition(func)
  const value = (old: Value) => (old === NONE ? NONE : (newIds[old] ?? old)) as Value
  for (const data of func.blocks) {
    data.params = data.params.map(value)
    for (const inst of data.insts) {
      inst.args = inst.args.map(value)
      inst.result = value(inst.result)
    }
    mapTermUses(data.term, value)
    if (data.term.kind === 'invoke') data.term.results = data.term.results.map(value)
    for (const target of targets(data.term)) target.block = blockOf[target.block] as Block
  }
  return { ...func, types, names: [] }
}

function orderOfDefinition(func: Func): { types: Func['types']; newIds: Value[] } {
  const newIds: Value[] = []
  const types: Func['types'] = []
  const define = (value: Value) => {
    if (value !== NONE) newIds[value] = (types.push(func.types[value]!) - 1) as Value
  }
  for (const { params, insts, term } of func.blocks) {
    params.forEach(define)
    for (const { result } of insts) define(result)
    if (term.kind === 'invoke') term.results.forEach(define)
  }
  return { types, newIds }
}
