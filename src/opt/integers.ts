/** Loop variables in the narrowest register that holds them.   needs: ranges   keeps: cfg
 *
 *    b1(v1: f64):                                b1(v1': i64):
 *      v2: f64 = f64.lt v1, v9                     v1: f64 = f64.from_i64_s v1'
 *      …                                    →      …
 *      v3: i64 = i64.add …                         v3: i64 = i64.add …
 *      v4: f64 = f64.from_i64_s v3                 jump b1(v3)
 *      jump b1(v4)
 *
 * A double that every edge makes from an integer (of at most 53 bits, so nothing is lost) becomes an i64; an i64 whose
 * every value fits 32 bits becomes an i32. Where the wide form is read, it is made again at the start of the block:
 * other passes find that it is not needed. */
import { newInst } from '../ir/builder.ts'
import { type Block, type Func, type Inst, type Target, targets, type Value } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import { replaceAll } from '../ir/uses.ts'
import { INT32, type Interval, isInside, isNothing } from './analyses/interval.ts'
import { type Known, knownOf } from './analyses/known.ts'
import { onEdge, type Ranges } from './analyses/ranges.ts'
import type { Calls } from './calls.ts'

/** Operations looked through to see that a double is an integer. */
const DEPTH = 6
const SAFE: Interval = { lo: -(2 ** 53), hi: 2 ** 53 }

export function integers(func: Func, _module?: Module, _calls?: Calls, known: Known = knownOf(func)): boolean {
  const wide = func.blocks.some(
    ({ params }, block) => block > 0 && params.some((param) => func.types[param] === 'f64' || func.types[param] === 'i64'),
  )
  if (!wide) return false
  const ranges = known.ranges()
  const doubles = choose(ranges, 'f64', (edge, chosen) => fromInteger(ranges, edge) || isWhole(ranges, edge.arg, chosen, DEPTH))
  const longs = choose(
    ranges,
    'i64',
    ({ arg }) => ranges.defs[arg] !== undefined,
    (param) => isInside(ranges.base[param]!, INT32),
  )
  change(ranges, doubles, 'i64')
  change(ranges, longs, 'i32')
  return doubles.size + longs.size > 0
}

/** Parameters all of whose arguments are fit, or are such parameters themselves. */
function choose(
  ranges: Ranges,
  type: string,
  isFit: (edge: Edge, chosen: ReadonlySet<Value>) => boolean,
  also: (param: Value) => boolean = () => true,
): Set<Value> {
  const { func, doms } = ranges
  const chosen = new Set<Value>()
  for (const block of doms.order) {
    if (block === 0) continue
    for (const param of func.blocks[block]!.params) {
      if (func.types[param] === type && !isNothing(ranges.base[param]!) && also(param)) chosen.add(param)
    }
  }
  const isConstant = (arg: Value) => ranges.defs[arg]?.op === 'const'
  for (let changed = true; changed; ) {
    changed = false
    for (const param of chosen) {
      const edges = edgesOf(ranges, param)
      // A parameter that is only ever constants has nothing to gain.
      if (edges.every((edge) => chosen.has(edge.arg) || isFit(edge, chosen)) && edges.some(({ arg }) => !isConstant(arg))) continue
      chosen.delete(param)
      changed = true
    }
  }
  return chosen
}

/** An edge to a parameter's block, and what it brings. */
interface Edge {
  readonly from: Block
  readonly target: Target
  readonly index: number
  readonly arg: Value
}

function edgesOf({ func, homes, before }: Ranges, param: Value): Edge[] {
  const home = homes[param] as Block
  const index = func.blocks[home]!.params.indexOf(param)
  return [...new Set(before[home]!)].flatMap((from) =>
    targets(func.blocks[from]!.term)
      .filter(({ block }) => block === home)
      .map((target) => ({ from, target, index, arg: target.args[index]! })),
  )
}

/** Was the double made from an integer without loss? */
function fromInteger(ranges: Ranges, { arg, from, target }: Edge): boolean {
  const def = ranges.defs[arg]
  if (def?.op === 'f64.from_i64_s') return isInside(onEdge(ranges, def.args[0]!, from, target), SAFE)
  if (def?.op === 'const') return Number.isSafeInteger(def.imm) && !Object.is(def.imm, -0)
  return def?.op === 'f64.from_i32_s' || def?.op === 'f64.from_i32_u'
}

/** Is the double an integer of at most 53 bits, and not -0? Sums and products of such that stay small are. */
function isWhole(ranges: Ranges, value: Value, chosen: ReadonlySet<Value>, depth: number): boolean {
  const def = ranges.defs[value]
  if (chosen.has(value)) return true
  if (def === undefined || depth === 0) return false
  const known = ranges.base[value]!
  if (def.op === 'f64.from_i32_s' || def.op === 'f64.from_i32_u') return true
  if (def.op === 'const') return Number.isSafeInteger(def.imm) && !Object.is(def.imm, -0)
  if (def.op === 'tag.clean') return isWhole(ranges, def.args[0]!, chosen, depth - 1)
  if (!isInside(known, SAFE) || isNothing(known)) return false
  if (def.op === 'f64.from_i64_s') return true
  if (def.op !== 'f64.add' && def.op !== 'f64.sub' && def.op !== 'f64.mul') return false
  // 0 times a negative number would be -0.
  if (def.op === 'f64.mul' && def.args.some((arg) => ranges.base[arg]!.lo < 0)) return false
  return def.args.every((arg) => isWhole(ranges, arg, chosen, depth - 1))
}

/** Narrow parameters in place of the wide ones, which are made from them. */
function change(ranges: Ranges, chosen: ReadonlySet<Value>, type: 'i64' | 'i32'): void {
  const { func, homes } = ranges
  const edges = [...chosen].flatMap((param) => edgesOf(ranges, param))
  const map: (Value | undefined)[] = []
  const made: { block: Block; inst: Inst }[] = []
  for (const param of chosen) {
    const inst = newInst(func, type === 'i64' ? 'f64.from_i64_s' : 'i64.extend_s', [param])
    map[param] = inst.result
    made.push({ block: homes[param] as Block, inst })
  }
  if (made.length > 0) replaceAll(func, map)
  for (const { block, inst } of made) func.blocks[block]!.insts.unshift(inst)
  for (const param of chosen) func.types[param] = type
  for (const { from, target, index, arg } of edges) target.args[index] = chosen.has(arg) ? arg : narrowed(ranges, from, arg, type)
}

/** The narrow form of an argument, made at the end of its block. */
function narrowed({ func, defs }: Ranges, from: Block, arg: Value, type: 'i64' | 'i32'): Value {
  const def = defs[arg]
  const add = (inst: Inst) => {
    func.blocks[from]!.insts.push(inst)
    return inst.result
  }
  if (type === 'i32') {
    if (def?.op === 'i64.extend_s') return def.args[0]!
    // On an edge that is never taken the constant may be any.
    if (def?.op === 'const') return add(newInst(func, 'const', [], Number(BigInt.asIntN(32, def.imm as bigint)), 'i32'))
    return add(newInst(func, 'i32.wrap', [arg]))
  }
  if (def?.op === 'f64.from_i64_s') return def.args[0]!
  if (def?.op === 'f64.from_i32_s') return add(newInst(func, 'i64.extend_s', def.args))
  if (def?.op === 'f64.from_i32_u') return add(newInst(func, 'i64.extend_u', def.args))
  if (def?.op === 'const') return add(newInst(func, 'const', [], BigInt(def.imm as number), 'i64'))
  return add(newInst(func, 'i64.from_f64_sat_s', [arg]))
}
