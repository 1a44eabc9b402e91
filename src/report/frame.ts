/**
 * Where a span is, for people: line and column in the user's file, and the lines around it.
 *
 *     12 |   let n = 0
 *     13 |   for (const key in table) n++
 *        |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
import type { Span } from '../base/span.ts'

/** What is needed of a source unit to show a place in it. */
export interface FrameSource {
  readonly name: string
  readonly text: string
  /** Shown in place of the text. */
  readonly shown?: string | undefined
  /** From an offset in the text to one in what is shown; without it, both are the same. */
  readonly origin?: ((offset: number) => number) | undefined
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

export interface Place {
  readonly file: string | undefined
  /** From 1, in the file where that is known, else in the text of the function. */
  readonly line: number
  readonly column: number
}

const LINES_BEFORE = 2
const MAX_WIDTH = 140

/** The place of a character offset of a unit. */
export function placeOf(source: FrameSource, offset: number): Place {
  const at = source.origin?.(offset) ?? offset
  const before = (source.shown ?? source.text).slice(0, at)
  const newlines = before.split('\n').length - 1
  const column = at - (before.lastIndexOf('\n') + 1) + 1
  return {
    file: source.file,
    line: newlines + (source.line ?? 1),
    column: newlines === 0 ? column + (source.column ?? 1) - 1 : column,
  }
}

/** `file:line:column`, or `function name:line:column` where the file is unknown. */
export function formatPlace(source: FrameSource, place: Place): string {
  return `${place.file ?? `function ${source.name || '(anonymous)'}`}:${place.line}:${place.column}`
}

/** The marked line of a span with the lines before it. A span of several lines is marked to the end of its first. */
export function codeFrame(source: FrameSource, span: Span): string {
  const whole = source.shown ?? source.text
  const lines = whole.split('\n')
  const origin = (offset: number) => source.origin?.(offset) ?? offset
  const start = Math.min(origin(span.start), whole.length)
  const before = whole.slice(0, start)
  const row = before.split('\n').length - 1
  const from = start - (before.lastIndexOf('\n') + 1)
  const line = lines[row]!.replace(/\r$/, '')
  const length = Math.max(1, Math.min(origin(span.end) - start, line.length - from))
  const first = Math.max(0, row - LINES_BEFORE)
  const indent = commonIndent(lines.slice(first, row + 1))
  // A minified line is cut around the place.
  const skip = Math.max(indent, from > MAX_WIDTH ? from - 40 : indent)
  const firstLine = source.line ?? 1
  const gutter = String(row + firstLine).length
  const shown = lines.slice(first, row + 1).map((text, index) => {
    const number = String(first + index + firstLine).padStart(gutter)
    return `  ${number} | ${text.replace(/\r$/, '').slice(skip, skip + MAX_WIDTH)}`.trimEnd()
  })
  const marks = '^'.repeat(Math.max(1, Math.min(length, MAX_WIDTH - (from - skip))))
  return [...shown, `  ${' '.repeat(gutter)} | ${line.slice(skip, from).replace(/[^\t]/g, ' ')}${marks}`].join('\n')
}

/** Blanks that all lines but the first (which begins in the middle of its line) share. */
function commonIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  return indents.length === 0 ? 0 : Math.min(...indents)
}
