/** Keys that programs use must not all fall on one place of a Map's table: the interpreter ends a run of too many steps. */
import { expect, test } from 'vitest'
import { MODES } from './modes.ts'

const interpreter = MODES.find(({ name }) => name === 'interpreter')!

/** Each key is put in and found twice; `kind` makes it. */
function kernelOf(key: string): (count: number) => number {
  return new Function(`return function found(count) {
    const seen = new Map()
    for (let i = 0; i < count; i++) seen.set(${key}, i)
    let sum = 0
    for (let turn = 0; turn < 2; turn++) for (let i = 0; i < count; i++) sum += seen.get(${key}) === i ? 1 : 0
    return sum
  }`)() as (count: number) => number
}

test.each([
  ['small integers', 'i'],
  ['integers far apart', 'i * 4096'],
  ['negative ones', '-i'],
  ['halves', 'i / 2'],
  ['large ones', '9007199254740991 - i'],
  ['fractions', '1 / (i + 1)'],
  ['bigints', 'BigInt(i)'],
  ['bigints whose lower half is 0', 'BigInt(i) << 32n'],
])('%s', (_, key) => {
  const kernel = kernelOf(key)
  // Some fifty steps for each; were all at one place, it would be five hundred.
  const count = 1500
  expect((interpreter.prepare(kernel, undefined, {}) as (count: number) => number)(count)).toBe(2 * count)
})

test('objects', () => {
  const kernel = (count: number) => {
    const list: { x: number }[] = []
    for (let i = 0; i < count; i++) list.push({ x: i })
    const seen = new Map<{ x: number }, number>()
    for (const item of list) seen.set(item, item.x)
    let sum = 0
    for (const item of list) sum += seen.get(item) === item.x ? 1 : 0
    return sum
  }
  expect((interpreter.prepare(kernel, undefined, {}) as (count: number) => number)(1500)).toBe(1500)
})
