/** A compiled class as a program on the host sees it. */
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { array, jit, jitclass, setCompiler, statsOf } from '../../src/index.ts'

setCompiler(() => compiler)
const DISPOSE = Symbol.dispose ?? Symbol.for('Symbol.dispose')
const free = (value: object) => (value as Record<symbol, () => void>)[DISPOSE]!()

const Ring = jitclass(
  { top: 'int64', bottom: 'int64', arraysize: 'int64', array: 'int64[:]' },
  class Ring {
    static made = 5
    top = 0n
    bottom = 0n
    arraysize = 4n
    dtype = BigInt64Array
    array = new this.dtype(4)
    get nholdings() {
      return this.top - this.bottom
    }
    append(value: bigint) {
      if (this.nholdings >= this.arraysize) this.#extend()
      this.array[Number(this.top % this.arraysize)] = value
      this.top += 1n
    }
    popleft(): bigint {
      if (this.nholdings <= 0n) throw new RangeError('pop from an empty buffer')
      const value = this.array[Number(this.bottom % this.arraysize)]!
      this.bottom += 1n
      return value
    }
    #extend() {
      const bigger = new this.dtype(Number(this.arraysize * 2n))
      const n = Number(this.nholdings)
      for (let i = 0; i < n; i++) bigger[i] = this.array[Number((this.bottom + BigInt(i)) % this.arraysize)]!
      this.top = BigInt(n)
      this.bottom = 0n
      this.arraysize *= 2n
      this.array = bigger
    }
  },
)

test('an instance is an object of its class', () => {
  const ring = new Ring()
  for (let i = 0n; i < 9n; i++) ring.append(i * 10n)
  expect(ring).toBeInstanceOf(Ring)
  expect([ring.top, ring.nholdings, ring.arraysize, ring.popleft(), ring.popleft()]).toEqual([9n, 9n, 16n, 0n, 10n])
  expect(ring.constructor).toBe(Ring)
  expect([Ring.name, Ring.length, Ring.made, ring.append.name, ring.append.length]).toEqual(['Ring', 0, 5, 'append', 1])
  expect(ring.dtype).toBe(BigInt64Array)
  expect(() => (Ring as unknown as () => void)()).toThrow(/without 'new'/)
})

test('what a method throws is thrown', () => {
  expect(() => new Ring().popleft()).toThrow(new RangeError('pop from an empty buffer'))
})

test('an array in a field is one array, and live', () => {
  const ring = new Ring()
  ring.append(7n)
  const { array: held } = ring
  expect(held).toEqual(BigInt64Array.of(7n, 0n, 0n, 0n))
  expect(ring.array).toBe(held)
  held[0] = 8n
  expect(ring.popleft()).toBe(8n)
})

test('a field takes what its type says, and nothing else', () => {
  const ring = new Ring()
  ring.top = 2n
  expect(ring.top).toBe(2n)
  const wrong: [unknown, ErrorConstructor, RegExp][] = [
    [5, TypeError, /^Ring\.top must be int64, but it is 5$/],
    ['x', TypeError, /^Ring\.top must be int64, but it is "x"$/],
    [2n ** 63n, RangeError, /^Ring\.top must be int64 \(-2\^63 … 2\^63 - 1\)/],
  ]
  for (const [value, kind, message] of wrong) {
    expect(() => void (ring.top = value as bigint)).toThrow(kind)
    expect(() => void (ring.top = value as bigint)).toThrow(message)
  }
  expect(ring.top).toBe(2n)
  expect(() => void (ring.array = new BigInt64Array(2))).toThrow(/make it with array\(BigInt64Array, …\)/)
  ring.array = array(BigInt64Array, [1n, 2n])
  expect(ring.array).toEqual(BigInt64Array.of(1n, 2n))
  expect(() => void ((ring as { other?: number }).other = 1)).toThrow(TypeError)
})

