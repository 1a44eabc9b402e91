/**
 * `taipan/compiler`: source text, a signature and options in; an artifact out. The whole pipeline.
 *
 *     source ─▶ syntax ─▶ build ─▶ infer ─▶ opt ─▶ emit ─▶ Artifact
 */

import { ABI_VERSION, type Artifact, type Milliseconds, type SiteArgument } from './artifact/artifact.ts'
import type { SourceUnit } from './artifact/captured.ts'
import type { CompileRequest, Inspection } from './artifact/compile.ts'
import type { Parts } from './artifact/parts.ts'
import { printSignature } from './artifact/signature.ts'
import { BUILD } from './base/build.ts'
import { now } from './base/clock.ts'
import { type Switches, switches } from './base/debug.ts'
import { lineAndColumn, lineStarts } from './base/lines.ts'
import { newBuildContext } from './build/context.ts'
import { type Measure, newFrontend } from './build/frontend.ts'
import { encodePositions, type Locate } from './emit/positions.ts'
import { type Emitted, emitModule } from './emit/wasm/emit.ts'
import { wat } from './emit/wasm/wat.ts'
import { explainDoubles, explainTypes } from './infer/explain.ts'
import { referenced } from './infer/functions.ts'
import { type Inferred, infer } from './infer/infer.ts'
import { keepParts } from './infer/linked/keep.ts'
import { type Links, linking } from './infer/linked/links.ts'
import { artifactStatic } from './infer/statics.ts'
import type { Func } from './ir/function.ts'
import { print, printModule } from './ir/print.ts'
import { BuildAgain, type BuildWish } from './ir/template.ts'
import type { Type } from './ir/types.ts'
import { verify, verifyModule } from './ir/verify.ts'
import { optimise, type Pass } from './opt/pipeline.ts'
import { TypingError, typingError } from './report/error.ts'
import { formatPlace, placeOf } from './report/frame.ts'
import { withSources } from './report/locate.ts'

/** Which build of the compiler this is. */
export const build: string | undefined = BUILD

/** @internal For tests, debugging and reports. */
export interface CompileHooks {
  /** 0 leaves out the optimiser. */
  readonly level?: 0 | 1
  readonly onPass?: (pass: Pass, func: Func, changed: boolean) => void
  /** The typed module before the optimiser runs. */
  readonly onTyped?: (inferred: Inferred) => void
  /** And after; `sources` are what spans point into. */
  readonly onOptimised?: (inferred: Inferred, sources: readonly SourceUnit[]) => void
  readonly onBytes?: (bytes: Uint8Array, name: string) => void
  /** What there was of classes did not serve, and all is compiled. */
  readonly onUnlinked?: (error: unknown) => void
}

interface Clock {
  /** Building of each unit that was asked for. */
  readonly units: Map<SourceUnit, number>
  parse: number
  build: number
  infer: number
  optimise: number
  emit: number
}

/** Measures what the front end does for a unit: it is called in the middle of inference. What is nested counts once. */
function stopwatch(clock: Clock): Measure {
  let inside = false
  return (unit, work) => {
    if (inside) return work()
    inside = true
    const start = now()
    try {
      return work()
    } finally {
      inside = false
      const spent = now() - start
      clock.build += spent
      clock.units.set(unit, (clock.units.get(unit) ?? 0) + spent)
    }
  }
}

/** A name that a WebAssembly export can have whatever the function is called. */
function exportName({ options, unit, member }: CompileRequest): string {
  const name = options.name ?? (unit.name || 'kernel')
  return member ? `${name}.${member.kind === 'construct' ? 'new' : member.name}` : name
}

interface Compiled {
  readonly inferred: Inferred
  readonly emitted: Emitted
  readonly name: string
  readonly sources: readonly SourceUnit[]
  readonly clock: Clock
  readonly total: number
}

