/** Reads the small words of a signature from its text, and points at the place where it fails. */
import { once } from '../base/once.ts'

export interface Reader {
  /** Does `token` come next? */
  peek(token: string): boolean
  /** Read `token` if it comes next. */
  take(token: string): boolean
  expect(token: string, what: string): void
  /** An identifier. */
  name(): string | undefined
  /** An identifier, a number or a string in double quotes. */
  key(): string | undefined
  until(end: string): string
  fail(kind: ErrorConstructor, message: string): never
}

/** Engines take a millisecond to compile what speaks of Unicode's letters, and most signatures have none but ASCII's. */
const plainKey = once(() => /[A-Za-z$_][\w$]*|\d+|"(?:[^"\\]|\\.)*"/y)
const anyLetters = once(() => ({
  name: /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy,
  key: /[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|"(?:[^"\\]|\\.)*"/uy,
}))
const isAscii = (code: number) => code < 0x80
const isDigit = (code: number) => code >= 0x30 && code <= 0x39
/** ASCII's letters, `$` and `_`. */
const isLetter = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x24 || code === 0x5f
const isLetterOrDigit = (code: number) => isLetter(code) || isDigit(code)

/** Where what is of a kind ends. Each start reads a few signatures: to compile a regular expression takes longer than that. */
function endOf(text: string, from: number, isOne: (code: number) => boolean): number {
  let at = from
  while (at < text.length && isOne(text.charCodeAt(at))) at++
  return at
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x20 || (code >= 9 && code <= 13) || (!isAscii(code) && /\s/.test(text[at]!))
}

const KNOWN =
  'float64, float32, int8 … int32, uint8 … uint32, int64, uint64, boolean, string; float64[:] for a typed array, float64[] for a growable one'
/** Deeper types than this are a mistake, and would exhaust the stack. */
const MAX_LENGTH = 2000

/** Run `read` over the whole of `text`. */
export function parseWith<T>(text: unknown, what: 'signature' | 'type', read: (reader: Reader) => T): T {
  if (typeof text !== 'string') throw new TypeError(`a ${what} is a string such as 'float64(float64[:], int32)', not ${typeof text}`)
  if (text.length > MAX_LENGTH) throw new SyntaxError(`this ${what} has ${text.length} characters; the longest allowed has ${MAX_LENGTH}`)
  const isPlain = endOf(text, 0, isAscii) === text.length
  let position = 0
  /** Where the word read last begins: what a failure points at. */
  let mark = 0
  const blanks = () => {
    while (position < text.length && isBlank(text, position)) position++
  }
  const match = (pattern: RegExp): string | undefined => {
    blanks()
    pattern.lastIndex = position
    const found = pattern.exec(text)?.[0]
    mark = position
    if (found !== undefined) position += found.length
    return found
  }
  const reader: Reader = {
    peek(token) {
      blanks()
      return text.startsWith(token, position)
    },
    take(token) {
      const found = reader.peek(token)
      if (found) {
        mark = position
        position += token.length
      }
      return found
    },
    expect(token, purpose) {
      if (reader.take(token)) return
      mark = position
      reader.fail(SyntaxError, `\`${token}\` is expected here (${purpose})`)
    },
    name() {
      if (!isPlain) return match(anyLetters().name)
      blanks()
      mark = position
      if (!isLetter(text.charCodeAt(position))) return undefined
      position = endOf(text, position, isLetterOrDigit)
      return text.slice(mark, position)
    },
    key() {
      const found = match(isPlain ? plainKey() : anyLetters().key)
      return found?.startsWith('"') ? (JSON.parse(found) as string) : found
    },
    until(end) {
      const at = text.indexOf(end, position)
      if (at < 0) reader.fail(SyntaxError, `\`${end}\` is missing`)
      const found = text.slice(position, at)
      position = at + end.length
      return found
    },
    fail(kind, message) {
      throw new kind(`${message}\n  in the ${what}  ${text}\n${' '.repeat(`  in the ${what}  `.length + mark)}^\n  types: ${KNOWN}`)
    },
  }
  const result = read(reader)
  blanks()
  mark = position
  if (position < text.length) reader.fail(SyntaxError, `nothing more is expected after the ${what}`)
  return result
}
