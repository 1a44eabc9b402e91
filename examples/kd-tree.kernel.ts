/**
 * A k-d tree of points in the plane: finds the nearest of many points by looking at few of them. The tree lies in arrays:
 * the middle point of a stretch is its root, what is left of it comes before.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const KdTree = jitclass(
  { nearest: 'int32', visited: 'int32' },
  class KdTree {
    x: Float64Array
    y: Float64Array
    /** Points in the order of the tree. */
    order: Int32Array
    /** State of the search that runs: the best point so far, and the square of its distance. */
    nearest = -1
    distance = Infinity
    visited = 0

    constructor(x: Float64Array, y: Float64Array) {
      this.x = x.slice()
      this.y = y.slice()
      this.order = new Int32Array(x.length)
      for (let i = 0; i < x.length; i++) this.order[i] = i
      this.#build(0, x.length, true)
    }

    #build(low: number, high: number, byX: boolean): void {
      if (high - low < 2) return
      const middle = (low + high) >> 1
      this.#select(byX ? this.x : this.y, low, high - 1, middle)
      this.#build(low, middle, !byX)
      this.#build(middle + 1, high, !byX)
    }

    /** Quickselect: the point that belongs at `wanted` goes there, smaller ones before it. */
    #select(by: Float64Array, low: number, high: number, wanted: number): void {
      const { order } = this
      while (low < high) {
        const pivot = by[order[(low + high) >> 1]]
        let i = low
        let j = high
        while (i <= j) {
          while (by[order[i]] < pivot) i++
          while (by[order[j]] > pivot) j--
          if (i <= j) {
            const point = order[i]
            order[i++] = order[j]
            order[j--] = point
          }
        }
        if (wanted <= j) high = j
        else if (wanted >= i) low = i
        else return
      }
    }

    /** The index of the nearest point, -1 if there are none. */
    find(x: number, y: number): number {
      this.nearest = -1
      this.distance = Infinity
      this.#search(x, y, 0, this.order.length, true)
      return this.nearest
    }

    #search(x: number, y: number, low: number, high: number, byX: boolean): void {
      if (low >= high) return
      this.visited++
      const middle = (low + high) >> 1
      const point = this.order[middle]
      const dx = this.x[point] - x
      const dy = this.y[point] - y
      const distance = dx * dx + dy * dy
      if (distance < this.distance) {
        this.distance = distance
        this.nearest = point
      }
      const beyond = byX ? dx : dy
      if (beyond > 0) this.#search(x, y, low, middle, !byX)
      else this.#search(x, y, middle + 1, high, !byX)
      if (beyond * beyond >= this.distance) return
      if (beyond > 0) this.#search(x, y, middle + 1, high, !byX)
      else this.#search(x, y, low, middle, !byX)
    }
  },
)

export const meanDistance = jit((points: number, queries: number, seed: number) => {
  const random = new Random(seed)
  const x = new Float64Array(points)
  const y = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    x[i] = random.real()
    y[i] = random.real()
  }
  const tree = new KdTree(x, y)
  let sum = 0
  for (let i = 0; i < queries; i++) {
    tree.find(random.real(), random.real())
    sum += Math.sqrt(tree.distance)
  }
  return { mean: sum / queries, visited: tree.visited }
})
