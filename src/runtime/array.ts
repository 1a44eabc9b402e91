/**
 * `array(Float64Array, n)`: a typed array that lies in linear memory, so that it crosses to compiled code without a
 * copy. Its memory is freed when the array, and every view made from it, can no longer be reached.
 */
import { BLOCK, ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'
import { once } from '../base/once.ts'
import { bufferOf, constructorOf } from './arrays.ts'
import { typedArrayName } from './fits.ts'
import type { TypedArray } from './frame.ts'
import { allocateBlock } from './heap.ts'
import { BYTES_ID } from './layout-table.ts'
import { theMachine } from './machine.ts'

const freer = once(() => new FinalizationRegistry<number>((block) => theMachine().heap.kept.delete(block)))
/** Views keep the array alive that their memory belongs to. */
const keepers = once(() => new WeakMap<object, object>())
const prototypes = once(() => new Map<ElementKind, object>())

/** Elements in linear memory, zero. */
export function makeArray(element: ElementKind, length: number): TypedArray {
  if (!Number.isInteger(length) || length < 0 || length >= 2 ** 31) throw new RangeError(`Invalid typed array length: ${length}`)
  const { heap, memory } = theMachine()
  const block = allocateBlock(heap, length * ELEMENTS[element].bytes, BYTES_ID)
  heap.kept.add(block)
  const made = new (constructorOf(element))(memory.buffer, block + BLOCK.data, length)
  Object.setPrototypeOf(made, prototypeOf(element))
  freer().register(made, block, made)
  return made
}

/**
 * The array's own prototype: that of its class, but `subarray` keeps the array alive, and reading `buffer` means that
 * views may be made which nobody sees, so from then on the memory is never freed.
 */
function prototypeOf(element: ElementKind): object {
  const known = prototypes().get(element)
  if (known !== undefined) return known
  const parent = constructorOf(element).prototype as TypedArray
  const made = Object.create(parent, {
    subarray: {
      configurable: true,
      writable: true,
      value: function subarray(this: TypedArray, begin?: number, end?: number): TypedArray {
        return keeping(this, (parent as Float64Array).subarray.call(this as Float64Array, begin, end))
      },
    },
    buffer: {
      configurable: true,
      get(this: TypedArray): ArrayBufferLike {
        freer().unregister((keepers().get(this) ?? this) as TypedArray)
        return bufferOf(this)
      },
    },
  }) as object
  prototypes().set(element, made)
  return made
}

/** `view` shares the memory of `array`: it keeps it alive, and so do views of the view. */
function keeping<T extends TypedArray>(array: TypedArray, view: T): T {
  keepers().set(view, keepers().get(array) ?? array)
  Object.setPrototypeOf(view, Object.getPrototypeOf(array) as object)
  return view
}

/** A view of elements from `bytes` after an array's first. */
export function viewOf(array: TypedArray, element: ElementKind, bytes: number, length: number): TypedArray {
  const first = bytes / ELEMENTS[element].bytes
  if (typedArrayName(array) === ELEMENTS[element].array) return array.subarray(first, first + length)
  return new (constructorOf(element))(array.buffer, array.byteOffset + bytes, length)
}
