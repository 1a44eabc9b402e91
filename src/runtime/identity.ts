/** Functions by identity: each has a number in this process. A kernel stands for the function that it wraps. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { SentFunction } from '../artifact/sent.ts'
import { shared } from '../base/shared.ts'

export type AnyFunction = (...values: never[]) => unknown

interface State {
  next: number
  readonly ids: WeakMap<object, string>
  readonly byId: Map<string, WeakRef<AnyFunction>>
  readonly plain: WeakMap<object, AnyFunction>
  readonly units: Map<string, WeakRef<SourceUnit>>
  keyOf: (fn: object) => string
  keyOfSent: ((sent: SentFunction) => string) | undefined
  unitOf: ((fn: AnyFunction) => SourceUnit) | undefined
}

const state = shared(
  'functions',
  (): State => ({
    next: 0,
    ids: new WeakMap(),
    byId: new Map(),
    plain: new WeakMap(),
    units: new Map(),
    keyOf: idOf,
    keyOfSent: undefined,
    unitOf: undefined,
  }),
)

/** `wrapper(…)` is `plain(…)`. */
export function setPlain(wrapper: object, plain: AnyFunction): void {
  state().plain.set(wrapper, plain)
}

export function plainOf(value: object): AnyFunction {
  return state().plain.get(value) ?? (value as AnyFunction)
}

/** The same for the same function, and for a kernel and its function. */
export function idOf(value: object): string {
  const { ids } = state()
  const plain = plainOf(value)
  let id = ids.get(plain)
  if (id === undefined) nameById(plain, (id = freshId()))
  return id
}

/** An id that nothing has yet. */
export function freshId(): string {
  return `f${state().next++}`
}

/** The function has this id from now on. */
export function nameById(plain: AnyFunction, id: string): void {
  state().ids.set(plain, id)
  state().byId.set(id, new WeakRef(plain))
}

/** The function that has an id. */
export function functionById(id: string): AnyFunction | undefined {
  return state().byId.get(id)?.deref()
}

/** A unit of source has been made: it can be found by its id as long as somebody holds it. */
export function noteUnit(unit: SourceUnit): void {
  state().units.set(unit.id, new WeakRef(unit))
}

export function unitById(id: string): SourceUnit | undefined {
  return state().units.get(id)?.deref()
}

/** The key of a function in signatures: its id, unless `jit` is there, which finds functions that are equal. */
export function keyOf(fn: object): string {
  return state().keyOf(fn)
}

/** The key of functions that equal one of another thread; undefined without `jit`, which alone finds out what is equal. */
export function keyOfSent(sent: SentFunction): string | undefined {
  return state().keyOfSent?.(sent)
}

export function setKeys(
  keyOf: (fn: object) => string,
  keyOfSent: (sent: SentFunction) => string,
  unitOf: (fn: AnyFunction) => SourceUnit,
): void {
  const found = state()
  found.keyOf = keyOf
  found.keyOfSent = keyOfSent
  found.unitOf = unitOf
}

/** The source of a function as `jit` sees it; without `jit` nobody asks. */
export function sourceOf(fn: AnyFunction): SourceUnit | undefined {
  return state().unitOf?.(fn)
}

/** An id that something has by what it is, not by when it was met. */
export function setId(value: object, id: string): void {
  state().ids.set(plainOf(value), id)
}

/** The source of a class, and that of each class that it extends. */
export function sourcesOf(plain: object): string[] {
  const sources: string[] = []
  for (let at: unknown = plain; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    sources.push(Function.prototype.toString.call(plainOf(at)))
    at = plainOf(at as object)
  }
  return sources
}
