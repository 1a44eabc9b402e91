/**
 * What is asked of texts in loops, answered without the host where that is possible: letters that lie in memory (MEMORY.texts), and
 * texts of one letter, whose handles say what they are (LETTERS); and texts that are built there (BUILT). `ask` calls the host, with the
 * operands on the stack.
 */
import { BUILT, BUILT_COUNT, LETTERS, MEMORY, RUN_LETTERS, TEXT_PART } from '../../artifact/abi.ts'
import { access, type Code, getLocal, i32, op, open, scratch, setLocal, teeLocal } from './code.ts'
import type { At } from './lowering.ts'

type Emit = (code: Code, ask: () => void, at: At) => void

/** One of two values, by the condition on the stack. */
export function choose(code: Code, then: () => void, otherwise: () => void): void {
  open(code, 'if', 'i32')
  then()
  op(code, 'else')
  otherwise()
  op(code, 'end')
}

/** Push something if a text's letter lies in memory, else something else: its address without MEMORY.texts is on the stack for `there`. */
function letter(code: Code, there: () => void, otherwise: () => void): void {
  const [index, text, part, offset] = [0, 1, 2, 3].map((n) => scratch(code, 'i32', n)) as [number, number, number, number]
  setLocal(code, index)
  setLocal(code, text)
  getLocal(code, text)
  i32(code, 2 * (TEXT_PART.parts - 1))
  op(code, 'i32.and')
  i32(code, Math.log2(TEXT_PART.bytes) - 1)
  op(code, 'i32.shl')
  teeLocal(code, part)
  access(code, 'i32.load', MEMORY.texts)
  getLocal(code, text)
  op(code, 'i32.eq')
  getLocal(code, index)
  getLocal(code, part)
  access(code, 'i32.load', MEMORY.texts + TEXT_PART.first)
  op(code, 'i32.sub')
  teeLocal(code, offset)
  getLocal(code, part)
  access(code, 'i32.load', MEMORY.texts + TEXT_PART.count)
  op(code, 'i32.lt_u', 'i32.and')
  const address = () => {
    getLocal(code, part)
    getLocal(code, offset)
    i32(code, 1)
    op(code, 'i32.shl', 'i32.add')
    there()
  }
  choose(code, address, otherwise)
}

/** Call the host with the two operands, which `letter` and `pair` leave in these locals. */
function askAgain(code: Code, ask: () => void): () => void {
  return () => {
    getLocal(code, scratch(code, 'i32', 1))
    getLocal(code, scratch(code, 'i32', 0))
    ask()
  }
}

const unitThere = (code: Code) => () => access(code, 'i32.load16_u', MEMORY.texts + TEXT_PART.letters)

const code: Emit = (code, ask, at) =>
  letter(
    code,
    unitThere(code),
    builtUnit(code, at, () => i32(code, -1), askAgain(code, ask)),
  )

const char: Emit = (code, ask, at) => {
  const unit = scratch(code, 'i32', 3)
  const none = () => i32(code, LETTERS)
  letter(code, unitThere(code), builtUnit(code, at, none, none))
  teeLocal(code, unit)
  i32(code, LETTERS)
  op(code, 'i32.lt_u')
  choose(code, letterOf(code, unit), askAgain(code, ask))
}

/** Push the letter of a text that is built, where there are any, with the operands in the locals of `letter`. */
function builtUnit(code: Code, { link }: At, outside: () => void, otherwise: () => void): () => void {
  if (!link.builds) return otherwise
  const [index, text] = [scratch(code, 'i32', 0), scratch(code, 'i32', 1)]
  const inside = () => {
    loadBuilt(code, text, 0)
    getLocal(code, index)
    i32(code, 1)
    op(code, 'i32.shl', 'i32.add')
    access(code, 'i32.load16_u', RUN_LETTERS)
  }
  const ofBuilt = () => {
    getLocal(code, index)
    loadBuilt(code, text, BUILT_COUNT)
    op(code, 'i32.lt_u')
    choose(code, inside, outside)
  }
  return () => {
    isBuilt(code, text)
    choose(code, ofBuilt, otherwise)
  }
}

export function isBuilt(code: Code, text: number): void {
  getLocal(code, text)
  i32(code, BUILT)
  op(code, 'i32.ge_s')
}

/** Load one of the two words of a text that is built. */
function loadBuilt(code: Code, text: number, offset: number): void {
  getLocal(code, text)
  i32(code, BUILT)
  op(code, 'i32.sub')
  access(code, 'i32.load', offset)
}

const length: Emit = (code, ask, { link }) => {
  if (!link.builds) return ask()
  const text = scratch(code, 'i32', 0)
  const otherwise = () => {
    getLocal(code, text)
    ask()
  }
  setLocal(code, text)
  isBuilt(code, text)
  choose(code, () => loadBuilt(code, text, BUILT_COUNT), otherwise)
}

/** The handle of a letter below LETTERS. */
function letterOf(code: Code, unit: number): () => void {
  return () => {
    getLocal(code, unit)
    i32(code, 1)
    op(code, 'i32.shl')
  }
}

/** Both operands to locals. */
function pair(code: Code): [number, number] {
  const [b, a] = [scratch(code, 'i32', 0), scratch(code, 'i32', 1)]
  setLocal(code, b)
  setLocal(code, a)
  return [a, b]
}

function isLetter(code: Code, text: number): void {
  getLocal(code, text)
  i32(code, 2 * LETTERS)
  op(code, 'i32.lt_u')
}

/** Equal handles, equal texts. A letter has one handle, and so has each constant; those are even. */
const equal: Emit = (code, ask) => {
  const [a, b] = pair(code)
  const areDifferent = () => {
    isLetter(code, a)
    isLetter(code, b)
    op(code, 'i32.or')
    getLocal(code, a)
    getLocal(code, b)
    op(code, 'i32.or')
    i32(code, 1)
    op(code, 'i32.and', 'i32.eqz', 'i32.or')
  }
  const otherwise = () => {
    areDifferent()
    choose(code, () => i32(code, 0), askAgain(code, ask))
  }
  getLocal(code, a)
  getLocal(code, b)
  op(code, 'i32.eq')
  choose(code, () => i32(code, 1), otherwise)
}

const less: Emit = (code, ask) => {
  const [a, b] = pair(code)
  const byHandles = () => {
    getLocal(code, a)
    getLocal(code, b)
    op(code, 'i32.lt_u')
  }
  isLetter(code, a)
  isLetter(code, b)
  op(code, 'i32.and')
  choose(code, byHandles, askAgain(code, ask))
}

const fromCode: Emit = (code, ask) => {
  const [number, unit] = [scratch(code, 'f64'), scratch(code, 'i32')]
  const askForNumber = () => {
    getLocal(code, number)
    ask()
  }
  teeLocal(code, number)
  op(code, 'i32.trunc_sat_f64_u')
  teeLocal(code, unit)
  op(code, 'f64.convert_i32_u')
  getLocal(code, number)
  op(code, 'f64.eq')
  getLocal(code, unit)
  i32(code, LETTERS)
  op(code, 'i32.lt_u', 'i32.and')
  choose(code, letterOf(code, unit), askForNumber)
}

/** By the name of the host's function. */
export const TEXT_CALLS: Readonly<Record<string, Emit>> = {
  'str.code': code,
  'str.char': char,
  'str.length': length,
  'str.eq': equal,
  'str.lt': less,
  'text:String.fromCharCode:d:s': fromCode,
}
