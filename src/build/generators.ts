/**
 * Generator functions. Calling one makes an object out of two things: a closure that runs the body up to the next
 * `yield` and says whether there was one, and the cell that holds what was yielded. All variables of the function are
 * cells, so that they live on while it rests; so do the places of its `for…of` loops. Where to go on is a number, 0
 * while the body runs. A loop is entered at its head only, which passes on what rests inside.
 */
import type { AnyNode, YieldExpression } from 'acorn'
import type { Block, Value } from '../ir/function.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { forEachChild, isFunction } from '../syntax/ast.ts'
import type { FunctionInfo, Variable } from '../syntax/scope-types.ts'
import { type LoadedUnit, spanOf } from './context.ts'
import {
  branch,
  constant,
  emit,
  type Generator,
  jump,
  leave,
  newBlock,
  readRaw,
  returnNow,
  type State,
  start,
  throwValue,
} from './state.ts'

/**
 * Properties of a generator object: its closure; the cells that hold what was yielded and where to go on; how much is added to
 * the latter to have the body end where it rests, 0 if it has nothing to do in the end. Only where there is something of the kind:
 * cells of what `next` was given, of what was returned, whether the body has to throw when it goes on, and what.
 */
export const RESUME = '@@resume'
export const YIELDED = '@@value'
export const STEP = '@@step'
export const ENDING = '@@ending'
export const SENT = '@@sent'
export const RETURNED = '@@returned'
export const THROWING = '@@throwing'
export const THROWN = '@@thrown'

const FINISHED = -1

/** Two for each loop over a list that the body may rest in: the list, and the index. */
function hiddenCells(info: FunctionInfo): number {
  return 2 * [...restingPlaces(info).loops.keys()].filter(isElementLoop).length
}

function isElementLoop(at: AnyNode): boolean {
  return at.type === 'ForOfStatement' || at.type === 'ForInStatement' || at.type === 'YieldExpression'
}

/**
 * `yield`s where the body is told of an early end: none, or all as soon as around one of them something has to be done then,
 * a `finally` or an iteration that ends too. Who ends a generator does not know where it rests.
 */
function guardedYields({ node }: FunctionInfo): Set<AnyNode> {
  const all = new Set<AnyNode>()
  let guarded = false
  const visit = (at: AnyNode, inside: boolean): void => {
    if (at !== node && isFunction(at)) return
    if (at.type === 'YieldExpression') {
      all.add(at)
      guarded ||= inside || at.delegate
    }
    const own = at.type === 'ForOfStatement' || (at.type === 'TryStatement' && at.finalizer)
    forEachChild(at, (child) => visit(child, inside || Boolean(own)))
  }
  visit(node, false)
  return guarded ? all : new Set()
}

/** The cells that only some generators have. */
function moreCells({ node }: FunctionInfo, { unit }: LoadedUnit): string[] {
  const found = new Set<string>()
  const visit = (at: AnyNode, wanted: boolean): void => {
    if (at !== node && isFunction(at)) return
    if (at.type === 'ReturnStatement' && at.argument) found.add(RETURNED)
    if (at.type === 'YieldExpression' && (wanted || at.delegate)) found.add(SENT)
    forEachChild(at, (child) => visit(child, at.type !== 'ExpressionStatement'))
  }
  // Nobody throws into what goes over a Map.
  if (unit.id.startsWith('prelude:')) return []
  visit(node, false)
  return [SENT, RETURNED].filter((name) => found.has(name)).concat(THROWING, THROWN)
}

/** Each `yield` with the loop that it stands in, each such loop with the one around it. */
function restingPlaces({ node }: FunctionInfo): Pick<Generator, 'yields' | 'loops'> {
  const yields = new Map<AnyNode, AnyNode | undefined>()
  const loops = new Map<AnyNode, AnyNode | undefined>()
  const visit = (at: AnyNode, loop: AnyNode | undefined): void => {
    if (at !== node && isFunction(at)) return
    const isLoop = /^(For|While|DoWhile|ForOf|ForIn)Statement$/.test(at.type) || (at.type === 'YieldExpression' && at.delegate)
    const inner = isLoop ? at : loop
    if (isLoop) loops.set(at, loop)
    if (at.type === 'YieldExpression') yields.set(at, inner)
    forEachChild(at, (child) => visit(child, inner))
  }
  visit(node, undefined)
  return { yields, loops }
}

function cellsOf(info: FunctionInfo): Variable[] {
  return info.variables.filter((variable) => variable.cell)
}

