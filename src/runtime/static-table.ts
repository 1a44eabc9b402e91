/**
 * Static fields that compiled code assigns: each lies in one object of linear memory, which all modules share, and the
 * class's own property becomes a view of it.
 */
import type { ArtifactStatic } from '../artifact/artifact.ts'
import { recordLayout } from '../artifact/layouts.ts'
import { dropUsers } from './class-users.ts'
import { classById } from './classes.ts'
import { allocate } from './heap.ts'
import { functionById } from './identity.ts'
import { layoutId } from './layout-table.ts'
import type { Machine } from './machine.ts'
import { show } from './scalars.ts'

const STORAGES = { number: 'f64', bigint: 'i64', boolean: 'bool' } as const

/** The object of a static field. */
export function staticObject(machine: Machine, field: ArtifactStatic): number {
  const id = `${field.key}.${field.name}`
  const known = machine.statics.get(id)
  if (known !== undefined) return known.ref
  const layout = recordLayout([{ name: 'value', storage: STORAGES[field.holds] }], 'static')
  const owner = ownerOf(field)
  const first = owner === undefined ? initialOf(field) : owner[field.name]
  const { get, set } = accessorsOf(machine, field, () => ref, layout.fields[0]!.offset)
  const ref = allocate(machine.heap, layout.bytes, layoutId(machine.layouts, layout), true)
  set(first)
  machine.heap.kept.add(ref)
  machine.statics.set(id, { ref, holds: field.holds })
  if (owner !== undefined) {
    const { enumerable = true } = Object.getOwnPropertyDescriptor(owner, field.name)!
    Object.defineProperty(owner, field.name, { get, set, enumerable, configurable: true })
  }
  // Code that was compiled before took what it held for a constant.
  const found = classById(field.key)
  if (found !== undefined) dropUsers(found)
  return ref
}

/** The class as it was written, or what its decorator gave back; undefined for a private field. */
function ownerOf({ key, name, initial }: ArtifactStatic): Record<string, unknown> | undefined {
  if (initial !== undefined) return undefined
  const found = classById(key)
  const candidates: unknown[] = [functionById(key), found?.plain, found?.shell.wrapper]
  const owner = candidates.find((candidate) => typeof candidate === 'function' && Object.hasOwn(candidate, name))
  if (owner === undefined) throw new TypeError(`the static field ${name} is gone`)
  return owner as Record<string, unknown>
}

function initialOf({ holds, initial }: ArtifactStatic): unknown {
  if (holds === 'number') return Number(initial)
  return holds === 'bigint' ? BigInt(initial!) : initial === 'true'
}

function accessorsOf({ memory }: Machine, { name, holds }: ArtifactStatic, ref: () => number, offset: number) {
  const at = () => ref() + offset
  const refuse = (value: unknown): never => {
    throw new TypeError(`the static field ${name} holds a ${holds} in compiled code; it cannot be set to ${show(value)}`)
  }
  switch (holds) {
    case 'number':
      return {
        get: () => memory.doubles[at() / 8],
        set(value: unknown) {
          memory.doubles[at() / 8] = typeof value === 'number' ? value : refuse(value)
        },
      }
    case 'bigint':
      return {
        get: () => memory.longs[at() / 8],
        set(value: unknown) {
          memory.longs[at() / 8] = typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : refuse(value)
        },
      }
    case 'boolean':
      return {
        get: () => memory.bytes[at()] !== 0,
        set(value: unknown) {
          memory.bytes[at()] = typeof value === 'boolean' ? Number(value) : refuse(value)
        },
      }
  }
}
