/** Tokens of the IR's text form, one line at a time, with errors that point at the place. */

const TOKEN =
  /\s*(?:(#.*)|("(?:[^"\\]|\\.)*")|([+-]?(?:Infinity\b|\d+n\b|\d+(?:\.\d+)?(?:e[+-]?\d+)?\b))|([A-Za-z_$][\w$.]*)|(->|[()[\]{},:=@]))/y

export type TokenKind = 'string' | 'number' | 'word' | 'mark' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** As written; a string's is its content. */
  readonly text: string
  readonly column: number
}

/** The tokens of one line, with a finger on the next one. */
export interface Line {
  readonly number: number
  readonly text: string
  readonly tokens: readonly Token[]
  next: number
}

/** All lines with something on them, comments (`#` outside strings) and blank lines dropped. `json` lines keep the rest of the text. */
export function scan(text: string): Line[] {
  const lines: Line[] = []
  text.split('\n').forEach((content, index) => {
    const line: Line = { number: index + 1, text: content, tokens: tokens(content, index + 1), next: 0 }
    if (line.tokens.length > 1) lines.push(line)
  })
  return lines
}

function tokens(content: string, number: number): Token[] {
  const result: Token[] = []
  let at = 0
  while (content.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(content)
    if (!match) fail({ number, text: content }, content.length - content.slice(at).trimStart().length, 'this is no part of the language')
    const [whole, comment, string, numeral, word, mark] = match
    at += whole.length
    if (comment !== undefined) break
    const column = at - (string ?? numeral ?? word ?? mark)!.length
    if (string !== undefined) result.push({ kind: 'string', text: unquote(string, { number, text: content }, column), column })
    else if (numeral !== undefined) result.push({ kind: 'number', text: numeral, column })
    else if (word !== undefined) result.push({ kind: 'word', text: word, column })
    else result.push({ kind: 'mark', text: mark!, column })
    // What follows these is JSON, not tokens.
    if (result.length === 1 && word === 'type') return [...result, { kind: 'end', text: content.slice(at), column: at }]
    if (result.length === 3 && result[0]!.text === 'export') return [...result, { kind: 'end', text: content.slice(at), column: at }]
  }
  result.push({ kind: 'end', text: '', column: content.length })
  return result
}

function unquote(text: string, line: Pick<Line, 'number' | 'text'>, column: number): string {
  try {
    return JSON.parse(text)
  } catch {
    return fail(line, column, 'a string is written as in JSON')
  }
}

export function fail(line: Pick<Line, 'number' | 'text'>, column: number, message: string): never {
  throw new SyntaxError(`IR text, line ${line.number}: ${message}\n  ${line.text}\n  ${' '.repeat(column)}^`)
}

export function peek(line: Line): Token {
  return line.tokens[line.next]!
}

/** Take the next token if it is the mark or word given. */
export function accept(line: Line, text: string): boolean {
  const token = peek(line)
  if (token.kind === 'string' || token.text !== text || token.kind === 'end') return false
  line.next++
  return true
}

export function expect(line: Line, text: string): void {
  if (!accept(line, text)) fail(line, peek(line).column, `expected \`${text}\``)
}

/** Take the next token, which must be of the kind given. */
export function take(line: Line, kind: TokenKind, what: string): string {
  const token = peek(line)
  if (token.kind !== kind) fail(line, token.column, `expected ${what}`)
  line.next++
  return token.text
}

/** A name, quoted or not. */
export function takeName(line: Line, what = 'a name'): string {
  return take(line, peek(line).kind === 'string' ? 'string' : 'word', what)
}

/** A word out of a list of words. */
export function takeOneOf<Word extends string>(line: Line, words: readonly Word[], what: string): Word {
  const token = peek(line)
  const found = words.find((word) => word === token.text)
  if (token.kind !== 'word' || found === undefined) fail(line, token.column, `expected ${what}, one of ${words.join(', ')}`)
  line.next++
  return found
}

/** `v12` or `b3`: the number after the letter. */
export function takeId(line: Line, letter: 'v' | 'b', what: string): number {
  const token = peek(line)
  if (!isId(token, letter)) fail(line, token.column, `expected ${what}, as in \`${letter}1\``)
  line.next++
  return Number(token.text.slice(1))
}

export function isId(token: Token, letter: 'v' | 'b'): boolean {
  return token.kind === 'word' && token.text[0] === letter && /^\d+$/.test(token.text.slice(1))
}

/** Items between commas, up to the closing mark. */
export function takeList<Item>(line: Line, close: string, item: () => Item): Item[] {
  const items: Item[] = []
  while (!accept(line, close)) {
    if (items.length > 0) expect(line, ',')
    items.push(item())
  }
  return items
}
