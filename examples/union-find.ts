/** A few sets on the host; a spanning tree in a kernel. (union-find.kernel.ts) */
import { spanningTree, UnionFind } from './union-find.kernel.ts'

export function main(): void {
  const sets = new UnionFind(6)
  sets.union(0, 1)
  sets.union(2, 3)
  sets.union(1, 3)
  console.log('0 and 2 together:', sets.connected(0, 2), '· 0 and 5 together:', sets.connected(0, 5), '· sets:', sets.count)
  console.log('spanning tree', spanningTree(50_000, 400_000, 1))
}

main()
