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
  /** From a line and column of the text, both from 0, to the user's file, from which a tool may have made the text. */
  placeAt?(line: number, column: number): { readonly file: string; readonly line: number; readonly column: number } | undefined
  linesOf?(file: string): readonly string[] | undefined
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
  const written = source.shown === undefined ? writtenAt(source, offset) : undefined
  if (written) return written
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

/** Where the user has written what stands at an offset of the text. */
function writtenAt(source: FrameSource, offset: number): Place | undefined {
  const before = source.text.slice(0, offset)
  return source.placeAt?.(before.split('\n').length - 1, before.length - (before.lastIndexOf('\n') + 1))
}

/** `file:line:column`, or `function name:line:column` where the file is unknown. */
export function formatPlace(source: FrameSource, place: Place): string {
  return `${place.file ?? `function ${source.name || '(anonymous)'}`}:${place.line}:${place.column}`
}

/** The lines that a span is shown in, and what is marked of one. */
interface Marked {
  readonly lines: readonly string[]
  /** The number of the first line. */
  readonly firstLine: number
  /** Index of the marked line; from which character on, and how many, if they are known. */
  readonly row: number
  readonly from: number
  readonly length: number | undefined
}

/** In the text itself. */
function markedInText(source: FrameSource, span: Span): Marked {
  const whole = source.shown ?? source.text
  const origin = (offset: number) => source.origin?.(offset) ?? offset
  const start = Math.min(origin(span.start), whole.length)
  const before = whole.slice(0, start)
  return {
    lines: whole.split('\n'),
    firstLine: source.line ?? 1,
    row: before.split('\n').length - 1,
    from: start - (before.lastIndexOf('\n') + 1),
    length: origin(span.end) - start,
  }
}

/** In the user's file, where that can be read. */
function markedInFile(source: FrameSource, span: Span): Marked | undefined {
  const placed = (offset: number) => (source.shown === undefined ? writtenAt(source, offset) : placeOf(source, offset))
  const start = placed(span.start)
  const lines = start?.file === undefined ? undefined : source.linesOf?.(start.file)
  if (!start || lines?.[start.line - 1] === undefined) return undefined
  const [row, from] = [start.line - 1, start.column - 1]
  const end = placed(span.end)
  if (end?.line !== start.line || end.column <= start.column) return { lines, firstLine: 1, row, from, length: undefined }
  return { lines, firstLine: 1, row, from, length: closed(lines[row]!.slice(from), end.column - start.column) }
}

/** A source map may tell an end that lies before the brackets which close there. */
function closed(text: string, length: number): number {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    if (at >= length && (open <= 0 || !')]}'.includes(text[at]!))) return at
    if ('([{'.includes(text[at]!)) open++
    else if (')]}'.includes(text[at]!)) open--
  }
  return text.length
}

const WORD = /^[\w$#]+/

/** The marked line of a span with the lines before it. A span of several lines is marked to the end of its first. */
export function codeFrame(source: FrameSource, span: Span): string {
  const { lines, firstLine, row, from, length: marked } = markedInFile(source, span) ?? markedInText(source, span)
  const line = lines[row]!.replace(/\r$/, '')
  const length = Math.max(1, Math.min(marked ?? WORD.exec(line.slice(from))?.[0].length ?? 1, line.length - from))
  const first = Math.max(0, row - LINES_BEFORE)
  const indent = commonIndent(lines.slice(first, row + 1))
  // A minified line is cut around the place.
  const skip = Math.max(indent, from > MAX_WIDTH ? from - 40 : indent)
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
