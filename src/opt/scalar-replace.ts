/** Objects whose names are all known become values: tuples, records, captured variables' cells, vectors that a loop adds up.
 *
 *    v1 = alloc "{x:f64}"                   jump b1(v0)
 *    store f64 +8 … v1, v0
 *    jump b1(v1)                            b1(v6: f64):
 *    b1(v2: ref):                    →        v5 = f64.add v6, v6
 *      v3 = load f64 +8 … v2                  branch v7, b1(v5), b2
 *      v5 = f64.add v3, v3
 *      v4 = alloc "{x:f64}"
 *      store f64 +8 … v4, v5
 *      branch v7, b1(v4), b2
 *
 * Every name of an object, an allocation or a block parameter, gets a variable for each field (object-groups.ts and
 * object-names.ts say which objects can do with that). Objects that are given away at the end are made where they are.
 * Objects inside objects go one layer per round. */
import { newInst, newValue } from '../ir/builder.ts'
import { predecessors, removeUnreachable } from '../ir/cfg.ts'
import type { Block, Func, Inst, Value } from '../ir/function.ts'
import type { Type } from '../ir/types.ts'
import { replaceAll } from '../ir/uses.ts'
import { copyWhereGiven } from './copy-given.ts'
import { incomingEdges } from './edit.ts'
import { narrow, zeroOf } from './field-values.ts'
import { mergeParams, removeParams } from './merge-params.ts'
import { type Access, type Group, objectGroups } from './object-groups.ts'
import { separable } from './object-names.ts'
import { newVariable, type Reader, readerOf, type Variable } from './ssa.ts'

const LAYERS = 6
/** Pretends to be the offset of a field that says what a name holds: null, undefined or an object. */
const PRESENCE = 0
/** Larger than the addresses that stand for null and undefined, smaller than any other. */
const PRESENT = 8

/** By name of an object: its layout and its fields by offset. */
interface Known {
  readonly layout: string
  readonly fields: ReadonlyMap<number, Variable>
}
type Objects = Map<Value, Known>

export function scalarReplace(func: Func): boolean {
  let changed = false
  for (let layer = 0; layer < LAYERS; layer++) {
    if (!func.blocks.some(({ insts }) => insts.some(({ op }) => op === 'alloc'))) break
    if (removeUnreachable(func)) changed = true
    const groups = separable(func, objectGroups(func))
    if (groups.length === 0) break
    const inner = groups.filter(({ escapes }) => escapes.length === 0)
    if (inner.length === 0) copyWhereGiven(func, groups)
    replace(func, inner.length > 0 ? inner : groups)
    changed = true
  }
  if (changed) mergeParams(func)
  return changed
}

function objectsOf(func: Func, groups: readonly Group[]): Objects {
  const objects: Objects = new Map()
  for (const { layout, allocs, params, fields, nullable } of groups) {
    for (const name of [...allocs, ...params]) {
      const variables = [...fields].map(([offset, { type }]) => [offset, newVariable(type, func.names[name])] as const)
      if (nullable) variables.push([PRESENCE, newVariable('i32')])
      objects.set(name, { layout: layout!, fields: new Map(variables) })
    }
  }
  return objects
}

function replace(func: Func, groups: readonly Group[]): void {
  const objects = objectsOf(func, groups)
  const initial = new Map<Variable, Value>()
  func.blocks.forEach((block, index) => {
    block.insts = block.insts.flatMap((inst) => rewriteWrite(func, objects, inst, index as Block, initial))
  })
  addParams(func, objects)
  const reader = readerOf(func, predecessors(func))
  const nulls = nullsOf(func)
  const map: (Value | undefined)[] = []
  const decide = (inst: Inst, read: (variable: Variable) => Value) => compare(func, objects, nulls, inst, read)
  func.blocks.forEach((block, index) => {
    block.insts = rewriteReads(objects, block.insts, reader, index as Block, initial, map, decide)
  })
  addArguments(func, objects, reader, nulls)
  reader.finish()
  removeParams(func, (param) => objects.has(param))
  if (map.length > 0) replaceAll(func, map)
}

/** A parameter for each field of an object that comes as one. */
function addParams(func: Func, objects: Objects): void {
  func.blocks.forEach(({ params }, block) => {
    for (const param of [...params]) {
      for (const variable of objects.get(param)?.fields.values() ?? []) {
        const value = newValue(func, variable.type)
        if (variable.name !== undefined) func.names[value] = variable.name
        variable.atStart.set(block as Block, value)
        params.push(value)
      }
    }
  })
}

