/**
 * The one linear memory that every compiled unit shares, so that arrays and instances cross between
 * modules as pointers. It is reserved at full size and never grows: no view over it is ever detached.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array

type ArrayClass = new (buffer: ArrayBufferLike, byteOffset?: number, length?: number) => TypedArray

/** The constructor of an element kind. */
export function constructorOf(element: ElementKind): ArrayClass {
  return (globalThis as unknown as Record<string, ArrayClass>)[ELEMENTS[element].array]!
}

function viewsOf(buffer: ArrayBuffer): Record<ElementKind, TypedArray> {
  const views = Object.keys(ELEMENTS).map((element) => [element, new (constructorOf(element as ElementKind))(buffer)])
  return Object.fromEntries(views) as Record<ElementKind, TypedArray>
}

export interface Memory {
  readonly memory: WebAssembly.Memory
  readonly buffer: ArrayBuffer
  readonly bytes: Uint8Array
  /** Indexed by address / 4, and so on. */
  readonly words: Int32Array
  readonly doubles: Float64Array
  readonly floats: Float32Array
  readonly longs: BigInt64Array
  /** All of memory as elements of each kind. */
  readonly views: Readonly<Record<ElementKind, TypedArray>>
  /** `"m" "sp"`, the shadow stack's pointer, and `"m" "limit"`, its end. */
  readonly stackPointer: WebAssembly.Global
  readonly stackLimit: WebAssembly.Global
}

/** Sizes to try, in pages: 1 GiB of address space costs nothing where there is enough of it. */
const SIZES = [16384, 8192, 4096, 1024] as const

export function createMemory(sizes: readonly number[] = SIZES): Memory {
  const memory = reserve(sizes)
  const { buffer } = memory
  return {
    memory,
    buffer,
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    floats: new Float32Array(buffer),
    longs: new BigInt64Array(buffer),
    views: viewsOf(buffer),
    stackPointer: new WebAssembly.Global({ value: 'i32', mutable: true }, MEMORY.stack),
    stackLimit: new WebAssembly.Global({ value: 'i32' }, MEMORY.stackEnd),
  }
}

function reserve(sizes: readonly number[]): WebAssembly.Memory {
  for (const [index, pages] of sizes.entries()) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages })
    } catch (error) {
      if (index === sizes.length - 1) throw error
    }
  }
  throw new RangeError('no size of memory was given')
}
