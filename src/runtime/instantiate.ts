/** From an artifact to functions that can be called. Synchronous. */
import type { Artifact } from '../artifact/artifact.ts'
import { bindLayouts } from './class-adopt.ts'
import { importsFor } from './imports.ts'
import type { Machine } from './machine.ts'

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

/** Flags by which V8 compiles a module with its optimising tier at once, and what undoes them. */
const SET = ['--no-liftoff', '--no-wasm-lazy-compilation'] as const
const RESTORE = ['--liftoff', '--wasm-lazy-compilation'] as const
/**
 * From V8 14 on the optimising tier inlines calls by the feedback of the baseline tier, and aborts the process where
 * there is none (seen in Node 26.10); it is told not to. Earlier versions do not inline unless asked to.
 */
const FEEDBACK = 14

function flags(which: 'set' | 'restore'): readonly string[] {
  const inlines = Number.parseInt(process.versions.v8, 10) >= FEEDBACK
  if (which === 'set') return inlines ? [...SET, '--no-wasm-inlining'] : SET
  return inlines ? [...RESTORE, '--wasm-inlining'] : RESTORE
}

/**
 * V8 cannot replace a running baseline frame of WebAssembly: a first call that loops for a second would be slow
 * for that second. So, where the flags can be set, code with loops is optimised before its first call.
 */
function inOptimisingTier<T>(compile: () => T): T {
  const v8 = setter()
  if (v8 === undefined) return compile()
  for (const flag of flags('set')) v8.setFlagsFromString(flag)
  try {
    return compile()
  } finally {
    for (const flag of flags('restore')) v8.setFlagsFromString(flag)
  }
}

/**
 * Can code be optimised before its first call? In Node itself it can; node:v8, which brings streams along and costs as much
 * as all the rest of a cached start, is not loaded to find that out.
 */
export function choosesTier(): boolean {
  if (typeof process !== 'object' || process.versions?.['bun'] !== undefined || process.versions?.['deno'] !== undefined) {
    return setter() !== undefined
  }
  return typeof process.getBuiltinModule === 'function' && !tierIsChosen()
}

/** node:v8, unless it is not there or the user has chosen tiers himself. */
function setter(): Pick<typeof import('node:v8'), 'setFlagsFromString'> | undefined {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function' || tierIsChosen()) return undefined
  const v8 = process.getBuiltinModule('node:v8')
  return typeof v8?.setFlagsFromString === 'function' ? v8 : undefined
}

function tierIsChosen(): boolean {
  return [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((word) => /liftoff|wasm[-_]lazy|jitless|wasm[-_]tier/.test(word))
}
