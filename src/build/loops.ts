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
  LogicalExpression,
  Pattern,
  Statement,
  WhileStatement,
} from 'acorn'
import type { Block, Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { boundNames } from '../syntax/ast.ts'
import type { Variable } from '../syntax/scope-types.ts'
import { bindElements } from './assignments.ts'
import { branchOnNullish, branchWith, buildCondition, factAbout } from './conditions.ts'
import { spanOf } from './context.ts'
import { enterLoop, takeHead } from './generators.ts'
import { sealBlock } from './ssa.ts'
import {
  type BindMode,
  branch,
  type Control,
  constant,
  emit,
  initialise,
  jump,
  leave,
  newBlock,
  readVariable,
  type State,
  start,
  throwValue,
  unreachable,
  variableOf,
} from './state.ts'

interface LoopParts {
  readonly node: AnyNode
  readonly labels: readonly string[]
  readonly test: ((body: Block, exit: Block) => void) | undefined
  readonly body: () => void
  readonly update?: () => void
}

function buildLoop(state: State, { node, labels, test, body, update }: LoopParts): void {
  const [inside, exit, next] = [newBlock(state), newBlock(state), newBlock(state)]
  const header = takeHead(state, node) ?? newBlock(state)
  jump(state, header)
  start(state, header, false)
  enterLoop(state, node)
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
  buildLoop(state, { node, labels, test: conditionOf(state, node.test), body: () => state.build.statement(state, node.body) })
}

export function buildDoWhile(state: State, node: DoWhileStatement, labels: readonly string[]): void {
  const [exit, next] = [newBlock(state), newBlock(state)]
  const header = takeHead(state, node) ?? newBlock(state)
  jump(state, header)
  start(state, header, false)
  enterLoop(state, node)
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
    node,
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
  /** The method that is called to get there, if there is one; of an array it is not called. */
  readonly give: 'values' | 'keys' | 'entries' | undefined
}

export function buildForOf(state: State, node: ForOfStatement, labels: readonly string[]): void {
  if (node.await)
    messages.unsupported_syntax(spanOf(state.frame.unit, node), {
      what: '`for await`',
      remedy: 'await outside of the compiled function and pass the values',
    })
  const optional = orNothing(node.right)
  const { list: source, give }: Iterated = optional ? { list: optional.left, give: undefined } : iterated(node.right)
  const given = state.build.expression(state, source)
  const after = optional && newBlock(state)
  forEachOf(
    state,
    node,
    source,
    labels,
    (element, index, list) => {
      if ((give === 'keys' || give === 'entries') && !isPrelude(state)) bindByKind(state, node, give, element, index, list())
      else bindEach(state, node, give, give === 'keys' ? index : element(), index)
      state.build.statement(state, node.body)
    },
    give,
    optional && after !== undefined ? onlyIfThere(state, optional, given, after) : given,
  )
  if (after === undefined) return
  jump(state, after)
  start(state, after)
}

/** `groups.get(key) ?? []`, where the left side may be a list, a set, a text or whatever else can be gone over: nothing is made. */
function orNothing(right: Expression): LogicalExpression | undefined {
  if (right.type !== 'LogicalExpression' || right.operator === '&&') return undefined
  return right.right.type === 'ArrayExpression' && right.right.elements.length === 0 ? right : undefined
}

/** Go on with the left side, or past the loop if there is none. */
function onlyIfThere(state: State, node: LogicalExpression, left: Value, after: Block): Value {
  const inside = newBlock(state)
  if (node.operator === '??') return branchOnNullish(state, node, node.left, left, after, inside)
  branchWith(state, node, left, inside, after, factAbout(state, node.left, left, 'truthy', 'falsy'))
  start(state, inside)
  return emit(state, node, 'js.refine', [left], { relation: 'truthy' })
}

/** A place that lasts while a generator rests: its own cells; else the value itself. */
interface Lasting {
  get(): Value
  set(value: Value): void
}

/** Run `body` for each element, in a loop that `break` and `continue` know. `inner` is what was gone over. */
export function forEachOf(
  state: State,
  node: AnyNode,
  source: Expression,
  labels: readonly string[],
  body: (element: () => Value, index: Value, list: () => Value) => void,
  give: Iterated['give'] | undefined = undefined,
  given: Value = state.build.expression(state, source),
): { inner: () => Value } {
  const form = source.type === 'CallExpression' ? 'fresh' : 'kept'
  const found = emit(state, source, 'js.iterator', [given], give ?? form)
  const lasting =
    state.generator?.info === state.frame.info ? ([hiddenCell(state, node, 0), hiddenCell(state, node, 1)] as const) : undefined
  const first = constant(state, node, 0)
  lasting?.[0].set(found)
  lasting?.[1].set(first)
  const [inside, exit, next] = [newBlock(state), newBlock(state), newBlock(state)]
  const header = (lasting && takeHead(state, node)) ?? newBlock(state, lasting ? 0 : 1)
  jump(state, header, lasting ? [] : [first])
  const params = start(state, header, false)
  if (lasting) enterLoop(state, node)
  const index = lasting ? lasting[1].get() : params[0]!
  const list = lasting ? lasting[0].get() : found
  const length = emit(state, source, 'js.each_length', [list])
  branch(state, node, emit(state, node, 'js.lt', [index, length]), inside, exit)
  start(state, inside)
  const place = emit(state, node, 'js.refine', [index, length], { relation: '<' })
  state.controls.push({ kind: 'target', labels, break: exit, continue: next, plain: true })
  const leaving: Control & { kind: 'finally' } = { kind: 'finally', landings: new Map() }
  const outer = state.handler
  const thrown = outer === undefined && !state.context.wishes.has('closing') ? undefined : newBlock(state, 1)
  state.controls.push(leaving)
  state.handler = thrown
  body(
    () => emit(state, node, 'js.each_get', [list, place]),
    place,
    () => (lasting ? lasting[0].get() : list),
  )
  state.handler = outer
  state.controls.pop()
  closeLoop(state, source, leaving, thrown, next, () => void emit(state, source, 'js.close', [lasting ? lasting[0].get() : list], form))
  state.controls.pop()
  jump(state, next)
  start(state, next)
  const after = emit(state, node, 'js.inc', [lasting ? lasting[1].get() : index])
  lasting?.[1].set(after)
  jump(state, header, lasting ? [] : [after])
  sealBlock(state.ssa, header)
  start(state, exit)
  return { inner: () => (lasting ? lasting[0].get() : found) }
}

/**
 * Ways out of the body before the end: what the loop goes over may have to be closed. An exception that nobody in this function
 * catches takes the short way, unless inference has found a loop for which that matters.
 */
function closeLoop(
  state: State,
  node: AnyNode,
  { landings }: Control & { kind: 'finally' },
  thrown: Block | undefined,
  next: Block,
  close: () => void,
): void {
  const end = unreachable(state) ? undefined : newBlock(state)
  if (end !== undefined) jump(state, end)
  for (const { block, exit } of landings.values()) {
    const [value] = start(state, block)
    if (exit !== next) close()
    leave(state, exit, value)
  }
  if (thrown !== undefined) {
    const error = start(state, thrown)[0]!
    close()
    throwValue(state, node, error)
  }
  if (end !== undefined) start(state, end)
}

function hiddenCell(state: State, node: AnyNode, index: 0 | 1): Lasting {
  const cell = state.generator!.hidden.get(node)![index]
  return {
    get: () => emit(state, node, 'js.cell_get', [cell], '(loop)'),
    set: (value) => void emit(state, node, 'js.cell_set', [cell, value]),
  }
}

/** `a.entries()`, `a.keys()`, `a.values()` need no iterator here. */
function iterated(right: Expression): Iterated {
  const plain: Iterated = { list: right, give: undefined }
  if (right.type !== 'CallExpression' || right.arguments.length > 0 || right.optional) return plain
  const { callee } = right as CallExpression
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.object.type === 'Super') return plain
  const name = callee.property.type === 'Identifier' ? callee.property.name : ''
  return name === 'values' || name === 'keys' || name === 'entries' ? { list: callee.object, give: name } : plain
}

