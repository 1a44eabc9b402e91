import { describe, expect, test } from 'vitest'
import { MEMORY } from '../../artifact/abi.ts'
import { TAGS, UNDEFINED_I64 } from '../../artifact/layout.ts'
import { load } from './testing.ts'

const DATA = 4096

describe('elements', () => {
  const STORED = [
    ['i8', 'i32', 'setInt8', -5, 1],
    ['u8', 'i32', 'setUint8', 250, 1],
    ['u8c', 'i32', 'setUint8', 250, 1],
    ['i16', 'i32', 'setInt16', -30000, 2],
    ['u16', 'i32', 'setUint16', 60000, 2],
    ['i32', 'i32', 'setInt32', -2000000000, 4],
    ['u32', 'i32', 'setUint32', -2, 4],
    ['i64', 'i64', 'setBigInt64', -(2n ** 62n), 8],
    ['f32', 'f32', 'setFloat32', 1.5, 4],
    ['f64', 'f64', 'setFloat64', 1.1, 8],
    ['bool', 'bool', 'setUint8', 1, 1],
  ] as const

  test.each(STORED)('%s: load, store, get, put, with variable and constant index', (storage, type, _setter, value, bytes) => {
    const { exports, memory } = load(`
func @load(ptr, i32) -> ${type}
b0(v0: ptr, v1: i32):
  v2: ${type} = elem.load ${storage} array unchecked v0, v1
  return v2

func @load3(ptr) -> ${type}
b0(v0: ptr):
  v1: i32 = const 3
  v2: ${type} = elem.load ${storage} array unchecked v0, v1
  return v2

func @store(ptr, i32, ${type})
b0(v0: ptr, v1: i32, v2: ${type}):
  elem.store ${storage} array unchecked v0, v1, v2
  return

func @get(ptr, i32, i32) -> ${type}
b0(v0: ptr, v1: i32, v2: i32):
  v3: ${type} = elem.get ${storage} array zero v0, v1, v2
  return v3

func @put(ptr, i32, i32, ${type})
b0(v0: ptr, v1: i32, v2: i32, v3: ${type}):
  elem.put ${storage} array ignore v0, v1, v2, v3
  return

func @put3(ptr, i32, ${type})
b0(v0: ptr, v1: i32, v2: ${type}):
  v3: i32 = const 3
  elem.put ${storage} array ignore v0, v3, v1, v2
  return
`)
    const view = new Uint8Array(memory.buffer, DATA, 64)
    const { load: loadAt, load3, store, get, put, put3 } = exports
    const zero = typeof value === 'bigint' ? 0n : 0
    store!(DATA, 3, value)
    expect(loadAt!(DATA, 3)).toBe(value)
    expect(load3!(DATA)).toBe(value)
    expect(view.findIndex((byte) => byte !== 0)).toBeGreaterThanOrEqual(3 * bytes)
    expect(get!(DATA, 3, 4)).toBe(value)
    expect(get!(DATA, 3, 3)).toBe(zero)
    expect(get!(DATA, -1, 3)).toBe(zero)
    view.fill(0)
    put!(DATA, 3, 3, value)
    put!(DATA, -1, 3, value)
    put3!(DATA, 3, value)
    expect(view.every((byte) => byte === 0)).toBe(true)
    put!(DATA, 2, 3, value)
    expect(loadAt!(DATA, 2)).toBe(value)
    put3!(DATA, 4, value)
    expect(load3!(DATA)).toBe(value)
  })

  test('a read outside gives what the immediate says', () => {
    const { exports, memory } = load(`
func @bits(ptr, i32, i32) -> bool
b0(v0: ptr, v1: i32, v2: i32):
  v3: f64 = elem.get f64 array undefined v0, v1, v2
  v4: bool = tag.is undefined v3
  return v4

func @clean(ptr, i32, i32) -> bool
b0(v0: ptr, v1: i32, v2: i32):
  v3: f64 = elem.get f64 array undefined v0, v1, v2
  v4: f64 = tag.clean v3
  v5: bool = tag.is undefined v4
  return v5

func @nan(ptr, i32, i32) -> f64
b0(v0: ptr, v1: i32, v2: i32):
  v3: f64 = elem.get f32 array nan v0, v1, v2
  return v3

func @long(ptr, i32, i32) -> i64
b0(v0: ptr, v1: i32, v2: i32):
  v3: i64 = elem.get u32 array undefined v0, v1, v2
  return v3

func @wide(ptr, i32, i32) -> f64
b0(v0: ptr, v1: i32, v2: i32):
  v3: f64 = elem.get u32 array nan v0, v1, v2
  return v3

func @ref(ptr, i32, i32) -> ref
b0(v0: ptr, v1: i32, v2: i32):
  v3: ref = elem.get ref "list:ref" undefined v0, v1, v2
  return v3
`)
    const bits = new BigUint64Array(memory.buffer, DATA, 1)
    bits[0] = TAGS.undefined
    expect(exports.bits!(DATA, 1, 1)).toBe(1)
    expect(exports.bits!(DATA, 0, 1)).toBe(1)
    expect(exports.clean!(DATA, 0, 1)).toBe(0)
    expect(exports.nan!(DATA, 2 ** 31, 1)).toBeNaN()
    bits[0] = 0xffff_ffffn
    expect(exports.long!(DATA, 0, 1)).toBe(0xffff_ffffn)
    expect(exports.long!(DATA, 1, 1)).toBe(UNDEFINED_I64)
    expect(exports.wide!(DATA, 0, 1)).toBe(2 ** 32 - 1)
    expect(exports.ref!(DATA, 5, 1)).toBe(4)
  })
})

