/** Compute what is constant, apply the rules of rules.ts, put operands in their chosen order.   keeps: cfg, but for guards that fail
 *
 *    v1: i32 = const 2
 *    v2: i32 = i32.add v1, v1      →    v2: i32 = const 4
 *    v3: i32 = i32.mul v0, v2           v3: i32 = i32.mul v0, v2
 *    v4: i32 = i32.sub v3, v3           v4: i32 = const 0 */
import { once } from '../base/once.ts'
import { newValue } from '../ir/builder.ts'
import type { ErrorSite, Func, Inst, Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { OPS, type Op } from '../ir/ops.ts'
import type { Type } from '../ir/types.ts'
import { replaceAll } from '../ir/uses.ts'
import { type Known, knownOf } from './analyses/known.ts'
import type { Calls } from './calls.ts'
import {
  type Bindings,
  bind,
  boundConstant,
  boundValue,
  type Context,
  leftOf,
  match,
  noBindings,
  type Pattern,
  type Rule,
  rightOf,
} from './pattern.ts'
import { rulesOf } from './rules.ts'

/** A chain of rules on one instruction; longer ones finish in the next run. */
const STEPS = 12

interface State {
  readonly func: Func
  readonly defs: (Inst | undefined)[]
  /** What a value is replaced by. */
  readonly context: Context
  readonly bindings: Bindings
  readonly map: (Value | undefined)[]
  /** The instructions of the block at hand, as far as they are done. */
  out: Inst[]
  changed: boolean
}

export function fold(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  const defs = known.definitions()
  const state: State = { func, defs, context: { defs, types: func.types }, bindings: noBindings(), map: [], out: [], changed: false }
  for (const index of known.order()) {
    const block = func.blocks[index]!
    state.out = []
    for (const inst of block.insts) {
      if (inst.op === 'guard' && foldGuard(state, inst)) {
        if (isConstant(state, inst.args[0]!, 1)) continue
        const { site } = inst.imm as { site: ErrorSite }
        block.term = { kind: 'throw', site, args: inst.args.slice(1), span: inst.span }
        known.forgetGraph()
        break
      }
      if (simplify(state, inst)) state.out.push(inst)
    }
    block.insts = state.out
  }
  if (state.map.length > 0) replaceAll(func, state.map)
  if (state.changed) known.forgetValues()
  return state.changed
}

function resolve(state: State, value: Value): Value {
  let at = value
  for (let next = state.map[at]; next !== undefined; next = state.map[at]) at = next
  return at
}

function isConstant(state: State, value: Value, constant: number): boolean {
  const def = state.defs[value]
  return def?.op === 'const' && def.imm === constant
}

/** A guard of a constant: passes and goes, or throws always. */
function foldGuard(state: State, inst: Inst): boolean {
  inst.args = inst.args.map((value) => resolve(state, value))
  if (state.defs[inst.args[0]!]?.op !== 'const') return false
  state.changed = true
  return true
}

/** What there is to try for an operation. */
interface Plan {
  readonly fold: ((...operands: readonly (number | bigint)[]) => number | bigint | undefined) | undefined
  readonly rules: readonly Rule[]
  readonly commutes: boolean
  /** The comparison with its operands the other way round. */
  readonly mirror: Op | undefined
  readonly isGreater: boolean
  readonly isIdle: boolean
}

const plans = once(() => new Map<Op, Plan>())

function planOf(op: Op): Plan {
  const known = plans().get(op)
  if (known !== undefined) return known
  const { commutes, fold } = OPS[op]
  const rules = rulesOf(op)
  const mirror = MIRROR[op]
  const isIdle = !fold && rules.length === 0 && !commutes && mirror === undefined && op !== 'math'
  const made: Plan = { fold: fold as Plan['fold'], rules, commutes, mirror, isGreater: op.includes('.gt') || op.includes('.ge'), isIdle }
  plans().set(op, made)
  return made
}

/** Bring one instruction to its final form; false if it is not needed any more. */
function simplify(state: State, inst: Inst): boolean {
  for (let index = 0; index < inst.args.length; index++) inst.args[index] = resolve(state, inst.args[index]!)
  for (let step = 0; step < STEPS; step++) {
    const plan = planOf(inst.op)
    if (plan.isIdle) return true
    if ((plan.fold && evaluate(state, inst, plan.fold)) || differentFunctions(state, inst)) {
      state.changed = true
      return true
    }
    if (square(state, inst)) {
      state.changed = true
      continue
    }
    if (orderOperands(state, inst, plan)) state.changed = true
    const outcome = applyRules(state, inst)
    if (outcome === 'gone') return false
    if (outcome === 'kept') return true
  }
  return true
}

/** All operands constant: become the constant. */
function evaluate(state: State, inst: Inst, fold: NonNullable<Plan['fold']>): boolean {
  const { args } = inst
  for (let at = 0; at < args.length; at++) if (state.defs[args[at]!]?.op !== 'const') return false
  const result = fold(...args.map((value) => state.defs[value]!.imm as number | bigint))
  if (result === undefined) return false
  become(inst, 'const', [], result)
  return true
}

function foldOperation(op: Op, operands: readonly (number | bigint)[]): number | bigint | undefined {
  return planOf(op).fold?.(...operands)
}

function become(inst: Inst, op: Op, args: Value[], imm?: Inst['imm']): void {
  inst.op = op
  inst.args = args
  inst.imm = imm
}

/** Each function has one object. */
function differentFunctions({ defs }: State, inst: Inst): boolean {
  if (inst.op !== 'ref.eq') return false
  const [a, b] = inst.args.map((value) => defs[value])
  if (a?.op !== 'function.ref' || b?.op !== 'function.ref' || a.imm === b.imm) return false
  become(inst, 'const', [], 0)
  return true
}

/** x ** 2: every engine multiplies, with one rounding. */
function square(state: State, inst: Inst): boolean {
  if (inst.op !== 'math' || inst.imm !== 'pow' || !isConstant(state, inst.args[1]!, 2)) return false
  become(inst, 'f64.mul', [inst.args[0]!, inst.args[0]!])
  return true
}

const MIRROR: Partial<Record<Op, Op>> = Object.fromEntries(
  ['i32.lt_s i32.gt_s', 'i32.le_s i32.ge_s', 'i32.lt_u i32.gt_u', 'i32.le_u i32.ge_u', 'i64.lt_s i64.gt_s', 'i64.le_s i64.ge_s']
    .concat(['i64.lt_u i64.gt_u', 'i64.le_u i64.ge_u', 'f64.lt f64.gt', 'f64.le f64.ge'])
    .map((pair) => pair.split(' '))
    .flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ]),
)

