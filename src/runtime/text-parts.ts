/**
 * Letters of texts in memory, where compiled code reads them without a call (TEXT_PART in artifact/abi.ts). At first each letter is given
 * as it is. Who has asked for so many that copying the whole text costs little beside it finds the text there; of a text that is too
 * long, those around the last letter, if the last two were near each other.
 */
import { MEMORY, TEXT_PART } from '../artifact/abi.ts'
import { nodeBuffer } from '../base/node-buffer.ts'
import { isOfCall, stringOf, type TextsInMemory } from './handles.ts'
import type { Machine } from './machine.ts'
import type { Memory, NodeBuffer } from './memory.ts'

/** What was last asked for in a part. */
interface Asked {
  text: number
  index: number
  times: number
}

const MOST = (TEXT_PART.bytes - TEXT_PART.letters) / 2
/** So many letters are copied in the time that one call takes. */
const WORTH = 48
/** How much of a text that is too long. */
const WINDOW = 4096

export function textParts(machine: Machine): TextsInMemory['code'] {
  const { handles } = machine
  const asked: Asked[] = Array.from({ length: TEXT_PART.parts }, () => ({ text: -1, index: 0, times: 0 }))
  return (handle, index) => {
    const text = stringOf(handles, handle)
    if (!(index >= 0 && index < text.length)) return -1
    const part = (handle >> 1) & (TEXT_PART.parts - 1)
    const last = asked[part]!
    if (last.text !== handle) {
      last.text = handle
      last.times = 0
    }
    const isWhole = text.length <= MOST
    if (isWhole ? ++last.times * WORTH >= text.length : Math.abs(index - last.index) < WORTH) {
      const first = isWhole ? 0 : Math.max(0, index < last.index ? index + 1 - WINDOW : index)
      put(machine, part, handle, first, isWhole ? text : text.slice(first, first + WINDOW))
      last.times = 0
    }
    last.index = index
    return text.charCodeAt(index)
  }
}

/** Handles of calls are given out again, those that are not below the mark; without one, all is forgotten. */
export function forgetParts(machine: Machine, mark?: number): void {
  const { words } = machine.memory
  for (let part = 0; part < TEXT_PART.parts; part++) {
    const handle = words[(MEMORY.texts + part * TEXT_PART.bytes) >> 2]!
    if (mark === undefined || isOfCall(handle, mark)) put(machine, part, -1, 0, '')
  }
}

function put({ memory }: Machine, part: number, handle: number, first: number, letters: string): void {
  const address = MEMORY.texts + part * TEXT_PART.bytes
  copyLetters(memory, address + TEXT_PART.letters, letters)
  memory.words[address >> 2] = handle
  memory.words[(address + TEXT_PART.first) >> 2] = first
  memory.words[(address + TEXT_PART.count) >> 2] = letters.length
}

/** For fewer letters, a call of Node's buffers is not worth it. For more, they copy ten times faster than a loop. */
const FEW = 16

/** All of memory, for the methods that Node's buffers have. */
export function bufferOf(memory: Memory, letters: number): NodeBuffer | undefined {
  if (letters > FEW) memory.whole ??= nodeBuffer()?.from(memory.buffer)
  return letters > FEW ? memory.whole : undefined
}

/** Write the letters of a text to memory. */
export function copyLetters(memory: Memory, to: number, text: string): void {
  const buffer = bufferOf(memory, text.length)
  if (buffer !== undefined) return void buffer.write(text, to, 'utf16le')
  const letters = memory.views.uint16
  for (let at = 0; at < text.length; at++) letters[(to >> 1) + at] = text.charCodeAt(at)
}
