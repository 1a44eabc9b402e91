/** Errors about files, collected so that all of them are reported at once. */

import type { MessageParams } from '../../report/catalogue.ts'
import { type ErrorCode, TypingError, typingError } from '../../report/error.ts'
import { withSources } from '../../report/locate.ts'

/** What is needed of a file to show a place in it. */
export interface ShownFile {
  readonly shown: string
  readonly text: string
}

export interface Place {
  readonly start: number
  readonly end: number
}

/** An error of the catalogue at a place of a file. */
export function problem<Code extends ErrorCode>(file: ShownFile, at: Place, code: Code, params: MessageParams[Code]): TypingError {
  const source = { name: file.shown, text: file.text, file: file.shown, line: 1, column: 1 }
  return withSources([source], typingError(code, { source: 0, start: at.start, end: at.end }, params))
}

export function fail<Code extends ErrorCode>(file: ShownFile, at: Place, code: Code, params: MessageParams[Code]): never {
  throw problem(file, at, code, params)
}

export interface Problems {
  readonly errors: TypingError[]
  /** Run something; a TypingError is kept, and gives undefined. The same error is kept once. */
  attempt<T>(run: () => T): T | undefined
}

export function newProblems(): Problems {
  const errors: TypingError[] = []
  return {
    errors,
    attempt(run) {
      try {
        return run()
      } catch (error) {
        if (!(error instanceof TypingError)) throw error
        if (!errors.some((known) => known.message === error.message)) errors.push(error)
        return undefined
      }
    },
  }
}
