import { expect, test } from 'vitest'
import { isReserved } from '../source/reserved.ts'
import { HELPERS, SEALED_HELPERS } from './module-text.ts'

test('an export has another variable where its name is one that the output imports', () => {
  const imported = [...HELPERS, ...SEALED_HELPERS, 'sealedArrays', 'sealedValues']
  expect(imported.filter((name) => !isReserved(name))).toEqual([])
})
