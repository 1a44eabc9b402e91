/** A heap on the host; the cheapest way through a grid in kernels. (dijkstra.kernel.ts) */
import { cheapest, Heap, terrain } from './dijkstra.kernel.ts'

export function main(): void {
  const heap = new Heap()
  for (const key of [5, 2, 8, 1, 9, 3]) heap.push(key, key * 10)
  console.log('in order:', heap.pop(), heap.pop(), heap.pop(), '· left:', heap.length)
  try {
    new Heap().pop()
  } catch (error) {
    console.log(String(error))
  }
  console.log('cheapest way', cheapest(terrain(300, 5), 300))
}

main()
