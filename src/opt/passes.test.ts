/** One or two pairs of texts for each pass: what it does, and where it must not. */
import { describe, test } from 'vitest'
import { type Pass, rewrites, same } from '../ir/testing.ts'
import { dce } from './dce.ts'
import { fold } from './fold.ts'
import { gvn } from './gvn.ts'
import { inline as inlineInto } from './inline.ts'
import { licm } from './licm.ts'
import { mergeParams } from './merge-params.ts'
import { rotate } from './rotate.ts'
import { simplifyCfg } from './simplify-cfg.ts'

const merge: Pass = (func) => mergeParams(func)
const inline: Pass = (func, module) => inlineInto(func, module!)

describe('simplify-cfg', () => {
  test('passes blocks that only jump, and decides constant branches', () => {
    rewrites(
      simplifyCfg,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: bool = const 1
  branch v1, b1, b2
b1:
  jump b3(v0)
b2:
  v2: i32 = const 7
  jump b3(v2)
b3(v3: i32):
  return v3
`,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: bool = const 1
  return v0
`,
    )
  })

  test('sends an edge that brings a constant condition straight on', () => {
    rewrites(
      simplifyCfg,
      `
func @f(bool, bool, i32) -> i32
b0(v0: bool, v1: bool, v2: i32):
  v3: bool = const 0
  branch v0, b1, b2(v3)
b1:
  jump b2(v1)
b2(v4: bool):
  branch v4, b3, b4
b3:
  v5: i32 = i32.add v2, v2
  return v5
b4:
  return v2
`,
      `
func @f(bool, bool, i32) -> i32
b0(v0: bool, v1: bool, v2: i32):
  v3: bool = const 0
  branch v0, b1, b2
b1:
  branch v1, b3, b2
b2:
  return v2
b3:
  v4: i32 = i32.add v2, v2
  return v4
`,
    )
  })

  test('makes a bool of a branch that chooses between true and false', () => {
    rewrites(
      simplifyCfg,
      `
func @f(bool) -> bool
b0(v0: bool):
  v1: bool = const 1
  v2: bool = const 0
  branch v0, b1, b2
b1:
  jump b3(v2)
b2:
  jump b3(v1)
b3(v3: bool):
  return v3
`,
      `
func @f(bool) -> bool
b0(v0: bool):
  v1: bool = const 1
  v2: bool = const 0
  v3: bool = bool.not v0
  return v3
`,
    )
  })

  test('leaves a loop alone', () => {
    same(
      simplifyCfg,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: i32 = const 1
  jump b1(v1)
b1(v3: i32):
  v4: i32 = i32.add v3, v2
  v5: bool = i32.lt_s v4, v0
  branch v5, b1(v4), b2
b2:
  return v4
`,
    )
  })
})

describe('merge-params', () => {
  test('finds one value through a loop', () => {
    rewrites(
      merge,
      `
func @f(i32, i32) -> i32
b0(v0: i32, v1: i32):
  jump b1(v0, v1)
b1(v2: i32, v3: i32):
  v4: i32 = i32.sub v3, v2
  v5: bool = i32.lt_s v4, v2
  branch v5, b2(v2), b3
b2(v6: i32):
  jump b1(v6, v4)
b3:
  return v3
`,
      `
func @f(i32, i32) -> i32
b0(v0: i32, v1: i32):
  jump b1(v1)
b1(v2: i32):
  v3: i32 = i32.sub v2, v0
  v4: bool = i32.lt_s v3, v0
  branch v4, b3, b2
b2:
  return v2
b3:
  jump b1(v3)
`,
    )
  })
})

describe('fold', () => {
  test('computes constants and applies rules', () => {
    rewrites(
      fold,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: i32 = const 2
  v2: i32 = const 3
  v3: i32 = i32.mul v1, v2
  v4: i32 = i32.sub v0, v3
  v5: i64 = i64.extend_s v4
  v6: i32 = i32.wrap v5
  v7: f64 = f64.from_i32_s v6
  v8: f64 = const -0
  v9: f64 = f64.add v7, v8
  return v9
`,
      `
func @f(i32) -> f64
b0(v0: i32):
  v1: i32 = const 2
  v2: i32 = const 3
  v3: i32 = const 6
  v4: i32 = const 0
  v5: i32 = const 6
  v6: i32 = const -6
  v7: i32 = i32.add v0, v6
  v8: i64 = i64.extend_s v7
  v9: f64 = f64.from_i32_s v7
  v10: f64 = const -0
  return v9
`,
    )
  })

  test('squares', () => {
    rewrites(
      fold,
      `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = const 2
  v2: f64 = math pow v0, v1
  return v2
`,
      `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = const 2
  v2: f64 = f64.mul v0, v0
  return v2
`,
    )
  })

  test('a guard that fails ends its block', () => {
    rewrites(
      fold,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: bool = i32.lt_s v0, v0
  guard RangeError "no $0" v1, v0
  return v0
`,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: bool = const 0
  throw RangeError "no $0" v0
`,
    )
  })

  test('does not add 0 to a double', () => {
    same(
      fold,
      `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = const 0
  v2: f64 = f64.add v0, v1
  v3: f64 = f64.mul v2, v1
  v4: f64 = f64.sub v3, v3
  return v4
`,
    )
  })

  test('takes 1 for true only where bools are chosen', () => {
    same(
      fold,
      `
func @f(bool) -> i32
b0(v0: bool):
  v1: i32 = const 1
  v2: i32 = const 0
  v3: i32 = select v0, v1, v2
  return v3
`,
    )
  })
})

