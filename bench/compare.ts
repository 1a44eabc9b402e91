/** Measures a plain function and its compiled form in turns, so that what disturbs the machine disturbs both. */
import { measure } from 'mitata'
import { median } from './table.ts'

export interface Comparison {
  /** Median nanoseconds per call. */
  readonly plain: number
  readonly compiled: number
}

const ROUNDS = 5

/** `budget`: nanoseconds for one measurement. */
export async function compare(plain: () => unknown, compiled: () => unknown, budget: number): Promise<Comparison> {
  const options = { min_cpu_time: budget, min_samples: 5, gc: false }
  const times: { plain: number[]; compiled: number[] } = { plain: [], compiled: [] }
  for (let round = 0; round < ROUNDS; round++) {
    times.plain.push((await measure(plain, { ...options })).p50)
    times.compiled.push((await measure(compiled, { ...options })).p50)
  }
  return { plain: median(times.plain), compiled: median(times.compiled) }
}
