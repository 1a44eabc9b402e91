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

const SAMPLES = 300

/**
 * The same where the event loop turns after each call, as it does in a program that makes objects for a while and then waits
 * for something: what the engine's collector found gone is given back then. Each call is one sample.
 */
export async function compareTurning(plain: () => unknown, compiled: () => unknown): Promise<Comparison> {
  const times: { plain: number[]; compiled: number[] } = { plain: [], compiled: [] }
  const sample = async (times: number[], run: () => unknown): Promise<void> => {
    const start = process.hrtime.bigint()
    run()
    times.push(Number(process.hrtime.bigint() - start))
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (let round = 0; round < SAMPLES; round++) {
    await sample(times.plain, plain)
    await sample(times.compiled, compiled)
  }
  // The first samples warm up.
  return { plain: median(times.plain.slice(SAMPLES / 3)), compiled: median(times.compiled.slice(SAMPLES / 3)) }
}
