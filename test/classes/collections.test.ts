/** Maps and Sets cross to members of classes as they do to functions. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

test('constructors and methods take them, methods give them', () => {
  const Tally = jitclass(
    class Tally {
      total = 0
      largest = 0
      constructor(counts: Map<string, number>) {
        for (const count of counts.values()) this.total += count
      }
      addAll(counts: Map<string, number>): number {
        for (const [name, count] of counts) {
          this.total += count
          counts.set(name, 0)
        }
        return this.total
      }
      squares(values: ReadonlySet<number>): Map<number, number> {
        const result = new Map<number, number>()
        for (const value of values) result.set(value, value * value + this.total)
        return result
      }
      static unique(values: number[]): Set<number> {
        return new Set(values)
      }
    },
  )
  const counts = new Map([
    ['a', 1],
    ['b', 2],
  ])
  const tally = new Tally(counts)
  expect(tally.total).toBe(3)
  expect(tally.addAll(counts)).toBe(6)
  expect([...counts]).toEqual([
    ['a', 0],
    ['b', 0],
  ])
  expect([...tally.squares(new Set([2, 3]))]).toEqual([
    [2, 10],
    [3, 15],
  ])
  expect([...Tally.unique([3, 1, 3])]).toEqual([3, 1])
})

test('signatures name them, and are held to', () => {
  const size = jit('int32(Map<string, float64>, Set<int32>?)', (m: Map<string, number>, s: Set<number> | null) => m.size + (s?.size ?? 0))
  expect(size.signatures).toEqual(['int32(Map<string, float64>, Set<int32>?)'])
  expect(size(new Map([['a', 1]]), new Set([1, 2]))).toBe(3)
  expect(size(new Map([['a', 1]]), null)).toBe(1)
  expect(() => size(new Map([['a', 'b']]) as never, null)).toThrow('m: entry 0[1] must be float64, but it is "b"')
  expect(() => size([['a', 1]] as never, null)).toThrow('m must be Map<string, float64>, but it is an Array')
  expect(() => size(new Map(), new Set([0.5]))).toThrow('s: entry 0')
  const made = jit('Map<int32, string>(int32)', (n: number) => new Map([[n, String(n)]]))
  expect([...made(3)]).toEqual([[3, '3']])
  const halves = jit('Set<int32>(float64)', (x: number) => new Set([x / 2]))
  expect([...halves(4)]).toEqual([2])
  expect(() => halves(3)).toThrow('int32')
  expect(() => jit('float64([Set<float64>])', (s: unknown) => (s ? 1 : 0))).toThrow('an argument of its own')
  const counted = jit('{counts: Map<string, int32>, n: float64}(string[])', (words: string[]) => {
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    return { counts, n: words.length }
  })
  expect(counted(['a', 'b', 'a'])).toEqual({
    counts: new Map([
      ['a', 2],
      ['b', 1],
    ]),
    n: 3,
  })
  const wrong = jit('{counts: Map<string, int32>, n: float64}(float64)', (x: number) => ({ counts: new Map([['a', x / 2]]), n: 1 }))
  expect(wrong(4)).toEqual({ counts: new Map([['a', 2]]), n: 1 })
  expect(() => wrong(3)).toThrow('int32')
})

test('what is typed by its calls is typed by what is in them', () => {
  const size = jit((m: Map<unknown, unknown> | Set<unknown>) => m.size)
  expect(size(new Map())).toBe(0)
  expect(size(new Map([[1, { x: 1 }]]))).toBe(1)
  expect(size(new Set(['a']))).toBe(1)
  expect(size.signatures).toEqual(['int32(Set<string>)', 'int32(Map<float64, {x: float64}>)', 'int32(Map<float64, float64>)'])
  const mixed: Map<unknown, unknown> = new Map<unknown, unknown>([
    [1, 1],
    [{ x: 1 }, 1],
  ])
  expect(() => size(mixed)).toThrow('the keys of argument 1 of kernel are of several types (float64, {x: float64})')
  expect(
    size(
      new Map<unknown, unknown>([
        [1, 'a'],
        ['a', 1],
      ]),
    ),
  ).toBe(2)
  const one = new Set([1])
  expect(() => jit((a: Set<number>, b: Set<number>) => a.size + b.size)(one, one)).toThrow('one Set is given as two arguments')
  class Counter extends Map<number, number> {}
  expect(() => size(new Counter())).toThrow('argument 1 of kernel is a Counter')
  const table = new Map([[1, 2]])
  expect(() => jit((x: number) => table.get(x))(1)).toThrow('`table` is a Map, which compiled code takes as an argument only')
})

test('what is only read is not written back', () => {
  const frozen = new Map([['a', 1]])
  frozen.set =
    frozen.delete =
    frozen.clear =
      () => {
        throw new Error('written')
      }
  expect(jit((m: Map<string, number>) => m.get('a'))(frozen)).toBe(1)
  expect(jit((m: Map<string, number>) => new Map(m).set('b', 2))(frozen).size).toBe(2)
})

/** Each number of `steps` is an operation on `m` or `s`; what is seen on the way is the result. */
function play(m: Map<number, number>, s: Set<number>, steps: Int32Array): number[] {
  const seen: number[] = []
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!
    const key = (step >> 4) % 12
    switch (step & 15) {
      case 0:
        if (step > 900) throw new RangeError('step ' + step)
        m.clear()
        break
      case 1:
        s.clear()
        break
      case 2:
      case 3:
        if (m.delete(key)) seen.push(key)
        break
      case 4:
        if (s.delete(key)) seen.push(-key)
        break
      case 5:
        for (const [k, v] of m) {
          seen.push(k, v)
          if (k % 3 === 0) m.delete(k)
          else if (k < 40) m.set(k + 40, i)
        }
        break
      case 6:
        for (const k of s) if (k % 2 === 1) s.delete(k)
        break
      case 7:
        seen.push(m.get(key) ?? -1, m.size, s.size)
        break
      case 8:
      case 9:
      case 10:
        s.add(key === 0 ? -0 : key / 2)
        break
      default:
        m.set(key, i)
    }
  }
  return seen
}

test('whatever is done to them, they are afterwards what they are in JavaScript', () => {
  const compiled = jit(play, { name: 'played' })
  const outcome = (run: typeof play, m: [number, number][], s: number[], steps: number[]) => {
    const [map, set] = [new Map(m), new Set(s)]
    try {
      return { seen: run(map, set, Int32Array.from(steps)), map: [...map], set: [...set] }
    } catch (error) {
      return { error: String(error), map: [...map], set: [...set] }
    }
  }
  const number = fc.integer({ min: 0, max: 60 })
  const cases = fc.tuple(
    fc.array(fc.tuple(number, number), { maxLength: 30 }),
    fc.array(number, { maxLength: 30 }),
    fc.array(fc.nat(1023), { maxLength: 60 }),
  )
  fc.assert(
    fc.property(cases, ([m, s, steps]) => {
      expect(outcome(compiled, m, s, steps)).toEqual(outcome(play, m, s, steps))
    }),
    { numRuns: 400 },
  )
})