describe('dce', () => {
  test('removes what only feeds itself', () => {
    rewrites(
      dce,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: i32 = const 1
  jump b1(v1, v1)
b1(v3: i32, v4: i32):
  v5: i32 = i32.add v4, v3
  v6: i32 = i32.add v3, v2
  v7: bool = i32.lt_s v6, v0
  branch v7, b1(v6, v5), b2
b2:
  return v6
`,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: i32 = const 1
  jump b1(v1)
b1(v3: i32):
  v4: i32 = i32.add v3, v2
  v5: bool = i32.lt_s v4, v0
  branch v5, b1(v4), b2
b2:
  return v4
`,
    )
  })

  test('removes objects that are only written to, one in another too', () => {
    rewrites(
      dce,
      `
layout "{n:i32}" record 16 [n i32 +8]
layout "{o:ref}" record 16 [o ref +8]

func @f(i32, f64) -> i32
b0(v0: i32, v1: f64):
  v2: ref = alloc "{n:i32}"
  store i32 +8 r.n v2, v0
  v3: ref = alloc "{o:ref}"
  store ref +8 r.o v3, v2
  v4: i32 = const 64
  v5: ref = alloc.block bytes v4
  v6: ptr = ptr.of 16 v5
  elem.store f64 array unchecked v6, v0, v1
  return v0
`,
      `
func @f(i32, f64) -> i32
b0(v0: i32, v1: f64):
  return v0
`,
    )
  })

  test('keeps what is written to an object that is read, or that another holds that is', () => {
    same(
      dce,
      `
layout "{n:i32}" record 16 [n i32 +8]
layout "{o:ref}" record 16 [o ref +8]

func @f(i32, bool) -> ref
b0(v0: i32, v1: bool):
  v2: ref = alloc "{n:i32}"
  store i32 +8 r.n v2, v0
  v3: ref = alloc "{o:ref}"
  store ref +8 r.o v3, v2
  branch v1, b1, b2(v3)
b1:
  v4: ref = alloc "{o:ref}"
  store ref +8 r.o v4, v2
  jump b2(v4)
b2(v5: ref):
  store ref +8 r.o v5, v2
  return v5
`,
      { interpret: false },
    )
  })
})

