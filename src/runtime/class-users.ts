/** Kernels whose code knows a class: what they were compiled to is dropped when more becomes known of it, and made again. */
import type { RuntimeClass } from './classes.ts'

export function dropUsers(found: RuntimeClass): void {
  for (const user of found.users) {
    const kernel = user.deref()
    if (kernel === undefined || kernel.specialisations.every(({ origin }) => origin === 'aot')) continue
    kernel.specialisations = []
    kernel.pending = kernel.declared
    kernel.fast = null
  }
  found.users.clear()
}

/** A class that extends others was not there when they were compiled: what was compiled for them is compiled again. */
export function outdate(base: RuntimeClass | undefined): void {
  for (let at = base; at !== undefined; at = at.base) dropUsers(at)
}
