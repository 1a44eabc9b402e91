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
  override name = 'TypingError'
  /** Stable name of the cause, with a page in the manual. */
  readonly code: string
  readonly kind: ErrorKind
  /** The sentence alone. */
  readonly reason: string
  readonly at: Span | undefined
  readonly notes: readonly Note[]
  /** Page of the manual. */
  readonly help: string
  /** The user's file (undefined where it is not known), line and column from 1; set by `withSources`. */
  file: string | undefined
  line: number | undefined
  column: number | undefined
  /** The source around the place, marked; empty where there is none. */
  frame = ''

  /** The compiler has a copy of this class of its own: its errors are told by this. */
  get [BRAND](): true {
    return true
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(code: string, kind: ErrorKind, reason: string, at: Span | undefined, notes: readonly Note[]) {
    super(reason)
    this.code = code
    this.kind = kind
    this.reason = reason
    this.at = at
    this.notes = notes
    this.help = `docs/manual/errors.md#${code}`
  }
}
