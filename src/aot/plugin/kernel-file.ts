/** A file that is compiled whole (`*.kernel.ts`) → the module that takes its place, with code and facts inside. */
import { compileFile } from '../compile/compile-file.ts'
import { stub } from '../output/stub.ts'
import type { SourceFile } from '../source/file.ts'
import { joined } from './problem.ts'

export interface Replaced {
  readonly code: string
  /** Every file that was read: the module is made again when one of them changes. */
  readonly sources: readonly string[]
}

/** Throws what the bundler shows if the file cannot be compiled. */
export function compileKernelFile(path: string, text: string, root: string): Replaced {
  const outcome = compileFile(path, root, {}, new Map([[path, text]]))
  if (!outcome.ok) throw joined(outcome.errors, path, [...outcome.graph.files.keys()])
  return { code: stub(outcome.file, { kind: 'single', code: outcome.file.wasm }), sources: sourcesOf(outcome.file.graph) }
}

export function sourcesOf({ files }: { readonly files: ReadonlyMap<string, SourceFile> }): string[] {
  return [...files.keys()]
}
