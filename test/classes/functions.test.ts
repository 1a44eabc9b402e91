/** Fields that hold functions: several functions for one class, from the host and from kernels. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'
import { memoryInUse } from '../../src/runtime/machine.ts'

setCompiler(() => compiler)
type Binary = (a: number, b: number) => number

function treeClass() {
  class Tree {
    n: number
    data: Float64Array
    op: Binary
    identity: number
    constructor(n: number, op: Binary, identity: number) {
      this.n = n
      this.op = op
      this.identity = identity
      this.data = new Float64Array(2 * n).fill(identity)
    }
    set(index: number, value: number) {
      let at = index + this.n
      this.data[at] = value
      for (at >>= 1; at >= 1; at >>= 1) this.data[at] = this.op(this.data[2 * at]!, this.data[2 * at + 1]!)
    }
    query(from: number, to: number) {
      let result = this.identity
      let left = from + this.n
      let right = to + this.n
      for (; left < right; left >>= 1, right >>= 1) {
        if (left & 1) result = this.op(result, this.data[left++]!)
        if (right & 1) result = this.op(result, this.data[--right]!)
      }
      return result
    }
  }
  return { Plain: Tree, Tree: jitclass({ n: 'int32' }, Tree) }
}

const product = (a: number, b: number) => a * b
const VALUES = [3, -1, 4, 1, -5, 9, 2, 6]

function fill<T extends { set(index: number, value: number): void }>(tree: T): T {
  for (const [index, value] of VALUES.entries()) tree.set(index, value)
  return tree
}

test('instances with different functions live beside each other', () => {
  const { Plain, Tree } = treeClass()
  const made = [Plain, Tree].map((Class) => [
    fill(new Class(8, (a, b) => a + b, 0)),
    fill(new Class(8, (a, b) => Math.max(a, b), -Infinity)),
    fill(new Class(8, product, 1)),
  ])
  const answers = made.map((trees) => trees.map((tree) => [tree.query(0, 8), tree.query(2, 7), tree.query(3, 3)]))
  expect(answers[1]).toEqual(answers[0])
  expect(made[1]![2]!.op).toBe(product)
  expect(made[1]![2]!.op(6, 7)).toBe(42)
})

test('kernels make and take them', () => {
  const { Tree } = treeClass()
  const ask = jit((tree: InstanceType<typeof Tree>, from: number, to: number) => tree.query(from, to))
  const sum = fill(new Tree(8, (a, b) => a + b, 0))
  expect(ask(sum, 0, 8)).toBe(19)
  const make = jit((n: number) => {
    const tree = new Tree(n, (a, b) => Math.min(a, b), Infinity)
    for (let i = 0; i < n; i++) tree.set(i, (i * 7) % 5)
    return tree
  })
  const smallest = make(8)
  expect([ask(smallest, 1, 5), smallest.query(1, 5), ask(sum, 0, 8), sum.query(2, 7)]).toEqual([1, 1, 19, 11])
  expect(() => smallest.op).toThrow('Tree.op is a function inside of another, which only compiled code has: call it in a method')
  expect(JSON.stringify(smallest)).not.toContain('op')
  const both = jit((n: number) => {
    const a = new Tree(n, (x, y) => x + y, 0)
    const b = new Tree(n, (x, y) => x * y, 1)
    for (let i = 0; i < n; i++) {
      a.set(i, i + 1)
      b.set(i, i + 1)
    }
    return a.op === b.op ? -1 : a.query(0, n) * 1000 + b.query(0, n)
  })
  expect(both(4)).toBe(10_024)
  const again = jit((n: number) => {
    const make = (k: number) => new Tree(n, (x, y) => x + y, k)
    const [a, b] = [make(0), make(1)]
    return a.op === b.op
  })
  expect(() => again(4)).toThrow(/^compiled code cannot tell whether the function .* inside of another is the same one$/)
})

test('a function with values of its own is another function for each', () => {
  const { Tree } = treeClass()
  const modular = (modulus: number) => fill(new Tree(8, (a, b) => (((a + b) % modulus) + modulus) % modulus, 0))
  expect([modular(7).query(0, 8), modular(5).query(0, 8), modular(7).query(0, 8)]).toEqual([19 % 7, 19 % 5, 19 % 7])
})

test('the host stores another function, which code learns of', () => {
  const { Tree } = treeClass()
  const tree = fill(new Tree(8, (a, b) => a + b, 0))
  const ask = jit((given: InstanceType<typeof Tree>) => given.op(5, 3))
  expect(ask(tree)).toBe(8)
  tree.op = (a, b) => a - b
  expect([ask(tree), tree.op(5, 3)]).toEqual([2, 2])
  expect(() => {
    tree.op = Math.max
  }).toThrow('Tree.op holds functions of the program; it cannot be set to the function max')
  expect(() => {
    tree.op = 5 as never
  }).toThrow(TypeError)
  expect(ask(tree)).toBe(2)
})

test('what a kernel compiled before is right for functions that come later, whatever signatures it has', () => {
  const { Tree } = treeClass()
  const ask = jit(['float64(Tree, int32)', 'float64(Tree, float64)'], (tree: InstanceType<typeof Tree>, x: number) => tree.op(x, 2), {
    scope: { Tree },
  })
  const sum = new Tree(1, (a, b) => a + b, 0)
  expect([ask(sum, 1), ask(sum, 1.5)]).toEqual([3, 3.5])
  const other = new Tree(1, (a, b) => a / b, 0)
  expect([ask(other, 1), ask(other, 1.5), ask(sum, 1.5), ask(other, 1)]).toEqual([0.5, 0.75, 3.5, 0.5])
})

test('a field that may hold no function', () => {
  const Emitter = jitclass(
    class Emitter {
      on: ((x: number) => number) | null = null
      emit(x: number) {
        return this.on === null ? -1 : this.on(x)
      }
      force(x: number) {
        return this.on!(x)
      }
    },
  )
  const listen = jit((emitter: InstanceType<typeof Emitter>) => {
    emitter.on = (x) => x * x
    return emitter.emit(3)
  })
  const make = jit((listening: boolean) => {
    const emitter = new Emitter()
    if (listening) emitter.on = (x) => x + 1
    return emitter
  })
  const silent = make(false)
  expect([silent.on, silent.emit(1), make(true).emit(1)]).toEqual([null, -1, 2])
  expect(() => silent.force(1)).toThrow(TypeError)
  expect(listen(silent)).toBe(9)
  silent.on = null
  expect(silent.emit(1)).toBe(-1)
})

test('fields of a base class hold functions of subclasses', () => {
  class PlainBase {
    weight: (x: number) => number
    constructor(weight: (x: number) => number) {
      this.weight = weight
    }
    of(x: number) {
      return this.weight(x)
    }
  }
  const Base = jitclass(PlainBase)
  const Double = jitclass(
    class Double extends Base {
      constructor() {
        super((x) => 2 * x)
      }
    },
  )
  const base = new Base((x) => x + 0.5)
  expect(base.of(2)).toBe(2.5)
  const double = new Double()
  expect([double.of(2), base.of(2)]).toEqual([4, 2.5])
  const total = jit((a: PlainBase, b: PlainBase) => a.of(10) + b.of(10))
  expect(total(base, double)).toBe(30.5)
  expect(total(double, new Base((x) => -x))).toBe(10)
})

test('what cannot be held is refused in a sentence', () => {
  const { Tree } = treeClass()
  new Tree(1, product, 0)
  const scaled = jit((n: number, k: number) => new Tree(n, (a, b) => a + b * k, 0).query(0, n))
  expect(() => scaled(4, 2)).toThrow('Tree.op cannot hold the function, which uses variables of the function around it')
  expect(() => new Tree(1, Math.max, 0)).toThrow('the built-in Math.max is stored where Tree.op (a function of the program) was declared')
})

test('instances that hold functions are collected', () => {
  const { Tree } = treeClass()
  const churn = jit((count: number) => {
    let sum = 0
    for (let i = 0; i < count; i++) sum += new Tree(4, (a, b) => a + b, i).op(i, 1)
    return sum
  })
  churn(10)
  const before = memoryInUse()
  churn(100_000)
  expect(memoryInUse()).toBeLessThan(before + 100_000)
})
