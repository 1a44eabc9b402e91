import { expect, test } from 'vitest'
import { split } from './split.ts'

/** Split, run, and the second part opened at need as in a build. Nothing counts as used but what `used` names. */
function parts(text: string, used: readonly string[] = []) {
  const starts = new Set(used.map((name) => text.indexOf(`function ${name}(`)))
  const { first, late, moved } = split(text, (start) => starts.has(start))
  let opened = 0
  const open = (given: unknown) => {
    opened++
    return (new Function(`'use strict'; return (${late})`)() as (given: unknown) => unknown)(given)
  }
  const result = new Function('late', `'use strict'; ${first}`)(open) as unknown
  return { result, moved: [...moved].sort(), opened: () => opened }
}

test('what is not used goes, and comes when it is called', () => {
  const { result, moved, opened } = parts(
    `const table = [1, 2, 3]
    function used(n) { return table[n] }
    function rare(n, ...more) { return rarer(used(n)) + more.length }
    function rarer(n) { return n * 10 }
    return { used: (n) => used(n), rare: (n) => rare(n, 0, 0) }`,
    ['used'],
  )
  const { used, rare } = result as Record<string, (n: number) => number>
  expect(moved).toEqual(['rare', 'rarer'])
  expect([used!(1), opened()]).toEqual([2, 0])
  expect([rare!(1), rare!(2), opened()]).toEqual([22, 32, 1])
})

test('what is passed on or compared stays, with what it passes on', () => {
  const { moved } = parts(`function one() { return 1 }
    function two() { return [one, three()] }
    function three() { return 3 }
    return [two, two === three]`)
  expect(moved).toEqual([])
  expect(parts('function one() {} function two() { return one } return two()').moved).toEqual(['one', 'two'])
})

test('what depends on a variable that changes, or on its caller, stays', () => {
  expect(parts('let n = 0; function next() { return ++n } return [next(), next()]')).toMatchObject({ result: [1, 2], moved: [] })
  expect(parts('let n = 0; n = 5; function get() { return n } return get()')).toMatchObject({ result: 5, moved: [] })
  expect(parts('function self() { return this } return self.call(1)').moved).toEqual([])
  expect(parts('function all() { return arguments.length } return all(1, 2)')).toMatchObject({ result: 2, moved: [] })
})

test('classes, patterns, generators and asynchronous functions are what they were', async () => {
  const { result, moved } = parts(`class Pair { constructor(a, b) { Object.assign(this, { a, b }) } }
    const { x, y: [z] } = { x: 1, y: [2] }
    function pair() { return new Pair(x, z) }
    function* count(to) { for (let i = 0; i < to; i++) yield i }
    async function later(value) { return await value }
    return [pair(), [...count(3)], later(7)]`)
  expect(moved).toEqual(['count', 'later', 'pair'])
  const [pair, counted, later] = result as [object, number[], Promise<number>]
  expect([{ ...pair }, counted, await later]).toEqual([{ a: 1, b: 2 }, [0, 1, 2], 7])
})
