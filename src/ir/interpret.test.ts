import { describe, expect, test } from 'vitest'
import { TAGS } from '../artifact/layout.ts'
import { InvariantError } from '../base/assert.ts'
import { type InterpretOptions, interpret, StepLimitError } from './interpret.ts'
import { testEnvironment } from './interpret-host.ts'
import { isInterpreted } from './interpret-ops.ts'
import { type TypedOp, typedOps } from './ops.ts'
import { parseModule } from './parse.ts'
import { verifyModule } from './verify.ts'

function load(text: string, options: InterpretOptions = {}) {
  const module = parseModule(text)
  verifyModule(module)
  return interpret(module, options)
}

/** Run @f of the text. */
function run(text: string, args: (number | bigint)[] = [], options: InterpretOptions = {}): number | bigint | undefined {
  return load(text, options).call('f', args)
}

describe('interpret', () => {
  test.each(Object.keys(typedOps) as TypedOp[])('%s can be run', (op) => expect(isInterpreted(op)).toBe(true))

  const SUM = `
func @f(ptr, i32) -> f64
b0(v0: ptr, v1: i32):
  v2: i32 = const 0
  v3: i32 = const 1
  v4: f64 = const 0
  jump b1(v2, v4)
b1(v5: i32, v6: f64):
  v7: bool = i32.lt_s v5, v1
  branch v7, b2, b3
b2:
  v8: f64 = elem.load f64 array unchecked v0, v5
  v9: f64 = f64.add v6, v8
  v10: i32 = i32.add v5, v3
  jump b1(v10, v9)
b3:
  return v6
`

  test('a loop over an array; not a step beyond its end', () => {
    const module = parseModule(SUM)
    const environment = testEnvironment(module)
    const { call } = interpret(module, { environment })
    const data = environment.reserve(24)
    new Float64Array(environment.memory, data, 3).set([1, 2, 0.5])
    expect(call('f', [data, 3])).toBe(3.5)
    expect(() => call('f', [data, 4])).toThrow(/load f64 of 8 bytes at address \d+, which is inside no object/)
    expect(() => interpret(module, { environment, steps: 12 }).call('f', [data, 3])).toThrow(StepLimitError)
  })

  test('edges write their parameters all at once', () => {
    const swap = 'func @f(i32, i32) -> i32\nb0(v0: i32, v1: i32):\n  v5: i32 = const 0\n  jump b1(v0, v1, v5)\n'
    const loop =
      'b1(v2: i32, v3: i32, v4: i32):\n  v6: bool = i32.eq v4, v2\n  v7: i32 = const 1\n  branch v6, b2, b1(v3, v2, v7)\nb2:\n  return v3\n'
    expect(run(swap + loop, [1, 5])).toBe(5)
    expect(run(swap + loop, [5, 1])).toBe(5)
  })

  test('calls do not use up the stack of the host; too deep is a RangeError', () => {
    const text = `func @f(i32) -> i32
b0(v0: i32):
  v1: i32 = const 1
  v2: bool = i32.lt_s v0, v1
  branch v2, b1, b2
b1:
  return v0
b2:
  v3: i32 = i32.sub v0, v1
  v4: i32 = call @f v3
  v5: i32 = i32.add v4, v1
  return v5
`
    expect(run(text, [9000])).toBe(9000)
    expect(() => run(text, [10_000])).toThrow(new RangeError('Maximum call stack size exceeded'))
  })

  test('guards and throws fill in the text', () => {
    const text = 'func @f(i32, bool)\nb0(v0: i32, v1: bool):\n  guard RangeError "$0 of $1 of $2" v1, v0, v1\n  throw TypeError "always"\n'
    expect(() => run(text, [7, 0])).toThrow(new RangeError('7 of false of $2'))
    expect(() => run(text, [7, 1])).toThrow(new TypeError('always'))
  })

  const CATCH = `
func @f(f64) -> f64
b0(v0: f64):
  v1: f64 = invoke @g v0 to b1(v1) unwind b2(v0)
b1(v2: f64):
  return v2
b2(v3: f64):
  v4: i32 = call.host error.caught
  v5: i32 = const 1
  v6: bool = call.host error.is v4, v5
  branch v6, b1(v3), b3
b3:
  throw v4

func @g(f64) -> f64
b0(v0: f64):
  v1: f64 = call @h v0
  return v1

func @h(f64) -> f64
b0(v0: f64):
  v1: f64 = const 0
  v2: bool = f64.ge v0, v1
  guard RangeError "negative" v2
  v3: bool = f64.ne v0, v1
  guard TypeError "zero" v3
  v4: f64 = f64.sqrt v0
  return v4
`

  test('invoke catches across frames, and errors are thrown on', () => {
    const { call } = load(CATCH)
    expect(call('f', [9])).toBe(3)
    expect(call('f', [-9])).toBe(-9)
    expect(() => call('f', [0])).toThrow(new TypeError('zero'))
    expect(call('f', [9])).toBe(3)
  })

  test('objects, their fields and blocks', () => {
    const text = `layout "{x:f64,next:ref,n:u8}" record 24 [x f64 +8, next ref +16, n u8 +20]
layout bytes bytes 0

func @f(f64) -> f64
b0(v0: f64):
  v1: ref = alloc "{x:f64,next:ref,n:u8}"
  store f64 +8 r.x v1, v0
  v2: i32 = const 259
  store u8 +20 r.n v1, v2
  v3: f64 = load u8 +20 r.n v1
  v4: ref = load ref +16 r.next v1
  v5: i32 = ref.bits v4
  v6: f64 = f64.from_i32_s v5
  v7: i32 = const 16
  v8: ref = alloc.block bytes v7
  v9: ptr = ptr.of 16 v8
  v10: f64 = elem.load f64 array unchecked v9, v5
  v11: f64 = load f64 +8 r.x v1
  v12: f64 = f64.add v3, v6
  v13: f64 = f64.add v12, v10
  v14: f64 = f64.add v13, v11
  return v14
`
    expect(run(text, [0.5])).toBe(3.5)
    // A field of null may be looked at (it is 0), not written.
    const use = 'func @f() -> f64\nb0:\n  v0: ref = const 0\n  v1: f64 = load f64 +8 r.x v0\n'
    expect(run(`${use}  return v1\n`)).toBe(0)
    expect(() => run(`${use}  store f64 +8 r.x v0, v1\n  return v1\n`)).toThrow(InvariantError)
  })

  test('tags survive registers, memory and edges; arithmetic takes them for NaN', () => {
    const text = `func @f(i32) -> bool
b0(v0: i32):
  v1: i32 = const 8
  v2: ref = alloc.block bytes v1
  v3: f64 = tag.const null
  store f64 +16 x v2, v3
  v4: f64 = load f64 +16 x v2
  jump b1(v4)
b1(v5: f64):
  v6: bool = tag.is null v5
  v7: bool = tag.is undefined v5
  v8: bool = bool.not v7
  v9: bool = bool.and v6, v8
  v10: bool = f64.ne v5, v5
  v11: bool = bool.and v9, v10
  v12: f64 = tag.clean v5
  v13: bool = tag.is null v12
  v14: bool = bool.not v13
  v15: bool = bool.and v11, v14
  return v15
`
    expect(run(text, [0])).toBe(1)
    expect(run('func @f() -> i64\nb0:\n  v0: f64 = tag.const true\n  v1: i64 = f64.bits v0\n  return v1\n')).toBe(TAGS.true)
    expect(run('func @f() -> f64\nb0:\n  v0: f64 = tag.const true\n  return v0\n')).toBe(NaN)
  })

  test('exports convert as their signatures say', () => {
    const kind = '{"kind":"optional","type":{"kind":"float64"},"null":false,"undefined":true}'
    const text = `export @f {"params":[${kind}],"result":${kind}}\n\nfunc @f(f64) -> f64\nb0(v0: f64):\n  return v0\n`
    expect(run(text, [TAGS.undefined])).toBe(TAGS.undefined)
    expect(run(text, [0x3ff8_0000_0000_0000n])).toBe(0x3ff8_0000_0000_0000n)
  })

  test('reads and writes outside', () => {
    const text = (type: string, outside: string, storage = 'f64') => `func @f(ptr, i32, i32) -> ${type}
b0(v0: ptr, v1: i32, v2: i32):
  v3: ${type} = elem.get ${storage} list ${outside} v0, v1, v2
  elem.put ${storage} list ignore v0, v1, v2, v3
  return v3
`
    expect(run(text('f64', 'nan'), [0, -1, 5])).toBe(NaN)
    expect(run(text('i32', 'zero', 'u8'), [0, 0, 0])).toBe(0)
    expect(run(text('i64', 'undefined', 'i64'), [0, 2 ** 31 - 1, 5])).toBe(-(2n ** 63n))
    expect(run(text('ref', 'undefined', 'ref'), [0, 1, 1])).toBe(4)
  })

  test('a broken precondition is a bug of the compiler', () => {
    const text = 'func @f(i32, i32) -> i32\nb0(v0: i32, v1: i32):\n  v2: i32 = i32.div_s v0, v1\n  return v2\n'
    expect(run(text, [-7, 2])).toBe(-3)
    expect(() => run(text, [1, 0])).toThrow(/i32.div_s\(1, 0\) breaks/)
  })

  test('strings and the console', () => {
    const text = `func @f(f64)
b0(v0: f64):
  v1: i32 = str.const "x = "
  v2: i32 = call.host str.from_f64 v0
  v3: i32 = call.host str.concat v1, v2
  call.host log.str v3
  v4: i32 = const 3
  call.host log.end v4
  return
`
    const { call, environment } = load(text)
    call('f', [-0.5])
    expect((environment as ReturnType<typeof testEnvironment>).printed).toEqual([{ method: 'error', values: ['x = -0.5'] }])
  })
})
