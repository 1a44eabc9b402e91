import { TEXTS } from '../artifact/layout.ts'

/**
 * Strings and errors as compiled code knows them: numbers. Handles of constants are even and live as long as
 * the process; others are odd and die when the call that made them returns to the host. Once there is a class whose instances hold
 * strings between calls, all are as constants are: each text has one handle.
 */
export interface Handles {
  readonly constants: string[]
  readonly constantIds: Map<string, number>
  readonly strings: string[]
  readonly errors: unknown[]
  /** Instances that the host has may hold strings. */
  held: boolean
}

export function createHandles(): Handles {
  return { constants: [], constantIds: new Map(), strings: [], errors: [], held: false }
}

export function constantHandle(handles: Handles, text: string): number {
  let handle = handles.constantIds.get(text)
  if (handle === undefined) {
    handle = 2 * (handles.constants.push(text) - 1)
    handles.constantIds.set(text, handle)
  }
  return handle
}

export function stringHandle(handles: Handles, text: string): number {
  if (handles.held) return constantHandle(handles, text)
  return 2 * (handles.strings.push(text) - 1) + 1
}

export function stringOf(handles: Handles, handle: number): string {
  return (handle & 1 ? handles.strings : handles.constants)[handle >> 1]!
}

/** A string that may be missing. */
export function textOf(handles: Handles, handle: number): string | null | undefined {
  return handle >= 0 ? stringOf(handles, handle) : handle === TEXTS.null ? null : undefined
}

/** Errors have a table of their own; anything that can be thrown can stand in it. */
export function errorHandle(handles: Handles, error: unknown): number {
  return handles.errors.push(error) - 1
}
