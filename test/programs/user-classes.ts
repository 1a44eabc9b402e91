/** Programs with classes as people write them: data structures of contest libraries, numbers of other kinds, simulations. */

// ---- data structures

class UnionFind {
  private readonly parent: Int32Array
  private readonly size: Int32Array
  count: number
  constructor(n: number) {
    this.parent = new Int32Array(n).map((_, i) => i)
    this.size = new Int32Array(n).fill(1)
    this.count = n
  }
  find(x: number): number {
    while (this.parent[x] !== x) {
      this.parent[x] = this.parent[this.parent[x]!]!
      x = this.parent[x]!
    }
    return x
  }
  union(a: number, b: number): boolean {
    a = this.find(a)
    b = this.find(b)
    if (a === b) return false
    if (this.size[a]! < this.size[b]!) [a, b] = [b, a]
    this.parent[b] = a
    this.size[a]! += this.size[b]!
    this.count--
    return true
  }
  sizeOf(x: number): number {
    return this.size[this.find(x)]!
  }
}

export function components(n: number, edges: Int32Array): number[] {
  const sets = new UnionFind(n)
  let joined = 0
  for (let i = 0; i + 1 < edges.length; i += 2) if (sets.union(edges[i]!, edges[i + 1]!)) joined++
  return [sets.count, joined, sets.sizeOf(0)]
}
// run: components(6, new Int32Array([0, 1, 1, 2, 3, 4, 2, 0])); components(3, new Int32Array(0))

class Fenwick {
  private tree: Float64Array
  constructor(readonly n: number) {
    this.tree = new Float64Array(n + 1)
  }
  add(i: number, delta: number): void {
    for (i++; i <= this.n; i += i & -i) this.tree[i]! += delta
  }
  sum(i: number): number {
    let s = 0
    for (; i > 0; i -= i & -i) s += this.tree[i]!
    return s
  }
  range(from: number, to: number): number {
    return this.sum(to) - this.sum(from)
  }
}

export function inversions(values: number[]): number {
  const tree = new Fenwick(values.length)
  const order = values.map((value, i) => [value, i] as [number, number]).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  let result = 0
  for (const [, i] of order) {
    result += tree.range(i, values.length)
    tree.add(i, 1)
  }
  return result
}
// run: inversions([5, 3, 4, 1, 2]) == 8
// run: inversions([1, 1, 2]); inversions([])

class SegmentTree<T> {
  private readonly nodes: T[]
  private readonly n: number
  constructor(
    items: T[],
    private readonly combine: (a: T, b: T) => T,
    private readonly identity: T,
  ) {
    let n = 1
    while (n < items.length) n *= 2
    this.n = n
    this.nodes = []
    for (let i = 0; i < 2 * n; i++) this.nodes.push(identity)
    for (let i = 0; i < items.length; i++) this.nodes[n + i] = items[i]!
    for (let i = n - 1; i > 0; i--) this.nodes[i] = combine(this.nodes[2 * i]!, this.nodes[2 * i + 1]!)
  }
  set(i: number, value: T): void {
    i += this.n
    this.nodes[i] = value
    for (i >>= 1; i > 0; i >>= 1) this.nodes[i] = this.combine(this.nodes[2 * i]!, this.nodes[2 * i + 1]!)
  }
  query(from: number, to: number): T {
    let left = this.identity
    let right = this.identity
    for (from += this.n, to += this.n; from < to; from >>= 1, to >>= 1) {
      if (from & 1) left = this.combine(left, this.nodes[from++]!)
      if (to & 1) right = this.combine(this.nodes[--to]!, right)
    }
    return this.combine(left, right)
  }
}

export function segmentTrees(values: number[]): number[] {
  const least = new SegmentTree(values, (a, b) => Math.min(a, b), Infinity)
  const sum = new SegmentTree(values, (a, b) => a + b, 0)
  least.set(1, -4)
  sum.set(0, 100)
  return [least.query(0, values.length), least.query(2, 4), sum.query(0, values.length), sum.query(1, 3)]
}
// run: segmentTrees([3, 1, 4, 1, 5, 9, 2, 6])

