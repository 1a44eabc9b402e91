/** What has been compiled for a class. */
import { classOf } from './classes.ts'
import { type Stats, specialisationStats } from './jit.ts'
import { show } from './scalars.ts'

export function classStats(given: unknown): Stats {
  const found = typeof given === 'function' ? classOf(given) : undefined
  if (found === undefined) throw new TypeError(`statsOf takes a class given to jitclass, not ${show(given)}`)
  const { kernels } = found
  return {
    calls: kernels.reduce((sum, { calls }) => sum + calls, 0),
    bytesCopied: kernels.reduce((sum, { bytesCopied }) => sum + bytesCopied, 0),
    specialisations: kernels.flatMap((kernel) => kernel.specialisations.map((each) => specialisationStats(kernel, each))),
  }
}
