/** From an artifact to functions that can be called. Synchronous. */

import type { Artifact } from '../artifact/artifact.ts'
import { now } from '../base/clock.ts'
import { bindLayouts } from './class-adopt.ts'
import { importsFor } from './imports.ts'
import type { Machine } from './machine.ts'
import type { LocatePlace, Origin } from './stack-text.ts'
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
  /** Where its code comes from. */
  readonly origin?: Origin | undefined
}

/** `compiled`: the artifact's code, if the host has compiled it already. `locate`: how stack traces speak of its source. */
export function instantiate(machine: Machine, artifact: Artifact, compiled?: WebAssembly.Module, locate?: LocatePlace): Instance {
  const start = now()
  const compile = () => new WebAssembly.Module(artifact.wasm as Uint8Array<ArrayBuffer>)
  const module = compiled ?? (artifact.hasLoops ? inOptimisingTier(compile) : compile())
  const layouts = bindLayouts(machine, artifact)
  const origin = locate && artifact.positions && { positions: artifact.positions, locate }
  const wanted = WebAssembly.Module.imports(module)
  const { exports } = new WebAssembly.Instance(module, importsFor(machine, artifact, wanted, layouts, origin))
  const makesHandles = wanted.some(({ module: group, name }) => isHandleMaker(group, name))
  return { artifact, functions: exports as Record<string, RawFunction>, makesHandles, milliseconds: now() - start, origin }
}

export function isHandleMaker(group: string, name: string): boolean {
  return group === 'h' && /^(str|error|log)\./.test(name)
}
