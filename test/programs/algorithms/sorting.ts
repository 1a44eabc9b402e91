/** Sorting and searching. */

export function quicksort(a: Float64Array, low: number, high: number): void {
  if (low >= high) return
  const pivot = a[(low + high) >> 1]
  let i = low
  let j = high
  while (i <= j) {
    while (a[i] < pivot) i++
    while (a[j] > pivot) j--
    if (i <= j) {
      ;[a[i], a[j]] = [a[j], a[i]]
      i++
      j--
    }
  }
  quicksort(a, low, j)
  quicksort(a, i, high)
}
// run: quicksort(new Float64Array([5, 3, 9, -1, 0, 3, 2]), 0, 6)
// run: quicksort(new Float64Array(0), 0, -1)
// run: quicksort(new Float64Array([2, 1]), 0, 1)

export function heapsort(a: Float64Array): void {
  const siftDown = (root: number, end: number) => {
    for (;;) {
      let child = 2 * root + 1
      if (child >= end) return
      if (child + 1 < end && a[child] < a[child + 1]) child++
      if (a[root] >= a[child]) return
      const t = a[root]
      a[root] = a[child]
      a[child] = t
      root = child
    }
  }
  const n = a.length
  for (let i = (n >> 1) - 1; i >= 0; i--) siftDown(i, n)
  for (let end = n - 1; end > 0; end--) {
    const t = a[0]
    a[0] = a[end]
    a[end] = t
    siftDown(0, end)
  }
}
// run: heapsort(new Float64Array([5, 3, 9, -1, 0, 3, 2]))
// run: heapsort(new Float64Array(1))
// run: heapsort(Float64Array.from({ length: 100 }, (_, i) => (i * 7919) % 101))

export function mergesort(a: Float64Array): void {
  const n = a.length
  const buffer = new Float64Array(n)
  for (let width = 1; width < n; width *= 2) {
    for (let i = 0; i < n; i += 2 * width) {
      const middle = Math.min(i + width, n)
      const end = Math.min(i + 2 * width, n)
      let left = i
      let right = middle
      for (let k = i; k < end; k++) buffer[k] = left < middle && (right >= end || a[left] <= a[right]) ? a[left++] : a[right++]
    }
    a.set(buffer)
  }
}
// run: mergesort(new Float64Array([5, 3, 9, -1, 0, 3, 2]))
// run: mergesort(new Float64Array(0))

export function insertionSort(a: Int32Array): number {
  let moves = 0
  for (let i = 1; i < a.length; i++) {
    const x = a[i]
    let j = i - 1
    while (j >= 0 && a[j] > x) {
      a[j + 1] = a[j--]
      moves++
    }
    a[j + 1] = x
  }
  return moves
}
// run: insertionSort(new Int32Array([3, 2, 1])) == 3
// run: insertionSort(new Int32Array(0)) == 0

export function shellSort(a: Int32Array): void {
  for (let gap = a.length >> 1; gap > 0; gap >>= 1)
    for (let i = gap; i < a.length; i++) {
      const t = a[i]
      let j
      for (j = i; j >= gap && a[j - gap] > t; j -= gap) a[j] = a[j - gap]
      a[j] = t
    }
}
// run: shellSort(new Int32Array([9, 8, 7, 1, 2, 3]))

export function radixSort(a: Uint32Array): void {
  let from: Uint32Array = a
  let to: Uint32Array = new Uint32Array(a.length)
  for (let shift = 0; shift < 32; shift += 8) {
    const counts = new Int32Array(257)
    for (let i = 0; i < from.length; i++) counts[((from[i] >>> shift) & 255) + 1]++
    for (let i = 0; i < 256; i++) counts[i + 1] += counts[i]
    for (let i = 0; i < from.length; i++) to[counts[(from[i] >>> shift) & 255]++] = from[i]
    const t = from
    from = to
    to = t
  }
}
// run: radixSort(new Uint32Array([4294967295, 0, 65536, 255, 256, 1]))

export function binarySearch(a: Float64Array, x: number): number {
  let low = 0
  let high = a.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (a[middle] < x) low = middle + 1
    else if (a[middle] > x) high = middle - 1
    else return middle
  }
  return ~low
}
// run: binarySearch(new Float64Array([1, 3, 5]), 3) == 1
// run: binarySearch(new Float64Array([1, 3, 5]), 4) == -3
// run: binarySearch(new Float64Array([1, 3, 5]), NaN)
// run: binarySearch(new Float64Array(0), 1) == -1

export function quickSelect(a: Float64Array, k: number): number {
  let low = 0
  let high = a.length - 1
  for (;;) {
    if (low === high) return a[low]
    let store = low
    const pivot = a[high]
    for (let i = low; i < high; i++)
      if (a[i] < pivot) {
        const t = a[store]
        a[store++] = a[i]
        a[i] = t
      }
    a[high] = a[store]
    a[store] = pivot
    if (k === store) return pivot
    if (k < store) high = store - 1
    else low = store + 1
  }
}
// run: quickSelect(new Float64Array([9, 1, 8, 2, 7]), 2) == 7

export function permutations(n: number): number {
  const a = Array.from({ length: n }, (_, i) => i)
  let count = 0
  let checksum = 0
  const visit = (k: number): void => {
    if (k === n) {
      count++
      checksum = (checksum * 31 + a[0] * 7 + a[n - 1]) % 1000003
      return
    }
    for (let i = k; i < n; i++) {
      ;[a[k], a[i]] = [a[i], a[k]]
      visit(k + 1)
      ;[a[k], a[i]] = [a[i], a[k]]
    }
  }
  visit(0)
  return count * 10000000 + checksum
}
// run: permutations(5)

export function priorityQueue(xs: Float64Array): number[] {
  const heap: number[] = []
  const push = (x: number) => {
    heap.push(x)
    let i = heap.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (heap[parent] <= heap[i]) break
      ;[heap[parent], heap[i]] = [heap[i], heap[parent]]
      i = parent
    }
  }
  const pop = (): number => {
    const top = heap[0]
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      let i = 0
      for (;;) {
        const left = 2 * i + 1
        if (left >= heap.length) break
        const child = left + 1 < heap.length && heap[left + 1] < heap[left] ? left + 1 : left
        if (heap[i] <= heap[child]) break
        ;[heap[child], heap[i]] = [heap[i], heap[child]]
        i = child
      }
    }
    return top
  }
  for (const x of xs) push(x)
  const out: number[] = []
  while (heap.length > 0) out.push(pop())
  return out
}
// run: priorityQueue(new Float64Array([5, 1, 4, 1, 3]))
// run: priorityQueue(new Float64Array(0))
