/** Which of V8's compilers makes the code of a module first. */
import { bindingOf, isSomeOption } from '../base/binding.ts'

/** A flag of V8 while a module is compiled; what it is otherwise is the opposite. */
type Flag = readonly [during: '--' | '--no-', name: string]

/** Up to V8 13, what a module says of its functions (emit/wasm/hints.ts) is followed where this is set. In V8 12 it sets another one too. */
const HINTS: readonly Flag[] = [['--', 'experimental-wasm-compilation-hints']]
const IMPLIED = 12
/**
 * Later versions read other hints, in which that cannot be said. There all of the module is optimised at once. That tier inlines calls
 * by the feedback of the baseline tier, and aborts the process where there is none (seen in Node 26.10); it is told not to.
 */
const AT_ONCE: readonly Flag[] = [
  ['--no-', 'liftoff'],
  ['--no-', 'wasm-lazy-compilation'],
  ['--no-', 'wasm-inlining'],
]
const WITHOUT_HINTS = 14

/**
 * V8 cannot replace a running baseline frame of WebAssembly: a first call that loops for a second would be slow
 * for that second. So, where the flags can be set, code with loops is optimised before its first call: when that comes, or here.
 */
export function inOptimisingTier<T>(compile: () => T): T {
  const v8 = setter()
  if (v8 === undefined) return compile()
  const version = Number.parseInt(process.versions.v8, 10)
  const flags = version >= WITHOUT_HINTS ? AT_ONCE : HINTS
  for (const [during, name] of flags) v8.setFlagsFromString(during + name)
  try {
    return compile()
  } finally {
    for (const [during, name] of flags) v8.setFlagsFromString((during === '--' ? '--no-' : '--') + name)
    if (version === IMPLIED) v8.setFlagsFromString('--no-experimental')
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
  return isSomeOption((word) => /liftoff|wasm[-_]lazy|jitless|wasm[-_](dynamic[-_])?tier|compilation[-_]hints/.test(word))
}
