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
  /** Its functions with loops are those of another module, which is opened when the first of them is called. */
  readonly loops?: Loops | undefined
}

export interface Loops {
  /** Once it is open. */
  origin: Origin | undefined
}

/** `compiled`: the artifact's code, if the host has compiled it already. `locate`: how stack traces speak of its source. */
export function instantiate(machine: Machine, artifact: Artifact, compiled?: WebAssembly.Module, locate?: LocatePlace): Instance {
  const start = now()
  const module = compiled ?? moduleOf(artifact)
  const layouts = bindLayouts(machine, artifact)
  const origin = locate && artifact.positions && { positions: artifact.positions, locate }
  const wanted = WebAssembly.Module.imports(module)
  const { exports } = new WebAssembly.Instance(module, importsFor(machine, artifact, wanted, layouts, origin))
  const makesHandles = wanted.some(({ module: group, name }) => isHandleMaker(group, name))
  return { artifact, functions: exports as Record<string, RawFunction>, makesHandles, milliseconds: now() - start, origin }
}

/** The same module once more, for what its artifact is bound to already. */
export function instantiateAgain(
  machine: Machine,
  artifact: Artifact,
  layouts: ReadonlyMap<string, number>,
  origin: Origin | undefined,
): Instance['functions'] {
  const module = moduleOf(artifact)
  const imports = importsFor(machine, artifact, WebAssembly.Module.imports(module), layouts, origin)
  return new WebAssembly.Instance(module, imports).exports as Instance['functions']
}

function moduleOf({ wasm, hasLoops }: Artifact): WebAssembly.Module {
  const compile = () => new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)
  return hasLoops ? inOptimisingTier(compile) : compile()
}

export function isHandleMaker(group: string, name: string): boolean {
  return group === 'h' && /^(str|error|log)\./.test(name)
}
