/**
 * A section that tells V8 which functions to optimise when they are first called, where its flag is set (runtime/tier.ts): those that
 * can run for long, and what they call. All others begin in the baseline tier, whose code is there at once; a class whose one method has
 * a loop need not wait for the optimising tier until that one is called. Every other engine skips the section.
 *
 * V8 up to 13: a byte for each function of the module, its strategy in the lowest two bits, then the tier of the first call, then the
 * highest tier.
 */
import type { Code } from './code.ts'
import { type Bytes, newBytes, writeByte, writeName, writeU32 } from './encode.ts'

const SECTION = 'compilationHints'
const STRATEGY = { default: 0, lazy: 1 } as const
const OPTIMISING = 2
const OPTIMISED = STRATEGY.lazy | (OPTIMISING << 2) | (OPTIMISING << 4)

interface Called {
  readonly name: string
  readonly code: Code
}

/** `long`: names of the functions that can run for long. */
export function writeHints(entries: readonly Called[], long: Iterable<string>): Bytes {
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const optimised = new Set(long)
  for (const name of optimised) for (const { callee } of byName.get(name)?.code.calls ?? []) optimised.add(callee)
  const bytes = newBytes()
  writeName(bytes, SECTION)
  writeU32(bytes, entries.length)
  for (const { name } of entries) writeByte(bytes, optimised.has(name) ? OPTIMISED : STRATEGY.default)
  return bytes
}