export function segmentTreeOfBigints(values: bigint[]): bigint {
  const tree = new SegmentTree(values, (a, b) => (a * b) % 1000000007n, 1n)
  tree.set(0, 12345678n)
  return tree.query(0, values.length) + tree.query(1, 2)
}
// run: segmentTreeOfBigints([2n, 3n, 5n, 7n, 11n])

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

class TrieNode {
  readonly children: (TrieNode | null)[] = [null, null]
  count = 0
}

class BinaryTrie {
  private readonly root = new TrieNode()
  constructor(private readonly bits: number) {}
  insert(value: number): void {
    let node = this.root
    for (let bit = this.bits - 1; bit >= 0; bit--) {
      const side = (value >> bit) & 1
      let next = node.children[side] ?? null
      if (next === null) {
        next = new TrieNode()
        node.children[side] = next
      }
      node = next
      node.count++
    }
  }
  largestXor(value: number): number {
    let node = this.root
    let result = 0
    for (let bit = this.bits - 1; bit >= 0; bit--) {
      const side = (value >> bit) & 1
      const other = node.children[1 - side] ?? null
      if (other !== null && other.count > 0) {
        result |= 1 << bit
        node = other
      } else {
        const same = node.children[side] ?? null
        if (same === null) return -1
        node = same
      }
    }
    return result
  }
}

export function largestXor(values: number[]): number {
  const trie = new BinaryTrie(10)
  let best = -1
  for (const value of values) {
    trie.insert(value)
    best = Math.max(best, trie.largestXor(value))
  }
  return best
}
// run: largestXor([3, 10, 5, 25, 2, 8]) == 28
// run: largestXor([7]); largestXor([])

class Entry {
  previous: Entry | null = null
  next: Entry | null = null
  constructor(
    readonly key: number,
    public value: number,
  ) {}
}

class LruCache {
  private readonly table: (Entry | null)[]
  private first: Entry | null = null
  private last: Entry | null = null
  size = 0
  hits = 0
  constructor(
    readonly capacity: number,
    keys: number,
  ) {
    this.table = Array.from({ length: keys }, () => null)
  }
  private unlink(entry: Entry): void {
    if (entry.previous) entry.previous.next = entry.next
    else this.first = entry.next
    if (entry.next) entry.next.previous = entry.previous
    else this.last = entry.previous
    entry.previous = null
    entry.next = null
  }
  private toFront(entry: Entry): void {
    entry.next = this.first
    if (this.first) this.first.previous = entry
    this.first = entry
    this.last ??= entry
  }
  get(key: number): number {
    const entry = this.table[key]
    if (!entry) return -1
    this.hits++
    this.unlink(entry)
    this.toFront(entry)
    return entry.value
  }
  set(key: number, value: number): void {
    const known = this.table[key]
    if (known) {
      known.value = value
      this.unlink(known)
      this.toFront(known)
      return
    }
    if (this.size === this.capacity) {
      const oldest = this.last!
      this.unlink(oldest)
      this.table[oldest.key] = null
      this.size--
    }
    const entry = new Entry(key, value)
    this.table[key] = entry
    this.toFront(entry)
    this.size++
  }
}

export function cacheHits(requests: Int32Array, capacity: number): [number, number, number] {
  const cache = new LruCache(capacity, 16)
  let sum = 0
  for (const key of requests) {
    const found = cache.get(key & 15)
    if (found < 0) cache.set(key & 15, key * 10)
    else sum += found
  }
  return [cache.hits, cache.size, sum]
}
// run: cacheHits(new Int32Array([1, 2, 3, 1, 4, 2, 5, 1, 1, 2]), 3); cacheHits(new Int32Array([]), 1)

class ListNode<T> {
  constructor(
    readonly value: T,
    public next: ListNode<T> | null,
  ) {}
}

class Stack<T> {
  private top: ListNode<T> | null = null
  depth = 0
  push(value: T): this {
    this.top = new ListNode(value, this.top)
    this.depth++
    return this
  }
  pop(): T {
    const { top } = this
    if (top === null) throw new Error('empty stack')
    this.top = top.next
    this.depth--
    return top.value
  }
  *[Symbol.iterator](): Generator<T> {
    for (let node = this.top; node !== null; node = node.next) yield node.value
  }
}

