/** Calls and memory: what a call leaves alone is read once. */
import { describe, test } from 'vitest'
import { type Pass, rewrites, same } from '../ir/testing.ts'
import { callGraph } from './calls.ts'
import { gvn as gvnIn } from './gvn.ts'
import { licm as licmIn } from './licm.ts'

const gvn: Pass = (func, module) => gvnIn(func, module, callGraph(module!).calls)
const licm: Pass = (func, module) => licmIn(func, module, callGraph(module!).calls)

/** A function that writes `r.y`, through another one that calls it back. */
const WRITER = `
func @writer(ref, i32)
b0(v0: ref, v1: i32):
  v2: i32 = const 0
  v3: bool = i32.gt_s v1, v2
  branch v3, b1, b2
b1:
  call @between v0, v2
  return
b2:
  store i32 +16 r.y v0, v1
  return

func @between(ref, i32)
b0(v0: ref, v1: i32):
  call @writer v0, v1
  return
`

describe('memory over calls', () => {
  test('a field that no callee writes is read once', () => {
    rewrites(
      gvn,
      `
func @f(ref, i32) -> i32
b0(v0: ref, v1: i32):
  v2: i32 = load i32 +12 r.x v0
  call @between v0, v1
  v3: i32 = load i32 +12 r.x v0
  v4: i32 = i32.add v2, v3
  return v4
${WRITER}`,
      `
func @f(ref, i32) -> i32
b0(v0: ref, v1: i32):
  v2: i32 = load i32 +12 r.x v0
  call @between v0, v1
  v3: i32 = i32.add v2, v2
  return v3
`,
    )
  })

  test('a field that a callee of the callee writes is read again', () => {
    same(
      gvn,
      `
func @f(ref, i32) -> i32
b0(v0: ref, v1: i32):
  v2: i32 = load i32 +16 r.y v0
  call @between v0, v1
  v3: i32 = load i32 +16 r.y v0
  v4: i32 = i32.add v2, v3
  return v4
${WRITER}`,
    )
  })

  test('a field leaves a loop whose calls do not write it', () => {
    rewrites(
      licm,
      `
func @f(ref, i32) -> i32
b0(v0: ref, v1: i32):
  v2: i32 = const 0
  v3: i32 = const 7
  v4: i32 = i32.and v1, v3
  v5: i32 = const 1
  jump b1(v2)
b1(v6: i32):
  call @between v0, v6
  v7: i32 = load i32 +12 r.x v0
  v8: i32 = load i32 +16 r.y v0
  v9: i32 = i32.add v6, v5
  v10: bool = i32.lt_s v9, v4
  branch v10, b1(v9), b2
b2:
  v11: i32 = i32.add v7, v8
  return v11
${WRITER}`,
      `
func @f(ref, i32) -> i32
b0(v0: ref, v1: i32):
  v2: i32 = const 0
  v3: i32 = const 7
  v4: i32 = i32.and v1, v3
  v5: i32 = const 1
  v6: i32 = load i32 +12 r.x early v0
  jump b1(v2)
b1(v7: i32):
  call @between v0, v7
  v8: i32 = load i32 +16 r.y v0
  v9: i32 = i32.add v7, v5
  v10: bool = i32.lt_s v9, v4
  branch v10, b1(v9), b2
b2:
  v11: i32 = i32.add v6, v8
  return v11
`,
    )
  })
})
