/** Strings that may be undefined or null: letters beyond the end, what collections do not hold, optional parameters and fields. */

type Maybe = string | undefined

function isDigit(letter: Maybe): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9'
}

export function scanned(s: string): number[] {
  let i = 0
  let whole = 0
  while (isDigit(s[i])) whole = whole * 10 + Number(s[i++])
  let order = 0
  while (s[i]! >= 'a' && s[i]! < 'z') order = order * 31 + s[i++]!.charCodeAt(0)
  return [whole, order, i, s[i] === undefined ? 1 : 0, s[i] == null ? 1 : 0, +s[i]!, Number(s[i - 1])]
}
// run: scanned('123')
// run: scanned('12ab')
// run: scanned('7az0')
// run: scanned('')

export function letters(s: string, i: number): (string | undefined)[] {
  const [first, second] = s
  return [s[i], s.at(i), s.at(-i), s[i + 0.5], s[s.length - 1], `<${s[i]}>`, typeof s[i], s[i] + '!', first, second]
}
// run: letters('abc', 1)
// run: letters('abc', 3)
// run: letters('', -1)

export function equalLetters(s: string, i: number, j: number): boolean[] {
  const [a, b] = [s[i], s[j]]
  return [a === b, a !== b, a == b, !a, a! < b!, a! <= b!, a! > b!, a! >= 'b', 'b' >= b!]
}
// run: equalLetters('abab', 0, 2)
// run: equalLetters('abab', 1, 2)
// run: equalLetters('abab', 4, 5)
// run: equalLetters('abab', 0, 5)

export function last(words: string[]): (string | undefined)[] {
  const popped = words.pop()
  const shifted = words.shift()
  let rest = ''
  let word: Maybe
  while ((word = words.pop()) !== undefined) rest += `${word},`
  return [popped, shifted, rest, words.pop(), words[0]]
}
// run: last(['a', 'b', 'c', 'd'])
// run: last(['a'])
// run: last([])

export function lookups(words: string[]): string {
  const names = new Map<Maybe, Maybe>([['a', 'one']])
  names.set('b', '')
  names.set(undefined, 'nothing')
  let text = ''
  for (const word of words) text += `${names.get(word)} ${names.get(word) ?? 'none'} ${names.get(word) || 'empty'} ${names.has(word)}|`
  return text + names.get(words[99]) + names.size
}
// run: lookups(['a', 'b', 'c'])

export function counted(s: string): string {
  const counts = new Map<string, number>()
  for (let i = s.length - 1; i >= 0; i--) counts.set(s[i]!, (counts.get(s[i]!) ?? 0) + 1)
  const vowels = new Set(['a', 'e'])
  let found = 0
  for (let i = 0; i <= s.length; i++) if (vowels.has(s[i]!)) found++
  return [...counts].map(([letter, count]) => letter + count).join() + found
}
// run: counted('abracadabra')
// run: counted('')

export function options(name: string, title?: string, separator = ' '): string {
  const length = title?.length
  return `${title ?? 'none'}${separator}${name} ${length} ${title?.toUpperCase()} ${title === undefined}`
}
// run: options('ann')
// run: options('ann', 'Dr')
// run: options('ann', undefined, '-')
// run: options('ann', '', '')

export function holders(people: { name: string; nick?: string; boss: string | null }[]): string {
  const list: string[] = []
  for (const { name, nick, boss } of people) {
    list.push(nick ?? name, boss === null ? 'nobody' : boss.trim())
    if (boss) list.push(boss)
  }
  return list.join()
}
// run: holders([{ name: 'a', boss: null }, { name: 'b', boss: ' c ' }])
// run: holders([{ name: 'a', nick: 'x', boss: '' }])

export function searched(words: string[], start: string): (string | undefined | null)[] {
  const found = words.find((word) => word.startsWith(start))
  let shortest: string | null = null
  for (const word of words) if (shortest === null || word.length < shortest.length) shortest = word
  return [found, words.findLast((word) => word.endsWith(start)), words.at(-1), shortest, [found, 'm', undefined].sort().join('-')]
}
// run: searched(['apple', 'pear', 'plum', 'cap'], 'p')
// run: searched(['apple'], 'x')
// run: searched([], 'x')