export function stacks(n: number): number {
  const stack = new Stack<number>()
  stack.push(1).push(2).push(n)
  let digits = 0
  for (const value of stack) digits = digits * 10 + value
  return digits * 100 + stack.pop() + stack.depth
}
// run: stacks(7)

export function emptyStack(n: number): number {
  const stack = new Stack<number>()
  for (let i = 0; i < n; i++) stack.push(i)
  return stack.pop()
}
// run: emptyStack(0); emptyStack(2)

class TreeNode {
  left: TreeNode | null = null
  right: TreeNode | null = null
  constructor(readonly key: number) {}
  insert(key: number): TreeNode {
    if (key < this.key) {
      if (this.left) return this.left.insert(key)
      this.left = new TreeNode(key)
      return this.left
    }
    if (this.right) return this.right.insert(key)
    this.right = new TreeNode(key)
    return this.right
  }
  get height(): number {
    return 1 + Math.max(this.left?.height ?? 0, this.right?.height ?? 0)
  }
  walk(visit: (key: number, depth: number) => void, depth = 0): void {
    this.left?.walk(visit, depth + 1)
    visit(this.key, depth)
    this.right?.walk(visit, depth + 1)
  }
}

export function searchTree(keys: number[]): number[] {
  const root = new TreeNode(keys[0] ?? 0)
  for (let i = 1; i < keys.length; i++) root.insert(keys[i]!)
  const order: number[] = []
  let depths = 0
  root.walk((key, depth) => {
    order.push(key)
    depths += depth
  })
  order.push(root.height, depths)
  return order
}
// run: searchTree([5, 2, 8, 1, 9, 3]); searchTree([])

class BitSet {
  private readonly words: Uint32Array
  constructor(readonly length: number) {
    this.words = new Uint32Array((length + 31) >>> 5)
  }
  add(i: number): this {
    this.words[i >>> 5]! |= 1 << (i & 31)
    return this
  }
  has(i: number): boolean {
    return (this.words[i >>> 5]! & (1 << (i & 31))) !== 0
  }
  get size(): number {
    let n = 0
    for (let word of this.words) for (; word !== 0; word &= word - 1) n++
    return n
  }
  union(other: BitSet): BitSet {
    const result = new BitSet(Math.max(this.length, other.length))
    for (let i = 0; i < result.words.length; i++) result.words[i] = (this.words[i] ?? 0) | (other.words[i] ?? 0)
    return result
  }
}

export function bitSets(n: number): number {
  const a = new BitSet(n).add(0).add(31)
  const b = new BitSet(70).add(32).add(69)
  const both = a.union(b)
  return both.size * 1000 + (both.has(31) ? 100 : 0) + (both.has(33) ? 10 : 0) + (both.has(69) ? 1 : 0)
}
// run: bitSets(40)

class HashMap {
  private keys = new BigInt64Array(8)
  private values = new Float64Array(8)
  private used = new Uint8Array(8)
  size = 0
  private slot(key: bigint): number {
    const mask = this.keys.length - 1
    let i = Number(BigInt.asUintN(32, key * 0x9e3779b1n)) & mask
    while (this.used[i] === 1 && this.keys[i] !== key) i = (i + 1) & mask
    return i
  }
  get(key: bigint, otherwise: number): number {
    const i = this.slot(key)
    return this.used[i] === 1 ? this.values[i]! : otherwise
  }
  set(key: bigint, value: number): void {
    if (2 * this.size >= this.keys.length) this.grow()
    const i = this.slot(key)
    if (this.used[i] === 0) this.size++
    this.used[i] = 1
    this.keys[i] = key
    this.values[i] = value
  }
  private grow(): void {
    const { keys, values, used } = this
    this.keys = new BigInt64Array(keys.length * 2)
    this.values = new Float64Array(keys.length * 2)
    this.used = new Uint8Array(keys.length * 2)
    this.size = 0
    for (let i = 0; i < keys.length; i++) if (used[i] === 1) this.set(keys[i]!, values[i]!)
  }
}