function run(request: CompileRequest, hooks: CompileHooks, wishes: ReadonlySet<BuildWish> = new Set()): Compiled {
  const context = newBuildContext(wishes)
  const clock: Clock = { units: new Map(), parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 }
  const begin = now()
  let links: Links | undefined
  try {
    const sources = newFrontend(context, stopwatch(clock))
    const linked = request.parts && linking(sources, request.parts, request.options.bounds)
    const front = linked ?? sources
    links = linked?.links
    const name = exportName(request)
    const { unit, signature, functions, classes, member } = request
    const beforeInfer = now()
    const built = clock.build
    const inferred = infer({ unit, signature, functions, classes, member, front, bounds: request.options.bounds, name })
    clock.infer = Math.max(0, now() - beforeInfer - (clock.build - built))
    hooks.onTyped?.(inferred)
    if (links) keep(inferred, links, request.parts!, hooks)
    const { outline = false } = request.options
    // A call from the host costs more than one of a function with a loop; in pieces, loops are apart already.
    const loopsApart = member !== undefined && !outline
    const beforeOptimise = now()
    optimise(inferred.module, { level: hooks.level ?? 1, outline, loopsApart, onPass: hooks.onPass })
    clock.optimise = now() - beforeOptimise
    hooks.onOptimised?.(inferred, context.sources)
    const beforeEmit = now()
    const emitted = emitModule(inferred.module, loopsApart)
    clock.emit = now() - beforeEmit
    hooks.onBytes?.(emitted.bytes, name)
    clock.parse = context.parsing
    // What is parsed outside of what is measured here may take longer than all else: no stage has taken less than nothing.
    clock.build = Math.max(0, clock.build - context.parsing)
    return { inferred, emitted, name, sources: context.sources, clock, total: now() - begin }
  } catch (error) {
    if (links?.used) hooks.onUnlinked?.(error)
    if (error instanceof BuildAgain && !wishes.has(error.wish)) return run(request, hooks, new Set([...wishes, error.wish]))
    // What is wrong is said as it is without what was there already, if it is wrong then.
    if (links?.used) return run(request, hooks, new Set([...wishes, 'unlinked']))
    throw located(error, context.sources, request.unit.name)
  }
}

/** What cannot be kept costs time, never a result. */
function keep(inferred: Inferred, links: Links, parts: Parts, hooks: CompileHooks): void {
  try {
    keepParts(inferred, links, parts)
  } catch (error) {
    hooks.onUnlinked?.(error)
  }
}

/** Nothing but a TypingError leaves the compiler; anything else is our bug and says so. */
function located(error: unknown, sources: readonly SourceUnit[], name: string): unknown {
  if (error instanceof TypingError) return withSources(sources, error)
  const detail = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  const wrapped = withSources(sources, typingError('internal_error', undefined, { name: name || '(anonymous)', detail }))
  wrapped.cause = error
  return wrapped
}

/** How the run time shows an argument of an error site. */
function argumentKind(type: Type): SiteArgument {
  return type === 'i64' || type === 'f64' || type === 'f32' || type === 'bool' ? type : 'i32'
}

/**
 * What each function of the program cost: its own parsing and building, and its part of the rest by the number of
 * instructions that it was lowered to, which is what the later stages work on.
 */
function unitCosts({ inferred, clock, total, name }: Compiled): Artifact['units'] {
  const weights = new Map<SourceUnit, number>()
  const compiled = new Set<SourceUnit>()
  let all = 0
  for (const { template, executable } of inferred.world.instances) {
    const size = template.func.blocks.reduce((sum, block, index) => sum + (executable[index] ? block.insts.length + 1 : 0), 0)
    weights.set(template.unit, (weights.get(template.unit) ?? 0) + size)
    if (!inferred.world.front.links?.partOf(template)) compiled.add(template.unit)
    all += size
  }
  const built = [...clock.units.values()].reduce((sum, spent) => sum + spent, 0)
  return [...weights].map(([unit, weight]) => ({
    name: unit.name || (unit === inferred.root.template.unit ? name : '(anonymous)'),
    kind: unit.kind,
    milliseconds: (clock.units.get(unit) ?? 0) + ((total - built) * weight) / all,
    ...(compiled.has(unit) ? {} : { linked: true as const }),
  }))
}

function artifactOf(compiled: Compiled): Artifact {
  const { inferred, emitted, name, clock, total } = compiled
  const { parse, build, infer: inferring, optimise: optimising, emit } = clock
  const milliseconds: Milliseconds = { total, parse, build, infer: inferring, optimise: optimising, emit }
  const classes = inferred.classes.map(({ id }) => id)
  const typed = <T>(value: T): T => withClassIndices(value, classes)
  const positions = encodePositions(emitted.places, locateIn(compiled.sources))
  return {
    version: ABI_VERSION,
    name,
    wasm: emitted.bytes,
    exports: inferred.module.exports.map((made) => ({
      name: made.name,
      signature: typed(made.signature),
      ...(inferred.promise ? { promise: typed(inferred.promise) } : {}),
      parameters: inferred.parameters,
    })),
    classes: typed(inferred.classes),
    layouts: [...inferred.module.layouts.values()],
    strings: emitted.strings,
    ...(emitted.functionRefs.length > 0 ? { functions: emitted.functionRefs.map((id) => referenced(inferred.world, id)) } : {}),
    ...(emitted.staticRefs.length > 0 ? { statics: emitted.staticRefs.map((name) => artifactStatic(inferred.world, name)) } : {}),
    sites: emitted.sites.map(({ site, args }) => ({ kind: site.kind, text: site.text, arguments: args.map(argumentKind) })),
    hostTypes: typed(inferred.module.hostTypes),
    implicit: typed(inferred.implicit),
    hasLoops: emitted.hasLoops,
    ...(emitted.loops > 0 ? { loops: emitted.loops } : {}),
    writes: inferred.writes,
    units: unitCosts(compiled),
    milliseconds,
    ...(positions ? { positions } : {}),
  }
}

