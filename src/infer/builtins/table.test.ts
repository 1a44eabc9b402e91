import { expect, test } from 'vitest'
import { builtinFunction, FUNCTIONS } from './table.ts'

test('what a table of many rows is asked for first is true of all that is in it', () => {
  for (const { mayHave, table } of FUNCTIONS)
    for (const [path, row] of Object.entries(table())) {
      expect(mayHave(path), path).toBe(true)
      if (path !== '__like') expect(builtinFunction(path), path).toBe(row)
    }
})
