/**
 * Classes of an artifact when it is loaded. A class given to jitclass gets its layout from the first artifact that
 * contains it, and all later ones must agree; any other class is of this module alone.
 */
import type { Artifact, ArtifactClass, ArtifactField } from '../artifact/artifact.ts'
import type { Layout } from '../artifact/layout.ts'
import { printType } from '../artifact/signature.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { defineField } from './class-fields.ts'
import { dropUsers } from './class-users.ts'
import { classById, type RuntimeClass } from './classes.ts'
import { holdsFunctions, learnFunctions } from './held-functions.ts'
import { layoutId, newLayoutId } from './layout-table.ts'
import type { Machine } from './machine.ts'
import { keyOfPrivate } from './private-keys.ts'

/** The ids of an artifact's layouts by their names: classes have ids of their own, all else is known by its name. */
export function bindLayouts(machine: Machine, artifact: Artifact): Map<string, number> {
  const ids = bindClasses(machine, artifact)
  for (const layout of artifact.layouts) if (!ids.has(layout.name)) ids.set(layout.name, layoutId(machine.layouts, layout))
  return ids
}

function bindClasses(machine: Machine, artifact: Artifact): Map<string, number> {
  const ids = new Map<string, number>()
  for (const each of artifact.classes)
    ids.set(each.layout, each.declared ? declaredId(machine, artifact, each) : freshId(machine, artifact, each))
  if (keepsReferences(artifact)) for (const found of declaredClasses(artifact)) markShared(found)
  return ids
}

/** The classes of an artifact that were given to jitclass. */
export function declaredClasses(artifact: Artifact): RuntimeClass[] {
  return artifact.classes.filter(({ declared }) => declared).map(({ id }) => classById(id)!)
}

function layoutNamed(artifact: Artifact, name: string): Layout {
  const layout = artifact.layouts.find((candidate) => candidate.name === name)
  if (layout === undefined) throw new TypeError(`the artifact of ${artifact.name} has no layout ${name}`)
  return layout
}

function freshId(machine: Machine, artifact: Artifact, { layout, name }: ArtifactClass): number {
  // A Map or Set that instances keep: its layout has a name that says what it is.
  if (!layout.startsWith('class:')) return layoutId(machine.layouts, layoutNamed(artifact, layout))
  const id = newLayoutId(machine.layouts, layoutNamed(artifact, layout))
  machine.undeclared.set(id, name)
  return id
}

function declaredId(machine: Machine, artifact: Artifact, each: ArtifactClass): number {
  const found = classById(each.id)
  if (found === undefined)
    throw new TypeError(`the artifact of ${artifact.name} needs the class ${each.name}, which this program does not have`)
  if (each.open && found.layout === undefined) return newLayoutId(machine.layouts, layoutNamed(artifact, each.layout))
  const fields = each.fields.map((field) => ({ ...field, type: field.type && mapType(artifact, field.type) }))
  if (found.layout === undefined) adopt(machine, found, fields, layoutNamed(artifact, each.layout))
  else if (agrees(found.layout.fields, fields)) learnFunctions(found, fields)
  else {
    throw new TypeError(
      `the artifact of ${artifact.name} lays ${each.name} out as ${describe(fields)}, but the program has it as ${describe(found.layout.fields)}: give the types of its fields to jitclass`,
    )
  }
  return found.layout!.id
}

function adopt(machine: Machine, found: RuntimeClass, fields: readonly ArtifactField[], layout: Layout): void {
  const id = newLayoutId(machine.layouts, layout)
  found.layout = { id, bytes: layout.bytes, fields }
  if (fields.some(({ type }) => type !== null && mentions(type, 'string'))) machine.handles.held = true
  // All code so far knew the class without its fields.
  dropUsers(found)
  machine.classes[id] = found
  const inherited = new Set(found.base?.layout?.fields.map(({ name }) => name))
  for (const field of fields) {
    const { name } = field
    // The class stands behind it, if one that it extends has a private field of that name as well.
    const key = name.startsWith('#') ? keyOfPrivate(found.plain.prototype, name.replace(/@.*/, '')) : name
    if (key !== undefined && !inherited.has(name)) defineField(machine, found, field, key)
  }
}

function agrees(known: readonly ArtifactField[], fields: readonly ArtifactField[]): boolean {
  return known.length === fields.length && known.every((field, index) => sameField(field, fields[index]!))
}

function sameField(a: ArtifactField, b: ArtifactField): boolean {
  if (a.name !== b.name || (a.type === null) !== (b.type === null)) return false
  if (a.type !== null && b.type !== null && holdsFunctions(a.type) && holdsFunctions(b.type)) return a.offset === b.offset
  const text = (type: HostType | null) => JSON.stringify(type, (key, value: unknown) => (key === 'kept' ? undefined : value))
  if (!holdsSame(a.type, b.type) && text(a.type) !== text(b.type)) return false
  return a.offset === b.offset && a.storage === b.storage
}

/** Most types are a word, or two: their texts need not be made. */
function holdsSame(a: object | null, b: object | null): boolean {
  const [all, others] = [Object.entries(a ?? {}), b as Record<string, unknown> | null]
  for (const [key, value] of all) if (others?.[key] !== value) return false
  return all.length === Object.keys(b ?? {}).length
}

function describe(fields: readonly ArtifactField[]): string {
  return `{ ${fields.map(({ name, type }) => `${name}: ${type ? printType(type) : 'hidden'}`).join(', ')} }`
}

/** Class keys of an artifact (places in its list) become ids of units. */
export function mapSignature(artifact: Artifact, { params, result }: Signature): Signature {
  return { params: params.map((type) => mapType(artifact, type)), result: mapType(artifact, result) }
}

export function mapType(artifact: Artifact, type: HostType): HostType {
  switch (type.kind) {
    case 'class': {
      const meant = artifact.classes[Number(type.key)]
      return meant === undefined || type.key === '' ? type : { ...type, key: meant.id }
    }
    case 'list':
      return { ...type, element: mapType(artifact, type.element) }
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => mapType(artifact, element)) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: mapType(artifact, field.type) })) }
    case 'optional':
      return { ...type, type: mapType(artifact, type.type) }
    default:
      return type
  }
}

export function mentionsClass(type: HostType): boolean {
  return mentions(type, 'class')
}

function mentions(type: HostType, kind: 'class' | 'string'): boolean {
  switch (type.kind) {
    case 'list':
      return mentions(type.element, kind)
    case 'tuple':
      return type.elements.some((element) => mentions(element, kind))
    case 'record':
      return type.fields.some((field) => mentions(field.type, kind))
    case 'optional':
      return mentions(type.type, kind)
    default:
      return type.kind === kind || (kind === 'string' && type.kind === 'mixed')
  }
}

/** May its code keep a reference to an instance in another object, or hand one to the console? */
function keepsReferences({ classes, hostTypes }: Artifact): boolean {
  const keeps = ({ type, storage }: ArtifactField) => (type === null ? storage === 'ref' : mentionsClass(type))
  return hostTypes.some(mentionsClass) || classes.some(({ fields }) => fields.some(keeps))
}

/** The instances of subclasses are instances of the class. */
function markShared(found: RuntimeClass): void {
  if (found.shared) return
  found.shared = true
  for (const extending of found.subclasses) markShared(extending)
}
