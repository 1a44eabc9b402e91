/** A cache of two entries on the host; how well a large one does in a kernel. (lru-cache.kernel.ts) */
import { hitRate, LruCache } from './lru-cache.kernel.ts'

export function main(): void {
  const cache = new LruCache(2)
  cache.set(1, 1.5)
  cache.set(2, 2.5)
  cache.get(1)
  cache.set(3, 3.5) // forgets 2
  console.log('1 →', cache.get(1), '· 2 →', cache.get(2), '· 3 →', cache.get(3), '· hits', cache.hits)
  console.log('hit rate', hitRate(1000, 300_000, 13))
}

main()
