/** Host objects that stand for lists, tuples and records of instances: one for each, as long as somebody has it. */
import type { HostType } from '../artifact/types.ts'
import { shared } from '../base/shared.ts'
import { type Machine, theMachine } from './machine.ts'

const state = shared('live objects', () => ({
  known: new Map<number, WeakRef<object>>(),
  registry: new FinalizationRegistry<number>((ref) => {
    // A newer one may have taken the place of the one that is gone.
    if (state().known.get(ref)?.deref() !== undefined) return
    state().known.delete(ref)
    theMachine().heap.kept.delete(ref)
  }),
}))

/** The object for a reference; the first time, `make` makes it. */
export function held(machine: Machine, ref: number, type: HostType, make: () => object): object {
  const { known, registry } = state()
  const found = known.get(ref)?.deref()
  if (found !== undefined) return found
  const made = make()
  machine.held.set(made, { ref, type })
  machine.heap.kept.add(ref)
  known.set(ref, new WeakRef(made))
  registry.register(made, ref)
  return made
}