/** There it is always an array. */
function isPrelude(state: State): boolean {
  return state.frame.unit.unit.id.startsWith('prelude:')
}

/** `keys()` and `entries()` of an array give places; of an instance they are methods, and give what those yield. */
function bindByKind(state: State, node: ForOfStatement, give: 'keys' | 'entries', element: () => Value, index: Value, list: Value): void {
  const [yielded, placed, bound] = [newBlock(state), newBlock(state), newBlock(state)]
  branch(state, node, emit(state, node, 'js.yields', [list]), yielded, placed)
  start(state, yielded)
  bindEach(state, node, undefined, element(), index)
  jump(state, bound)
  start(state, placed)
  bindEach(state, node, give, give === 'keys' ? index : element(), index)
  jump(state, bound)
  start(state, bound)
}

function bindEach(state: State, node: ForOfStatement, give: Iterated['give'], element: Value, index: Value): void {
  const { left } = node
  const pattern: Pattern = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left
  const mode: BindMode = left.type === 'VariableDeclaration' && left.kind !== 'var' ? 'initialise' : 'assign'
  if (give === 'keys') return state.build.bind(state, pattern, index, mode)
  if (give === undefined || give === 'values') return state.build.bind(state, pattern, element, mode)
  if (pattern.type === 'ArrayPattern' && !pattern.elements.some((part) => part?.type === 'RestElement')) {
    return bindElements(state, pattern, [index, element], mode)
  }
  state.build.bind(state, pattern, emit(state, node, 'js.array', [index, element], { spread: [false, false] }), mode)
}
