import { expect, test } from 'vitest'
import { parseSignature, parseType, printSignature, printType } from './signature.ts'

const SIGNATURES = [
  'float64(float64[:], int64)',
  'void()',
  'boolean(uint8, int8, uint16, int16, uint32, int32, float32, uint64)',
  'float64[](float64[], [float64, int32][])',
  '{x: float64, y: float64}([float64, int32], {a: int64[:], "b c": boolean[], 0: string})',
  'Node?(Node, Node?, Node? | undefined, float64 | undefined)',
  '(float64)',
  'uint8c[:](int64[][])',
  '(function<f3>, undefined, null)',
]

test.each(SIGNATURES)('%s survives reading and printing', (text) => {
  const signature = parseSignature(text)
  const printed = printSignature(signature)
  expect(parseSignature(printed)).toEqual(signature)
})

test('prints what it read, but for blanks', () => {
  expect(printSignature(parseSignature(' float64 ( float64[:] ,int64 ) '))).toBe('float64(float64[:], int64)')
  expect(printType(parseType('T | null'))).toBe('T?')
})

test('no result type means inferred', () => {
  expect(parseSignature('(float64)').result).toEqual({ kind: 'inferred' })
})

test.each([
  ['float64(number)', TypeError, /`number` is not a type of signatures; write float64 \(any number\) or int32/],
  ['float64(Float64Array)', TypeError, /write float64\[:\]/],
  ['float64(boolean[:])', TypeError, /growable array of them is `boolean\[\]`/],
  ['float64(void)', TypeError, /`void` is the type of no value/],
  ['float64(float64', SyntaxError, /`,` is expected/],
  ['float64', SyntaxError, /`\(` is expected/],
  ['float64() x', SyntaxError, /nothing more is expected/],
  ['float64({x float64})', SyntaxError, /`:` is expected/],
  ['float64({x: float64, x: int32})', SyntaxError, /declared twice/],
  ['float64(|)', SyntaxError, /a type is expected/],
  ['float64(int32 | string)', TypeError, /only `null` and `undefined`/],
])('%s is refused with a reason', (text, kind, message) => {
  expect(() => parseSignature(text)).toThrow(kind)
  expect(() => parseSignature(text)).toThrow(message)
  expect(() => parseSignature(text)).toThrow(/types: float64/)
})

test('the place is marked', () => {
  expect(() => parseSignature('float64(int32, number)')).toThrow(/\n {2}in the signature {2}float64\(int32, number\)\n {35}\^/)
})