test('instances cross to kernels and back', () => {
  const same = jit('Ring(Ring)', (ring: InstanceType<typeof Ring>) => ring, { scope: { Ring } })
  const sum = jit((ring: InstanceType<typeof Ring>) => {
    let total = 0n
    while (ring.nholdings > 0n) total += ring.popleft()
    return total
  })
  const ring = new Ring()
  expect(same(ring)).toBe(ring)
  for (let i = 1n; i <= 5n; i++) ring.append(i)
  expect(sum(ring)).toBe(15n)
  expect(ring.nholdings).toBe(0n)
  expect(() => same({} as never)).toThrow(/must be Ring, but it is a plain object/)
  expect(() => same(5 as never)).toThrow(/must be Ring, but it is 5/)
})

test('a freed instance is refused everywhere', () => {
  const sum = jit((ring: InstanceType<typeof Ring>) => ring.top)
  const ring = new Ring()
  expect(sum(ring)).toBe(0n)
  free(ring)
  free(ring)
  for (const use of [
    () => ring.top,
    () => void (ring.top = 1n),
    () => ring.append(1n),
    () => ring.nholdings,
    () => sum(ring),
    () => JSON.stringify(ring),
  ]) {
    expect(use).toThrow(TypeError)
    expect(use).toThrow(/this Ring has been freed/)
  }
  expect(inspect(ring)).toBe('Ring (freed)')
})

test('it is shown like an instance of the class as it was written', () => {
  class Plain {
    x = 1
    y = 2.5
    #secret = 3
    get sum() {
      return this.x + this.y + this.#secret
    }
  }
  const Compiled = jitclass(
    {},
    class Plain {
      x = 1
      y = 2.5
      #secret = 3
      get sum() {
        return this.x + this.y + this.#secret
      }
    },
  )
  const [plain, compiled] = [new Plain(), new Compiled()]
  expect(inspect(compiled)).toBe(inspect(plain))
  expect(inspect([{ compiled }])).toBe(inspect([{ compiled: plain }]))
  expect(JSON.stringify([compiled])).toBe(JSON.stringify([plain]))
  expect(compiled.sum).toBe(plain.sum)
})

test('what kernels have compiled of a class is told with the class', () => {
  const Pair = jitclass(
    class Pair {
      constructor(
        public a: number,
        public b: number,
      ) {}
      sum() {
        return this.a + this.b
      }
    },
  )
  expect(statsOf(Pair).unit).toMatchObject({ name: 'Pair', origin: undefined, milliseconds: 0, kernels: [] })
  const add = jit((a: number, b: number) => new Pair(a, b).sum(), { name: 'add' })
  expect(add(1, 2)).toBe(3)
  const { unit, specialisations } = statsOf(Pair)
  expect(specialisations).toEqual([])
  expect(unit).toMatchObject({ origin: undefined, kernels: [{ name: 'add', origin: 'compiled' }] })
  expect(unit.kernels[0]!.milliseconds).toBeGreaterThan(0)
  expect(unit.kernels[0]!.milliseconds).toBeLessThan(add.stats.specialisations[0]!.milliseconds.total)
  expect(new Pair(1, 2).sum()).toBe(3)
  expect(statsOf(Pair).unit.origin).toBe('compiled')
})

test('what was compiled can be asked for', () => {
  const { calls, specialisations } = statsOf(Ring)
  expect(calls).toBeGreaterThan(10)
  expect(specialisations.map(({ member, signature }) => `${member} ${signature}`)).toEqual(
    expect.arrayContaining(['append void(Ring, int64)', 'nholdings int64(Ring)']),
  )
  const { unit } = statsOf(Ring)
  expect(unit).toMatchObject({ name: 'Ring', kind: 'class', origin: 'compiled', saved: 0 })
  expect(unit.milliseconds).toBeCloseTo(
    specialisations.reduce((sum, { milliseconds }) => sum + milliseconds.total, 0),
    6,
  )
  expect(() => statsOf(Map)).toThrow(/given to jitclass, not the function Map/)
})
