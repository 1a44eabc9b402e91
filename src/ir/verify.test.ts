import { describe, expect, test } from 'vitest'
import { InvariantError } from '../base/assert.ts'
import { parse, parseModule } from './parse.ts'
import { verify, verifyModule } from './verify.ts'

function typed(...lines: string[]): string {
  return ['func @f(f64, i32) -> f64', 'b0(v0: f64, v1: i32):', ...lines.map((line) => (/^b\d/.test(line) ? line : `  ${line}`))].join('\n')
}

/** Bodies that break one invariant, and what the verifier says. */
const BROKEN: [string, string[], RegExp][] = [
  ['a use before its definition', ['v2: f64 = f64.neg v3', 'v3: f64 = f64.neg v0', 'return v2'], /v3 is not defined on every way/],
  ['a use beside its definition', ['v2: bool = i32.eqz v1'], /no operation/],
  [
    'a use that its definition does not dominate',
    ['v2: bool = i32.eq v1, v1', 'branch v2, b1, b2', 'b1:', 'v3: f64 = f64.neg v0', 'jump b2', 'b2:', 'return v3'],
    /v3 is not defined/,
  ],
  ['an operand of another type', ['v2: f64 = f64.add v0, v1', 'return v2'], /v1 is i32, f64 is wanted/],
  ['too few operands', ['v2: f64 = f64.add v0', 'return v2'], /takes 2 operands, here are 1/],
  ['a result of another type', ['v2: i32 = f64.neg v0', 'return v0'], /v2 is i32, f64 is wanted/],
  ['a result where there is none', ['v2: bool = i32.eq v1, v1', 'v3: i32 = guard Error "x" v2', 'return v0'], /guard has no result/],
  ['no result where there is one', ['f64.neg v0', 'return v0'], /f64.neg has a result/],
  ['a constant of another type', ['v2: i32 = const 0.5', 'return v0'], /no constant of type i32/],
  ['a constant -0 in an integer', ['v2: i32 = const -0', 'return v0'], /no constant of type i32/],
  ['a missing immediate', ['v2: f64 = tag.const', 'return v0'], /the form `name`/],
  ['an unknown tag', ['v2: f64 = tag.const maybe', 'return v0'], /no tag is named maybe/],
  ['operations of the other level', ['v2: js = js.add v0, v0', 'return v0'], /v2 is js at level typed/],
  ['an edge with too many values', ['jump b1(v0)', 'b1:', 'return v0'], /b1 takes 0 values, the edge carries 1/],
  ['an edge with a value of another type', ['jump b1(v1)', 'b1(v2: f64):', 'return v2'], /v1 is i32, parameter v2 of b1 is f64/],
  ['an edge to the entry', ['jump b0(v0, v1)'], /nothing leads to the entry/],
  ['an edge to nowhere', ['jump b7'], /no block b7/],
  ['a condition that is not bool', ['branch v1, b1, b1', 'b1:', 'return v0'], /v1 is i32, bool is wanted/],
  ['too many results', ['return v0, v0'], /gives 1 results/],
  ['an unwind edge at the typed level', ['jump b1 unwind b1', 'b1:', 'return v0'], /not of level typed/],
  ['a value that does not exist', ['return v9'], /no value v9/],
  ['a storage that does not fit', ['v2: ref = const 0', 'v3: f64 = load i64 +8 x.y v2', 'return v3'], /does not fit storage i64/],
  ['an integer as address', ['v3: f64 = load f64 +8 x.y v1', 'return v3'], /an address is wanted/],
  ['an unknown host function', ['call.host nothing v1', 'return v0'], /no host function/],
  ['a host call with a wrong argument', ['call.host log.f64 v1', 'return v0'], /v1 is i32, f64 is wanted/],
  ['an unknown Math function', ['v2: f64 = math sine v0', 'return v2'], /no Math.sine/],
]

describe('verify', () => {
  test.each(BROKEN)('finds %s', (_, lines, message) => {
    expect(() => verify(parse(typed(...lines)))).toThrow(message)
  })

  test('marks the guilty line', () => {
    const func = parse(typed('v2: f64 = f64.neg v0', 'jump b1', 'b1:', 'v3: f64 = f64.add v2, v1', 'return v3'))
    expect(() => verify(func)).toThrow(
      new InvariantError(`@f: v1 is i32, f64 is wanted
 func @f(f64, i32) -> f64
 b0(v0: f64, v1: i32):
   v2: f64 = f64.neg v0
   jump b1
 b1:
>  v3: f64 = f64.add v2, v1
  ^ v1 is i32, f64 is wanted
   return v3`),
    )
  })

  test('a value defined twice, which text cannot say', () => {
    const func = parse(typed('v2: f64 = f64.neg v0', 'return v2'))
    func.blocks[0]!.insts.push({ ...func.blocks[0]!.insts[0]! })
    expect(() => verify(func)).toThrow(/defined twice/)
  })

  test('results of an invoke are seen on its own edge and behind it, not where it failed', () => {
    const invoke = (good: string) => `func @f(f64) -> f64\nb0(v0: f64):\n  v1: f64 = invoke @f v0 to ${good}`
    verify(parse(invoke('b1 unwind b2\nb1:\n  return v1\nb2:\n  return v0')))
    verify(parse(invoke('b1(v1) unwind b1(v0)\nb1(v2: f64):\n  return v2')))
    expect(() => verify(parse(invoke('b1 unwind b2\nb1:\n  return v0\nb2:\n  return v1')))).toThrow(/v1 is not defined/)
    expect(() => verify(parse(invoke('b1 unwind b1\nb1:\n  return v1')))).toThrow(/v1 is not defined/)
  })

  test('calls are checked against the module', () => {
    const module = (call: string) =>
      parseModule(`func @f(f64) -> f64\nb0(v0: f64):\n  ${call}\n  return v0\n\nfunc @g(i32)\nb0(v0: i32):\n  return\n`)
    verifyModule(module('v1: f64 = call @f v0'))
    expect(() => verifyModule(module('v1: f64 = call @h v0'))).toThrow(/no function @h/)
    expect(() => verifyModule(module('call @f v0'))).toThrow(/gives 1 results, 0 are taken/)
    expect(() => verifyModule(module('call @g v0'))).toThrow(/v0 is f64, i32 is wanted/)
  })

  test('the JS level', () => {
    const js = (...lines: string[]) => parse(`js func @f(js)\nb0(v0: js):\n  ${lines.join('\n  ')}`)
    verify(js('v1: js = js.add v0, v0', 'jump b1 unwind b2', 'b1:', 'return v1', 'b2(v2: js):', 'throw v2'))
    expect(() => verify(js('jump b1 unwind b1', 'b1:', 'return'))).toThrow(/no parameter for the error/)
    expect(() => verify(js('jump b1 unwind b2', 'b1:', 'return', 'b2(v2: js):', 'throw v2'))).toThrow(/can throw/)
    expect(() => verify(js('throw Error "x"'))).toThrow(/not of level js/)
    expect(() => verify(js('v1: js = js.object ["a", "b"] v0', 'return v1'))).toThrow(/one name for each/)
    expect(() => verify(js('return'), 'typed')).toThrow(/expected a function of level typed/)
  })
})
