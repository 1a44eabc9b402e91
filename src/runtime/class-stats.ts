/** What has been compiled for a class. */
import { classOf, type RuntimeClass } from './classes.ts'
import { type SpecialisationStats, type Stats, specialisationStats } from './jit.ts'
import type { Kernel } from './kernel.ts'
import { show } from './scalars.ts'

/** A class as one unit: what its constructor, methods and accessors have come to, those that were called from outside. */
export interface ClassUnit {
  readonly name: string
  readonly kind: 'class'
  /** `cache` if nothing of it had to be compiled; undefined while nothing of it was called from outside. */
  readonly origin: SpecialisationStats['origin'] | undefined
  /** Where it is kept: one file for all of its members. */
  readonly file: string | undefined
  /** Milliseconds that it has cost this process: compiling, finding, instantiating. */
  readonly milliseconds: number
  /** Milliseconds of compiling that the cache has saved it. */
  readonly saved: number
  /**
   * Kernels that have parts of the class in their own code, and the milliseconds that these have cost here. `linked`: the kernel was
   * compiled, and these parts taken from what is kept of the class.
   */
  readonly kernels: readonly {
    readonly name: string
    readonly origin: SpecialisationStats['origin']
    readonly milliseconds: number
    readonly linked: boolean
  }[]
}

export interface ClassStats extends Stats {
  readonly unit: ClassUnit
}

export function classStats(given: unknown): ClassStats {
  const found = typeof given === 'function' ? classOf(given) : undefined
  if (found === undefined) throw new TypeError(`statsOf takes a class given to jitclass, not ${show(given)}`)
  const { kernels } = found
  const specialisations = kernels.flatMap((kernel) => kernel.specialisations.map((each) => specialisationStats(kernel, each)))
  return {
    calls: kernels.reduce((sum, { calls }) => sum + calls, 0),
    bytesCopied: kernels.reduce((sum, { bytesCopied }) => sum + bytesCopied, 0),
    unit: unitOf(found, specialisations),
    specialisations,
  }
}

function unitOf(found: RuntimeClass, members: readonly SpecialisationStats[]): ClassUnit {
  const origins = members.map(({ origin }) => origin)
  return {
    name: found.name,
    kind: 'class',
    origin: origins.includes('compiled') ? 'compiled' : origins[0],
    file: members.map(({ cache }) => cache.file).find((file) => file !== undefined),
    milliseconds: members.reduce((sum, { milliseconds }) => sum + milliseconds.total, 0),
    saved: members.reduce((sum, { cache }) => sum + cache.saved, 0),
    kernels: [...found.users].flatMap((user) => {
      const kernel = user.deref()
      return kernel === undefined || found.kernels.includes(kernel) ? [] : kernelsWith(found, kernel)
    }),
  }
}

/** By specialisation. */
function kernelsWith({ name }: RuntimeClass, kernel: Kernel): ClassUnit['kernels'] {
  return kernel.specialisations.map((each) => {
    const { origin, units } = specialisationStats(kernel, each)
    const own = units.filter((unit) => unit.kind === 'class' && unit.name === name)
    const spent = origin === 'compiled' ? own.reduce((sum, { milliseconds }) => sum + milliseconds, 0) : 0
    return { name: kernel.name, origin, milliseconds: spent, linked: own.length > 0 && own.every((unit) => unit.origin === 'cache') }
  })
}
