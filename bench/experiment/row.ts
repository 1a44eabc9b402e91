/** What the experiment measures: a row is a program that runs in a process of its own and says how long each phase took. */

/** In the order in which they happen; the article's columns. */
export const PHASES = ['import', 'defineClass', 'defineFunction', 'first', 'second'] as const
export type Phase = (typeof PHASES)[number]

export const TITLES: Readonly<Record<Phase, string>> = {
  import: 'import',
  defineClass: 'define class',
  defineFunction: 'define function',
  first: '1st call',
  second: '2nd call',
}

/** Where a piece of compiled code came from, as `stats` tells it. */
export interface Evidence {
  readonly name: string
  readonly kind: 'function' | 'class'
  readonly origin: 'compiled' | 'cache' | 'aot'
  /** What compiling it cost in this process; 0 unless it was compiled here. */
  readonly milliseconds: number
}

/** What one process prints, as JSON. */
export interface Report {
  readonly milliseconds: Readonly<Record<Phase, number>>
  /** Of both calls, as text. */
  readonly results: readonly string[]
  readonly evidence: readonly Evidence[]
}

export interface Row {
  readonly id: string
  readonly group: string
  readonly name: string
  /** `off`: nothing is kept; `warm`: an earlier process has filled the cache; `none`: there is nothing to keep. */
  readonly cache: 'off' | 'warm' | 'none'
  /** Text of an ES module. */
  readonly program: string
  /** Where all code must have come from, if any is compiled; a run that says otherwise is an error. */
  readonly origin?: Evidence['origin'] | 'mixed'
  /** The program beside it in numba/, and its arguments. */
  readonly numba?: readonly string[]
}

/** What func(10n) gives, in the article as here. */
export const EXPECTED = '100'
