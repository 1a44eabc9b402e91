import { expect, test } from 'vitest'
import { ensureRoom, ROOM } from './room.ts'

/** How deep a function gets that asks at every step. */
function depth(ask: () => void): number {
  let deepest = 0
  const descend = (level: number): void => {
    ask()
    deepest = level
    descend(level + 1)
  }
  expect(() => descend(1)).toThrow(RangeError)
  return deepest
}

test('asks for as much as it says', () => {
  // V8 compiles what runs often, and frames become smaller.
  for (let warm = 0; warm < 3; warm++) depth(() => {})
  const whole = depth(() => {})
  const few = depth(() => ensureRoom())
  const many = depth(() => ensureRoom(ROOM.compiler))
  expect(few).toBeLessThan(whole)
  expect(many).toBeLessThan(few)
  expect(many).toBeGreaterThan(0)
  // 16 KiB and 256 KiB of about 984.
  expect((whole - many) / Math.max(whole - few, 1)).toBeGreaterThan(4)
})
