/**
 * Where errors of the library's own begin: at the line of the program that called it. The engine's stack has ten frames, which the
 * library may fill alone, and Node shows the line of the first, which would be one of ours.
 */
import { shared } from '../base/shared.ts'
import { TypingError } from '../base/typing-error.ts'
import { framesOf } from './stack-text.ts'

/** Errors that have been seen to: what calls pass through further out is the program's. */
const seen = shared('blamed', () => new WeakSet<object>())

const engine = Error as { captureStackTrace?: (holder: object, above: unknown) => void }

/** Run what the program has asked for by calling `entry`. */
export function calledBy<T>(entry: unknown, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw blame(error, entry)
  }
}

/** Gives back the error. That of a broken invariant keeps its stack: it is for us. Never throws. */
export function blame(error: unknown, entry: unknown): unknown {
  if (!(error instanceof Error) || typeof entry !== 'function' || !engine.captureStackTrace) return error
  if (seen().has(error) || error.name === 'InvariantError') return error
  try {
    if (!(error instanceof TypingError) && !isOurs(error)) return error
    const outside: { stack?: unknown } = {}
    engine.captureStackTrace(outside, entry)
    if (typeof outside.stack !== 'string' || framesOf(outside.stack).length === 0) return error
    engine.captureStackTrace(error, entry)
    seen().add(error)
  } catch {
    // The stack may be exhausted, or the error frozen: then it stays as it is.
  }
  return error
}

/** Has code of the library made it? In a bundle it is in one file with the program, and nobody knows. */
function isOurs({ stack }: Error): boolean {
  const own = OWN.exec(innermost(new Error().stack))?.[1]
  return own !== undefined && innermost(stack).startsWith(own)
}

/** A folder where only files of the library are, by the file of its that this is part of: any program may have a folder `dist`. */
const OWN = /^(.*[\\/](?:dist[\\/]node|src|dist(?=[\\/]shared-))[\\/])/u

/** The file of the innermost frame, and what stands behind it. */
function innermost(stack: unknown): string {
  const [frame = ''] = typeof stack === 'string' ? framesOf(stack) : []
  return frame.replace(/^ {4}at (?:.* \()?(?:file:\/\/)?/u, '')
}
