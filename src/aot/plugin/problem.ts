/** Errors of compiling as bundlers want them: one for a file, with the place of the first. */
import type { TypingError } from '../../base/typing-error.ts'

export interface BuildProblem extends Error {
  readonly id: string
  readonly loc: { readonly file: string; readonly line: number; readonly column: number } | undefined
  readonly frame: string
  /** Files whose change may mend it. */
  readonly sources: readonly string[]
}

export function joined(errors: readonly TypingError[], id: string, sources: readonly string[]): BuildProblem {
  const [first] = errors
  const { line, column, frame = '' } = first ?? {}
  const error = new Error(errors.map(({ message }) => message).join('\n\n'))
  const loc = line === undefined || column === undefined ? undefined : { file: id, line, column: column - 1 }
  return Object.assign(error, { name: 'TypingError', id, loc, frame, sources })
}

/** For bundlers that show the frame beside the message: that of the first error is not in the message any more. */
export function withoutFrame(problem: BuildProblem): BuildProblem {
  const at = problem.frame === '' ? -1 : problem.message.indexOf(`${problem.frame}\n`)
  if (at >= 0) problem.message = problem.message.slice(0, at) + problem.message.slice(at + problem.frame.length + 1)
  return problem
}

export function isBuildProblem(error: unknown): error is BuildProblem {
  return error instanceof Error && 'sources' in error
}
