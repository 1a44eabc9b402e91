/**
 * `yield` in the middle of an expression: nothing half done may be on the way while a generator rests, so what was evaluated
 * before is put into variables, and the expression is taken apart into statements.
 *
 *     a + f(b, yield c)      const t1 = a, t2 = b        (each in a statement of its own)
 *                            const t3 = yield c
 *                            t1 + f(t2, t3)
 *
 * Afterwards a `yield` is a statement, or the initialiser of a variable. Where it cannot be brought there it stays, and is refused later.
 */
import type { AnyNode, BlockStatement, Expression, ForStatement, Identifier, Pattern, Statement, VariableDeclaration } from 'acorn'
import { forEachChild, isFunction } from './ast.ts'

/** Names of the variables that are put in: no program has such. */
const PREFIX = '(yield '

export function isPutIn(name: string): boolean {
  return name.startsWith(PREFIX)
}

interface Walk {
  /** Statements that come before the expression that is looked at. */
  before: Statement[]
  /** How many variables were put in. */
  count: number
}

/** All generators below a node, in place. */
export function settleYields(node: AnyNode, walk: Walk = { before: [], count: 0 }): void {
  if (isFunction(node) && node.generator && node.body.type === 'BlockStatement') node.body.body = list(walk, node.body.body)
  forEachChild(node, (child) => settleYields(child, walk))
}

function rests(node: AnyNode | null | undefined): boolean {
  if (!node || isFunction(node)) return false
  if (node.type === 'YieldExpression') return true
  let found = false
  forEachChild(node, (child) => (found ||= rests(child)))
  return found
}

// ---- statements

function list(walk: Walk, statements: readonly Statement[]): Statement[] {
  return statements.flatMap((node) => (rests(node) ? statement(walk, node) : [node]))
}

/** What stands for a statement, in order. */
function statement(walk: Walk, node: Statement): Statement[] {
  const outer = walk.before
  walk.before = []
  const last = settle(walk, node)
  const all = last ? [...walk.before, last] : walk.before
  walk.before = outer
  return all
}

function inner(walk: Walk, node: Statement): Statement {
  return node.type === 'BlockStatement' ? (settle(walk, node) as Statement) : block(node, list(walk, [node]))
}

function settle(walk: Walk, node: Statement): Statement | undefined {
  switch (node.type) {
    case 'ExpressionStatement':
      return discarded(walk, node.expression)
    case 'VariableDeclaration':
      return declaration(walk, node)
    case 'ReturnStatement':
    case 'ThrowStatement':
      if (node.argument) node.argument = value(walk, node.argument)
      return node
    case 'IfStatement':
      node.test = value(walk, node.test)
      node.consequent = inner(walk, node.consequent)
      if (node.alternate) node.alternate = inner(walk, node.alternate)
      return node
    case 'BlockStatement':
      node.body = list(walk, node.body)
      return node
    case 'LabeledStatement':
      node.body = settle(walk, node.body) ?? block(node, [])
      return node
    case 'SwitchStatement':
      node.discriminant = value(walk, node.discriminant)
      for (const item of node.cases) item.consequent = list(walk, item.consequent)
      return node
    case 'TryStatement':
      for (const part of [node.block, node.handler?.body, node.finalizer]) if (part) part.body = list(walk, part.body)
      return node
    case 'ForOfStatement':
    case 'ForInStatement':
      node.right = value(walk, node.right)
      node.body = inner(walk, node.body)
      return node
    case 'ForStatement':
      return settleFor(walk, node)
    case 'WhileStatement':
      node.body = tested(walk, node.test, node.body)
      if (rests(node.test)) node.test = literal(node.test, true)
      return node
    case 'DoWhileStatement':
      node.body = inner(walk, node.body)
      return node
    default:
      return node
  }
}

function settleFor(walk: Walk, node: ForStatement): Statement {
  if (node.init && rests(node.init)) {
    if (node.init.type !== 'VariableDeclaration') node.init = value(walk, node.init)
    else for (const declarator of node.init.declarations) if (declarator.init) declarator.init = kept(walk, value(walk, declarator.init))
  }
  node.body = tested(walk, node.test, node.body)
  if (rests(node.test)) node.test = null
  return node
}

/** The body of a loop whose test rests: the test stands at its beginning. */
function tested(walk: Walk, test: Expression | null | undefined, body: Statement): Statement {
  if (!test || !rests(test)) return inner(walk, body)
  const leave = { ...at(test), type: 'BreakStatement', label: null } as Statement
  const negated = { ...at(test), type: 'UnaryExpression', operator: '!', prefix: true, argument: test } as Expression
  const check = { ...at(test), type: 'IfStatement', test: negated, consequent: block(test, [leave]), alternate: null } as Statement
  return block(body, list(walk, [check, body]))
}

