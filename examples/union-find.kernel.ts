/**
 * Union-find: which of n things belong together, with paths shortened on the way. Kruskal's algorithm builds a minimum
 * spanning tree with it.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const UnionFind = jitclass(
  { count: 'int32' },
  class UnionFind {
    parent: Int32Array
    size: Int32Array
    /** Of sets. */
    count: number

    constructor(n: number) {
      this.parent = new Int32Array(n)
      this.size = new Int32Array(n).fill(1)
      this.count = n
      for (let i = 0; i < n; i++) this.parent[i] = i
    }

    find(x: number): number {
      while (this.parent[x] !== x) {
        this.parent[x] = this.parent[this.parent[x]]
        x = this.parent[x]
      }
      return x
    }

    /** False if they were together already. */
    union(a: number, b: number): boolean {
      let [large, small] = [this.find(a), this.find(b)]
      if (large === small) return false
      if (this.size[large] < this.size[small]) [large, small] = [small, large]
      this.parent[small] = large
      this.size[large] += this.size[small]
      this.count--
      return true
    }

    connected(a: number, b: number): boolean {
      return this.find(a) === this.find(b)
    }
  },
)

/** A random graph, its edges in order of weight: weights are drawn from 0 to 255 and counted, not compared. */
export const spanningTree = jit((nodes: number, edges: number, seed: number) => {
  const random = new Random(seed)
  const from = new Int32Array(edges)
  const to = new Int32Array(edges)
  const weight = new Uint8Array(edges)
  const start = new Int32Array(257)
  for (let i = 0; i < edges; i++) {
    from[i] = random.below(nodes)
    to[i] = random.below(nodes)
    weight[i] = random.below(256)
    start[weight[i] + 1]++
  }
  for (let w = 0; w < 256; w++) start[w + 1] += start[w]
  const order = new Int32Array(edges)
  for (let i = 0; i < edges; i++) order[start[weight[i]]++] = i

  const sets = new UnionFind(nodes)
  let total = 0
  for (const edge of order) if (sets.union(from[edge], to[edge])) total += weight[edge]
  return { total, trees: sets.count }
})
