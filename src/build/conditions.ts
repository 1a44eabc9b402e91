/**
 * Conditions become control flow, and what a branch tells about variables is put into the IR: on each edge the
 * variables named in the condition are bound anew to a refinement.
 *
 *     if (i < n) A else B      branch (js.lt i, n), then, otherwise
 *                              then:      i' = js.refine i <  n;  n' = js.refine n >  i;  A
 *                              otherwise: i' = js.refine i !< n;  n' = js.refine n !> i;  B
 */
import type { AnyNode, BinaryExpression, Expression, LogicalExpression } from 'acorn'
import type { Block, Value } from '../ir/function.ts'
import type { Relation } from '../ir/imm.ts'
import type { Variable } from '../syntax/scope-types.ts'
import { grownFrom, grownRelation } from './grown.ts'
import { BINARY_OPERATORS } from './operators.ts'
import { writeSlot } from './ssa.ts'
import { branch, constant, emit, jump, newBlock, readRaw, type State, slotOf, start, variableOf } from './state.ts'

/** One thing that a condition says about a variable. */
export interface Fact {
  readonly variable: Variable
  readonly value: Value
  /** What holds of it on either side; nothing new if undefined. */
  readonly holds: Relation | undefined
  readonly fails: Relation | undefined
  /** The other side of the relation. */
  readonly other?: Value
}

const RELATIONS: Record<string, readonly [holds: Relation, fails: Relation, swapped: Relation, swappedFails: Relation]> = {
  '<': ['<', '!<', '>', '!>'],
  '<=': ['<=', '!<=', '>=', '!>='],
  '>': ['>', '!>', '<', '!<'],
  '>=': ['>=', '!>=', '<=', '!<='],
  '===': ['===', '!==', '===', '!=='],
  '!==': ['!==', '===', '!==', '==='],
  '==': ['==', '!=', '==', '!='],
  '!=': ['!=', '==', '!=', '=='],
}

export function buildCondition(state: State, node: Expression, then: Block, otherwise: Block): void {
  if (node.type === 'LogicalExpression' && node.operator !== '??') return shortCircuit(state, node, then, otherwise)
  if (node.type === 'UnaryExpression' && node.operator === '!') return buildCondition(state, node.argument, otherwise, then)
  if (node.type === 'SequenceExpression') {
    for (const part of node.expressions.slice(0, -1)) state.build.expression(state, part)
    return buildCondition(state, node.expressions[node.expressions.length - 1]!, then, otherwise)
  }
  if (node.type === 'Literal' && typeof node.value === 'boolean') return jump(state, node.value ? then : otherwise)
  if (node.type === 'BinaryExpression' && node.operator in RELATIONS) return comparison(state, node, then, otherwise)
  if (node.type === 'BinaryExpression' && node.operator === 'instanceof') return instanceOf(state, node, then, otherwise)
  const value = state.build.expression(state, node)
  branchWith(state, node, value, then, otherwise, factAbout(state, node, value, 'truthy', 'falsy'))
}

/** `a && b && c …` without recursion on the left side. */
function shortCircuit(state: State, node: LogicalExpression, then: Block, otherwise: Block): void {
  const { operator } = node
  const rights: Expression[] = []
  let left: Expression = node
  for (; left.type === 'LogicalExpression' && left.operator === operator; left = left.left) rights.push(left.right)
  let part = left
  for (let next = rights.pop(); next; next = rights.pop()) {
    const middle = newBlock(state)
    if (operator === '&&') buildCondition(state, part, middle, otherwise)
    else buildCondition(state, part, then, middle)
    start(state, middle)
    part = next
  }
  buildCondition(state, part, then, otherwise)
}

function comparison(state: State, node: BinaryExpression, then: Block, otherwise: Block): void {
  const { operator } = node
  const leftNode = node.left as Expression
  const leftInner = grownVariable(state, leftNode)
  const left = state.build.expression(state, leftNode)
  const rightInner = grownVariable(state, node.right)
  const right = state.build.expression(state, node.right)
  const value = emit(state, node, BINARY_OPERATORS[operator]!, [left, right])
  const [holds, fails, swapped, swappedFails] = RELATIONS[operator]!
  const facts = [
    ...factAbout(state, leftNode, left, holds, fails, right),
    ...factAbout(state, node.right, right, swapped, swappedFails, left),
    ...grownFact(state, leftInner, holds, fails, right),
    ...grownFact(state, rightInner, swapped, swappedFails, left),
    ...typeofFacts(state, node),
  ]
  branchWith(state, node, value, then, otherwise, facts)
}

