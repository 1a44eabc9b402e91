/** What the builder makes of one function of the source: JS-level IR and what its callers must know. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { Span } from '../base/span.ts'
import type { Func } from './function.ts'

export interface Template {
  /** Unique in the compilation: the unit's id and a number, `f3#0`. */
  readonly id: string
  readonly name: string
  readonly unit: SourceUnit
  /** Block 0 has a parameter for each source parameter in order; with `usesThis`, `this` comes first. Defaults and destructuring are code in the body. */
  readonly func: Func
  readonly paramNames: readonly string[]
  /** The last parameter takes the remaining arguments as a list. */
  readonly rest: boolean
  /** `fn.length`. */
  readonly required: number
  readonly usesThis: boolean
  /** Captured variables of enclosing functions in the same unit, in the order of `js.closure`'s operands and `js.captured`'s index. */
  readonly captures: readonly { readonly name: string; readonly cell: boolean }[]
  readonly span: Span
}
