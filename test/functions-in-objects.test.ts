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

test('so are captured lists of them, where all elements are such', () => {
  expect(jit((k: number) => table[0]!.weight * k + table.length)(2)).toBe(4)
  const mixed = [(x: number) => x, 1] as const
  expect(() => jit((k: number) => mixed[0](k))(2)).toThrow(SENTENCE)
})

test('what is found at run time, and gone over, is as it was when the kernel was compiled', () => {
  const steps = [Math.abs, (x: number) => x + 1]
  const call = jit((x: number, i: number) => {
    let sum = steps[i]!(x) * 100
    for (const step of steps) sum += step(x)
    return sum
  })
  expect(call(-3, 0)).toBe(301)
  steps.push(Math.sqrt)
  expect(call(-3, 1)).toBe(-199)
  const later = jit((x: number) => steps.map((step) => step(x)))
  expect(later(4)).toEqual([4, 5, 2])
})

test('a property named as what is missing is found by its text alone', () => {
  const named = { undefined: Math.abs, null: Math.sqrt } as Record<string, (x: number) => number>
  const find = (name: string | undefined) => named[name as string]?.(-4) ?? 7
  expect(find(undefined)).toBe(4)
  expect(jit(find)('undefined')).toBe(4)
  // Never 7.
  expect(() => jit(find)(undefined)).toThrow(/chosen by a computed key/)
})

test('a list of holes is no table, nor is an object with accessors', () => {
  const holes: (number | undefined)[] = new Array(3)
  expect(jit(() => holes.length)()).toBe(3)
  const counter = {
    made: 0,
    get next() {
      return (this.made += 1)
    },
  }
  expect(() => jit((name: 'next') => counter[name])('next')).toThrow(/chosen by a computed key|cannot be indexed/)
  expect(counter.made).toBe(0)
})
