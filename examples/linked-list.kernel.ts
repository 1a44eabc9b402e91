/**
 * A singly linked list: a class with a field of its own type, which is null at the end. `for … of` works on it, in kernels
 * and on the host.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const Node = jitclass(
  { value: 'float64', next: 'Node?' },
  class Node {
    value: number
    next: Node | null

    constructor(value: number, next: Node | null = null) {
      this.value = value
      this.next = next
    }
  },
)
export type Node = InstanceType<typeof Node>

export const List = jitclass(
  { head: 'Node?', tail: 'Node?', length: 'int32' },
  class List {
    head: Node | null = null
    tail: Node | null = null
    length = 0

    append(value: number): void {
      const node = new Node(value)
      if (this.tail === null) this.head = node
      else this.tail.next = node
      this.tail = node
      this.length++
    }

    /** Keeps a sorted list sorted. */
    insert(value: number): void {
      this.length++
      let before: Node | null = null
      let after = this.head
      while (after !== null && after.value < value) {
        before = after
        after = after.next
      }
      const node = new Node(value, after)
      if (before === null) this.head = node
      else before.next = node
      if (after === null) this.tail = node
    }

    reverse(): void {
      let reversed: Node | null = null
      let node = this.head
      this.tail = node
      while (node !== null) {
        const next: Node | null = node.next
        node.next = reversed
        reversed = node
        node = next
      }
      this.head = reversed
    }

    *[Symbol.iterator](): Generator<number> {
      for (let node = this.head; node !== null; node = node.next) yield node.value
    }
  },
)

export const sortedSum = jit((n: number, seed: number) => {
  const random = new Random(seed)
  const list = new List()
  for (let i = 0; i < n; i++) list.insert(random.below(100_000))
  list.reverse()
  let sum = 0
  let place = 0
  for (const value of list) sum += value * ++place
  return sum
})

/** Josephus: n people in a ring, every third one leaves; who is left? */
export const josephus = jit((n: number) => {
  const ring = new List()
  for (let i = 1; i <= n; i++) ring.append(i)
  let before = ring.tail!
  before.next = ring.head
  for (let left = n; left > 1; left--) {
    for (let step = 1; step < 3; step++) before = before.next!
    before.next = before.next!.next
  }
  return before.value
})
