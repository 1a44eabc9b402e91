/** Kernels from artifacts alone: no source, no compiler. */
import type { Artifact } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import { makeWrapper, refuse } from './dispatch.ts'
import { newKernel, refreshFast, type Specialisation } from './kernel.ts'
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
  return makeWrapper(kernel) as Callable
}
