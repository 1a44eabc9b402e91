/** Where a function stands in the user's files, for messages. Found out only when a message needs it. */
import type { Inspected } from './inspector.ts'

/** A stack taken where `jit` was called; its text is made when it is read. */
export type Place = { readonly stack?: string | undefined }

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
 * The function's own place. The inspector knows line and column but no file; the call of `jit` knows the file.
 * They are taken for the same script if the function begins no later than the call.
 */
export function fileOf(place: Place | undefined, inspected: Inspected): FilePlace | undefined {
  const caller = place && callerOf(place)
  if (caller === undefined) return undefined
  const file = caller.file.startsWith('file://') ? decodeURIComponent(caller.file.slice('file://'.length)) : caller.file
  const own = 'closure' in inspected ? inspected.closure.location : undefined
  if (own === undefined) return { ...caller, file }
  return { file, line: own.line + 1, column: own.column + 1 }
}
