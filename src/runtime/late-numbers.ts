/** The rest of open-numbers.ts that all output holds: errors with their stacks, refusals, statistics. */

import type { Candidate, NumbersModule, OpenNumbers, Speaker } from './open-numbers.ts'
import { fits, scalarMisfit, show } from './scalars.ts'
import { untrapped } from './sites.ts'
import { createTraces, noteThrown } from './stack.ts'
import { inFiles } from './stack-files.ts'
import type { Origin } from './stack-text.ts'
import { unitStats } from './unit-stats.ts'

export interface LateNumbers {
  /** As leave.ts does, with what there is here. */
  leave(open: OpenNumbers, error: unknown, entry: unknown): unknown
  /** Why no candidate takes the values. */
  refusal(name: string, candidates: readonly Candidate[], values: readonly unknown[]): Error
  stats(name: string, candidates: readonly Candidate[], calls: number): object
  readonly origin: Origin
}

export function lateNumbers(facts: NumbersModule, speaker: Speaker, base: string | undefined): LateNumbers {
  const origin: Origin = { positions: facts.positions, locate: inFiles(base) }
  Object.assign(speaker, { traces: createTraces() })
  return {
    leave({ services }, error, entry) {
      services?.unwind()
      const thrown = untrapped(speaker, facts.sites, origin, error)
      noteThrown(speaker.traces, origin, thrown, entry)
      return thrown
    },
    refusal,
    stats: statsOf,
    origin,
  }
}

function refusal(name: string, candidates: readonly Candidate[], values: readonly unknown[]): Error {
  const [{ made, codes }] = candidates as [Candidate]
  if (candidates.length > 1) {
    const signatures = candidates.map((each) => each.made.signature).join(' | ')
    return new TypeError(`${name}: no signature fits the arguments (${values.map(show).join(', ')}); there are ${signatures}`)
  }
  const index = codes.findIndex((code, at) => !fits(code, values[at]))
  return scalarMisfit({ kind: made.params[index]! }, values[index], `${name}: ${made.parameters[index] ?? `argument ${index + 1}`}`)
}

function statsOf(name: string, candidates: readonly Candidate[], calls: number): object {
  const specialisations = candidates.map(({ made: { signature, units } }) => ({ signature, origin: 'aot', units: unitStats(name, units) }))
  return { calls, bytesCopied: 0, specialisations }
}
