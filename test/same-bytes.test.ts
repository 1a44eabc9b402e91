/** What a kernel is compiled to does not depend on what the process has met before it. */
import { expect, test } from 'vitest'
import { compile, inspect } from '../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../src/index.ts'

type Binary = (a: number, b: number) => number

/** A kernel that chooses among functions, some of them fields, and captures arrays: all of them new, so their ids are. */
function compiledAnew(): string {
  const emitted: Uint8Array[] = []
  setCompiler(() => ({
    inspect,
    compile: (request) => {
      const artifact = compile(request)
      emitted.push(artifact.wasm)
      return artifact
    },
  }))
  const Fold = jitclass(
    class {
      join: Binary
      apply: Binary
      sum = 0

      constructor(join: Binary, apply: Binary) {
        this.join = join
        this.apply = apply
      }

      next(x: number): number {
        this.sum = this.join(this.apply(this.sum, x), x)
        return this.sum
      }
    },
  )
  const functions: Binary[] = [(a, b) => a + b, (a, b) => a - b, (a, b) => Math.max(a, b), (a, b) => Math.min(a, b)]
  const [add, subtract, largest, smallest] = functions as [Binary, Binary, Binary, Binary]
  const [first, second] = [new Float64Array([1, 2]), new Float64Array([3, 4])]
  const kernel = jit(
    (n: number) => {
      const one = n > 5 ? new Fold(add, largest) : new Fold(smallest, subtract)
      const other = new Fold(n > 3 ? largest : add, smallest)
      let sum = 0
      for (let i = 0; i < n; i++) sum += one.next(i) + other.next(sum) + first[i & 1]! * second[i & 1]!
      return sum
    },
    { scope: { Fold, add, subtract, largest, smallest, first, second } },
  )
  kernel(10)
  return emitted.map((bytes) => Buffer.from(bytes).toString('base64')).join('\n')
}

test('functions and arrays met before change nothing', () => {
  // Ids are numbered through: among these there are steps from one digit to two.
  const all = Array.from({ length: 12 }, compiledAnew)
  expect(new Set(all).size).toBe(1)
})
