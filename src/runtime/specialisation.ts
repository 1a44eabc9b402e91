/** From an artifact to code that a kernel can call. */
import type { Artifact, ArtifactExport } from '../artifact/artifact.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import type { ModuleMember } from '../artifact/module.ts'
import type { HostType } from '../artifact/types.ts'
import { mapSignature, mapType } from './class-adopt.ts'
import { unitById } from './identity.ts'
import { type Instance, instantiate } from './instantiate.ts'
import type { Specialisation } from './kernel.ts'
import { objectAt } from './live.ts'
import type { Machine } from './machine.ts'
import { inFiles } from './stack-files.ts'

/** `capturedValue`: what the id of an implicit argument stands for. `ready`: its code, if that is open. */
export function specialisationOf(
  machine: Machine,
  artifact: Artifact,
  origin: Specialisation['origin'],
  capturedValue: (id: string) => unknown,
  request?: CompileRequest,
  ready?: Instance,
): Specialisation {
  const instance = ready ?? instantiate(machine, artifact, undefined, origin === 'sent' ? inFiles() : locateInUnit)
  return specialisationIn(machine, instance, artifact.exports[0]!, artifact, origin, capturedValue, request)
}

/** A source is the id of a unit of this process. */
export function locateInUnit(source: string, line: number, column: number): string | undefined {
  const place = unitById(source)?.placeAt?.(line, column)
  return place && `${place.file}:${place.line}:${place.column}`
}

/** The same for one export of a module that is ready. */
export function specialisationIn(
  machine: Machine,
  instance: Instance,
  entry: ArtifactExport,
  { implicit, writes }: ModuleMember,
  origin: Specialisation['origin'],
  capturedValue: (id: string) => unknown,
  request?: CompileRequest,
): Specialisation {
  const { artifact } = instance
  return {
    signature: mapSignature(artifact, entry.signature),
    promise: entry.promise && mapType(artifact, entry.promise),
    parameters: entry.parameters,
    instance,
    raw: instance.functions[entry.name]!,
    writes,
    implicit: implicit.map(({ id, name, type }) => ({ name, type: mapType(artifact, type), value: capturedValue(id) })),
    live: liveOf(machine, artifact),
    origin,
    request,
  }
}

/** What its instances may hold is the same object outside, not a copy. */
function liveOf(machine: Machine, artifact: Artifact): Specialisation['live'] {
  const elements = new Set<string>()
  for (const { fields } of artifact.classes) for (const { type } of fields) if (type !== null) addElements(type, elements)
  if (artifact.classes.every(({ declared }) => !declared)) return undefined
  return (type, ref) => {
    const held = type.kind === 'array' ? elements.has(type.element) : 'kept' in type && type.kept === true
    return held ? objectAt(machine, type, ref, artifact.name) : undefined
  }
}

/** Kinds of typed arrays in a type. */
function addElements(type: HostType, elements: Set<string>): void {
  if (type.kind === 'array') elements.add(type.element)
  else if (type.kind === 'optional') addElements(type.type, elements)
  else if (type.kind === 'list') addElements(type.element, elements)
  else if (type.kind === 'tuple') for (const element of type.elements) addElements(element, elements)
  else if (type.kind === 'record') for (const field of type.fields) addElements(field.type, elements)
}
