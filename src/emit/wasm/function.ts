/** One function: structure, order and locals put together as a body. */
import { assert } from '../../base/assert.ts'
import { type Block, type Func, type Inst, NONE, type Target, targets, type Value } from '../../ir/function.ts'
import type { Imm } from '../../ir/imm.ts'
import type { TypedOp } from '../../ir/ops.ts'
import { storedFirst } from '../initial-stores.ts'
import type { Frame } from '../roots.ts'
import { FALL, type Step, structure } from '../structure.ts'
import { addLocal, branch, branchTable, type Code, call, getLocal, mark, negate, newCode, op, open, setLocal } from './code.ts'
import { enter, type FrameCode, leave, recover, spill } from './frame.ts'
import { importFunction, type Link, ownFunction } from './link.ts'
import { assignLocals, type Locals } from './locals.ts'
import type { At, Lowering } from './lowering.ts'
import { type Actions, type BlockSchedule, schedule } from './schedule.ts'
import { callThrow, pushSite, TABLE } from './table.ts'
import { type Usage, usage } from './usage.ts'

interface Context {
  readonly func: Func
  readonly link: Link
  readonly code: Code
  readonly locals: Locals
  readonly successors: readonly Target[][]
  readonly schedules: readonly (BlockSchedule | undefined)[]
  readonly frame: FrameCode | undefined
  /** What emitters see; its instruction changes from one to the next. */
  readonly at: At
  /** By label: how many blocks were open when it was opened. */
  readonly depthOf: Map<number, number>
  readonly openLabels: (number | undefined)[]
}

export interface EmittedFunction {
  readonly code: Code
  readonly hasLoop: boolean
}

export function emitFunction(func: Func, link: Link, frame: Frame | undefined): EmittedFunction {
  const successors = func.blocks.map(({ term }) => targets(term))
  const { order, steps } = structure(func, successors)
  const used = usage(func, frame?.kept)
  const rooted = (value: Value) => frame !== undefined && frame.slots[value]! >= 0
  const scheduler = { func, usage: used, successors }
  const schedules: (BlockSchedule | undefined)[] = []
  for (const block of order) schedules[block] = schedule(scheduler, block)
  const locals = assignLocals(func, order, successors, schedules, rooted)
  const code = newCode(locals.types.slice(0, func.blocks[0]!.params.length))
  for (let local = code.params; local < locals.types.length; local++) addLocal(code, locals.types[local]!)
  const context: Context = {
    func,
    link,
    code,
    locals,
    successors,
    schedules,
    frame: frame && enter(code, link, frame),
    at: makeAt(code, link, func, used, locals),
    depthOf: new Map(),
    openLabels: [],
  }
  for (let index = 0; index < steps.length; index++) index += emitStep(context, steps, index)
  if (steps[steps.length - 1]!.kind === 'end' && func.results.length > 0) op(code, 'unreachable')
  return { code, hasLoop: steps.some(({ kind }) => kind === 'loop') }
}

/** Emit a step; how many of the following ones were emitted with it. */
function emitStep(context: Context, steps: readonly Step[], index: number): number {
  const { code, func } = context
  const step = steps[index]!
  switch (step.kind) {
    case 'block':
    case 'loop':
      openLabel(context, step.kind, step.label)
      return 0
    case 'end':
      context.openLabels.pop()
      op(code, 'end')
      return 0
    case 'code':
      for (const param of func.blocks[step.block]!.params) spillIfRooted(context, param)
      emitActions(context, context.schedules[step.block]!.actions)
      return 0
    case 'if':
      return emitIf(context, step, steps[index + 1]!)
    case 'edge':
      follow(context, step)
      return 0
    case 'switch': {
      emitActions(context, context.schedules[step.block]!.operands)
      const labels = step.labels.map((label) => labelDepth(context, label))
      branchTable(code, labels.slice(0, -1), labels[labels.length - 1]!)
      return 0
    }
    case 'try':
      openLabel(context, 'try')
      emitInvoke(context, step.block)
      return 0
    case 'call':
      emitInvoke(context, step.block)
      return 0
    case 'catch':
      op(code, 'catch_all')
      if (context.frame) recover(code, context.frame)
      return 0
    case 'exit':
      emitExit(context, step.block, index === steps.length - 1)
      return 0
  }
}

function openLabel(context: Context, kind: 'block' | 'loop' | 'if' | 'try', label?: number): void {
  if (label !== undefined) context.depthOf.set(label, context.openLabels.length)
  context.openLabels.push(label)
  open(context.code, kind)
}

function labelDepth(context: Context, label: number): number {
  return context.openLabels.length - 1 - context.depthOf.get(label)!
}

