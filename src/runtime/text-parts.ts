/**
 * Letters of texts in memory, where compiled code reads them without a call (TEXT_PART in artifact/abi.ts). At first each letter is given
 * as it is. Who has asked for so many that copying the whole text costs little beside it finds the text there; of a text that is too
 * long, those around the last letter, if the last two were near each other.
 */
import { LETTERS, MEMORY, TEXT_PART } from '../artifact/abi.ts'
import { nodeBuffer } from '../base/node-buffer.ts'
import { stringHandle, stringOf } from './handles.ts'
import type { HostFunction } from './host-functions.ts'
import type { Machine } from './machine.ts'
import type { Memory } from './memory.ts'

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

export function textParts(machine: Machine): Record<'str.code' | 'str.char', HostFunction> {
  const { handles } = machine
  const asked: Asked[] = Array.from({ length: TEXT_PART.parts }, () => ({ text: -1, index: 0, times: 0 }))
  const codeAt = (handle: number, index: number): number => {
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
      put(machine, part, handle, text, first, isWhole ? text.length : Math.min(WINDOW, text.length - first))
      handles.forget ??= () => forget(machine, asked)
      last.times = 0
    }
    last.index = index
    return text.charCodeAt(index)
  }
  return {
    'str.code': codeAt,
    'str.char': (handle: number, index: number) => {
      const code = codeAt(handle, index)
      return code >= 0 && code < LETTERS ? 2 * code : stringHandle(handles, code < 0 ? '' : String.fromCharCode(code))
    },
  }
}

function put({ memory }: Machine, part: number, handle: number, text: string, first: number, count: number): void {
  const address = MEMORY.texts + part * TEXT_PART.bytes
  copy(memory, address + TEXT_PART.letters, text, first, count)
  memory.words[address >> 2] = handle
  memory.words[(address + TEXT_PART.first) >> 2] = first
  memory.words[(address + TEXT_PART.count) >> 2] = count
}

/** Node's buffers copy ten times faster than a loop; for a few letters a call of them is not worth it. */
const FEW = 24

function copy(memory: Memory, to: number, text: string, first: number, count: number): void {
  const quick = count > FEW ? nodeBuffer() : undefined
  if (quick !== undefined) {
    const part = count === text.length ? text : text.slice(first, first + count)
    quick.from(memory.buffer, to, 2 * count).write(part, 0, 2 * count, 'utf16le')
    return
  }
  const letters = memory.views.uint16
  for (let at = 0; at < count; at++) letters[(to >> 1) + at] = text.charCodeAt(first + at)
}

/** Handles of calls are given out again. */
function forget({ memory }: Machine, asked: readonly Asked[]): void {
  for (let part = 0; part < TEXT_PART.parts; part++) {
    memory.words[(MEMORY.texts + part * TEXT_PART.bytes + TEXT_PART.count) >> 2] = 0
    asked[part]!.text = -1
  }
}
