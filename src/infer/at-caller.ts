/** Errors found inside of functions that are ours are the user's where the user calls them: there they are shown. */
import type { Span } from '../base/span.ts'
import { TypingError } from '../report/error.ts'
import type { Instance, World } from './world.ts'

/** Run `work` on an instance. */
export function atCaller<T>(world: World, instance: Instance, work: () => T): T {
  if (!isOurs(instance)) return work()
  try {
    return work()
  } catch (error) {
    const at = error instanceof TypingError ? callOf(world, instance) : undefined
    if (!at || !(error instanceof TypingError)) throw error
    throw new TypingError(error.code, error.kind, error.reason, at, error.notes)
  }
}

/** Of the prelude, or what calls a function of the host (callbacks.ts). */
function isOurs({ template: { unit } }: Instance): boolean {
  return unit.id.startsWith('prelude:') || unit.id.startsWith('callback:')
}

/** The first call on the way up that the user wrote. */
function callOf(world: World, from: Instance): Span | undefined {
  const seen = new Set<Instance>([from])
  for (const callee of seen) {
    for (const caller of world.instances) {
      for (const [inst, callees] of caller.calls) {
        if (!callees.some(({ instance }) => instance === callee)) continue
        if (!isOurs(caller)) return inst.span
        seen.add(caller)
      }
    }
  }
  return undefined
}
