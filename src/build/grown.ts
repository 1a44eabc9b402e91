/**
 * What a comparison of an expression tells about the variable in it: `2 * x + 1 < n` and `x * x < n` bound x too,
 * if x is an integer and not negative, which inference finds out.
 */
import type { AnyNode } from 'acorn'
import type { Relation } from '../ir/imm.ts'

const GROWN: Readonly<Record<string, Relation>> = { '<': 'grown <', '<=': 'grown <=', '!>': 'grown !>', '!>=': 'grown !>=' }

/** The relation of the variable to the other side, where the expression stands in `relation` to it. */
export function grownRelation(relation: Relation): Relation | undefined {
  return GROWN[relation]
}

/** The identifier x of an expression that is not smaller than x, for every integer x from 0 on. */
export function grownFrom(node: AnyNode): AnyNode | undefined {
  if (node.type !== 'BinaryExpression' || (node.operator !== '+' && node.operator !== '*')) return undefined
  const { left, right, operator } = node
  const least = operator === '+' ? 0 : 1
  if (isAtLeast(right, least)) return inner(left)
  if (isAtLeast(left, least)) return inner(right)
  const square = operator === '*' && left.type === 'Identifier' && right.type === 'Identifier' && left.name === right.name
  return square ? left : undefined
}

function inner(node: AnyNode): AnyNode | undefined {
  return node.type === 'Identifier' ? node : grownFrom(node)
}

function isAtLeast(node: AnyNode, least: number): boolean {
  return node.type === 'Literal' && typeof node.value === 'number' && node.value >= least
}
