import type { Locator } from './place.ts'

/**
 * What a bundler plugin has attached to functions and classes: their source as it was written, and what is around them. A
 * minifier renames variables and rewrites code; what is attached stays. The table hangs on the global object, so that code
 * that attaches imports nothing, and several copies of this library in one page read the same.
 */
export interface Attached {
  /** JavaScript; the types of the source are blanks. */
  readonly text: string
  /** Where the text begins, `src/main.ts:12:7`. */
  readonly place: string
  /** Getters by the names that the text uses, for every variable of its file that it mentions. */
  readonly scope: Readonly<Record<string, unknown>>
  /** Of a class: members that stay JavaScript (generators and such) and mention the class by the name that it has inside. */
  readonly own?: readonly string[]
}

/** The plugin writes this into the code that it transforms (aot/plugin/emit.ts). */
export const ATTACHED = 'taipan.attached'

export function attachedTo(fn: object): Attached | undefined {
  const table = (globalThis as { [key: symbol]: unknown })[Symbol.for(ATTACHED)]
  return table instanceof WeakMap ? (table.get(fn) as Attached | undefined) : undefined
}

/** The source of a function or class. */
export function textOf(fn: object): string {
  return attachedTo(fn)?.text ?? Function.prototype.toString.call(fn)
}

/** Lines and columns of the text, from 0, as those of the file, from 1. */
export function attachedLocator({ place }: Attached): Locator | undefined {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? []
  if (file === undefined) return undefined
  return (within, at) => ({ file, line: Number(line) + within, column: within === 0 ? Number(column) + at : at + 1 })
}
