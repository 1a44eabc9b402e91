/** Kernels from artifacts, of this thread or another (send.ts): no source, no compiler. */
import { ABI_VERSION, type Artifact } from '../artifact/artifact.ts'
import type { SentArtifact } from '../artifact/sent.ts'
import type { HostType } from '../artifact/types.ts'
import { declaredClasses } from './class-adopt.ts'
import { classesNamed, type RuntimeClass } from './classes.ts'
import { refuse } from './dispatch.ts'
import { keyOf, keyOfSent, sourcesOf } from './identity.ts'
import { type Kernel, newKernel, type Specialisation } from './kernel.ts'
import { type Callable, callableOf, kernelParts } from './load.ts'
import { theMachine } from './machine.ts'
import { specialisationOf } from './specialisation.ts'

/**
 * A function that takes the signatures of the artifacts and no others; the first that fits is called. Classes given to
 * jitclass that the code knows must have been given to it in this thread too.
 */
export function loadKernel(artifacts: readonly (Artifact | SentArtifact)[]): Callable {
  const [first] = artifacts
  if (first === undefined)
    throw new TypeError('loadKernel was given no artifact: of the kernel that was to be sent, nothing had been compiled')
  const loaded = artifacts.map(load)
  const kernel = newKernel({ ...kernelParts(first.name, loaded), unseen: refuseSent })
  for (const found of loaded.flatMap(({ instance }) => declaredClasses(instance.artifact))) {
    found.users.add((kernel.self ??= new WeakRef(kernel)))
  }
  return callableOf(kernel)
}

function load(artifact: Artifact | SentArtifact): Specialisation {
  if (artifact.version !== ABI_VERSION) {
    throw new TypeError(`${artifact.name} was compiled by another version of taipan (${artifact.version}, this is ${ABI_VERSION})`)
  }
  const { values = [], sources = [], taken = [], positions, ...others } = artifact as SentArtifact
  // Those of an artifact that was not sent speak of the process that it was made in.
  const own = 'values' in artifact && positions ? { ...others, positions } : others
  if (values.length !== artifact.implicit.length) throw new TypeError(`the values that ${artifact.name} captures are missing`)
  const captured = (id: string) => values[artifact.implicit.findIndex((each) => each.id === id)]
  return specialisationOf(theMachine(), withFunctions(withClassesOf(own, sources), taken), 'sent', captured)
}

/** A built-in that is an argument was sent by its path, another function by what it is; they have keys of this thread. */
function withFunctions(artifact: Artifact, taken: SentArtifact['taken']): Artifact {
  const here = (type: HostType): HostType => {
    if (type.kind !== 'function') return type
    const sent = type.key.startsWith('sent:') ? taken[Number(type.key.slice(5))] : undefined
    if (sent !== undefined) {
      const key = keyOfSent(sent)
      if (key === undefined)
        throw new TypeError(
          `${artifact.name} takes a function that is known by its source, which only jit compares: call jit or jitclass in this thread first`,
        )
      return { kind: 'function', key }
    }
    let found: unknown = globalThis
    for (const name of type.key.split('.')) found = (found as Record<string, unknown> | undefined)?.[name]
    return typeof found === 'function' ? { kind: 'function', key: keyOf(found) } : type
  }
  const exports = artifact.exports.map((made) => {
    const { params, result } = made.signature
    return { ...made, signature: { params: params.map(here), result } }
  })
  return { ...artifact, exports }
}

/** Its classes are those of this thread that have the same source. */
function withClassesOf(artifact: Artifact, sources: SentArtifact['sources']): Artifact {
  const used = new Set<RuntimeClass>()
  const classes = artifact.classes.map((each, index) => {
    if (!each.declared) return each
    const found = classHere(artifact.name, each.name, sources[index])
    used.add(found)
    return { ...each, id: found.unit.id }
  })
  for (const found of used) {
    const other = found.subclasses.find((extending) => !used.has(extending))
    if (other) throw new TypeError(`${artifact.name} was compiled where no class ${other.name} extends ${found.name}`)
  }
  return { ...artifact, classes }
}

function classHere(user: string, name: string, sources: readonly string[] | undefined): RuntimeClass {
  const named = classesNamed(name)
  const same = named.filter(({ plain }) => sourcesOf(plain).join('\0') === sources?.join('\0'))
  if (same.length === 1) return same[0]!
  const wanted = `${user} uses the class ${name}`
  if (named.length === 0) throw new TypeError(`${wanted}: give it to jitclass in this thread first`)
  if (same.length === 0) throw new TypeError(`${wanted}, which has another source in this thread`)
  throw new TypeError(`${wanted}, of which this thread has ${same.length}`)
}

function refuseSent(kernel: Kernel, values: readonly unknown[]): never {
  if (kernel.specialisations.length > 0) return refuse(kernel, values)
  throw new TypeError(
    `${kernel.name} is outdated: more is known of a class that it uses than where it was compiled (a class extends it, say)`,
  )
}
