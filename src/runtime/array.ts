/**
 * `array(Float64Array, n)`: a typed array that lies in linear memory, so that it crosses to compiled code without a
 * copy. Its memory is freed when the array, and every view made from it, can no longer be reached.
 */
import { ARRAY, BLOCK, ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'
import { shared } from '../base/shared.ts'
import { bufferOf, writeDescriptor } from './arrays.ts'
import { arrayCode } from './fits.ts'
import { allocate, allocateBlock } from './heap.ts'
import { reserve } from './heap-state.ts'
import { BYTES_ID } from './layout-table.ts'
import { theMachine } from './machine.ts'
import type { TypedArray } from './memory.ts'
import { constructorOf } from './memory.ts'
import { typedArrayName } from './scalars.ts'

const freer = shared('array freer', () => {
  return new FinalizationRegistry<{ descriptor: number; id: number }>(({ descriptor, id }) => {
    const { heap, memory } = theMachine()
    owned().delete(id)
    // The descriptor may live on in an instance, and stand for a newer array of the host.
    const host = (descriptor + ARRAY.host) >> 2
    if (memory.words[host] !== -id) return
    memory.words[host] = 0
    heap.kept.delete(descriptor)
  })
})
/** Arrays made here, by the number that stands negated in their descriptor's host slot. */
const owned = shared('owned arrays', () => new Map<number, WeakRef<TypedArray>>())
/** Views keep the array alive that their memory belongs to. */
const keepers = shared('array keepers', () => new WeakMap<object, object>())
const prototypes = shared('array prototypes', () => new Map<ElementKind, object>())

/** Elements in linear memory, zero. Their descriptor is made once and for all. */
export function makeArray(element: ElementKind, length: number): TypedArray {
  if (!Number.isInteger(length) || length < 0 || length >= 2 ** 31) throw new RangeError(`Invalid typed array length: ${length}`)
  const machine = theMachine()
  const { heap, memory } = machine
  reserve(heap)
  const descriptor = allocate(heap, ARRAY.bytes, machine.arrayIds[element], true)
  heap.kept.add(descriptor)
  const block = keepingOnFailure(descriptor, () => allocateBlock(heap, length * ELEMENTS[element].bytes, BYTES_ID))
  const data = block + BLOCK.data
  const made = new (constructorOf(element))(memory.buffer, data, length)
  const id = machine.nextArray++
  writeDescriptor(memory, descriptor, { data, length, owner: block, host: -id, byteOffset: data, bufferLength: memory.buffer.byteLength })
  keep(element, made, descriptor, id)
  return made
}

function keepingOnFailure<T>(descriptor: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    theMachine().heap.kept.delete(descriptor)
    throw error
  }
}

/** The array that the host slot of a descriptor names. */
export function ownedArray(host: number): TypedArray | undefined {
  return owned().get(-host)?.deref()
}

/**
 * The array that stands for a descriptor, which lives in linear memory and which something of the host can reach: the
 * same one as long as somebody has it.
 */
export function arrayAt(element: ElementKind, descriptor: number): TypedArray {
  const machine = theMachine()
  reserve(machine.heap)
  const { words, buffer } = machine.memory
  const host = words[(descriptor + ARRAY.host) >> 2]!
  const known = host < 0 ? ownedArray(host) : undefined
  if (known !== undefined && machine.owned.get(known)?.descriptor === descriptor) return known
  const data = words[(descriptor + ARRAY.data) >> 2]!
  const made = new (constructorOf(element))(buffer, data, words[(descriptor + ARRAY.length) >> 2]!)
  const id = machine.nextArray++
  words[(descriptor + ARRAY.host) >> 2] = -id
  keep(element, made, descriptor, id)
  return made
}

/** The descriptor lives as long as the array of the host. */
function keep(element: ElementKind, made: TypedArray, descriptor: number, id: number): void {
  const machine = theMachine()
  machine.heap.kept.add(descriptor)
  Object.setPrototypeOf(made, prototypeOf(element))
  machine.owned.set(made, { code: arrayCode(element), descriptor })
  owned().set(id, new WeakRef(made))
  freer().register(made, { descriptor, id }, made)
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
