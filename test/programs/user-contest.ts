/** Contest problems as users write them. */

export function dijkstra(n: number, edges: [number, number, number][], source: number): number[] {
  const graph: { to: number; cost: number }[][] = Array.from({ length: n }, () => [])
  for (const [from, to, cost] of edges) {
    graph[from].push({ to, cost })
    graph[to].push({ to: from, cost })
  }
  const distance = new Array<number>(n).fill(Infinity)
  const heap: [number, number][] = []
  const push = (d: number, v: number) => {
    let i = heap.length
    heap.push([d, v])
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (heap[parent][0] <= heap[i][0]) break
      ;[heap[parent], heap[i]] = [heap[i], heap[parent]]
      i = parent
    }
  }
  const pop = (): [number, number] => {
    const top = heap[0]
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      let i = 0
      for (;;) {
        const left = 2 * i + 1
        if (left >= heap.length) break
        const child = left + 1 < heap.length && heap[left + 1][0] < heap[left][0] ? left + 1 : left
        if (heap[i][0] <= heap[child][0]) break
        ;[heap[child], heap[i]] = [heap[i], heap[child]]
        i = child
      }
    }
    return top
  }
  distance[source] = 0
  push(0, source)
  while (heap.length > 0) {
    const [d, v] = pop()
    if (d > distance[v]) continue
    for (const { to, cost } of graph[v]) {
      const next = d + cost
      if (next < distance[to]) {
        distance[to] = next
        push(next, to)
      }
    }
  }
  return distance
}
// run: dijkstra(5, [[0, 1, 4], [0, 2, 1], [2, 1, 2], [1, 3, 5.5]], 0)
// run: dijkstra(1, [], 0)

export function knapsack(weights: number[], values: number[], capacity: number): number {
  const best = new Int32Array(capacity + 1)
  weights.forEach((w, i) => {
    for (let c = capacity; c >= w; c--) best[c] = Math.max(best[c], best[c - w] + values[i])
  })
  return best[capacity]
}
// run: knapsack([1, 3, 4, 5], [1, 4, 5, 7], 7) == 9

export function longestIncreasing(a: number[]): number[] {
  const tails: number[] = []
  const previous = a.map(() => -1)
  a.forEach((x, i) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (a[tails[middle]] < x) low = middle + 1
      else high = middle
    }
    if (low > 0) previous[i] = tails[low - 1]
    tails[low] = i
  })
  const out: number[] = []
  for (let k = tails.length > 0 ? tails[tails.length - 1] : -1; k >= 0; k = previous[k]) out.unshift(a[k])
  return out
}
// run: longestIncreasing([3, 1, 4, 1, 5, 9, 2, 6])
// run: longestIncreasing([])

export function unionFind(n: number, pairs: [number, number][]): number {
  const parent = Int32Array.from({ length: n }, (_, i) => i)
  const find = (x: number): number => (parent[x] === x ? x : (parent[x] = find(parent[x])))
  let components = n
  for (const [a, b] of pairs) {
    const [x, y] = [find(a), find(b)]
    if (x !== y) {
      parent[x] = y
      components--
    }
  }
  return components
}
// run: unionFind(6, [[0, 1], [1, 2], [3, 4], [2, 0]]) == 3

export function permutations(n: number): number {
  const items = Array.from({ length: n }, (_, i) => i + 1)
  const results: number[][] = []
  const go = (k: number) => {
    if (k === n) {
      results.push([...items])
      return
    }
    for (let i = k; i < n; i++) {
      ;[items[k], items[i]] = [items[i], items[k]]
      go(k + 1)
      ;[items[k], items[i]] = [items[i], items[k]]
    }
  }
  go(0)
  return results.reduce((sum, p, i) => sum + i * p[0] + p[n - 1], 0) + results.length * 1000
}
// run: permutations(4)
// run: permutations(1)

