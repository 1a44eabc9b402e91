/** Programs with classes as people write them: tries, caches, stacks, search trees, sets. */

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
