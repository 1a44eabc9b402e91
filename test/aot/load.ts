/** Ahead-of-time output in this process: a file is compiled, and its output evaluated as Node would `require` it. */
import { join, resolve } from 'node:path'
import { outputFiles } from '../../src/aot/build.ts'
import { compileFile, type Outcome } from '../../src/aot/compile/compile-file.ts'
import * as runtime from '../../src/runtime.ts'

export type Exports = Readonly<Record<string, unknown>>

/** Texts of files that exist in memory alone, by path from the root. */
export type Texts = Readonly<Record<string, string>>

export const ROOT = resolve(import.meta.dirname, '..', '..')

export function compileText(entry: string, texts: Texts = {}): Outcome {
  const files = new Map(Object.entries(texts).map(([path, text]) => [resolve(ROOT, path), text]))
  return compileFile(resolve(ROOT, entry), ROOT, {}, files)
}

/** The exports of the output; an error of the source is thrown. */
export function loadCompiled(entry: string, texts: Texts = {}): Exports {
  const outcome = compileText(entry, texts)
  if (!outcome.ok) throw new Error(outcome.errors.map(({ message }) => message).join('\n\n'))
  return load(outcome)
}

export function load(outcome: Outcome & { ok: true }): Exports {
  const directory = join(ROOT, 'nowhere')
  const files = outputFiles(outcome.file, { directory })
  const script = files.find(({ path }) => path.endsWith('.cjs'))!.content as string
  const exports: Record<string, unknown> = {}
  const modules: Readonly<Record<string, unknown>> = {
    'taipan/runtime': { ...runtime, readCode: () => outcome.file.wasm },
    'node:path': { join },
    'node:url': { pathToFileURL: (path: string) => new URL(`file://${path}`) },
  }
  const filename = join(directory, 'kernels.cjs')
  new Function('require', 'exports', '__dirname', '__filename', script)((name: string) => modules[name], exports, directory, filename)
  return exports
}
