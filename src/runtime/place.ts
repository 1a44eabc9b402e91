/** Where a function stands in the user's files, for messages. Found out only when a message needs it. */
import type { Inspected } from './inspector.ts'

/** A stack taken where `jit` was called; its text is made when it is read. */
export interface Place {
  readonly stack?: string | undefined
  /** The script that it is known to be of. */
  readonly script?: string | undefined
}

export interface FilePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

export function placeHere(): Place {
  return new Error('jit')
}

/** The first frame of a stack that is not ours: file, line and column, counted from 1. */
function callerOf(place: Place): FilePlace | undefined {
  const frames = (place.stack ?? '').split('\n').slice(1)
  for (const frame of frames) {
    const found = /(?:\(|at )(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/]|https?:\/\/)[^()]*?):(\d+):(\d+)\)?$/.exec(frame)
    if (found && !isOurs(found[1]!)) return { file: found[1]!, line: Number(found[2]), column: Number(found[3]) }
  }
  return undefined
}

/** Frames of this library: its files lie in one folder, `src` or `dist`. */
function isOurs(file: string): boolean {
  const folder = import.meta.url.replace(/(?:runtime\/)?[^/]*$/, '')
  const path = file.startsWith('/') ? `file://${file}` : file
  return path.startsWith(folder) && !/\.test\.ts$/.test(path)
}

/**
 * The function's own place. The inspector knows line and column but no file, the call of `jit` knows a file; they
 * belong together if the function's text is what stands there, or a source map says where it comes from.
 */
export function filePlace(text: string, place: Place | undefined, inspected: Inspected): FilePlace | undefined {
  const own = 'closure' in inspected ? inspected.closure.location : undefined
  const caller = place && callerOf(place)
  if (caller === undefined || own === undefined || (place?.script !== undefined && place.script !== own.script)) return undefined
  const url = caller.file
  const file = url.startsWith('file://') ? decodeURIComponent(url.slice('file://'.length)) : url
  const line = own.line + 1
  const source = readLine(file, line)
  // Of `function name(x)` the inspector gives the place of the parenthesis.
  for (const before of [0, text.indexOf('(')]) {
    const start = own.column - before
    if (source !== undefined && start >= 0 && sameStart(text, source.slice(start))) return { file, line, column: start + 1 }
  }
  return originalPlace(url, { file, line, column: own.column + 1 })
}

/** Do both begin with the same dozen characters, blanks aside? */
function sameStart(text: string, source: string): boolean {
  const start = (from: string) => from.replace(/^async|\s/g, '').slice(0, 6)
  return start(text.split('\n')[0]!) === start(source)
}

function readLine(file: string, line: number): string | undefined {
  try {
    return process.getBuiltinModule('node:fs').readFileSync(file, 'utf8').split('\n')[line - 1]
  } catch {
    return undefined
  }
}

/** What a source map says, where Node has one for the file. */
function originalPlace(url: string, { file, line, column }: FilePlace): FilePlace | undefined {
  const { findSourceMap } = process.getBuiltinModule('node:module')
  const entry = (findSourceMap(url) ?? findSourceMap(file))?.findEntry(line - 1, column - 1)
  if (entry === undefined || !('originalLine' in entry)) return undefined
  const source = entry.originalSource
  const original = source.startsWith('file://') ? decodeURIComponent(source.slice('file://'.length)) : source
  return { file: original || file, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}
