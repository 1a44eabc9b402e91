/** What becomes of objects: where each becomes values, and where it must stay. */
import { describe, test } from 'vitest'
import { rewrites, same } from '../ir/testing.ts'
import { scalarReplace } from './scalar-replace.ts'

describe('scalar-replace', () => {
  test('fields of an object that stays become values', () => {
    rewrites(
      scalarReplace,
      `
layout "{x:f64,b:i8}" record 24 [x f64 +8, b i8 +16]

func @f(f64, i32, bool) -> f64
b0(v0: f64, v1: i32, v2: bool):
  v3: ref = alloc "{x:f64,b:i8}"
  store f64 +8 r.x v3, v0
  store i8 +16 r.b v3, v1
  branch v2, b1, b2
b1:
  v4: i32 = load i8 +16 r.b v3
  v5: f64 = f64.from_i32_s v4
  store f64 +8 r.x v3, v5
  jump b2
b2:
  v6: f64 = load f64 +8 r.x v3
  return v6
`,
      `
func @f(f64, i32, bool) -> f64
b0(v0: f64, v1: i32, v2: bool):
  v3: f64 = const 0
  v4: i32 = const 0
  v5: i32 = const 24
  v6: i32 = i32.shl v1, v5
  v7: i32 = i32.shr_s v6, v5
  branch v2, b1, b2(v0)
b1:
  v8: f64 = f64.from_i32_s v7
  jump b2(v8)
b2(v9: f64):
  return v9
`,
    )
  })

  test('an object that is returned stays', () => {
    same(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(f64) -> ref
b0(v0: f64):
  v1: ref = alloc "{x:f64}"
  store f64 +8 r.x v1, v0
  return v1
`,
      { interpret: false },
    )
  })

  test('a loop that makes a new object in each turn carries the fields', () => {
    rewrites(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(i32, f64) -> f64
b0(v0: i32, v1: f64):
  v2: i32 = const 0
  v3: i32 = const 1
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v4, v1
  jump b1(v2, v4)
b1(v5: i32, v6: ref):
  v7: f64 = load f64 +8 r.x v6
  v8: f64 = f64.add v7, v1
  v9: ref = alloc "{x:f64}"
  store f64 +8 r.x v9, v8
  v10: i32 = i32.add v5, v3
  v13: i32 = const 7
  v14: i32 = i32.and v0, v13
  v11: bool = i32.lt_s v10, v14
  branch v11, b1(v10, v9), b2
b2:
  v12: f64 = load f64 +8 r.x v9
  return v12
`,
      `
func @f(i32, f64) -> f64
b0(v0: i32, v1: f64):
  v2: i32 = const 0
  v3: i32 = const 1
  v4: f64 = const 0
  jump b1(v2, v1)
b1(v5: i32, v6: f64):
  v7: f64 = f64.add v6, v1
  v8: f64 = const 0
  v9: i32 = i32.add v5, v3
  v10: i32 = const 7
  v11: i32 = i32.and v0, v10
  v12: bool = i32.lt_s v9, v11
  branch v12, b1(v9, v7), b2
b2:
  return v7
`,
    )
  })

  test('what is stored to the only name is carried too, and null beside it', () => {
    rewrites(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(bool, f64) -> f64
b0(v0: bool, v1: f64):
  v2: ref = const 0
  v3: f64 = const 1
  branch v0, b1, b2(v2)
b1:
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v4, v1
  jump b2(v4)
b2(v5: ref):
  v6: bool = ref.eq v5, v2
  branch v6, b3, b4
b3:
  return v1
b4:
  store f64 +8 r.x v5, v3
  v7: f64 = load f64 +8 r.x v5
  return v7
`,
      `
func @f(bool, f64) -> f64
b0(v0: bool, v1: f64):
  v2: i32 = const 0
  v3: f64 = const 0
  v4: ref = const 0
  v5: f64 = const 1
  branch v0, b1, b2(v3, v2)
b1:
  v6: f64 = const 0
  v7: i32 = const 8
  jump b2(v1, v7)
b2(v8: f64, v9: i32):
  v10: i32 = const 0
  v11: bool = i32.eq v9, v10
  branch v11, b4, b3
b3:
  return v5
b4:
  return v1
`,
    )
  })

  test('an object that is given away in the end is made there', () => {
    rewrites(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(bool, f64) -> ref
b0(v0: bool, v1: f64):
  v2: f64 = const 1
  branch v0, b1, b2
b1:
  v3: ref = alloc "{x:f64}"
  store f64 +8 r.x v3, v1
  jump b3(v3)
b2:
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v4, v2
  jump b3(v4)
b3(v5: ref):
  return v5
`,
      `
func @f(bool, f64) -> ref
b0(v0: bool, v1: f64):
  v2: f64 = const 1
  branch v0, b2, b1
b1:
  v3: f64 = const 0
  jump b3(v2)
b2:
  v4: f64 = const 0
  jump b3(v1)
b3(v5: f64):
  v6: ref = alloc "{x:f64}"
  store f64 +8 r.x v6, v5
  return v6
`,
      { interpret: false },
    )
  })

  test('an object with two names of which one is stored through stays', () => {
    same(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(bool, f64) -> f64
b0(v0: bool, v1: f64):
  v2: f64 = const 1
  v3: ref = alloc "{x:f64}"
  store f64 +8 r.x v3, v1
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v4, v2
  branch v0, b1(v3), b1(v4)
b1(v5: ref):
  store f64 +8 r.x v3, v2
  v6: f64 = load f64 +8 r.x v5
  return v6
`,
    )
  })

  test('an object with two names that only are read becomes values', () => {
    rewrites(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]

func @f(bool, f64) -> f64
b0(v0: bool, v1: f64):
  v2: f64 = const 1
  v3: ref = alloc "{x:f64}"
  store f64 +8 r.x v3, v1
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v4, v2
  branch v0, b1(v3), b1(v4)
b1(v5: ref):
  v6: f64 = load f64 +8 r.x v5
  v7: f64 = load f64 +8 r.x v3
  v8: f64 = f64.add v6, v7
  return v8
`,
      `
func @f(bool, f64) -> f64
b0(v0: bool, v1: f64):
  v2: f64 = const 1
  v3: f64 = const 0
  v4: f64 = const 0
  branch v0, b1(v1), b1(v2)
b1(v5: f64):
  v6: f64 = f64.add v5, v1
  return v6
`,
    )
  })

  test('an object that is read after it was given away stays', () => {
    same(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]
layout "{p:ref}" record 16 [p ref +8]

func @f(bool, f64, ref) -> f64
b0(v0: bool, v1: f64, v2: ref):
  v3: ref = alloc "{x:f64}"
  v4: ref = alloc "{x:f64}"
  store f64 +8 r.x v3, v1
  branch v0, b1(v3), b1(v4)
b1(v5: ref):
  store f64 +8 r.x v5, v1
  store ref +8 r.p v2, v5
  v6: f64 = load f64 +8 r.x v5
  return v6
`,
      { interpret: false },
    )
  })

  test('objects of two layouts under one name stay', () => {
    same(
      scalarReplace,
      `
layout "{x:f64}" record 16 [x f64 +8]
layout "{y:f64}" record 16 [y f64 +8]

func @f(bool) -> i32
b0(v0: bool):
  v1: ref = alloc "{x:f64}"
  v2: ref = alloc "{y:f64}"
  branch v0, b1(v1), b1(v2)
b1(v3: ref):
  v4: i32 = load i32 +0 header fixed v3
  return v4
`,
      { interpret: false },
    )
  })
})
