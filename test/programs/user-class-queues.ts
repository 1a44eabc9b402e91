/** Programs with classes as people write them: heaps, queues and what is done with them. */

class BinaryHeap<T> {
  private readonly items: T[] = []
  constructor(private readonly less: (a: T, b: T) => boolean) {}
  get size(): number {
    return this.items.length
  }
  push(item: T): void {
    const { items, less } = this
    items.push(item)
    let i = items.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!less(items[i]!, items[parent]!)) break
      const kept = items[i]!
      items[i] = items[parent]!
      items[parent] = kept
      i = parent
    }
  }
  pop(): T | undefined {
    const { items, less } = this
    const top = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return top
    items[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (let child = 2 * i + 1; child <= 2 * i + 2; child++) if (child < items.length && less(items[child]!, items[least]!)) least = child
      if (least === i) return top
      const kept = items[i]!
      items[i] = items[least]!
      items[least] = kept
      i = least
    }
  }
}

export function heapSorted(values: number[]): number[] {
  const heap = new BinaryHeap<number>((a, b) => a < b)
  for (const value of values) heap.push(value)
  const sorted: number[] = []
  while (heap.size > 0) sorted.push(heap.pop()!)
  return sorted
}
// run: heapSorted([5, 2, 8, -0, 1.5, 2]) ; heapSorted([])

interface Arrival {
  time: number
  node: number
}

export function dijkstra(n: number, from: Int32Array, to: Int32Array, weight: Float64Array, start: number): Float64Array {
  const distance = new Float64Array(n).fill(Infinity)
  distance[start] = 0
  const queue = new BinaryHeap<Arrival>((a, b) => a.time < b.time)
  queue.push({ time: 0, node: start })
  while (queue.size > 0) {
    const { time, node } = queue.pop()!
    if (time > distance[node]!) continue
    for (let e = 0; e < from.length; e++) {
      if (from[e] !== node) continue
      const arrival = time + weight[e]!
      if (arrival >= distance[to[e]!]!) continue
      distance[to[e]!] = arrival
      queue.push({ time: arrival, node: to[e]! })
    }
  }
  return distance
}
// run: dijkstra(5, new Int32Array([0, 0, 1, 2]), new Int32Array([1, 2, 3, 3]), new Float64Array([1, 4, 7, 2]), 0)

class RingBuffer<T> {
  private readonly slots: T[]
  private head = 0
  private used = 0
  constructor(
    private readonly capacity: number,
    empty: T,
  ) {
    this.slots = Array.from({ length: capacity }, () => empty)
  }
  get full(): boolean {
    return this.used === this.capacity
  }
  get length(): number {
    return this.used
  }
  push(item: T): void {
    if (this.full) throw new RangeError('the buffer is full')
    this.slots[(this.head + this.used++) % this.capacity] = item
  }
  shift(): T {
    if (this.used === 0) throw new RangeError('the buffer is empty')
    const item = this.slots[this.head]!
    this.head = (this.head + 1) % this.capacity
    this.used--
    return item
  }
}

export function movingAverage(values: number[], width: number): number[] {
  const window = new RingBuffer<number>(width, 0)
  let sum = 0
  const averages: number[] = []
  for (const value of values) {
    if (window.full) sum -= window.shift()
    window.push(value)
    sum += value
    if (window.full) averages.push(sum / width)
  }
  return averages
}
// run: movingAverage([1, 2, 3, 4, 5, 6], 3); movingAverage([1], 2)

export function overfull(n: number): number {
  const buffer = new RingBuffer<bigint>(2, 0n)
  for (let i = 0; i < n; i++) buffer.push(BigInt(i))
  return buffer.length
}
// run: overfull(2); overfull(3)
