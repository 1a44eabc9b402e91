/** Functions of the host that were given to calls that are running: compiled code knows them by their index. */
import type { HostType } from '../artifact/types.ts'
import type { Frame } from './frame.ts'
import { type Code, codeOf } from './scalars.ts'

export type Callback = HostType & { readonly kind: 'callback' }

export interface Given {
  readonly fn: (...values: unknown[]) => unknown
  readonly type: Callback
  /** Of what it returns: most answers need no other look. */
  readonly code: Code
  readonly frame: Frame
  /** Whose parameter it is, for messages: `integrate: f`. */
  readonly path: string
}

/** Where a call finds the function as long as it runs. */
export function give(frame: Frame, fn: unknown, type: Callback, path: string): number {
  return frame.machine.given.push({ fn: fn as Given['fn'], type, code: codeOf(type.result), frame, path }) - 1
}
