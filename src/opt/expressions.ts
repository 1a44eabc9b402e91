/** What value numbering compares: the form of an expression, and a table of those that have been computed.   used by: gvn
 *
 * A form is compared part by part and found by a number made of its parts: names made as text took a third of the pass. */
import type { Block, Inst, Value } from '../ir/function.ts'
import type { Imm } from '../ir/imm.ts'
import type { Op } from '../ir/ops.ts'
import type { Row } from '../ir/row.ts'
import type { Type } from '../ir/types.ts'

export interface Form {
  readonly op: Op
  /** Two operands that may change places: the lower number first, in `first` and `second`. */
  readonly first: Value | undefined
  readonly second: Value | undefined
  readonly args: readonly Value[]
  readonly imm: Imm
  /** Of the result, where the operation leaves it open. */
  readonly type: Type | undefined
  /** Of the memory that a load reads; 0 for all else. */
  version: number
}

interface Entry {
  readonly form: Form
  readonly version: number
  readonly block: Block
  readonly value: Value
  readonly next: Entry | undefined
}

export interface ExpressionTable {
  /** The latest value of the form in a block that is accepted. */
  find(form: Form, accept: (block: Block) => boolean): Value | undefined
  add(form: Form, block: Block, value: Value): void
}

export function formOf({ op, args, imm }: Inst, { commutes, out }: Row, type: Type | undefined): Form {
  let [first, second] = args
  if (commutes && args.length === 2 && first! > second!) [first, second] = [second, first]
  return { op, first, second, args, imm, type: out === 'free' ? type : undefined, version: 0 }
}

/** Bytes in memory, as the load of the operation given reads them. */
export function placeOf(op: Op, args: readonly Value[], imm: Imm, type: Type): Form {
  return { op, first: args[0], second: args[1], args, imm, type, version: 0 }
}

/** `size`: about how many there will be. */
export function expressionTable(size: number): ExpressionTable {
  let slots = 64
  while (slots < size) slots *= 2
  const table: (Entry | undefined)[] = Array(slots).fill(undefined)
  const slotOf = (form: Form) => hashOf(form) & (slots - 1)
  return {
    find(form, accept) {
      for (let entry = table[slotOf(form)]; entry; entry = entry.next) {
        if (entry.version === form.version && sameForm(entry.form, form) && accept(entry.block)) return entry.value
      }
      return undefined
    },
    add(form, block, value) {
      const slot = slotOf(form)
      table[slot] = { form, version: form.version, block, value, next: table[slot] }
    },
  }
}

function hashOf({ op, first, second, imm, version }: Form): number {
  const last = op.length + op.charCodeAt(op.length - 1) * 8 + op.charCodeAt(op.length - 3) * 64
  return last + (first ?? 0) * 37 + (second ?? 0) * 1009 + version * 4099 + immHash(imm)
}

function immHash(imm: Imm): number {
  if (typeof imm === 'number' || typeof imm === 'bigint') return Number(imm) * 17
  if (typeof imm === 'string') return imm.length + imm.charCodeAt(imm.length - 1) * 8
  if (typeof imm !== 'object' || imm === null) return 0
  return ((imm as { offset?: number }).offset ?? 0) * 5
}

function sameForm(a: Form, b: Form): boolean {
  if (a.op !== b.op || a.first !== b.first || a.second !== b.second || a.type !== b.type) return false
  if (a.args.length !== b.args.length) return false
  for (let at = 2; at < a.args.length; at++) if (a.args[at] !== b.args[at]) return false
  return a.imm === b.imm ? a.imm !== 0 || Object.is(a.imm, b.imm) : sameImm(a.imm, b.imm)
}

/** What a field of an immediate of an access says, but for `fixed`, which is no part of the place. */
interface AccessImm {
  readonly offset?: number
  readonly storage?: string
  readonly region?: string
  readonly outside?: string
}

function sameImm(a: Imm, b: Imm): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const one = a as AccessImm
  const other = b as AccessImm
  if (one.region === undefined) return JSON.stringify(a) === JSON.stringify(b)
  return (
    one.region === other.region &&
    (one.offset ?? 0) === (other.offset ?? 0) &&
    one.storage === other.storage &&
    (one.outside ?? '') === (other.outside ?? '')
  )
}
