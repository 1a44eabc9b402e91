/**
 * Loops, all of one shape. `continue` goes to its own block, where the update stands.
 *
 *     header:  test ─▶ body | exit
 *     body:    …  ─▶ update
 *     update:  …  ─▶ header
 */
import type {
  AnyNode,
  CallExpression,
  DoWhileStatement,
  Expression,
  ForOfStatement,
  ForStatement,
  Pattern,
  Statement,
  WhileStatement,
} from 'acorn'
import type { Block, Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { boundNames } from '../syntax/ast.ts'
import type { Variable } from '../syntax/scope-types.ts'
import { bindElements } from './assignments.ts'
import { buildCondition } from './conditions.ts'
import { spanOf } from './context.ts'
import { sealBlock } from './ssa.ts'
import {
  type BindMode,
  branch,
  constant,
  emit,
  initialise,
  jump,
  newBlock,
  readVariable,
  type State,
  start,
  unreachable,
  variableOf,
} from './state.ts'

interface LoopParts {
  readonly labels: readonly string[]
  readonly test: ((body: Block, exit: Block) => void) | undefined
  readonly body: () => void
  readonly update?: () => void
}

function buildLoop(state: State, { labels, test, body, update }: LoopParts): void {
  const [header, inside, exit, next] = [newBlock(state), newBlock(state), newBlock(state), newBlock(state)]
  jump(state, header)
  start(state, header, false)
  if (test) test(inside, exit)
  else jump(state, inside)
  start(state, inside)
  state.controls.push({ kind: 'target', labels, break: exit, continue: next, plain: true })
  body()
  state.controls.pop()
  jump(state, next)
  start(state, next)
  if (!unreachable(state)) update?.()
  jump(state, header)
  sealBlock(state.ssa, header)
  start(state, exit)
}

function conditionOf(state: State, test: Expression | null | undefined): LoopParts['test'] {
  return test ? (body, exit) => buildCondition(state, test, body, exit) : undefined
}

export function buildWhile(state: State, node: WhileStatement, labels: readonly string[]): void {
  buildLoop(state, { labels, test: conditionOf(state, node.test), body: () => state.build.statement(state, node.body) })
}

export function buildDoWhile(state: State, node: DoWhileStatement, labels: readonly string[]): void {
  const [header, exit, next] = [newBlock(state), newBlock(state), newBlock(state)]
  jump(state, header)
  start(state, header, false)
  state.controls.push({ kind: 'target', labels, break: exit, continue: next, plain: true })
  state.build.statement(state, node.body)
  state.controls.pop()
  jump(state, next)
  start(state, next)
  if (!unreachable(state)) buildCondition(state, node.test, header, exit)
  sealBlock(state.ssa, header)
  start(state, exit)
}

export function buildFor(state: State, node: ForStatement, labels: readonly string[]): void {
  if (node.init?.type === 'VariableDeclaration') state.build.statement(state, node.init)
  else if (node.init) state.build.statement(state, discarded(node.init))
  const cells = perIteration(state, node)
  renewCells(state, node, cells)
  const { update } = node
  buildLoop(state, {
    labels,
    test: conditionOf(state, node.test),
    body: () => state.build.statement(state, node.body),
    update: () => {
      renewCells(state, node, cells)
      if (update) state.build.statement(state, discarded(update))
    },
  })
}

function discarded(expression: Expression): Statement {
  return { type: 'ExpressionStatement', expression, start: expression.start, end: expression.end }
}

/** Variables of the head that closures share: every iteration has its own, which begins with the last one's value. */
function perIteration(state: State, node: ForStatement): Variable[] {
  if (node.init?.type !== 'VariableDeclaration' || node.init.kind !== 'let') return []
  const names = node.init.declarations.flatMap(({ id }) => boundNames(id))
  return names.flatMap(({ name }) => variableOf(state, name) ?? []).filter((variable) => variable.cell)
}

function renewCells(state: State, node: AnyNode, cells: readonly Variable[]): void {
  for (const variable of cells) initialise(state, node, variable, readVariable(state, node, variable))
}

// ---- for…of

/** What a `for…of` goes over: the elements, the indices, or both. */
interface Iterated {
  readonly list: Expression
  readonly give: 'values' | 'keys' | 'entries'
}

export function buildForOf(state: State, node: ForOfStatement, labels: readonly string[]): void {
  if (node.await)
    messages.unsupported_syntax(spanOf(state.frame.unit, node), {
      what: '`for await`',
      remedy: 'await outside of the compiled function and pass the values',
    })
  const { list: source, give } = iterated(node.right)
  const list = state.build.expression(state, source)
  const [header, inside, exit, next] = [newBlock(state, 1), newBlock(state), newBlock(state), newBlock(state)]
  jump(state, header, [constant(state, node, 0)])
  const index = start(state, header, false)[0]!
  const length = emit(state, source, 'js.each_length', [list])
  branch(state, node, emit(state, node, 'js.lt', [index, length]), inside, exit)
  start(state, inside)
  const place = emit(state, node, 'js.refine', [index, length], { relation: '<' })
  state.controls.push({ kind: 'target', labels, break: exit, continue: next, plain: true })
  bindEach(state, node, give, list, place)
  state.build.statement(state, node.body)
  state.controls.pop()
  jump(state, next)
  start(state, next)
  jump(state, header, [emit(state, node, 'js.inc', [index])])
  sealBlock(state.ssa, header)
  start(state, exit)
}

/** `a.entries()`, `a.keys()`, `a.values()` need no iterator here. */
function iterated(right: Expression): Iterated {
  const plain: Iterated = { list: right, give: 'values' }
  if (right.type !== 'CallExpression' || right.arguments.length > 0 || right.optional) return plain
  const { callee } = right as CallExpression
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.object.type === 'Super') return plain
  const name = callee.property.type === 'Identifier' ? callee.property.name : ''
  return name === 'values' || name === 'keys' || name === 'entries' ? { list: callee.object, give: name } : plain
}

function bindEach(state: State, node: ForOfStatement, give: Iterated['give'], list: Value, index: Value): void {
  const { left } = node
  const pattern: Pattern = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left
  const mode: BindMode = left.type === 'VariableDeclaration' && left.kind !== 'var' ? 'initialise' : 'assign'
  if (give === 'keys') return state.build.bind(state, pattern, index, mode)
  const element = emit(state, node, 'js.each_get', [list, index])
  if (give === 'values') return state.build.bind(state, pattern, element, mode)
  if (pattern.type === 'ArrayPattern' && !pattern.elements.some((part) => part?.type === 'RestElement')) {
    return bindElements(state, pattern, [index, element], mode)
  }
  state.build.bind(state, pattern, emit(state, node, 'js.array', [index, element], { spread: [false, false] }), mode)
}
