/**
 * Functions of the host that compiled code calls. It knows them by an index: from 0 on, those that were given to calls that are
 * running; below 0, those that instances hold, which are kept for good.
 */
import type { ImportedFunction } from '../artifact/artifact.ts'
import { CALLBACK } from '../artifact/layouts.ts'
import { BUILTIN_PART } from '../artifact/own-functions.ts'
import { printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import type { Frame } from './frame.ts'
import { allocate } from './heap.ts'
import { functionById } from './identity.ts'
import { layoutId } from './layout-table.ts'
import type { Machine } from './machine.ts'
import { type Code, codeOf } from './scalars.ts'

export type Callback = HostType & { readonly kind: 'callback' }

export interface Given {
  readonly fn: (...values: unknown[]) => unknown
  readonly type: Callback
  /** Of what it returns: most answers need no other look. */
  readonly code: Code
  /** Of the call that it was given to; none for one that is kept. */
  readonly frame: Frame | undefined
  /** Whose parameter it is, for messages: `integrate: f`. */
  readonly path: string
}

/** Where a call finds the function as long as it runs. */
export function give(frame: Frame, fn: unknown, type: Callback, path: string): number {
  return frame.machine.given.push({ fn: fn as Given['fn'], type, code: codeOf(type.result), frame, path }) - 1
}

export interface KeptFunctions {
  readonly all: Given[]
  /** By type. */
  readonly indices: Map<string, Map<unknown, number>>
  /** Those of modules, by type and what they are. */
  readonly own: Map<string, number>
  /** What other modules have of the same functions, and what they were compiled from. */
  readonly others: { readonly fn: () => unknown; readonly text: string; readonly index: number }[]
}

export function createKept(): KeptFunctions {
  return { all: [], indices: new Map(), own: new Map(), others: [] }
}

/** Where compiled code finds a function that an instance may hold. */
export function keep({ kept: { all, indices, others } }: Machine, fn: unknown, type: Callback, path: string): number {
  const text = printType(type)
  let known = indices.get(text)
  if (!known) indices.set(text, (known = new Map()))
  let index = known.get(fn) ?? others.find((each) => each.text === text && each.fn() === fn)?.index
  if (index === undefined) {
    all.push({ fn: fn as Given['fn'], type, code: codeOf(type.result), frame: undefined, path })
    known.set(fn, (index = -all.length))
  }
  return index
}

export function givenAt({ given, kept }: Machine, index: number): Given {
  return index < 0 ? kept.all[-1 - index]! : given[index]!
}

/** A function that code compiled here stores. What a module stores of its own is in own-functions.ts. */
export function hostRecord(machine: Machine, { key, part, type }: ImportedFunction): number {
  const fn = part === BUILTIN_PART ? builtinAt(key) : part === '#0' && functionById(key)
  if (!fn) throw new TypeError('an instance of a module cannot hold a function that stands inside of another')
  return lastingRecord(machine, keep(machine, fn, type!, key))
}

/** What every host has by this path. */
export function builtinAt(path: string): unknown {
  return path.split('.').reduce((owner: unknown, name) => (owner as Record<string, unknown>)[name], globalThis)
}

export function lastingRecord(machine: Machine, index: number): number {
  const ref = newRecord(machine, index)
  machine.heap.kept.add(ref)
  return ref
}

/** Of two indices: what two modules have of the same function is one. */
export function isSame(machine: Machine, a: number, b: number): boolean {
  const meant = (index: number) => {
    const { fn } = givenAt(machine, index)
    const other = machine.kept.others.find((each) => each.fn() === fn)
    return other ? givenAt(machine, other.index).fn : fn
  }
  return meant(a) === meant(b)
}

const offsetOf = (index: 0 | 1) => CALLBACK.fields[index]!.offset

/** What a field holds. */
export function keptRecord(machine: Machine, fn: unknown, type: Callback, where: string): number {
  return newRecord(machine, keep(machine, fn, type, where))
}

function newRecord(machine: Machine, index: number): number {
  const ref = allocate(machine.heap, CALLBACK.bytes, layoutId(machine.layouts, CALLBACK), true)
  const { words } = machine.memory
  words[(ref + offsetOf(0)) >> 2] = -1
  words[(ref + offsetOf(1)) >> 2] = index
  return ref
}

export function functionIn(machine: Machine, ref: number): unknown {
  return givenAt(machine, machine.memory.words[(ref + offsetOf(1)) >> 2]!).fn
}
