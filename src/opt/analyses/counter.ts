/** The counter of a loop that is tested at its end: where it begins, and beyond what it never goes. */
import type { Loop } from '../../ir/cfg.ts'
import { type Block, targets, type Value } from '../../ir/function.ts'
import type { Make } from './affine.ts'
import { type Comparison, unfold } from './facts.ts'
import { splitSum } from './prove.ts'
import type { Ranges } from './ranges.ts'

export interface Limits {
  /** A parameter of the header, an i32 that a constant is added to in every turn, without wrapping. */
  readonly counter: Value
  readonly first: Value
  /** Makes the other end of the counter's way, an i64: all values of the counter lie between the two. */
  readonly last: (make: Make) => Value
}

/** Undefined where the loop has no such counter. */
export function counterOf(ranges: Ranges, loop: Loop, preheader: Block, inside: (block: Block) => boolean): Limits | undefined {
  const { func } = ranges
  const [latch] = loop.latches
  if (loop.latches.length !== 1 || latch === undefined) return undefined
  const { term } = func.blocks[latch]!
  const entry = func.blocks[preheader]!.term
  if (term.kind !== 'branch' || entry.kind !== 'jump') return undefined
  const back = targets(term).find(({ block }) => block === loop.header)
  if (back === undefined || term.then.block === term.otherwise.block) return undefined
  const facts: Comparison[] = []
  unfold(ranges.defs, term.condition, back === term.then, (fact) => facts.push(fact))
  const { params } = func.blocks[loop.header]!
  for (let index = 0; index < params.length; index++) {
    const counter = params[index]!
    const step = func.types[counter] === 'i32' ? splitSum(ranges, back.args[index]!) : undefined
    if (step?.base !== counter || step.constant === 0) continue
    for (const fact of facts) {
      const offset = offsetFrom(ranges, fact, counter, back.args[index]!, step.constant)
      const invariant = !inside(ranges.homes[fact.other] as Block)
      if (offset === undefined || !invariant || !isBound(ranges, fact, step.constant)) continue
      return { counter, first: entry.to.args[index]!, last: (make) => lastOf(ranges, fact, offset, make) }
    }
  }
  return undefined
}

/** The fact speaks of the counter's next value plus how much? */
function offsetFrom(ranges: Ranges, { value, offset }: Comparison, counter: Value, next: Value, step: number): number | undefined {
  if (value === next) return offset
  if (value === counter) return offset - step
  const sum = splitSum(ranges, value)
  return sum?.base === counter ? offset + sum.constant - step : undefined
}

function isBound(ranges: Ranges, { relation, other }: Comparison, step: number): boolean {
  if (step > 0 ? relation !== 'lt' && relation !== 'le' : relation !== 'gt' && relation !== 'ge') return false
  const type = ranges.func.types[other]
  const { lo, hi } = ranges.base[other]!
  return type === 'i32' || type === 'f64' || (type === 'i64' && lo >= -(2 ** 53) && hi <= 2 ** 53)
}

/** `next + offset relation other`: the last `next` that still goes round. */
function lastOf(ranges: Ranges, { relation, other }: Comparison, offset: number, make: Make): Value {
  const type = ranges.func.types[other]
  const strict = relation === 'lt' ? -1 : relation === 'gt' ? 1 : 0
  const bound = type === 'f64' ? wholeBound(relation, other, make) : type === 'i32' ? make('i64.extend_s', [other]) : other
  const by = strict - offset
  return by === 0 ? bound : make('i64.add', [bound, make('const', [], BigInt(by), 'i64')])
}

/** A bound that is a double: rounded so that the relation stays what it is; far ones are brought near enough for an i64. */
function wholeBound(relation: string, bound: Value, make: Make): Value {
  const far = 2 ** 40
  const high = make('f64.min', [bound, make('const', [], far, 'f64')])
  const near = make('f64.max', [high, make('const', [], -far, 'f64')])
  return make('i64.from_f64_sat_s', [make(relation === 'lt' || relation === 'ge' ? 'f64.ceil' : 'f64.floor', [near])])
}
