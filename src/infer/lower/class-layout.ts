/** How instances of a class lie in memory: inherited fields first, so that a subclass begins like its base. */

import type { ArtifactClass } from '../../artifact/artifact.ts'
import type { Layout } from '../../artifact/layout.ts'
import { collectionLayout, HOST_WORD, recordLayout } from '../../artifact/layouts.ts'
import type { HostType } from '../../artifact/types.ts'
import { assert } from '../../base/assert.ts'
import { callbackToHost } from '../callbacks.ts'
import { functionsToHost } from '../functions.ts'
import { KEPT, RESULT, toHost } from '../hosttypes.ts'
import { instanceOf, K, type SemType } from '../lattice.ts'
import type { ClassInfo, Slot } from '../shapes.ts'
import type { World } from '../world.ts'
import type { Output } from './output.ts'
import { fieldRepr, fieldStorage } from './storage.ts'

export function classLayout(output: Output, info: ClassInfo): Layout {
  const kept = info.kept ? keptLayout(output, info) : undefined
  if (kept) return kept
  const name = `class:${info.id}`
  const known = output.module.layouts.get(name)
  if (known) return known
  const fields = [...info.slots]
    .filter(([, slot]) => fieldRepr(slot) !== 'none')
    .map(([key, slot]) => ({ name: key, storage: fieldStorage(slot) }))
  return output.layout({ ...recordLayout([{ name: HOST_WORD, storage: 'i32' }, ...fields]), name })
}

/** Of a collection that the host reads: the same in all code. */
function keptLayout(output: Output, info: ClassInfo): Layout | undefined {
  const type = toHost(instanceOf([info]), output.world.shapes, info.copied ? RESULT : KEPT)
  if (type?.kind !== 'list') return undefined
  const layout = collectionLayout(type)
  for (const [key, slot] of info.slots) {
    const field = layout.fields.find(({ name }) => name === key)
    assert(field?.storage === fieldStorage(slot), `${key} of a ${type.of} is not as its layout says`)
  }
  return output.layout(layout)
}

/** The region of a field's accesses. Kept collections of one layout may be the same object. */
export function fieldRegion(info: ClassInfo, layout: Layout, key: string, slot: Slot): string {
  return info.kept ? `field:${layout.name}.${key}` : slot.region!
}

/** The classes of a compilation as its artifact lists them. */
export function artifactClasses(world: World, output: Output): ArtifactClass[] {
  return world.classes.all.map((info) => {
    const layout = classLayout(output, info)
    return {
      id: info.template.unit.id,
      name: info.template.name,
      base: info.base ? info.base.id : -1,
      declared: info.declared,
      ...(isOpen(info) ? { open: true } : {}),
      layout: layout.name,
      fields: [...info.slots].map(([key, slot]) => {
        const placed = layout.fields.find((field) => field.name === key)
        const { constant } = slot.type
        const type = slot.hostType ?? (info.declared ? fieldToHost(slot.type, world) : null)
        if (type) output.hostLayouts(type)
        const builtin = slot.type.kinds === K.CONSTANT && constant?.kind === 'builtin' ? { constant: constant.path } : {}
        return { name: key, offset: placed?.offset ?? 0, storage: placed?.storage ?? ('i32' as const), type, ...builtin }
      }),
    }
  })
}

/** Some field's type is known by construction only, and nothing here constructs an instance. */
function isOpen(info: ClassInfo): boolean {
  return info.declared && !isConstructed(info) && [...info.slots.values()].some(({ declared }) => !declared)
}

function isConstructed({ constructed, subclasses }: ClassInfo): boolean {
  return constructed !== undefined || subclasses.some(isConstructed)
}

/** What a field holds, as later compilations must know it; null if that cannot be said. */
export function fieldToHost(type: SemType, world: World): HostType | null {
  if (type.kinds === K.CONSTANT && type.constant?.kind === 'builtin') return { kind: 'builtin', path: type.constant.path }
  return functionsToHost(type) ?? callbackToHost(type) ?? toHost(type, world.shapes, KEPT) ?? null
}
