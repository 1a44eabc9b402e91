/** The first calls of a program whose kernels were built ahead of time (ahead-kernels.ts). */
import { depth, dot, func, Stack, scaled } from './ahead/ahead-kernels.js'

const stack = new Stack()
for (let i = 0n; i < 6n; i++) stack.push(i)
const right = [
  func(7n) === 70n,
  stack.pop() === 5n && stack.top === 4n && stack.size === 5,
  dot(new Float64Array([1, 2]), new Float64Array([3, 4])) === 11,
  scaled(new Float64Array([1, 2]), 3)[1] === 6,
  depth(stack) === 5,
]
if (right.includes(false)) throw new Error('wrong')
