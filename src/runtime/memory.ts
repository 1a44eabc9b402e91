/**
 * The one linear memory that every compiled unit shares, so that arrays and instances cross between
 * modules as pointers. It begins small, as much as functions on numbers need, because V8 collects garbage when it hears
 * of a large buffer; and before anybody outside of the heap takes a view of it, it is made as large as it gets
 * (`reserve`) and never grows again: no view that somebody keeps is ever detached.
 */
import { MEMORY } from '../artifact/abi.ts'
import { ELEMENTS } from '../artifact/layout.ts'
import type { ElementKind } from '../artifact/types.ts'
import { ensureRoom } from '../base/room.ts'

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

/** What is used of Node's buffers, whose type programs need not have. */
export interface NodeBuffer {
  write(text: string, at: number, encoding: 'utf16le'): number
  toString(encoding: 'utf16le', from: number, to: number): string
}

export interface Memory {
  readonly memory: WebAssembly.Memory
  /** Pages of the largest size that it may come to have. */
  readonly pages: number
  /** It has its last size: views may be kept. */
  final: boolean
  buffer: ArrayBuffer
  bytes: Uint8Array
  /** Indexed by address / 4, and so on. */
  words: Int32Array
  doubles: Float64Array
  floats: Float32Array
  longs: BigInt64Array
  /** All of memory as elements of each kind; made when they are first asked for. */
  readonly views: Readonly<Record<ElementKind, TypedArray>>
  kept: Readonly<Record<ElementKind, TypedArray>> | undefined
  /** As a buffer of Node's; made when it is first asked for (text-parts.ts). */
  whole: NodeBuffer | undefined
  /** `"m" "sp"`, the shadow stack's pointer, and `"m" "limit"`, its end. */
  readonly stackPointer: WebAssembly.Global
  readonly stackLimit: WebAssembly.Global
}

/** Sizes to try, in pages: 1 GiB of address space costs nothing where there is enough of it. */
const SIZES = [16384, 8192, 4096, 1024] as const

/** What a function on numbers seldom goes beyond, and V8 does not mind. */
const FIRST_PAGES = 256

type Views = Pick<Memory, 'buffer' | 'bytes' | 'words' | 'doubles' | 'floats' | 'longs'>

function wordsOf(buffer: ArrayBuffer): Views {
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    floats: new Float32Array(buffer),
    longs: new BigInt64Array(buffer),
  }
}

/** A memory that begins with `first` pages. */
export function createMemory(sizes: readonly number[] = SIZES, first = FIRST_PAGES): Memory {
  const { memory, pages } = allocate(sizes, first)
  const made: Memory = {
    memory,
    pages,
    final: first >= pages,
    ...wordsOf(memory.buffer),
    kept: undefined,
    whole: undefined,
    get views() {
      made.kept ??= viewsOf(made.buffer)
      return made.kept
    },
    stackPointer: new WebAssembly.Global({ value: 'i32', mutable: true }, MEMORY.stack),
    stackLimit: new WebAssembly.Global({ value: 'i32' }, MEMORY.stackEnd),
  }
  return made
}

function allocate(sizes: readonly number[], first: number): { readonly memory: WebAssembly.Memory; readonly pages: number } {
  for (const [index, pages] of sizes.entries()) {
    try {
      return { memory: new WebAssembly.Memory({ initial: Math.min(first, pages), maximum: pages }), pages }
    } catch (error) {
      if (index === sizes.length - 1) throw error
    }
  }
  throw new RangeError('no size of memory was given')
}

/** Give it its last size. False if it had it. Only heap.ts calls this, which knows who is looking at memory. */
export function growToFull(memory: Memory): boolean {
  if (memory.final) return false
  // Growing takes all views away: there must be new ones before anything can throw.
  ensureRoom()
  memory.final = true
  const before = memory.buffer.byteLength / MEMORY.pageBytes
  let pages = memory.pages
  while (pages > before && !grows(memory.memory, pages - before)) pages >>= 1
  Object.assign(memory, wordsOf(memory.memory.buffer), { kept: undefined, whole: undefined })
  return true
}

function grows(memory: WebAssembly.Memory, pages: number): boolean {
  try {
    memory.grow(pages)
    return true
  } catch {
    return false
  }
}
