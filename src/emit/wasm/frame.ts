/**
 * A function's frame on the shadow stack: the references that the collector must find while it runs. The stack
 * grows upwards. A slot that has not been written yet holds what an earlier call left: the collector looks for
 * objects where the slots point, and takes nothing on trust.
 */
import type { Value } from '../../ir/function.ts'
import type { Frame } from '../roots.ts'
import { access, addLocal, type Code, call, getLocal, global, i32, op, open, setLocal, teeLocal } from './code.ts'
import { importFunction, importGlobal, type Link } from './link.ts'

export interface FrameCode {
  readonly frame: Frame
  /** The local that holds the frame's address. */
  readonly local: number
  readonly bytes: number
  readonly stackPointer: number
}

export function enter(code: Code, link: Link, frame: Frame): FrameCode {
  const local = addLocal(code, 'i32')
  const bytes = Math.ceil(frame.size / 2) * 8
  const stackPointer = importGlobal(link, { module: 'm', name: 'sp', mutable: true })
  global(code, 'global.get', stackPointer)
  if (bytes === 0) setLocal(code, local)
  else {
    teeLocal(code, local)
    i32(code, bytes)
    op(code, 'i32.add')
    global(code, 'global.get', importGlobal(link, { module: 'm', name: 'limit', mutable: false }))
    op(code, 'i32.gt_u')
    open(code, 'if')
    call(code, importFunction(link, { module: 'm', name: 'overflow', params: [], results: [] }))
    op(code, 'unreachable', 'end')
  }
  const made = { frame, local, bytes, stackPointer }
  if (bytes > 0) recover(code, made)
  return made
}

/** Set the stack pointer behind the frame: on entry, and when an exception has unwound callees. */
export function recover(code: Code, { local, bytes, stackPointer }: FrameCode): void {
  getLocal(code, local)
  if (bytes > 0) {
    i32(code, bytes)
    op(code, 'i32.add')
  }
  global(code, 'global.set', stackPointer)
}

/** Set the stack pointer back to what it was at entry. */
export function leave(code: Code, { local, bytes, stackPointer }: FrameCode): void {
  if (bytes === 0) return
  getLocal(code, local)
  global(code, 'global.set', stackPointer)
}

/** Keep a reference that has just been put into its local also in the frame. */
export function spill(code: Code, { frame, local }: FrameCode, value: Value, from: number): void {
  const slot = frame.slots[value]!
  if (slot < 0 || from < 0) return
  getLocal(code, local)
  getLocal(code, from)
  access(code, 'i32.store', 4 * slot)
}
