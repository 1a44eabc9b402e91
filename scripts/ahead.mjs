/** The first calls of a program whose kernels were built ahead of time (ahead-kernels.ts). */
import { depth, dot, func, Stack, scaled } from './ahead/ahead-kernels.js'
import { Named, total } from './ahead/ahead-whole.js'

const stack = new Stack()
for (let i = 0n; i < 6n; i++) stack.push(i)
const shape = new Named(7)
for (const x of [3, 5]) shape.add({ x, y: 0 })
const right = [
  shape.id === 7 && shape.width() === 2 && shape.points.length === 2,
  total([1, 2, 3]) === 6,
  func(7n) === 70n,
  stack.pop() === 5n && stack.top === 4n && stack.size === 5,
  dot(new Float64Array([1, 2]), new Float64Array([3, 4])) === 11,
  scaled(new Float64Array([1, 2]), 3)[1] === 6,
  depth(stack) === 5,
]
if (right.includes(false)) throw new Error('wrong')
