/**
 * Functions of the host that compiled code calls. It knows them by an index: from 0 on, those that were given to calls that are
 * running; below 0, those that instances hold, which are kept for good.
 */
import type { ImportedFunction } from '../artifact/artifact.ts'
import { HEADER_BYTES } from '../artifact/layout.ts'
import { CALLBACK, callbackTag } from '../artifact/layouts.ts'
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
  /** Of what is a function of its own each time that it is evaluated (`f = (x) => x`): makes one. */
  readonly anew?: (() => unknown) | undefined
}

/** Where a call finds the function as long as it runs. */
export function give(frame: Frame, fn: unknown, type: Callback, path: string): number {
  return frame.machine.given.push({ fn: fn as Given['fn'], type, code: codeOf(type.result), frame, path }) - 1
}

export interface KeptFunctions {
  readonly all: Given[]
  /** Of each function: its number, under no name, and its places in `all`, by type. */
  readonly places: WeakMap<object, Record<string, number>>
  /** How many have a number. */
  count: number
  /** Those of modules, by type and what they are. */
  readonly own: Map<string, number>
  /** What other modules have of the same functions, and what they were compiled from. */
  readonly others: { readonly fn: () => unknown; readonly text: string; readonly index: number }[]
}

export function createKept(): KeptFunctions {
  return { all: [], places: new WeakMap(), count: 0, own: new Map(), others: [] }
}

function placesOf({ kept }: Machine, fn: unknown): Record<string, number> {
  let places = kept.places.get(fn as object)
  if (!places) kept.places.set(fn as object, (places = { '': kept.count++ }))
  return places
}

/** Where compiled code finds a function that an instance may hold. */
export function keep(machine: Machine, fn: unknown, type: Callback, path: string): number {
  const { all, others } = machine.kept
  const text = printType(type)
  return (placesOf(machine, fn)[text] ??=
    others.find((each) => each.text === text && each.fn() === fn)?.index ??
    -all.push({ fn: fn as Given['fn'], type, code: codeOf(type.result), frame: undefined, path }))
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

/** What is equal for records of the same function: what two modules have of one is one. */
export function functionId(machine: Machine, ref: number): number {
  const fn = functionIn(machine, ref)
  const other = machine.kept.others.find((each) => each.fn() === fn)
  return placesOf(machine, other ? givenAt(machine, other.index).fn : fn)['']!
}

/** What a field holds. */
export function keptRecord(machine: Machine, fn: unknown, type: Callback, where: string): number {
  return newRecord(machine, keep(machine, fn, type, where))
}

export function newRecord(machine: Machine, index: number): number {
  const ref = allocate(machine.heap, CALLBACK.bytes, layoutId(machine.layouts, CALLBACK), true)
  const at = (ref + HEADER_BYTES) >> 2
  machine.memory.words[at] = callbackTag(printType(givenAt(machine, index).type))
  machine.memory.words[at + 1] = index
  return ref
}

/** One that is made anew is made when somebody looks at it: until then, its record is all that there is of it. */
export function functionIn(machine: Machine, ref: number): unknown {
  const { words } = machine.memory
  const at = (ref + HEADER_BYTES + 4) >> 2
  const { anew, type, path } = givenAt(machine, words[at]!)
  if (anew) words[at] = keep(machine, anew(), type, path)
  return givenAt(machine, words[at]!).fn
}