/** What these parameters get. The reader's own parameters come after them. */
function addArguments(func: Func, objects: Objects, reader: Reader, nulls: ReadonlyMap<Value, number>): void {
  incomingEdges(func).forEach((edges, block) => {
    for (const param of [...func.blocks[block]!.params]) {
      const known = objects.get(param)
      if (!known) continue
      const index = func.blocks[block]!.params.indexOf(param)
      for (const { from, target } of edges) {
        const given = objects.get(target.args[index]!)
        for (const [offset, { type }] of known.fields) {
          if (given) target.args.push(reader.atEnd(given.fields.get(offset)!, from))
          else target.args.push(constantOf(func, type, offset === PRESENCE ? nulls.get(target.args[index]!)! : 0))
        }
      }
    }
  })
}

/** References that are constants: the addresses that stand for null and undefined. */
function nullsOf(func: Func): Map<Value, number> {
  const nulls = new Map<Value, number>()
  for (const { insts } of func.blocks) {
    for (const { op, imm, result } of insts) if (op === 'const' && func.types[result] === 'ref') nulls.set(result, imm as number)
  }
  return nulls
}

/** A zero at the start of the entry, or other bits. */
function constantOf(func: Func, type: Type, bits: number): Value {
  const made = zeroOf(func, type)
  if (bits !== 0) made[0]!.imm = bits
  func.blocks[0]!.insts.unshift(...made)
  return made[made.length - 1]!.result
}

/** First walk: what each field holds at the end of each block. Narrow fields keep the bits that fit; allocations set all fields. */
function rewriteWrite(func: Func, objects: Objects, inst: Inst, block: Block, initial: Map<Variable, Value>): Inst[] {
  const known = objects.get(inst.op === 'alloc' ? inst.result : inst.args[0]!)
  if (inst.op === 'alloc' && known) {
    const made: Inst[] = []
    for (const [offset, variable] of known.fields) {
      made.push(...zeroOf(func, variable.type))
      const first = made[made.length - 1]!
      if (offset === PRESENCE) first.imm = PRESENT
      variable.atEnd.set(block, first.result)
      initial.set(variable, first.result)
    }
    return [...made, inst]
  }
  if (inst.op !== 'store' || !known) return [inst]
  const { offset, storage } = inst.imm as Access
  const narrowed = narrow(func, storage, inst.args[1]!)
  if (narrowed.length > 0) inst.args[1] = narrowed[narrowed.length - 1]!.result
  known.fields.get(offset)!.atEnd.set(block, inst.args[1]!)
  return [...narrowed, inst]
}

/** Second walk: loads are what the field holds; allocations and stores go, comparisons are decided. */
function rewriteReads(
  objects: Objects,
  insts: readonly Inst[],
  reader: Reader,
  block: Block,
  initial: ReadonlyMap<Variable, Value>,
  map: (Value | undefined)[],
  decide: (inst: Inst, read: (variable: Variable) => Value) => Inst[],
): Inst[] {
  const now = new Map<Variable, Value>()
  const read = (variable: Variable) => now.get(variable) ?? reader.atStart(variable, block)
  const kept: Inst[] = []
  for (const inst of insts) {
    const known = objects.get(inst.op === 'alloc' ? inst.result : inst.args[0]!)
    if (inst.op === 'ref.eq' && inst.args.some((value) => objects.has(value))) kept.push(...decide(inst, read))
    else if (!known) kept.push(inst)
    else if (inst.op === 'alloc') for (const variable of known.fields.values()) now.set(variable, initial.get(variable)!)
    else {
      const { offset } = inst.imm as Access
      if (inst.op === 'store') now.set(known.fields.get(offset)!, inst.args[1]!)
      else if (offset === 0) kept.push({ ...inst, op: 'layout.id', args: [], imm: known.layout })
      else map[inst.result] = read(known.fields.get(offset)!)
    }
  }
  return kept
}

/** Nothing else is the object that a name of a group stands for; where it may be null, the bits say so. */
function compare(func: Func, objects: Objects, nulls: ReadonlyMap<Value, number>, inst: Inst, read: (variable: Variable) => Value): Inst[] {
  const [a, b] = inst.args as [Value, Value]
  const [name, other] = objects.has(a) ? [a, b] : [b, a]
  const presence = objects.get(name)!.fields.get(PRESENCE)
  if (presence === undefined || a === b) return [{ ...inst, op: 'const', args: [], imm: a === b ? 1 : 0 }]
  const address = nulls.get(other)
  const bits = address === undefined ? newInst(func, 'ref.bits', [other]) : newInst(func, 'const', [], address, 'i32')
  return [bits, { ...inst, op: 'i32.eq', args: [read(presence), bits.result] }]
}
