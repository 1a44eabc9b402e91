/** What the generator of programs knows while it writes one: choices still to be drawn, variables in scope, and cost so far. */

import { type ClassShape, type InstanceKind, withFields } from './instances.ts'

export const INT_ARRAYS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
] as const
export const NUMBER_ARRAYS = [...INT_ARRAYS, 'Float32Array', 'Float64Array'] as const
export const BIGINT_ARRAYS = ['BigInt64Array', 'BigUint64Array'] as const

export type NumberArray = (typeof NUMBER_ARRAYS)[number]
export type BigintArray = (typeof BIGINT_ARRAYS)[number]

/**
 * `int` is a number that is an int32 wherever it is assigned, `num` any number, or undefined where an array was read
 * outside of it; `text` is a string, `texts` string[]; `list` is number[], `bigList` bigint[], `pair` [number, number], `point` { x: number, y: number, on: boolean },
 * `points` point[], `map` Map<number, number>, `bigMap` Map<bigint, bigint>, `set` Set<number>, `maker` a generator function
 * with a number for its parameter, `gen` what it gives, `C0` an instance of a class, `C0?` one or null, `C0[]` an array of them.
 */
export type Kind =
  | 'int'
  | 'num'
  | 'big'
  | 'bool'
  | 'text'
  | 'texts'
  | 'list'
  | 'bigList'
  | 'pair'
  | 'point'
  | 'points'
  | 'map'
  | 'bigMap'
  | 'set'
  | 'maker'
  | 'gen'
  | InstanceKind
  | `${InstanceKind}?`
  | `${InstanceKind}[]`
  | NumberArray
  | BigintArray

export interface Variable {
  readonly name: string
  readonly kind: Kind
  readonly constant: boolean
}

export interface Helper {
  readonly name: string
  readonly params: readonly Kind[]
  /** Parameters from here on have defaults. */
  readonly required: number
  readonly result: Kind
  readonly recursive: boolean
  readonly cost: number
}

export interface Maker {
  /** A number below the limit. */
  readonly choose: (limit: number) => number
  readonly names: { next: number }
  variables: readonly Variable[]
  helpers: readonly Helper[]
  /** How often the code being written runs for one call of the function it is in. */
  factor: number
  /** Runs of statements for one call of the function being written. */
  cost: number
  /** Labels of enclosing loops that may be continued, innermost last; empty outside of loops and in functions inside them. */
  labels: readonly string[]
  /** What `return` gives here. */
  results: readonly Kind[]
  depth: number
  /** Whether the program is about strings too. */
  readonly texts: boolean
  /** Classes that the code being written knows. */
  classes: readonly ClassShape[]
  /** Those written as functions. */
  readonly es5: Set<string>
  /** The class whose code is being written; of its family, only members of an order below the limit are used. */
  inside: { readonly kind: string; readonly root: number; readonly limit: number } | undefined
}

export function oneOf<T>(m: Maker, items: readonly T[]): T {
  return items[m.choose(items.length)]!
}

/** True once in so many times. */
export function rarely(m: Maker, limit: number): boolean {
  return m.choose(limit) === limit - 1
}

/** A length: mostly such that small indices are inside, and sometimes that of an array that has nothing or next to nothing. */
export function lengthFor(m: Maker): number {
  return rarely(m, 4) ? m.choose(4) : 4 + m.choose(4)
}

export function fresh(m: Maker, prefix: string): string {
  return `${prefix}${m.names.next++}`
}

export function isNumberArray(kind: Kind): kind is NumberArray {
  return (NUMBER_ARRAYS as readonly Kind[]).includes(kind)
}

export function isBigintArray(kind: Kind): kind is BigintArray {
  return (BIGINT_ARRAYS as readonly Kind[]).includes(kind)
}

export function isInstance(kind: Kind): boolean {
  return /^C\d/.test(kind)
}

export function variablesOf(m: Maker, test: (variable: Variable) => boolean): readonly Variable[] {
  return m.variables.flatMap((variable) => withFields(m, variable)).filter(test)
}

/** Draws from the rows by weight; rows that do not apply give undefined and another is drawn. */
export function draw(
  m: Maker,
  rows: readonly (readonly [weight: number, make: () => string | undefined])[],
  otherwise: () => string,
): string {
  const total = rows.reduce((sum, [weight]) => sum + weight, 0)
  for (let attempt = 0; attempt < 6; attempt++) {
    let at = m.choose(total)
    const row = rows.find(([weight]) => (at -= weight) < 0)!
    const made = row[1]()
    if (made !== undefined) return made
  }
  return otherwise()
}

/** Runs `make` with some of the state changed, and puts it back. */
export function within<T>(
  m: Maker,
  change: Partial<Pick<Maker, 'variables' | 'helpers' | 'factor' | 'cost' | 'labels' | 'results' | 'depth'>>,
  make: () => T,
): T {
  const { variables, helpers, factor, cost, labels, results, depth } = m
  Object.assign(m, change)
  try {
    return make()
  } finally {
    Object.assign(m, { variables, helpers, factor, labels, results, depth }, 'cost' in change ? { cost } : {})
  }
}
