/**
 * Helpers that write behind a text that is built in memory (BUILT in artifact/abi.ts), or begin such a text with a letter. They give 0
 * where that does not go: the text is the host's, or long and does not end where its run does, or there is no room.
 */

import { BUILT, BUILT_BYTES, BUILT_COUNT, BUILT_END, LETTERS, NEXT_BUILT, RUN_FIT, RUN_LETTERS } from '../../artifact/abi.ts'
import { once } from '../../base/once.ts'
import type { Helper, Token } from './helpers.ts'

const LEAVE: readonly Token[] = ['if', 'empty', 'i32.const', 0, 'return', 'end']
/** From a handle to where its two words are. */
const PLACE: readonly Token[] = ['i32.const', BUILT, 'i32.sub']
const NEXT: readonly Token[] = ['i32.const', 0, 'i32.load', NEXT_BUILT]
const END: readonly Token[] = ['i32.const', 0, 'i32.load', BUILT_END]
/** Of a longer text, only its end is added to: of what it was before, the host makes another. */
const COPIED = 64
/** A run has room for twice the letters that it begins with, and so many more. */
const MORE = 32

const isBuilt = (local: number): Token[] => ['local.get', local, 'i32.const', BUILT, 'i32.ge_s']
const countOf = (local: number): Token[] => ['local.get', local, ...PLACE, 'i32.load', BUILT_COUNT]

/** What the steps keep: in parameter 0 the text, then these locals. */
interface Locals {
  readonly run: number
  readonly count: number
}

/** The run, whose first letters are those of the text, and which has room for `more` and for another text. */
function place({ run, count }: Locals, more: number): Token[] {
  // biome-ignore format: one step a line
  return [
    'i32.const', 1, 'local.set', count,
    ...isBuilt(0), 'if', 'empty',
    'local.get', 0, ...PLACE, 'i32.load', 0, 'local.set', run,
    ...countOf(0), 'local.tee', count, 'local.get', run, 'i32.load', 0, 'i32.ne',
    'local.get', count, 'local.get', more, 'i32.add', 'local.get', run, 'i32.load', RUN_FIT, 'i32.gt_u', 'i32.or',
    ...NEXT, 'i32.const', BUILT_BYTES, 'i32.add', ...END, 'i32.gt_u', 'i32.or',
    'if', 'empty', 'i32.const', 0, 'local.set', run, 'end',
    'end',
    'local.get', run, 'i32.eqz', 'if', 'empty',
    'local.get', 0, 'local.get', more, 'call', 0, 'local.tee', run, 'i32.eqz', ...LEAVE,
    'end',
  ]
}

/** Push where the letters begin that are added. */
const end = ({ run, count }: Locals): Token[] => ['local.get', run, 'local.get', count, 'i32.const', 1, 'i32.shl', 'i32.add']

/** The longer text; its handle is left in `handle`. */
function close({ run, count }: Locals, more: number, handle: number): Token[] {
  // biome-ignore format: one step a line
  return [
    'local.get', run, 'local.get', count, 'local.get', more, 'i32.add', 'local.tee', count, 'i32.store', 0,
    ...NEXT, 'local.tee', handle, 'local.get', run, 'i32.store', 0,
    'local.get', handle, 'local.get', count, 'i32.store', BUILT_COUNT,
    'i32.const', 0, 'local.get', handle, 'i32.const', BUILT_BYTES, 'i32.add', 'i32.store', NEXT_BUILT,
    'local.get', handle, 'i32.const', BUILT, 'i32.add', 'local.set', handle,
  ]
}

/** A new run that begins with the letters of a text, for so many more. */
export const placeText = once((): Helper => {
  const [text, more, run, count, fit] = [0, 1, 2, 3, 4] as const
  return {
    params: ['i32', 'i32'],
    result: 'i32',
    locals: ['i32', 'i32', 'i32'],
    // biome-ignore format: one step a line
    code: [
      ...isBuilt(text), 'if', 'empty',
      ...countOf(text), 'local.tee', count, 'i32.const', COPIED, 'i32.gt_u',
      'local.get', count, 'local.get', text, ...PLACE, 'i32.load', 0, 'i32.load', 0, 'i32.ne', 'i32.and', ...LEAVE,
      'else',
      'i32.const', 1, 'local.set', count,
      'local.get', text, 'i32.const', 2 * LETTERS, 'i32.ge_s', ...LEAVE,
      'end',
      'local.get', count, 'local.get', more, 'i32.add', 'i32.const', MORE / 2, 'i32.add', 'i32.const', 1, 'i32.shl', 'local.set', fit,
      // The bytes of the run, and of a text.
      ...NEXT, 'local.tee', run, 'local.get', fit, 'i32.const', 1, 'i32.shl', 'i32.add', 'i32.const', RUN_LETTERS + BUILT_BYTES, 'i32.add',
      ...END, 'i32.gt_u', ...LEAVE,
      'i32.const', 0, 'local.get', run, 'local.get', fit, 'i32.const', 1, 'i32.shl', 'i32.add', 'i32.const', RUN_LETTERS, 'i32.add', 'i32.store', NEXT_BUILT,
      'local.get', run, 'local.get', fit, 'i32.store', RUN_FIT,
      ...isBuilt(text), 'if', 'empty',
      'local.get', run, 'i32.const', RUN_LETTERS, 'i32.add',
      'local.get', text, ...PLACE, 'i32.load', 0, 'i32.const', RUN_LETTERS, 'i32.add',
      'local.get', count, 'i32.const', 1, 'i32.shl', 'memory.copy', 0,
      'else',
      'local.get', run, 'local.get', text, 'i32.const', 1, 'i32.shr_u', 'i32.store16', RUN_LETTERS,
      'end',
      'local.get', run,
    ],
  }
})