describe('fields and blocks', () => {
  test('load, store, pointer arithmetic, copy and fill', () => {
    const { exports, memory } = load(`
func @swap(ref)
b0(v0: ref):
  v1: f64 = load f64 8 "field:p.x" v0
  v2: f64 = load f64 16 "field:p.y" v0
  store f64 8 "field:p.x" v0, v2
  store f64 16 "field:p.y" v0, v1
  return

func @spread(ref, i32)
b0(v0: ref, v1: i32):
  v2: ptr = ptr.of 8 v0
  v3: i32 = const 8
  v4: ptr = ptr.add v2, v3
  mem.copy array v4, v2, v1
  v5: i32 = const 7
  mem.fill array v2, v5, v1
  return
`)
    const view = new Float64Array(memory.buffer, DATA, 8)
    view.set([0, 1, 2])
    exports.swap!(DATA)
    expect([...view.subarray(0, 3)]).toEqual([0, 2, 1])
    exports.spread!(DATA, 8)
    expect(view[2]).toBe(2)
    expect(new Uint8Array(memory.buffer)[DATA + 8]).toBe(7)
  })

  test('alloc takes from the free run, then asks for more; references begin as null', () => {
    const { exports, memory, emitted, roots } = load(`
layout "{a:f64,b:ref}" record 24 [a f64 8, b ref 16]
func @make() -> ref
b0:
  v0: ref = alloc "{a:f64,b:ref}"
  return v0

func @block(i32) -> ref
b0(v0: i32):
  v1: ref = alloc.block bytes v0
  return v1
`)
    const words = new Int32Array(memory.buffer)
    const run = (256 + 8 * 3) >> 2
    words.set([DATA, DATA + 48], run)
    words.fill(-1, DATA >> 2, (DATA >> 2) + 12)
    expect([exports.make!(), words[run]]).toEqual([DATA, DATA + 24])
    expect(words[DATA >> 2]).toBe(100)
    expect(words[(DATA >> 2) + 4]).toBe(0)
    expect([exports.make!(), words[run]]).toEqual([DATA + 24, DATA + 48])
    expect(words.subarray((DATA >> 2) + 12).every((word) => word === 0)).toBe(true)
    expect([exports.make!(), words[run]]).toEqual([MEMORY.heap, DATA + 48])
    expect(emitted.layouts).toEqual(['{a:f64,b:ref}', 'bytes'])
    expect(exports.block!(100)).toBe(MEMORY.heap + 32)
    expect(roots).toEqual([[], []])
  })
})
