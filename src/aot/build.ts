/** A file and what is to be made of it → the files of the output, in memory. */
import { basename, join } from 'node:path'
import type { CompiledFile } from './compile/compile-file.ts'
import { declarations } from './output/declarations.ts'
import { stub } from './output/stub.ts'
import type { OutputFile } from './output/write.ts'

export interface OutputOptions {
  readonly directory: string
  /** The code and the run time stand in one file that imports nothing: `runtime` is the text of the run time. */
  readonly runtime?: string | undefined
}

export function outputFiles(compiled: CompiledFile, { directory, runtime }: OutputOptions): OutputFile[] {
  const stem = basename(compiled.file.path).replace(/\.[mc]?[jt]sx?$/, '')
  const wasm = `${stem}.wasm`
  const types = { path: join(directory, `${stem}.d.ts`), content: declarations(compiled) }
  if (runtime !== undefined) {
    return [{ path: join(directory, `${stem}.js`), content: stub(compiled, { kind: 'single', code: compiled.wasm, runtime }) }, types]
  }
  return [
    { path: join(directory, `${stem}.js`), content: stub(compiled, { kind: 'module', wasm }) },
    { path: join(directory, `${stem}.cjs`), content: stub(compiled, { kind: 'commonjs', wasm }) },
    { path: join(directory, wasm), content: compiled.wasm },
    types,
    { path: join(directory, `${stem}.d.cts`), content: types.content },
  ]
}
