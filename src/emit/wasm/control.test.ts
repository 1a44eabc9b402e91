import { describe, expect, test } from 'vitest'
import { TAGS } from '../../artifact/layout.ts'
import { Builder, newBlock, newFunc } from '../../ir/builder.ts'
import { parseModule } from '../../ir/parse.ts'
import { emitModule } from './emit.ts'
import { load, moduleOf } from './testing.ts'
import { wat } from './wat.ts'

describe('errors', () => {
  test('a guard throws its site with its values, and only then computes them', () => {
    const { exports, emitted } = load(`
func @check(i32, f64) -> f64
b0(v0: i32, v1: f64):
  v2: i32 = const 10
  v3: bool = i32.lt_s v0, v2
  v4: f64 = f64.sqrt v1
  guard RangeError "$0 of $1" v3, v0, v4
  return v1
`)
    expect(exports.check!(9, 4)).toBe(4)
    expect(() => exports.check!(10, 4)).toThrow('10 of 2')
    expect(emitted.sites).toEqual([{ site: { kind: 'RangeError', text: '$0 of $1' }, args: ['i32', 'f64'] }])
    const text = wat(emitted.bytes)
    expect(text.indexOf('f64.sqrt')).toBeGreaterThan(text.indexOf('if'))
  })

  test('throw with a site and of a handle; equal sites are one', () => {
    const { exports, emitted } = load(`
func @site(i64)
b0(v0: i64):
  throw TypeError "bad $0" v0

func @again(i64)
b0(v0: i64):
  throw TypeError "bad $0" v0

func @handle(i32)
b0(v0: i32):
  throw v0
`)
    expect(() => exports.site!(5n)).toThrow('bad 5')
    expect(() => exports.again!(6n)).toThrow('bad 6')
    expect(() => exports.handle!(7)).toThrow('handle 7')
    expect(emitted.sites).toHaveLength(1)
  })

  test('invoke catches, with results and arguments on both ways', () => {
    const { exports } = load(
      `
func @inner(i32) -> i32
b0(v0: i32):
  v1: i32 = const 5
  v2: bool = i32.lt_s v0, v1
  guard RangeError "too much" v2
  v3: i32 = i32.add v0, v0
  return v3

func @outer(i32) -> i32
b0(v0: i32):
  v1: i32 = const 100
  v2: i32 = i32.add v0, v1
  v3: i32 = invoke @inner v0 to b1(v3) unwind b2(v2)
b1(v4: i32):
  return v4
b2(v5: i32):
  v6: i32 = call.host error.caught
  v7: i32 = i32.add v5, v6
  return v7
`,
      { 'error.caught': () => 1000 },
    )
    expect(exports.outer!(4)).toBe(8)
    expect(exports.outer!(5)).toBe(1105)
  })
})

describe('calls', () => {
  test('recursion, several functions, host and Math', () => {
    const seen: unknown[] = []
    const { exports, emitted } = load(
      `
func @fib(i32) -> i32
b0(v0: i32):
  v1: i32 = const 2
  v2: bool = i32.lt_s v0, v1
  branch v2, b1, b2
b1:
  return v0
b2:
  v3: i32 = const 1
  v4: i32 = i32.sub v0, v3
  v5: i32 = call @fib v4
  v6: i32 = i32.sub v0, v1
  v7: i32 = call @fib v6
  v8: i32 = i32.add v5, v7
  return v8

func @log(f64)
b0(v0: f64):
  v1: f64 = math atan2 v0, v0
  call.host log.f64 v1
  v2: i32 = str.const "hello"
  call.host log.str v2
  v3: i32 = str.const "you"
  call.host log.str v3
  v4: i32 = str.const "hello"
  call.host log.str v4
  return
`,
      { 'log.f64': (x) => seen.push(x), 'log.str': (x) => seen.push(x) },
    )
    expect(exports.fib!(20)).toBe(6765)
    exports.log!(3)
    expect(seen).toEqual([Math.atan2(3, 3), 1000, 1001, 1000])
    expect(emitted.strings).toEqual(['hello', 'you'])
    expect(emitted.math).toEqual(['atan2'])
    expect(emitted.host).toEqual(['log.f64', 'log.str'])
    expect(emitted.hasLoops).toBe(true)
  })

  test('optional numbers cross as bits', () => {
    const func = newFunc('f', 'typed', ['f64'])
    const b = new Builder(func, newBlock(func, ['f64']))
    const [x] = b.params(b.block)
    b.return([b.inst('select', [b.inst('tag.is', [x!], 'null'), b.inst('tag.const', [], 'undefined'), x!])])
    const module = moduleOf(func)
    const optional = { kind: 'optional', type: { kind: 'float64' }, null: true, undefined: true } as const
    module.exports.splice(0, 1, { name: 'f', signature: { params: [optional], result: optional } })
    const { exports } = load(module)
    expect(exports.f!(TAGS.null)).toBe(TAGS.undefined)
    expect(exports.f!(TAGS.true)).toBe(TAGS.true)
  })

  test('only what exports reach is emitted, and equal modules give equal bytes', () => {
    const text = `
export @a {"params":[],"result":{"kind":"int32"}}
func @a() -> i32
b0:
  v0: i32 = call @c
  return v0
func @b() -> i32
b0:
  v0: i32 = const 1
  return v0
func @c() -> i32
b0:
  v0: i32 = const 2
  return v0
`
    const first = emitModule(parseModule(text))
    expect(first.functions).toEqual(['a', 'c'])
    expect(first.hasLoops).toBe(false)
    expect(emitModule(parseModule(text)).bytes).toEqual(first.bytes)
  })
})

