/**
 * A digest of 128 bits that is fast before the engine has warmed up. It finds damage and names files; it is no defence against
 * somebody who wants two texts to collide. (SHA-256 in JavaScript costs more than all the rest of a cached start, and loading
 * node:crypto does too.)
 *
 * Interpreted code pays for calls, not for additions and rotations; so the state, four words, takes in a block of four and is mixed by
 * the quarter round of ChaCha20 (RFC 8439, section 2.1), which has nothing else. Numbers of the platform's byte order: caches are for
 * machines of one architecture.
 */
const BLOCK = 16
/** The fraction of the golden ratio. */
const START = [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834] as const
/** After them each bit has come into each word. */
const LAST_ROUNDS = 6

/** The digest of a range of bytes, as four words of 32 bits. */
export function digest(bytes: Uint8Array, start = 0, end = bytes.length): Int32Array {
  const length = end - start
  const count = Math.ceil(length / BLOCK) * 4
  // Aligned, and with zeros up to the end of the last block. That they are none of the text is told by the length.
  const words = new Int32Array(count + LAST_ROUNDS * 4)
  new Uint8Array(words.buffer).set(bytes.subarray(start, end))
  let a = START[0] ^ length
  let b = START[1] ^ length
  let c = START[2] | 0
  let d = START[3] | 0
  // The last rounds take in zeros.
  for (let at = 0; at < words.length; at += 4) {
    a = ((a ^ words[at]!) + (b ^= words[at + 1]!)) | 0
    d ^= words[at + 3]! ^ a
    d = (d << 16) | (d >>> 16)
    c = ((c ^ words[at + 2]!) + d) | 0
    b ^= c
    b = (b << 12) | (b >>> 20)
    a = (a + b) | 0
    d ^= a
    d = (d << 8) | (d >>> 24)
    c = (c + d) | 0
    b ^= c
    b = (b << 7) | (b >>> 25)
  }
  return Int32Array.of(a, b, c, d)
}

/** As 32 hexadecimal digits. */
export function hexOf(words: Int32Array): string {
  let text = ''
  for (const word of words) text += (word >>> 0).toString(16).padStart(8, '0')
  return text
}
