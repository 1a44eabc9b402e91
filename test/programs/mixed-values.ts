// A number, boolean or string in one variable, field, list, argument and result.
type Mixed = number | string

export function variable(n: number): Mixed {
  let x: Mixed = n
  if (n > 2) x = 'big'
  return typeof x === 'string' ? x.length : x + 1
}
// run: variable(1)
// run: variable(5)

export function result(n: number): Mixed {
  return n > 2 ? 'big' : n
}
// run: result(1)
// run: result(-0)
// run: result(NaN)
// run: result(3)

export function flags(n: number): boolean | string {
  return n > 2 ? `big ${n}` : n > 1
}
// run: flags(1)
// run: flags(2)
// run: flags(3)

export function anything(n: number): number | string | boolean | null | undefined {
  switch (n) {
    case 0:
      return null
    case 1:
      return undefined
    case 2:
      return ''
    case 3:
      return false
    case 4:
      return 1.5
    default:
      return 'text'
  }
}
// run: anything(0)
// run: anything(1)
// run: anything(2)
// run: anything(3)
// run: anything(4)
// run: anything(5)

// Every operator, on every kind.
export function operators(n: number, m: number): (number | string | boolean)[] {
  const of = (k: number): number | string | boolean | null | undefined => {
    if (k === 0) return null
    if (k === 1) return undefined
    if (k === 2) return ''
    if (k === 3) return true
    if (k === 4) return 1.5
    if (k === 5) return '1.5'
    if (k === 6) return 'text'
    return Number.NaN
  }
  const a = of(n) as number
  const b = of(m) as number
  const out: (number | string | boolean)[] = [a + b, a - b, a * b, a / b, a % b, a ** b, -a, +a, a | b, a >>> 1, ~a]
  out.push(a < b, a <= b, a > b, a >= b, a === b, a !== b, a == b, a != b, Object.is(a, b) || a === b)
  out.push(!a, a ? 'yes' : 'no', a ? 1 : 0, typeof a, typeof b, `${a}|${b}`, String(a), Number(b), a + 1, 'x' + a, a + 'x')
  out.push(Math.max(a, b), isNaN(a), Boolean(b))
  return out
}
export function table(n: number): (number | string | boolean)[][] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((m) => operators(n, m))
}
// run: table(0)
// run: table(1)
// run: table(2)
// run: table(3)
// run: table(4)
// run: table(5)
// run: table(6)
// run: table(7)

export function logical(n: number): Mixed[] {
  const of = (k: number): Mixed | null => (k === 0 ? null : k === 1 ? '' : k === 2 ? 0 : k === 3 ? 'a' : k)
  const x = of(n)
  let y = of(n)
  y ??= 'default'
  let z = of(n)
  z ||= 7
  return [x ?? 'none', x || 'falsy', (x && 'truthy') ?? -1, y, z]
}
// run: logical(0)
// run: logical(1)
// run: logical(2)
// run: logical(3)
// run: logical(4)

export function list(n: number): Mixed[] {
  const items: Mixed[] = [1, 'a', n]
  items.push('z')
  items.unshift(n * 2)
  items[1] = 'first'
  const found = items.indexOf('z')
  const texts = items.filter((x) => typeof x === 'string')
  const doubled = items.map((x) => (typeof x === 'number' ? x * 2 : x + x))
  return [...items, found, ...texts, ...doubled, items.includes('a') ? 'has a' : 0, items.length, items.join('-')]
}
// run: list(1)
// run: list(0.5)

export function total(items: Mixed[]): number {
  let sum = 0
  for (const item of items) sum += typeof item === 'number' ? item : item.length
  return sum
}
// run: total([1, 'abc', 2])
// run: total(['abc'])
// run: total([1, 2])
// run: total(['abc', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 'end'])

export function changed(items: Mixed[]): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    items[i] = typeof item === 'number' ? `${item}` : item.length
  }
  items.push('end')
}
// run: changed([1, 'abc', 2])

type Token = { type: 'num'; value: number } | { type: 'op'; value: string }

export function tokens(source: string): Token[] {
  const out: Token[] = []
  for (const c of source) {
    if (c >= '0' && c <= '9') out.push({ type: 'num', value: Number(c) })
    else out.push({ type: 'op', value: c })
  }
  return out
}
// run: tokens('1+2-3')
// run: tokens('')

export function evaluate(list: Token[]): number {
  let total = 0
  let sign = 1
  for (const token of list) {
    if (token.type === 'num') total += sign * token.value
    else sign = token.value === '-' || token.value.startsWith('n') ? -1 : 1
  }
  return total
}
// run: evaluate([{ type: 'num', value: 1 }, { type: 'op', value: '-' }, { type: 'num', value: 5 }])
// run: evaluate([{ type: 'num', value: 1 }, { type: 'op', value: 'neg' }, { type: 'num', value: 5 }])

export function parsed(source: string): number {
  return evaluate(tokens(source))
}
// run: parsed('5-3-1')

type Outcome = { ok: true; value: number } | { ok: false; value: string }

export function outcomes(values: number[]): Outcome[] {
  const half = (x: number): Outcome => (x % 2 === 0 ? { ok: true, value: x / 2 } : { ok: false, value: `${x} is odd` })
  return values.map(half)
}
// run: outcomes([2, 3, 4])