export function queens(n: number): number {
  const solve = (row: number, columns: number, left: number, right: number): number => {
    if (row === n) return 1
    let count = 0
    let free = ~(columns | left | right) & ((1 << n) - 1)
    while (free) {
      const bit = free & -free
      free ^= bit
      count += solve(row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    }
    return count
  }
  return solve(0, 0, 0, 0)
}
// run: queens(6) == 4
// run: queens(8) == 92

export function sudoku(cells: number[]): number[] | null {
  const grid = cells.slice()
  const fits = (at: number, value: number) => {
    const r = Math.floor(at / 4)
    const c = at % 4
    for (let i = 0; i < 4; i++) {
      if (grid[r * 4 + i] === value || grid[i * 4 + c] === value) return false
      const br = r - (r % 2) + (i >> 1)
      const bc = c - (c % 2) + (i & 1)
      if (grid[br * 4 + bc] === value) return false
    }
    return true
  }
  const solve = (): boolean => {
    const at = grid.indexOf(0)
    if (at < 0) return true
    for (let v = 1; v <= 4; v++) {
      if (!fits(at, v)) continue
      grid[at] = v
      if (solve()) return true
      grid[at] = 0
    }
    return false
  }
  return solve() ? grid : null
}
// run: sudoku([1, 0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 0, 0, 0, 2])
// run: sudoku([1, 1, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 0, 0, 0, 2])

export function mergeIntervals(intervals: [number, number][]): [number, number][] {
  intervals.sort(([a], [b]) => a - b)
  const merged: [number, number][] = []
  for (const [start, end] of intervals) {
    const last = merged[merged.length - 1]
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}
// run: mergeIntervals([[8, 10], [1, 3], [2, 6], [15, 18], [17, 17.5]])
// run: mergeIntervals([])

export function modularInverse(a: bigint, m: bigint): bigint {
  const extended = (x: bigint, y: bigint): [bigint, bigint, bigint] => {
    if (y === 0n) return [x, 1n, 0n]
    const [g, s, t] = extended(y, x % y)
    return [g, t, s - (x / y) * t]
  }
  const [g, s] = extended(a, m)
  if (g !== 1n) throw new RangeError('no inverse')
  return ((s % m) + m) % m
}
// run: modularInverse(3n, 11n) == 4n
// run: modularInverse(4n, 8n) throws RangeError

export function wordCounts(text: Uint8Array): { words: number; longest: number; lines: number } {
  const counts = { words: 0, longest: 0, lines: 1 }
  let length = 0
  for (const c of text) {
    if (c === 10) counts.lines++
    if (c === 32 || c === 10) {
      if (length > 0) counts.words++
      length = 0
    } else counts.longest = Math.max(counts.longest, ++length)
  }
  if (length) counts.words++
  return counts
}
// run: wordCounts(new Uint8Array([97, 98, 32, 99, 10, 100, 101, 102]))
// run: wordCounts(new Uint8Array(0))

export function segmentTree(values: number[], queries: [number, number][]): number[] {
  const n = values.length
  const tree: number[] = [...Array(n).fill(Infinity), ...values]
  for (let i = n - 1; i > 0; i--) tree[i] = Math.min(tree[2 * i], tree[2 * i + 1])
  const query = (low: number, high: number) => {
    let best = Infinity
    for (let l = low + n, r = high + n; l < r; l >>= 1, r >>= 1) {
      if (l & 1) best = Math.min(best, tree[l++])
      if (r & 1) best = Math.min(best, tree[--r])
    }
    return best
  }
  return queries.map(([low, high]) => query(low, high))
}
// run: segmentTree([5, 2, 8, 1, 9], [[0, 2], [2, 5], [4, 5], [1, 1]])

export function topological(n: number, edges: [number, number][]): number[] {
  const out: number[][] = [...Array(n)].map(() => [])
  const incoming = new Uint32Array(n)
  edges.forEach(([a, b]) => {
    out[a].push(b)
    incoming[b]++
  })
  const ready: number[] = []
  incoming.forEach((count, v) => count === 0 && ready.push(v))
  const order: number[] = []
  while (ready.length) {
    const v = ready.shift()!
    order.push(v)
    for (const w of out[v]) if (--incoming[w] === 0) ready.push(w)
  }
  if (order.length < n) throw new Error('there is a cycle')
  return order
}
// run: topological(5, [[0, 1], [1, 2], [3, 2], [2, 4]])
// run: topological(2, [[0, 1], [1, 0]])

export function editScript(a: Uint8Array, b: Uint8Array): number[] {
  const cost: number[][] = []
  for (let i = 0; i <= a.length; i++) {
    cost.push(new Array(b.length + 1).fill(0))
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) cost[i][j] = i + j
      else cost[i][j] = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + +(a[i - 1] !== b[j - 1]))
    }
  }
  return cost[a.length]
}
// run: editScript(new Uint8Array([1, 2, 3, 4]), new Uint8Array([2, 3, 5]))
// run: editScript(new Uint8Array(0), new Uint8Array(2))

export function expressionValue(tokens: { op: boolean; value: number }[]): number {
  const stack: number[] = []
  for (const token of tokens) {
    if (!token.op) {
      stack.push(token.value)
      continue
    }
    const b = stack.pop()
    const a = stack.pop()
    if (a === undefined || b === undefined) throw new Error('too few operands')
    stack.push(token.value === 0 ? a + b : token.value === 1 ? a - b : a * b)
  }
  return stack[0]
}
// run: expressionValue([{ op: false, value: 3 }, { op: false, value: 4 }, { op: true, value: 2 }])
// run: expressionValue([{ op: true, value: 2 }])

export function sieveFactors(n: number): number[][] {
  const smallest = new Uint32Array(n + 1).map((_, i) => i)
  for (let i = 2; i * i <= n; i++) if (smallest[i] === i) for (let j = i * i; j <= n; j += i) if (smallest[j] === j) smallest[j] = i
  const factor = (x: number): number[] => (x < 2 ? [] : [smallest[x], ...factor(x / smallest[x])])
  return [n, n - 1, n - 2].map(factor)
}
// run: sieveFactors(60)

export function medianOf(xs: Float64Array): number {
  const sorted = xs.slice().sort()
  const m = sorted.length >> 1
  return sorted.length % 2 ? sorted[m] : (sorted[m - 1] + sorted[m]) / 2
}
// run: medianOf(new Float64Array([5, 1, 3]))
// run: medianOf(new Float64Array([5, 1, 3, 2]))
