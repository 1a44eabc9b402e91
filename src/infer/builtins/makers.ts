/** Functions that make typed arrays: `Float64Array.of`, `Float64Array.from`, and the prelude's `__like`. */

import { ELEMENTS } from '../../artifact/layout.ts'
import type { ElementKind } from '../../artifact/types.ts'
import { once } from '../../base/once.ts'
import type { Storage } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { toNumberRange } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { K, onlyKinds, type SemType, typedArray } from '../lattice.ts'
import { allocateArray, arrayData, storageOfElement } from '../lower/arrays.ts'
import { callSet } from '../lower/calls.ts'
import { lengthOf, newTypedArray } from '../lower/construct.ts'
import { toElement } from '../lower/objects.ts'
import { shapeIn } from '../lower/storage.ts'
import type { Site } from '../world.ts'
import type { Builtin } from './builtin.ts'

function checkElement(site: Site, element: ElementKind, type: SemType): void {
  const big = element === 'int64' || element === 'uint64'
  if (big ? !onlyKinds(type, K.BIGINT) : !toNumberRange(type))
    messages.bad_element(site.inst.span, { array: ELEMENTS[element].array, value: describe(type) })
}

function of(element: ElementKind): Builtin {
  return {
    infer: (site, args) => {
      for (const type of args) checkElement(site, element, type)
      return typedArray(element)
    },
    lower: (l, inst, args) => {
      const stored = args.map((arg) => toElement(l, element, arg))
      const array = allocateArray(l, element, l.b.i32(args.length))
      const data = arrayData(l, array)
      const storage: Storage = storageOfElement(element)
      stored.forEach((value, index) => {
        l.b.inst('elem.store', [data, l.b.i32(index), value], { storage, region: 'array', outside: 'unchecked' })
      })
      l.set(inst.result, array, 'ref')
    },
  }
}

function from(element: ElementKind): Builtin {
  return {
    required: 1,
    infer: (site, args) => {
      const mapped = args.length === 2 ? site.world.front.prelude(`${ELEMENTS[element].array}.from`, 'static', 2) : undefined
      if (mapped) return site.world.call(site, mapped, null, args)
      const shape = onlyKinds(args[0]!, K.REF) ? site.world.shapes.find(args[0]!.shape!) : undefined
      if (args.length > 1 || (shape?.kind !== 'array' && shape?.kind !== 'sequence')) {
        return messages.bad_argument(site.inst.span, { name: `${ELEMENTS[element].array}.from`, type: args.map(describe).join(' and ') })
      }
      if (shape.kind === 'sequence') site.world.shapes.grow(shape, 'a typed array is made of it')
      return typedArray(element)
    },
    lower: (l, inst, args) => {
      if (args.length === 2) callSet(l, inst, l.instance.calls.get(inst) ?? [], undefined, args)
      else l.set(inst.result, newTypedArray(l, element, args[0]), 'ref')
    },
  }
}

/** `__like(a, n)`: a zeroed array of the kind of `a`. */
const like: Builtin = {
  required: 2,
  infer: (site, args) => typedArray((site.world.shapes.find(args[0]!.shape!) as { element: ElementKind }).element),
  lower: (l, inst, [array, count]) => {
    const { element } = shapeIn(l, l.type(array!)) as { element: ElementKind }
    l.set(inst.result, allocateArray(l, element, lengthOf(l, element, count!, l.type(count!))), 'ref')
  },
}

const kinds = Object.keys(ELEMENTS) as ElementKind[]

export const makerFunctions = once(
  (): Readonly<Record<string, Builtin>> => ({
    ...Object.fromEntries(kinds.map((element) => [`${ELEMENTS[element].array}.of`, of(element)])),
    ...Object.fromEntries(kinds.map((element) => [`${ELEMENTS[element].array}.from`, from(element)])),
    __like: like,
  }),
)
