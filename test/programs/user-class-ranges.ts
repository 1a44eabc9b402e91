/** Programs with classes as people write them: union-find, Fenwick and segment trees of contest libraries. */

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
