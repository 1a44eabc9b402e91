/** `{}` as a dictionary: properties under names that are found at run time, in the order that JavaScript gives them. */

export function counts(text: string): string {
  const count: Record<string, number> = {}
  for (const word of text.split(' ')) count[word] = (count[word] ?? 0) + 1
  let out = ''
  for (const word in count) out += `${word}=${count[word]};`
  return out
}
// run: counts('a b a c 10 2 a 01 -1 4294967295 4294967294 2 b'); counts('')

export function names(x: number): string {
  const seen: Record<number, boolean> = {}
  for (const key of [x, -x, x * 0.5, x + 2 ** 32, x * 1e20, Number.NaN]) seen[key] = true
  delete seen[x + 1]
  return Object.keys(seen).join()
}
// run: names(0); names(1); names(-3); names(4294967294)

export function inherited(name: string): boolean[] {
  const own: Record<string, number> = {}
  own.a = 1
  own['value' + 'Of'] = 2
  return [name in own, Object.hasOwn(own, name), own.hasOwnProperty(name), own.a === 1, Number(own['valueOf']) === 2]
}
// run: inherited('a'); inherited('b'); inherited('toString'); inherited('__proto__'); inherited('valueOf')

export function bare(text: string): string[] {
  const count = Object.create(null) as Record<string, number>
  for (const word of text.split(' ')) count[word] = (count[word] || 0) + 1
  return Object.entries(count).map(([word, n]) => word + n)
}
// run: bare('constructor a a __proto__ toString a 7')

export function inheritedRead(name: string): number {
  const own: Record<string, number> = {}
  own.a = 1
  return own[name] ?? 0
}
// run: inheritedRead('a'); inheritedRead('b')
// run: inheritedRead('toString') throws RangeError

export function memo(n: number): number {
  const known: Record<number, number> = {}
  const fibonacci = (k: number): number => {
    if (k in known) return known[k]!
    return (known[k] = k < 2 ? k : fibonacci(k - 1) + fibonacci(k - 2))
  }
  return fibonacci(n)
}
// run: memo(0); memo(60)

export function groups(values: number[]): string {
  const byKind: Record<string, number[]> = {}
  for (const value of values) {
    const kind = value % 2 === 0 ? 'even' : 'odd'
    ;(byKind[kind] = byKind[kind] || []).push(value)
  }
  return Object.keys(byKind)
    .map((kind) => `${kind}: ${byKind[kind]!.join()}`)
    .join('; ')
}
// run: groups([]); groups([3, 1, 2, 4])

export function trie(words: string[]): number {
  type Node = { [letter: string]: Node }
  const root: Node = {}
  for (const word of words) {
    let node = root
    for (const letter of word) node = node[letter] ??= {}
  }
  let count = 0
  const walk = (node: Node): void => {
    count++
    for (const letter in node) walk(node[letter]!)
  }
  walk(root)
  return count
}
// run: trie([]); trie(['ab', 'abc', 'b', ''])

export function removal(text: string): string {
  const left: Record<string, number> = {}
  for (const letter of text) left[letter] = 1
  let out = ''
  for (const letter in left) {
    out += letter
    delete left.b
    delete left[letter]
    left[`z${letter}`] = 1
  }
  return `${out} ${Object.keys(left).join()} ${delete left.q}`
}
// run: removal('abc'); removal('cba1'); removal('')

class Store {
  items: Record<string, number> = {}
  add(name: string, amount: number): this {
    this.items[name] = (this.items[name] || 0) + amount
    return this
  }
  total(): number {
    return Object.values(this.items).reduce((sum, amount) => sum + amount, 0)
  }
}

export function store(name: string): number {
  return new Store().add(name, 2).add('x', 3).add(name, 4).total()
}
// run: store('a'); store('x')

export function copies(text: string): string {
  const letters: Record<string, number> = {}
  for (const letter of text) letters[letter] = 1
  const more: Record<string, number> = { ...letters, [text]: 2 }
  const other = Object.fromEntries(Object.entries(more).map(([name, n]) => [`${name}!`, n * 2]))
  return [letters, more, other].map((one) => Object.keys(one).join()).join(' ')
}
// run: copies('ab'); copies(''); copies('b7')

export function changed(key: 'x' | 'y', value: number): number[] {
  const point = { x: 1, y: 2 }
  const next = { ...point, [key]: value }
  const again = Object.assign({}, point, { y: 5 })
  Object.assign(point, { x: 7 })
  return [next.x, next.y, again.x, again.y, point.x, point.hasOwnProperty(key) ? 1 : 0, Object.hasOwn(point, 'z') ? 1 : 0]
}
// run: changed('x', 9); changed('y', 8)

export function properties(object: { x: number; y: number }): string {
  let out = ''
  for (const name in object) out += `${name}${object[name as 'x']}`
  return out
}
// run: properties({ x: 1, y: 2 })

