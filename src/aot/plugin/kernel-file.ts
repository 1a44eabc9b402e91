/** A file that is compiled whole (`*.kernel.ts`) → the module that takes its place, with code and facts inside. */
import { basename } from 'node:path'
import { compileFile } from '../compile/compile-file.ts'
import { copiesIn } from '../output/copies.ts'
import { sourceMap } from '../output/source-map.ts'
import { stub } from '../output/stub.ts'
import { pathsOf } from '../source/graph.ts'
import { joined } from './problem.ts'
import { withMap } from './wasm-map.ts'

export interface Replaced {
  readonly code: string
  /** Leads from code of the user that is there as it was written to the TypeScript. */
  readonly map: string
  /** Every file that was read: the module is made again when one of them changes. */
  readonly sources: readonly string[]
}

/** Throws what the bundler shows if the file cannot be compiled. `debug`: the code brings its source map along. */
export function compileKernelFile(path: string, text: string, root: string, debug = false): Replaced {
  const outcome = compileFile(path, root, {}, new Map([[path, text]]))
  if (!outcome.ok) throw joined(outcome.errors, path, pathsOf(outcome.graph))
  const { file } = outcome
  const code = stub(file, { kind: 'single', code: debug ? withMap(file) : file.wasm })
  const files = new Map([...file.graph.files.values()].map((each) => [each.shown, each]))
  const map = sourceMap(copiesIn(code, file), {
    file: basename(path),
    name: (shown) => files.get(shown)?.path ?? shown,
    content: (shown) => files.get(shown)?.text,
  })
  return { code, map, sources: pathsOf(file.graph) }
}
