/** Test once before a loop what it tests in every turn; a copy of the loop does without.   needs: ranges, rotate
 *
 *    b0: jump b1(v0)                          b0: v8 = … every index in [v0, bound) is inside …
 *    b1(v1):                                      branch v8, b9(v0), b1(v0)
 *      v3 = elem.get … v5, v1, v6        →    b9(v1'):
 *      …                                        v3' = elem.load … v5, v1'
 *      branch v2, b1(v4), b2                    …
 *                                               branch v2', b9(v4'), b2
 *                                             b1(v1): as before
 *
 * For innermost loops with a counter and indices that are linear in it: if the index is inside for the counter's
 * first and last value, it is inside for all between. Where the test fails, the loop runs as it was. */
import { newBlock, newInst, newValue } from '../ir/builder.ts'
import { type Loop, predecessors } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, mapTermUses, NONE, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import type { Op } from '../ir/ops.ts'
import { type Counter, evaluate, isInvariant, isLinear, lowBits, type Make } from './analyses/affine.ts'
import { counterOf, type Limits } from './analyses/counter.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { splitSum } from './analyses/prove.ts'
import type { Ranges } from './analyses/ranges.ts'
import type { Calls } from './calls.ts'
import { copyTerm } from './edit.ts'
import { findPreheader, makePreheader } from './preheader.ts'
import { simplifyCfg } from './simplify-cfg.ts'
import { newVariable, readerOf, type Variable } from './ssa.ts'

/** Instructions of a loop that is copied at most, and of all copies in a function. */
const LARGE_LOOP = 220
const ALL_COPIES = 1200
/** Tests before a loop: beyond that they are not cheap any more. */
const MOST_TESTS = 24

/** A check in a loop that the test before it makes needless. */
interface Check {
  readonly inst: Inst
  readonly index: Value
  readonly length: Value
}

interface Plan {
  readonly loop: Loop
  readonly preheader: Block
  readonly counter: Counter
  readonly limits: Limits
  readonly checks: readonly Check[]
}

export function versionLoops(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  if (!func.blocks.some(({ insts }) => insts.some(({ op }) => op === 'elem.get' || op === 'elem.put' || op === 'i32.lt_u'))) return false
  const added = addPreheaders(func, known)
  if (added) known.forgetAll()
  const plans = plansOf(func, known)
  const variables: (Variable | undefined)[] = []
  for (const plan of plans) copyLoop(func, plan, variables)
  if (plans.length > 0) repair(func, plans, variables)
  // Without a plan, the blocks made for the tests are in the way.
  else if (added) simplifyCfg(func, undefined, undefined, known)
  return plans.length > 0
}

/** Innermost loops that are not too large. */
function smallLoops(func: Func, known: Known) {
  const { loops: all, loopOf } = known.loops()
  const parents = new Set(all.map((loop) => loop.parent))
  const size = (loop: Loop) => loop.blocks.reduce((sum, block) => sum + func.blocks[block]!.insts.length + 1, 0)
  return { innermost: all.filter((loop) => !parents.has(loop) && size(loop) <= LARGE_LOOP), loopOf, size }
}

/** Every innermost loop gets a block before it. */
function addPreheaders(func: Func, known: Known): boolean {
  const before = known.predecessors()
  const { innermost, loopOf } = smallLoops(func, known)
  let added = false
  for (const loop of innermost) {
    const inside = (block: Block) => loopOf[block] === loop
    if (findPreheader(func, loop, before, inside) !== undefined) continue
    makePreheader(func, loop, before, inside)
    added = true
  }
  return added
}

function plansOf(func: Func, known: Known): Plan[] {
  const ranges = known.ranges()
  const { innermost, loopOf, size } = smallLoops(func, known)
  const plans: Plan[] = []
  let budget = ALL_COPIES
  for (const loop of innermost) {
    if (size(loop) > budget) continue
    const plan = planOf(ranges, loop, (block) => block >= 0 && loopOf[block] === loop)
    if (!plan) continue
    plans.push(plan)
    budget -= size(loop)
  }
  return plans
}

function planOf(ranges: Ranges, loop: Loop, inside: (block: Block) => boolean): Plan | undefined {
  const preheader = findPreheader(ranges.func, loop, ranges.before, inside)
  const limits = preheader === undefined ? undefined : counterOf(ranges, loop, preheader, inside)
  if (preheader === undefined || limits === undefined) return undefined
  const counter: Counter = { ranges, value: limits.counter, inside, doubles: new Set() }
  const checks = loop.blocks.flatMap((block) => ranges.func.blocks[block]!.insts.flatMap((inst) => checkOf(counter, inst) ?? []))
  if (checks.length === 0 || groups(counter, checks).size * 4 > MOST_TESTS) return undefined
  return { loop, preheader, counter, limits, checks }
}

