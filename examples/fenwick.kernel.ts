/**
 * A Fenwick tree (binary indexed tree): sums of prefixes that stay right while single values change, both in O(log n).
 * It counts the inversions of a permutation: pairs that stand in the wrong order.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const Fenwick = jitclass(
  class Fenwick {
    /** tree[i] is the sum of the `i & -i` values that end at i, counted from 1. */
    tree: Float64Array

    constructor(n: number) {
      this.tree = new Float64Array(n + 1)
    }

    get length(): number {
      return this.tree.length - 1
    }

    add(index: number, delta: number): void {
      for (let i = index + 1; i < this.tree.length; i += i & -i) this.tree[i] += delta
    }

    /** Of the first `count` values. */
    sum(count: number): number {
      let sum = 0
      for (let i = count; i > 0; i -= i & -i) sum += this.tree[i]
      return sum
    }

    range(from: number, to: number): number {
      return this.sum(to) - this.sum(from)
    }
  },
)

/** A random permutation of 0 … n - 1 (Fisher and Yates). */
function permutation(n: number, random: Random): Int32Array {
  const values = new Int32Array(n)
  for (let i = 0; i < n; i++) values[i] = i
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const value = values[i]
    values[i] = values[j]
    values[j] = value
  }
  return values
}

export const inversions = jit((n: number, seed: number) => {
  const values = permutation(n, new Random(seed))
  const seen = new Fenwick(n)
  let count = 0
  for (let i = 0; i < n; i++) {
    count += i - seen.sum(values[i])
    seen.add(values[i], 1)
  }
  return count
})
