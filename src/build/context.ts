/** What the builds of one compilation share: the list of sources, and each unit parsed and analysed once. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { Span } from '../base/span.ts'
import { analyse } from '../syntax/captures.ts'
import { type Parse, type ParsedUnit, parseUnit } from '../syntax/parse.ts'
import type { Analysis } from '../syntax/scope-types.ts'

export interface BuildContext {
  /** `Span.source` is an index into this list; it grows as units are reached. */
  readonly sources: SourceUnit[]
  readonly units: Map<string, LoadedUnit>
  /** For units that hold TypeScript; without it they are parsed as JavaScript. */
  readonly parseTypeScript: Parse | undefined
  /** Milliseconds spent on parsing so far. */
  parsing: number
}

export interface LoadedUnit {
  readonly unit: SourceUnit
  /** Index in `sources`. */
  readonly source: number
  readonly parsed: ParsedUnit
  readonly analysis: Analysis
}

export function newBuildContext(parseTypeScript?: Parse): BuildContext {
  return { sources: [], units: new Map(), parseTypeScript, parsing: 0 }
}

/** Parse and analyse a unit, or find it done. */
export function loadUnit(context: BuildContext, unit: SourceUnit): LoadedUnit {
  const known = context.units.get(unit.id)
  if (known) return known
  const source = context.sources.push(unit) - 1
  const start = performance.now()
  const parsed = parseUnit(unit, source, unit.typescript ? context.parseTypeScript : undefined)
  context.parsing += performance.now() - start
  const loaded: LoadedUnit = { unit, source, parsed, analysis: analyse(parsed, source) }
  context.units.set(unit.id, loaded)
  return loaded
}

export function spanOf({ source, parsed }: LoadedUnit, node: { start: number; end: number }): Span {
  return { source, start: Math.max(0, node.start - parsed.shift), end: Math.max(0, node.end - parsed.shift) }
}
