/** Kernels from artifacts alone: no source, no compiler. */
import type { Artifact } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import { printSignature } from '../artifact/signature.ts'
import { makeWrapper, refuse } from './dispatch.ts'
import { type Kernel, newKernel, refreshFast, type Specialisation } from './kernel.ts'
import { theMachine } from './machine.ts'
import { specialisationOf } from './specialisation.ts'

export type Callable = (...values: unknown[]) => unknown

/** A function that takes the signatures of the artifacts and no others; the first that fits is called. */
export function loadKernel(artifacts: readonly Artifact[]): Callable {
  const [first] = artifacts
  if (first === undefined) throw new TypeError('loadKernel needs an artifact')
  return kernelOf(
    first.name,
    artifacts.map((artifact) => specialisationOf(theMachine(), artifact, 'aot', () => undefined)),
  )
}

/** A function with these specialisations and no others. */
export function kernelOf(name: string, specialisations: Specialisation[]): Callable {
  const unit: SourceUnit = { id: name, name, kind: 'function', text: '', resolve: () => undefined }
  const kernel = newKernel({
    machine: theMachine(),
    fn: () => undefined,
    name,
    unit,
    options: { bounds: 'exact', fastmath: false },
    cached: false,
    declared: specialisations.map(({ signature }) => signature),
    pending: [],
    specialisations,
    unseen: refuse,
  })
  refreshFast(kernel)
  return Object.defineProperty(makeWrapper(kernel), 'stats', { configurable: true, get: () => statsOf(kernel) }) as Callable
}

/** What `stats` of a kernel tells, as far as it is known of code that was compiled elsewhere. */
function statsOf({ name, calls, bytesCopied, specialisations }: Kernel): object {
  const one = ({ signature, origin, instance: { artifact } }: Specialisation) => {
    const classes = artifact.classes.map((each) => ({ name: each.name, kind: 'class', milliseconds: 0 }))
    return { signature: printSignature(signature), origin, units: [{ name, kind: 'function', milliseconds: 0 }, ...classes] }
  }
  return { calls, bytesCopied, specialisations: specialisations.map(one) }
}
