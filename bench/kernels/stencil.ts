export function stencil(from: Float64Array, to: Float64Array, width: number, height: number): void {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      to[i] = 0.2 * (from[i] + from[i - 1] + from[i + 1] + from[i - width] + from[i + width])
    }
  }
}
