/** Numerical analysis and linear algebra. */

export function sieve(n: number): number {
  const composite = new Uint8Array(n + 1)
  let count = 0
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue
    count++
    for (let j = i * i; j <= n; j += i) composite[j] = 1
  }
  return count
}
// run: sieve(1000) == 168
// run: sieve(1) == 0

export function mandelbrot(width: number, height: number, limit: number): Uint8Array {
  const out = new Uint8Array(width * height)
  for (let py = 0; py < height; py++)
    for (let px = 0; px < width; px++) {
      const cx = (px / width) * 3 - 2
      const cy = (py / height) * 2 - 1
      let x = 0
      let y = 0
      let n = 0
      while (x * x + y * y <= 4 && n < limit) {
        const t = x * x - y * y + cx
        y = 2 * x * y + cy
        x = t
        n++
      }
      out[py * width + px] = n
    }
  return out
}
// run: mandelbrot(12, 8, 50)

export function luDecompose(a: Float64Array, n: number, pivots: Int32Array): number {
  let sign = 1
  for (let i = 0; i < n; i++) pivots[i] = i
  for (let k = 0; k < n; k++) {
    let best = k
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) best = i
    if (a[best * n + k] === 0) throw new Error(`singular at column ${k}`)
    if (best !== k) {
      for (let j = 0; j < n; j++) {
        const t = a[k * n + j]
        a[k * n + j] = a[best * n + j]
        a[best * n + j] = t
      }
      const t = pivots[k]
      pivots[k] = pivots[best]
      pivots[best] = t
      sign = -sign
    }
    for (let i = k + 1; i < n; i++) {
      const f = (a[i * n + k] /= a[k * n + k])
      for (let j = k + 1; j < n; j++) a[i * n + j] -= f * a[k * n + j]
    }
  }
  let determinant = sign
  for (let i = 0; i < n; i++) determinant *= a[i * n + i]
  return determinant
}
// run: luDecompose(new Float64Array([2, 1, 1, 4, 3, 3, 8, 7, 9]), 3, new Int32Array(3))
// run: luDecompose(new Float64Array([1, 2, 2, 4]), 2, new Int32Array(2))

export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[re[i], re[j]] = [re[j], re[i]]
      ;[im[i], im[j]] = [im[j], im[i]]
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const angle = (-2 * Math.PI) / size
    const half = size >> 1
    for (let start = 0; start < n; start += size)
      for (let k = 0; k < half; k++) {
        const wr = Math.cos(angle * k)
        const wi = Math.sin(angle * k)
        const a = start + k
        const b = a + half
        const tr = re[b] * wr - im[b] * wi
        const ti = re[b] * wi + im[b] * wr
        re[b] = re[a] - tr
        im[b] = im[a] - ti
        re[a] += tr
        im[a] += ti
      }
  }
}
// run: fft(new Float64Array([1, 2, 3, 4, 0, 0, -1, 5]), new Float64Array(8))
// run: fft(new Float64Array(1), new Float64Array(1))

export function nBody(steps: number): number {
  const x = [0, 4.84, 8.34]
  const y = [0, -1.16, 4.12]
  const vx = [0, 0.6, -1.01]
  const vy = [0, 2.8, 1.81]
  const mass = [39.47, 0.037, 0.011]
  for (let s = 0; s < steps; s++) {
    for (let i = 0; i < 3; i++)
      for (let j = i + 1; j < 3; j++) {
        const dx = x[i] - x[j]
        const dy = y[i] - y[j]
        const d2 = dx * dx + dy * dy
        const f = 0.01 / (d2 * Math.sqrt(d2))
        vx[i] -= dx * mass[j] * f
        vy[i] -= dy * mass[j] * f
        vx[j] += dx * mass[i] * f
        vy[j] += dy * mass[i] * f
      }
    for (let i = 0; i < 3; i++) {
      x[i] += 0.01 * vx[i]
      y[i] += 0.01 * vy[i]
    }
  }
  return x[0] + y[1] + x[2]
}
// run: nBody(0)
// run: nBody(100)

export function simpson(n: number): number {
  const f = (x: number) => Math.exp(-x * x)
  const h = 2 / n
  let s = f(0) + f(2)
  for (let i = 1; i < n; i++) s += (i % 2 === 0 ? 2 : 4) * f(i * h)
  return (s * h) / 3
}
// run: simpson(10)

export function newtonSqrt(x: number): number {
  if (x < 0) return NaN
  if (x === 0) return x
  let r = x
  let last
  do {
    last = r
    r = (r + x / r) / 2
  } while (Math.abs(r - last) > 1e-15 * r)
  return r
}
// run: newtonSqrt(2)
// run: newtonSqrt(-1)
// run: newtonSqrt(-0) == -0

export function rungeKutta(steps: number): number {
  const derivative = (t: number, y: number) => y * Math.cos(t)
  let y = 1
  const h = 1 / steps
  for (let i = 0; i < steps; i++) {
    const t = i * h
    const k1 = derivative(t, y)
    const k2 = derivative(t + h / 2, y + (h / 2) * k1)
    const k3 = derivative(t + h / 2, y + (h / 2) * k2)
    const k4 = derivative(t + h, y + h * k3)
    y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4)
  }
  return y
}
// run: rungeKutta(20)