type Known = Pick<Fact, 'variable' | 'value'>

/** The variable that an expression grows from, and its value before the expression is evaluated. */
function grownVariable(state: State, node: AnyNode): Known | undefined {
  const named = grownFrom(node)
  const variable = named && namedVariable(state, named)
  return variable && { variable, value: readRaw(state, variable) }
}

function grownFact(state: State, known: Known | undefined, holds: Relation, fails: Relation, other: Value): Fact[] {
  if (!known || readRaw(state, known.variable) !== known.value) return []
  const fact = { ...known, holds: grownRelation(holds), fails: grownRelation(fails), other }
  return fact.holds || fact.fails ? [fact] : []
}

/** `typeof x === 'number'`, either way round. */
function typeofFacts(state: State, { operator, left, right }: BinaryExpression): Fact[] {
  const [test, name] = right.type === 'Literal' ? [left, right] : [right, left]
  if (test.type !== 'UnaryExpression' || test.operator !== 'typeof' || name.type !== 'Literal' || typeof name.value !== 'string') return []
  if (operator !== '===' && operator !== '==' && operator !== '!==' && operator !== '!=') return []
  const is: Relation = `typeof ${name.value}`
  const isNot: Relation = `!typeof ${name.value}`
  const variable = namedVariable(state, test.argument)
  if (!variable) return []
  const negated = operator.startsWith('!')
  return [{ variable, value: readRaw(state, variable), holds: negated ? isNot : is, fails: negated ? is : isNot }]
}

function instanceOf(state: State, node: BinaryExpression, then: Block, otherwise: Block): void {
  const leftNode = node.left as Expression
  const left = state.build.expression(state, leftNode)
  const right = state.build.expression(state, node.right)
  const value = emit(state, node, 'js.instanceof', [left, right])
  branchWith(state, node, value, then, otherwise, factAbout(state, leftNode, left, 'instanceof', '!instanceof', right))
}

/** The variable whose value an operand is: `x`, `x = e`, `++x`. */
function namedVariable(state: State, node: AnyNode): Variable | undefined {
  let named = node
  if (named.type === 'AssignmentExpression') named = named.left
  else if (named.type === 'UpdateExpression' && named.prefix) named = named.argument
  if (named.type !== 'Identifier') return undefined
  const variable = variableOf(state, named)
  return variable && !variable.cell && !variable.known && variable.kind !== 'class' ? variable : undefined
}

/** A fact about an operand, if it is a variable that still has the value. */
export function factAbout(state: State, node: AnyNode, value: Value, holds: Relation, fails: Relation, other?: Value): Fact[] {
  const variable = namedVariable(state, node)
  if (!variable || readRaw(state, variable) !== value) return []
  return [other === undefined ? { variable, value, holds, fails } : { variable, value, holds, fails, other }]
}

/** Branch, and on both edges bind the variables of the facts to what is now known of them. */
export function branchWith(state: State, node: AnyNode, condition: Value, then: Block, otherwise: Block, facts: readonly Fact[]): void {
  if (facts.length === 0) return branch(state, node, condition, then, otherwise)
  const [yes, no] = [newBlock(state), newBlock(state)]
  branch(state, node, condition, yes, no)
  start(state, yes)
  applyFacts(state, node, facts, 'holds')
  jump(state, then)
  start(state, no)
  applyFacts(state, node, facts, 'fails')
  jump(state, otherwise)
}

export function applyFacts(state: State, node: AnyNode, facts: readonly Fact[], side: 'holds' | 'fails'): void {
  for (const fact of facts) {
    const relation = fact[side]
    if (relation === undefined) continue
    const before = readRaw(state, fact.variable)
    const args = fact.other === undefined ? [before] : [before, fact.other]
    const refined = emit(state, node, 'js.refine', args, { relation })
    writeSlot(state.ssa, slotOf(state, fact.variable), refined)
  }
}

/** Branch on whether a value is null or undefined; `present` gets a refined value, which is given back after starting it. */
export function branchOnNullish(state: State, node: AnyNode, source: AnyNode, value: Value, nullish: Block, present: Block): Value {
  const nothing = constant(state, node, null)
  const test = emit(state, node, 'js.loose_eq', [value, nothing])
  branch(state, node, test, nullish, present)
  start(state, present)
  const facts = factAbout(state, source, value, '!=', '==', nothing)
  const refined = emit(state, node, 'js.refine', [value, nothing], { relation: '!=' })
  for (const { variable } of facts) writeSlot(state.ssa, slotOf(state, variable), refined)
  return refined
}
