/**
 * What a program does first: a class and functions, compiled and then found in the cache, from the host and from compiled code.
 * scripts/build.ts runs it, so that V8's code of the library (src/prepared) holds what most programs need of it, and so that what
 * only some need stays in a part of its own: all others would have to wait for it.
 */
import { array, jit, jitclass } from 'taipan'
import 'taipan/runtime'

const Stack = jitclass(
  // Types that say more than an element's are read by another function.
  { size: 'int32', values: '(int64[:])' },
  class Stack {
    /** How many there are. */
    size = 0
    taken = 0n
    kind = BigInt64Array
    values = new this.kind(4)
    get top() {
      return this.values[this.size - 1]
    }
    get turn() {
      return this.taken % 4n
    }
    push(value) {
      if (this.size === this.values.length) this.#grow()
      this.values[this.size++] = value
    }
    pop() {
      if (this.size === 0) throw new RangeError('pop from an empty stack')
      this.taken += 1n
      return this.values[--this.size]
    }
    at(index) {
      if (index < 0n || index - this.taken >= 9n) throw new RangeError('no such place')
      return this.values[Number((this.turn + index) % 4n)]
    }
    #grow() {
      const wider = new this.kind(Number(BigInt(this.size) * 2n))
      wider.set(this.values)
      this.values = wider
    }
  },
)
const helper = (x) => Math.sqrt(x) + 1
const kernels = [
  [
    jit('int64(int64)', function first(x) {
      const stack = new Stack()
      stack.push(x * 10n)
      return stack.at(0n) + stack.pop()
    }),
    [7n],
  ],
  [
    jit((a, b) => {
      let sum = 0
      for (let i = 0; i < a.length; i++) sum += helper(a[i]) * b[i]
      return sum
    }),
    [array(Float64Array, 8), new Float64Array(8)],
  ],
]
for (const [kernel, values] of kernels) for (let time = 0; time < 3; time++) kernel(...values)
const stack = new Stack()
for (let i = 0n; i < 6n; i++) stack.push(i)
const other = new Stack()
other.push(1n)
other.pop()
if (stack.pop() !== 5n || stack.top !== 4n || stack.size !== 5) throw new Error('wrong')
