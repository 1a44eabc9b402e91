/**
 * SHA-256 (FIPS 180-4), in plain JavaScript: the same in Node and in browsers, where no synchronous one exists.
 * Fast enough for source texts and artifacts, which are small.
 */
import { once } from './once.ts'

const ROUNDS = 64

/** The first 32 bits of the fractional parts of the roots of the first primes: `power` 1/3 and 1/2. */
function fractions(count: number, power: number): Uint32Array {
  const out = new Uint32Array(count)
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let prime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false
    if (prime) out[found++] = (candidate ** power % 1) * 2 ** 32
  }
  return out
}

/** At need: to make them takes longer than to load a dozen files like this. */
const tables = once(() => ({ k: fractions(ROUNDS, 1 / 3), initial: fractions(8, 1 / 2) }))

const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by))

/** Mix one block of 64 bytes into the state. `w` is scratch space of 64 words. */
function mix(state: Uint32Array, w: Int32Array, k: Uint32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(offset + i * 4)
  for (let i = 16; i < ROUNDS; i++) {
    const a = w[i - 15]!
    const b = w[i - 2]!
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < ROUNDS; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

/** The digest, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const { k, initial } = tables()
  const state = initial.slice()
  const scratch = new Int32Array(ROUNDS)
  const whole = bytes.length - (bytes.length % 64)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let offset = 0; offset < whole; offset += 64) mix(state, scratch, k, view, offset)
  const rest = bytes.subarray(whole)
  const tail = new Uint8Array(rest.length < 56 ? 64 : 128)
  tail.set(rest)
  tail[rest.length] = 0x80
  const end = new DataView(tail.buffer)
  end.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
  end.setUint32(tail.length - 4, bytes.length << 3)
  for (let offset = 0; offset < tail.length; offset += 64) mix(state, scratch, k, end, offset)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  for (let i = 0; i < 8; i++) out.setUint32(i * 4, state[i]!)
  return digest
}

/** The digest of a text's UTF-8 form, as 64 hexadecimal digits. */
export function hashText(text: string): string {
  return Array.from(sha256(new TextEncoder().encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
