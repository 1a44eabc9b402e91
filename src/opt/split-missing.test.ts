/** The pass that copies loops for when undefined has come out of an array. */
import { test } from 'vitest'
import { rewrites, same } from '../ir/testing.ts'
import { splitMissing } from './split-missing.ts'

const LOOP = `
func @find(ref, i32) -> i64
b0(v0: ref, v1: i32):
  v2: i64 = const -9223372036854775808n
  v3: i64 = i64.extend_s v1
  v4: ptr = load i32 +8 array.header fixed v0
  v5: i32 = load i32 +12 array.header fixed v0
  jump b1(v3)
b1(v6: i64):
  v7: i32 = i32.index_i64 v6
  v8: bool = i32.lt_u v7, v5
  branch v8, b2, b3(v2)
b2:
  v9: i32 = elem.load i32 array unchecked v4, v7
  v10: i64 = i64.extend_s v9
  jump b3(v10)
b3(v11: i64):
  v12: bool = i64.eq v11, v6
  branch v12, b4, b1(v11)
b4:
  return v6
`

test('what comes round a loop out of an array', () => {
  rewrites(
    splitMissing,
    LOOP,
    `
func @find(ref, i32) -> i64
b0(v0: ref, v1: i32):
  v2: i64 = const 0n
  v3: i32 = const 1
  v4: i32 = const 0
  v5: i64 = const -9223372036854775808n
  v6: i64 = i64.extend_s v1
  v7: ptr = load i32 +8 array.header fixed v0
  v8: i32 = load i32 +12 array.header fixed v0
  jump b1(v6)
b1(v9: i64):
  v10: i32 = i32.index_i64 v9
  v11: bool = i32.lt_u v10, v8
  branch v11, b8, b2(v5)
b2(v12: i64):
  jump b3(v3, v2, v9)
b3(v13: i32, v14: i64, v15: i64):
  switch v13 [b5(v14), b4] else b5(v14)
b4:
  jump b7(v12, v15)
b5(v16: i64):
  v17: i32 = i32.index_i64 v16
  v18: bool = i32.lt_u v17, v8
  branch v18, b6, b7(v5, v16)
b6:
  v19: i32 = elem.load i32 array unchecked v7, v17
  v20: i64 = i64.extend_s v19
  jump b7(v20, v16)
b7(v21: i64, v22: i64):
  v23: bool = i64.eq v21, v22
  branch v23, b10(v22), b3(v4, v21, v22)
b8:
  v24: i32 = elem.load i32 array unchecked v7, v10
  v25: i64 = i64.extend_s v24
  jump b9(v25)
b9(v26: i64):
  v27: bool = i64.eq v26, v9
  branch v27, b10(v9), b1(v26)
b10(v28: i64):
  return v28
`,
    { interpret: false },
  )
})

test('not where what is read does not come round', () => {
  same(splitMissing, LOOP.replace('branch v12, b4, b1(v11)', 'branch v12, b4, b1(v3)'), { interpret: false })
})

test('not where another test leads to undefined', () => {
  same(splitMissing, LOOP.replace('i32.lt_u v7, v5', 'i32.lt_s v7, v5'), { interpret: false })
})
