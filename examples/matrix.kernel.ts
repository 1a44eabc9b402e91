/**
 * Matrices with their operators as methods that give new matrices: expressions read like mathematics, and what lives only
 * within one of them costs little.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const Matrix = jitclass(
  { rows: 'int32', columns: 'int32' },
  class Matrix {
    rows: number
    columns: number
    data: Float64Array

    constructor(rows: number, columns: number) {
      this.rows = rows
      this.columns = columns
      this.data = new Float64Array(rows * columns)
    }

    static identity(n: number): Matrix {
      const identity = new Matrix(n, n)
      for (let i = 0; i < n; i++) identity.set(i, i, 1)
      return identity
    }

    get(row: number, column: number): number {
      return this.data[row * this.columns + column]
    }

    set(row: number, column: number, value: number): void {
      this.data[row * this.columns + column] = value
    }

    plus(that: Matrix): Matrix {
      return this.#combined(that, (a, b) => a + b)
    }

    minus(that: Matrix): Matrix {
      return this.#combined(that, (a, b) => a - b)
    }

    #combined(that: Matrix, combine: (a: number, b: number) => number): Matrix {
      if (this.rows !== that.rows || this.columns !== that.columns) throw new RangeError('the matrices differ in size')
      const result = new Matrix(this.rows, this.columns)
      for (let i = 0; i < this.data.length; i++) result.data[i] = combine(this.data[i], that.data[i])
      return result
    }

    scaled(factor: number): Matrix {
      const result = new Matrix(this.rows, this.columns)
      for (let i = 0; i < this.data.length; i++) result.data[i] = this.data[i] * factor
      return result
    }

    times(that: Matrix): Matrix {
      if (this.columns !== that.rows) throw new RangeError(`${this.columns} columns cannot be multiplied with ${that.rows} rows`)
      const result = new Matrix(this.rows, that.columns)
      for (let i = 0; i < this.rows; i++) {
        for (let k = 0; k < this.columns; k++) {
          const factor = this.get(i, k)
          for (let j = 0; j < that.columns; j++) result.data[i * that.columns + j] += factor * that.get(k, j)
        }
      }
      return result
    }

    get transposed(): Matrix {
      const result = new Matrix(this.columns, this.rows)
      for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.columns; j++) result.set(j, i, this.get(i, j))
      return result
    }

    get trace(): number {
      let sum = 0
      for (let i = 0; i < this.rows; i++) sum += this.get(i, i)
      return sum
    }
  },
)
export type Matrix = InstanceType<typeof Matrix>

export const random = jit((rows: number, columns: number, seed: number) => {
  const source = new Random(seed)
  const matrix = new Matrix(rows, columns)
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = source.real() - 0.5
  return matrix
})

/** e to the power of a matrix: the series, after halving the matrix until it converges fast. */
export const exponential = jit((matrix: Matrix) => {
  const small = matrix.scaled(1 / 1024)
  let term = Matrix.identity(matrix.rows)
  let sum = term
  for (let k = 1; k <= 12; k++) {
    term = term.times(small).scaled(1 / k)
    sum = sum.plus(term)
  }
  for (let i = 0; i < 10; i++) sum = sum.times(sum)
  return sum
})
