/** Statements. Loops and `try` have files of their own. */
import type {
  AnyNode,
  BlockStatement,
  Expression,
  IfStatement,
  Statement,
  SwitchStatement,
  VariableDeclaration,
  YieldExpression,
} from 'acorn'
import type { Block, Value } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { isPutIn } from '../syntax/yields.ts'
import { bindElements } from './assignments.ts'
import { branchWith, buildCondition, factAbout } from './conditions.ts'
import { spanOf } from './context.ts'
import { buildTry } from './exceptions.ts'
import { buildForIn } from './for-in.ts'
import { buildYield, finishGenerator } from './generators.ts'
import { buildDoWhile, buildFor, buildForOf, buildWhile, forEachOf } from './loops.ts'
import { refuseStatement } from './refuse.ts'
import {
  type BindMode,
  constant,
  emit,
  initialise,
  jump,
  leave,
  newBlock,
  type State,
  start,
  throwValue,
  unreachable,
  variableOf,
} from './state.ts'

export function buildStatement(state: State, node: Statement, labels: readonly string[] = []): void {
  // After return, break, continue or throw: nothing comes here.
  if (unreachable(state)) return
  switch (node.type) {
    case 'ExpressionStatement':
      return buildDiscarded(state, node.expression)
    case 'VariableDeclaration':
      return buildDeclaration(state, node)
    case 'FunctionDeclaration':
      // Made where it is mentioned.
      if (!variableOf(state, node.id))
        messages.unsupported_syntax(spanOf(state.frame.unit, node), {
          what: 'A function declared as a branch of `if`',
          remedy: 'put it in braces',
        })
      return
    // Where it is used it is met.
    case 'ClassDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return
    case 'BlockStatement':
      return labels.length > 0 ? buildLabelled(state, node, labels) : buildBlock(state, node)
    case 'IfStatement':
      return labels.length > 0 ? buildLabelled(state, node, labels) : buildIf(state, node)
    case 'ReturnStatement': {
      const value = node.argument ? state.build.expression(state, node.argument) : constant(state, node, undefined)
      if (state.generator?.info === state.frame.info) return finishGenerator(state, node, node.argument ? value : undefined)
      return leave(state, 'return', value)
    }
    case 'ThrowStatement':
      return throwValue(state, node, emit(state, node, 'js.thrown', [state.build.expression(state, node.argument)]))
    case 'BreakStatement':
    case 'ContinueStatement':
      return buildExit(state, node.type === 'BreakStatement' ? 'break' : 'continue', node.label?.name)
    case 'LabeledStatement':
      return buildStatement(state, node.body, [...labels, node.label.name])
    case 'WhileStatement':
      return buildWhile(state, node, labels)
    case 'DoWhileStatement':
      return buildDoWhile(state, node, labels)
    case 'ForInStatement':
      return buildForIn(state, node, labels)
    case 'ForStatement':
      return buildFor(state, node, labels)
    case 'ForOfStatement':
      return buildForOf(state, node, labels)
    case 'SwitchStatement':
      return buildSwitch(state, node, labels)
    case 'TryStatement':
      return labels.length > 0 ? buildLabelled(state, node, labels) : buildTry(state, node)
    default:
      return refuseStatement(spanOf(state.frame.unit, node), node)
  }
}

function buildBlock(state: State, node: BlockStatement): void {
  for (const statement of node.body) state.build.statement(state, statement)
}

/** An expression whose value nobody wants: `[a, b] = [b, a]` then needs no array. */
export function buildDiscarded(state: State, node: Expression): void {
  if (node.type === 'AssignmentExpression' && node.operator === '=' && node.left.type === 'ArrayPattern') {
    const { left } = node
    if (bindLiteral(state, left, node.right, 'assign')) return
  }
  if (node.type === 'YieldExpression') return void buildYielded(state, node, false)
  state.build.expression(state, node)
}

/** The value is what `next` was given then; of `yield*` what the inner generator has returned. */
function buildYielded(state: State, node: YieldExpression, wanted: boolean): Value | undefined {
  if (!node.delegate) {
    const given = node.argument ? state.build.expression(state, node.argument) : constant(state, node, undefined)
    return buildYield(state, node, given, wanted)
  }
  const { inner } = forEachOf(state, node, node.argument!, [], (element, _index, list) => {
    buildYield(state, node, element(), false, list)
  })
  return wanted ? emit(state, node, 'js.delegate', [inner(), constant(state, node, undefined)], 'returned') : undefined
}

