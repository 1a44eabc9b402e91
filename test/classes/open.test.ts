/** Classes that code speaks of before anything has been constructed: their fields become known later. */
import { describe, expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

function newList() {
  const Node = jitclass(
    { next: 'Node?' },
    class Node {
      value: number
      next: Node | null
      constructor(value: number, next: Node | null = null) {
        this.value = value
        this.next = next
      }
    },
  )
  const List = jitclass(
    { head: 'Node?' },
    class List {
      head: InstanceType<typeof Node> | null = null
      add(value: number): void {
        this.head = new Node(value, this.head)
      }
      sum(): number {
        let sum = 0
        for (let node = this.head; node !== null; node = node.next) sum += node.value
        return sum
      }
    },
  )
  return { Node, List }
}

describe('a class that no code has constructed yet', () => {
  test('gets its fields from the first code that does; what was compiled before is compiled again', () => {
    const { List } = newList()
    const list = new List()
    expect(list.sum()).toBe(0)
    list.add(1.5)
    list.add(2)
    expect(list.head!.value).toBe(2)
    expect(list.sum()).toBe(3.5)
  })

  test('is known to kernels that were compiled for a signature before', () => {
    const { Node, List } = newList()
    const count = jit(
      'float64(List)',
      (list: InstanceType<typeof List>) => {
        let sum = 0
        for (let node = list.head; node !== null; node = node.next) sum += node.value * 2
        return sum
      },
      { scope: { List } },
    )
    const list = new List()
    expect(count(list)).toBe(0)
    list.head = new Node(4.5)
    expect(count(list)).toBe(9)
  })
})
