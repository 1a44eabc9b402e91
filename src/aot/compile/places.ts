/** Where code comes from in the user's files: the table for stack traces, and all of it for source maps. */

import type { SourceUnit } from '../../artifact/captured.ts'
import type { Located, Positions } from '../../artifact/positions.ts'
import { lineAndColumn, lineStarts } from '../../base/lines.ts'
import { encodePositions } from '../../emit/positions.ts'
import type { FunctionPlaces } from '../../emit/wasm/emit.ts'
import type { Func } from '../../ir/function.ts'

/** Sources are files as messages show them. */
export interface Places {
  readonly positions: Positions | undefined
  /** By offset in the module. */
  readonly mapped: readonly MappedOffset[]
}

export interface MappedOffset extends Located {
  readonly offset: number
}

/** `sourcesOf`: what the spans of a function point into. */
export function placesOf(functions: readonly FunctionPlaces[], sourcesOf: (func: Func) => readonly SourceUnit[]): Places {
  const inFile = fileLocator()
  const locate = (func: Func, source: number, offset: number) => {
    const unit = sourcesOf(func)[source]
    return unit && inFile(unit, offset)
  }
  const mapped = functions.flatMap(({ func, start, marks }) =>
    marks.flatMap(({ at, span }) => {
      const located = func && span && locate(func, span.source, span.start)
      return located ? [{ offset: start + at, ...located }] : []
    }),
  )
  const positions = encodePositions(functions, (func, { source, start, point = start }) => locate(func, source, point))
  return { positions, mapped }
}

/** Of a unit of a file, the file says where its text begins; a unit of the running program knows each of its lines. */
function fileLocator(): (unit: SourceUnit, offset: number) => Located | undefined {
  const starts = new Map<SourceUnit, readonly number[]>()
  return (unit, offset) => {
    const { id, text, shown = text, origin, placeAt, file, line = 1, column = 1 } = unit
    if (id.startsWith('prelude:')) return undefined
    let known = starts.get(unit)
    if (!known) starts.set(unit, (known = lineStarts(shown)))
    const within = lineAndColumn(known, origin?.(offset) ?? offset)
    if (placeAt) {
      const place = placeAt(within.line, within.column)
      return place && { source: place.file, line: place.line - 1, column: place.column - 1 }
    }
    if (file === undefined) return undefined
    return { source: file, line: line - 1 + within.line, column: within.column + (within.line === 0 ? column - 1 : 0) }
  }
}
