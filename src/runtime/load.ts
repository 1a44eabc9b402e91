/** A kernel from artifacts alone: no source, no compiler. */
import type { Artifact } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import { makeWrapper, refuse } from './dispatch.ts'
import { newKernel, refreshFast } from './kernel.ts'
import { theMachine } from './machine.ts'
import { specialisationOf } from './specialisation.ts'

/** A function that takes the signatures of the artifacts and no others; the first that fits is called. */
export function loadKernel(artifacts: readonly Artifact[]): (...values: unknown[]) => unknown {
  const [first] = artifacts
  if (first === undefined) throw new TypeError('loadKernel needs an artifact')
  const machine = theMachine()
  const unit: SourceUnit = { id: first.name, name: first.name, kind: 'function', text: '', resolve: () => undefined }
  const kernel = newKernel({
    machine,
    fn: () => undefined,
    name: first.name,
    unit,
    options: { bounds: 'exact', fastmath: false },
    declared: artifacts.map((artifact) => artifact.exports[0]!.signature),
    pending: [],
    specialisations: artifacts.map((artifact) => specialisationOf(machine, artifact, 'aot', () => undefined)),
    unseen: refuse,
  })
  refreshFast(kernel)
  return makeWrapper(kernel) as (...values: unknown[]) => unknown
}
