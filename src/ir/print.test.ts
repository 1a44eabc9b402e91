import { describe, expect, test } from 'vitest'
import { recordLayout } from '../artifact/layouts.ts'
import { Builder, newFunc } from './builder.ts'
import type { Value } from './function.ts'
import type { Imm } from './imm.ts'
import { emptyModule } from './module.ts'
import { OPS, type Op } from './ops.ts'
import { parse, parseModule } from './parse.ts'
import { print, printModule } from './print.ts'
import type { ImmForm } from './row.ts'

const NUMBERS = [0, -0, 1, -1, 0.1, -1.5e-310, 1e21, 5e-324, 1.7976931348623157e308, NaN, Infinity, -Infinity, 2 ** 53]
const NAMES = [
  'x',
  '#private',
  'v1',
  'Infinity',
  'a b',
  '"quoted"',
  'line\nbreak',
  '',
  '# no comment',
  'snow\u2603',
  '\ud800',
  'f3#0<f64>',
  '0',
]

/** Immediates of every form, nasty ones first. */
const IMMEDIATES: Record<ImmForm, Imm[]> = {
  none: [undefined],
  constant: [...NUMBERS, 0n, -5n, 2n ** 63n - 1n, -(2n ** 63n), ...NAMES, true, false, null, { undefined: true }],
  name: NAMES,
  region: NAMES,
  index: [0, 7],
  flag: [true, false],
  access: [
    { offset: 8, storage: 'f64', region: 'field:{x:f64}.x', fixed: true },
    { offset: 0, storage: 'u8c', region: 'fixed', fixed: false },
  ],
  element: [
    { storage: 'i16', region: 'array', outside: 'nan' },
    { storage: 'ref', region: 'list:ref', outside: 'undefined' },
  ],
  site: [{ site: { kind: 'RangeError', text: 'index $0 is "outside"\n# of $1' } }],
  relation: [{ relation: '!<=' }, { relation: 'typeof number' }],
  names: [{ names: NAMES }, { names: [] }],
  spread: [{ spread: [true, false] }, { spread: [] }, undefined],
}

describe('print and parse', () => {
  test.each(Object.keys(OPS) as Op[])('%s comes back as it was', (op) => {
    const row = OPS[op]
    const func = newFunc('f', row.level === 'js' ? 'js' : 'typed')
    const builder = new Builder(func)
    const operands = row.in.filter((type) => type !== '…').map((type) => (type === 'any' ? 'ptr' : type === 'T' ? 'f64' : type))
    const block = builder.newBlock(operands)
    const args = [...builder.params(block)] as Value[]
    for (const imm of IMMEDIATES[row.imm]) builder.inst(op, args, imm, 'i32')
    const text = print(func)
    expect(parse(text)).toEqual(func)
    expect(print(parse(text))).toBe(text)
  })

  test('terminators', () => {
    const text = `func @"f#1"(i32, f64) -> f64 inline always
b0(v0 count: i32, v1 "a b": f64):
  switch v0 [b1, b2(v1)] else b3
b1:
  v2: f64, v3: i32 = invoke @"f#1" v0, v1 to b2(v2) unwind b4(v1)
b2(v4: f64):
  return v4
b3:
  throw RangeError "$0 is too many" v0
b4(v5: f64):
  invoke @g to b5 unwind b6
b5:
  unreachable
b6:
  throw v0
`
    expect(print(parse(text))).toBe(text)
    const js = `js func @f(js) inline never
b0(v0: js):
  branch v0, b1, b2(v0)
b1:
  v1: js = js.call v0
  jump b2(v1) unwind b3(v0)
b2(v2: js):
  return
b3(v3: js, v4: js):
  throw v3
`
    expect(print(parse(js))).toBe(js)
  })

  test('comments, blank lines and holes between ids', () => {
    const func = parse('# a sum\n\nfunc @f(i32) -> i32   # of two\nb0(v5: i32):\n  v7: i32 = i32.add v5, v5 # "twice"\n\n  return v7')
    expect(func.types).toHaveLength(8)
    expect(print(func)).toBe('func @f(i32) -> i32\nb0(v5: i32):\n  v7: i32 = i32.add v5, v5\n  return v7\n')
  })

  test('modules', () => {
    const module = emptyModule()
    const layout = recordLayout([
      { name: '0', storage: 'f64' },
      { name: 'next', storage: 'ref' },
    ])
    module.layouts.set(layout.name, layout)
    module.layouts.set('list:f64', { name: 'list:f64', kind: 'list', bytes: 24, fields: [], element: 'f64' })
    module.hostTypes.push({ kind: 'tuple', elements: [{ kind: 'float64' }] })
    module.exports.push({ name: 'f', signature: { params: [{ kind: 'float64' }], result: { kind: 'void' } } })
    const func = newFunc('f', 'typed')
    new Builder(func).newBlock(['f64'])
    module.funcs.set('f', func)
    const text = printModule(module)
    expect(parseModule(text)).toEqual(module)
    expect(printModule(parseModule(text))).toBe(text)
  })

  test.each([
    ['func @f()\nb0:\n  v1: f64 = f64.plus v1', /line 3: no operation is named `f64.plus`\n {4}v1: f64 = f64.plus v1\n {14}\^/],
    ['func @f()\nb1:', /blocks are written in order: expected b0/],
    ['func @f()\nb0(v0: f46):', /expected a type, one of bool/],
    ['func @f()\nb0(v0: f64, v0: f64):', /v0 is defined twice/],
    ['func @f()\nb0:\n  return\n  return', /the block has ended/],
    ['b0:', /expected a function/],
    ['func @f()\nb0:\n  return v0 v1', /expected the end of the line/],
    ["func @f()\nb0:\n  throw TypeError 'no'", /this is no part of the language/],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})