export function countDistinct(values: BigInt64Array): [number, number] {
  const counts = new HashMap()
  for (const value of values) counts.set(value, counts.get(value, 0) + 1)
  let most = 0
  for (const value of values) most = Math.max(most, counts.get(value, 0))
  return [counts.size, most]
}
// run: countDistinct(new BigInt64Array([1n, 2n, 1n, -5n, 9n, 1n, 33n, 12n, 2n])); countDistinct(new BigInt64Array(0))

// ---- numbers

class Complex {
  constructor(
    readonly re: number,
    readonly im = 0,
  ) {}
  static readonly ONE = new Complex(1)
  add(o: Complex): Complex {
    return new Complex(this.re + o.re, this.im + o.im)
  }
  mul(o: Complex): Complex {
    return new Complex(this.re * o.re - this.im * o.im, this.re * o.im + this.im * o.re)
  }
  get norm(): number {
    return this.re * this.re + this.im * this.im
  }
}

export function mandelbrot(re: number, im: number, limit: number): number {
  const c = new Complex(re, im)
  let z = new Complex(0)
  let n = 0
  while (n < limit && z.norm <= 4) {
    z = z.mul(z).add(c)
    n++
  }
  return n
}
// run: mandelbrot(0.3, 0.5, 200); mandelbrot(-1, 0.3, 200); mandelbrot(2, 2, 10)

class Rational {
  readonly n: bigint
  readonly d: bigint
  constructor(n: bigint, d = 1n) {
    if (d === 0n) throw new RangeError('denominator is zero')
    const g = Rational.gcd(n, d)
    const sign = d < 0n ? -1n : 1n
    this.n = (sign * n) / g
    this.d = (sign * d) / g
  }
  static gcd(a: bigint, b: bigint): bigint {
    while (b !== 0n) [a, b] = [b, a % b]
    return a < 0n ? -a : a
  }
  plus(o: Rational): Rational {
    return new Rational(this.n * o.d + o.n * this.d, this.d * o.d)
  }
  over(o: Rational): Rational {
    return new Rational(this.n * o.d, this.d * o.n)
  }
  equals(o: Rational): boolean {
    return this.n === o.n && this.d === o.d
  }
}

export function harmonic(n: number): [bigint, bigint] {
  let sum = new Rational(0n)
  for (let i = 1; i <= n; i++) sum = sum.plus(new Rational(1n, BigInt(i)))
  return [sum.n, sum.d]
}
// run: harmonic(10); harmonic(0)

export function ratio(a: bigint, b: bigint): bigint {
  const r = new Rational(a).over(new Rational(b, -6n))
  return r.equals(new Rational(-3n)) ? 1000n : r.n * 10n + r.d
}
// run: ratio(4n, 8n); ratio(1n, 0n); ratio(5n, 10n); ratio(1n, 2n)

class Polynomial {
  constructor(readonly c: number[]) {}
  get degree(): number {
    return this.c.length - 1
  }
  at(x: number): number {
    return this.c.reduceRight((sum, c) => sum * x + c, 0)
  }
  times(o: Polynomial): Polynomial {
    const result: number[] = []
    for (let i = 0; i <= this.degree + o.degree; i++) {
      let s = 0
      for (let j = 0; j <= i; j++) s += (this.c[j] ?? 0) * (o.c[i - j] ?? 0)
      result.push(s)
    }
    return new Polynomial(result)
  }
  derived(): Polynomial {
    return new Polynomial(this.c.slice(1).map((c, i) => c * (i + 1)))
  }
}

export function newton(c: number[], x: number): number[] {
  const p = new Polynomial(c)
  const d = p.derived()
  for (let i = 0; i < 20; i++) x -= p.at(x) / d.at(x)
  return [x, ...p.times(d).c]
}
// run: newton([-2, 0, 1], 1); newton([1, 2, 3], 0.5)

class Fixed {
  static readonly SCALE = 1000000n
  private constructor(readonly raw: bigint) {}
  static of(x: number): Fixed {
    return new Fixed(BigInt(Math.round(x * Number(Fixed.SCALE))))
  }
  static fromRaw(raw: bigint): Fixed {
    return new Fixed(raw)
  }
  times(o: Fixed): Fixed {
    return new Fixed((this.raw * o.raw) / Fixed.SCALE)
  }
  plus(o: Fixed): Fixed {
    return new Fixed(this.raw + o.raw)
  }
  compare(o: Fixed): number {
    return this.raw < o.raw ? -1 : this.raw > o.raw ? 1 : 0
  }
  toNumber(): number {
    return Number(this.raw) / Number(Fixed.SCALE)
  }
}

