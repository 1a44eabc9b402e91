/** Adding to texts that grow: helpers (building.ts) write in memory, and the host is asked where they cannot. */
import { BUILT, BUILT_BYTES, NEXT_BUILT, RUN_LETTERS } from '../../artifact/abi.ts'
import { access, type Code, call, getLocal, global, i32, i64, op, open, scratch, setLocal, teeLocal } from './code.ts'
import { callHostFunction, type Link, linkHelper, stringGlobal } from './link.ts'
import type { Emit } from './lowering.ts'
import { choose, isBuilt } from './texts.ts'

/** Longer constants than this are the host's to write. */
const MOST = 32

export const append: Emit = ({ code, link, inst, text }) => {
  const constant = text(inst.args[1]!)
  const isShort = constant !== undefined && constant.length > 0 && constant.length <= MOST
  const [b, a] = operands(code)
  if (isShort) appendConstant(code, link, constant)
  else {
    getLocal(code, a)
    getLocal(code, b)
    call(code, linkHelper(link, 'append_text'))
  }
  orAsk(code, link)
}

/** The two texts: to locals. */
function operands(code: Code): [number, number] {
  const [b, a] = [scratch(code, 'i32', 0), scratch(code, 'i32', 1)]
  setLocal(code, b)
  setLocal(code, a)
  return [b, a]
}

/** A handle is on the stack, or 0. If what is added to a text in memory is one of the host, let the host write that one in memory as well, and try again. */
function orAsk(code: Code, link: Link): void {
  const [b, a, made] = [0, 1, 2].map((n) => scratch(code, 'i32', n)) as [number, number, number]
  setLocal(code, made)
  getLocal(code, made)
  op(code, 'i32.eqz')
  open(code, 'if')
  isBuilt(code, a)
  open(code, 'if')
  global(code, 'global.get', stringGlobal(link, ''))
  getLocal(code, b)
  callHostFunction(code, link, 'str.build')
  setLocal(code, b)
  getLocal(code, a)
  getLocal(code, b)
  call(code, linkHelper(link, 'append_text'))
  setLocal(code, made)
  op(code, 'end')
  getLocal(code, made)
  op(code, 'i32.eqz')
  open(code, 'if')
  getLocal(code, a)
  getLocal(code, b)
  callHostFunction(code, link, 'str.build')
  setLocal(code, made)
  op(code, 'end', 'end')
  getLocal(code, made)
}

/** Push the handle, or 0. */
function appendConstant(code: Code, link: Link, text: string): void {
  const [a, place] = [scratch(code, 'i32', 1), scratch(code, 'i32', 2)]
  getLocal(code, a)
  i32(code, text.length)
  call(code, linkHelper(link, 'append_room'))
  teeLocal(code, place)
  const there = () => {
    for (let first = 0; first < text.length; ) first += storeLetters(code, place, text, first)
    i32(code, 0)
    access(code, 'i32.load', NEXT_BUILT)
    i32(code, BUILT - BUILT_BYTES)
    op(code, 'i32.add')
  }
  choose(code, there, () => i32(code, 0))
}

/** As many letters as one store takes. */
function storeLetters(code: Code, place: number, text: string, first: number): number {
  const left = text.length - first
  const count = left >= 4 ? 4 : left >= 2 ? 2 : 1
  let bits = 0n
  for (let at = count - 1; at >= 0; at--) bits = (bits << 16n) | BigInt(text.charCodeAt(first + at))
  getLocal(code, place)
  if (count === 4) i64(code, BigInt.asIntN(64, bits))
  else i32(code, Number(BigInt.asIntN(32, bits)))
  access(code, count === 4 ? 'i64.store' : count === 2 ? 'i32.store' : 'i32.store16', RUN_LETTERS + 2 * first)
  return count
}

/** A number, or the bits of what may be one: what is none is a NaN. `says` is the host's function for its text. */
export function appendNumber(type: 'f64' | 'i64', says: string): Emit {
  return ({ code, link }) => {
    const [number, b, a] = [scratch(code, type), scratch(code, 'i32', 0), scratch(code, 'i32', 1)]
    setLocal(code, number)
    teeLocal(code, a)
    getLocal(code, number)
    if (type === 'i64') op(code, 'f64.reinterpret_i64')
    call(code, linkHelper(link, 'append_decimal'))
    const made = scratch(code, 'i32', 2)
    setLocal(code, made)
    getLocal(code, made)
    op(code, 'i32.eqz')
    open(code, 'if')
    getLocal(code, number)
    callHostFunction(code, link, says)
    setLocal(code, b)
    op(code, 'end')
    getLocal(code, made)
    orAsk(code, link)
  }
}
