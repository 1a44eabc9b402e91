/** Graphs and geometry on flat arrays. */

export function floydWarshall(d: Float64Array, n: number): void {
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const through = d[i * n + k] + d[k * n + j]
        if (through < d[i * n + j]) d[i * n + j] = through
      }
}
// run: floydWarshall(new Float64Array([0, 3, Infinity, 7, 8, 0, 2, Infinity, 5, Infinity, 0, 1, 2, Infinity, Infinity, 0]), 4)

export function dijkstra(offsets: Int32Array, targets: Int32Array, weights: Float64Array, source: number): Float64Array {
  const n = offsets.length - 1
  const distance = new Float64Array(n).fill(Infinity)
  const done = new Uint8Array(n)
  distance[source] = 0
  for (let round = 0; round < n; round++) {
    let u = -1
    for (let v = 0; v < n; v++) if (!done[v] && (u < 0 || distance[v] < distance[u])) u = v
    if (u < 0 || distance[u] === Infinity) break
    done[u] = 1
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const candidate = distance[u] + weights[e]
      if (candidate < distance[targets[e]]) distance[targets[e]] = candidate
    }
  }
  return distance
}
// run: dijkstra(new Int32Array([0, 2, 3, 4, 4]), new Int32Array([1, 2, 3, 1]), new Float64Array([1, 4, 6, 2]), 0)
// run: dijkstra(new Int32Array([0, 2, 3, 4, 4]), new Int32Array([1, 2, 3, 1]), new Float64Array([1, 4, 6, 2]), 3)

export function unionFind(pairs: Int32Array, n: number): number {
  const parent = new Int32Array(n)
  for (let i = 0; i < n; i++) parent[i] = i
  const find = (x: number): number => {
    while (parent[x] !== x) {
      parent[x] = parent[parent[x]]
      x = parent[x]
    }
    return x
  }
  let components = n
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const a = find(pairs[i])
    const b = find(pairs[i + 1])
    if (a !== b) {
      parent[a] = b
      components--
    }
  }
  return components
}
// run: unionFind(new Int32Array([0, 1, 2, 3, 1, 3]), 6) == 3
// run: unionFind(new Int32Array(0), 0) == 0

export function breadthFirst(grid: Uint8Array, width: number, start: number, goal: number): number {
  const distance = new Int32Array(grid.length).fill(-1)
  const queue = new Int32Array(grid.length)
  let head = 0
  let tail = 0
  distance[start] = 0
  queue[tail++] = start
  while (head < tail) {
    const at = queue[head++]
    if (at === goal) return distance[at]
    const x = at % width
    const moves = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]
    for (const next of moves) {
      if (next < 0 || next >= grid.length || grid[next] || distance[next] >= 0) continue
      distance[next] = distance[at] + 1
      queue[tail++] = next
    }
  }
  return -1
}
// run: breadthFirst(new Uint8Array([0, 1, 0, 0, 1, 0, 0, 0, 0]), 3, 0, 2) == 6
// run: breadthFirst(new Uint8Array([0, 1, 0, 1, 1, 0, 0, 0, 0]), 3, 0, 2) == -1

export function topological(from: Int32Array, to: Int32Array, n: number): number[] {
  const incoming = new Int32Array(n)
  for (const t of to) incoming[t]++
  const ready: number[] = []
  for (let i = 0; i < n; i++) if (incoming[i] === 0) ready.push(i)
  const order: number[] = []
  while (ready.length) {
    const node = ready.pop()!
    order.push(node)
    for (let e = 0; e < from.length; e++) if (from[e] === node && --incoming[to[e]] === 0) ready.push(to[e])
  }
  if (order.length < n) throw new Error(`cycle among ${n - order.length} nodes`)
  return order
}
// run: topological(new Int32Array([0, 0, 1, 2]), new Int32Array([1, 2, 3, 3]), 4)
// run: topological(new Int32Array([0, 1]), new Int32Array([1, 0]), 3)

export function convexHull(xs: Float64Array, ys: Float64Array): number[] {
  const order = Array.from({ length: xs.length }, (_, i) => i)
  order.sort((a, b) => xs[a] - xs[b] || ys[a] - ys[b])
  const cross = (o: number, a: number, b: number) => (xs[a] - xs[o]) * (ys[b] - ys[o]) - (ys[a] - ys[o]) * (xs[b] - xs[o])
  const hull: number[] = []
  for (let pass = 0; pass < 2; pass++) {
    const base = hull.length
    for (const i of order) {
      while (hull.length >= base + 2 && cross(hull[hull.length - 2], hull[hull.length - 1], i) <= 0) hull.pop()
      hull.push(i)
    }
    hull.pop()
    order.reverse()
  }
  return hull
}
// run: convexHull(new Float64Array([0, 1, 2, 1, 1, 0, 2]), new Float64Array([0, 0, 0, 1, 0.5, 2, 2]))

export function pointInPolygon(xs: Float64Array, ys: Float64Array, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++)
    if (ys[i] > y !== ys[j] > y && x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside = !inside
  return inside
}
// run: pointInPolygon(new Float64Array([0, 4, 4, 0]), new Float64Array([0, 0, 4, 4]), 2, 2) == true
// run: pointInPolygon(new Float64Array([0, 4, 4, 0]), new Float64Array([0, 0, 4, 4]), 5, 2) == false

export function polygonArea(points: { x: number; y: number }[]): number {
  let area = 0
  for (let i = 0; i < points.length; i++) {
    const p = points[i]
    const q = points[(i + 1) % points.length]
    area += p.x * q.y - q.x * p.y
  }
  return Math.abs(area) / 2
}
// run: polygonArea([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 3 }]) == 6
// run: polygonArea([]) == 0

export function closestPair(xs: Float64Array, ys: Float64Array): { first: number; second: number; distance: number } {
  let best = { first: -1, second: -1, distance: Infinity }
  for (let i = 0; i < xs.length; i++)
    for (let j = i + 1; j < xs.length; j++) {
      const distance = Math.hypot(xs[i] - xs[j], ys[i] - ys[j])
      if (distance < best.distance) best = { first: i, second: j, distance }
    }
  return best
}
// run: closestPair(new Float64Array([0, 5, 5.5, 9]), new Float64Array([0, 5, 5.25, 1]))
// run: closestPair(new Float64Array(0), new Float64Array(0))

export function pageRank(links: Uint8Array, n: number, rounds: number): Float64Array {
  let rank = new Float64Array(n).fill(1 / n)
  const degree = new Int32Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) degree[i] += links[i * n + j]
  while (rounds-- > 0) {
    const next = new Float64Array(n).fill(0.15 / n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (links[i * n + j]) next[j] += (0.85 * rank[i]) / degree[i]
    rank = next
  }
  return rank
}
// run: pageRank(new Uint8Array([0, 1, 1, 1, 0, 0, 0, 1, 0]), 3, 5)

export function kMeans(points: Float64Array, k: number, rounds: number): Float64Array {
  const centres = points.slice(0, k)
  const sums = new Float64Array(k)
  const counts = new Int32Array(k)
  for (let r = 0; r < rounds; r++) {
    sums.fill(0)
    counts.fill(0)
    for (const p of points) {
      let best = 0
      for (let c = 1; c < k; c++) if (Math.abs(p - centres[c]) < Math.abs(p - centres[best])) best = c
      sums[best] += p
      counts[best]++
    }
    for (let c = 0; c < k; c++) if (counts[c] > 0) centres[c] = sums[c] / counts[c]
  }
  return centres
}
// run: kMeans(new Float64Array([1, 9, 1.5, 8, 2, 10]), 2, 4)
