/**
 * A binary heap in two growing typed arrays, and Dijkstra's algorithm on a grid with it: the cheapest way from one corner
 * to the other.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const Heap = jitclass(
  { length: 'int32' },
  class Heap {
    length = 0
    keys = new Float64Array(16)
    items = new Int32Array(16)

    push(key: number, item: number): void {
      if (this.length === this.keys.length) this.#grow()
      let at = this.length++
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (this.keys[parent] <= key) break
        this.#move(parent, at)
        at = parent
      }
      this.keys[at] = key
      this.items[at] = item
    }

    /** The smallest key; its item is what `pop` gives. */
    get least(): number {
      return this.keys[0]
    }

    pop(): number {
      if (this.length === 0) throw new RangeError('pop from an empty heap')
      const item = this.items[0]
      const last = --this.length
      const key = this.keys[last]
      let at = 0
      for (;;) {
        let child = 2 * at + 1
        if (child >= last) break
        if (child + 1 < last && this.keys[child + 1] < this.keys[child]) child++
        if (key <= this.keys[child]) break
        this.#move(child, at)
        at = child
      }
      this.keys[at] = key
      this.items[at] = this.items[last]
      return item
    }

    #move(from: number, to: number): void {
      this.keys[to] = this.keys[from]
      this.items[to] = this.items[from]
    }

    #grow(): void {
      const { keys, items } = this
      this.keys = new Float64Array(2 * keys.length)
      this.keys.set(keys)
      this.items = new Int32Array(2 * items.length)
      this.items.set(items)
    }
  },
)

/** What it costs to enter each cell. */
export const terrain = jit((side: number, seed: number) => {
  const random = new Random(seed)
  const cost = new Float64Array(side * side)
  for (let i = 0; i < cost.length; i++) cost[i] = 1 + random.below(9)
  return cost
})

export const cheapest = jit((cost: Float64Array, side: number) => {
  const distance = new Float64Array(side * side).fill(Infinity)
  const heap = new Heap()
  distance[0] = 0
  heap.push(0, 0)
  while (heap.length > 0) {
    const key = heap.least
    const cell = heap.pop()
    if (key > distance[cell]) continue
    const column = cell % side
    for (let direction = 0; direction < 4; direction++) {
      if (direction === 0 && column === side - 1) continue
      if (direction === 1 && column === 0) continue
      const next = direction === 0 ? cell + 1 : direction === 1 ? cell - 1 : direction === 2 ? cell + side : cell - side
      if (next < 0 || next >= side * side) continue
      const through = key + cost[next]
      if (through < distance[next]) {
        distance[next] = through
        heap.push(through, next)
      }
    }
  }
  return distance[side * side - 1]
})
