/**
 * Methods that are called with `...`: the method once more, with `count` arguments one by one and all others in one list, which is
 * the caller's to give away. Parameters are read from the list by patterns:
 *
 *    m(a, b, c = 1, ...rest)   called as m(x, ...list)      m(a, [b, c = 1, ...rest])
 *    m(a, ...rest)             called as m(x, y, ...list)   m(a, y, list, rest = [y, ...list])
 */
import type { ArrayExpression, AssignmentPattern, FunctionExpression, Identifier, Pattern } from 'acorn'

export function withSpread(node: FunctionExpression, count: number): FunctionExpression {
  const { start, end } = node
  const last = node.params.at(-1)
  const rest = last?.type === 'RestElement' ? last : undefined
  // No name of the source can be like that. A parameter comes before what uses it.
  const extra = (index: number, at = start): Identifier => ({ type: 'Identifier', start: at, end: at, name: `argument ${index}` })
  const single = node.params.slice(0, Math.min(count, node.params.length - (rest ? 1 : 0)))
  const beyond = Array.from({ length: count - single.length }, (_, index) => extra(single.length + index))
  const left = node.params.slice(single.length)
  if (beyond.length > 0) {
    const list = extra(count)
    if (!rest) return { ...node, params: [...single, ...beyond, list] }
    const place = { start: rest.start, end: rest.end }
    const spread = { type: 'SpreadElement', ...place, argument: extra(count, rest.start) } as const
    const elements = [...beyond.map((_, index) => extra(single.length + index, rest.start)), spread]
    const right: ArrayExpression = { type: 'ArrayExpression', ...place, elements }
    const gathered: AssignmentPattern = { type: 'AssignmentPattern', ...place, left: rest.argument, right }
    return { ...node, params: [...single, ...beyond, list, gathered] }
  }
  if (rest && left.length === 1) return { ...node, params: [...single, rest.argument] }
  const pattern: Pattern = { type: 'ArrayPattern', start, end, elements: left }
  return { ...node, params: [...single, left.length > 0 ? pattern : extra(count)] }
}
