/** The ways to run a function that must all agree. */

type AnyFunction = (...args: never[]) => unknown

/** As in the `// options:` line of a program file. */
export interface ModeOptions {
  readonly bounds?: 'exact' | 'throw'
  readonly fastmath?: boolean
}

export interface Mode {
  readonly name: string
  /** The function to call instead of the original. */
  prepare(fn: AnyFunction, signature: string | undefined, options: ModeOptions): AnyFunction
}

export const MODES: readonly Mode[] = [{ name: 'plain', prepare: (fn) => fn }]
