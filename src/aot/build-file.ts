/** The whole of a build as one function: a file in, files out. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { TypingError } from '../base/typing-error.ts'
import { triedFiles } from './build.ts'
import { compileFile } from './compile/compile-file.ts'
import { inlineRuntime, numbersRuntime } from './output/inline-runtime.ts'
import { type OutputFile, refuseInputs, writeFiles } from './output/write.ts'
import { pathsOf } from './source/graph.ts'

export interface BuildOptions {
  /** Folder of the output; without it nothing is written. */
  readonly out?: string
  /** One JavaScript file with code and run time inside. */
  readonly singleFile?: boolean
  /** Folder from which paths in messages are shown. */
  readonly root?: string
}

export interface BuildResult {
  readonly errors: readonly TypingError[]
  /** Empty if there are errors. */
  readonly files: readonly OutputFile[]
  /** Every file that was read. */
  readonly sources: readonly string[]
}

/**
 * Compile the exports of a TypeScript file.
 *
 * @example
 * const { errors, files } = buildFile('src/kernels.ts', { out: 'dist' })
 */
export function buildFile(path: string, { out, singleFile = false, root = process.cwd() }: BuildOptions = {}): BuildResult {
  const refused = refuseInputs([path], out ?? '')
  if (refused !== undefined && (out !== undefined || !existsSync(path))) throw new TypeError(`buildFile: ${refused}`)
  const outcome = compileFile(resolve(path), root)
  if (!outcome.ok) return { errors: outcome.errors, files: [], sources: pathsOf(outcome.graph) }
  const directory = out === undefined ? dirname(resolve(path)) : resolve(out)
  const runtime = singleFile ? inlineRuntime() : undefined
  const { files, errors } = triedFiles(outcome.file, { directory, runtime, numbers: numbersRuntime })
  if (out !== undefined) writeFiles(files)
  return { errors, files, sources: pathsOf(outcome.file.graph) }
}
