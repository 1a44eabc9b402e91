export function mandelbrot(out: Uint16Array, size: number, limit: number): number {
  let total = 0
  for (let py = 0; py < size; py++) {
    const cy = (py / size) * 2 - 1
    for (let px = 0; px < size; px++) {
      const cx = (px / size) * 3 - 2
      let x = 0
      let y = 0
      let n = 0
      while (n < limit && x * x + y * y <= 4) {
        const t = x * x - y * y + cx
        y = 2 * x * y + cy
        x = t
        n++
      }
      out[py * size + px] = n
      total += n
    }
  }
  return total
}
