/**
 * A digest of 128 bits that is fast before the engine has warmed up: four lanes of 32 bits, mixed like MurmurHash3's.
 * It finds damage and names files; it is no defence against somebody who wants two texts to collide. (SHA-256 in
 * JavaScript costs more than all the rest of a cached start, and loading node:crypto does too.)
 */
const C1 = 0x239b961b
const C2 = 0xab0e9789 | 0
const C3 = 0x38b34ae5
const C4 = 0xa1e38b93 | 0

/** The digest of a range of bytes, as four words of 32 bits. */
export function digest(bytes: Uint8Array, start = 0, end = bytes.length): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = end - start
  let a = length
  let b = length
  let c = length
  let d = length
  let at = start
  for (; at + 16 <= end; at += 16) {
    a = round(a, scramble(view.getInt32(at, true), C1, C2), b, 0x561ccd1b)
    b = round(b, scramble(view.getInt32(at + 4, true), C2, C3), c, 0x0bcaa747)
    c = round(c, scramble(view.getInt32(at + 8, true), C3, C4), d, 0x96cd1c35 | 0)
    d = round(d, scramble(view.getInt32(at + 12, true), C4, C1), a, 0x32ac3b17)
  }
  for (; at < end; at++) {
    a = round(a, scramble(bytes[at]! + 1, C1, C2), b, 0x561ccd1b)
    const first = a
    a = b
    b = c
    c = d
    d = first
  }
  return finish(a, b, c, d)
}

function scramble(word: number, by: number, then: number): number {
  const k = Math.imul(word, by)
  return Math.imul((k << 15) | (k >>> 17), then)
}

function round(lane: number, word: number, next: number, add: number): number {
  const x = lane ^ word
  return (Math.imul(((x << 19) | (x >>> 13)) + next, 5) + add) | 0
}

/** Each bit of each lane into each bit of the digest. */
function finish(a: number, b: number, c: number, d: number): Int32Array {
  const words = Int32Array.of(a, b, c, d)
  for (let pass = 0; pass < 2; pass++) {
    const sum = (words[0]! + words[1]! + words[2]! + words[3]!) | 0
    for (let i = 0; i < 4; i++) words[i] = avalanche((words[i]! + Math.imul(sum, 2 * i + 1)) | 0)
  }
  return words
}

function avalanche(word: number): number {
  let x = word
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** As 32 hexadecimal digits. */
export function hexOf(words: Int32Array): string {
  let text = ''
  for (const word of words) text += (word >>> 0).toString(16).padStart(8, '0')
  return text
}