/** Bind an array pattern to an array literal, element by element, if both are plain. */
function bindLiteral(state: State, left: Parameters<typeof bindElements>[1], right: Expression, mode: BindMode): boolean {
  if (right.type !== 'ArrayExpression' || left.elements.some((element) => element?.type === 'RestElement')) return false
  if (right.elements.some((element) => element?.type === 'SpreadElement')) return false
  const values = right.elements.map((element) =>
    element ? state.build.expression(state, element as Expression) : constant(state, right, undefined),
  )
  bindElements(state, left, values, mode)
  return true
}

function buildDeclaration(state: State, node: VariableDeclaration): void {
  if (node.kind !== 'var' && node.kind !== 'let' && node.kind !== 'const') {
    messages.unsupported_syntax(spanOf(state.frame.unit, node), {
      what: `\`${node.kind}\``,
      remedy: 'use `const` and release the resource yourself',
    })
  }
  // A `var` exists since the function began; its declaration only assigns.
  const mode: BindMode = node.kind === 'var' ? 'assign' : 'initialise'
  for (const { id, init } of node.declarations) {
    const variable = id.type === 'Identifier' ? variableOf(state, id) : undefined
    if (variable?.known && init) continue
    if (!init) {
      if (variable && node.kind !== 'var' && !isPutIn(variable.name)) initialise(state, id, variable, constant(state, id, undefined))
    } else if (init.type === 'YieldExpression') state.build.bind(state, id, buildYielded(state, init, true)!, mode)
    else if (id.type !== 'ArrayPattern' || !bindLiteral(state, id, init, mode))
      state.build.bind(state, id, state.build.expression(state, init), mode)
  }
}

function buildIf(state: State, node: IfStatement): void {
  const join = newBlock(state)
  let rest: Statement | null | undefined = node
  // A chain of else-ifs in a loop, however long.
  while (rest?.type === 'IfStatement') {
    const [then, otherwise] = [newBlock(state), newBlock(state)]
    buildCondition(state, rest.test, then, otherwise)
    start(state, then)
    state.build.statement(state, rest.consequent)
    jump(state, join)
    start(state, otherwise)
    rest = rest.alternate
  }
  if (rest) state.build.statement(state, rest)
  jump(state, join)
  start(state, join)
}

/** A block that `break label` leaves. */
function buildLabelled(state: State, node: Statement, labels: readonly string[]): void {
  const end = newBlock(state)
  state.controls.push({ kind: 'target', labels, break: end, continue: undefined, plain: false })
  buildStatement(state, node)
  state.controls.pop()
  jump(state, end)
  start(state, end)
}

function buildExit(state: State, kind: 'break' | 'continue', label: string | undefined): void {
  for (let i = state.controls.length - 1; i >= 0; i--) {
    const control = state.controls[i]!
    if (control.kind !== 'target') continue
    const fits = label === undefined ? control.plain && control[kind] !== undefined : control.labels.includes(label)
    const exit: Block | undefined = fits ? control[kind] : undefined
    if (exit !== undefined) return leave(state, exit, undefined)
  }
}

/** Tests in order, then the bodies in order, each falling through to the next. */
function buildSwitch(state: State, node: SwitchStatement, labels: readonly string[]): void {
  const value = state.build.expression(state, node.discriminant)
  const bodies = node.cases.map(() => newBlock(state))
  const end = newBlock(state)
  node.cases.forEach((item, index) => {
    if (!item.test) return
    const next = newBlock(state)
    const test = state.build.expression(state, item.test)
    const same = emit(state, item.test, 'js.eq', [value, test])
    branchWith(state, item.test, same, bodies[index]!, next, switchFacts(state, node.discriminant, value, item.test, test))
    start(state, next)
  })
  const fallback = node.cases.findIndex((item) => !item.test)
  jump(state, fallback < 0 ? end : bodies[fallback]!)
  state.controls.push({ kind: 'target', labels, break: end, continue: undefined, plain: true })
  node.cases.forEach((item, index) => {
    start(state, bodies[index]!)
    for (const statement of item.consequent) state.build.statement(state, statement)
    jump(state, bodies[index + 1] ?? end)
  })
  state.controls.pop()
  start(state, end)
}

function switchFacts(state: State, on: AnyNode, value: Value, test: Expression, tested: Value): ReturnType<typeof factAbout> {
  if (on.type === 'UnaryExpression' && on.operator === 'typeof' && test.type === 'Literal' && on.argument.type === 'Identifier') {
    const variable = variableOf(state, on.argument)
    if (!variable || variable.cell || variable.known) return []
    return [{ variable, value, holds: `typeof ${test.value}`, fails: `!typeof ${test.value}` }]
  }
  return factAbout(state, on, value, '===', '!==', tested)
}