export function missing(there: boolean): number {
  const maybe: Record<string, number> | null = there ? {} : null
  for (const name in maybe) return name.length
  maybe!.a = 1
  return Object.keys(maybe!).length
}
// run: missing(true); missing(false)

export function undefinedName(names: string[], numbers: number[]): string {
  const seen: Record<string, number> = {}
  seen[names[5]!] = 1
  seen[numbers[5]!] = 2
  return Object.keys(seen).join() + String(numbers[7]! in seen)
}
// run: undefinedName([], []); undefinedName(['a'], [1])

export function counted(text: string): Record<string, number> {
  const count: Record<string, number> = {}
  for (const letter of text) count[letter] = (count[letter] ?? 0) + 1
  return count
}
// run: counted('abca1'); counted('')

export function grouped(values: number[]): Record<string, { sum: number; all: number[] }> | null {
  if (values.length === 0) return null
  const byRest: Record<number, { sum: number; all: number[] }> = {}
  for (const value of values) {
    const group = (byRest[value % 3] ??= { sum: 0, all: [] })
    group.sum += value
    group.all.push(value)
  }
  return byRest
}
// run: grouped([]); grouped([5, 1, 3, 4, 2])

export function swapped(map: Map<string, string>): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of map) out[value] = name
  map.clear()
  return out
}
// run: m = new Map([['a', 'x'], ['b', '2']]); swapped(m); swapped(m)

export function declaredResult(n: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i * i]))
}
// signature: declaredResult: Record<string, float64>(int32)
// run: declaredResult(0); declaredResult(3)

// ---- Literals that have properties, and are used as only dictionaries can be.

export function memoised(n: number): number {
  const memo: Record<number, number> = { 0: 0, 1: 1 }
  const at = (k: number): number => {
    if (k in memo) return memo[k]!
    const value = at(k - 1) + at(k - 2)
    memo[k] = value
    return value
  }
  return at(n) + Object.keys(memo).length
}
// run: memoised(0); memoised(2); memoised(50)

export function grownLiteral(n: number): string {
  const table: Record<number, { x: number }> = { 1: { x: 1 }, 0: { x: 0 } }
  table[n] = { x: n }
  let text = ''
  for (const key in table) text += `${key}:${table[key as unknown as number]!.x} `
  const copy = { ...table }
  delete copy[1]
  return text + Object.keys(copy).join()
}
// run: grownLiteral(5); grownLiteral(1); grownLiteral(-1); grownLiteral(0.5)

export function without(name: string): [string, number][] {
  const all: Record<string, number> = { a: 1, b: 2, 7: 3 }
  delete all[name]
  return Object.entries(all)
}
// run: without('a'); without('7'); without('z')

export function merged(words: string[]): Record<string, number> {
  const [one, other]: Record<string, number>[] = [{}, {}] as [Record<string, number>, Record<string, number>]
  for (const [at, word] of words.entries()) (at % 2 ? one : other)![word] = at
  return { z: 1, ...one, x: 9, ...other, 3: 4.5 }
}
// run: merged(['x', 'y', 'x', 'z', '3', 'q']); merged([])

export function spreadBefore(key: string): Record<string, number> {
  const from: Record<string, number> = {}
  from[key] = 1
  return { ...from, q: (from[key] = 7), ...from }
}
// run: spreadBefore('r'); spreadBefore('q')

export function copiedEachTime(words: string[]): Record<string, number> {
  return words.reduce((all: Record<string, number>, word) => ({ ...all, [word]: (all[word] ?? 0) + 1 }), {})
}
// run: copiedEachTime(['a', 'b', 'a'])

export function chosen(n: number): number[] {
  const table: Record<number, number> = n > 0 ? { 1: 2 } : { 3: 4, 5: 6 }
  return [table[n] ?? -1, table[3] ?? -1, Object.keys(table).length]
}
// run: chosen(1); chosen(-3); chosen(3)

export function pivot(rows: [string, string, number][]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {}
  for (const [row, column, value] of rows) table[row] = { ...table[row], [column]: (table[row]?.[column] ?? 0) + value }
  return table
}
// run: pivot([['x', 'a', 1], ['x', 'b', 2], ['y', 'a', 3], ['x', 'a', 9]])

export function spreadNothing(n: number): [string, number][] {
  let some: Record<string, number> | undefined
  if (n > 5) {
    some = {}
    some[`k${n}`] = 1
  }
  const none = undefined as unknown as object
  return Object.entries({ x: n, ...some, ...none })
}
// run: spreadNothing(3); spreadNothing(9)

/** What is made of dictionaries, and never used. */
export function madeForNothing(n: number): number {
  const options: Record<string, number> = {}
  if (options['width']) n++
  ;({ height: n, ...options, depth: 3 })
  ;({ ...options })
  return n
}
// run: madeForNothing(3)
