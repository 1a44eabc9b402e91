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
import { decodeVlq } from '../base/vlq.ts'

export interface Positions {
  /** What lines are counted in: ids of units (lines of the unit's text), or files, or `file:line:column` of a text in a file. */
  readonly sources: readonly string[]
  /** Functions, as stack traces call them; title 1 is the first. */
  readonly titles: readonly string[]
  readonly table: string
}

export interface CodePlace {
  readonly source: string
  /** From 0. */
  readonly line: number
  readonly column: number
  /** Undefined for glue. */
  readonly title: string | undefined
  readonly outer: CodePlace | undefined
}

const PLACE = 5

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
