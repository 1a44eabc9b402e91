/** The error that a user sees when something cannot be compiled, and how one is made from the catalogue. */
import type { Span } from '../base/span.ts'
import { type Note, TypingError } from '../base/typing-error.ts'
import { catalogue, type MessageParams } from './catalogue.ts'

export { type ErrorKind, type Note, TypingError } from '../base/typing-error.ts'

export type ErrorCode = keyof MessageParams

/** An error of the catalogue, not thrown: for callers that add to it or choose among several. */
export function typingError<Code extends ErrorCode>(
  code: Code,
  at: Span | undefined,
  params: MessageParams[Code],
  notes: readonly Note[] = [],
): TypingError {
  const { kind, message } = catalogue()[code]
  const values = params as Record<string, string>
  const reason = message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return new TypingError(code, kind, reason, at, notes)
}
