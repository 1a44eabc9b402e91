import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashText, sha256 } from './hash.ts'

test('agrees with the host for every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255)
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})

test('hashes text as UTF-8', () => {
  expect(hashText('größe ∑')).toBe(createHash('sha256').update('größe ∑').digest('hex'))
})
