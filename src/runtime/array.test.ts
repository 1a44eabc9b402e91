import { expect, test } from 'vitest'
import { makeArray } from './array.ts'

test('no two arrays that are alive share memory, however often their blocks make the collector run', () => {
  const arrays = Array.from({ length: 12 }, () => makeArray('float64', 1_000_000))
  const places = arrays.map(({ byteOffset }) => byteOffset).sort((a, b) => a - b)
  for (let i = 1; i < places.length; i++) expect(places[i]! - places[i - 1]!).toBeGreaterThanOrEqual(8_000_000)
})
