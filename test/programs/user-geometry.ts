/** Geometry and images as users write them. */

interface Point {
  x: number
  y: number
}

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)

export function convexHull(points: Point[]): Point[] {
  const sorted = points.slice().sort((a, b) => a.x - b.x || a.y - b.y)
  if (sorted.length < 3) return sorted
  const half = (list: Point[]): Point[] => {
    const chain: Point[] = []
    for (const p of list) {
      while (chain.length >= 2 && cross(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop()
      chain.push(p)
    }
    chain.pop()
    return chain
  }
  return [...half(sorted), ...half(sorted.reverse())]
}
// run: convexHull([{ x: 0, y: 0 }, { x: 2, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 }, { x: 0, y: 2 }, { x: 1, y: 0.5 }])
// run: convexHull([{ x: 0, y: 0 }])

export function polygonArea(xs: Float64Array, ys: Float64Array): number {
  let area = 0
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) area += (xs[j] + xs[i]) * (ys[j] - ys[i])
  return Math.abs(area / 2)
}
// run: polygonArea(new Float64Array([0, 4, 4, 0]), new Float64Array([0, 0, 3, 3])) == 12
// run: polygonArea(new Float64Array(0), new Float64Array(0)) == 0

export function pointInPolygon(polygon: [number, number][], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]
    const [xj, yj] = polygon[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
// run: pointInPolygon([[0, 0], [4, 0], [4, 4], [0, 4]], 2, 2) == true
// run: pointInPolygon([[0, 0], [4, 0], [4, 4], [0, 4]], 5, 2) == false
// run: pointInPolygon([], 5, 2) == false

export function closestPair(xs: Float64Array, ys: Float64Array): { distance: number; pair: [number, number] } | null {
  let best: { distance: number; pair: [number, number] } | null = null
  for (let i = 0; i < xs.length; i++) {
    for (let j = i + 1; j < xs.length; j++) {
      const distance = Math.hypot(xs[i] - xs[j], ys[i] - ys[j])
      if (best === null || distance < best.distance) best = { distance, pair: [i, j] }
    }
  }
  return best
}
// run: closestPair(new Float64Array([0, 5, 5.5, 9]), new Float64Array([0, 5, 5, 1]))
// run: closestPair(new Float64Array(1), new Float64Array(1))

type Vec3 = [number, number, number]

export function rayTrace(width: number, height: number): Uint8ClampedArray {
  const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
  const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
  const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k]
  const normal = (a: Vec3): Vec3 => scale(a, 1 / Math.sqrt(dot(a, a)))
  const spheres = [
    { centre: [0, 0, 5] as Vec3, radius: 1, colour: [255, 80, 0] },
    { centre: [1, 1, 6] as Vec3, radius: 1.5, colour: [0, 120, 255] },
  ]
  const light = normal([1, -1, -1])
  const image = new Uint8ClampedArray(width * height * 4)
  for (let py = 0; py < height; py++) {
    for (let px = 0; px < width; px++) {
      const direction = normal([(px / width - 0.5) * 2, (py / height - 0.5) * 2, 2])
      let nearest = Infinity
      let shade: number[] = [0, 0, 0]
      for (const { centre, radius, colour } of spheres) {
        const b = dot(direction, centre)
        const d = b * b - dot(centre, centre) + radius * radius
        if (d < 0) continue
        const t = b - Math.sqrt(d)
        if (t > 0 && t < nearest) {
          nearest = t
          const n = normal(sub(scale(direction, t), centre))
          const k = Math.max(0.1, dot(n, light))
          shade = colour.map((c) => c * k)
        }
      }
      image.set([...shade, 255], (py * width + px) * 4)
    }
  }
  return image
}
// run: rayTrace(6, 4)

export function boxBlur(image: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(image.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      let count = 0
      for (let yy = Math.max(0, y - radius); yy <= Math.min(height - 1, y + radius); yy++)
        for (let xx = Math.max(0, x - radius); xx <= Math.min(width - 1, x + radius); xx++) {
          sum += image[yy * width + xx]
          count++
        }
      out[y * width + x] = sum / count + 0.5
    }
  }
  return out
}
// run: boxBlur(new Uint8Array([0, 255, 0, 9, 9, 200, 100, 50, 25]), 3, 3, 1)
// run: boxBlur(new Uint8Array(0), 0, 0, 1)

