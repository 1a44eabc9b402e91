import { expect, test, vi } from 'vitest'
import { now } from './clock.ts'

test('milliseconds that go on, in Node and elsewhere', () => {
  const both = [() => now(), () => performance.now()].map((clock) => {
    const start = clock()
    const end = performance.now() + 20
    while (performance.now() < end);
    return clock() - start
  })
  for (const spent of both) expect(spent).toBeGreaterThanOrEqual(19)
  vi.stubGlobal('process', undefined)
  const before = performance.now()
  const between = now()
  vi.unstubAllGlobals()
  expect(between).toBeGreaterThanOrEqual(before)
  expect(between).toBeLessThanOrEqual(performance.now())
})
