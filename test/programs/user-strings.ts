/** Strings as people handle them in numeric programs: numbers to text and back, small parsers, ciphers, tables of words. */

export function cut(s: string, from: number, to: number): string[] {
  return [s.slice(from, to), s.slice(from), s.slice(), s.substring(from, to), s.substring(to), s.charAt(from), `${s.codePointAt(from)}`]
}
// run: cut('hello world', 2, 7)
// run: cut('hello', -3, -1)
// run: cut('h😀llo', 1, 2.7)
// run: cut('', 0, 1)
// run: cut('abc', NaN, Infinity)

export function found(s: string, part: string, from: number): string {
  const all = [s.indexOf(part), s.indexOf(part, from), s.lastIndexOf(part), s.lastIndexOf(part, from)]
  const is = [
    s.includes(part),
    s.includes(part, from),
    s.startsWith(part),
    s.startsWith(part, from),
    s.endsWith(part),
    s.endsWith(part, from),
  ]
  return `${all.join()} ${is.join()}`
}
// run: found('banana', 'an', 2)
// run: found('banana', '', 3)
// run: found('banana', 'x', -1)
// run: found('', '', NaN)

export function shaped(s: string, n: number): string[] {
  return [
    s.toUpperCase(),
    s.toLowerCase(),
    s.trim(),
    s.trimStart(),
    s.trimEnd(),
    s.padStart(n),
    s.padEnd(n, '-+'),
    s.repeat(2),
    s.replace('a', '[$&]'),
    s.replaceAll('a', 'b'),
  ]
}
// run: shaped('  aAbß ', 9)
// run: shaped('aaa', 2)

export function repeated(s: string, n: number): string {
  try {
    return s.repeat(n)
  } catch (error) {
    return error instanceof RangeError ? 'range' : 'other'
  }
}
// run: repeated('ab', 3) == "ababab"
// run: repeated('ab', -1) == "range"

export function numbersAsText(x: number, digits: number): string[] {
  return [x.toFixed(digits), x.toFixed(), x.toString(16), x.toString(2), x.toPrecision(digits + 1), x.toExponential(digits), x.toString()]
}
// run: numbersAsText(255.5, 2)
// run: numbersAsText(-0.1, 0)
// run: numbersAsText(1e21, 3)
// run: numbersAsText(NaN, 1)
// run: numbersAsText(1, 101)
// run: numbersAsText(-0, 1)

export function hexOfBig(x: bigint): string {
  return x.toString(16) + BigInt.asUintN(64, x).toString(16).padStart(20, '0') + x.toString(36)
}
// run: hexOfBig(255n)
// run: hexOfBig(-1n)

export function parsed(s: string, radix: number): number[] {
  return [parseInt(s), parseInt(s, 10), parseInt(s, radix), Number.parseInt(s, 16), parseFloat(s), Number.parseFloat(s), Number(s), +s]
}
// run: parsed('12.75abc', 8)
// run: parsed('-0', 10)
// run: parsed('0x1f', 16)
// run: parsed('', 2)
// run: parsed('1e3', 37)

export function truncated(x: number): number {
  return parseInt(`${x}`) + parseInt(String(x / 2), 10)
}
// run: truncated(7.5)
// run: truncated(1e21)

export function caesar(text: string, by: number): string {
  let out = ''
  for (const letter of text) {
    const code = letter.charCodeAt(0)
    if (code >= 97 && code <= 122) out += String.fromCharCode(((code - 97 + by) % 26) + 97)
    else out += letter
  }
  return out + String.fromCharCode() + String.fromCharCode(72, 105, 65536 + 33) + String.fromCodePoint(128512)
}
// run: caesar('hello, world', 3)
// run: caesar('', 1)

export function badCodePoint(x: number): string {
  return String.fromCodePoint(x)
}
// run: badCodePoint(65)
// run: badCodePoint(-1)

export function split(text: string, separator: string): string[] {
  return text.split(separator)
}
// run: split('1,2,,3', ',')
// run: split('', ',')
// run: split('', '')
// run: split('abc', '')
// run: split('a--b--', '--')
// run: split('abc', 'abcd')

export function sumOfCsv(text: string): number {
  return text
    .split('\n')
    .map((line) =>
      line
        .split(',')
        .map(Number)
        .reduce((a, b) => a + b, 0),
    )
    .reduce((a, b) => a + b, 0)
}
// run: sumOfCsv('1,2,3\n4.5,-1\n\n')

export function digitSum(n: number): number {
  return [...`${n}`].map(Number).reduce((a, b) => a + b, 0) + [...String(n)].length
}
// run: digitSum(12345)
// run: digitSum(0)

export function letters(text: string): string[] {
  const [first, ...rest] = text
  return [
    first!,
    text.at(-1)!,
    text.at(0)!,
    rest.join('|'),
    [...text].reverse().join(''),
    Array.from(text, (c) => c + c).join(),
    ...Array.from(text),
  ]
}
// run: letters('héllo😀!')
// run: letters('a')

export function eachLetter(text: string): string {
  let out = ''
  for (const letter of text) out += `${letter.length}${letter};`
  return out
}
// run: eachLetter('a😀b\ud83dc')

export function balanced(text: string): boolean {
  const open: string[] = []
  for (const letter of text) {
    if ('([{'.includes(letter)) open.push(letter)
    else if (open.pop()! + letter !== '()') return false
  }
  return open.length === 0
}
// run: balanced('(())') == true
// run: balanced('(]') == false

export function sortedAsTexts(values: number[]): number[] {
  return [...values.sort(), ...[3, 20, 100].sort(), ...values.toSorted()]
}
// run: sortedAsTexts([10, 9, 1, -1, -10, 0, 0.5, 1e21, NaN])
// run: sortedAsTexts([])

export function sortedWords(text: string): string[] {
  return text.split(' ').sort()
}
// run: sortedWords('the quick brown fox jumps over the lazy Dog é')

export function iterators(n: number): number[] {
  const range = [...Array(n).keys()]
  const list = [5, 6, 7]
  const pairs = [...list.entries()].map(([i, x]) => i * x)
  const typed = Float64Array.of(1.5, 2.5)
  return [
    ...range,
    ...pairs,
    ...list.values(),
    ...typed.keys(),
    ...[...typed.entries()].map(([i, x]) => i + x),
    ...Array.from(typed.values()),
  ]
}
// run: iterators(4)
// run: iterators(0)

export function stepped(values: number[]): number {
  const iterator = values.values()
  let sum = 0
  for (let step = iterator.next(); !step.done; step = iterator.next()) sum = sum * 10 + step.value
  return sum
}
// run: stepped([1, 2, 3])

export function unionFind(n: number, pairs: [number, number][]): number {
  const parent = [...Array(n).keys()]
  const find = (x: number): number => (parent[x] === x ? x : (parent[x] = find(parent[x]!)))
  let count = n
  for (const [a, b] of pairs) {
    const [x, y] = [find(a), find(b)]
    if (x === y) continue
    parent[x] = y
    count--
  }
  return count
}
// run: unionFind(6, [[0, 1], [2, 3], [1, 2], [0, 3]]) == 3

export function signedZero(text: string): number[] {
  const x = parseFloat(text)
  return [x === 0 ? 1 / x : x, 1 / parseInt(text, 10), 1 / Number(text)]
}
// run: signedZero('-0')
// run: signedZero('0')

export function concatenated(text: string, n: number): string {
  return text.concat('-', 'x', String(n)).concat() + 'a'.concat(text, '|')
}
// run: concatenated('ab', 4)
