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

test('what is passed on or compared later stays, with what it passes on', () => {
  const { moved } = parts(
    `function one() { return 1 }
    function two() { return [one, three()] }
    function three() { return 3 }
    function ask() { return [two, two === three] }
    return ask`,
    ['ask'],
  )
  expect(moved).toEqual([])
  expect(parts('function one() {} function two() { return one } return two()').moved).toEqual(['one', 'two'])
})

test('what stands in a table of functions goes, and comes when it is called from there, as often as that is', () => {
  const { result, moved, opened } = parts(
    `const table = { one: first, two: second }
    function first(a, b = 2) { return a + b + third() }
    function second({ length }) { return length }
    function third() { return 100 }
    return table`,
  )
  const { one, two } = result as Record<string, (...values: unknown[]) => number>
  expect(moved).toEqual(['first', 'second', 'third'])
  expect([one!.length, two!.length, one!.name, opened()]).toEqual([1, 1, 'first', 0])
  expect([one!(1), one!(1, 5), two!('text'), one!(2), opened()]).toEqual([103, 106, 4, 104, 1])
})

test('what stands in a table and is passed on elsewhere stays: it is one thing', () => {
  const { result, moved } = parts(`const table = [one]
    function one() { return 1 }
    function isOne(f) { return f === one }
    return isOne(table[0])`)
  expect([result, moved]).toEqual([true, ['isOne']])
})

test('tables that only what goes uses go along, made once; what runs something to be made stays', () => {
  const { result, moved } = parts(
    `const alone = 0
    const names = new Map([['a', { list: [1, -2, \`three\`], get: (x) => x + 1 }]]), made2 = [next()], alias = names
    function next() { return 7 }
    function rare(name) { names.set('b', made2); return [names.get(name), names.size, limit] }
    const limit = 5
    function other() { return limit }
    return () => [rare('a')[0].get(1), rare('b')[0] === rare('b')[0], rare('b')[1], alias.size, other()]`,
    ['next'],
  )
  expect((result as () => unknown)()).toEqual([2, true, 2, 2, 5])
  expect(moved).toEqual(['alone', 'limit', 'other', 'rare'])
  const second = parts(`const names = new Map([['a', 1]]), size = names.size
    const codes = { a: [1, 2], b: { c: 'd' } }
    function rare(name) { codes.a.push(codes.a.length); return codes.a.length }
    return () => [rare('a'), rare('a'), size]`)
  expect((second.result as () => unknown)()).toEqual([3, 4, 1])
  expect(second).toMatchObject({ moved: ['codes', 'rare'] })
})

test('where the second part is missing, each call says so', () => {
  const open = () => {
    throw new Error('ENOENT')
  }
  const { first } = split('const table = { rare }; function rare() { return 1 } return table', () => false)
  const { rare } = new Function('late', `'use strict'; ${first}`)(open) as { rare: () => number }
  for (let time = 0; time < 2; time++) expect(rare).toThrow('ENOENT')
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
