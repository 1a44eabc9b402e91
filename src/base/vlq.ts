/** Whole numbers as text, the way source maps have them: five bits a letter, the least significant first, the sign lowest. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const MORE = 32

/** Of int32s other than the least. */
export function encodeVlq(numbers: readonly number[]): string {
  let text = ''
  for (const number of numbers) {
    let rest = number < 0 ? ((-number << 1) | 1) >>> 0 : (number << 1) >>> 0
    for (; rest >= MORE; rest >>>= 5) text += LETTERS[(rest & (MORE - 1)) | MORE]
    text += LETTERS[rest]
  }
  return text
}

export function decodeVlq(text: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const letter of text) {
    const digit = LETTERS.indexOf(letter)
    value |= (digit & (MORE - 1)) << shift
    shift += 5
    if (digit & MORE) continue
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1)
    value = shift = 0
  }
  return numbers
}
