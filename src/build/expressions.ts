/** Expressions → values. One function per form; `EXPRESSIONS` lists them. */
import type {
  AnyNode,
  ArrayExpression,
  ConditionalExpression,
  Expression,
  Identifier,
  Literal,
  LogicalExpression,
  Super,
  TemplateLiteral,
} from 'acorn'
import type { Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import type { ClassNode } from '../syntax/ast.ts'
import { buildElements } from './arguments.ts'
import { buildAssignment, buildUpdate } from './assignments.ts'
import { buildCall, buildNew } from './calls.ts'
import { branchOnNullish, branchWith, buildCondition, factAbout } from './conditions.ts'
import { spanOf } from './context.ts'
import { localClass } from './local-classes.ts'
import { buildMember, buildWhole, memberPlace } from './members.ts'
import { buildObject } from './objects.ts'
import { BINARY_OPERATORS, UNARY_OPERATORS } from './operators.ts'
import { cellMethod } from './prelude-cells.ts'
import { refuseExpression } from './refuse.ts'
import { constant, emit, jump, literalInfo, makeClosure, newBlock, readVariable, type State, start, variableOf } from './state.ts'

export function buildExpression(state: State, node: Expression | Super): Value {
  switch (node.type) {
    case 'Literal':
      return buildLiteral(state, node)
    case 'Identifier':
      return buildIdentifier(state, node)
    case 'ThisExpression': {
      const variable = state.frame.unit.analysis.variables.get(node)
      if (!variable) return messages.lexical_this(spanOf(state.frame.unit, node))
      return readVariable(state, node, variable)
    }
    case 'BinaryExpression':
      return buildBinary(state, node)
    case 'UnaryExpression':
      return buildUnary(state, node)
    case 'LogicalExpression':
      return buildLogical(state, node)
    case 'ConditionalExpression':
      return buildConditional(state, node)
    case 'AssignmentExpression':
      return buildAssignment(state, node)
    case 'UpdateExpression':
      return buildUpdate(state, node)
    case 'MemberExpression':
      return buildMember(state, node)
    case 'CallExpression':
      return buildCall(state, node)
    case 'NewExpression':
      return buildNew(state, node)
    case 'ChainExpression':
      return buildChain(state, node)
    case 'SequenceExpression':
      return node.expressions.reduce((_, part) => state.build.expression(state, part), -1 as Value)
    case 'ArrayExpression':
      return buildArray(state, node)
    case 'ObjectExpression':
      return buildObject(state, node)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return makeClosure(state, node, literalInfo(state, node))
    case 'ClassExpression':
      return buildClass(state, node, node)
    case 'TemplateLiteral':
      return buildTemplate(state, node)
    case 'ParenthesizedExpression':
      return state.build.expression(state, node.expression)
    default:
      return refuseExpression(spanOf(state.frame.unit, node), node)
  }
}

function buildLiteral(state: State, node: Literal): Value {
  if (node.regex) messages.regular_expression(spanOf(state.frame.unit, node))
  if (node.bigint != null) return constant(state, node, BigInt(node.bigint))
  return constant(state, node, node.value as number | string | boolean | null)
}

/** Names that every program may take for granted; they are constants unless somebody has declared them. */
const GLOBAL_CONSTANTS = new Map<string, number | undefined>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
])

function buildIdentifier(state: State, node: Identifier): Value {
  const variable = variableOf(state, node)
  if (variable?.kind === 'class') return buildClass(state, node, variable.value as ClassNode)
  if (variable) return readVariable(state, node, variable)
  return buildWhole(state, node) ?? buildGlobal(state, node, node.name)
}

function buildClass(state: State, node: AnyNode, declaration: ClassNode): Value {
  const unit = localClass(state, declaration)
  return emit(state, node, 'js.global', [], `${unit.id}/${unit.name || '(class)'}`)
}

function buildGlobal(state: State, node: AnyNode, name: string): Value {
  const { unit } = state.frame.unit
  if (name === 'arguments') messages.arguments_object(spanOf(state.frame.unit, node), { suggestion: 'values' })
  if (GLOBAL_CONSTANTS.has(name) && isBuiltinConstant(unit.resolve(name)?.kind)) return constant(state, node, GLOBAL_CONSTANTS.get(name))
  const value = emit(state, node, 'js.global', [], `${unit.id}/${name}`)
  const captured = unit.resolve(name)
  if (captured?.kind === 'variable') return emit(state, node, 'js.get', [value], 'value')
  if (captured?.kind !== 'cell') return value
  return emit(state, node, 'js.method', [value], cellMethod('read', captured.element, captured.boolean))
}

function isBuiltinConstant(kind: string | undefined): boolean {
  return kind === undefined || kind === 'undefined' || kind === 'number' || kind === 'builtin'
}