export function greyscale(pixels: Uint8ClampedArray): void {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2)
  for (let i = 0; i < words.length; i++) {
    const p = words[i]
    const r = p & 255
    const g = (p >> 8) & 255
    const b = (p >> 16) & 255
    const y = (r * 77 + g * 150 + b * 29) >> 8
    words[i] = (p & 0xff000000) | (y << 16) | (y << 8) | y
  }
}
// run: greyscale(new Uint8ClampedArray([10, 200, 30, 255, 255, 255, 255, 0]))

export function convolve(image: Float32Array, width: number, kernel: number[]): Float32Array {
  const size = Math.sqrt(kernel.length)
  const half = size >> 1
  const height = image.length / width
  return image.map((_, i) => {
    const x = i % width
    const y = Math.floor(i / width)
    let s = 0
    for (let k = 0; k < kernel.length; k++) {
      const xx = x + (k % size) - half
      const yy = y + Math.floor(k / size) - half
      if (xx >= 0 && xx < width && yy >= 0 && yy < height) s += kernel[k] * image[yy * width + xx]
    }
    return s
  })
}
// run: convolve(new Float32Array([1, 2, 3, 4, 5, 6]), 3, [0, 1, 0, 1, -4, 1, 0, 1, 0])

export function otsu(histogram: Uint32Array): number {
  const total = histogram.reduce((a, b) => a + b, 0)
  const sum = histogram.reduce((a, b, i) => a + b * i, 0)
  let [weight, part, best, threshold] = [0, 0, -1, 0]
  for (let t = 0; t < histogram.length; t++) {
    weight += histogram[t]
    if (weight === 0) continue
    const rest = total - weight
    if (rest === 0) break
    part += t * histogram[t]
    const between = weight * rest * (part / weight - (sum - part) / rest) ** 2
    if (between > best) {
      best = between
      threshold = t
    }
  }
  return threshold
}
// run: otsu(new Uint32Array([5, 9, 2, 0, 1, 7, 8]))
// run: otsu(new Uint32Array(4))

export function floodFill(grid: Uint8Array, width: number, start: number, colour: number): number {
  const height = grid.length / width
  const from = grid[start]
  if (from === colour || from === undefined) return 0
  const stack: [number, number][] = [[start % width, (start / width) | 0]]
  let filled = 0
  while (stack.length > 0) {
    const [x, y] = stack.pop()!
    if (x < 0 || y < 0 || x >= width || y >= height || grid[y * width + x] !== from) continue
    grid[y * width + x] = colour
    filled++
    stack.push([x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1])
  }
  return filled
}
// run: floodFill(new Uint8Array([0, 0, 1, 1, 0, 1, 0, 0, 0]), 3, 0, 7) == 6
// run: floodFill(new Uint8Array([0, 0, 1, 1]), 2, 9, 7) == 0

export function rotateMatrix(m: number[][]): number[][] {
  return m[0].map((_, i) => m.map((row) => row[i]).reverse())
}
// run: rotateMatrix([[1, 2, 3], [4, 5, 6]])

export function transform(points: Float32Array, matrix: number[][]): Float32Array {
  const out = new Float32Array(points.length)
  for (let i = 0; i < points.length; i += 2) {
    const p = [points[i], points[i + 1], 1]
    const [x, y] = matrix.map((row) => row.reduce((s, v, k) => s + v * p[k], 0))
    out[i] = x
    out[i + 1] = y
  }
  return out
}
// run: transform(new Float32Array([1, 2, 3, 4]), [[0, -1, 5], [1, 0, 0.5]])
