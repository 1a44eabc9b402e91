/** Objects that never leave the function become values: tuples, records, captured variables' cells, array descriptors.
 *
 *    v1 = alloc "{x:f64,y:f64}"
 *    store f64 +8 … v1, v0          →      (v5 read as v0)
 *    v5 = load f64 +8 … v1
 *
 * An object stays one if its reference is used for anything but loads and stores of its fields and comparisons: an
 * argument, a block parameter, a value stored elsewhere. Objects inside objects go one layer per round. */
import { newInst } from '../ir/builder.ts'
import { predecessors, removeUnreachable } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, termUses, type Value } from '../ir/function.ts'
import { STORAGE, type Storage, type Type } from '../ir/types.ts'
import { replaceAll } from '../ir/uses.ts'
import { mergeParams } from './merge-params.ts'
import { newVariable, type Reader, readerOf, type Variable } from './ssa.ts'

const LAYERS = 6
/** Layout and collector's word: not fields. */
const HEADER_BYTES = 8

interface Access {
  readonly offset: number
  readonly storage: Storage
}

/** A field of an object that is replaced. */
interface Field extends Access {
  readonly variable: Variable
}

/** By reference: its fields by offset. */
type Objects = Map<Value, Map<number, Field>>

export function scalarReplace(func: Func): boolean {
  let changed = false
  for (let layer = 0; layer < LAYERS; layer++) {
    const objects = candidates(func)
    if (objects.size === 0) break
    removeUnreachable(func)
    replace(func, objects)
    changed = true
  }
  if (changed) mergeParams(func)
  return changed
}

/** Objects whose every use is a field access, each field always stored in the same way. */
function candidates(func: Func): Objects {
  const objects: Objects = new Map()
  for (const { insts } of func.blocks) {
    for (const { op, result } of insts) if (op === 'alloc') objects.set(result, new Map())
  }
  if (objects.size === 0) return objects
  for (const { insts, term } of func.blocks) {
    for (const inst of insts) checkUses(func, objects, inst)
    for (const value of termUses(term)) objects.delete(value)
  }
  for (const [object, fields] of objects) if (overlap([...fields.values()])) objects.delete(object)
  return objects
}

function checkUses(func: Func, objects: Objects, inst: Inst): void {
  inst.args.forEach((value, index) => {
    const fields = objects.get(value)
    if (!fields || inst.op === 'ref.eq') return
    const isAccess = index === 0 && (inst.op === 'load' || inst.op === 'store')
    if (!isAccess || !addField(func, fields, inst)) objects.delete(value)
  })
}

/** False if the field is accessed in two ways, or by a register of another type, or is the header. */
function addField(func: Func, fields: Map<number, Field>, inst: Inst): boolean {
  const { offset, storage } = inst.imm as Access
  if (offset < HEADER_BYTES) return false
  const type = func.types[inst.op === 'load' ? inst.result : inst.args[1]!]!
  const register = STORAGE[storage].type
  if (type !== register && !(type === 'ptr' && register === 'i32')) return false
  const known = fields.get(offset)
  if (known) return known.storage === storage && known.variable.type === type
  fields.set(offset, { offset, storage, variable: newVariable(type) })
  return true
}

function overlap(fields: readonly Access[]): boolean {
  const sorted = [...fields].sort((a, b) => a.offset - b.offset)
  return sorted.some((field, index) => index > 0 && sorted[index - 1]!.offset + STORAGE[sorted[index - 1]!.storage].bytes > field.offset)
}

function replace(func: Func, objects: Objects): void {
  const initial = new Map<Variable, Value>()
  func.blocks.forEach((block, index) => {
    block.insts = block.insts.flatMap((inst) => rewriteWrite(func, objects, inst, index as Block, initial))
  })
  const reader = readerOf(func, predecessors(func))
  const map: (Value | undefined)[] = []
  func.blocks.forEach((block, index) => {
    block.insts = rewriteReads(objects, block.insts, reader, index as Block, initial, map)
  })
  reader.finish()
  if (map.length > 0) replaceAll(func, map)
}

/** First walk: what each field holds at the end of each block. Narrow fields keep the bits that fit; allocations set all fields. */
function rewriteWrite(func: Func, objects: Objects, inst: Inst, block: Block, initial: Map<Variable, Value>): Inst[] {
  const fields = objects.get(inst.op === 'alloc' ? inst.result : inst.args[0]!)
  if (inst.op === 'alloc' && fields) {
    const made: Inst[] = []
    for (const { variable } of fields.values()) {
      made.push(...zeroOf(func, variable.type))
      const zero = made[made.length - 1]!.result
      variable.atEnd.set(block, zero)
      initial.set(variable, zero)
    }
    return [...made, inst]
  }
  if (inst.op !== 'store' || !fields) return [inst]
  const { offset, storage } = inst.imm as Access
  const narrowed = narrow(func, storage, inst.args[1]!)
  if (narrowed.length > 0) inst.args[1] = narrowed[narrowed.length - 1]!.result
  fields.get(offset)!.variable.atEnd.set(block, inst.args[1]!)
  return [...narrowed, inst]
}

/** What an untouched field holds: null for references, and so for all others, of which the reader does not care. */
function zeroOf(func: Func, type: Type): Inst[] {
  if (type !== 'ptr') return [newInst(func, 'const', [], type === 'i64' ? 0n : 0, type)]
  const none = newInst(func, 'const', [], 0, 'ref')
  return [none, newInst(func, 'ptr.of', [none.result], 0)]
}

const KEPT_BITS: Partial<Record<Storage, { readonly mask: number } | { readonly shift: number }>> = {
  i8: { shift: 24 },
  i16: { shift: 16 },
  u8: { mask: 0xff },
  u8c: { mask: 0xff },
  u16: { mask: 0xffff },
}

/** What is read back after a store of the value: instructions that drop the bits that do not fit. */
function narrow(func: Func, storage: Storage, value: Value): Inst[] {
  const kept = KEPT_BITS[storage]
  if (!kept) return []
  const constant = newInst(func, 'const', [], 'mask' in kept ? kept.mask : kept.shift, 'i32')
  if ('mask' in kept) return [constant, newInst(func, 'i32.and', [value, constant.result])]
  const up = newInst(func, 'i32.shl', [value, constant.result])
  return [constant, up, newInst(func, 'i32.shr_s', [up.result, constant.result])]
}

/** Second walk: loads are what the field holds; allocations, stores and comparisons go. */
function rewriteReads(
  objects: Objects,
  insts: readonly Inst[],
  reader: Reader,
  block: Block,
  initial: ReadonlyMap<Variable, Value>,
  map: (Value | undefined)[],
): Inst[] {
  const now = new Map<Variable, Value>()
  const kept: Inst[] = []
  for (const inst of insts) {
    const fields = objects.get(inst.op === 'alloc' ? inst.result : inst.args[0]!)
    if (inst.op === 'ref.eq' && inst.args.some((value) => objects.has(value))) {
      // Nothing else is this object.
      inst.op = 'const'
      inst.imm = inst.args[0] === inst.args[1] ? 1 : 0
      inst.args = []
      kept.push(inst)
    } else if (!fields) kept.push(inst)
    else if (inst.op === 'alloc') for (const { variable } of fields.values()) now.set(variable, initial.get(variable)!)
    else {
      const { variable } = fields.get((inst.imm as Access).offset)!
      if (inst.op === 'store') now.set(variable, inst.args[1]!)
      else map[inst.result] = now.get(variable) ?? reader.atStart(variable, block)
    }
  }
  return kept
}
