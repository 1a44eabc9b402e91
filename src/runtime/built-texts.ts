/**
 * Texts that code builds piece by piece lie in memory (BUILT in artifact/abi.ts). It writes behind what is there by itself, and asks here
 * where a text of the host is to be written, or there is no room. They become the host's when it wants to read one.
 */
import { BUILT, BUILT_BYTES, BUILT_COUNT, BUILT_END, NEXT_BUILT, RUN_FIT, RUN_LETTERS } from '../artifact/abi.ts'
import { BLOCK } from '../artifact/layout.ts'
import { stringHandle, stringOf, type TextsInMemory } from './handles.ts'
import { placeRun } from './heap.ts'
import type { HostFunction } from './host-functions.ts'
import { BYTES_ID } from './layout-table.ts'
import { type Machine, raising } from './machine.ts'
import { bufferOf, copyLetters, forgetParts, textParts } from './text-parts.ts'

/** Room comes in pieces of so many bytes, or more. */
const ROOM = 1 << 21
/** Pieces: objects need room too. */
const MOST = 128
/** So many letters may be copied for each time that somebody asks. */
const FEW = 64

/** Functions of ir/host.ts that know of texts in memory. */
export function memoryTexts(machine: Machine): Record<'str.code' | 'str.char' | 'str.build', HostFunction> {
  const { handles } = machine
  handles.texts ??= textsInMemory(machine)
  const { code, build } = handles.texts
  return {
    'str.code': code,
    'str.char': (handle: number, index: number) => {
      const unit = code(handle, index)
      return stringHandle(handles, unit < 0 ? '' : String.fromCharCode(unit))
    },
    'str.build': (a: number, b: number) => {
      const more = stringOf(handles, b)
      return more === '' ? a : raising(machine, () => build(stringOf(handles, a) + more))
    },
  }
}

function textsInMemory(machine: Machine): TextsInMemory {
  const { handles, heap, memory } = machine
  const known = new Map<number, string>()
  /** Blocks of the heap; the first, of ROOM bytes, is kept from call to call. */
  const rooms: number[] = []
  let mayCopy = 0

  /** See to it that there are so many bytes. */
  const hasRoom = (bytes: number): boolean => {
    if (memory.words[NEXT_BUILT >> 2]! + bytes <= memory.words[BUILT_END >> 2]!) return true
    let room: number | undefined = rooms[0]
    let size = ROOM
    // All is forgotten when texts of calls are: there must be one.
    if (memory.words[BUILT_END >> 2] === 0) stringHandle(handles, 'built')
    else room = undefined
    if (room === undefined) {
      if (rooms.length > 0) size = Math.max(ROOM, bytes)
      room = rooms.length < MOST ? placeRun(heap, BLOCK.data + size, BYTES_ID, false) : 0
      if (room === 0) return false
      heap.kept.add(room)
      rooms.push(room)
    }
    room += BLOCK.data
    memory.words[NEXT_BUILT >> 2] = room
    memory.words[BUILT_END >> 2] = room + size
    return hasRoom(bytes)
  }

  return {
    code: textParts(machine),
    build(text) {
      const count = text.length
      const fit = 2 * count + FEW / 2
      const bytes = RUN_LETTERS + 2 * fit
      if (handles.held || (count < 2 && text < '\u0100') || (mayCopy += FEW) < count || !hasRoom(bytes + BUILT_BYTES))
        return stringHandle(handles, text)
      mayCopy -= count
      const { words } = memory
      const run = words[NEXT_BUILT >> 2]!
      const place = run + bytes
      copyLetters(memory, run + RUN_LETTERS, text)
      words[run >> 2] = words[(place + BUILT_COUNT) >> 2] = count
      words[(run + RUN_FIT) >> 2] = fit
      words[place >> 2] = run
      words[NEXT_BUILT >> 2] = place + BUILT_BYTES
      return place + BUILT
    },
    read(handle) {
      let text = known.get(handle)
      if (text === undefined) {
        const place = (handle - BUILT) >> 2
        const from = memory.words[place]! + RUN_LETTERS
        const count = memory.words[place + BUILT_COUNT / 4]!
        text = bufferOf(memory, count)?.toString('utf16le', from, from + 2 * count) ?? ''
        for (let at = text.length; at < count; at++) text += String.fromCharCode(memory.views.uint16[from / 2 + at] as number)
        known.set(handle, text)
      }
      return text
    },
    reuse: (mark) => forgetParts(machine, mark),
    forget(count) {
      forgetParts(machine)
      if (count > 0) return
      known.clear()
      for (const room of rooms.splice(1)) heap.kept.delete(room)
      memory.words[NEXT_BUILT >> 2] = memory.words[BUILT_END >> 2] = 0
    },
  }
}
