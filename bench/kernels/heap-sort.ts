function siftDown(a: Float64Array, root: number, end: number): void {
  while (2 * root + 1 < end) {
    let child = 2 * root + 1
    if (child + 1 < end && a[child] < a[child + 1]) child++
    if (a[root] >= a[child]) return
    ;[a[root], a[child]] = [a[child], a[root]]
    root = child
  }
}

export function heapSort(source: Float64Array, a: Float64Array): void {
  a.set(source)
  const n = a.length
  for (let i = (n >> 1) - 1; i >= 0; i--) siftDown(a, i, n)
  for (let end = n - 1; end > 0; end--) {
    ;[a[0], a[end]] = [a[end], a[0]]
    siftDown(a, 0, end)
  }
}
