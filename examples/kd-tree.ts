/** The nearest of a few cities on the host; of many points in a kernel. (kd-tree.kernel.ts) */
import { KdTree, meanDistance } from './kd-tree.kernel.ts'

export function main(): void {
  const cities = new KdTree(new Float64Array([0, 3, 5, 9]), new Float64Array([0, 4, 1, 9]))
  console.log('nearest to (4, 3):', cities.find(4, 3), 'at', Math.sqrt(cities.distance))
  console.log('mean distance', meanDistance(20_000, 20_000, 9))
}

main()
