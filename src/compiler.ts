/**
 * `taipan/compiler`: source text, a signature and options in; an artifact out. The whole pipeline.
 *
 *     source ─▶ syntax ─▶ build ─▶ infer ─▶ opt ─▶ emit ─▶ Artifact
 */
import { ABI_VERSION, type Artifact, type Milliseconds } from './artifact/artifact.ts'
import type { SourceUnit } from './artifact/captured.ts'
import type { Compiler, CompileRequest, Inspection } from './artifact/compile.ts'
import { buildUnit, newBuildContext } from './build/build.ts'
import { preludeUnit } from './build/prelude.ts'
import { type Emitted, emitModule } from './emit/wasm/emit.ts'
import { type Inferred, infer } from './infer/infer.ts'
import type { Frontend } from './infer/world.ts'
import { argumentKind } from './emit/sites.ts'
import type { Func } from './ir/function.ts'
import type { Template } from './ir/template.ts'
import { optimise, type Pass } from './opt/pipeline.ts'
import { TypingError, typingError } from './report/error.ts'
import { withSources } from './report/locate.ts'
import { InvariantError } from './base/assert.ts'

export interface CompileHooks {
  /** 0 leaves out the optimiser. */
  readonly level?: 0 | 1
  readonly onPass?: (pass: Pass, func: Func, changed: boolean) => void
  /** The typed module before the optimiser runs. */
  readonly onTyped?: (inferred: Inferred) => void
  /** And after. */
  readonly onOptimised?: (inferred: Inferred) => void
}

interface Clock {
  parse: number
  build: number
  infer: number
  optimise: number
  emit: number
}

/** Builds each unit once, and remembers templates by id. */
function newFrontend(sources: SourceUnit[], clock: Clock): Frontend {
  const context = newBuildContext(sources)
  const roots = new Map<string, Template>()
  const templates = new Map<string, Template>()
  const templateOf = (unit: SourceUnit): Template => {
    let root = roots.get(unit.id)
    if (!root) {
      const start = performance.now()
      const built = buildUnit(unit, context)
      clock.build += performance.now() - start
      root = built.root
      roots.set(unit.id, root)
      for (const [id, template] of built.templates) templates.set(id, template)
    }
    return root
  }
  return {
    templateOf,
    template: (id) => templates.get(id)!,
    prelude: (method) => {
      const unit = preludeUnit(method)
      return unit && templateOf(unit)
    },
    unit: (id) => sources.find((source) => source.id === id)!,
  }
}

/** A name that a WebAssembly export can have whatever the function is called. */
function exportName(request: CompileRequest, root: Template): string {
  return request.options.name ?? (root.name || 'kernel')
}

interface Compiled {
  readonly inferred: Inferred
  readonly emitted: Emitted
  readonly root: Template
  readonly name: string
  readonly clock: Clock
  readonly total: number
}

function run(request: CompileRequest, hooks: CompileHooks): Compiled {
  const sources: SourceUnit[] = []
  const clock: Clock = { parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 }
  const begin = performance.now()
  try {
    const front = newFrontend(sources, clock)
    const root = front.templateOf(request.unit)
    const name = exportName(request, root)
    const { unit, signature, functions } = request
    const beforeInfer = performance.now()
    const built = clock.build
    const inferred = infer({ unit, signature, functions, front, bounds: request.options.bounds, name })
    clock.infer = performance.now() - beforeInfer - (clock.build - built)
    hooks.onTyped?.(inferred)
    const beforeOptimise = performance.now()
    optimise(inferred.module, { level: hooks.level ?? 1, onPass: hooks.onPass })
    clock.optimise = performance.now() - beforeOptimise
    hooks.onOptimised?.(inferred)
    const beforeEmit = performance.now()
    const emitted = emitModule(inferred.module)
    clock.emit = performance.now() - beforeEmit
    return { inferred, emitted, root, name, clock, total: performance.now() - begin }
  } catch (error) {
    throw located(error, sources)
  }
}

/** Nothing but a TypingError leaves the compiler; anything else is our bug and says so. */
function located(error: unknown, sources: readonly SourceUnit[]): unknown {
  if (error instanceof TypingError) return withSources(sources, error)
  const reason = error instanceof Error ? error.message : String(error)
  const wrapped = withSources(sources, typingError('internal_error', undefined, { reason }))
  wrapped.cause = error
  return wrapped
}

function artifactOf({ inferred, emitted, root, name, clock, total }: Compiled): Artifact {
  const milliseconds: Milliseconds = { ...clock, total }
  return {
    version: ABI_VERSION,
    name,
    wasm: emitted.bytes,
    exports: inferred.module.exports.map((made) => ({ name: made.name, signature: made.signature, parameters: root.paramNames })),
    layouts: [...inferred.module.layouts.values()],
    strings: emitted.strings,
    sites: emitted.sites.map((site) => ({ kind: site.kind, text: site.text, arguments: site.arguments.map(argumentKind) })),
    hostTypes: inferred.module.hostTypes,
    implicit: inferred.implicit,
    hasLoops: emitted.hasLoops,
    writes: inferred.writes,
    units: [{ name: root.name || name, kind: 'function', milliseconds: total }],
    milliseconds,
  }
}

export function compileWith(request: CompileRequest, hooks: CompileHooks): Artifact {
  return artifactOf(run(request, hooks))
}

export function compile(request: CompileRequest): Artifact {
  return compileWith(request, {})
}

export { InvariantError }
export type { Compiler, Inspection }
