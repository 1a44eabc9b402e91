/**
 * Where the calls in a module's code come from, as stack traces need it. (All that can throw is a call: of an import that throws,
 * or of a function that may.)
 *
 * `table` is two lists of numbers in VLQ with a `;` between them, each number less what it was in the entry before:
 *
 *     places: source, line, column (from 0), title (0: glue of ours), outer (how many places before this one stands that of
 *             the call that the code has been put in place of; 0: none; no difference)
 *     code:   offset in the module, place (0: none). An entry holds up to the next. Each function begins with one.
 */
import { decodeVlq, encodeVlq } from '../base/vlq.ts'

export interface Positions {
  /** What lines are counted in: ids of units, then these are lines of their texts; or files. */
  readonly sources: readonly string[]
  /** Functions, as stack traces call them; title 1 is the first. */
  readonly titles: readonly string[]
  readonly table: string
}

export interface CodePlace extends Located {
  /** Undefined for glue. */
  readonly title: string | undefined
  readonly outer: CodePlace | undefined
}

const PLACE = 5

/** Line and column count from 0. */
export interface Located {
  readonly source: string
  readonly line: number
  readonly column: number
}

/** The same code with its places told in other sources; those that are not known there have the source ''. */
export function relocated(positions: Positions, locate: (place: Located) => Located | undefined): Positions {
  const [places = '', code = ''] = positions.table.split(';')
  const numbers = decodeVlq(places)
  const sources: string[] = []
  const rows = decodePlaces(positions, numbers).map((place, index) => {
    const { source, line, column } = locate(place) ?? { source: '', line: 0, column: 0 }
    const title = place.title === undefined ? 0 : positions.titles.indexOf(place.title) + 1
    return [indexIn(sources, source), line, column, title, numbers[index * PLACE + PLACE - 1]!]
  })
  return { sources, titles: positions.titles, table: `${encodeRows(rows, PLACE - 1)};${code}` }
}

export function indexIn(list: string[], text: string): number {
  const known = list.indexOf(text)
  return known < 0 ? list.push(text) - 1 : known
}

/** The first `count` numbers of each row less those of the row before. */
export function encodeRows(rows: readonly (readonly number[])[], count: number): string {
  return encodeVlq(
    rows.flatMap((row, index) => row.map((number, at) => (at < count && index > 0 ? number - rows[index - 1]![at]! : number))),
  )
}

/** What the instruction at an offset comes from; undefined if nothing is known of it. */
export function positionReader(positions: Positions): (offset: number) => CodePlace | undefined {
  const [places = '', code = ''] = positions.table.split(';')
  const found = decodePlaces(positions, decodeVlq(places))
  const entries = decodeVlq(code)
  return (offset) => {
    let at = 0
    let place = 0
    for (let index = 0; index + 1 < entries.length; index += 2) {
      at += entries[index]!
      if (at > offset) break
      place += entries[index + 1]!
    }
    return found[place - 1]
  }
}

function decodePlaces({ sources, titles }: Positions, numbers: readonly number[]): CodePlace[] {
  const found: CodePlace[] = []
  let [source, line, column, title] = [0, 0, 0, 0]
  for (let index = 0; index + PLACE <= numbers.length; index += PLACE) {
    source += numbers[index]!
    line += numbers[index + 1]!
    column += numbers[index + 2]!
    title += numbers[index + 3]!
    const back = numbers[index + 4]!
    found.push({
      source: sources[source]!,
      line,
      column,
      title: titles[title - 1],
      outer: back === 0 ? undefined : found[found.length - back],
    })
  }
  return found
}