export function thrown(s: string, words: string[], i: number): string {
  const parts: string[] = []
  for (const attempt of [0, 1, 2, 3]) {
    try {
      if (attempt === 0) parts.push(s[i]!.toUpperCase())
      else if (attempt === 1) parts.push(`${words[i]!.length}`)
      else if (attempt === 2) parts.push([...words[i]!].join('.'))
      else parts.push(words[i]!.repeat(2))
    } catch (error) {
      parts.push((error as Error).message.replace('words[i]', 'x'))
    }
  }
  return parts.slice(0, 2).join() + parts.length
}
// run: thrown('abc', ['x', 'yy'], 1)
// run: thrown('abc', ['x', 'yy'], 5)

class Entry {
  label: string | null = null
  note: string | undefined
}

export function fields(n: number): (string | null | undefined)[] {
  const entry = new Entry()
  const record = { text: undefined as Maybe, count: n }
  if (n > 0) entry.label = `label ${n}`
  if (n > 1) entry.note = record.text = 'note'
  return [entry.label, entry.note, record.text]
}
// run: fields(0)
// run: fields(1)
// run: fields(2)

export function bracketed(s: string): boolean {
  const pairs = new Map([
    [')', '('],
    [']', '['],
  ])
  const open: string[] = []
  for (const letter of s) {
    if (!pairs.has(letter)) open.push(letter)
    else if (open.pop() !== pairs.get(letter)) return false
  }
  return open.length === 0
}
// run: bracketed('([])[]')
// run: bracketed('([)]')
// run: bracketed(')')

export function sides(s: string): string {
  return s[0]! + s[1]!
}
// run: sides('ab')
// run: sides('a')
// run: sides('') throws RangeError

export function logged(s: string): void {
  console.log(s[0], s[9], s.length)
}
// run: logged('abc')

export function nullish(s: string): string | null {
  const at = s.indexOf(':')
  return at < 0 ? null : s.slice(0, at)
}
// run: nullish('key: value')
// run: nullish('key')
// signature: nullish: string?(string)

/** More keys than are looked through: they are hashed. */
export function nothingAsKey(n: number): string {
  const names = new Map<string | null | undefined, number>()
  const lists = new Map<number[] | null | undefined, number>()
  const numbers = new Map<number | null | undefined | boolean, number>()
  names.set(null, 1).set(undefined, 2).set('null', 3)
  lists.set(null, 1).set(undefined, 2)
  numbers.set(null, 1).set(undefined, 2).set(0, 3).set(true, 4)
  for (let i = 0; i < n; i++) {
    names.set(`k${i}`, i)
    lists.set([i], i)
    numbers.set(i + 1, i)
  }
  const all = new Set<string | undefined>(['a', undefined])
  for (let i = 0; i < n; i++) all.add(`${i % 15}`)
  const found = [names.get(null), names.get(undefined), names.get('null'), names.get('k3'), names.get('undefined')]
  const others = [lists.get(null), lists.get(undefined), numbers.get(null), numbers.get(undefined), numbers.get(-0), numbers.get(true)]
  return `${found.join()} ${others.join()} ${all.has(undefined)} ${all.has('14')} ${all.size} ${numbers.has(1)} ${numbers.get(1)}`
}
// run: nothingAsKey(4)
// run: nothingAsKey(40)

// What may be missing where it means something else than a text or number.
export function maybe(s: string, n: number): string[] {
  let by: string | undefined
  let digits: number | undefined
  if (n > 1) {
    by = ','
    digits = n
  }
  return [...s.split(by as string), (1.23456).toFixed(digits), new Error(by).message, `${new RangeError(by)}`, RangeError(by).message]
}
// run: maybe('a,b', 1)
// run: maybe('a,b', 2)

export function messages(n: number): string[] {
  const nothing = n > 1 ? null : 'text'
  return [new Error(n as unknown as string).message, new Error((n > 1) as unknown as string).message, new Error(nothing as string).message]
}
// run: messages(1)
// run: messages(2.5)

export function compared(a: string[]): number[] {
  const out: number[] = []
  for (const x of a) for (const y of a) out.push(x.localeCompare(y))
  a.sort((x, y) => x.localeCompare(y))
  return out
}
// run: compared(['b', 'a', 'B', 'ä', '', 'a'])
