import { describe, expect, test } from 'vitest'
import { load } from './testing.ts'

describe('emitModule', () => {
  test('sums with a loop', () => {
    const { exports, emitted } = load(`
func @sum(i32) -> f64
b0(v0: i32):
  v1: i32 = const 0
  v2: f64 = const 0
  jump b1(v1, v2)
b1(v3: i32, v4: f64):
  v5: bool = i32.lt_s v3, v0
  branch v5, b2, b3
b2:
  v6: f64 = f64.from_i32_s v3
  v7: f64 = f64.add v4, v6
  v8: i32 = const 1
  v9: i32 = i32.add v3, v8
  jump b1(v9, v7)
b3:
  return v4
`)
    expect(exports.sum!(100000)).toBe(4999950000)
    expect(emitted.hasLoops).toBe(true)
  })
})
