/** What the builds of one compilation share: the list of sources, and each unit parsed and analysed once. */

import type { FunctionExpression } from 'acorn'
import type { SourceUnit } from '../artifact/captured.ts'
import { assert } from '../base/assert.ts'
import { now } from '../base/clock.ts'
import type { Span } from '../base/span.ts'
import type { BuildWish } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { isFunction } from '../syntax/ast.ts'
import { analyse } from '../syntax/captures.ts'
import { type ClassTree, classTree } from '../syntax/classes.ts'
import { type ParsedUnit, parseUnit } from '../syntax/parse.ts'
import type { Analysis } from '../syntax/scope-types.ts'
import { settleYields } from '../syntax/yields.ts'

export interface BuildContext {
  /** `Span.source` is an index into this list; it grows as units are reached. */
  readonly sources: SourceUnit[]
  readonly units: Map<string, LoadedUnit>
  readonly classes: Map<string, ParsedClass>
  readonly wishes: ReadonlySet<BuildWish>
  /** Milliseconds spent on parsing so far. */
  parsing: number
  /** The class in a form that remembers what is asked of it. */
  noting?: (unit: SourceUnit) => SourceUnit
}

/** A function that is built: a unit, or a part of one that is a class. */
export interface LoadedUnit {
  /** The unit's id; of a part of a class, with its name. Templates are numbered below it. */
  readonly id: string
  readonly unit: SourceUnit
  /** Index in `sources`. */
  readonly source: number
  readonly parsed: ParsedUnit
  readonly analysis: Analysis
}

export function newBuildContext(wishes: ReadonlySet<BuildWish> = new Set()): BuildContext {
  return { sources: [], units: new Map(), classes: new Map(), wishes, parsing: 0 }
}

/** A class, parsed; its parts are analysed one by one. */
export interface ParsedClass {
  readonly unit: SourceUnit
  readonly source: number
  readonly shift: number
  readonly tree: ClassTree
}

function parse(context: BuildContext, unit: SourceUnit): { parsed: ParsedUnit; source: number } {
  const known = context.sources.indexOf(unit)
  const source = known >= 0 ? known : context.sources.push(unit) - 1
  const start = now()
  const parsed = parseUnit(unit, source)
  if (/\byield\b/.test(unit.text)) settleYields(parsed.node)
  context.parsing += now() - start
  return { parsed, source }
}

/** Parse and analyse a unit that is a function, or find it done. */
export function loadUnit(context: BuildContext, unit: SourceUnit): LoadedUnit {
  const known = context.units.get(unit.id)
  if (known) return known
  const { parsed, source } = parse(context, unit)
  const loaded: LoadedUnit = { id: unit.id, unit, source, parsed, analysis: analyse(parsed, source) }
  context.units.set(unit.id, loaded)
  return loaded
}

/** Parse a unit that is a class, or find it done. */
export function loadClass(context: BuildContext, unit: SourceUnit): ParsedClass {
  const known = context.classes.get(unit.id)
  if (known) return known
  const noted = context.noting?.(unit) ?? unit
  const { parsed, source } = parse(context, noted)
  const { node, shift } = parsed
  const span = (at: { start: number; end: number }): Span => ({ source, start: at.start - shift, end: at.end - shift })
  assert(!isFunction(node), 'a class is parsed as a function')
  const tree = classTree(node, (at, what) => messages.unsupported_syntax(span(at), { what, remedy: 'give it a name' }))
  const loaded = { unit: noted, source, shift, tree }
  context.classes.set(unit.id, loaded)
  return loaded
}

/** A part of a class as a function of its own. */
export function loadMember({ unit, source, shift }: ParsedClass, name: string, node: FunctionExpression): LoadedUnit {
  const parsed = { unit, node, shift }
  return { id: `${unit.id}.${name}`, unit, source, parsed, analysis: analyse(parsed, source, name) }
}

export function spanOf({ source, parsed }: LoadedUnit, node: { start: number; end: number }): Span {
  return { source, start: Math.max(0, node.start - parsed.shift), end: Math.max(0, node.end - parsed.shift) }
}
