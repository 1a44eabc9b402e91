/** Kernels from code alone: no source, no compiler. */

import { printSignature } from '../artifact/signature.ts'
import { makeWrapper, refuse } from './dispatch.ts'
import { type Kernel, type newKernel, refreshFast, type Specialisation } from './kernel.ts'
import { theMachine } from './machine.ts'
import { unitStats } from './unit-stats.ts'

export type Callable = (...values: unknown[]) => unknown

/** A kernel with these specialisations and no others. */
export function kernelParts(name: string, specialisations: Specialisation[]): Parameters<typeof newKernel>[0] {
  return {
    machine: theMachine(),
    fn: () => undefined,
    name,
    unit: { id: name, name, kind: 'function', text: '', resolve: () => undefined },
    options: { bounds: 'exact', fastmath: false },
    cached: false,
    declared: specialisations.map(({ signature }) => signature),
    pending: [],
    specialisations,
    unseen: refuse,
  }
}

export function callableOf(kernel: Kernel): Callable {
  refreshFast(kernel)
  return Object.defineProperty(makeWrapper(kernel), 'stats', { configurable: true, get: () => statsOf(kernel) }) as Callable
}

/** What `stats` of a kernel tells, as far as it is known of code that was compiled elsewhere. */
function statsOf({ name, calls, bytesCopied, specialisations }: Kernel): object {
  const one = ({ signature, origin, units }: Specialisation) => ({
    signature: printSignature(signature),
    origin,
    units: unitStats(name, units),
  })
  return { calls, bytesCopied, specialisations: specialisations.map(one) }
}
