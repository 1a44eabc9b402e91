/** An exception leaves compiled code: its frames are dropped, a trap becomes its error, and the stack learns of places. */
import type { Instance } from './instantiate.ts'
import { type Machine, unwind } from './machine.ts'
import { untrapped } from './sites.ts'
import { noteThrown } from './stack.ts'

/** What to throw to the program that has called `entry`. */
export function leave(machine: Machine, { artifact, origin, loops }: Instance, error: unknown, entry: unknown): unknown {
  unwind(machine)
  const inner = loops?.origin
  const thrown = untrapped(machine, artifact.sites, inner ?? origin, error)
  if (inner) noteThrown(machine.traces, inner, thrown, entry)
  noteThrown(machine.traces, origin, thrown, entry)
  return thrown
}
