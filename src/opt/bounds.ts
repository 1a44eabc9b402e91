/** Use what is known of integers: drop checks that cannot fail, decide comparisons, take the cheaper of two operations.
 *  needs: ranges   keeps: cfg
 *
 *    b1(v1): v2 = i32.lt_s v1, v9                   b1(v1): v2 = i32.lt_s v1, v9
 *            branch v2, b2, b3                 →            branch v2, b2, b3
 *    b2: v3 = elem.get … nan v8, v1, v9             b2: v3 = elem.load … unchecked v8, v1
 *
 * where every way to b1 brings a v1 that is not negative. */
import { newInst } from '../ir/builder.ts'
import type { Block, Func, Inst, Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import type { Op } from '../ir/ops.ts'
import { replaceAll } from '../ir/uses.ts'
import { INT32, type Interval, isInside, isNothing, MAX32 } from './analyses/interval.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { atMost } from './analyses/prove.ts'
import type { Ranges } from './analyses/ranges.ts'
import type { Calls } from './calls.ts'

interface State {
  readonly func: Func
  readonly ranges: Ranges
  /** What a value is replaced by. */
  readonly map: (Value | undefined)[]
  block: Block
  out: Inst[]
}

export function bounds(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  if (!func.blocks.some(({ insts }) => insts.some(({ op }) => HANDLERS[op] !== undefined))) return false
  const state: State = { func, ranges: known.ranges(), map: [], block: 0 as Block, out: [] }
  let changed = false
  for (const block of state.ranges.doms.order) {
    const data = func.blocks[block]!
    state.block = block
    state.out = []
    for (const inst of data.insts) {
      if (HANDLERS[inst.op]?.(state, inst)) changed = true
      if (state.map[inst.result] === undefined) state.out.push(inst)
    }
    data.insts = state.out
  }
  if (state.map.length > 0) replaceAll(func, state.map)
  if (changed) known.forgetValues()
  return changed
}

/** Rewrites the instruction in place; what must come before it goes to `out`. */
type Handler = (state: State, inst: Inst) => boolean

const at = ({ ranges, block }: State, value: Value): Interval => ranges.at(value, block)

/** Is `0 ≤ index < length`? */
function isIndex(state: State, index: Value, length: Value): boolean {
  return at(state, index).lo >= 0 && atMost(state.ranges, index, length, -1, state.block)
}

function before(state: State, op: Op, args: Value[], imm?: Inst['imm'], type?: Func['types'][number]): Value {
  const inst = newInst(state.func, op, args, imm, type)
  state.out.push(inst)
  note(state, inst)
  return inst.result
}

/** The analysis has not seen new values: what can be said of them is little, but must be said. */
function note({ ranges, block, func }: State, inst: Inst): void {
  const { result } = inst
  ranges.base[result] = func.types[result] === 'i32' ? INT32 : { lo: -Infinity, hi: Infinity }
  ranges.homes[result] = block
  ranges.defs[result] = inst
}

const load: Handler = (state, inst) => {
  const [pointer, index, length] = inst.args as [Value, Value, Value]
  if (!isIndex(state, index, length)) return narrowIndex(state, inst)
  const { storage, region, outside } = inst.imm as { storage: 'f64'; region: string; outside: string }
  const form = { storage, region, outside: 'unchecked' } as const
  // A typed array may hold any NaN; where undefined is possible, it must not be taken for it.
  if (outside === 'undefined' && region === 'array' && state.func.types[inst.result] === 'f64') {
    const loaded = before(state, 'elem.load', [pointer, index], form, 'f64')
    inst.op = 'tag.clean'
    inst.args = [loaded]
    inst.imm = undefined
    return true
  }
  inst.op = 'elem.load'
  inst.args = [pointer, index]
  inst.imm = form
  return true
}

const store: Handler = (state, inst) => {
  const [pointer, index, length, value] = inst.args as [Value, Value, Value, Value]
  if (!isIndex(state, index, length)) return narrowIndex(state, inst)
  const { storage, region } = inst.imm as { storage: 'f64'; region: string }
  inst.op = 'elem.store'
  inst.args = [pointer, index, value]
  inst.imm = { storage, region, outside: 'unchecked' }
  return true
}

/** An index in an i64 that an i32 can hold needs no test of its own: negative is outside either way. */
function narrowIndex(state: State, inst: Inst): boolean {
  const def = state.ranges.defs[inst.args[1]!]
  if (def?.op !== 'i32.index_i64' || !isInside(at(state, def.args[0]!), INT32)) return false
  inst.args[1] = before(state, 'i32.wrap', [def.args[0]!])
  return true
}

function become(inst: Inst, op: Op, args: Value[], imm?: Inst['imm']): true {
  inst.op = op
  inst.args = args
  inst.imm = imm
  return true
}

/** Comparisons: certain, impossible, or neither. */
function compare(relation: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne', unsigned: boolean): Handler {
  return (state, inst) => {
    const [a, b] = inst.args as [Value, Value]
    const [x, y] = [at(state, a), at(state, b)]
    if (isNothing(x) || isNothing(y)) return false
    const known = unsigned ? decideUnsigned(state, relation, a, b) : decide(state, relation, a, b)
    return known === undefined ? false : become(inst, 'const', [], known ? 1 : 0)
  }
}

function decide(state: State, relation: string, a: Value, b: Value): boolean | undefined {
  const below = (x: Value, y: Value, slack: number) => atMost(state.ranges, x, y, slack, state.block)
  switch (relation) {
    case 'lt':
      return below(a, b, -1) ? true : below(b, a, 0) ? false : undefined
    case 'le':
      return below(a, b, 0) ? true : below(b, a, -1) ? false : undefined
    case 'gt':
      return below(b, a, -1) ? true : below(a, b, 0) ? false : undefined
    case 'ge':
      return below(b, a, 0) ? true : below(a, b, -1) ? false : undefined
    default: {
      const apart = at(state, a).hi < at(state, b).lo || at(state, b).hi < at(state, a).lo
      return apart ? relation === 'ne' : undefined
    }
  }
}

/** Like signed ones where neither side is negative; a negative one is above all that are not. */
function decideUnsigned(state: State, relation: string, a: Value, b: Value): boolean | undefined {
  const [x, y] = [at(state, a), at(state, b)]
  if (x.lo >= 0 && y.lo >= 0) return decide(state, relation, a, b)
  if (x.hi < 0 && y.lo >= 0) return relation === 'gt' || relation === 'ge'
  if (y.hi < 0 && x.lo >= 0) return relation === 'lt' || relation === 'le'
  return undefined
}

/** Division of what is not negative is unsigned division, which is cheaper by constants. */
const unsign: Handler = (state, inst) => {
  if (at(state, inst.args[0]!).lo < 0 || at(state, inst.args[1]!).lo < 0) return false
  inst.op = inst.op.replace('_s', '_u') as Op
  return true
}

const UINT32: Interval = { lo: 0, hi: 2 ** 32 - 1 }

/** 64-bit division of 32-bit numbers. */
const narrowDivision: Handler = (state, inst) => {
  const changed = inst.op.endsWith('_s') && unsign(state, inst)
  if (inst.op.endsWith('_s') || !inst.args.every((value) => isInside(at(state, value), UINT32))) return changed
  const op = inst.op.replace('i64', 'i32') as Op
  const args = inst.args.map((value) => before(state, 'i32.wrap', [value]))
  return become(inst, 'i64.extend_u', [before(state, op, args)])
}

const cannotOverflow =
  (name: 'add' | 'sub' | 'mul', unsigned: boolean): Handler =>
  (state, inst) => {
    const [a, b] = inst.args.map((value) => at(state, value)) as [Interval, Interval]
    if (unsigned && (a.lo < 0 || b.lo < 0)) return false
    const most = (x: Interval) => Math.max(Math.abs(x.lo), Math.abs(x.hi))
    // Far from the limit, so that rounding does not matter.
    const result = name === 'mul' ? most(a) * most(b) : most(a) + most(b)
    return result <= 2 ** 62 && most(a) <= 2 ** 53 && most(b) <= 2 ** 53 ? become(inst, 'const', [], 0) : false
  }

const index: Handler = (state, inst) => {
  const known = at(state, inst.args[0]!)
  return known.lo >= 0 && known.hi <= MAX32 && !isNothing(known) ? become(inst, 'i32.wrap', inst.args) : false
}

const SAFE: Interval = { lo: -(2 ** 53), hi: 2 ** 53 }

/** The integer that a double has been made from, if it lies in the interval. */
function integerBehind(state: State, value: Value, within: Interval): Value | undefined {
  const def = state.ranges.defs[value]
  if (def?.op !== 'f64.from_i64_s') return undefined
  const known = at(state, def.args[0]!)
  return isInside(known, within) && !isNothing(known) ? def.args[0] : undefined
}

/** An integer made a double and an integer again. */
const truncate =
  (within: Interval): Handler =>
  (state, inst) => {
    const integer = integerBehind(state, inst.args[0]!, within)
    if (integer !== undefined) return become(inst, 'i32.wrap', [integer])
    if (!isInside(at(state, inst.args[0]!), within)) return false
    const make = sumBehind(state, inst.args[0]!)
    return make === undefined ? false : become(inst, 'i32.wrap', [make()])
  }

const truncate64: Handler = (state, inst) => {
  const make = asInt64(state, inst.args[0]!)
  if (make === undefined) return false
  state.map[inst.result] = make()
  return true
}

const indexOfDouble: Handler = (state, inst) => {
  const make = sumBehind(state, inst.args[0]!)
  return make === undefined ? false : become(inst, 'i32.index_i64', [make()])
}

/** What is an integer is no NaN. */
const clean: Handler = (state, inst) => {
  if (sumBehind(state, inst.args[0]!) === undefined) return false
  state.map[inst.result] = inst.args[0]
  return true
}

/** Widening what was narrowed without loss. */
const widen: Handler = (state, inst) => {
  const def = state.ranges.defs[inst.args[0]!]
  if (def?.op !== 'i32.wrap' || !isInside(at(state, def.args[0]!), INT32)) return false
  state.map[inst.result] = def.args[0]
  return true
}

/** 64-bit arithmetic on 32-bit numbers whose result is one. */
const narrow: Handler = (state, inst) => {
  const known = state.ranges.base[inst.result]!
  if (!isInside(known, INT32) || isNothing(known)) return false
  const parts = inst.args.map((value) => state.ranges.defs[value])
  if (!parts.every((def) => def?.op === 'i64.extend_s' || (def?.op === 'const' && isInside(exactly(def), INT32)))) return false
  if (parts.every((def) => def?.op === 'const')) return false
  const args = parts.map((def) => (def!.op === 'const' ? before(state, 'const', [], Number(def!.imm), 'i32') : def!.args[0]!))
  return become(inst, 'i64.extend_s', [before(state, inst.op.replace('i64', 'i32') as Op, args)])
}

const exactly = ({ imm }: Inst): Interval => ({ lo: Number(imm), hi: Number(imm) })

/** Comparing integers as doubles. Two conversions of 32 bits are the rules' business. */
const compareDoubles =
  (name: string): Handler =>
  (state, inst) => {
    const integers = inst.args.map((value) => asInt64(state, value))
    const simple = (value: Value) => /^(const|f64.from_i32_[su])$/.test(state.ranges.defs[value]?.op ?? '')
    if (integers.includes(undefined) || inst.args.every(simple)) return false
    const args = integers.map((make) => make!())
    const op = name === 'eq' || name === 'ne' ? name : `${name}_s`
    return become(inst, `i64.${op}` as Op, args)
  }

/** Operations on doubles that are looked through. */
const DEPTH = 5

/** How to have the integer that a double is in an i64; undefined where it need not be one. */
function asInt64(state: State, value: Value, depth = DEPTH): (() => Value) | undefined {
  const def = state.ranges.defs[value]
  const integer = integerBehind(state, value, SAFE)
  if (integer !== undefined) return () => integer
  if (def?.op === 'f64.from_i32_s') return () => before(state, 'i64.extend_s', def.args)
  if (def?.op === 'f64.from_i32_u') return () => before(state, 'i64.extend_u', def.args)
  if (def?.op !== 'const') return sumBehind(state, value, depth)
  return Number.isSafeInteger(def.imm) ? () => before(state, 'const', [], BigInt(def.imm as number), 'i64') : undefined
}

/** The same for sums and products of integers that are too small to be rounded. */
function sumBehind(state: State, value: Value, depth = DEPTH): (() => Value) | undefined {
  const def = state.ranges.defs[value]
  if (depth === 0 || (def?.op !== 'f64.add' && def?.op !== 'f64.sub' && def?.op !== 'f64.mul')) return undefined
  const known = at(state, value)
  if (!isInside(known, SAFE) || isNothing(known)) return undefined
  const parts = def.args.map((arg) => asInt64(state, arg, depth - 1))
  if (parts.includes(undefined)) return undefined
  return () =>
    before(
      state,
      def.op.replace('f64', 'i64') as Op,
      parts.map((make) => make!()),
    )
}

const COMPARISONS = ['lt', 'le', 'gt', 'ge'] as const

const HANDLERS: Partial<Record<Op, Handler>> = {
  'elem.get': load,
  'elem.put': store,
  ...Object.fromEntries(
    ['i32', 'i64'].flatMap((type) => [
      ...COMPARISONS.flatMap((name) => [
        [`${type}.${name}_s`, compare(name, false)],
        [`${type}.${name}_u`, compare(name, true)],
      ]),
      [`${type}.eq`, compare('eq', false)],
      [`${type}.ne`, compare('ne', false)],
    ]),
  ),
  'i32.div_s': unsign,
  'i32.rem_s': unsign,
  'i64.div_s': narrowDivision,
  'i64.rem_s': narrowDivision,
  'i64.div_u': narrowDivision,
  'i64.rem_u': narrowDivision,
  'i64.add_overflows_s': cannotOverflow('add', false),
  'i64.sub_overflows_s': cannotOverflow('sub', false),
  'i64.mul_overflows_s': cannotOverflow('mul', false),
  'i64.add_overflows_u': cannotOverflow('add', true),
  'i64.mul_overflows_u': cannotOverflow('mul', true),
  'i32.index_i64': index,
  'i32.index_f64': indexOfDouble,
  'i32.to_int32': truncate(SAFE),
  'i32.from_f64_sat_s': truncate(INT32),
  'i64.from_f64_sat_s': truncate64,
  'i64.extend_s': widen,
  'tag.clean': clean,
  'i64.add': narrow,
  'i64.sub': narrow,
  'i64.mul': narrow,
  ...Object.fromEntries([...COMPARISONS, 'eq', 'ne'].map((name) => [`f64.${name}`, compareDoubles(name)])),
}
