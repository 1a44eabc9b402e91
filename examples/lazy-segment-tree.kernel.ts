/**
 * A lazy segment tree: change a whole range, ask about a whole range, both in O(log n). What "change" and "ask" mean is
 * given as functions, which are fields of the tree.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

type Binary = (a: number, b: number) => number

/** The functions are fields: trees with different ones live beside each other, on the host and in kernels. */
@jitclass
class LazySegmentTree {
  /** Smallest power of two that holds all values: the leaves begin there. */
  size: number
  values: Float64Array
  /** Changes that the nodes below have not heard of yet. */
  pending: Float64Array
  /** Joins the answers of two halves. */
  join: Binary
  /** Applies a change to an answer. */
  apply: Binary
  /** One change after another, as one. */
  compose: Binary
  /** The answer for no values at all, and the change that changes nothing. */
  empty: number
  nothing: number

  constructor(n: number, join: Binary, empty: number, apply: Binary, compose: Binary, nothing: number) {
    this.size = 1
    while (this.size < n) this.size *= 2
    this.values = new Float64Array(2 * this.size).fill(empty)
    this.pending = new Float64Array(this.size).fill(nothing)
    this.join = join
    this.apply = apply
    this.compose = compose
    this.empty = empty
    this.nothing = nothing
  }

  set(index: number, value: number): void {
    this.values[this.size + index] = value
  }

  /** After the values have been set. */
  build(): void {
    for (let node = this.size - 1; node > 0; node--) this.#gather(node)
  }

  update(from: number, to: number, change: number): void {
    this.#update(1, 0, this.size, from, to, change)
  }

  query(from: number, to: number): number {
    return this.#query(1, 0, this.size, from, to)
  }

  #update(node: number, low: number, high: number, from: number, to: number, change: number): void {
    if (to <= low || high <= from) return
    if (from <= low && high <= to) {
      this.#change(node, change)
      return
    }
    this.#push(node)
    const middle = (low + high) >> 1
    this.#update(2 * node, low, middle, from, to, change)
    this.#update(2 * node + 1, middle, high, from, to, change)
    this.#gather(node)
  }

  #query(node: number, low: number, high: number, from: number, to: number): number {
    if (to <= low || high <= from) return this.empty
    if (from <= low && high <= to) return this.values[node]
    this.#push(node)
    const middle = (low + high) >> 1
    return this.join(this.#query(2 * node, low, middle, from, to), this.#query(2 * node + 1, middle, high, from, to))
  }

  #gather(node: number): void {
    this.values[node] = this.join(this.values[2 * node], this.values[2 * node + 1])
  }

  #change(node: number, change: number): void {
    this.values[node] = this.apply(change, this.values[node])
    if (node < this.size) this.pending[node] = this.compose(change, this.pending[node])
  }

  #push(node: number): void {
    if (this.pending[node] === this.nothing) return
    this.#change(2 * node, this.pending[node])
    this.#change(2 * node + 1, this.pending[node])
    this.pending[node] = this.nothing
  }
}

/** Add to a range, ask for the largest of a range. */
export const largest = jit((n: number, rounds: number, seed: number) => {
  const random = new Random(seed)
  const tree = new LazySegmentTree(
    n,
    (a, b) => Math.max(a, b),
    -Infinity,
    (change, value) => change + value,
    (outer, inner) => outer + inner,
    0,
  )
  for (let i = 0; i < n; i++) tree.set(i, random.below(1000))
  tree.build()
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    const from = random.below(n)
    const to = from + random.below(n - from) + 1
    if (round % 2 === 0) tree.update(from, to, random.below(100) - 50)
    else sum += tree.query(from, to)
  }
  return sum
})

/** Replace a range, ask for the smallest of a range: the same class, other functions. */
export const smallest = jit((n: number, rounds: number, seed: number) => {
  const random = new Random(seed)
  const tree = new LazySegmentTree(
    n,
    (a, b) => Math.min(a, b),
    Infinity,
    (change, value) => (change === Infinity ? value : change),
    (outer, inner) => (outer === Infinity ? inner : outer),
    Infinity,
  )
  for (let i = 0; i < n; i++) tree.set(i, random.below(1000))
  tree.build()
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    const from = random.below(n)
    const to = from + random.below(n - from) + 1
    if (round % 3 === 0) tree.update(from, to, random.below(1000))
    else sum += tree.query(from, to)
  }
  return sum
})

/** Trees that the host keeps, each with functions of its own. */
export function temperatures(): string {
  const coldest = new LazySegmentTree(
    8,
    (a, b) => Math.min(a, b),
    Infinity,
    (change, value) => value + change,
    (outer, inner) => outer + inner,
    0,
  )
  const warmest = new LazySegmentTree(
    8,
    (a, b) => Math.max(a, b),
    -Infinity,
    (change, value) => value + change,
    (outer, inner) => outer + inner,
    0,
  )
  const degrees = [4, 7, 1, -3, 0, 12, 9, 5]
  for (const tree of [coldest, warmest]) {
    for (const [hour, degree] of degrees.entries()) tree.set(hour, degree)
    tree.build()
    tree.update(2, 5, 6)
  }
  return [0, 2, 4, 6].map((from) => `${coldest.query(from, from + 2)}…${warmest.query(from, from + 2)}`).join(' ')
}
