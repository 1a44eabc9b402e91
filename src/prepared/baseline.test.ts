import { cachedDataVersionTag } from 'node:v8'
import { expect, test } from 'vitest'
import { asOutside, withoutBaseline } from './baseline.ts'

test('the flags of V8 are changed inside, as ever in what asks for that, and afterwards; after a few times no more', () => {
  const before = cachedDataVersionTag()
  const seen = () => cachedDataVersionTag() === before
  const once = () => withoutBaseline(() => [seen(), asOutside(seen), seen(), withoutBaseline(seen), seen()])
  const hasBinding = 'binding' in process && Number(process.versions.node.split('.')[0]) < 22
  if (hasBinding) expect(once()).toEqual([false, true, false, false, false])
  expect(() =>
    withoutBaseline(() => {
      throw new Error('refused')
    }),
  ).toThrow('refused')
  expect(seen()).toBe(true)
  for (let time = 0; time < 5; time++) once()
  expect(once()).toEqual([true, true, true, true, true])
  expect(seen()).toBe(true)
})
