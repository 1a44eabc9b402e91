import { describe, test } from 'vitest'
import { rewrites, same } from '../ir/testing.ts'
import { appendTexts } from './append-texts.ts'

const LOOP = (sum: string, grown: string) => `
func @f(i32, f64) -> i32
b0(v1: i32, v2: f64):
  v0: i32 = str.const "begin"
  v3: i32 = const 0
  v4: i32 = const 1
  jump b1(v0, v3)
b1(v5: i32, v6: i32):
${sum}
  v7: i32 = i32.add v6, v4
  v18: i32 = const 5
  v19: i32 = i32.and v1, v18
  v8: bool = i32.lt_s v7, v19
  branch v8, b1(${grown}, v7), b2
b2:
  v9: i32 = call.host str.length ${grown}
  return v9
`

describe('append-texts', () => {
  test('adds the pieces of what is added to a text that grows, numbers as they are', () => {
    rewrites(
      appendTexts,
      LOOP(
        `  v10: i32 = str.const "x="
  v11: i32 = call.host str.from_f64 v2
  v12: i32 = call.host str.concat v10, v11
  v13: i32 = call.host str.concat v12, v10
  v14: i32 = call.host str.concat v5, v13`,
        'v14',
      ),
      LOOP(
        `  v10: i32 = str.const "x="
  v11: i32 = call.host str.from_f64 v2
  v12: i32 = call.host str.concat v10, v11
  v13: i32 = call.host str.concat v12, v10
  v15: i32 = str.append v5, v10
  v16: i32 = str.append_f64 v15, v2
  v14: i32 = str.append v16, v10`,
        'v14',
      ),
    )
  })

  test('adds what comes from two sides on each of them', () => {
    const both = (then: string, otherwise: string, sum: string, grown: string) => `
func @f(bool) -> i32
b0(v1: bool):
  v0: i32 = str.const "begin"
  v2: i32 = str.const "abc"
  jump b1(v0)
b1(v3: i32):
  branch v1, b2, b3
b2:
  v4: i32 = call.host str.from_bool v1
${then}
b3:
${otherwise}
b4(v5: i32):
${sum}
  v7: i32 = call.host str.length ${grown}
  v8: i32 = const 30
  v9: bool = i32.lt_s v7, v8
  branch v9, b1(${grown}), b5
b5:
  return v7
`
    rewrites(
      appendTexts,
      both('  jump b4(v4)', '  jump b4(v2)', '  v6: i32 = call.host str.concat v3, v5', 'v6'),
      both('  v6: i32 = str.append v3, v4\n  jump b4(v6)', '  v10: i32 = str.append v3, v2\n  jump b4(v10)', '', 'v5'),
    )
  })

  test('a sum with an empty text is what is added', () => {
    const sum = (inst: string, result: string) => `
func @f() -> i32
b0:
  v0: i32 = str.const "abc"
  v1: i32 = str.const ""
${inst}
  v3: i32 = call.host str.length ${result}
  return v3
`
    const made = '  v2: i32 = call.host str.concat v1, v0'
    rewrites(appendTexts, sum(made, 'v2'), sum(made, 'v0'))
  })

  test.each([
    ['made anew in each turn', '  v10: i32 = call.host str.concat v0, v0', 'v10'],
    ['that is added in front', '  v10: i32 = call.host str.concat v0, v5', 'v10'],
  ])('leaves a text %s', (_, sum, grown) => same(appendTexts, LOOP(sum, grown)))
})
