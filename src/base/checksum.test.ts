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

test('each bit of the first and last block changes half of the digest', () => {
  for (const length of [1, 16, 17, 100, 4096]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 101 + 7) & 255)
    const before = digest(bytes)
    const places = [...new Set([...Array(Math.min(16, length)).keys()].flatMap((i) => [i, length - 1 - i]))]
    for (const bit of places.flatMap((at) => [...Array(8).keys()].map((i) => at * 8 + i))) {
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      const changed = digest(bytes).map((word, i) => word ^ before[i]!)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      const count = [...changed].reduce((sum, word) => sum + (word >>> 0).toString(2).replaceAll('0', '').length, 0)
      expect(count).toBeGreaterThan(30)
      expect(count).toBeLessThan(98)
    }
  }
})

test('tells texts apart that differ in two or more blocks', () => {
  const seen = new Set<string>()
  const text = (i: number, j: number) => `const first = ${i}\n// what stands between them is the same\nconst second = ${j}\n`
  for (let i = 0; i < 200; i++) for (let j = 0; j < 200; j++) seen.add(of(new TextEncoder().encode(text(i, j))).slice(0, 16))
  expect(seen.size).toBe(40_000)
})

test('reads only the range', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i)
  expect(hexOf(digest(bytes, 3, 90))).toBe(of(bytes.slice(3, 90)))
  expect(of(new Uint8Array(0))).toHaveLength(32)
})
