/** Memory begins small and is made large once: nothing that the host holds may notice, wherever it happens. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { array, jit, jitclass, setCompiler } from '../../src/index.ts'
import { theMachine } from '../../src/runtime/machine.ts'

setCompiler(() => compiler)

class Node {
  next: Node | null
  value: number
  constructor(value: number, next: Node | null) {
    this.value = value
    this.next = next
  }
}

const Counter = jitclass(
  class Counter {
    count = 0.5
    add(by: number) {
      this.count += by
      return this.count
    }
  },
)

/** Keeps 32 MB alive at its end. */
const chain = jit((length: number) => {
  let head: Node | null = null
  for (let i = 0; i < length; i++) head = new Node(i, head)
  let sum = 0
  for (let at = head; at !== null; at = at.next) sum += at.value
  return sum
})

const small = () => !theMachine().memory.final

test('memory grows under a call, with instances that the host holds', () => {
  const counter = new Counter()
  expect(counter.add(1)).toBe(1.5)
  expect(chain(1000)).toBe(499_500)
  expect(small()).toBe(true)
  expect(chain(1_000_000)).toBe(499_999_500_000)
  expect(small()).toBe(false)
  expect(counter.add(1)).toBe(2.5)
  expect(counter.count).toBe(2.5)
  counter.count = 7
  expect(counter.add(1)).toBe(8)
})

test('arrays of the host stay', () => {
  const numbers = array(Float64Array, [1, 2, 3])
  expect(chain(2_000_000)).toBe(1_999_999_000_000)
  expect([...numbers]).toEqual([1, 2, 3])
})