export function interest(rate: number, years: number): number {
  const factor = Fixed.of(1 + rate)
  let money = Fixed.fromRaw(100n * Fixed.SCALE)
  for (let i = 0; i < years; i++) money = money.times(factor)
  return money.compare(Fixed.of(110)) > 0 ? money.plus(Fixed.of(0.5)).toNumber() : -money.toNumber()
}
// run: interest(0.05, 10); interest(0.01, 2)

class Modular {
  constructor(
    readonly value: bigint,
    readonly modulus: bigint,
  ) {}
  times(o: Modular): Modular {
    return new Modular((this.value * o.value) % this.modulus, this.modulus)
  }
  power(e: bigint): Modular {
    let result = new Modular(1n, this.modulus)
    let base: Modular = this
    for (; e > 0n; e >>= 1n) {
      if (e & 1n) result = result.times(base)
      base = base.times(base)
    }
    return result
  }
  inverse(): Modular {
    return this.power(this.modulus - 2n)
  }
}

export function binomial(n: number, k: number): bigint {
  const p = 1000000007n
  let up = new Modular(1n, p)
  let down = new Modular(1n, p)
  for (let i = 0; i < k; i++) {
    up = up.times(new Modular(BigInt(n - i), p))
    down = down.times(new Modular(BigInt(i + 1), p))
  }
  return up.times(down.inverse()).value
}
// run: binomial(40, 17); binomial(5, 2) == 10n

class BigNatural {
  private readonly digits: number[] = []
  constructor(n: number) {
    for (; n > 0; n = Math.floor(n / 10000)) this.digits.push(n % 10000)
  }
  multiply(by: number): void {
    let carry = 0
    for (let i = 0; i < this.digits.length; i++) {
      const d = this.digits[i]! * by + carry
      this.digits[i] = d % 10000
      carry = Math.floor(d / 10000)
    }
    for (; carry > 0; carry = Math.floor(carry / 10000)) this.digits.push(carry % 10000)
  }
  get digitSum(): number {
    let s = 0
    for (let d of this.digits) for (; d > 0; d = Math.floor(d / 10)) s += d % 10
    return s
  }
}

export function factorialDigits(n: number): number {
  const f = new BigNatural(1)
  for (let i = 2; i <= n; i++) f.multiply(i)
  return f.digitSum
}
// run: factorialDigits(100) == 648
// run: factorialDigits(0)

class Matrix {
  private readonly data: Float64Array
  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.data = new Float64Array(rows * columns)
  }
  static identity(n: number): Matrix {
    const m = new Matrix(n, n)
    for (let i = 0; i < n; i++) m.set(i, i, 1)
    return m
  }
  get(r: number, c: number): number {
    return this.data[r * this.columns + c]!
  }
  set(r: number, c: number, v: number): void {
    this.data[r * this.columns + c] = v
  }
  times(o: Matrix): Matrix {
    if (this.columns !== o.rows) throw new RangeError(`cannot multiply by ${o.rows} rows`)
    const m = new Matrix(this.rows, o.columns)
    for (let r = 0; r < m.rows; r++)
      for (let c = 0; c < m.columns; c++) {
        let s = 0
        for (let k = 0; k < this.columns; k++) s += this.get(r, k) * o.get(k, c)
        m.set(r, c, s)
      }
    return m
  }
  power(e: number): Matrix {
    let result = Matrix.identity(this.rows)
    let base: Matrix = this
    for (; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) result = result.times(base)
      base = base.times(base)
    }
    return result
  }
  determinant(): number {
    const m = Float64Array.from(this.data)
    const n = this.rows
    let det = 1
    for (let i = 0; i < n; i++) {
      let pivot = i
      for (let r = i + 1; r < n; r++) if (Math.abs(m[r * n + i]!) > Math.abs(m[pivot * n + i]!)) pivot = r
      if (m[pivot * n + i] === 0) return 0
      if (pivot !== i) {
        det = -det
        for (let c = 0; c < n; c++) [m[i * n + c], m[pivot * n + c]] = [m[pivot * n + c]!, m[i * n + c]!]
      }
      det *= m[i * n + i]!
      for (let r = i + 1; r < n; r++) {
        const f = m[r * n + i]! / m[i * n + i]!
        for (let c = i; c < n; c++) m[r * n + c]! -= f * m[i * n + c]!
      }
    }
    return det
  }
}