/** Places in the texts of units, whatever file these are in: what is compiled does not depend on that. */
function locateIn(sources: readonly SourceUnit[]): Locate {
  const lines = new Map<SourceUnit, readonly number[]>()
  return (_, { source, start, point = start }) => {
    const unit = sources[source]
    if (!unit || unit.id.startsWith('prelude:')) return undefined
    let starts = lines.get(unit)
    if (!starts) lines.set(unit, (starts = lineStarts(unit.text)))
    return { source: unit.id, ...lineAndColumn(starts, point) }
  }
}

/** Class types name their class by its index in the artifact, whatever the process calls it. */
function withClassIndices<T>(value: T, classes: readonly string[]): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => withClassIndices(item, classes)) as T
  const entries = Object.entries(value).map(([key, item]) => [key, withClassIndices(item, classes)])
  const copy = Object.fromEntries(entries)
  if (copy['kind'] === 'class' && typeof copy['key'] === 'string') copy['key'] = String(classes.indexOf(copy['key']))
  return copy
}

/** @internal */
export function compileWith(request: CompileRequest, hooks: CompileHooks): Artifact {
  return artifactOf(run(request, hooks))
}

export function compile(request: CompileRequest): Artifact {
  const on = switches()
  const artifact = compileWith(request, debugHooks(on))
  if (on.time || on.log.has('compile')) {
    const stages = Object.entries(artifact.milliseconds).map(([stage, spent]) => `${stage} ${spent.toFixed(2)}`)
    console.error(`taipan: compiled ${artifact.name} ${printSignature(artifact.exports[0]!.signature)} in ms: ${stages.join(', ')}`)
  }
  return artifact
}

/** TAIPAN_DUMP and TAIPAN_CHECK: print or verify after passes. Nothing is hooked where neither is set. */
function debugHooks({ dump, check }: Switches): CompileHooks {
  if (!dump && !check) return {}
  const shown = (pass: string, name: string) =>
    dump !== undefined &&
    (dump.passes.has('all') || dump.passes.has(pass)) &&
    (dump.function === undefined || name.startsWith(dump.function))
  return {
    onTyped: ({ module }) => {
      if (check) verifyModule(module)
      for (const func of module.funcs.values()) if (shown('infer', func.name)) console.error(`# after infer\n${print(func)}`)
    },
    onPass: (pass, func, changed) => {
      if (check && changed) verify(func)
      if (changed && shown(pass.name, func.name)) console.error(`# after ${pass.name}\n${print(func)}`)
    },
    onBytes: (bytes, name) => {
      if (shown('wasm', name)) console.error(`;; ${name}\n${wat(bytes)}`)
    },
  }
}

const CHECKS: Readonly<Record<string, string>> = {
  'elem.get': 'a read that may lie outside its array',
  'elem.put': 'a write that may lie outside its array',
  guard: 'a check that throws',
}

/** Where checks stayed after the optimiser, by line of the source. */
function remainingChecks(inferred: Inferred, sources: readonly SourceUnit[]): string[] {
  const lines = new Set<string>()
  for (const func of inferred.module.funcs.values()) {
    for (const { insts } of func.blocks) {
      for (const { op, span } of insts) {
        const what = CHECKS[op]
        const source = span && sources[span.source]
        if (what && source) lines.add(`${formatPlace(source, placeOf(source, span.start))}: ${what}`)
      }
    }
  }
  return [...lines]
}

/** What `inspect()` shows: everything between source and bytes, as text. */
export function inspect(request: CompileRequest): Inspection {
  const passes: { name: string; text: string }[] = []
  const kept: { inferred?: Inferred; types?: string; doubles?: string[] } = {}
  const compiled = run(request, {
    onTyped: (inferred) => {
      kept.types = explainTypes(inferred)
      kept.doubles = explainDoubles(inferred)
      passes.push({ name: 'infer', text: printModule(inferred.module) })
    },
    onPass: (pass, func, changed) => {
      if (changed) passes.push({ name: pass.name, text: print(func) })
    },
  })
  const report = [...remainingChecks(compiled.inferred, compiled.sources), ...(kept.doubles ?? [])]
  return {
    signature: printSignature(compiled.inferred.signature),
    types: kept.types ?? '',
    passes,
    wat: wat(compiled.emitted.bytes),
    report: report.join('\n'),
  }
}
