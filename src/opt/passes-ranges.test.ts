/** Pairs of texts for the passes that prove where numbers lie: bounds, integers, version-loops. */
import { describe, test } from 'vitest'
import { rewrites, same } from '../ir/testing.ts'
import { bounds } from './bounds.ts'
import { integers } from './integers.ts'
import { versionLoops } from './version-loops.ts'

describe('bounds', () => {
  test('an index below the length needs no check', () => {
    rewrites(
      bounds,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: i32 = const 7
  v2: i32 = i32.and v0, v1
  v3: i32 = const 3
  v4: i32 = i32.shl v2, v3
  v5: ref = alloc.block bytes v4
  v6: ptr = ptr.of 16 v5
  v7: i32 = const 0
  v8: f64 = const 0
  v9: i32 = const 1
  jump b1(v7, v8)
b1(v10: i32, v11: f64):
  v12: bool = i32.lt_s v10, v2
  branch v12, b2, b3
b2:
  v13: f64 = elem.get f64 array nan v6, v10, v2
  v14: i32 = i32.sub v10, v9
  v15: f64 = elem.get f64 array nan v6, v14, v2
  v16: f64 = f64.add v13, v15
  v17: f64 = f64.add v11, v16
  v18: i32 = i32.add v10, v9
  jump b1(v18, v17)
b3:
  return v11
`,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: i32 = const 7
  v2: i32 = i32.and v0, v1
  v3: i32 = const 3
  v4: i32 = i32.shl v2, v3
  v5: ref = alloc.block bytes v4
  v6: ptr = ptr.of 16 v5
  v7: i32 = const 0
  v8: f64 = const 0
  v9: i32 = const 1
  jump b1(v7, v8)
b1(v10: i32, v11: f64):
  v12: bool = i32.lt_s v10, v2
  branch v12, b3, b2
b2:
  return v11
b3:
  v13: f64 = elem.load f64 array unchecked v6, v10
  v14: i32 = i32.sub v10, v9
  v15: f64 = elem.get f64 array nan v6, v14, v2
  v16: f64 = f64.add v13, v15
  v17: f64 = f64.add v11, v16
  v18: i32 = i32.add v10, v9
  jump b1(v18, v17)
`,
    )
  })

  test('an overflow that cannot be is not tested', () => {
    rewrites(
      bounds,
      `
func @f(i32, i32) -> bool
b0(v0: i32, v1: i32):
  v2: i64 = i64.extend_s v0
  v3: i64 = i64.extend_s v1
  v4: bool = i64.mul_overflows_s v2, v3
  return v4
`,
      `
func @f(i32, i32) -> bool
b0(v0: i32, v1: i32):
  v2: i64 = i64.extend_s v0
  v3: i64 = i64.extend_s v1
  v4: bool = const 0
  return v4
`,
    )
  })
})

describe('integers', () => {
  test('a counter in a double becomes an i64, if it stays small', () => {
    rewrites(
      integers,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: f64 = const 0
  v2: f64 = const 1
  v3: f64 = f64.from_i32_s v0
  jump b1(v1)
b1(v4: f64):
  v5: bool = f64.lt v4, v3
  branch v5, b2, b3
b2:
  v6: f64 = f64.add v4, v2
  jump b1(v6)
b3:
  return v4
`,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: f64 = const 0
  v2: f64 = const 1
  v3: f64 = f64.from_i32_s v0
  v4: i64 = const 0n
  jump b1(v4)
b1(v5: i64):
  v6: f64 = f64.from_i64_s v5
  v7: bool = f64.lt v6, v3
  branch v7, b3, b2
b2:
  return v6
b3:
  v8: f64 = f64.add v6, v2
  v9: i64 = i64.from_f64_sat_s v8
  jump b1(v9)
`,
      // A second run makes it an i32.
      { idempotent: false },
    )
  })

  test('one that may grow without end stays a double', () => {
    same(
      integers,
      `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = const 0
  v2: f64 = const 1
  jump b1(v1)
b1(v3: f64):
  v4: f64 = f64.add v3, v2
  v5: bool = f64.lt v0, v4
  branch v5, b2, b1(v4)
b2:
  return v4
`,
      { interpret: false },
    )
  })
})

describe('version-loops', () => {
  test('tests the first and the last index before the loop', () => {
    rewrites(
      versionLoops,
      `
func @f(i32, i32) -> f64
b0(v0: i32, v1: i32):
  v2: i32 = const 64
  v3: i32 = const 8
  v4: ref = alloc.block bytes v2
  v5: ptr = ptr.of 16 v4
  v6: i32 = const 0
  v7: i32 = const 1
  v8: f64 = const 0
  jump b1(v6, v8)
b1(v9: i32, v10: f64):
  v11: i32 = i32.add v0, v9
  v12: f64 = elem.get f64 array nan v5, v11, v3
  v13: f64 = f64.add v10, v12
  v14: i32 = i32.add v9, v7
  v15: bool = i32.lt_s v14, v1
  branch v15, b1(v14, v13), b2
b2:
  return v13
`,
      `
func @f(i32, i32) -> f64
b0(v0: i32, v1: i32):
  v2: i32 = const 64
  v3: i32 = const 8
  v4: ref = alloc.block bytes v2
  v5: ptr = ptr.of 16 v4
  v6: i32 = const 0
  v7: i32 = const 1
  v8: f64 = const 0
  v9: i64 = i64.extend_s v6
  v10: i64 = i64.extend_s v1
  v11: i64 = const -1n
  v12: i64 = i64.add v10, v11
  v13: i32 = i32.wrap v12
  v14: i64 = i64.extend_s v13
  v15: bool = i64.eq v12, v14
  v16: i64 = i64.extend_u v3
  v17: i64 = i64.extend_s v0
  v18: i64 = i64.add v17, v9
  v19: bool = i64.lt_u v18, v16
  v20: i64 = i64.extend_s v0
  v21: i64 = i64.add v20, v12
  v22: bool = i64.lt_u v21, v16
  v23: bool = bool.and v15, v19
  v24: bool = bool.and v23, v22
  branch v24, b2(v6, v8), b1(v6, v8)
b1(v25: i32, v26: f64):
  v27: i32 = i32.add v0, v25
  v28: f64 = elem.get f64 array nan v5, v27, v3
  v29: f64 = f64.add v26, v28
  v30: i32 = i32.add v25, v7
  v31: bool = i32.lt_s v30, v1
  branch v31, b1(v30, v29), b3(v29)
b2(v32: i32, v33: f64):
  v34: i32 = i32.add v0, v32
  v35: f64 = elem.load f64 array unchecked v5, v34
  v36: f64 = f64.add v33, v35
  v37: i32 = i32.add v32, v7
  v38: bool = i32.lt_s v37, v1
  branch v38, b2(v37, v36), b3(v36)
b3(v39: f64):
  return v39
`,
      { idempotent: false },
    )
  })
})
