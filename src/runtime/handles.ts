import { BUILT, LETTERS } from '../artifact/abi.ts'
import { TEXTS } from '../artifact/layout.ts'

/**
 * Strings and errors as compiled code knows them: numbers. Handles of constants are even and live as long as
 * the process, those of single letters (LETTERS) are what they are; others are odd and die when the call that made them returns to the host. Once there is a class whose instances hold
 * strings between calls, all are as constants are: each text has one handle.
 */
export interface Handles {
  readonly constants: string[]
  readonly constantIds: Map<string, number>
  /** Those of calls: so many of them count. There is room for more, since a list that grows by pushes is slow. */
  strings: (string | undefined)[]
  count: number
  readonly errors: unknown[]
  /** Instances that the host has may hold strings. */
  held: boolean
  /** Of texts that lie in memory; made for the first module that asks for texts. */
  texts?: TextsInMemory
}

/** built-texts.ts, text-parts.ts */
export interface TextsInMemory {
  /** charCodeAt, -1 outside. */
  code(handle: number, index: number): number
  /** A text to which more will be added. */
  build(text: string): number
  read(handle: number): string
  /** Handles of calls that are not below the mark are given out again. */
  reuse(mark: number): void
  /** A call is over: only the first texts of the host are left. */
  forget(count: number): void
}

/** Room for strings at first, and the most that is kept when a call is over. */
const ROOM = 64
const MOST_ROOM = 1 << 18

export function createHandles(): Handles {
  return { constants: [], constantIds: new Map(), strings: new Array(ROOM), count: 0, errors: [], held: false }
}

/** The handle of a text of one letter that has a fixed one, or -1. */
function letterHandle(text: string): number {
  if (text.length !== 1) return -1
  const code = text.charCodeAt(0)
  return code < LETTERS ? 2 * code : -1
}

export function constantHandle(handles: Handles, text: string): number {
  const letter = letterHandle(text)
  if (letter >= 0) return letter
  let handle = handles.constantIds.get(text)
  if (handle === undefined) {
    handle = 2 * (LETTERS + handles.constants.push(text) - 1)
    handles.constantIds.set(text, handle)
  }
  return handle
}

export function stringHandle(handles: Handles, text: string): number {
  const letter = letterHandle(text)
  if (letter >= 0) return letter
  if (handles.held) return constantHandle(handles, text)
  const index = handles.count
  if (index === handles.strings.length) makeRoom(handles)
  handles.strings[index] = text
  handles.count = index + 1
  return 2 * (LETTERS + index) + 1
}

export function makeRoom(handles: Handles): void {
  const { strings } = handles
  const wider = new Array<string | undefined>(Math.max(strings.length * 2, ROOM))
  for (let index = 0; index < strings.length; index++) wider[index] = strings[index]
  handles.strings = wider
}

/** Is it the handle of a text of a call, not below the mark? */
export function isOfCall(handle: number, mark: number): boolean {
  return handle >= mark && handle < BUILT && (handle & 1) === 1
}

/** A call is over: only the first ones are left. */
export function forgetStrings(handles: Handles, count: number): void {
  if (handles.count === count) return
  handles.texts?.forget(count)
  if (count === 0 && handles.strings.length > MOST_ROOM) handles.strings = new Array(ROOM)
  else handles.strings.fill(undefined, count, handles.count)
  handles.count = count
}

export function stringOf(handles: Handles, handle: number): string {
  if (handle < 2 * LETTERS) return String.fromCharCode(handle >> 1)
  if (handle >= BUILT) return handles.texts!.read(handle)
  return (handle & 1 ? handles.strings : handles.constants)[(handle >> 1) - LETTERS]!
}

/** A string that may be missing. */
export function textOf(handles: Handles, handle: number): string | null | undefined {
  return handle >= 0 ? stringOf(handles, handle) : handle === TEXTS.null ? null : undefined
}

/** Errors have a table of their own; anything that can be thrown can stand in it. */
export function errorHandle(handles: Handles, error: unknown): number {
  return handles.errors.push(error) - 1
}
