/** From an artifact to functions that can be called. Synchronous. */
import type { Artifact } from '../artifact/artifact.ts'
import { bindLayouts } from './class-adopt.ts'
import { importsFor } from './imports.ts'
import type { Machine } from './machine.ts'
import { inOptimisingTier } from './tier.ts'

/** An export of a module, as the engine gives it. */
export type RawFunction = (...operands: (number | bigint)[]) => number | bigint | undefined

export interface Instance {
  readonly artifact: Artifact
  /** The exports by name. */
  readonly functions: Readonly<Record<string, RawFunction>>
  /** Calls may leave handles of strings and errors behind. */
  readonly makesHandles: boolean
  readonly milliseconds: number
}

/** `compiled`: the artifact's code, if the host has compiled it already. */
export function instantiate(machine: Machine, artifact: Artifact, compiled?: WebAssembly.Module): Instance {
  const start = performance.now()
  const compile = () => new WebAssembly.Module(artifact.wasm as Uint8Array<ArrayBuffer>)
  const module = compiled ?? (artifact.hasLoops ? inOptimisingTier(compile) : compile())
  const layouts = bindLayouts(machine, artifact)
  const { exports } = new WebAssembly.Instance(module, importsFor(machine, artifact, module, layouts))
  const makesHandles = WebAssembly.Module.imports(module).some(
    ({ module: group, name }) => group === 'h' && /^(str|error|log)\./.test(name),
  )
  return { artifact, functions: exports as Record<string, RawFunction>, makesHandles, milliseconds: performance.now() - start }
}