describe('gvn', () => {
  test('merges operations and what a branch has decided', () => {
    rewrites(
      gvn,
      `
func @f(i32, i32) -> i32
b0(v0: i32, v1: i32):
  v2: i32 = i32.add v0, v1
  v3: i32 = i32.add v1, v0
  v4: bool = i32.lt_s v2, v3
  v5: bool = i32.lt_s v0, v1
  branch v5, b1, b2
b1:
  v6: bool = i32.gt_s v0, v1
  v7: i32 = select v6, v2, v3
  return v7
b2:
  v8: i32 = i32.from_bool v4
  return v8
`,
      `
func @f(i32, i32) -> i32
b0(v0: i32, v1: i32):
  v2: bool = const 0
  v3: i32 = i32.add v0, v1
  v4: bool = i32.lt_s v3, v3
  v5: bool = i32.lt_s v0, v1
  branch v5, b2, b1
b1:
  v6: i32 = i32.from_bool v4
  return v6
b2:
  v7: i32 = select v2, v3, v3
  return v7
`,
    )
  })

  test('a load gives what was stored, past stores to other elements', () => {
    rewrites(
      gvn,
      `
func @f(f64, f64) -> f64
b0(v0: f64, v1: f64):
  v2: i32 = const 16
  v3: ref = alloc.block bytes v2
  v4: ptr = ptr.of 16 v3
  v5: i32 = const 0
  v6: i32 = const 1
  elem.store f64 array unchecked v4, v5, v0
  elem.store f64 array unchecked v4, v6, v1
  v7: f64 = elem.load f64 array unchecked v4, v5
  v8: f64 = elem.load f64 array unchecked v4, v6
  v9: f64 = f64.sub v7, v8
  return v9
`,
      `
func @f(f64, f64) -> f64
b0(v0: f64, v1: f64):
  v2: i32 = const 16
  v3: i32 = const 0
  v4: i32 = const 1
  v5: ref = alloc.block bytes v2
  v6: ptr = ptr.of 16 v5
  elem.store f64 array unchecked v6, v3, v0
  elem.store f64 array unchecked v6, v4, v1
  v7: f64 = f64.sub v0, v1
  return v7
`,
    )
  })

  test('keeps a load after a store that may hit it', () => {
    same(
      gvn,
      `
func @f(f64, i32) -> f64
b0(v0: f64, v1: i32):
  v2: i32 = const 16
  v3: i32 = const 1
  v4: i32 = const 0
  v5: ref = alloc.block bytes v2
  v6: ptr = ptr.of 16 v5
  v7: i32 = i32.and v1, v3
  v8: f64 = elem.load f64 array unchecked v6, v4
  elem.store f64 array unchecked v6, v7, v0
  v9: f64 = elem.load f64 array unchecked v6, v4
  v10: f64 = f64.add v8, v9
  return v10
`,
    )
  })
})

describe('rotate', () => {
  test('tests at the end', () => {
    rewrites(
      rotate,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: i32 = const 1
  jump b1(v1, v1)
b1(v3: i32, v4: i32):
  v5: bool = i32.lt_s v3, v0
  branch v5, b2, b3
b2:
  v6: i32 = i32.add v4, v3
  v7: i32 = i32.add v3, v2
  jump b1(v7, v6)
b3:
  return v4
`,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: i32 = const 1
  jump b1
b1:
  v3: bool = i32.lt_s v1, v0
  branch v3, b2(v1, v1), b4(v1)
b2(v4: i32, v5: i32):
  v6: i32 = i32.add v4, v5
  v7: i32 = i32.add v5, v2
  jump b3
b3:
  v8: bool = i32.lt_s v7, v0
  branch v8, b2(v6, v7), b4(v6)
b4(v9: i32):
  return v9
`,
    )
  })
})

