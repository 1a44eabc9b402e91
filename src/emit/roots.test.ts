import { describe, expect, test } from 'vitest'
import { MEMORY } from '../artifact/abi.ts'
import { load } from './wasm/testing.ts'

const LAYOUT = 'layout "{n:ref}" record 16 [n ref 8]\n'
const FIRST = MEMORY.heap

describe('roots', () => {
  test('a reference alive across an allocation is in the frame, others are not', () => {
    const { exports, roots, stackPointer } = load(`${LAYOUT}
func @pair() -> ref
b0:
  v0: ref = alloc "{n:ref}"
  v1: ref = alloc "{n:ref}"
  v2: ref = alloc "{n:ref}"
  store ref 8 "field:n" v2, v0
  return v2
`)
    exports.pair!()
    expect(roots.map((frame) => frame.filter((word) => word !== 0))).toEqual([[], [FIRST], [FIRST]])
    expect(stackPointer.value).toBe(1024)
  })

  test('functions without safepoints have no frame', () => {
    const { emitted } = load(`
func @next(ref) -> ref
b0(v0: ref):
  v1: ref = load ref 8 "field:n" v0
  v2: ref = call @same v1
  return v2
func @same(ref) -> ref
b0(v0: ref):
  return v0
`)
    expect(WebAssembly.Module.imports(new WebAssembly.Module(emitted.bytes as BufferSource)).map(({ name }) => name)).toEqual(['memory'])
  })

  test('what callers hold is found, and the stack is restored', () => {
    const { exports, roots, stackPointer } = load(`${LAYOUT}
func @outer(ref) -> ref
b0(v0: ref):
  v1: ref = call @inner
  store ref 8 "field:n" v1, v0
  return v1
func @inner() -> ref
b0:
  v0: ref = alloc "{n:ref}"
  v1: ref = alloc "{n:ref}"
  store ref 8 "field:n" v1, v0
  return v1
`)
    exports.outer!(5000)
    expect(roots.map((frame) => frame.filter((word) => word !== 0))).toEqual([[5000], [5000, FIRST]])
    expect(stackPointer.value).toBe(1024)
  })

  test('a pointer keeps the object it points into', () => {
    const { exports, roots } = load(`${LAYOUT}
func @f(ref, ref, bool) -> f64
b0(v0: ref, v1: ref, v2: bool):
  branch v2, b1, b2
b1:
  v3: ptr = ptr.of 16 v0
  jump b3(v3)
b2:
  v4: ptr = load i32 8 "field:data" v1
  jump b3(v4)
b3(v5: ptr):
  v6: ref = alloc "{n:ref}"
  v7: i32 = const 0
  v8: f64 = elem.load f64 array unchecked v5, v7
  return v8
`)
    exports.f!(8000, 9000, 1)
    exports.f!(8000, 9000, 0)
    expect(roots.map((frame) => frame.filter((word) => word !== 0))).toEqual([[8000], [9000]])
  })

  test('a pointer given to a callee that allocates keeps its object', () => {
    const { exports, roots } = load(`${LAYOUT}
func @f(ref) -> f64
b0(v0: ref):
  v1: ptr = ptr.of 16 v0
  v2: f64 = call @g v1
  return v2
func @g(ptr) -> f64
b0(v0: ptr):
  v1: ref = alloc "{n:ref}"
  v2: i32 = const 0
  v3: f64 = elem.load f64 array unchecked v0, v2
  return v3
`)
    exports.f!(8000)
    expect(roots[0]!.filter((word) => word !== 0)).toEqual([8000])
  })

  test('an exception that is caught restores the stack pointer', () => {
    const { exports, roots, stackPointer } = load(`${LAYOUT}
func @outer(ref, bool) -> ref
b0(v0: ref, v1: bool):
  v2: ref = invoke @inner v0, v1 to b1(v2) unwind b2
b1(v3: ref):
  return v3
b2:
  v4: ref = alloc "{n:ref}"
  store ref 8 "field:n" v4, v0
  return v4
func @inner(ref, bool) -> ref
b0(v0: ref, v1: bool):
  v2: ref = alloc "{n:ref}"
  guard Error "no" v1
  store ref 8 "field:n" v2, v0
  return v2
`)
    exports.outer!(6000, 1)
    exports.outer!(6000, 0)
    expect(stackPointer.value).toBe(1024)
    expect(roots.map((frame) => frame.filter((word) => word !== 0))).toEqual([[6000, 6000], [6000, 6000], [6000]])
  })

  test('references that go around a loop survive whatever is allocated', () => {
    const text = `${LAYOUT}
func @rounds(i32) -> i32
b0(v0: i32):
  v1: ref = alloc "{n:ref}"
  v2: ref = alloc "{n:ref}"
  jump b1(v0, v1, v2)
b1(v3: i32, v4: ref, v5: ref):
  v6: ref = alloc "{n:ref}"
  v7: i32 = const 1
  v8: i32 = i32.sub v3, v7
  store ref +8 "field:n" v6, v4
  v9: i32 = const 0
  v10: bool = i32.gt_s v8, v9
  branch v10, b1(v8, v5, v6), b2
b2:
  v11: ref = alloc "{n:ref}"
  v12: ref = load ref +8 "field:n" v6
  v13: i32 = load i32 +0 "field:id" v12
  v14: i32 = load i32 +0 "field:id" v5
  v15: i32 = i32.sub v13, v14
  return v15
`
    const { exports } = load(text, {}, true)
    for (let rounds = 1; rounds < 6; rounds++) expect(exports.rounds!(rounds)).toBe(0)
  })

  test('a loop that allocates keeps what goes around, and frames end where the stack does', () => {
    const { exports, memory } = load(`${LAYOUT}
func @chain(i32) -> ref
b0(v0: i32):
  v1: ref = const 0
  jump b1(v0, v1)
b1(v2: i32, v3: ref):
  v4: i32 = const 0
  v5: bool = i32.gt_s v2, v4
  branch v5, b2, b3
b2:
  v6: ref = alloc "{n:ref}"
  store ref 8 "field:n" v6, v3
  v7: i32 = const 1
  v8: i32 = i32.sub v2, v7
  jump b1(v8, v6)
b3:
  return v3

func @deep(ref) -> ref
b0(v0: ref):
  v1: ref = alloc "{n:ref}"
  v2: ref = call @deep v1
  store ref 8 "field:n" v2, v0
  return v2
`)
    const words = new Int32Array(memory.buffer)
    let length = 0
    for (let object = exports.chain!(100); object !== 0; object = words[(object + 8) >> 2]!) length++
    expect(length).toBe(100)
    expect(() => exports.deep!(0)).toThrow(RangeError)
  })
})
