/** Several kernels in one WebAssembly module: what ahead-of-time output says about its code, without the code. */
import type { Artifact } from './artifact.ts'

export type CompiledUnit = Pick<Artifact['units'][number], 'name' | 'kind'>

/** What the calls of one export need. */
export interface ModuleMember {
  readonly implicit: Artifact['implicit']
  readonly writes: Artifact['writes']
  /** Functions and classes that were compiled into its code, its own first; not said where it is the only one. */
  readonly units?: readonly CompiledUnit[]
}

/** The facts are those of an artifact with several exports; `members` has one entry for each export. */
export interface CompiledModule extends Omit<Artifact, 'wasm' | 'implicit' | 'writes' | 'units' | 'milliseconds'> {
  readonly members: readonly ModuleMember[]
}
