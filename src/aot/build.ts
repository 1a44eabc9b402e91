/** What was compiled and what is to be made of it → the files of the output, in memory. */
import { basename, join } from 'node:path'
import type { CompiledFile } from './compile/compile-file.ts'
import { declarations } from './output/declarations.ts'
import type { StubForm } from './output/module-text.ts'
import type { NumbersRuntime } from './output/numbers.ts'
import { stub } from './output/stub.ts'
import type { OutputFile } from './output/write.ts'

export interface OutputOptions {
  readonly directory: string
  /** The code and the run time stand in one file that imports nothing: `runtime` is the text of the run time. */
  readonly runtime?: string | undefined
  /** The text of the run time for files whose functions take and give numbers only; without it they are as all others. */
  readonly numbers?: NumbersRuntime | undefined
}

/** A module in whatever form. */
export interface Writable {
  /** Of the files, without an extension. */
  readonly stem: string
  readonly wasm: Uint8Array
  readonly declarations: string
  text(form: StubForm): string
}

export function outputFiles(compiled: CompiledFile, options: OutputOptions): OutputFile[] {
  return moduleFiles(
    {
      stem: basename(compiled.file.path).replace(/\.[mc]?[jt]sx?$/, ''),
      wasm: compiled.wasm,
      declarations: declarations(compiled),
      text: (form) => stub(compiled, form, options.numbers),
    },
    options,
  )
}

export function moduleFiles({ stem, wasm, declarations, text }: Writable, { directory, runtime }: OutputOptions): OutputFile[] {
  const code = `${stem}.wasm`
  const types = { path: join(directory, `${stem}.d.ts`), content: declarations }
  if (runtime !== undefined) return [{ path: join(directory, `${stem}.js`), content: text({ kind: 'single', code: wasm, runtime }) }, types]
  return [
    { path: join(directory, `${stem}.js`), content: text({ kind: 'module', wasm: code }) },
    { path: join(directory, `${stem}.cjs`), content: text({ kind: 'commonjs', wasm: code }) },
    { path: join(directory, code), content: wasm },
    types,
    { path: join(directory, `${stem}.d.cts`), content: types.content },
  ]
}
