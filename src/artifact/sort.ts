/** Typed arrays in linear memory are sorted by the host: its order is JavaScript's, and its code is there already. */
import { ELEMENTS } from './layout.ts'
import type { ElementKind } from './types.ts'

/** The import `array.sort` names a kind by its index here. */
export const ELEMENT_KINDS = Object.keys(ELEMENTS) as ElementKind[]

/** `data`: where in memory the elements begin. */
export function sortElements(memory: ArrayBuffer, data: number, length: number, kind: number): void {
  const { array, bytes } = ELEMENTS[ELEMENT_KINDS[kind]!]
  const View = globalThis[array as 'Float64Array']
  if (data % bytes === 0) {
    new View(memory, data, length).sort()
    return
  }
  // Where a test puts its arrays, elements need not lie on multiples of their size.
  const inside = new Uint8Array(memory, data, length * bytes)
  const copy = inside.slice()
  new View(copy.buffer).sort()
  inside.set(copy)
}
