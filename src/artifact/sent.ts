/** An artifact on its way to another thread: plain data that can be cloned. Ids in it mean nothing there. */
import type { Artifact } from './artifact.ts'

export interface SentArtifact extends Artifact {
  /** What the implicit arguments stand for, in their order. Arrays and objects are copied on the way, as in any message. */
  readonly values: readonly unknown[]
  /** For each class that was given to jitclass, its source and that of what it extends; nothing for other classes. */
  readonly sources: readonly (readonly string[] | undefined)[]
  /** Functions that are arguments: a type of kind `function` has for its key `sent:` and an index into this. */
  readonly taken: readonly SentFunction[]
}

/** A function by what it is: functions of one text that capture the same are one to compiled code. */
export interface SentFunction {
  readonly text: string
  /** Variables around it that its text mentions, by name: primitive values. It may mention itself. */
  readonly captured: readonly (readonly [name: string, value: unknown] | readonly [itself: string])[]
}
