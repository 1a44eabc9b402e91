/**
 * A class that is in the cache, in a kernel that is not: scripts/build.ts runs this twice to see what of the compiler the second process
 * calls. What keeps the class is called once, by the first, and is not among what every program waits for.
 */
import { jit, jitclass } from 'taipan'

const Queue = jitclass(
  { values: 'int64[:]' },
  class Queue {
    first = 0n
    last = 0n
    kind = BigInt64Array
    values = new this.kind(4)
    total = 0
    get length() {
      return this.last - this.first
    }
    put(value) {
      if (this.length >= 4n) throw new RangeError('full')
      this.values[Number(this.last++ % 4n)] = value
      this.total += 0.5
    }
    take() {
      return this.values[Number(this.first++ % 4n)]
    }
  },
)
const kernel = jit(
  'int64(int64)',
  (x) => {
    const queue = new Queue()
    queue.put(x)
    return queue.take() + queue.length
  },
  { cache: false },
)
if (kernel(3n) !== 3n) throw new Error('wrong')