export function fibonacciByMatrix(n: number): number {
  const m = new Matrix(2, 2)
  m.set(0, 0, 1)
  m.set(0, 1, 1)
  m.set(1, 0, 1)
  return m.power(n).get(0, 1)
}
// run: fibonacciByMatrix(30) == 832040
// run: fibonacciByMatrix(0)

export function determinant(values: Float64Array, n: number): number {
  const m = new Matrix(n, n)
  values.forEach((value, i) => m.set(Math.floor(i / n), i % n, value))
  return m.determinant()
}
// run: determinant(new Float64Array([0, 2, 3, 4, 5, 6, 7, 8, 10]), 3); determinant(new Float64Array([1, 2, 2, 4]), 2)

export function mismatch(n: number): number {
  return new Matrix(2, n).times(new Matrix(3, 2)).rows
}
// run: mismatch(3); mismatch(4)

// ---- simulations

class Vec3 {
  constructor(
    public x = 0,
    public y = 0,
    public z = 0,
  ) {}
  plus(o: Vec3): Vec3 {
    return new Vec3(this.x + o.x, this.y + o.y, this.z + o.z)
  }
  minus(o: Vec3): Vec3 {
    return new Vec3(this.x - o.x, this.y - o.y, this.z - o.z)
  }
  scaled(f: number): Vec3 {
    return new Vec3(this.x * f, this.y * f, this.z * f)
  }
  dot(o: Vec3): number {
    return this.x * o.x + this.y * o.y + this.z * o.z
  }
}

class Body {
  position: Vec3
  velocity = new Vec3()
  constructor(
    x: number,
    y: number,
    readonly mass: number,
  ) {
    this.position = new Vec3(x, y)
  }
  pulledBy(o: Body, dt: number): void {
    const d = o.position.minus(this.position)
    const r2 = d.dot(d) + 0.01
    this.velocity = this.velocity.plus(d.scaled((dt * o.mass) / (r2 * Math.sqrt(r2))))
  }
  move(dt: number): void {
    this.position = this.position.plus(this.velocity.scaled(dt))
  }
}

export function orbits(steps: number): number[] {
  const bodies = [new Body(0, 0, 10), new Body(1, 0, 0.1), new Body(0, 2, 0.2)]
  bodies[1]!.velocity = new Vec3(0, 3, 0)
  for (let s = 0; s < steps; s++) {
    for (const a of bodies) for (const b of bodies) if (a !== b) a.pulledBy(b, 0.01)
    for (const body of bodies) body.move(0.01)
  }
  return bodies.map((body) => body.position.x + body.position.y)
}
// run: orbits(0); orbits(50)

abstract class Shape {
  abstract area(): number
  scale = 1
  scaledArea(): number {
    return this.area() * this.scale ** 2
  }
}

class Circle extends Shape {
  constructor(readonly r: number) {
    super()
  }
  area(): number {
    return Math.PI * this.r * this.r
  }
}

class Rectangle extends Shape {
  constructor(
    readonly w: number,
    readonly h: number,
  ) {
    super()
    this.scale = 2
  }
  area(): number {
    return this.w * this.h
  }
}

class Square extends Rectangle {
  constructor(side: number) {
    super(side, side)
  }
  override scaledArea(): number {
    return super.scaledArea() + 1
  }
}

export function areas(n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const shape: Shape = i % 3 === 0 ? new Circle(i) : i % 3 === 1 ? new Rectangle(i, 2) : new Square(i)
    sum += shape.scaledArea()
    if (shape instanceof Rectangle) sum += shape.h
    if (shape instanceof Square) sum -= 0.5
  }
  return sum
}
// run: areas(0); areas(10)

