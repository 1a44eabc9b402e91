/** The form of a row of the tables of built-ins. */
import type { Inst, Value } from '../../ir/function.ts'
import { NULLISH, restrict, type SemType } from '../lattice.ts'
import type { Lower } from '../lower/lower.ts'
import type { Node } from '../shapes.ts'
import type { Site } from '../world.ts'

export interface Builtin {
  /** Fewest arguments (the receiver of a method counts). */
  readonly required?: number
  /** Methods: the receiver is the first argument. */
  infer(site: Site, args: readonly SemType[]): SemType
  /** What is asked of argument `index` (see represent.ts); everything if there is no rule. */
  demand?(index: number, demand: number, types: readonly SemType[]): number
  lower(l: Lower, inst: Inst, args: readonly Value[]): void
}

/** The sequence node of a receiver. */
export function sequenceOf(site: Site, type: SemType): Node {
  return site.world.shapes.find(restrict(type, ~NULLISH).shape!) as Node
}
