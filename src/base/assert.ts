/** Invariants. A broken one is our bug, never the user's: the message asks for a report. */

export class InvariantError extends Error {
  override name = 'InvariantError'
}

/** Throw if `condition` does not hold; use for facts that the code relies on and cannot express as types. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** The end of a switch over a union: a forgotten member is a type error here. */
export function assertNever(value: never, what = 'value'): never {
  throw new InvariantError(`unexpected ${what}: ${JSON.stringify(value)}`)
}
