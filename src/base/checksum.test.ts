import { expect, test } from 'vitest'
import { digest, hexOf } from './checksum.ts'

const of = (bytes: Uint8Array) => hexOf(digest(bytes))

test('sees every flipped bit, at every length around a block', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255)
    const seen = new Set([of(bytes)])
    for (let bit = 0; bit < length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      seen.add(of(bytes))
      bytes[bit >> 3]! ^= 1 << (bit & 7)
    }
    expect(seen.size).toBe(length * 8 + 1)
  }
})

test('tells short texts and lengths of zeros apart, in each half of the digest', () => {
  const inputs = [
    ...Array.from({ length: 5000 }, (_, length) => new Uint8Array(length)),
    ...Array.from({ length: 20_000 }, (_, i) => new TextEncoder().encode(`const N = ${i}`)),
  ]
  const digests = inputs.map(of)
  expect(new Set(digests.map((text) => text.slice(0, 16))).size).toBe(inputs.length)
  expect(new Set(digests.map((text) => text.slice(16))).size).toBe(inputs.length)
})

test('reads only the range', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i)
  expect(hexOf(digest(bytes, 3, 90))).toBe(of(bytes.slice(3, 90)))
  expect(of(new Uint8Array(0))).toHaveLength(32)
})
