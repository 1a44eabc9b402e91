/** A quarter turn on the host; the exponential of a larger matrix in kernels. (matrix.kernel.ts) */
import { exponential, Matrix, random } from './matrix.kernel.ts'

export function main(): void {
  const rotation = new Matrix(2, 2)
  rotation.set(0, 1, -Math.PI / 2)
  rotation.set(1, 0, Math.PI / 2)
  const quarter = exponential(rotation)
  console.log('a quarter turn takes (1, 0) to', quarter.get(0, 0).toFixed(9), quarter.get(1, 0).toFixed(9))
  try {
    quarter.times(new Matrix(3, 3))
  } catch (error) {
    console.log(String(error))
  }
  const matrix = random(100, 100, 21)
  const antisymmetric = matrix.minus(matrix.transposed)
  const orthogonal = exponential(antisymmetric)
  console.log('trace of Q·Qᵀ', orthogonal.times(orthogonal.transposed).trace.toFixed(9))
}

main()