/** Constants go right; a comparison of two values is "less". */
function orderOperands(state: State, inst: Inst, { mirror, commutes, isGreater }: Plan): boolean {
  if (inst.args.length !== 2 || (mirror === undefined && !commutes)) return false
  const [a, b] = inst.args
  const left = state.defs[a!]?.op === 'const'
  const right = state.defs[b!]?.op === 'const'
  if (mirror === undefined ? !left || right : left ? right : right || !isGreater) return false
  inst.args = [b!, a!]
  if (mirror) inst.op = mirror
  return true
}

/** `gone`: the result is another value; `kept`: nothing more to do; `again`: it is another instruction now. */
function applyRules(state: State, inst: Inst): 'gone' | 'kept' | 'again' {
  const { rules, commutes } = planOf(inst.op)
  const { defs, context } = state
  const { args } = inst
  const a = args.length > 0 ? defs[args[0]!]?.op : undefined
  const b = args.length > 1 ? defs[args[1]!]?.op : undefined
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at]!
    // A look at the operands before anything is allocated: most rules fail here.
    const [x, y] = rule.operands
    const straight = (x === undefined || x === a) && (y === undefined || y === b)
    if (!straight && !(commutes && (x === undefined || x === b) && (y === undefined || y === a))) continue
    if (!match(leftOf(rule), inst, context, state.bindings) || !applies(rule, state.bindings)) continue
    state.changed = true
    return rewrite(state, inst, rule, state.bindings)
  }
  return 'kept'
}

function applies(rule: Rule, bindings: Bindings): boolean {
  return rule.when === undefined || rule.when(boundConstant(bindings, 'C') as never, boundConstant(bindings, 'D') as never)
}

function rewrite(state: State, inst: Inst, rule: Rule, bindings: Bindings): 'gone' | 'kept' | 'again' {
  if (rule.make) bind(bindings, 'K', rule.make(boundConstant(bindings, 'C') as never, boundConstant(bindings, 'D') as never))
  const to = rightOf(rule)
  if (to.kind === 'value') {
    state.map[inst.result] = boundValue(bindings, to.name)
    return 'gone'
  }
  if (to.kind !== 'op') {
    become(inst, 'const', [], constantValue(to, bindings))
    return 'kept'
  }
  const args = to.args.map((arg) => build(state, arg, bindings, inst))
  become(inst, to.op, args, to.op === inst.op ? inst.imm : undefined)
  return 'again'
}

function constantValue(pattern: Pattern, bindings: Bindings): number | bigint {
  return pattern.kind === 'literal' ? pattern.value : boundConstant(bindings, (pattern as { name: string }).name)!
}

/** Make the value that a pattern on the right side of a rule stands for, before the instruction at hand. */
function build(state: State, pattern: Pattern, bindings: Bindings, at: Inst): Value {
  if (pattern.kind === 'value') return boundValue(bindings, pattern.name)
  if (pattern.kind !== 'op') return insert(state, at, 'const', [], pattern.type!, constantValue(pattern, bindings))
  const args = pattern.args.map((arg) => build(state, arg, bindings, at))
  const constants = args.map((value) => state.defs[value]).map((def) => (def?.op === 'const' ? (def.imm as number | bigint) : undefined))
  const type = OPS[pattern.op].out as Type
  const value = constants.includes(undefined) ? undefined : foldOperation(pattern.op, constants as number[])
  if (value !== undefined) return insert(state, at, 'const', [], type, value)
  return insert(state, at, pattern.op, args, type)
}

function insert(state: State, at: Inst, op: Op, args: Value[], type: Type, imm?: number | bigint): Value {
  const result = newValue(state.func, type)
  const inst: Inst = { op, args, imm, result, span: at.span }
  state.defs[result] = inst
  state.out.push(inst)
  return result
}
