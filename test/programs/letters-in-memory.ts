/** Texts that are read letter by letter: compiled code finds them in memory after a few reads, and letters have handles of their own. */

export function backAndForth(text: string): string {
  let [i, j, same] = [0, text.length - 1, 0]
  while (i < j) if (text[i++] === text[j--]) same++
  return `${same} ${i} ${j}`
}
// run: backAndForth('was it a car or a cat i saw')
// run: backAndForth('')
// run: backAndForth('αβγγβα ĀāĀ αβγγβα')

export function longText(piece: string, times: number, step: number): number {
  const text = piece.repeat(times)
  let sum = 0
  for (let i = 0; i < text.length; i += step) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0
  for (let i = text.length - 1; i >= 0; i -= step) sum = (Math.imul(sum, 33) ^ text.charCodeAt(i)) | 0
  for (let i = 0; i < 3000; i++) sum = (Math.imul(sum, 17) + text.charCodeAt((i * 7919) % text.length)) | 0
  return sum
}
// run: longText('abc', 7, 1)
// run: longText('Größe € ', 20000, 3)
// run: longText('0123456789', 30000, 7)

export function outside(text: string, from: number, to: number): string {
  let said = ''
  for (let i = from; i < to; i++) said += `${text.charCodeAt(i)}${text.charAt(i)}${text[i] ?? '-'},`
  return said
}
// run: outside('hello, world', -3, 15)
// run: outside('ÿĀ\u{1f600}\ud800', -1, 6)

export function compared(a: string, b: string): number[] {
  const counts = [0, 0, 0, 0]
  for (const x of a) {
    for (let j = 0; j < b.length; j++) {
      const y = b.charAt(j)
      if (x === y) counts[0]!++
      if (x < y) counts[1]!++
      if (x >= y && x !== 'm') counts[2]!++
      if (x === '' || y === 'ab') counts[3]!++
    }
  }
  return counts
}
// run: compared('hamlet and mm', 'macbeth ÿĀ€')
// run: compared('ĀāĂă€', 'ĀÿaĂ')
// run: compared('', 'abc')

export function madeOfCodes(codes: number[]): string[] {
  const made: string[] = []
  for (const code of codes) {
    const letter = String.fromCharCode(code)
    made.push(letter, letter === 'A' ? 'is A' : letter < 'A' ? 'before' : 'after')
  }
  return made
}
// run: madeOfCodes([65, 64, 66.5, 0, -0, 255, 256, 65601, -1, NaN, Infinity, 1e20])

export function manyTexts(words: string[]): number {
  let sum = 0
  for (let turn = 0; turn < 4; turn++) {
    for (let w = 1; w < words.length; w++) {
      const [a, b] = [words[w - 1]!, words[w]!]
      let k = 0
      while (k < a.length && k < b.length && a.charCodeAt(k) === b.charCodeAt(k)) k++
      sum = sum * 3 + k
    }
  }
  return sum
}
// run: manyTexts(['tester', 'testing', 'tea', 'teal', 'team', 'zoo', 'zoom', 'zoology', 'z'])

export function lettersAsKeys(text: string): string {
  const counts = new Map<string, number>()
  for (let i = 0; i < text.length; i++) counts.set(text[i]!, (counts.get(text[i]!) ?? 0) + 1)
  for (const part of text.split('')) counts.set(part, (counts.get(part) ?? 0) + 100)
  let said = ''
  for (const [letter, count] of counts) said += letter + count
  return said
}
// run: lettersAsKeys('mississippi €ÿ€ river')