/** What the closure that runs the body holds, in order. */
export function resumeCaptures(info: FunctionInfo, unit: LoadedUnit): Template['captures'] {
  const named = (variables: readonly Variable[]) => variables.map(({ name, cell }) => ({ name, cell }))
  const self = info.thisVariable ? [{ name: 'this', cell: false }] : []
  const own = ['state', 'value', ...moreCells(info, unit), ...Array(hiddenCells(info)).keys()].map((name) => ({
    name: `(${name})`,
    cell: true,
  }))
  return [...named(info.captures), ...self, ...named(cellsOf(info)), ...own]
}

/** The cells of the variables, empty. */
export function makeCells(state: State, info: FunctionInfo, hold: (variable: Variable, raw: Value) => void): void {
  for (const variable of cellsOf(info)) hold(variable, emit(state, info.node, 'js.cell_new', []))
}

/** The object that a call of the generator function gives; `resume` is the id of its body's template. */
export function makeGenerator(state: State, info: FunctionInfo, resume: string): Value {
  const { node } = info
  const self = info.thisVariable ? [info.thisVariable] : []
  const held = [...info.captures, ...self, ...cellsOf(info)].map((variable) => readRaw(state, variable))
  const step = emit(state, node, 'js.cell', [constant(state, node, 0)])
  const value = emit(state, node, 'js.cell_new', [])
  const hidden = Array.from({ length: hiddenCells(info) }, () => emit(state, node, 'js.cell_new', []))
  const more = moreCells(info, state.frame.unit)
  const cells = more.map((name) =>
    name === THROWING ? emit(state, node, 'js.cell', [constant(state, node, false)]) : emit(state, node, 'js.cell_new', []),
  )
  const closure = emit(state, node, 'js.closure', [...held, step, value, ...cells, ...hidden], { names: [resume] })
  const ending = constant(state, node, guardedYields(info).size > 0 ? restingPlaces(info).yields.size : 0)
  const names = [RESUME, YIELDED, STEP, ENDING, ...more]
  return emit(state, node, 'js.object', [closure, value, step, ending, ...cells], { names })
}

/** The closure's captured values; `hold` puts those of variables in their places. */
export function beginResume(state: State, info: FunctionInfo, hold: (variable: Variable, raw: Value) => void): Generator {
  const { node } = info
  let index = 0
  const next = () => emit(state, node, 'js.captured', [], index++)
  const self = info.thisVariable ? [info.thisVariable] : []
  for (const variable of [...info.captures, ...self, ...cellsOf(info)]) hold(variable, next())
  const step = next()
  const value = next()
  const more = new Map(moreCells(info, state.frame.unit).map((name) => [name, next()]))
  const hidden = Array.from({ length: hiddenCells(info) }, next)
  for (const literal of info.literals) {
    const caught = literal.info.captures.find((variable) => variable.owner === info && variable.loop && !literal.call)
    if (caught) messages.closure_in_generator(spanOf(state.frame.unit, literal.node), { name: caught.name })
  }
  const { yields, loops } = restingPlaces(info)
  const resumes = new Map([...yields.keys()].map((at) => [at, newBlock(state)]))
  const heads = new Map([...loops.keys()].map((at) => [at, newBlock(state)]))
  const cells = new Map([...loops.keys()].filter(isElementLoop).map((at, i) => [at, [hidden[2 * i]!, hidden[2 * i + 1]!] as const]))
  const generator: Generator = { info, step, value, more, hidden: cells, guarded: guardedYields(info), yields, loops, resumes, heads }
  passOn(state, generator, node, undefined, newBlock(state))
  return generator
}

/** From the beginning of the body, or the head of a loop: to where the body rested inside, if it did. */
function passOn(state: State, generator: Generator, node: AnyNode, loop: AnyNode | undefined, finished: Block | undefined): void {
  const { yields, loops, resumes, heads, step } = generator
  const numbers = [...yields.keys()]
  const targets: [number, Block][] = finished === undefined ? [] : [[FINISHED, finished]]
  for (const [index, at] of numbers.entries()) {
    let inner = yields.get(at)
    const places = generator.guarded.has(at) ? [index + 1, index + 1 + numbers.length] : [index + 1]
    const pass = (block: Block) => targets.push(...places.map((place): [number, Block] => [place, block]))
    if (inner === loop) pass(resumes.get(at)!)
    for (; inner !== undefined; inner = loops.get(inner)) if (loops.get(inner) === loop) pass(heads.get(inner)!)
  }
  const rests = emit(state, node, 'js.cell_get', [step], '(state)')
  for (const [number, block] of targets) {
    const other = newBlock(state)
    branch(state, node, emit(state, node, 'js.eq', [rests, constant(state, node, number)]), block, other)
    start(state, other)
  }
  if (finished === undefined) return
  const first = newBlock(state)
  jump(state, first)
  start(state, finished)
  setCell(state, generator, node, RETURNED)
  returnNow(state, constant(state, node, false))
  start(state, first)
  // Until it rests: an exception ends it.
  emit(state, node, 'js.cell_set', [step, constant(state, node, FINISHED)])
  setCell(state, generator, node, SENT)
}

