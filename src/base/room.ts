/**
 * Room on the stack. A program may recurse until the stack is exhausted, catch that error, and go on: whatever of ours it
 * interrupts must not be left half done, and V8 ends the process if a regular expression finds no stack to be compiled on. What
 * changes several things that belong together, and what does much, asks for room before it begins.
 */

/** As arguments these take 4 KiB, and are there from the start: no more than that. */
const STEP = 4
const FILLER: readonly undefined[] = /* @__PURE__ */ new Array<undefined>((STEP * 1024) / 8).fill(undefined)

/** KiB, multiples of STEP: for what reads stacks of errors or sources, and for compiling. Else it is 16: some dozens of small calls take less. */
export const ROOM = { stacks: 64, compiler: 256 } as const

/** Throws the engine's RangeError now, if what follows might do so later. Takes 2 to 4 µs for each 16 KiB. */
export function ensureRoom(kibibytes = 16): void {
  descend(kibibytes - STEP, ...FILLER)
}

/** The rest of its arguments has no name: it lies on the stack all the same, and is not copied into an array. */
const descend = ((more: number): void => {
  if (more > 0) ensureRoom(more)
}) as (more: number, ...filler: readonly undefined[]) => void