export function totalOfShapes(n: number): number {
  const shapes: Shape[] = []
  for (let i = 0; i < n; i++) shapes.push(i & 1 ? new Square(i) : new Circle(i))
  shapes.sort((a, b) => b.area() - a.area())
  return shapes.reduce((sum, shape, i) => sum + (i + 1) * shape.scaledArea(), 0)
}
// run: totalOfShapes(7); totalOfShapes(0)

class Random {
  private state: bigint
  constructor(seed: bigint) {
    this.state = BigInt.asUintN(64, seed * 2n + 1n)
  }
  next(): bigint {
    let s = this.state
    s ^= BigInt.asUintN(64, s << 13n)
    s ^= s >> 7n
    s ^= BigInt.asUintN(64, s << 17n)
    this.state = s
    return s
  }
  unit(): number {
    return Number(this.next() >> 11n) / 2 ** 53
  }
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }
}

export function shuffled(n: number, seed: bigint): number[] {
  const random = new Random(seed)
  const items = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[items[i], items[j]] = [items[j]!, items[i]!]
  }
  return items
}
// run: shuffled(10, 42n); shuffled(1, 0n)

class Customer {
  waited = 0
  constructor(
    readonly arrival: number,
    readonly work: number,
  ) {}
}

class Server {
  free = 0
  served = 0
  serve(customer: Customer): void {
    const start = Math.max(this.free, customer.arrival)
    customer.waited = start - customer.arrival
    this.free = start + customer.work
    this.served++
  }
}

export function queueing(n: number, servers: number): [number, number, number] {
  const random = new Random(7n)
  const all = Array.from({ length: servers }, () => new Server())
  let time = 0
  let waited = 0
  let longest = 0
  for (let i = 0; i < n; i++) {
    time += -Math.log(1 - random.unit())
    const customer = new Customer(time, 2 * random.unit())
    let best = all[0]!
    for (const server of all) if (server.free < best.free) best = server
    best.serve(customer)
    waited += customer.waited
    if (customer.waited > longest) longest = customer.waited
  }
  return [waited / n, longest, all[0]!.served]
}
// run: queueing(50, 2); queueing(1, 1)

type Handler = (machine: Machine, operand: number) => void

class Machine {
  accumulator = 0
  counter = 0
  steps = 0
  private readonly handlers: Handler[] = [
    (m, x) => {
      m.accumulator += x
    },
    (m, x) => {
      m.accumulator *= x
    },
    (m, x) => {
      if (m.accumulator < 1000) m.counter = x - 1
    },
  ]
  run(codes: Uint8Array, operands: Float64Array): number {
    while (this.counter < codes.length && this.steps < 1000) {
      const code = codes[this.counter]!
      const operand = operands[this.counter]!
      if (code === 0) this.handlers[0]!(this, operand)
      else if (code === 1) this.handlers[1]!(this, operand)
      else this.handlers[2]!(this, operand)
      this.counter++
      this.steps++
    }
    return this.accumulator
  }
}

export function interpreter(codes: Uint8Array, operands: Float64Array): number[] {
  const machine = new Machine()
  return [machine.run(codes, operands), machine.steps]
}
// run: interpreter(new Uint8Array([0, 1, 2]), new Float64Array([1, 3, 0]))

class NumberParser {
  private at = 0
  constructor(private readonly bytes: Uint8Array) {}
  private get current(): number {
    return this.at < this.bytes.length ? this.bytes[this.at]! : -1
  }
  private digit(): boolean {
    return this.current >= 48 && this.current <= 57
  }
  expression(): number {
    let value = this.term()
    while (this.current === 43 || this.current === 45) {
      const plus = this.bytes[this.at++] === 43
      const right = this.term()
      value = plus ? value + right : value - right
    }
    return value
  }
  term(): number {
    let value = this.factor()
    while (this.current === 42 || this.current === 47) {
      const times = this.bytes[this.at++] === 42
      const right = this.factor()
      value = times ? value * right : value / right
    }
    return value
  }
  factor(): number {
    if (this.current === 45) {
      this.at++
      return -this.factor()
    }
    if (this.current === 40) {
      this.at++
      const value = this.expression()
      if ((this.current as number) !== 41) throw new Error(`expected ) at ${this.at}`)
      this.at++
      return value
    }
    if (!this.digit()) throw new Error(`unexpected character at ${this.at}`)
    let value = 0
    while (this.digit()) value = value * 10 + this.bytes[this.at++]! - 48
    if (this.current !== 46) return value
    this.at++
    for (let unit = 0.1; this.digit(); unit /= 10) value += (this.bytes[this.at++]! - 48) * unit
    return value
  }
}

