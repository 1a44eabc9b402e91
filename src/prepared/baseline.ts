/**
 * V8's baseline compiler, while the compiler compiles for the first time. It would make machine code of a tenth of the compiler,
 * in memory that no page stands behind yet, for functions that are called a few times more in this compilation: the time for
 * that is more than what the code saves, by a tenth of a cold start. What is called on and on is optimised as ever.
 */
import { bindingOf } from '../base/binding.ts'
import { shared } from '../base/shared.ts'

type Flags = Pick<typeof import('node:v8'), 'setFlagsFromString' | 'cachedDataVersionTag'>

interface State {
  /** Whose flags are changed at the moment. */
  changed: Flags | undefined
  done: number
}

/** The compiler is loaded, and a class that the host uses is compiled in several pieces. */
const TIMES = 4
const SET = '--no-sparkplug'
const RESTORE = '--sparkplug'

const state = shared('baseline', (): State => ({ changed: undefined, done: 0 }))

/** `work` loads the compiler, or is one compilation. */
export function withoutBaseline<T>(work: () => T): T {
  const held = state()
  if (held.changed !== undefined || held.done >= TIMES) return work()
  held.done++
  // The module of Node brings more along than is gained: in versions without the binding all stays as it is.
  const flags = typeof process === 'object' ? (bindingOf('v8') as Partial<Flags> | undefined) : undefined
  if (typeof flags?.setFlagsFromString !== 'function' || typeof flags.cachedDataVersionTag !== 'function') return work()
  held.changed = change(flags as Flags)
  try {
    return work()
  } finally {
    held.changed?.setFlagsFromString(RESTORE)
    held.changed = undefined
  }
}

/** Inside of that, with V8's flags as they are outside: code that V8 kept is for the flags that there were. */
export function asOutside<T>(work: () => T): T {
  const { changed } = state()
  if (changed === undefined) return work()
  changed.setFlagsFromString(RESTORE)
  try {
    return work()
  } finally {
    changed.setFlagsFromString(SET)
  }
}

/** Undefined where there is nothing to give back: it was off, or this engine has none. */
function change(flags: Flags): Flags | undefined {
  const before = flags.cachedDataVersionTag()
  flags.setFlagsFromString(SET)
  return flags.cachedDataVersionTag() === before ? undefined : flags
}
