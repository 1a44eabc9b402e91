export function matmul(a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  c.fill(0)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]
      for (let j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j]
    }
  }
}