export function calculate(text: Uint8Array): number {
  return new NumberParser(text).expression()
}
// run: calculate(new TextEncoder().encode('2*(3+4)-10/4')) == 11.5
// run: calculate(new TextEncoder().encode('-1.25*8')); calculate(new TextEncoder().encode('(1')); calculate(new TextEncoder().encode(''))

class Grid {
  private cells: Uint8Array
  constructor(
    readonly width: number,
    readonly height: number,
    cells?: Uint8Array,
  ) {
    this.cells = cells ?? new Uint8Array(width * height)
  }
  alive(x: number, y: number): number {
    return this.cells[((y + this.height) % this.height) * this.width + ((x + this.width) % this.width)]!
  }
  set(x: number, y: number, on = 1): this {
    this.cells[y * this.width + x] = on
    return this
  }
  step(): Grid {
    const next = new Grid(this.width, this.height)
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++) {
        let n = -this.alive(x, y)
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) n += this.alive(x + dx, y + dy)
        if (n === 3 || (n === 2 && this.alive(x, y))) next.set(x, y)
      }
    return next
  }
  get population(): number {
    return this.cells.reduce((a, b) => a + b, 0)
  }
}

export function life(steps: number): number {
  let grid = new Grid(8, 6).set(1, 0).set(2, 1).set(0, 2).set(1, 2).set(2, 2)
  for (let i = 0; i < steps; i++) grid = grid.step()
  return grid.population * 10 + grid.alive(2, 2)
}
// run: life(0); life(9)

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  static cross(o: Point, a: Point, b: Point): number {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
  }
}

export function hullArea(xs: Float64Array, ys: Float64Array): number {
  const points: Point[] = []
  for (let i = 0; i < xs.length; i++) points.push(new Point(xs[i]!, ys[i]!))
  points.sort((a, b) => a.x - b.x || a.y - b.y)
  const half = (from: Point[]): Point[] => {
    const hull: Point[] = []
    for (const p of from) {
      while (hull.length >= 2 && Point.cross(hull[hull.length - 2]!, hull[hull.length - 1]!, p) <= 0) hull.pop()
      hull.push(p)
    }
    hull.pop()
    return hull
  }
  const lower = half(points)
  const upper = half(points.slice().reverse())
  const hull = lower.concat(upper)
  let area = 0
  hull.forEach((p, i) => {
    const q = hull[(i + 1) % hull.length]!
    area += p.x * q.y - p.y * q.x
  })
  return area / 2
}
// run: hullArea(new Float64Array([0, 4, 4, 0, 2, 1]), new Float64Array([0, 0, 3, 3, 1, 1])) == 12

class Statistics {
  private n = 0
  private mean_ = 0
  private m2 = 0
  min = Infinity
  max = -Infinity
  add(...values: number[]): void {
    for (const x of values) {
      this.n++
      const d = x - this.mean_
      this.mean_ += d / this.n
      this.m2 += d * (x - this.mean_)
      if (x < this.min) this.min = x
      if (x > this.max) this.max = x
    }
  }
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.mean_
  }
  get variance(): number {
    return this.n < 2 ? Number.NaN : this.m2 / (this.n - 1)
  }
  summary(): { mean: number; variance: number; range: [number, number] } {
    return { mean: this.mean, variance: this.variance, range: [this.min, this.max] }
  }
}

export function statistics(values: number[]): { mean: number; variance: number; range: [number, number] } {
  const s = new Statistics()
  for (const value of values) s.add(value)
  s.add(1, 2)
  return s.summary()
}
// run: statistics([]); statistics([2.5, -0, 1e300]); statistics([NaN, Infinity])