function checkOf(counter: Counter, inst: Inst): Check | undefined {
  const [index, length] =
    inst.op === 'elem.get' || inst.op === 'elem.put'
      ? [inst.args[1]!, inst.args[2]!]
      : inst.op === 'i32.lt_u'
        ? inst.args
        : [undefined, undefined]
  if (index === undefined || length === undefined || !isInvariant(counter, length)) return undefined
  const isLength = inst.op !== 'i32.lt_u' || counter.ranges.base[length]!.lo >= 0
  return isLength && isLinear(counter, index) ? { inst, index, length } : undefined
}

/** Checks of one array whose indices differ by constants: the least and the greatest decide. */
function groups(counter: Counter, checks: readonly Check[]): Map<string, { base: Value; length: Value; least: number; greatest: number }> {
  const found = new Map<string, { base: Value; length: Value; least: number; greatest: number }>()
  for (const { index, length } of checks) {
    const { base, constant } = offsetOf(counter, index)
    const name = `${base} ${length}`
    const known = found.get(name)
    if (known) {
      known.least = Math.min(known.least, constant)
      known.greatest = Math.max(known.greatest, constant)
    } else found.set(name, { base, length, least: constant, greatest: constant })
  }
  return found
}

/**
 * `index` as a value and a constant; the value as it is before it is made an index. Of a double that was made one before the loop nobody
 * has tested that it is whole (see `doubles`), so there the index itself is what has to be inside.
 */
function offsetOf(counter: Counter, index: Value): { base: Value; constant: number } {
  const { ranges } = counter
  const def = ranges.defs[index]
  const isMadeHere = def?.op === 'i32.index_i64' || (def?.op === 'i32.index_f64' && !isInvariant(counter, index))
  const exact = isMadeHere ? def.args[0]! : index
  const sum = ranges.defs[exact]
  const by = sum?.op === 'i64.add' ? ranges.defs[sum.args[1]!] : undefined
  // Linear expressions of 64 bits do not wrap (see isLinear).
  if (sum && by?.op === 'const' && Math.abs(Number(by.imm)) < 2 ** 31) return { base: sum.args[0]!, constant: Number(by.imm) }
  return splitSum(ranges, exact) ?? { base: exact, constant: 0 }
}

/** The test, the copy of the loop, and the branch between the two. */
function copyLoop(func: Func, plan: Plan, variables: (Variable | undefined)[]): void {
  const { loop, preheader, counter } = plan
  const block = func.blocks[preheader]!
  const make: Make = (op, args, imm, type) => {
    const inst = newInst(func, op, args, imm, type)
    block.insts.push(inst)
    return inst.result
  }
  const test = testOf(plan, make)
  const copies = new Map<Block, Block>(loop.blocks.map((old) => [old, newBlock(func)]))
  const names = new Map<Value, Value>()
  const rename = (value: Value): Value => names.get(value) ?? value
  const define = (old: Value, from: Block): Value => {
    if (old === NONE) return NONE
    const made = newValue(func, func.types[old]!)
    if (func.names[old] !== undefined) func.names[made] = func.names[old]
    names.set(old, made)
    const variable = newVariable(func.types[old]!, func.names[old])
    variable.atEnd.set(from, old)
    variable.atEnd.set(copies.get(from)!, made)
    variables[old] = variable
    return made
  }
  const needless = new Set(plan.checks.map(({ inst }) => inst))
  const indices = new Set(plan.checks.map(({ index }) => index))
  for (const old of loop.blocks) func.blocks[copies.get(old)!]!.params = func.blocks[old]!.params.map((param) => define(param, old))
  for (const old of loop.blocks) {
    const out = func.blocks[copies.get(old)!]!.insts
    const here: Make = (op, args, imm, type) => {
      const inst = newInst(func, op, args, imm, type)
      out.push(inst)
      return inst.result
    }
    for (const inst of func.blocks[old]!.insts) {
      const made: Inst = { ...inst, args: inst.args.map(rename), result: define(inst.result, old) }
      if ((inst.op === 'i32.index_i64' || inst.op === 'i32.index_f64') && indices.has(inst.result)) {
        const low = lowBits(counter, inst.args[0]!, (value) => names.get(value) ?? (isInvariant(counter, value) ? value : NONE), here)
        names.set(inst.result, low)
        variables[inst.result]!.atEnd.set(copies.get(old)!, low)
      } else out.push(...(needless.has(inst) ? unchecked(func, made) : [made]))
    }
    const { term } = func.blocks[old]!
    if (term.kind === 'invoke') for (const result of term.results) define(result, old)
  }
  for (const old of loop.blocks) {
    func.blocks[copies.get(old)!]!.term = copyTerm(func.blocks[old]!.term, rename, (to) => copies.get(to) ?? to)
  }
  const { term } = block
  if (term.kind !== 'jump') return
  const slow = { block: term.to.block, args: [...term.to.args] }
  block.term = {
    kind: 'branch',
    condition: test,
    then: { block: copies.get(loop.header)!, args: [...term.to.args] },
    otherwise: slow,
    span: term.span,
  }
}

