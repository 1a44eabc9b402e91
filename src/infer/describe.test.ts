import { expect, test } from 'vitest'
import { describe as words } from './describe.ts'
import { typedArray } from './lattice.ts'

test('typed arrays have the article that is spoken', () => {
  expect(words(typedArray('int32'))).toBe('an Int32Array')
  expect(words(typedArray('uint8'))).toBe('a Uint8Array')
  expect(words(typedArray('float64'))).toBe('a Float64Array')
})