describe('placement', () => {
  test('effects keep their order though values are computed where they are used', () => {
    const log: string[] = []
    const { exports, memory } = load(
      `
func @order(ptr) -> f64
b0(v0: ptr):
  v1: i32 = const 0
  v2: f64 = elem.load f64 array unchecked v0, v1
  v3: f64 = call.host clock.now
  v4: f64 = call @bump v0
  v5: f64 = call.host clock.date
  v6: f64 = elem.load f64 array unchecked v0, v1
  v7: f64 = f64.sub v6, v2
  v8: f64 = f64.sub v5, v3
  v9: f64 = f64.mul v8, v7
  v10: f64 = f64.mul v9, v4
  return v10

func @bump(ptr) -> f64
b0(v0: ptr):
  v1: i32 = const 0
  v2: f64 = elem.load f64 array unchecked v0, v1
  v3: f64 = const 10
  v4: f64 = f64.add v2, v3
  elem.store f64 array unchecked v0, v1, v4
  return v2
`,
      {
        'clock.now': () => {
          log.push('now')
          return 1
        },
        'clock.date': () => {
          log.push('date')
          return 4
        },
      },
    )
    new Float64Array(memory.buffer)[512] = 2
    expect(exports.order!(4096)).toBe(3 * 10 * 2)
    expect(log).toEqual(['now', 'date'])
  })

  test('a counting loop needs no moves but its own', () => {
    const { emitted } = load(`
func @count(i32) -> i32
b0(v0: i32):
  v1: i32 = const 0
  jump b1(v1)
b1(v2: i32):
  v3: i32 = const 1
  v4: i32 = i32.add v2, v3
  v5: bool = i32.lt_s v4, v0
  branch v5, b1(v4), b2
b2:
  return v4
`)
    const loop = wat(emitted.bytes).split('loop')[1]!
    expect(loop.match(/local\.(set|tee)/g)).toEqual(['local.tee'])
    expect(loop).toContain('br_if')
  })

  test('swapped parameters', () => {
    const { exports } = load(`
func @swap(i32, i32, i32) -> i32
b0(v0: i32, v1: i32, v2: i32):
  jump b1(v0, v1, v2)
b1(v3: i32, v4: i32, v5: i32):
  v6: i32 = const 0
  v7: bool = i32.gt_s v5, v6
  v8: i32 = const 1
  v9: i32 = i32.sub v5, v8
  branch v7, b1(v4, v3, v9), b2
b2:
  v10: i32 = const 10
  v11: i32 = i32.mul v3, v10
  v12: i32 = i32.add v11, v4
  return v12
`)
    expect(exports.swap!(1, 2, 4)).toBe(12)
    expect(exports.swap!(1, 2, 5)).toBe(21)
  })

  test('an expression of any depth', () => {
    const func = newFunc('deep', 'typed', ['f64'])
    const b = new Builder(func, newBlock(func, ['f64']))
    const [x] = b.params(b.block)
    let sum = x!
    for (let i = 0; i < 50_000; i++) sum = b.inst('f64.add', [sum, x!])
    b.return([sum])
    expect(load(moduleOf(func)).exports.deep!(1)).toBe(50_001)
  })
})
