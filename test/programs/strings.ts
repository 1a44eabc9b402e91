/** Strings as far as messages, keys and logs need them. */

export function switchKey(operation: string, a: number, b: number): number {
  switch (operation) {
    case 'add':
      return a + b
    case 'sub':
      return a - b
    case 'mul':
    case 'times':
      return a * b
    default:
      throw new TypeError(`unknown operation "${operation}" for ${a} and ${b}`)
  }
}
// run: switchKey('add', 1, 2) == 3
// run: switchKey('times', 3, 4) == 12
// run: switchKey('', 3, 4)

export function compared(mode: string): number {
  return mode === 'fast' ? 1 : mode !== 'slow' ? 2 : 3
}
// run: compared('fast') == 1
// run: compared('slow') == 3
// run: compared('x') == 2

export function formats(x: number, y: bigint, z: boolean): string {
  return `${x}|${y}|${z}` + '|' + (x + 1) + y
}
// run: formats(1.5, -3n, true)
// run: formats(-0, 9223372036854775807n, false)
// run: formats(1e21, 0n, false)
// run: formats(NaN, 0n, false)

export function localKey(n: number): number {
  const kind = n % 2 === 0 ? 'even' : 'odd'
  let r = 0
  switch (kind) {
    case 'even':
      r = 1
      break
    case 'odd':
      r = 2
  }
  return r
}
// run: localKey(4) == 1
// run: localKey(5) == 2

export function codes(s: string): number {
  let h = 0
  for (let i = 0; i < s.length; i++) h = (h * 31 + s.charCodeAt(i)) | 0
  return h
}
// run: codes('hello')
// run: codes('')
// run: codes('é😀')

export function parses(s: string): number {
  return Number(s)
}
// run: parses('12.5') == 12.5
// run: parses('')
// run: parses('x')

export function undefinedInText(a: Float64Array): string {
  return `${a[0]} ${a[9]}`
}
// run: undefinedInText(new Float64Array([1]))

export function buildsText(n: number): string {
  let s = ''
  for (let i = 0; i < n; i++) s += i
  return s
}
// run: buildsText(5) == '01234'

export function lessThan(a: string, b: string): boolean {
  return a < b
}
// run: lessThan('a', 'b') == true
// run: lessThan('b', 'B') == false
