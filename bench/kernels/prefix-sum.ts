export function prefixSum(input: Float64Array, output: Float64Array): void {
  let sum = 0
  for (let i = 0; i < input.length; i++) {
    sum += input[i]
    output[i] = sum
  }
}