describe('licm', () => {
  test('moves what is the same in every turn, division only where it is sure to run', () => {
    rewrites(
      licm,
      `
func @f(i32, i32, i32) -> i32
b0(v0: i32, v1: i32, v2: i32):
  v3: i32 = const 0
  v4: i32 = const 1
  v5: i32 = i32.or v2, v4
  jump b1(v3)
b1(v6: i32):
  v7: i32 = i32.mul v0, v1
  v8: i32 = i32.div_u v7, v5
  v9: i32 = i32.add v6, v8
  v10: i32 = i32.or v9, v4
  v11: bool = i32.lt_s v10, v1
  branch v11, b2, b3
b2:
  v12: i32 = i32.rem_u v0, v5
  v13: i32 = i32.add v10, v12
  jump b1(v13)
b3:
  return v10
`,
      `
func @f(i32, i32, i32) -> i32
b0(v0: i32, v1: i32, v2: i32):
  v3: i32 = const 0
  v4: i32 = const 1
  v5: i32 = i32.or v2, v4
  v6: i32 = i32.mul v0, v1
  v7: i32 = i32.div_u v6, v5
  jump b1(v3)
b1(v8: i32):
  v9: i32 = i32.add v8, v7
  v10: i32 = i32.or v9, v4
  v11: bool = i32.lt_s v10, v1
  branch v11, b3, b2
b2:
  return v10
b3:
  v12: i32 = i32.rem_u v0, v5
  v13: i32 = i32.add v10, v12
  jump b1(v13)
`,
    )
  })
})

describe('licm, where a load may be of an object of another layout', () => {
  test('moves what is read of an object that is there, marked, and nothing that is read of that, unless it is sure to run', () => {
    rewrites(
      licm,
      `
func @f(ref, i32) -> f64
b0(v0: ref, v1: i32):
  v2: f64 = const 0
  jump b1(v2)
b1(v3: f64):
  v4: i32 = load i32 +4 closure.tag fixed v0
  v5: bool = i32.eq v4, v1
  branch v5, b2, b3
b2:
  v6: ref = load ref +8 "field:a.part" fixed v0
  v7: f64 = load f64 +8 "field:b.value" fixed v6
  v8: f64 = f64.add v3, v7
  jump b3
b3:
  branch v5, b1(v3), b4
b4:
  return v3
`,
      `
func @f(ref, i32) -> f64
b0(v0: ref, v1: i32):
  v2: f64 = const 0
  v3: i32 = load i32 +4 closure.tag fixed v0
  v4: bool = i32.eq v3, v1
  v5: ref = load ref +8 "field:a.part" fixed early v0
  jump b1(v2)
b1(v6: f64):
  branch v4, b2, b3
b2:
  v7: f64 = load f64 +8 "field:b.value" fixed v5
  v8: f64 = f64.add v6, v7
  jump b3
b3:
  branch v4, b1(v6), b4
b4:
  return v6
`,
    )
  })
})

describe('inline', () => {
  test('puts a small body where it is called', () => {
    rewrites(
      inline,
      `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = call @square v0
  v2: f64 = f64.add v1, v0
  return v2

func @square(f64) -> f64
b0(v0: f64):
  v1: f64 = f64.mul v0, v0
  return v1
`,
      `
func @f(f64) -> f64
b0(v0: f64):
  jump b1(v0)
b1(v1: f64):
  v2: f64 = f64.mul v1, v1
  jump b2(v2)
b2(v3: f64):
  v4: f64 = f64.add v3, v0
  return v4
`,
    )
  })

  test('leaves a function that calls itself', () => {
    same(
      inline,
      `
func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = call @down v0
  return v1

func @down(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  v2: bool = i32.gt_s v0, v1
  branch v2, b1, b2
b1:
  v3: i32 = const -1
  v4: i32 = i32.add v0, v3
  v5: i32 = call @down v4
  return v5
b2:
  return v0
`,
    )
  })
})
