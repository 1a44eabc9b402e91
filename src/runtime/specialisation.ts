/** From an artifact to code that a kernel can call. */
import type { Artifact } from '../artifact/artifact.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import { instantiate } from './instantiate.ts'
import type { Specialisation } from './kernel.ts'
import type { Machine } from './machine.ts'

/** `capturedValue`: what the id of an implicit argument stands for. */
export function specialisationOf(
  machine: Machine,
  artifact: Artifact,
  origin: Specialisation['origin'],
  capturedValue: (id: string) => unknown,
  request?: CompileRequest,
): Specialisation {
  const instance = instantiate(machine, artifact)
  const [entry] = artifact.exports
  return {
    signature: entry!.signature,
    parameters: entry!.parameters,
    instance,
    raw: instance.functions[entry!.name]!,
    writes: artifact.writes,
    implicit: artifact.implicit.map(({ id, name, type }) => ({ name, type, value: capturedValue(id) })),
    origin,
    request,
  }
}