/** An expression whose value nobody wants. */
function discarded(walk: Walk, node: Expression): Statement | undefined {
  if (node.type === 'YieldExpression') {
    if (node.argument) node.argument = value(walk, node.argument)
    return expressionStatement(node)
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const left = value(walk, node.left)
    const test =
      node.operator === '&&' ? left : ({ ...at(left), type: 'UnaryExpression', operator: '!', prefix: true, argument: left } as Expression)
    return when(walk, node, test, node.right, undefined)
  }
  if (node.type === 'ConditionalExpression') return when(walk, node, value(walk, node.test), node.consequent, node.alternate)
  const left = value(walk, node)
  return left.type === 'Identifier' && isPutIn(left.name) ? undefined : expressionStatement(left)
}

function when(walk: Walk, node: AnyNode, test: Expression, then: Expression, otherwise: Expression | undefined): Statement {
  const branch = (part: Expression) => block(part, list(walk, [expressionStatement(part)]))
  return { ...at(node), type: 'IfStatement', test, consequent: branch(then), alternate: otherwise ? branch(otherwise) : null } as Statement
}

function declaration(walk: Walk, node: VariableDeclaration): Statement | undefined {
  const { declarations } = node
  declarations.forEach((declarator, index) => {
    const { init } = declarator
    if (init?.type === 'YieldExpression') {
      if (init.argument) init.argument = value(walk, init.argument)
    } else if (init) declarator.init = value(walk, init)
    // Each by itself, as what the next one needs stands between them.
    if (index < declarations.length - 1) walk.before.push({ ...node, declarations: [declarator] })
  })
  return { ...node, declarations: declarations.slice(-1) }
}

// ---- expressions

/** What has the expression's value once the statements in `before` have run; it does not rest any more. */
function value(walk: Walk, node: Expression): Expression {
  if (!rests(node)) return node
  switch (node.type) {
    case 'YieldExpression':
      if (node.argument) node.argument = value(walk, node.argument)
      return keep(walk, node, node)
    case 'SequenceExpression': {
      const last = node.expressions.length - 1
      for (const part of node.expressions.slice(0, last)) walk.before.push(...list(walk, [expressionStatement(part)]))
      return value(walk, node.expressions[last]!)
    }
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return node
      ;[node.left, node.right] = ordered(walk, [node.left, node.right]) as [Expression, Expression]
      return node
    }
    case 'LogicalExpression':
      return chosen(walk, node, node.left, node.operator)
    case 'ConditionalExpression':
      return conditional(walk, node, value(walk, node.test), node.consequent, node.alternate)
    case 'UnaryExpression':
      if (node.operator !== 'delete') node.argument = value(walk, node.argument)
      return node
    case 'AssignmentExpression':
      return assignment(walk, node)
    case 'MemberExpression':
      return member(walk, node)
    case 'CallExpression':
      if (node.optional) return node
      if (node.callee.type === 'MemberExpression' && !node.callee.optional && node.callee.object.type !== 'Super') {
        const { callee } = node
        const key = callee.computed ? [callee.property as Expression] : []
        const [object, ...rest] = ordered(walk, [callee.object as Expression, ...key, ...(node.arguments as Expression[])])
        callee.object = object!
        if (callee.computed) callee.property = rest.shift()!
        node.arguments = rest
      } else if (node.callee.type === 'Identifier' || node.callee.type === 'Super' || !rests(node.callee))
        node.arguments = ordered(walk, node.arguments as Expression[])
      return node
    case 'NewExpression':
      node.arguments = ordered(walk, node.arguments as Expression[])
      return node
    case 'ArrayExpression':
      node.elements = ordered(walk, node.elements as Expression[])
      return node
    case 'TemplateLiteral':
      node.expressions = ordered(walk, node.expressions)
      return node
    case 'ObjectExpression': {
      const parts = node.properties.map((property) => (property.type === 'Property' ? (property.value as Expression) : property.argument))
      if (node.properties.some((property) => property.type === 'Property' && (property.kind !== 'init' || rests(property.key)))) return node
      ordered(walk, parts).forEach((part, index) => {
        const property = node.properties[index]!
        if (property.type === 'Property') Object.assign(property, { value: part, shorthand: false })
        else property.argument = part
      })
      return node
    }
    default:
      return node
  }
}

