/**
 * Functions that fields of instances hold. To compiled code each is an object without contents that lives for good, the
 * same in all modules; which code it stands for, the modules know.
 */
import { HEADER_BYTES, type Layout } from '../artifact/layout.ts'
import type { FunctionName } from '../artifact/types.ts'
import { allocate } from './heap.ts'
import { type AnyFunction, functionById, unitById } from './identity.ts'
import { layoutId } from './layout-table.ts'
import type { Machine } from './machine.ts'

/** The word after the header is where a module's own function values have a number: this one is none of them. */
const LAYOUT: Layout = { name: 'function', kind: 'record', bytes: 2 * HEADER_BYTES, fields: [] }
const NO_TAG = -1

export interface FunctionTable {
  /** By key and part. */
  readonly refs: Map<string, number>
  /** What an object stands for: held, so that it can be compiled as long as an instance may hold it. */
  readonly held: Map<number, { readonly name: FunctionName; readonly fn: AnyFunction | undefined; readonly unit: unknown }>
}

export function createFunctionTable(): FunctionTable {
  return { refs: new Map(), held: new Map() }
}

/** The object of a function. */
export function functionObject(machine: Machine, name: FunctionName): number {
  const { refs, held } = machine.functions
  const id = name.key + name.part
  const known = refs.get(id)
  if (known !== undefined) return known
  const ref = allocate(machine.heap, LAYOUT.bytes, layoutId(machine.layouts, LAYOUT), true)
  machine.memory.words[(ref + HEADER_BYTES) >> 2] = NO_TAG
  machine.heap.kept.add(ref)
  refs.set(id, ref)
  held.set(ref, { name, fn: functionById(name.key), unit: unitById(name.key) })
  return ref
}

/** The function of the host that an object stands for; one that is written inside of another the host does not have. */
export function functionAt(machine: Machine, ref: number): AnyFunction | undefined {
  const found = machine.functions.held.get(ref)
  return found?.name.part === '#0' ? found.fn : undefined
}
