import { describe, test } from 'vitest'
import { rewrites, same } from '../ir/testing.ts'
import { deadStores } from './dead-stores.ts'

const LAYOUT = 'layout "{n:i32,m:i32}" record 16 [n i32 4, m i32 8]\n'
const N = 'i32 4 "field:n"'
const M = 'i32 8 "field:m"'

describe('dead-stores', () => {
  test('keeps the last store to a field, whatever happens to others', () => {
    rewrites(
      deadStores,
      `${LAYOUT}
func @f(i32, ref) -> ref
b0(v0: i32, v1: ref):
  v2: ref = alloc "{n:i32,m:i32}"
  store ${N} v2, v0
  store ${M} v2, v0
  v3: i32 = load ${M} v1
  v4: i32 = i32.add v3, v0
  store ${N} v2, v4
  return v2
`,
      `${LAYOUT}
func @f(i32, ref) -> ref
b0(v0: i32, v1: ref):
  v2: ref = alloc "{n:i32,m:i32}"
  store ${M} v2, v0
  v3: i32 = load ${M} v1
  v4: i32 = i32.add v3, v0
  store ${N} v2, v4
  return v2
`,
    )
  })

  test.each([
    ['is read, be it as a field of another', `v4: i32 = load ${N} v1`],
    ['is seen by a function', 'v4: i32 = call @g v2'],
    ['is seen when an error is thrown', 'guard Error "no" v3'],
    ['is seen by a collection', 'v4: ref = alloc "{n:i32,m:i32}"'],
  ])('keeps a store that %s', (_, between) => {
    same(
      deadStores,
      `${LAYOUT}
func @f(i32, ref, bool) -> ref
b0(v0: i32, v1: ref, v3: bool):
  v2: ref = alloc "{n:i32,m:i32}"
  store ${N} v2, v0
  ${between}
  store ${N} v2, v0
  return v2
func @g(ref) -> i32
b0(v0: ref):
  v1: i32 = load ${N} v0
  return v1
`,
    )
  })

  test('keeps stores to other objects, other fields and of other widths', () => {
    same(
      deadStores,
      `${LAYOUT}
func @f(i32, ref) -> ref
b0(v0: i32, v1: ref):
  v2: ref = alloc "{n:i32,m:i32}"
  store ${N} v2, v0
  store ${M} v2, v0
  store i8 4 "field:n" v2, v0
  store ${N} v1, v0
  return v2
`,
    )
  })
})
