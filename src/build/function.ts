/** One function of the source → one function of the IR; and the same for a call that is replaced by the body. */
import type { AnyNode, Pattern } from 'acorn'
import { addParam, newFunc } from '../ir/builder.ts'
import type { Block, Func, Value } from '../ir/function.ts'
import { readSpreadForm, type Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import type { FunctionInfo, Variable } from '../syntax/scope-types.ts'
import { type Arguments, parameterValues } from './arguments.ts'
import { bindPattern } from './assignments.ts'
import { cleanUp } from './cleanup.ts'
import { buildCondition } from './conditions.ts'
import { type BuildContext, type LoadedUnit, spanOf } from './context.ts'
import { buildExpression } from './expressions.ts'
import { beginResume, closeGenerator, finishGenerator, makeCells, makeGenerator, resumeCaptures } from './generators.ts'
import { wishOfCollection } from './prelude-collections.ts'
import { KEPT_APART } from './prelude-sort.ts'
import { fillParameters, newSlot, newSsa, writeSlot } from './ssa.ts'
import {
  type Builders,
  constant,
  emit,
  type Frame,
  initialise,
  leave,
  newBlock,
  type Request,
  type State,
  spanHere,
  start,
  unreachable,
} from './state.ts'
import { buildStatement } from './statements.ts'

const BUILDERS: Builders = {
  expression: buildExpression,
  statement: buildStatement,
  condition: buildCondition,
  bind: bindPattern,
  inlineCall,
}

export function buildFunction(context: BuildContext, { id, unit, info, part }: Request, request: State['request']): Template {
  refuseKinds(unit, info)
  const func = newFunc(id, 'js', ['js'])
  const frame: Frame = { unit, info, outer: undefined, slots: new Map() }
  const ssa = newSsa(func)
  const state: State = {
    context,
    build: BUILDERS,
    func,
    ssa,
    request,
    frame,
    controls: [{ kind: 'function', join: undefined }],
    handler: undefined,
    generator: undefined,
    chainExit: undefined,
    inlining: [unit.unit.id],
  }
  const values = part === 'resume' ? [] : makeParameters(func, info)
  if (part === 'resume') buildResume(state, info)
  else {
    readCaptures(state, info)
    if (info.node.generator) buildMaker(state, info, values)
    else buildBody(state, info, values)
  }
  fillParameters(ssa)
  cleanUp(func)
  func.inline = wishOf(unit, info)
  const shared = { id, name: info.name, title: titleOf(unit, info), unit: unit.unit, func, span: spanOf(unit, info.node) }
  if (part === 'resume')
    return { ...shared, paramNames: [], rest: false, required: 0, usesThis: false, captures: resumeCaptures(info, unit) }
  return { ...shared, ...parametersOf(info), ...capturesOf(info) }
}

/** The name that JavaScript's own stack traces have for it. */
function titleOf({ unit }: LoadedUnit, { index, name }: FunctionInfo): string {
  if (unit.kind !== 'class' || index > 0) return name
  const member = readSpreadForm(name)?.name ?? name
  if (member === 'constructor') return `new ${unit.name}`
  return member === 'fields' ? '<instance_members_initializer>' : `${unit.name}.${member.replace(/^static /, '')}`
}

/** Most nodes of a method of the prelude that always becomes part of its callers, with the closure it is given. */
const SMALL_METHOD = 120

function wishOf({ id, unit }: LoadedUnit, { index, known, size }: FunctionInfo): Func['inline'] {
  if (unit.kind === 'class' && unit.id.startsWith('prelude:'))
    return wishOfCollection(id.slice(id.indexOf('.') + 1), /Dictionary$/.test(unit.id))
  if (unit.id.startsWith('prelude:')) return size <= SMALL_METHOD && !KEPT_APART.has(unit.id) ? 'always' : 'never'
  return index > 0 && !known ? 'always' : 'auto'
}

function parametersOf({ node, thisVariable }: FunctionInfo): Pick<Template, 'paramNames' | 'rest' | 'required' | 'usesThis'> {
  const optional = node.params.findIndex((param) => param.type === 'AssignmentPattern' || param.type === 'RestElement')
  return {
    paramNames: node.params.map(parameterName),
    rest: node.params[node.params.length - 1]?.type === 'RestElement',
    required: optional < 0 ? node.params.length : optional,
    usesThis: thisVariable !== undefined,
  }
}

function capturesOf({ captures }: FunctionInfo): Pick<Template, 'captures'> {
  return { captures: captures.map(({ name, cell }) => ({ name, cell })) }
}

function parameterName(param: Pattern, index: number): string {
  if (param.type === 'Identifier') return param.name
  if (param.type === 'AssignmentPattern') return parameterName(param.left, index)
  if (param.type === 'RestElement') return parameterName(param.argument, index)
  return `argument ${index + 1}`
}

function refuseKinds(unit: LoadedUnit, { node, name }: FunctionInfo): void {
  if (node.async) messages.async_function(spanOf(unit, node), { name: name || 'it' })
}

/** `this`, if it is used, then the parameters. */
function makeParameters(func: Func, info: FunctionInfo): Value[] {
  const count = info.node.params.length + (info.thisVariable ? 1 : 0)
  return Array.from({ length: count }, () => addParam(func, 0 as Block, 'js'))
}

function readCaptures(state: State, info: FunctionInfo): void {
  info.captures.forEach((variable, index) => {
    hold(state, variable, emit(state, info.node, 'js.captured', [], index))
  })
}

/** Variables, parameters and statements of the frame's function; at the end it has returned. */
function buildBody(state: State, info: FunctionInfo, values: readonly Value[]): void {
  const { node, thisVariable } = info
  const args = [...values]
  for (const variable of info.variables) {
    if (variable.kind === 'var' && !variable.known) initialise(state, node, variable, constant(state, node, undefined))
  }
  if (thisVariable) initialise(state, node, thisVariable, args.shift()!)
  bindParameters(state, info, args)
  if (node.body.type !== 'BlockStatement') return leave(state, 'return', state.build.expression(state, node.body))
  for (const statement of node.body.body) state.build.statement(state, statement)
  if (!unreachable(state)) leave(state, 'return', constant(state, node, undefined))
}

function bindParameters(state: State, { node }: FunctionInfo, args: readonly Value[]): void {
  node.params.forEach((param, index) => {
    const name = parameterName(param, index)
    state.func.names[args[index]!] ??= name
    bindPattern(state, param.type === 'RestElement' ? param.argument : param, args[index]!, 'initialise')
  })
}

/** A call of a generator function: its parameters are bound, nothing of its body runs. */
function buildMaker(state: State, info: FunctionInfo, values: readonly Value[]): void {
  const args = [...values]
  if (info.thisVariable) initialise(state, info.node, info.thisVariable, args.shift()!)
  makeCells(state, info, (variable, raw) => hold(state, variable, raw))
  bindParameters(state, info, args)
  leave(state, 'return', makeGenerator(state, info, state.request(state.frame.unit, info, 'resume')))
}

function buildResume(state: State, info: FunctionInfo): void {
  const { node } = info
  state.generator = beginResume(state, info, (variable, raw) => hold(state, variable, raw))
  for (const variable of info.variables) {
    if (variable.kind === 'var' && !variable.known) initialise(state, node, variable, constant(state, node, undefined))
  }
  if (node.body.type === 'BlockStatement') for (const statement of node.body.body) state.build.statement(state, statement)
  if (!unreachable(state)) finishGenerator(state, node)
  closeGenerator(state, node)
}

function hold(state: State, variable: Variable, raw: Value): void {
  const slot = newSlot(state.ssa, variable.name)
  state.frame.slots.set(variable, slot)
  writeSlot(state.ssa, slot, raw)
}

/** A call with the body in its place: a frame of its own, missing arguments undefined, `return` goes to the join. */
function inlineCall(state: State, node: AnyNode, unit: LoadedUnit, target: FunctionInfo, args: Arguments): Value {
  const { frame, controls, chainExit } = state
  const values = parameterValues(state, node, target.node.params, args)
  const join = newBlock(state, 1)
  const inlined = { title: titleOf(unit, target), at: spanHere(state, node) }
  state.frame = { unit, info: target, outer: outerFrame(state, unit, target), slots: new Map(), inlined }
  state.controls = [{ kind: 'function', join }]
  state.chainExit = undefined
  buildBody(state, target, values)
  Object.assign(state, { frame, controls, chainExit })
  return start(state, join)[0]!
}

/** The frame that an inlined function's outer variables are found in: its parent's, or the built function's own captures. */
function outerFrame(state: State, unit: LoadedUnit, target: FunctionInfo): Frame | undefined {
  if (unit !== state.frame.unit) return undefined
  let frame = state.frame
  while (frame.info !== target.parent && frame.outer) frame = frame.outer
  return frame
}
