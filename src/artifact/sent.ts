/** An artifact on its way to another thread: plain data that can be cloned. Ids in it mean nothing there. */
import type { Artifact } from './artifact.ts'

export interface SentArtifact extends Artifact {
  /** What the implicit arguments stand for, in their order. Arrays and objects are copied on the way, as in any message. */
  readonly values: readonly unknown[]
  /** For each class that was given to jitclass, its source and that of what it extends; nothing for other classes. */
  readonly sources: readonly (readonly string[] | undefined)[]
}
