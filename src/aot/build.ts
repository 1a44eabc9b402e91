/** What was compiled and what is to be made of it → the files of the output, in memory. */
import { basename, dirname, join, relative } from 'node:path'
import { TypingError } from '../base/typing-error.ts'
import type { CompiledFile } from './compile/compile-file.ts'
import type { MappedOffset } from './compile/places.ts'
import { copiesIn } from './output/copies.ts'
import { declarations } from './output/declarations.ts'
import type { SourceName, StubForm } from './output/module-text.ts'
import type { NumbersRuntime } from './output/numbers.ts'
import { type Mapping, sourceMap, wasmMap, withMapAddress } from './output/source-map.ts'
import { stub } from './output/stub.ts'
import { type OutputFile, stemOf } from './output/write.ts'

export interface OutputOptions {
  readonly directory: string
  /** The code and the run time stand in one file that imports nothing: `runtime` is the text of the run time. */
  readonly runtime?: string | undefined
  /** The text of the run time for files whose functions take and give numbers only; without it they are as all others. */
  readonly numbers?: NumbersRuntime | undefined
  /** All of the run time, even where less is enough: for comparing the two. */
  readonly whole?: boolean
}

/** A module in whatever form. */
export interface Writable {
  /** Of the files, without an extension. */
  readonly stem: string
  readonly wasm: Uint8Array
  /** Where each piece of the code comes from. */
  readonly mapped: readonly MappedOffset[]
  /** The folder from which a single file names its sources: the same wherever it was built. */
  readonly home?: string
  /** The path of a source, and the text of it if the source map is to hold that. */
  pathOf(source: string): string
  contentOf(source: string): string | undefined
  /** Code of the user in the text of the output. */
  copiesIn?(text: string): readonly Mapping[]
  readonly declarations: string
  text(form: StubForm, source: SourceName): string
}

export function outputFiles(compiled: CompiledFile, options: OutputOptions): OutputFile[] {
  const { file, graph, wasm, mapped } = compiled
  const files = new Map([...graph.files.values()].map((each) => [each.shown, each]))
  return moduleFiles(
    {
      stem: stemOf(file.path),
      wasm,
      mapped,
      home: dirname(file.path),
      pathOf: (source) => files.get(source)?.path ?? source,
      contentOf: (source) => files.get(source)?.text,
      copiesIn: (text) => copiesIn(text, compiled),
      declarations: declarations(compiled),
      text: (form, source) => stub(compiled, form, source, options.numbers, options.whole),
    },
    options,
  )
}

/** The same, where what is wrong is told: values that the declarations need are computed here, and may throw. */
export function triedFiles(
  compiled: CompiledFile,
  options: OutputOptions,
): { readonly files: readonly OutputFile[]; readonly errors: readonly TypingError[] } {
  try {
    return { files: outputFiles(compiled, options), errors: [] }
  } catch (error) {
    if (error instanceof TypingError) return { files: [], errors: [error] }
    throw error
  }
}

export function moduleFiles(made: Writable, { directory, runtime }: OutputOptions): OutputFile[] {
  const { stem, wasm, mapped, home = directory, declarations, pathOf, contentOf, text } = made
  const from = (folder: string) => (source: string) => relative(folder, pathOf(source)).split('\\').join('/')
  const code = `${stem}.wasm`
  const types = { path: join(directory, `${stem}.d.ts`), content: declarations }
  if (runtime !== undefined) {
    const single = text({ kind: 'single', code: wasm, runtime }, from(home))
    return [{ path: join(directory, `${stem}.js`), content: single }, types]
  }
  const name = from(directory)
  return [
    ...withMap(made, join(directory, `${stem}.js`), text({ kind: 'module', wasm: code }, name), name),
    ...withMap(made, join(directory, `${stem}.cjs`), text({ kind: 'commonjs', wasm: code }, name), name),
    { path: join(directory, code), content: withMapAddress(wasm, `${code}.map`) },
    { path: join(directory, `${code}.map`), content: wasmMap(mapped, { file: code, name, content: contentOf }) },
    types,
    { path: join(directory, `${stem}.d.cts`), content: types.content },
  ]
}

/** JavaScript, and its map if code of the user is in it. */
function withMap({ copiesIn: copies, contentOf }: Writable, path: string, text: string, name: SourceName): OutputFile[] {
  const mappings = copies?.(text) ?? []
  if (mappings.length === 0) return [{ path, content: text }]
  const file = basename(path)
  return [
    { path, content: `${text}//# sourceMappingURL=${file}.map\n` },
    { path: `${path}.map`, content: sourceMap(mappings, { file, name, content: contentOf }) },
  ]
}