/** A letter, or another text in memory. Gives the handle. */
export const appendText = once((): Helper => {
  const [run, count, more, from] = [2, 3, 4, 5] as const
  const at = { run, count }
  return {
    params: ['i32', 'i32'],
    result: 'i32',
    locals: ['i32', 'i32', 'i32', 'i32'],
    calls: ['place_text'],
    // biome-ignore format: one step a line
    code: [
      'local.get', 1, 'i32.const', 2 * LETTERS, 'i32.lt_u', 'if', 'empty',
      'i32.const', 1, 'local.set', more, ...place(at, more),
      ...end(at), 'local.get', 1, 'i32.const', 1, 'i32.shr_u', 'i32.store16', RUN_LETTERS,
      'else',
      ...isBuilt(1), 'i32.eqz', ...LEAVE,
      ...countOf(1), 'local.set', more, ...place(at, more),
      ...end(at), 'i32.const', RUN_LETTERS, 'i32.add',
      'local.get', 1, ...PLACE, 'i32.load', 0, 'i32.const', RUN_LETTERS, 'i32.add', 'local.get', more, 'i32.const', 1, 'i32.shl', 'memory.copy', 0,
      'end',
      ...close(at, more, from), 'local.get', from,
    ],
  }
})

/** So many letters, which the caller writes: gives where, without RUN_LETTERS. The text is the latest, 8 bytes before NEXT_BUILT. */
export const appendRoom = once((): Helper => {
  const [more, run, count, handle, first] = [1, 2, 3, 4, 5] as const
  const at = { run, count }
  return {
    params: ['i32', 'i32'],
    result: 'i32',
    locals: ['i32', 'i32', 'i32', 'i32'],
    calls: ['place_text'],
    code: [...place(at, more), ...end(at), 'local.set', first, ...close(at, more, handle), 'local.get', first],
  }
})

/** What a number says, if it is an int32. Gives the handle. */
export const appendDecimal = once((): Helper => {
  const [number, run, count, left, more, rest, digit] = [1, 2, 3, 4, 5, 6, 7] as const
  const at = { run, count }
  return {
    params: ['i32', 'f64'],
    result: 'i32',
    locals: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    calls: ['place_text'],
    // biome-ignore format: one step a line
    code: [
      'local.get', number, 'i32.trunc_sat_f64_s', 'local.tee', left, 'f64.convert_i32_s', 'local.get', number, 'f64.ne', ...LEAVE,
      // The magnitude without a sign; letters: one, one for each ten, and the sign.
      'local.get', left, 'i32.const', 31, 'i32.shr_u', 'local.tee', more,
      'if', 'empty', 'i32.const', 0, 'local.get', left, 'i32.sub', 'local.set', left, 'end',
      'local.get', left, 'local.set', rest,
      'loop', 'empty', 'local.get', more, 'i32.const', 1, 'i32.add', 'local.set', more,
      'local.get', rest, 'i32.const', 10, 'i32.div_u', 'local.tee', rest, 'br_if', 0, 'end',
      ...place(at, more),
      // From the last digit to the first.
      ...end(at), 'local.get', more, 'i32.const', 1, 'i32.shl', 'i32.add', 'local.set', digit,
      'loop', 'empty', 'local.get', digit, 'i32.const', 2, 'i32.sub', 'local.tee', digit,
      'local.get', left, 'local.get', left, 'i32.const', 10, 'i32.div_u', 'local.tee', rest, 'i32.const', 10, 'i32.mul', 'i32.sub',
      'i32.const', 48, 'i32.add', 'i32.store16', RUN_LETTERS,
      'local.get', rest, 'local.tee', left, 'br_if', 0, 'end',
      'local.get', number, 'f64.const', 0, 'f64.lt', 'if', 'empty',
      'local.get', digit, 'i32.const', 45, 'i32.store16', RUN_LETTERS - 2, 'end',
      ...close(at, more, digit), 'local.get', digit,
    ],
  }
})
