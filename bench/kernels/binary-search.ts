function lowerBound(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < x) low = middle + 1
    else high = middle
  }
  return low
}

export function binarySearch(sorted: Float64Array, queries: Float64Array): number {
  let sum = 0
  for (const x of queries) sum += lowerBound(sorted, x)
  return sum
}
