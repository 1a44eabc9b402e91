/** Stands in for src/runtime/instantiate.ts: artifacts that were handed to the interpreter are interpreted. */
import type { Artifact } from '../../src/artifact/artifact.ts'
import { instantiate as real } from '../../src/runtime/instantiate.ts'
import type { Machine } from '../../src/runtime/machine.ts'
import { interpretedInstance } from '../interpreted.ts'

export { type Instance, instantiateAgain, isHandleMaker, type Loops, type RawFunction } from '../../src/runtime/instantiate.ts'

export function instantiate(machine: Machine, artifact: Artifact): ReturnType<typeof real> {
  return interpretedInstance(machine, artifact) ?? real(machine, artifact)
}
