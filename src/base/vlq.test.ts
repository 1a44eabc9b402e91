import { expect, test } from 'vitest'
import { decodeVlq, encodeVlq } from './vlq.ts'

test('numbers and back', () => {
  const numbers = [0, 1, -1, 15, 16, -16, 31, 32, 1023, -1024, 2 ** 30, -(2 ** 30), 2 ** 31 - 1, -(2 ** 31 - 1)]
  expect(decodeVlq(encodeVlq(numbers))).toEqual(numbers)
})

test('letters as source maps have them', () => {
  expect(encodeVlq([0, 1, -1, 16, -17])).toBe('ACDgBjB')
  expect(decodeVlq('')).toEqual([])
})
