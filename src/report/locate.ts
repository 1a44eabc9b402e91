/** Fills in place and code frame of an error, once it is known what its spans point into. */
import type { Span } from '../base/span.ts'
import type { TypingError } from './error.ts'
import { codeFrame, type FrameSource, formatPlace, placeOf } from './frame.ts'

/** `sources[span.source]` is the text of a span. Changes the error and gives it back. */
export function withSources(sources: readonly FrameSource[], error: TypingError): TypingError {
  if (error.frame !== '') return error
  const parts = [error.reason]
  const source = error.at && sources[error.at.source]
  if (error.at && source) {
    const place = placeOf(source, error.at.start)
    error.file = place.file
    error.line = place.line
    error.column = place.column
    error.frame = codeFrame(source, error.at)
    parts.push(`  at ${formatPlace(source, place)}`, error.frame)
  }
  for (const note of error.notes) parts.push(formatNote(sources, note.text, note.at))
  parts.push(`  ${error.code} (${error.kind}): ${error.help}`)
  error.message = parts.join('\n')
  return error
}

function formatNote(sources: readonly FrameSource[], text: string, at: Span | undefined): string {
  const source = at && sources[at.source]
  if (!at || !source) return `  note: ${text}`
  return `  note: ${text} (${formatPlace(source, placeOf(source, at.start))})\n${codeFrame(source, at)}`
}
