/**
 * The data of the IR. Values and blocks are dense numbers; facts about them live in arrays beside
 * the function, never on nodes. Block parameters stand in for phi lists: every value is defined
 * once, as a block parameter or as the result of an instruction.
 */
import type { Span } from '../base/span.ts'
import type { Imm } from './imm.ts'
import type { Op } from './ops.ts'
import type { Type } from './types.ts'

export type Value = number & { readonly __brand: 'Value' }
export type Block = number & { readonly __brand: 'Block' }

/** No value: the result of an instruction that has none. */
export const NONE = -1 as Value

export interface Inst {
  op: Op
  args: Value[]
  /** What the operation needs besides values; its form is the row's `imm`. */
  imm: Imm
  /** NONE where the row says `out: 'none'`. */
  result: Value
  span: Span | undefined
}

/** An edge: where control goes, and the values that become the target's parameters. */
export interface Target {
  block: Block
  args: Value[]
}

/** What a failed check or a `throw` throws. `text` holds `$0`, `$1`… where the arguments go. */
export interface ErrorSite {
  /** A built-in error class. */
  readonly kind: 'Error' | 'RangeError' | 'TypeError' | 'SyntaxError' | 'EvalError' | 'ReferenceError' | 'URIError'
  readonly text: string
}

export type Terminator =
  /** `unwind` (JS level only): where an exception of this block's last instruction goes. Its
   *  target's first parameter receives the error and is not among `unwind.args`. */
  | { kind: 'jump'; to: Target; unwind?: Target; span?: Span | undefined }
  /** JS level: `condition` is any value and its truthiness decides. Typed level: a `bool`. */
  | { kind: 'branch'; condition: Value; then: Target; otherwise: Target; span?: Span | undefined }
  /** Typed level: `on` is an i32; case i goes to cases[i], anything else to `otherwise`. */
  | { kind: 'switch'; on: Value; cases: Target[]; otherwise: Target; span?: Span | undefined }
  | { kind: 'return'; values: Value[]; span?: Span | undefined }
  /** JS level: throws `args[0]`. Typed level: throws `site` with `args`; or, with site null, the
   *  pending error (see op `error.set`). */
  | { kind: 'throw'; site: ErrorSite | null; args: Value[]; span?: Span | undefined }
  /** Typed level: a call whose exception goes to `unwind`, if there is one, or one with several results (fresh values,
   *  visible in `to` and what it dominates). */
  | { kind: 'invoke'; callee: string; args: Value[]; results: Value[]; to: Target; unwind?: Target; span?: Span | undefined }
  | { kind: 'unreachable'; span?: Span | undefined }

export interface BlockData {
  params: Value[]
  insts: Inst[]
  term: Terminator
}

export interface Func {
  /** Unique in its module; printed with `@`. */
  name: string
  /** What stack traces call it. Without one it is glue of ours, which they show only where it throws itself. */
  title?: string | undefined
  level: 'js' | 'typed'
  /** Types of the results; more than one only of functions that `invoke` calls. */
  results: Type[]
  /** Type of every value, by Value. */
  types: Type[]
  /** Source name of a value, for reports; sparse, by Value. */
  names: (string | undefined)[]
  /** By Block; block 0 is the entry and its parameters are the function's. */
  blocks: BlockData[]
  /** Calls may be replaced by the body whatever its size (closures, accessors, prelude). */
  inline: 'auto' | 'always' | 'never'
}

/** All successor edges of a block, in a fixed order. The targets are the real ones: writing to them edits the block. */
export function targets(term: Terminator): Target[] {
  switch (term.kind) {
    case 'jump':
      return term.unwind ? [term.to, term.unwind] : [term.to]
    case 'branch':
      return [term.then, term.otherwise]
    case 'switch':
      return [...term.cases, term.otherwise]
    case 'invoke':
      return term.unwind ? [term.to, term.unwind] : [term.to]
    case 'return':
    case 'throw':
    case 'unreachable':
      return []
  }
}

/** The same edges one by one, undefined after the last: no list is made. */
export function targetAt(term: Terminator, index: number): Target | undefined {
  switch (term.kind) {
    case 'jump':
    case 'invoke':
      return index === 0 ? term.to : index === 1 ? term.unwind : undefined
    case 'branch':
      return index === 0 ? term.then : index === 1 ? term.otherwise : undefined
    case 'switch':
      return index < term.cases.length ? term.cases[index] : index === term.cases.length ? term.otherwise : undefined
    case 'return':
    case 'throw':
    case 'unreachable':
      return undefined
  }
}

/** Every value that a terminator reads, edge arguments included. */
export function termUses(term: Terminator): Value[] {
  const uses: Value[] = []
  if (term.kind === 'branch') uses.push(term.condition)
  else if (term.kind === 'switch') uses.push(term.on)
  else if (term.kind === 'return') uses.push(...term.values)
  else if (term.kind === 'throw' || term.kind === 'invoke') uses.push(...term.args)
  for (const target of targets(term)) uses.push(...target.args)
  return uses
}

/** Replace every value that a terminator reads by `map(value)`, in place. */
export function mapTermUses(term: Terminator, map: (value: Value) => Value): void {
  if (term.kind === 'branch') term.condition = map(term.condition)
  else if (term.kind === 'switch') term.on = map(term.on)
  else if (term.kind === 'return') term.values = term.values.map(map)
  else if (term.kind === 'throw' || term.kind === 'invoke') term.args = term.args.map(map)
  for (const target of targets(term)) target.args = target.args.map(map)
}
