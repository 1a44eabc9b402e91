/** The error that a user sees when something cannot be compiled, and how one is made from the catalogue. */
import type { Span } from '../base/span.ts'
import { CATALOGUE, type MessageParams } from './catalogue.ts'

/** `your code`: change the program. `not supported`: change it for now. `our bug`: please report it. */
export type ErrorKind = 'your code' | 'not supported' | 'our bug'

/** A second place that explains the error: "`n` became float64 here". */
export interface Note {
  readonly text: string
  readonly at?: Span | undefined
}

export type ErrorCode = keyof MessageParams

/** Thrown by the compiler. `message` is the sentence until `withSources` adds place and code frame. */
export class TypingError extends Error {
  override name = 'TypingError'
  readonly code: ErrorCode
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

  constructor(code: ErrorCode, kind: ErrorKind, reason: string, at: Span | undefined, notes: readonly Note[]) {
    super(reason)
    this.code = code
    this.kind = kind
    this.reason = reason
    this.at = at
    this.notes = notes
    this.help = `docs/manual/errors.md#${code}`
  }
}

/** An error of the catalogue, not thrown: for callers that add to it or choose among several. */
export function typingError<Code extends ErrorCode>(code: Code, at: Span | undefined, params: MessageParams[Code], notes: readonly Note[] = []): TypingError {
  const { kind, message } = CATALOGUE[code]
  const values = params as Record<string, string>
  const reason = message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return new TypingError(code, kind, reason, at, notes)
}
