/** Dynamic programming, search and puzzles. */

export function nQueens(n: number): number {
  const place = (columns: number, left: number, right: number, row: number): number => {
    if (row === n) return 1
    let count = 0
    let free = ~(columns | left | right) & ((1 << n) - 1)
    while (free !== 0) {
      const bit = free & -free
      free ^= bit
      count += place(columns | bit, (left | bit) << 1, (right | bit) >> 1, row + 1)
    }
    return count
  }
  return place(0, 0, 0, 0)
}
// run: nQueens(6) == 4
// run: nQueens(8) == 92

export function knapsack(weights: Int32Array, values: Int32Array, capacity: number): number {
  const best = new Int32Array(capacity + 1)
  for (let i = 0; i < weights.length; i++)
    for (let w = capacity; w >= weights[i]; w--) best[w] = Math.max(best[w], best[w - weights[i]] + values[i])
  return best[capacity]
}
// run: knapsack(new Int32Array([1, 3, 4, 5]), new Int32Array([1, 4, 5, 7]), 7) == 9
// run: knapsack(new Int32Array(0), new Int32Array(0), 0) == 0

export function longestIncreasing(a: Int32Array): number {
  const tails: number[] = []
  for (const x of a) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (tails[middle] < x) low = middle + 1
      else high = middle
    }
    tails[low] = x
  }
  return tails.length
}
// run: longestIncreasing(new Int32Array([10, 9, 2, 5, 3, 7, 101, 18])) == 4
// run: longestIncreasing(new Int32Array(0)) == 0

export function editDistance(a: Uint8Array, b: Uint8Array): number {
  const row = new Int32Array(b.length + 1)
  for (let j = 0; j <= b.length; j++) row[j] = j
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]
      row[j] = a[i - 1] === b[j - 1] ? diagonal : 1 + Math.min(diagonal, above, row[j - 1])
      diagonal = above
    }
  }
  return row[b.length]
}
// run: editDistance(new Uint8Array([107, 105, 116, 116, 101, 110]), new Uint8Array([115, 105, 116, 116, 105, 110, 103])) == 3
// run: editDistance(new Uint8Array(0), new Uint8Array(3)) == 3

export function longestCommon(a: Uint8Array, b: Uint8Array): number {
  const m = b.length + 1
  const table = new Uint16Array((a.length + 1) * m)
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i * m + j] = a[i - 1] === b[j - 1] ? table[(i - 1) * m + j - 1] + 1 : Math.max(table[(i - 1) * m + j], table[i * m + j - 1])
  return table[table.length - 1]
}
// run: longestCommon(new Uint8Array([1, 2, 3, 4]), new Uint8Array([2, 4, 3, 4])) == 3

export function coinChange(coins: Int32Array, amount: number): number {
  const ways = new Float64Array(amount + 1)
  ways[0] = 1
  for (const c of coins) for (let x = c; x <= amount; x++) ways[x] += ways[x - c]
  return ways[amount]
}
// run: coinChange(new Int32Array([1, 5, 10, 25, 50]), 100) == 292

export function gameOfLife(cells: Uint8Array, width: number, height: number, steps: number): Uint8Array {
  let now = cells
  for (let s = 0; s < steps; s++) {
    const next = new Uint8Array(width * height)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let neighbours = 0
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++)
            if (dx !== 0 || dy !== 0) neighbours += now[((y + dy + height) % height) * width + ((x + dx + width) % width)]
        next[y * width + x] = neighbours === 3 || (neighbours === 2 && now[y * width + x]) ? 1 : 0
      }
    now = next
  }
  return now
}
// run: gameOfLife(new Uint8Array([0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0]), 4, 4, 3)

export function sudoku(grid: Uint8Array): boolean {
  const rows = new Uint16Array(9)
  const columns = new Uint16Array(9)
  const boxes = new Uint16Array(9)
  for (let i = 0; i < 81; i++) {
    if (!grid[i]) continue
    const bit = 1 << grid[i]
    const r = (i / 9) | 0
    const c = i % 9
    rows[r] |= bit
    columns[c] |= bit
    boxes[((r / 3) | 0) * 3 + ((c / 3) | 0)] |= bit
  }
  const solve = (i: number): boolean => {
    while (i < 81 && grid[i]) i++
    if (i === 81) return true
    const r = (i / 9) | 0
    const c = i % 9
    const b = ((r / 3) | 0) * 3 + ((c / 3) | 0)
    for (let d = 1; d <= 9; d++) {
      const bit = 1 << d
      if ((rows[r] | columns[c] | boxes[b]) & bit) continue
      rows[r] |= bit
      columns[c] |= bit
      boxes[b] |= bit
      grid[i] = d
      if (solve(i + 1)) return true
      grid[i] = 0
      rows[r] ^= bit
      columns[c] ^= bit
      boxes[b] ^= bit
    }
    return false
  }
  return solve(0)
}
// run: sudoku(Uint8Array.from('530070000600195000098000060800060003400803001700020006060000280000419005000080079', Number)) == true
// run: sudoku(Uint8Array.from('550070000600195000098000060800060003400803001700020006060000280000419005000080079', Number)) == false

export function pascal(n: number): number[][] {
  const rows: number[][] = []
  for (let i = 0; i < n; i++) {
    const row = new Array<number>(i + 1).fill(1)
    for (let j = 1; j < i; j++) row[j] = rows[i - 1][j - 1] + rows[i - 1][j]
    rows.push(row)
  }
  return rows
}
// run: pascal(6)

export function maximumSubarray(a: Float64Array): [number, number, number] {
  let best = -Infinity
  let from = 0
  let to = 0
  let sum = 0
  let start = 0
  for (let i = 0; i < a.length; i++) {
    if (sum <= 0) {
      sum = 0
      start = i
    }
    sum += a[i]
    if (sum > best) {
      best = sum
      from = start
      to = i + 1
    }
  }
  return [best, from, to]
}
// run: maximumSubarray(new Float64Array([-2, 1, -3, 4, -1, 2, 1, -5, 4]))
// run: maximumSubarray(new Float64Array(0))

export function subsetSum(a: Int32Array, target: number): number {
  let count = 0
  for (let mask = 0; mask < 1 << a.length; mask++) {
    let s = 0
    for (let i = 0; i < a.length; i++) if ((mask >> i) & 1) s += a[i]
    if (s === target) count++
  }
  return count
}
// run: subsetSum(new Int32Array([3, 34, 4, 12, 5, 2]), 9) == 2

export function perfectNumbers(limit: number): number[] {
  const found: number[] = []
  for (let n = 2; n < limit; n++) {
    let s = 1
    for (let d = 2; d * d <= n; d++) if (n % d === 0) s += d * d === n ? d : d + n / d
    if (s === n) found.push(n)
  }
  return found
}
// run: perfectNumbers(500)

export function romanNumeral(n: number): string {
  const values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
  const letters = ['M', 'CM', 'D', 'CD', 'C', 'XC', 'L', 'XL', 'X', 'IX', 'V', 'IV', 'I']
  let out = ''
  for (let i = 0; i < values.length; i++) {
    while (n >= values[i]) {
      out += letters[i]
      n -= values[i]
    }
  }
  return out
}
// run: romanNumeral(1994) == 'MCMXCIV'
