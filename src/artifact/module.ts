/** Several kernels in one WebAssembly module: what ahead-of-time output says about its code, without the code. */
import type { Artifact } from './artifact.ts'

/** What the calls of one export need. */
export interface ModuleMember {
  readonly implicit: Artifact['implicit']
  readonly writes: Artifact['writes']
}

/** The facts are those of an artifact with several exports; `members` has one entry for each export. */
export interface CompiledModule extends Omit<Artifact, 'wasm' | 'implicit' | 'writes' | 'units' | 'milliseconds'> {
  readonly members: readonly ModuleMember[]
}