/** A cell that only some generators have. */
function setCell(state: State, { more }: Generator, node: AnyNode, name: string, value?: Value): void {
  const cell = more.get(name)
  if (cell !== undefined) emit(state, node, 'js.cell_set', [cell, value ?? constant(state, node, undefined)])
}

function getCell(state: State, { more }: Generator, node: AnyNode, name: string): Value | undefined {
  const cell = more.get(name)
  return cell === undefined ? undefined : emit(state, node, 'js.cell_get', [cell], '(state)')
}

function generatorHere(state: State): Generator | undefined {
  return state.generator?.info === state.frame.info ? state.generator : undefined
}

/** The head of a loop: in a generator, other ways lead there than from above. */
export function takeHead(state: State, node: AnyNode): Block | undefined {
  const heads = generatorHere(state)?.heads
  const head = heads?.get(node)
  heads?.delete(node)
  return head
}

/** At the head of a loop. */
export function enterLoop(state: State, node: AnyNode): void {
  const generator = generatorHere(state)
  if (generator && [...generator.yields.values()].some((loop) => isWithin(generator, loop, node)))
    passOn(state, generator, node, node, undefined)
}

function isWithin({ loops }: Generator, loop: AnyNode | undefined, outer: AnyNode): boolean {
  for (let at = loop; at !== undefined; at = loops.get(at)) if (at === outer) return true
  return false
}

/** `inner` is what a `yield*` goes over; what the generator is told there is passed on to it. */
export function buildYield(state: State, node: YieldExpression, give: Value, wanted: boolean, inner?: () => Value): Value | undefined {
  const generator = generatorHere(state)
  if (!generator) return messages.yield_outside(spanOf(state.frame.unit, node))
  const { step, value, yields, resumes, guarded } = generator
  const resumed = resumes.get(node) ?? messages.yield_in_finally(spanOf(state.frame.unit, node))
  emit(state, node, 'js.cell_set', [value, give])
  emit(state, node, 'js.cell_set', [step, constant(state, node, [...yields.keys()].indexOf(node) + 1)])
  returnNow(state, constant(state, node, true))
  resumes.delete(node)
  start(state, resumed)
  const rests = guarded.has(node) ? emit(state, node, 'js.cell_get', [step], '(state)') : undefined
  emit(state, node, 'js.cell_set', [step, constant(state, node, FINISHED)])
  if (rests !== undefined) {
    const [ends, goesOn] = [newBlock(state), newBlock(state)]
    branch(state, node, emit(state, node, 'js.gt', [rests, constant(state, node, yields.size)]), ends, goesOn)
    start(state, ends)
    leave(state, 'return', constant(state, node, false))
    start(state, goesOn)
  }
  throwHere(state, generator, node, inner)
  const sent = wanted || inner ? (getCell(state, generator, node, SENT) ?? constant(state, node, undefined)) : undefined
  setCell(state, generator, node, SENT)
  if (inner && generator.more.has(SENT)) emit(state, node, 'js.delegate', [inner(), sent!], 'send')
  return sent
}

/** Where the body goes on after `throw()`. */
function throwHere(state: State, generator: Generator, node: AnyNode, inner?: () => Value): void {
  const told = getCell(state, generator, node, THROWING)
  if (told === undefined) return
  const [throws, goesOn] = [newBlock(state), newBlock(state)]
  branch(state, node, told, throws, goesOn)
  start(state, throws)
  setCell(state, generator, node, THROWING, constant(state, node, false))
  const error = getCell(state, generator, node, THROWN)!
  if (!inner) throwValue(state, node, error)
  else emit(state, node, 'js.delegate', [inner(), error], 'throw')
  jump(state, goesOn)
  start(state, goesOn)
}

/** The body is over. */
export function finishGenerator(state: State, node: AnyNode, value?: Value): void {
  setCell(state, state.generator!, node, RETURNED, value)
  emit(state, node, 'js.cell_set', [state.generator!.step, constant(state, node, FINISHED)])
  leave(state, 'return', constant(state, node, false))
}

/** What stands after a `return` or `throw` is not built, but the beginning of the body knows of it. */
export function closeGenerator(state: State, node: AnyNode): void {
  const { resumes, heads } = state.generator!
  for (const block of [...resumes.values(), ...heads.values()]) {
    start(state, block)
    finishGenerator(state, node)
  }
}
