/** Texts that are built piece by piece in loops: code writes them in memory, and asks the host where that does not do. */

export function numbers(values: number[]): string {
  let out = '['
  for (const value of values) out += `${value},${-value};`
  return `${out}]`
}
// run: numbers([0, -0, 1, 9, 10, 99, 100, 2147483647, -2147483648, 2147483648, 1.5, NaN, Infinity, 1e21, 1e-7, 123456789])
// run: numbers([])

export function prefixes(text: string, pieces: string[]): string[] {
  const made: string[] = []
  let grown = text
  let other = ''
  for (const piece of pieces) {
    const before = grown
    grown += piece
    other += before.length > 6 ? 'long' : piece
    made.push(before + '!', grown, before, `${other}${before.length}`)
    if (piece === 'x') grown = before + '<' + piece + '>'
    if (piece === 'yy') other = grown
  }
  made.push(grown, other)
  return made
}
// run: prefixes('', ['a', 'b', '', 'yy', 'x', 'x', 'ccc', 'Ā', '€uro', '\u{1f600}', '\ud800', 'x', 'yy'])
// run: prefixes('begins with more than a letter', ['', '', 'q', 'yy', 'x'])

export function doubled(text: string, times: number): string {
  let grown = text
  for (let i = 0; i < times; i++) grown += grown
  return grown
}
// run: doubled('ab', 0)
// run: doubled('ab', 9)
// run: doubled('€', 5)

export function letters(text: string): string {
  let grown = ''
  for (const letter of text) grown += letter
  let back = ''
  for (let i = grown.length - 1; i >= -1; i--) back += grown[i] ?? '|'
  let codes = ''
  for (let i = -1; i <= grown.length; i++) codes += `${grown.charCodeAt(i)} ${grown.charAt(i)},`
  return `${back} ${codes} ${grown === text} ${grown < back} ${grown.length}`
}
// run: letters('some letters')
// run: letters('a')
// run: letters('')
// run: letters('ÿĀ€\u{1f600}')

export function sides(text: string): string {
  let [left, right, both] = ['', '', '']
  for (let i = 0; i < text.length; i++) {
    if (i % 2 === 0) left += text[i]
    else right += i % 3 === 0 ? `(${text[i]})` : text.charAt(i)
    both = i % 5 === 0 ? left + right : both + text[i]
  }
  return `${left}|${right}|${both}`
}
// run: sides('the quick brown fox jumps over the lazy dog and runs away from the big bad wolf of the deep dark woods')

export function rows(count: number): string {
  let out = ''
  for (let i = 0; i < count; i++) {
    let line = ''
    for (let j = 0; j < count; j++) line += (i * j) % 3 === 0 ? '#' : (i + j) % 4 === 1 ? `<${i},${j}>` : '.'
    if (line.indexOf('##') >= 0) line += ' twice'
    out += line + '\n'
  }
  return out
}
// run: rows(0)
// run: rows(30)

export function thrown(values: number[]): string {
  let out = ''
  try {
    for (const value of values) {
      out += value
      if (value > 3) throw new RangeError(`${out} is enough`)
    }
  } catch (error) {
    out += (error as Error).message
    for (let i = 0; i < 3; i++) out += `.${i}`
  }
  return out
}
// run: thrown([1, 2, 3, 4, 5])
// run: thrown([1])

export function mixed(values: (number | string | boolean)[]): string {
  let out = ''
  for (let i = 0; i <= values.length; i++) out += `${values[i]};`
  return out
}
// run: mixed([1, 'two', true, '', -3.5])

export function large(pieces: number): string {
  let out = ''
  let digits = ''
  for (let i = 0; i < pieces; i++) {
    out += String.fromCharCode(97 + (i % 26))
    if (i % 1000 === 0) digits += `${i}/${out.length} `
  }
  let sum = 0
  for (let i = 0; i < out.length; i++) sum = (Math.imul(sum, 31) + out.charCodeAt(i)) | 0
  return `${digits}${sum}`
}
// run: large(300000)

interface Row {
  name: string
  value: number
}

export function rowsOf(rows: Row[]): Row[] {
  const made: Row[] = []
  let all = ''
  for (const { name, value } of rows) {
    all += `${name}=${value};`
    made.push({ name: all, value: all.length })
  }
  return made
}
// run: rowsOf([{ name: 'a', value: 1 }, { name: '', value: 2.5 }, { name: 'long name', value: -7 }])
