/** A list on the host; sorting and Josephus' problem in kernels. (linked-list.kernel.ts) */
import { josephus, List, sortedSum } from './linked-list.kernel.ts'

export function main(): void {
  const list = new List()
  for (const value of [3, 1, 4, 1, 5]) list.append(value)
  list.reverse()
  console.log('reversed', [...list], '· first', list.head!.value, '· length', list.length)
  console.log('sorted sum', sortedSum(2000, 11))
  console.log('left of 41:', josephus(41), '· left of 100,000:', josephus(100_000))
}

main()
