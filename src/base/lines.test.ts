import { expect, test } from 'vitest'
import { lineAndColumn, lineStarts } from './lines.ts'

test('lines and columns of offsets', () => {
  const text = 'ab\n\ncd\n'
  const starts = lineStarts(text)
  expect(starts).toEqual([0, 3, 4, 7])
  const places = [...text, ''].map((_, offset) => lineAndColumn(starts, offset))
  expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(['0:0', '0:1', '0:2', '1:0', '2:0', '2:1', '2:2', '3:0'])
})
