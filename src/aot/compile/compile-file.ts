/** One file → one WebAssembly module with what must be known to load it; or every error that there is. */
import { basename } from 'node:path'
import { ABI_VERSION, type Artifact } from '../../artifact/artifact.ts'
import type { CompiledModule } from '../../artifact/module.ts'
import type { Signature } from '../../artifact/types.ts'
import type { TypingError } from '../../base/typing-error.ts'
import { compileWith } from '../../compiler.ts'
import { emitModule } from '../../emit/wasm/emit.ts'
import type { Inferred } from '../../infer/infer.ts'
import { withSources } from '../../report/locate.ts'
import type { SourceFile } from '../source/file.ts'
import { type Graph, loadFile, lookup, newGraph } from '../source/graph.ts'
import { newProblems, type Problems, problem } from '../source/problems.ts'
import { newUnits, type Units } from '../source/units.ts'
import { exportsOf, type FunctionExport, type ModuleExport } from './exports.ts'
import { mergeModules, shiftClasses } from './merge.ts'

/** One signature of an exported function, compiled. */
export interface Member {
  readonly made: FunctionExport
  readonly artifact: Artifact
  readonly inferred: Inferred
}

export interface CompiledFile {
  readonly file: SourceFile
  readonly units: Units
  readonly exports: readonly ModuleExport[]
  readonly members: readonly Member[]
  readonly facts: CompiledModule
  readonly wasm: Uint8Array
  readonly graph: Graph
}

export interface Progress {
  /** Called before each function. */
  readonly onFunction?: ((name: string, index: number, count: number) => void) | undefined
}

export type Outcome =
  | { readonly ok: true; readonly file: CompiledFile }
  | { readonly ok: false; readonly errors: readonly TypingError[]; readonly graph: Graph }

/** `root`: the folder from which paths are shown. */
export function compileFile(path: string, root: string, progress: Progress = {}, texts?: ReadonlyMap<string, string>): Outcome {
  const problems = newProblems()
  const graph = newGraph(root, texts)
  const file = problems.attempt(() => loadFile(graph, path))
  if (!file) return { ok: false, errors: problems.errors, graph }
  checkImports(graph, file, problems)
  const units = newUnits(graph)
  const exports = exportsOf(units, file, problems)
  const functions = exports.filter((each): each is FunctionExport => each.kind === 'function')
  const members = functions.flatMap((made, index) => {
    progress.onFunction?.(made.name, index, functions.length)
    return compileFunction(made, problems)
  })
  for (const each of graph.files.values()) refuseSyntax(each, problems)
  if (problems.errors.length > 0) return { ok: false, errors: problems.errors, graph }
  return { ok: true, file: { file, units, exports, members, graph, ...linked(file, members) } }
}

/** Every import from a file beside it exists, whether or not something compiled uses it. */
function checkImports(graph: Graph, file: SourceFile, problems: Problems): void {
  for (const [name, { from, typeOnly }] of file.imports) {
    if (from.startsWith('.') && !typeOnly) problems.attempt(() => lookup(graph, file, name))
  }
}

/** Syntax that does more than add types, in files of which something is compiled. */
function refuseSyntax(file: SourceFile, problems: Problems): void {
  for (const { what, remedy, node } of file.refused) {
    problems.attempt(() => {
      throw problem(file, node, 'unsupported_syntax', { what, remedy })
    })
  }
}

/** Signatures with a parameter whose type is missing were reported already. */
function isComplete({ params }: Signature): boolean {
  return params.every(({ kind }) => kind !== 'inferred')
}

function compileFunction(made: FunctionExport, problems: Problems): Member[] {
  return made.signatures.filter(isComplete).flatMap((signature) => {
    const kept: { inferred?: Inferred } = {}
    const artifact = problems.attempt(() => {
      try {
        return compileWith(
          {
            unit: made.unit,
            signature,
            lazy: false,
            functions: new Map(),
            classes: made.classes,
            options: { bounds: 'exact', fastmath: false, name: made.name },
          },
          { onOptimised: (inferred) => void (kept.inferred = inferred) },
        )
      } catch (error) {
        throw error instanceof Error && 'code' in error ? withSources([made.unit], error as TypingError) : error
      }
    })
    return artifact && kept.inferred ? [{ made, artifact, inferred: kept.inferred }] : []
  })
}

/** All members in one module, and its facts without times, which differ from build to build. */
function linked(file: SourceFile, members: readonly Member[]): { facts: CompiledModule; wasm: Uint8Array } {
  const { module, entries } = mergeModules(
    members.map(({ artifact, inferred }) => ({ module: inferred.module, classes: artifact.classes.length })),
  )
  const emitted = emitModule(module)
  const shifted = members.map(({ artifact }, index) => shiftClasses(artifact, entries[index]!.classes))
  const facts: CompiledModule = {
    version: ABI_VERSION,
    name: basename(file.path),
    exports: shifted.map(({ exports }, index) => ({ ...exports[0]!, name: entries[index]!.name })),
    classes: shifted.flatMap(({ classes }, index) => {
      const from = entries[index]!.classes
      const shift = (base: number) => (base < 0 ? base : base + from)
      return classes.map((made, at) => ({ ...made, base: shift(made.base), layout: `class:${from + at}` }))
    }),
    layouts: [...module.layouts.values()],
    strings: emitted.strings,
    sites: emitted.sites.map(({ site, args }) => ({ kind: site.kind, text: site.text, arguments: args.map(siteArgument) })),
    hostTypes: shifted.flatMap(({ hostTypes }) => hostTypes),
    hasLoops: emitted.hasLoops,
    members: shifted.map(({ implicit, writes }) => ({ implicit, writes })),
  }
  return { facts, wasm: emitted.bytes }
}

function siteArgument(type: string): 'i32' | 'i64' | 'f64' | 'f32' | 'bool' {
  return type === 'i64' || type === 'f64' || type === 'f32' || type === 'bool' ? type : 'i32'
}