/** A branch: where the nested side is only a jump that moves nothing, one conditional jump. */
function emitIf(context: Context, step: Step & { kind: 'if' }, nested: Step): number {
  const { code } = context
  emitActions(context, context.schedules[step.block]!.operands)
  if (step.negated) negate(code)
  if (nested.kind === 'edge' && nested.label !== FALL && pendingMoves(context, nested.from, nested.edge).length === 0) {
    branch(code, 'br_if', labelDepth(context, nested.label))
    return 2
  }
  openLabel(context, 'if')
  return 0
}

interface Move {
  readonly actions: Actions
  /** -1: computed for its effects only. */
  readonly local: number
}

/** What an edge has to move: not what is there already, and not what nobody reads. */
function pendingMoves({ func, locals, successors, schedules }: Context, from: Block, edge: number): Move[] {
  const moves: Move[] = []
  const args = schedules[from]!.edges[edge]!
  if (args.length === 0) return moves
  const { params } = func.blocks[successors[from]![edge]!.block]!
  for (let index = 0; index < args.length; index++) {
    const local = locals.of[params[index]!]!
    const first = args[index]!
    if (first.kind === 'get' && !first.next && locals.of[first.value] === local) continue
    if (first.kind !== 'emit' && !first.next && local < 0) continue
    moves.push({ actions: first, local })
  }
  return moves
}

/** All arguments go on the stack before the first parameter is written: a parallel move. */
function follow(context: Context, { from, edge, label }: Step & { kind: 'edge' }): void {
  const { code } = context
  const moves = pendingMoves(context, from, edge)
  for (const { actions } of moves) emitActions(context, actions)
  for (const { local } of moves.reverse()) {
    if (local < 0) op(code, 'drop')
    else setLocal(code, local)
  }
  if (label !== FALL) branch(code, 'br', labelDepth(context, label))
}

function emitActions(context: Context, actions: Actions): void {
  const { code, locals, at } = context
  for (let action = actions; action; action = action.next) {
    switch (action.kind) {
      case 'get':
        getLocal(code, locals.of[action.value]!)
        break
      case 'set':
        setLocal(code, locals.of[action.value]!)
        spillIfRooted(context, action.value)
        break
      case 'drop':
        op(code, 'drop')
        break
      case 'remake':
        at.inst = action.inst!
        if (at.inst.span) mark(code, at.inst.span)
        TABLE[at.inst.op as TypedOp].emit!(at)
        break
      case 'emit':
        at.inst = action.inst!
        mark(code, at.inst.span)
        action.emit!(at)
    }
  }
}

function spillIfRooted({ code, frame, locals }: Context, value: Value): void {
  if (frame) spill(code, frame, value, locals.of[value]!)
}

function makeAt(code: Code, link: Link, func: Func, used: Usage, locals: Locals): At {
  const at: At = {
    code,
    link,
    func,
    storedFirst: storedFirst(func),
    inst: NO_INST,
    get(value: Value): void {
      const def = used.def[value]
      const lowering: Lowering | undefined = def && TABLE[def.op as TypedOp]
      if (!lowering?.remade) return getLocal(code, locals.of[value]!)
      const { inst } = at
      at.inst = def!
      lowering.emit!(at)
      at.inst = inst
    },
    definition: (value: Value) => used.def[value],
    constant(value: Value): Imm {
      const def = used.def[value]
      return def?.op === 'const' ? def.imm : undefined
    },
    text(value: Value): string | undefined {
      const def = used.def[value]
      return def?.op === 'str.const' ? (def.imm as string) : undefined
    },
  }
  return at
}

const NO_INST: Inst = { op: 'const', args: [], imm: undefined, result: NONE, span: undefined }

/** The call of an invoke, inside its `try` if it has one. */
function emitInvoke(context: Context, block: Block): void {
  const { code, func, locals } = context
  const { term } = func.blocks[block]!
  assert(term.kind === 'invoke', 'the step belongs to an invoke')
  emitActions(context, context.schedules[block]!.operands)
  mark(code, term.span)
  call(code, ownFunction(term.callee))
  for (const result of [...term.results].reverse()) {
    const local = locals.of[result]!
    if (local < 0) op(code, 'drop')
    else {
      setLocal(code, local)
      spillIfRooted(context, result)
    }
  }
}

function emitExit(context: Context, block: Block, last: boolean): void {
  const { code, func, link } = context
  const { term } = func.blocks[block]!
  if (term.kind === 'throw' && term.site) pushSite(context.at, term.site, term.args)
  emitActions(context, context.schedules[block]!.operands)
  mark(code, term.span)
  if (term.kind === 'return') {
    if (context.frame) leave(code, context.frame)
    if (!last) op(code, 'return')
  } else if (term.kind === 'throw' && term.site) {
    callThrow(context.at, term.args)
  } else if (term.kind === 'throw') {
    call(code, importFunction(link, { module: 't', name: 'rethrow', params: ['i32'], results: [] }))
    op(code, 'unreachable')
  } else op(code, 'unreachable')
}
