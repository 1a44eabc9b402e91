/** What one call keeps while it runs, and gives back when it is over. */
import type { ElementKind, HostType } from '../artifact/types.ts'
import { forgetStrings } from './handles.ts'
import type { Machine } from './machine.ts'
import type { TypedArray } from './memory.ts'

/** Thrown where a value does not fit its type; nothing else is known of it. */
export const MISFIT: unique symbol = Symbol('misfit')

/** A typed array of the host that the call sees. Its place in the frame's list plus 1 is its descriptor's host slot. */
export interface HostArray {
  readonly array: TypedArray
  readonly element: ElementKind
  /** Address of the descriptor. */
  readonly descriptor: number
  readonly length: number
  /** Where its elements are in linear memory. */
  data: number
  /** They were copied there, and are not the array's own. */
  readonly copied: boolean
  written: boolean
}

/** A plain array or object of the host, copied to the heap. */
export interface HostObject {
  readonly value: object
  readonly type: HostType
  readonly ref: number
  written: boolean
}

export interface Frame {
  readonly machine: Machine
  /** Bytes of the arena that were in use. */
  readonly arena: number
  readonly pins: number
  readonly strings: number
  readonly errors: number
  /** Functions of the host that running calls were given. */
  readonly given: number
  /** The call around this one. */
  readonly outer: Frame | undefined
  /** A function that it has called, whatever holds it. */
  called: { readonly path: string } | undefined
  readonly arrays: HostArray[]
  /** Made when the first is needed. */
  objects: Map<object, HostObject> | undefined
  bytesCopied: number
}

export function enterFrame(machine: Machine): Frame {
  const { heap, handles, frame: outer } = machine
  const frame: Frame = {
    machine,
    arena: heap.end - heap.arena,
    pins: heap.pins.length,
    strings: handles.count,
    errors: handles.errors.length,
    given: machine.given.length,
    outer,
    called: undefined,
    arrays: [],
    objects: undefined,
    bytesCopied: 0,
  }
  machine.frame = frame
  return frame
}

export function leaveFrame(frame: Frame): void {
  const { heap, handles } = frame.machine
  frame.machine.frame = frame.outer
  heap.arena = heap.end - frame.arena
  shorten(heap.pins, frame.pins)
  forgetStrings(handles, frame.strings)
  shorten(handles.errors, frame.errors)
  shorten(frame.machine.given, frame.given)
}

/** Setting the length of an array is slow, even to what it is. */
function shorten(list: unknown[], length: number): void {
  if (list.length !== length) list.length = length
}
