/** What the run time asks of the compiler. The run time knows only this; compiler.ts fills it in. */
import type { Artifact } from './artifact.ts'
import type { SourceUnit } from './captured.ts'
import type { Parts } from './parts.ts'
import type { Signature } from './types.ts'

export interface CompileOptions {
  /** What an access outside a typed array does: what JavaScript does, or always throw. */
  readonly bounds: 'exact' | 'throw'
  /** Sums may be reassociated. */
  readonly fastmath: boolean
  /** Loops run in pieces, for engines that are not told to optimise before the first call. */
  readonly outline?: boolean
  readonly name?: string
}

/** `construct` gives a new instance; a getter takes nothing more, a setter the value and gives nothing. Private names begin with `#`. */
export interface ClassMember {
  readonly kind: 'construct' | 'method' | 'getter' | 'setter'
  readonly static: boolean
  readonly name: string
  /** Of a method: just this class's, even of an instance whose class has one of its own. */
  readonly own?: true
  /** Of a method or constructor: from this argument on, not counting `this`, all arguments come in one list. */
  readonly listed?: number
}

export interface CompileRequest {
  readonly unit: SourceUnit
  /**
   * One type for each argument given. Functions among them are `{ kind: 'function', key }` with `key` in `functions`.
   * The artifact's signature may have fewer parameters, if the function declares fewer: the run time then never passes more.
   */
  readonly signature: Signature
  /** Typed by a call: numbers are `int32` or `float64` as seen (to be understood as "number, known int32"), and the result is inferred. */
  readonly lazy: boolean
  readonly functions: ReadonlyMap<string, SourceUnit>
  /** The classes of the signature, by key. */
  readonly classes: ReadonlyMap<string, SourceUnit>
  /** `unit` is a class, and this part of it is wanted as a function. An instance member takes the instance first. */
  readonly member?: ClassMember
  readonly options: CompileOptions
  /** What is kept of classes; without it, all is compiled. */
  readonly parts?: Parts | undefined
}

/** What `inspect()` hands out: text by section, and facts. */
export interface Inspection {
  readonly signature: string
  /** Types of variables with the reason. */
  readonly types: string
  /** IR after each pass. */
  readonly passes: readonly { readonly name: string; readonly text: string }[]
  readonly wat: string
  /** Where checks stayed, what stayed f64 and why. */
  readonly report: string
}

export interface Compiler {
  /** Names the build; what a compiler without one makes is not stored. */
  readonly build?: string | undefined
  compile(request: CompileRequest): Artifact
  inspect(request: CompileRequest): Inspection
}
