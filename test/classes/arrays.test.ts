/** Array literals in fields of compiled classes: lists, unless the class uses them as tuples. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

test('an array literal that methods index by a variable, or push to, needs no spec', () => {
  const Histogram = jitclass(
    class Histogram {
      counts = [0, 0, 0]
      rows = [
        [1, 2],
        [3, 4],
      ]
      seen = [false, true]
      add(bin: number): void {
        this.counts[bin] = this.counts[bin]! + 1
      }
      grow(value: number): number {
        return this.counts.push(value)
      }
      at(i: number, j: number): number {
        return this.rows[i]![j]!
      }
      mark(i: number): boolean {
        const { seen } = this
        seen[i] = !seen[i]
        return seen[i]!
      }
    },
  )
  const histogram = new Histogram()
  histogram.add(1)
  histogram.add(1)
  expect(histogram.grow(7)).toBe(4)
  expect(Array.from(histogram.counts)).toEqual([0, 2, 0, 7])
  expect(histogram.at(1, 0)).toBe(3)
  expect(histogram.mark(0)).toBe(true)
  const sum = jit((h: InstanceType<typeof Histogram>, k: number) => {
    let total = 0
    for (let i = 0; i < k; i++) total += h.counts[i]! * h.at(i % 2, 1)
    return total
  })
  expect(sum(histogram, 4)).toBe(2 * 4 + 7 * 4)
})

test('what is only asked for at literal indices stays a tuple, of mixed types too', () => {
  const Pose = jitclass(
    class Pose {
      position = [1, 2, 3]
      mixed = [1, true] as [number, boolean]
      move(dx: number): number {
        this.position[0] = this.position[0]! + dx
        const [x, y] = this.position
        return x! * 10 + y! + (this.mixed[1] ? 100 : 0)
      }
    },
  )
  const pose = new Pose()
  expect(pose.move(4)).toBe(152)
  expect(Array.from(pose.position)).toEqual([5, 2, 3])
})
