/** The error that a user sees when something cannot be compiled. It lives here so that `instanceof` needs no compiler. */
import type { Span } from './span.ts'

/** `your code`: change the program. `not supported`: change it for now. `our bug`: please report it. */
export type ErrorKind = 'your code' | 'not supported' | 'our bug'

/** A second place that explains the error: "`n` became float64 here". */
export interface Note {
  readonly text: string
  readonly at?: Span | undefined
}

const BRAND: unique symbol = Symbol.for('taipan.TypingError') as never

/** Thrown by the compiler. `message` is the sentence until `withSources` adds place and code frame. */
export class TypingError extends Error {
  /** Minified, the class has another, which Node would show. */
  static override readonly name = 'TypingError'
  declare name: string
  /** Stable name of the cause, with a page in the manual. */
  declare readonly code: string
  declare readonly kind: ErrorKind
  /** The sentence alone. */
  declare readonly reason: string
  declare readonly at: Span | undefined
  declare readonly notes: readonly Note[]
  /** Page of the manual. */
  declare readonly help: string
  /** The user's file (undefined where it is not known), line and column from 1; set by `withSources`. */
  declare file: string | undefined
  declare line: number | undefined
  declare column: number | undefined
  /** The source around the place, marked; empty where there is none. */
  declare frame: string

  /** The compiler has a copy of this class of its own: its errors are told by this. */
  get [BRAND](): true {
    return true
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(code: string, kind: ErrorKind, reason: string, at: Span | undefined, notes: readonly Note[]) {
    super(reason)
    // What prints an error prints what can be enumerated of it as well: all of this is in the message.
    const known = {
      name: 'TypingError',
      code,
      kind,
      reason,
      at,
      notes,
      help: `docs/manual/errors.md#${code}`,
      file: undefined,
      line: undefined,
      column: undefined,
      frame: '',
    }
    for (const [key, value] of Object.entries(known)) Object.defineProperty(this, key, { value, writable: true, configurable: true })
  }
}
