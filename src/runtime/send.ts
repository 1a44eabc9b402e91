/** What has been compiled for a kernel, as data for another thread (load.ts takes it there). */
import type { Artifact } from '../artifact/artifact.ts'
import { type Positions, relocated } from '../artifact/positions.ts'
import type { SentArtifact } from '../artifact/sent.ts'
import type { HostType } from '../artifact/types.ts'
import { bufferOf } from './arrays.ts'
import { mentionsClass } from './class-adopt.ts'
import { classById } from './classes.ts'
import { holdsFunctions } from './held-functions.ts'
import { sourcesOf, unitById } from './identity.ts'
import type { Kernel, Specialisation } from './kernel.ts'
import type { Machine } from './machine.ts'
import type { TypedArray } from './memory.ts'
import { typedArrayName } from './scalars.ts'

export function artifactsOf(kernel: Kernel): SentArtifact[] {
  const copy: Copy = { machine: kernel.machine, name: kernel.name, made: new Map(), views: [] }
  return kernel.specialisations.map((specialisation) => sent(copy, specialisation))
}

/** One for all artifacts of a kernel: what is one object here is one object there. */
interface Copy {
  readonly machine: Machine
  readonly name: string
  readonly made: Map<object, object>
  /** Arrays that lie in linear memory. */
  readonly views: TypedArray[]
}

function refuse({ name }: Copy, reason: string): never {
  throw new TypeError(`${name} cannot be sent elsewhere: ${reason}`)
}

function sent(copy: Copy, { instance: { artifact }, signature, implicit }: Specialisation): SentArtifact {
  if (signature.params.some(takesFunction)) refuse(copy, 'it takes a function')
  if (artifact.functions?.length) refuse(copy, 'it uses functions in fields of instances, which are of this thread')
  const values = implicit.map(({ name, type, value }) => {
    if (mentionsClass(type)) refuse(copy, `it uses ${name}, an instance, which is of this thread`)
    return copied(copy, name, value)
  })
  const { positions, ...others } = artifact
  return { ...others, ...(positions ? { positions: placesIn(positions) } : {}), values, sources: sourcesIn(copy, artifact) }
}

/** Ids of units mean nothing there, files do. */
function placesIn(positions: Positions): Positions {
  return relocated(positions, ({ source, line, column }) => {
    const place = unitById(source)?.placeAt?.(line, column)
    return place && { source: place.file, line: place.line - 1, column: place.column - 1 }
  })
}

function takesFunction({ kind }: HostType): boolean {
  return kind === 'function'
}

function sourcesIn(copy: Copy, { classes }: Artifact): SentArtifact['sources'] {
  return classes.map(({ id, name, declared, open, fields }) => {
    if (!declared) return undefined
    if (open) refuse(copy, `no instance of ${name} had been made yet when it was compiled`)
    if (fields.some(({ type }) => type !== null && holdsFunctions(type)))
      refuse(copy, `instances of ${name} hold functions, which are of this thread`)
    return sourcesOf(classById(id)!.plain)
  })
}

/** Arrays of linear memory and what they are in are copied here: cloning one of them would clone all of that memory. */
function copied(copy: Copy, name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copy.made.get(value)
  if (known !== undefined) return known
  if (typedArrayName(value) !== undefined) return copiedArray(copy, name, value as TypedArray)
  if (copy.machine.held.has(value)) refuse(copy, `it uses ${name}, which instances of this thread hold`)
  const made: object = Array.isArray(value) ? [] : {}
  copy.made.set(value, made)
  for (const [key, item] of Object.entries(value)) (made as Record<string, unknown>)[key] = copied(copy, name, item)
  return made
}

function copiedArray(copy: Copy, name: string, array: TypedArray): TypedArray {
  if (bufferOf(array) !== copy.machine.memory.buffer) return array
  const start = (view: TypedArray) => view.byteOffset
  const end = (view: TypedArray) => view.byteOffset + view.byteLength
  // Copies of views that overlap would not.
  if (copy.views.some((view) => start(view) < end(array) && start(array) < end(view))) {
    refuse(copy, `the memory of ${name} is used under another name as well`)
  }
  copy.views.push(array)
  const made = plainCopy(array)
  copy.made.set(array, made)
  return made
}

/** Not by `slice`, which asks the array for its class. */
function plainCopy(array: TypedArray): TypedArray {
  const maker = (globalThis as unknown as Record<string, new (from: TypedArray) => TypedArray>)[typedArrayName(array)!]!
  return new maker(array)
}
