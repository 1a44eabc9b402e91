/** Typed arrays as arguments and results of output whose run time is small (open-sealed.ts), which holds this if it needs it. */
import type { ElementKind } from '../artifact/types.ts'
import { arrayAt } from './array.ts'
import { copyIn, copyOut, type Lent, lowerArray } from './arrays.ts'
import { reserve } from './heap-state.ts'
import { liftArray } from './lift.ts'
import type { TypedArray } from './memory.ts'

export interface SealedArrays {
  lower(lent: Lent, element: ElementKind, value: unknown, written: boolean): number
  copyIn(lent: Lent): void
  copyOut(lent: Lent): void
  /** `held`: instances hold arrays of the kind, and one that they hold must not be copied. */
  lift(lent: Lent, element: ElementKind, ref: number, held: boolean): TypedArray
}

export const sealedArrays: SealedArrays = {
  lower(lent, element, value, written) {
    reserve(lent.machine.heap)
    return lowerArray(lent, element, value, written)
  },
  copyIn,
  copyOut,
  lift({ machine, arrays }, element, ref, held) {
    reserve(machine.heap)
    const given = arrays.find(({ descriptor }) => descriptor === ref)
    if (given) return given.array
    return held ? arrayAt(element, ref) : liftArray({ machine, arrays, objects: new Map(), buffers: new Map() }, element, ref)
  },
}
