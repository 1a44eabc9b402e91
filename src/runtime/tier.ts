/** Which of V8's compilers makes the code of a module first. */
import { bindingOf } from '../base/binding.ts'

/** Flags by which V8 compiles a module with its optimising tier at once, and what undoes them: V8 11 turns dynamic tiers off as well. */
const SET = ['--no-liftoff', '--no-wasm-lazy-compilation'] as const
const RESTORE = ['--liftoff', '--wasm-dynamic-tiering', '--wasm-lazy-compilation'] as const
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
export function inOptimisingTier<T>(compile: () => T): T {
  const v8 = setter()
  if (v8 === undefined) return compile()
  for (const flag of flags('set')) v8.setFlagsFromString(flag)
  try {
    return compile()
  } finally {
    for (const flag of flags('restore')) v8.setFlagsFromString(flag)
  }
}

/** Can code be optimised before its first call? In Node itself it can; nothing is loaded to find that out. */
export function choosesTier(): boolean {
  if (typeof process !== 'object' || process.versions?.['bun'] !== undefined || process.versions?.['deno'] !== undefined) {
    return setter() !== undefined
  }
  return typeof process.getBuiltinModule === 'function' && !tierIsChosen()
}

type Setter = Pick<typeof import('node:v8'), 'setFlagsFromString'>

/** What sets flags, unless it is not there or the user has chosen tiers himself. */
function setter(): Setter | undefined {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function' || tierIsChosen()) return undefined
  const binding = bindingOf('v8') as Partial<Setter> | undefined
  if (typeof binding?.setFlagsFromString === 'function') return binding as Setter
  const v8 = process.getBuiltinModule('node:v8')
  return typeof v8?.setFlagsFromString === 'function' ? v8 : undefined
}

function tierIsChosen(): boolean {
  return [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((word) =>
    /liftoff|wasm[-_]lazy|jitless|wasm[-_](dynamic[-_])?tier/.test(word),
  )
}
