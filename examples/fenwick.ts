/** Sums of prefixes on the host; inversions of a permutation in a kernel. (fenwick.kernel.ts) */
import { Fenwick, inversions } from './fenwick.kernel.ts'

export function main(): void {
  const tree = new Fenwick(10)
  for (let i = 0; i < tree.length; i++) tree.add(i, i + 0.5)
  console.log('sum of all', tree.sum(10), '· from 2 to 5', tree.range(2, 5))
  console.log('inversions', inversions(200_000, 3))
}

main()
