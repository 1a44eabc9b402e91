/** What has been compiled for a kernel, as data for another thread (load.ts takes it there). */
import type { Artifact } from '../artifact/artifact.ts'
import { type Positions, relocated } from '../artifact/positions.ts'
import type { SentArtifact, SentFunction } from '../artifact/sent.ts'
import type { HostType } from '../artifact/types.ts'
import { once } from '../base/once.ts'
import { bufferOf } from './arrays.ts'
import { builtinPath } from './builtins.ts'
import { describeFunction } from './canonical.ts'
import { mentionsClass } from './class-adopt.ts'
import { classById } from './classes.ts'
import { holdsFunctions } from './held-functions.ts'
import { functionById, sourcesOf, unitById } from './identity.ts'
import type { Kernel, Specialisation } from './kernel.ts'
import type { Machine } from './machine.ts'
import type { TypedArray } from './memory.ts'
import { typedArrayName } from './scalars.ts'

export function artifactsOf(kernel: Kernel): SentArtifact[] {
  const copy: Copy = { machine: kernel.machine, name: kernel.name, made: new Map(), regions: [] }
  for (const { implicit } of kernel.specialisations) for (const { value } of implicit) addRegions(copy, value, new Set())
  return kernel.specialisations.map((specialisation) => sent(copy, specialisation))
}

/** One for all artifacts of a kernel: what is one object here is one object there. */
interface Copy {
  readonly machine: Machine
  readonly name: string
  readonly made: Map<object, object>
  /** The parts of linear memory that are sent. */
  regions: readonly Region[]
}

/** Arrays that share memory here share a copy of it there. */
interface Region {
  readonly start: number
  readonly end: number
  readonly bytes: () => ArrayBuffer
}

function refuse({ name }: Copy, reason: string): never {
  throw new TypeError(`${name} cannot be sent elsewhere: ${reason}`)
}

function sent(copy: Copy, { instance: { artifact }, implicit }: Specialisation): SentArtifact {
  if (artifact.functions?.length) refuse(copy, 'it uses functions in fields of instances, or classes of errors, which are of this thread')
  const values = implicit.map(({ name, type, value }) => {
    if (mentionsClass(type)) {
      refuse(copy, `it uses ${name}, an instance, which is of this thread: have it take the instance as an argument, and make one there`)
    }
    return copied(copy, name, value)
  })
  const { positions, exports: own, ...others } = artifact
  const taken: SentFunction[] = []
  const exports = own.map((made) => ({
    ...made,
    signature: { ...made.signature, params: made.signature.params.map((type) => named(copy, type, taken)) },
  }))
  return { ...others, exports, ...(positions ? { positions: placesIn(positions) } : {}), values, taken, sources: sourcesIn(copy, artifact) }
}

/** Ids of units mean nothing there, files do. */
function placesIn(positions: Positions): Positions {
  return relocated(positions, ({ source, line, column }) => {
    const place = unitById(source)?.placeAt?.(line, column)
    return place && { source: place.file, line: place.line - 1, column: place.column - 1 }
  })
}

/** A built-in that is an argument has its path for a key on the way; another function is known there by its source and what it captures. */
function named(copy: Copy, type: HostType, taken: SentFunction[]): HostType {
  if (type.kind !== 'function') return type
  const fn = functionById(type.key)
  const path = builtinPath(fn)
  if (path !== undefined) return { kind: 'function', key: path }
  const described = fn === undefined ? 'what is not there any more' : describeFunction(fn)
  if (typeof described === 'string') {
    const what = fn?.name ? `the function ${fn.name}` : 'a function'
    refuse(
      copy,
      `it takes ${what}, which captures ${described}, and that is of this thread: have it use the function by its name instead, and both go along`,
    )
  }
  return { kind: 'function', key: `sent:${taken.push(described) - 1}` }
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
  if (typedArrayName(value) !== undefined) return copiedArray(copy, value as TypedArray)
  if (copy.machine.held.has(value)) refuse(copy, `it uses ${name}, which instances of this thread hold`)
  const made: object = Array.isArray(value) ? [] : {}
  copy.made.set(value, made)
  for (const [key, item] of Object.entries(value)) (made as Record<string, unknown>)[key] = copied(copy, name, item)
  return made
}

function copiedArray(copy: Copy, array: TypedArray): TypedArray {
  const { start, end } = boundsOf(array)
  const region = bufferOf(array) === copy.machine.memory.buffer && copy.regions.find((each) => each.start <= start && end <= each.end)
  if (!region) return array
  const maker = (globalThis as unknown as Record<string, new (from: ArrayBuffer, offset: number, length: number) => TypedArray>)[
    typedArrayName(array)!
  ]!
  const made = new maker(region.bytes(), start - region.start, array.length)
  copy.made.set(array, made)
  return made
}

function boundsOf({ byteOffset, byteLength }: TypedArray): { start: number; end: number } {
  return { start: byteOffset, end: byteOffset + byteLength }
}

/** Find the arrays of linear memory that are in a value. */
function addRegions(copy: Copy, value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || copy.machine.held.has(value)) return
  seen.add(value)
  if (typedArrayName(value) === undefined) {
    for (const item of Object.values(value)) addRegions(copy, item, seen)
    return
  }
  const { buffer } = copy.machine.memory
  if (bufferOf(value as TypedArray) !== buffer) return
  let { start, end } = boundsOf(value as TypedArray)
  // An element of any kind may begin there.
  start &= ~7
  const apart = copy.regions.filter((each) => each.end <= start || end <= each.start)
  for (const each of copy.regions) {
    if (apart.includes(each)) continue
    start = Math.min(start, each.start)
    end = Math.max(end, each.end)
  }
  copy.regions = [...apart, { start, end, bytes: once(() => buffer.slice(start, end) as ArrayBuffer) }]
}