export function horner(coefficients: Float64Array, x: number): number {
  let r = 0
  for (let i = coefficients.length - 1; i >= 0; i--) r = r * x + coefficients[i]
  return r
}
// run: horner(new Float64Array([1, 2, 3]), 2) == 17
// run: horner(new Float64Array(0), 2) == 0

export function kahanSum(xs: Float64Array): number {
  let s = 0
  let c = 0
  for (const x of xs) {
    const y = x - c
    const t = s + y
    c = t - s - y
    s = t
  }
  return s
}
// run: kahanSum(new Float64Array([1e16, 1, -1e16, 1]))
// run: kahanSum(new Float64Array(10).fill(0.1))

export function standardDeviation(xs: Float64Array): number {
  const n = xs.length
  const mean = xs.reduce((a, b) => a + b, 0) / n
  const variance = xs.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1)
  return Math.sqrt(variance)
}
// run: standardDeviation(new Float64Array([2, 4, 4, 4, 5, 5, 7, 9]))
// run: standardDeviation(new Float64Array([1]))

export function conjugateGradient(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const x = new Float64Array(n)
  const r = b.slice()
  const p = b.slice()
  let old = 0
  for (let i = 0; i < n; i++) old += r[i] * r[i]
  for (let iteration = 0; iteration < n && old > 1e-20; iteration++) {
    const ap = new Float64Array(n)
    let pap = 0
    for (let i = 0; i < n; i++) {
      let s = 0
      for (let j = 0; j < n; j++) s += a[i * n + j] * p[j]
      ap[i] = s
      pap += s * p[i]
    }
    const alpha = old / pap
    let now = 0
    for (let i = 0; i < n; i++) {
      x[i] += alpha * p[i]
      r[i] -= alpha * ap[i]
      now += r[i] * r[i]
    }
    for (let i = 0; i < n; i++) p[i] = r[i] + (now / old) * p[i]
    old = now
  }
  return x
}
// run: conjugateGradient(new Float64Array([4, 1, 1, 3]), new Float64Array([1, 2]), 2)

export function spectralNorm(n: number): number {
  const a = (i: number, j: number) => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1)
  const u = new Float64Array(n).fill(1)
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  const times = (x: Float64Array, out: Float64Array, transposed: boolean) => {
    for (let i = 0; i < n; i++) {
      let s = 0
      for (let j = 0; j < n; j++) s += (transposed ? a(j, i) : a(i, j)) * x[j]
      out[i] = s
    }
  }
  for (let i = 0; i < 5; i++) {
    times(u, w, false)
    times(w, v, true)
    times(v, w, false)
    times(w, u, true)
  }
  let vBv = 0
  let vv = 0
  for (let i = 0; i < n; i++) {
    vBv += u[i] * v[i]
    vv += v[i] * v[i]
  }
  return Math.sqrt(vBv / vv)
}
// run: spectralNorm(20)

export function simplexNoise(x: number, y: number): number {
  const gradient = (hash: number, gx: number, gy: number) => {
    const h = hash & 7
    const u = h < 4 ? gx : gy
    const v = h < 4 ? gy : gx
    return (h & 1 ? -u : u) + (h & 2 ? -2 * v : 2 * v)
  }
  const hash = (i: number, j: number) => Math.imul(i * 374761393 + j * 668265263, 1274126177) >>> 16
  const f2 = 0.5 * (Math.sqrt(3) - 1)
  const g2 = (3 - Math.sqrt(3)) / 6
  const s = (x + y) * f2
  const i = Math.floor(x + s)
  const j = Math.floor(y + s)
  const t = (i + j) * g2
  const x0 = x - (i - t)
  const y0 = y - (j - t)
  const i1 = x0 > y0 ? 1 : 0
  const j1 = x0 > y0 ? 0 : 1
  let n = 0
  for (let corner = 0; corner < 3; corner++) {
    const ox = corner === 0 ? 0 : corner === 1 ? i1 : 1
    const oy = corner === 0 ? 0 : corner === 1 ? j1 : 1
    const dx = x0 - ox + corner * g2
    const dy = y0 - oy + corner * g2
    let weight = 0.5 - dx * dx - dy * dy
    if (weight > 0) {
      weight *= weight
      n += weight * weight * gradient(hash(i + ox, j + oy), dx, dy)
    }
  }
  return 40 * n
}
// run: simplexNoise(0.3, 0.7)
// run: simplexNoise(-12.5, 100.25)

export function legendre(n: number, x: number): number {
  if (n === 0) return 1
  let p0 = 1
  let p1 = x
  for (let k = 2; k <= n; k++) [p0, p1] = [p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k]
  return p1
}
// run: legendre(5, 0.3)
// run: legendre(0, 0.3) == 1

export function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length - 1)
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i + j] += a[i] * b[j]
  return out
}
// run: convolve(new Float64Array([1, 2, 3]), new Float64Array([0, 1, 0.5]))

export function jacobi(grid: Float64Array, n: number, steps: number): void {
  let from: Float64Array = grid
  let to: Float64Array = new Float64Array(grid.length)
  for (let s = 0; s < steps; s++) {
    for (let y = 1; y < n - 1; y++)
      for (let x = 1; x < n - 1; x++) {
        const i = y * n + x
        to[i] = 0.25 * (from[i - 1] + from[i + 1] + from[i - n] + from[i + n])
      }
    ;[from, to] = [to, from]
  }
  if (from !== grid) grid.set(from)
}
// run: jacobi(new Float64Array([1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1]), 4, 3)
// run: jacobi(new Float64Array([1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1]), 4, 2)
