/** From what was emitted to the table of artifact/positions.ts. */
import { encodeRows, indexIn, type Located, type Positions } from '../artifact/positions.ts'
import type { Span } from '../base/span.ts'
import type { Func } from '../ir/function.ts'
import type { FunctionPlaces } from './wasm/emit.ts'

/** Where a span begins; undefined for what the user has not written. */
export type Locate = (func: Func, span: Span) => Located | undefined

interface Tables {
  readonly sources: string[]
  readonly titles: string[]
  /** By its numbers, the place in the list, from 1. */
  readonly known: Map<string, number>
  /** Absolute, but for the last of each. */
  readonly places: (readonly number[])[]
}

/** Undefined if nothing can be said. */
export function encodePositions(functions: readonly FunctionPlaces[], locate: Locate): Positions | undefined {
  const tables: Tables = { sources: [], titles: [], known: new Map(), places: [] }
  const code: (readonly [number, number])[] = []
  for (const { func, start, marks } of functions) {
    const first = marks.find(({ span }) => span !== undefined)
    code.push([start, func ? placeOf(tables, func, first?.span, locate) : 0])
    if (func) for (const { at, span, isCall } of marks) if (isCall) code.push([start + at, placeOf(tables, func, span, locate)])
  }
  if (tables.places.length === 0) return undefined
  const { sources, titles, places } = tables
  return { sources, titles, table: `${encodeRows(places, 4)};${encodeRows(withoutRepeats(code), 2)}` }
}

/** Outer places come first, so that what is inlined can point back. */
function placeOf(tables: Tables, func: Func, span: Span | undefined, locate: Locate): number {
  if (span === undefined) return 0
  const { inlined } = span
  const outer = inlined ? placeOf(tables, func, inlined.at, locate) : 0
  const located = span.source < 0 ? undefined : locate(func, span)
  if (located === undefined) return outer
  const title = inlined ? inlined.title : func.title
  const numbers = [
    indexIn(tables.sources, located.source),
    located.line,
    located.column,
    title === undefined ? 0 : indexIn(tables.titles, title) + 1,
  ]
  const key = `${numbers} ${outer}`
  const known = tables.known.get(key)
  if (known !== undefined) return known
  const place = tables.places.length + 1
  tables.places.push([...numbers, outer === 0 ? 0 : place - outer])
  tables.known.set(key, place)
  return place
}

function withoutRepeats(code: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  return code.filter(([, place], index) => place !== code[index - 1]?.[1])
}