/** Down the left side in a loop: sums of ten thousand terms must not use up the stack. */
function buildBinary(state: State, node: Extract<Expression, { type: 'BinaryExpression' }>): Value {
  const spine = [node]
  for (let left = node.left; left.type === 'BinaryExpression'; left = left.left) spine.push(left)
  const first = spine[spine.length - 1]!.left
  if (first.type === 'PrivateIdentifier') return refuseExpression(spanOf(state.frame.unit, first), first)
  let value = state.build.expression(state, first)
  for (let part = spine.pop(); part; part = spine.pop()) {
    const right = state.build.expression(state, part.right)
    value = emit(state, part, BINARY_OPERATORS[part.operator]!, [value, right])
  }
  return value
}

function buildDelete(state: State, node: Extract<Expression, { type: 'UnaryExpression' }>): Value {
  const place = node.argument.type === 'MemberExpression' ? memberPlace(state, node.argument) : undefined
  if (place?.kind === 'name' && !place.name.startsWith('#'))
    return emit(state, node, 'js.delete', [place.object, constant(state, node, place.name)])
  if (place?.kind === 'index') return emit(state, node, 'js.delete', [place.object, place.key])
  return messages.delete_operator(spanOf(state.frame.unit, node))
}

function buildUnary(state: State, node: Extract<Expression, { type: 'UnaryExpression' }>): Value {
  const { argument, operator } = node
  if (operator === 'delete') return buildDelete(state, node)
  if (operator === '-' && argument.type === 'Literal') {
    if (typeof argument.value === 'number') return constant(state, node, -argument.value)
    if (argument.bigint != null) return constant(state, node, -BigInt(argument.bigint))
  }
  const value = state.build.expression(state, argument)
  if (operator === 'void') return constant(state, node, undefined)
  return emit(state, node, UNARY_OPERATORS[operator]!, [value])
}

/** `a && b`, `a || b`, `a ?? b` as values. What is passed on of `a` is refined: of `a[i] ?? 0` nothing is left that is undefined. */
function buildLogical(state: State, node: LogicalExpression): Value {
  const { operator } = node
  const left = state.build.expression(state, node.left)
  const [right, join] = [newBlock(state), newBlock(state, 1)]
  const done = newBlock(state)
  if (operator === '??') {
    const present = branchOnNullish(state, node, node.left, left, right, done)
    jump(state, join, [present])
  } else {
    const facts = factAbout(state, node.left, left, 'truthy', 'falsy')
    const relation = operator === '&&' ? 'falsy' : 'truthy'
    branchWith(state, node, left, operator === '&&' ? right : done, operator === '&&' ? done : right, facts)
    start(state, done)
    jump(state, join, [emit(state, node, 'js.refine', [left], { relation })])
  }
  start(state, right)
  const value = state.build.expression(state, node.right)
  jump(state, join, [value])
  return start(state, join)[0]!
}

function buildConditional(state: State, node: ConditionalExpression): Value {
  const [then, otherwise, join] = [newBlock(state), newBlock(state), newBlock(state, 1)]
  buildCondition(state, node.test, then, otherwise)
  start(state, then)
  jump(state, join, [state.build.expression(state, node.consequent)])
  start(state, otherwise)
  jump(state, join, [state.build.expression(state, node.alternate)])
  return start(state, join)[0]!
}

/** `a?.b.c(d)`: every `?.` in the chain may leave it with undefined. */
function buildChain(state: State, node: Extract<Expression, { type: 'ChainExpression' }>): Value {
  const outer = state.chainExit
  const [exit, join] = [newBlock(state), newBlock(state, 1)]
  state.chainExit = exit
  const value = state.build.expression(state, node.expression)
  state.chainExit = outer
  jump(state, join, [value])
  start(state, exit)
  jump(state, join, [constant(state, node, undefined)])
  return start(state, join)[0]!
}

function buildArray(state: State, node: ArrayExpression): Value {
  const { values, spread } = buildElements(state, node, node.elements)
  return emit(state, node, 'js.array', values, { spread })
}

/** Expressions that never give an object, whose text would be what a method makes of it. */
const NO_OBJECTS: ReadonlySet<string> = new Set(['Literal', 'TemplateLiteral', 'BinaryExpression', 'UnaryExpression', 'UpdateExpression'])

function buildTemplate(state: State, node: TemplateLiteral): Value {
  const values = node.expressions.map((part) => {
    const value = state.build.expression(state, part)
    return NO_OBJECTS.has(part.type) ? value : emit(state, part, 'js.text_of', [value])
  })
  const names = node.quasis.map(({ value }) => value.cooked ?? '')
  if (values.length === 0) return constant(state, node, names[0]!)
  return emit(state, node, 'js.template', values, { names })
}
