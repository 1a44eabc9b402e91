/** The aims of the project, held against what was measured. */
import { ratioOf, type Summary } from './summary.ts'

export interface Bar {
  readonly text: string
  readonly value: number
  readonly reached: boolean
}

/** Numba's total divided by ours, by row. */
const AGAINST_NUMBA: readonly (readonly [string, string, number])[] = [
  ['class-typed', 'cold: Numba takes at least 30 times as long', 30],
  ['class-cached', 'cached: Numba takes at least 25 times as long', 25],
  ['class-aot', 'ahead of time: Numba takes at least 20 times as long', 20],
  ['host-cached', 'the class used from the host in a second process: Numba takes at least 100 times as long', 100],
]

export function bars(summaries: readonly Summary[]): Bar[] {
  const find = (id: string) => summaries.find(({ row }) => row.id === id)
  const made: Bar[] = []
  for (const [id, text, aim] of AGAINST_NUMBA) {
    const summary = find(id)
    const value = summary && ratioOf(summary)
    if (value !== undefined) made.push({ text, value, reached: value >= aim })
  }
  const [light, heavy] = [find('class-typed'), find('heavy-typed')]
  if (light && heavy) {
    const value = heavy.total / light.total
    made.push({ text: 'the heavier class, not cached, takes at most 1.5 times as long as the ring buffer', value, reached: value <= 1.5 })
  }
  return made
}
