/** Where a function stands in the user's files, for messages and stack traces. Found out only when one of them needs it. */
import { lineAndColumn, lineStarts } from '../base/lines.ts'
import { once } from '../base/once.ts'
import { type Inspected, scriptUrl } from './inspector.ts'

/** Line and column count from 1. */
export interface FilePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The place of a line and column of a function's text, both from 0. */
export type Locator = (line: number, column: number) => FilePlace | undefined

/** Where the text begins in its script, from 0. */
interface Start {
  readonly line: number
  /** Undefined if that cannot be told. */
  readonly column: number | undefined
}

/**
 * The inspector knows the script and a place in it. What stands there is the function if the file has its text at that place;
 * of a script that was made from another file, a source map tells.
 */
export function locatorOf(text: string, inspected: Inspected): Locator | undefined {
  const own = 'closure' in inspected ? inspected.closure.location : undefined
  if (own === undefined) return undefined
  const url = scriptUrl(own.script)
  const start = startOf(text, own)
  if (url !== undefined) return mappedLocator(url, start) ?? fileLocator(text, pathOf(url), start)
  for (const file of met()) {
    const found = fileLocator(text, file, start)
    if (found) return found
  }
  return undefined
}

/** Files that stacks have named. */
const met = once(() => new Set<string>())
const FRAME_FILE = /(?:^ {4}at |\()(?:async )?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):\d+:\d+\)?$/

/**
 * The engine does not tell of a script nothing of which is running or has run for long: so it is with Node 24 and a module
 * that has failed. The frames of the error then do.
 */
export function noteFiles(frames: readonly string[]): void {
  for (const frame of frames) {
    const [, url] = FRAME_FILE.exec(frame) ?? []
    if (url !== undefined) met().add(pathOf(url))
  }
}

/**
 * The inspector gives the place of the list of parameters, of a class that of its constructor's, if it has one; arrows and other
 * classes begin where it says.
 */
function startOf(text: string, own: { readonly line: number; readonly column: number }): Start {
  const making = /^class\b/.test(text) ? (/(?:^|[\s;{}])constructor\s*\(/.exec(text) ?? undefined) : undefined
  const isOpen = /^(?:class\b|(?:async\s*)?(?:\(|[\w$]+\s*=>))/.test(text)
  const at = making ? making.index + making[0].length - 1 : isOpen ? 0 : text.indexOf('(')
  const before = lineAndColumn(lineStarts(text), Math.max(at, 0))
  return { line: own.line - before.line, column: before.line === 0 ? own.column - before.column : undefined }
}

function pathOf(url: string): string {
  if (!url.startsWith('file://')) return url
  const path = decodeURIComponent(url.slice('file://'.length))
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path
}

function fileLocator(text: string, file: string, start: Start): Locator | undefined {
  const lines = readLines(file)
  const first = lines?.[start.line]
  if (lines === undefined || first === undefined) return undefined
  const own = text.split('\n')
  const column = start.column ?? first.indexOf(own[0]!)
  if (column < 0 || !own.every((line, index) => isWritten(line, lines[start.line + index], index === 0 ? column : 0))) return undefined
  return (line, at) => ({ file, line: start.line + line + 1, column: (line === 0 ? column + at : at) + 1 })
}

/** Node itself puts blanks in the place of types, which stand in the file. */
function isWritten(line: string, found: string | undefined, column: number): boolean {
  if (found === undefined) return false
  for (let index = 0; index < line.length; index++) {
    const letter = line[index]!
    if (letter !== found[column + index] && letter !== ' ' && letter !== ';') return false
  }
  return true
}

export function readLines(file: string): string[] | undefined {
  try {
    return process.getBuiltinModule('node:fs').readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
}

/** What a source map says, where Node has one for the script: as in its own stack traces, that comes first. */
function mappedLocator(url: string, start: Start): Locator | undefined {
  const { findSourceMap } = process.getBuiltinModule('node:module')
  const map = findSourceMap(url) ?? findSourceMap(pathOf(url))
  if (map === undefined) return undefined
  return (line, at) => {
    const column = line > 0 ? at : start.column === undefined ? undefined : start.column + at
    if (column === undefined) return undefined
    const entry = map.findEntry(start.line + line, column)
    if (!('originalLine' in entry)) return undefined
    const { originalSource, originalLine, originalColumn } = entry
    return { file: pathOf(originalSource) || pathOf(url), line: originalLine + 1, column: originalColumn + 1 }
  }
}
