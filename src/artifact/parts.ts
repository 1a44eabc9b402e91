/** What is kept of classes for code that is compiled with them: a text of the compiler's for each class, which nobody else reads. */
import type { SourceUnit } from './captured.ts'

export interface Parts {
  /** Is what is compiled of this class kept? */
  takes(unit: SourceUnit): boolean
  /** And may that take some milliseconds now? Asked once for each compilation. */
  isWorth(unit: SourceUnit): boolean
  find(unit: SourceUnit): string | undefined
  /** In place of what was kept. */
  keep(unit: SourceUnit, text: string): void
}