/** Several, from left to right: what stands before one that rests is kept. */
function ordered<T extends Expression | null>(walk: Walk, parts: readonly T[]): T[] {
  const last = parts.findLastIndex((part) => rests(part))
  return parts.map((part, index) => {
    if (part === null || index > last) return part
    const spread = (part as AnyNode).type === 'SpreadElement' ? (part as unknown as { argument: Expression }) : undefined
    if (!spread) return (index < last ? kept(walk, value(walk, part)) : value(walk, part)) as T
    // A spread before one that rests has been gone over by then.
    spread.argument = value(walk, spread.argument)
    if (index === last) return part
    const copied = { ...at(part), type: 'ArrayExpression', elements: [{ ...(part as object) }] } as unknown as Expression
    spread.argument = kept(walk, copied)
    return part
  })
}

const LASTING = new Set(['Literal', 'ThisExpression', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression'])

/** A value that lasts: of what may change meanwhile a copy. */
function kept(walk: Walk, node: Expression): Expression {
  return LASTING.has(node.type) || (node.type === 'Identifier' && isPutIn(node.name)) ? node : keep(walk, node, node)
}

function keep(walk: Walk, node: AnyNode, init: Expression): Identifier {
  const name = fresh(walk)
  walk.before.push(declare(node, 'const', name, init))
  return identifier(node, name)
}

function member(walk: Walk, node: Expression & { type: 'MemberExpression' }): Expression {
  if (node.optional || node.object.type === 'Super') return node
  const key = node.computed ? [node.property as Expression] : []
  const [object, property] = ordered(walk, [node.object as Expression, ...key])
  node.object = object!
  if (property) node.property = property
  return node
}

function assignment(walk: Walk, node: Expression & { type: 'AssignmentExpression' }): Expression {
  const { left, operator } = node
  const logical = operator === '&&=' || operator === '||=' || operator === '??='
  if (logical || (left.type !== 'Identifier' && left.type !== 'MemberExpression' && rests(left))) return node
  if (left.type === 'MemberExpression') {
    if (left.object.type === 'Super' || left.optional) return node
    left.object = kept(walk, value(walk, left.object as Expression))
    if (left.computed) left.property = kept(walk, value(walk, left.property as Expression))
  }
  if (operator === '=') node.right = value(walk, node.right)
  else {
    const old = kept(walk, { ...(left as Expression) })
    const right = value(walk, node.right)
    node.right = { ...at(node), type: 'BinaryExpression', operator: operator.slice(0, -1), left: old, right } as Expression
    node.operator = '='
  }
  return node
}

/** `a && b`, `a || b`, `a ?? b`. */
function chosen(walk: Walk, node: Expression, first: Expression, operator: string): Expression {
  const left = kept(walk, value(walk, first))
  const name = () => ({ ...(left as Expression) })
  if (operator === '&&') return conditional(walk, node, name(), (node as { right?: Expression }).right!, name())
  if (operator === '||') return conditional(walk, node, name(), name(), (node as { right?: Expression }).right!)
  const missing = { ...at(node), type: 'BinaryExpression', operator: '==', left: name(), right: literal(node, null) } as Expression
  return conditional(walk, node, missing, (node as { right?: Expression }).right!, name())
}

function conditional(walk: Walk, node: Expression, test: Expression, then: Expression, otherwise: Expression): Expression {
  const name = fresh(walk)
  walk.before.push(declare(node, 'let', name, undefined))
  const set = (part: Expression) =>
    ({ ...at(part), type: 'AssignmentExpression', operator: '=', left: identifier(part, name), right: part }) as Expression
  walk.before.push(when(walk, node, test, set(then), set(otherwise)))
  return identifier(node, name)
}

// ---- nodes

function at({ start, end }: AnyNode): { start: number; end: number } {
  return { start, end }
}

function fresh(walk: Walk): string {
  return `${PREFIX}${++walk.count})`
}

function identifier(node: AnyNode, name: string): Identifier {
  return { ...at(node), type: 'Identifier', name }
}

function literal(node: AnyNode, of: true | null): Expression {
  return { ...at(node), type: 'Literal', value: of, raw: String(of) } as Expression
}

function expressionStatement(expression: Expression): Statement {
  return { ...at(expression), type: 'ExpressionStatement', expression }
}

function block(node: AnyNode, body: Statement[]): BlockStatement {
  return { ...at(node), type: 'BlockStatement', body }
}

function declare(node: AnyNode, kind: 'let' | 'const', name: string, init: Expression | undefined): VariableDeclaration {
  const id: Pattern = identifier(node, name)
  return {
    ...at(node),
    type: 'VariableDeclaration',
    kind,
    declarations: [{ ...at(node), type: 'VariableDeclarator', id, init: init ?? null }],
  }
}
