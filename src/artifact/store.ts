/** What the run time asks of a store of artifacts. The run time knows only this; cache/ fills it in. */
import type { Artifact } from './artifact.ts'
import type { CompileRequest } from './compile.ts'
import type { JoinedMember } from './joined.ts'
import type { Parts } from './parts.ts'

/** How an artifact was come by. */
export interface StoreFacts {
  /** Names everything that the artifact depends on; the first half alone until the rest is known. */
  readonly key: string
  /** Where it is kept; undefined if it is not. */
  readonly file: string | undefined
  /** Milliseconds: to find and read it; to compile it, at the time when that was done. */
  readonly load: number
  readonly saved: number
  /** Why it had to be compiled; undefined if it was found. */
  readonly reason: string | undefined
}

/** One question to the store. */
export interface Lookup {
  readonly artifact: Artifact | undefined
  /** The artifact's code, where it is also part of a larger module. */
  readonly joined?: JoinedMember | undefined
  /** The request in a form that remembers what the compiler asks: give it this one. */
  readonly request: CompileRequest
  /** Keep what the compiler made of it; `build` tells which compiler that was. */
  keep(artifact: Artifact, build: string | undefined): void
  /** What was found cannot be used after all. */
  refuse(reason: string): void
  /** Is there something else of the same name? Then it was edited, most likely. */
  readonly isEdited: boolean
  readonly facts: StoreFacts
}

export interface Store {
  look(request: CompileRequest): Lookup
  /**
   * What a build of the compiler has kept of classes, in their entries; undefined for builds whose work is not kept. `isWorth`: may it take
   * a few milliseconds to keep something of a class of which nothing is kept yet?
   */
  parts?(build: string | undefined, isWorth: () => boolean): Parts | undefined
}
