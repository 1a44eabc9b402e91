/** Functions in what the host gives: they cross as arguments of their own only. What is captured with them is constant. */
import { expect, test } from 'vitest'
import * as compiler from '../src/compiler.ts'
import { jit, setCompiler } from '../src/index.ts'

setCompiler(() => compiler)

const SENTENCE = /is a function, which crosses as an argument of its own, not as a part of something else/

test('arguments that hold functions are refused, whatever is read of them', () => {
  const read = jit((p: { x: number }) => p.x)
  expect(read({ x: 2 })).toBe(2)
  expect(() => read({ x: 1, add: () => 1 } as { x: number })).toThrow(SENTENCE)
  expect(() => jit((list: readonly unknown[]) => list.length)([() => 1])).toThrow(SENTENCE)
  const call = jit((p: { sub: { add(k: number): number } }) => p.sub.add(1))
  expect(() => call({ sub: { add: (k) => k } })).toThrow('`sub.add` of argument 1 of')
  expect(read({ x: 3 })).toBe(3)
})

const settings = { a: 2, sub: { b: 3, twice: (x: number) => x * 2 }, list: [1, 2] }
const table = [{ weight: 1.5, of: (x: number) => x + 1 }]

test('captured objects that hold objects with functions are constants', () => {
  const used = jit((k: number) => settings.sub.twice(k) + settings.sub.b + settings.list[1]! + settings.a)
  expect(used(5)).toBe(17)
})

test('captured lists of objects with functions are refused', () => {
  expect(() => jit((k: number) => table[0]!.weight * k)(2)).toThrow(SENTENCE)
})