/** A check that cannot fail, without it. */
function unchecked(func: Func, inst: Inst): Inst[] {
  if (inst.op === 'i32.lt_u') return [{ ...inst, op: 'const', args: [], imm: 1 }]
  const { storage, region, outside } = inst.imm as { storage: 'f64'; region: string; outside: string }
  const imm = { storage, region, outside: 'unchecked' } as const
  const [pointer, index, , value] = inst.args as [Value, Value, Value, Value]
  if (inst.op === 'elem.put') return [{ ...inst, op: 'elem.store', args: [pointer, index, value], imm }]
  // A typed array may hold any NaN; where undefined is possible, it must not be taken for it.
  if (outside === 'undefined' && region === 'array' && func.types[inst.result] === 'f64') {
    const loaded: Inst = { ...inst, op: 'elem.load', args: [pointer, index], imm, result: newValue(func, 'f64') }
    return [loaded, { ...inst, op: 'tag.clean', args: [loaded.result], imm: undefined }]
  }
  return [{ ...inst, op: 'elem.load', args: [pointer, index], imm }]
}

/** True if every index is inside at both ends of the counter's way. */
function testOf({ counter, limits, checks }: Plan, make: Make): Value {
  const first = make('i64.extend_s', [limits.first])
  const last = limits.last(make)
  const tests: Value[] = [make('i64.eq', [last, make('i64.extend_s', [make('i32.wrap', [last])])])]
  for (const double of counter.doubles) tests.push(make('f64.eq', [double, make('f64.from_i32_s', [make('i32.from_f64_sat_s', [double])])]))
  for (const { base, length, least, greatest } of groups(counter, checks).values()) {
    const bound = make('i64.extend_u', [length])
    for (const end of isInvariant(counter, base) ? [first] : [first, last]) {
      const at = evaluate(counter, base, end, make)
      for (const offset of least === greatest ? [least] : [least, greatest]) {
        const index = offset === 0 ? at : make('i64.add', [at, make('const', [], BigInt(offset), 'i64')])
        tests.push(make('i64.lt_u', [index, bound]))
      }
    }
  }
  return tests.reduce((a, b) => make('bool.and' as Op, [a, b]))
}

/** Values of a loop that are read after it now come from either copy. */
function repair(func: Func, plans: readonly Plan[], variables: readonly (Variable | undefined)[]): void {
  const home = new Map<Value, Plan>()
  const before = predecessors(func)
  for (const plan of plans) {
    for (const block of plan.loop.blocks) {
      const { params, insts, term } = func.blocks[block]!
      const results = term.kind === 'invoke' ? term.results : []
      for (const value of [...params, ...insts.map(({ result }) => result), ...results]) if (value !== NONE) home.set(value, plan)
    }
  }
  const inCopies = new Map<Block, Plan>()
  for (const plan of plans) for (const block of plan.loop.blocks) inCopies.set(block, plan)
  const reader = readerOf(func, before)
  func.blocks.forEach(({ insts, term }, index) => {
    const block = index as Block
    const outside = (value: Value) => variables[value] !== undefined && home.get(value) !== inCopies.get(block)
    for (const inst of insts) {
      for (let at = 0; at < inst.args.length; at++) {
        if (outside(inst.args[at]!)) inst.args[at] = reader.atStart(variables[inst.args[at]!]!, block)
      }
    }
    mapTermUses(term, (value) => (outside(value) ? reader.atEnd(variables[value]!, block) : value))
  })
  reader.finish()
}
