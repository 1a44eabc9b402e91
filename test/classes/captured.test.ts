/** Instances and classes that a kernel captures. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

const Account = jitclass(
  class Account {
    sum = 0;
    [Symbol.toStringTag] = 'Account'
    add(x: number) {
      this.sum += x
      return this.sum
    }
  },
)

const Tally = jitclass(
  class Tally {
    n = 0
    count(k = 1): this {
      this.n += k
      return this
    }
    // Compiled code cannot call it, and need not.
    [Symbol.for('tally')](): number {
      return this.n
    }
  },
)

test('an instance that a kernel captures is the same object', () => {
  const tally = new Tally()
  const twice = jit(() => tally.count().count(4).n)
  expect(twice()).toBe(5)
  expect(twice()).toBe(10)
  expect(tally.n).toBe(10)
  expect((tally as unknown as Record<symbol, () => number>)[Symbol.for('tally')]!()).toBe(10)
})

test('a field with a computed name is refused', () => {
  expect(() => new Account()).toThrow(/computed name of a field/)
})
