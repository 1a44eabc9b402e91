/** A map of squares on the host; ranks in a large map in a kernel. (avl-tree.kernel.ts) */
import { fill, sumOfRanks, TreeMap } from './avl-tree.kernel.ts'

export function main(): void {
  const squares = new TreeMap()
  for (let i = 1; i <= 1000; i++) squares.set(i, i * i)
  console.log('size', squares.size, '· height', squares.height, '· 31 →', squares.get(31), '· 0 →', squares.get(0))

  // A kernel makes a tree, the host holds it, another kernel asks it.
  const map = fill(30_000, 7)
  console.log('size', map.size, '· height', map.height, '· sum of ranks', sumOfRanks(map, 30_000, 7))
}

main()