type Tree = { kind: 'leaf'; value: Mixed } | { kind: 'pair'; left: Tree; right: Tree }

export function tree(n: number): string {
  const leaf = (value: Mixed): Tree => ({ kind: 'leaf', value })
  const pair = (left: Tree, right: Tree): Tree => ({ kind: 'pair', left, right })
  const show = (t: Tree): string => (t.kind === 'leaf' ? `${t.value}` : `(${show(t.left)} ${show(t.right)})`)
  return show(pair(leaf(n), pair(leaf('x'), leaf(n + 0.5))))
}
// run: tree(4)

export function settings(given: { name: string; size: Mixed; deep: boolean | string }): string {
  const size = typeof given.size === 'number' ? `${given.size}px` : given.size
  return `${given.name}: ${size} ${given.deep === true ? 'deep' : given.deep || 'flat'}`
}
// run: settings({ name: 'a', size: 5, deep: true })
// run: settings({ name: 'a', size: '5em', deep: 'quite' })
// run: settings({ name: 'a', size: '5em', deep: false })

export function maps(words: string[]): Mixed[] {
  const seen = new Map<string, Mixed>()
  for (const word of words) {
    const old = seen.get(word)
    seen.set(word, old === undefined ? 1 : typeof old === 'number' ? (old > 1 ? 'many' : old + 1) : old)
  }
  return [...seen.values()]
}
// run: maps(['a', 'b', 'a', 'c', 'a', 'a', 'b'])

class Cell {
  value: Mixed = 0
  set(value: Mixed): this {
    this.value = value
    return this
  }
  get text(): string {
    return typeof this.value === 'number' ? this.value.toFixed(2) : this.value.toUpperCase()
  }
}

export function cells(n: number): string {
  const cell = new Cell()
  const before = cell.text
  return before + cell.set('abc').text + cell.set(n).text + cell.value
}
// run: cells(1.005)

export function captured(n: number): Mixed[] {
  let last: Mixed = n
  const note = (value: Mixed): Mixed => {
    const before = last
    last = value
    return before
  }
  return [note('a'), note(2), note('c'), last]
}
// run: captured(9)

export function* yielded(n: number): Generator<Mixed> {
  yield n
  yield 'text'
}
export function generated(n: number): Mixed[] {
  const out: Mixed[] = []
  for (const x of yielded(n)) out.push(x)
  return out
}
// run: generated(3)

export function caught(n: number): string {
  let state: Mixed = 0
  try {
    state = 'begun'
    if (n > 1) throw new Error(`failed at ${n}`)
    state = n
  } catch (error) {
    return `${state} ${(error as Error).message}`
  }
  return `${state}`
}
// run: caught(1)
// run: caught(2)

export function padded(left: string, pad: Mixed): string {
  if (typeof pad === 'number') return ' '.repeat(pad) + left
  return pad + left
}
export function both(n: number): string {
  return padded('a', n) + padded('b', '>>')
}
// run: both(3)
// run: padded('a', 2)
// run: padded('a', '..')

export function kinds(x: number | string | boolean): string {
  switch (typeof x) {
    case 'number':
      return 'n' + x
    case 'string':
      return 's' + x
    default:
      return x ? 'yes' : 'no'
  }
}
export function allKinds(list: (number | string | boolean)[]): string {
  return list.map(kinds).join()
}
// run: allKinds([1, 'a', true, false, '', 0, NaN])

export function logged(n: number): void {
  let x: Mixed = n
  console.log(x)
  x = n > 0 ? 'positive' : n
  console.log(x, [x, 1])
}
// run: logged(1)
// run: logged(-1)

export function ordered(list: Mixed[]): Mixed[] {
  return [...list].sort((a, b) => (String(a) < String(b) ? -1 : 1))
}
// run: ordered([3, 'b', 1, 'a', 20])

export function keys(n: number): Mixed[] {
  const seen = new Map<Mixed | boolean | null, number>()
  const all: (Mixed | boolean | null)[] = ['a', 1, '1', true, 'true', null, 'null', n, NaN, 'NaN', -0, 0, '0']
  for (let round = 0; round < 3; round++) for (const key of all) seen.set(key, (seen.get(key) ?? 0) + 1)
  for (let i = 0; i < 40; i++) seen.set(i % 2 === 0 ? i : `${i}`, i)
  const found = [seen.get('a'), seen.get(1), seen.get('1'), seen.get(true), seen.get('true'), seen.get(null), seen.get(NaN), seen.get(0)]
  seen.delete('a')
  const out: Mixed[] = found.map((x) => x ?? -1)
  for (const [key, count] of seen) out.push(`${key}:${typeof key}`, count)
  return out
}
// run: keys(7)
// run: keys(NaN)

export function elements(list: Mixed[]): number {
  return new Set(list).size
}
// run: elements([1, '1', 1, 'a', 'a'])

export function kindOfEither(n: number): string[] {
  const flag = n > 2 ? true : 'text'
  const no = n > 1 ? false : 'text'
  const nothing = n > 3 ? null : n > 2 ? 'text' : n > 1
  return [typeof flag, typeof no, typeof nothing]
}
// run: kindOfEither(0)
// run: kindOfEither(2)
// run: kindOfEither(3)
// run: kindOfEither(4)
