import { cachedDataVersionTag } from 'node:v8'
import { expect, test } from 'vitest'
import { inOptimisingTier } from './tier.ts'

test('the flags of V8 are afterwards what they were: other code of the process is compiled as ever', () => {
  const before = cachedDataVersionTag()
  let during = before
  inOptimisingTier(() => {
    during = cachedDataVersionTag()
  })
  expect(during).not.toBe(before)
  expect(cachedDataVersionTag()).toBe(before)
})
