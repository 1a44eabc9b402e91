/** The two things that the run time does without, until somebody puts them in: a compiler, and a store of artifacts. */
import type { Artifact } from '../artifact/artifact.ts'
import type { CompileRequest, Compiler } from '../artifact/compile.ts'
import { once } from '../base/once.ts'

export interface Store {
  find(request: CompileRequest): Artifact | undefined
  keep(request: CompileRequest, artifact: Artifact): void
}

interface Slots {
  load: (() => Compiler) | undefined
  compiler: Compiler | undefined
  store: Store | undefined
}

const slots = once((): Slots => ({ load: undefined, compiler: undefined, store: undefined }))

/** `load` runs at the first need. */
export function setCompiler(load: () => Compiler): void {
  slots().load = load
  slots().compiler = undefined
}

/** The same, unless there is one. */
export function setDefaultCompiler(load: () => Compiler): void {
  slots().load ??= load
}

export function setStore(store: Store | undefined): void {
  slots().store = store
}

export function theCompiler(): Compiler {
  const held = slots()
  if (held.load === undefined) {
    throw new Error("this program has no compiler: taipan/runtime only runs what was compiled before; import 'taipan' instead")
  }
  held.compiler ??= held.load()
  return held.compiler
}

export function theStore(): Store | undefined {
  return slots().store
}
