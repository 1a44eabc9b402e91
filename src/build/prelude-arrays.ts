/** Methods of typed arrays: results are typed arrays of the same kind. */

/** Merge sort, each half into the other array, as V8 does it; the order of comparisons is part of what can be seen. */
const SORT_WITH_COMPARATOR = `(a, f) => {
    const n = a.length
    const target = __like(a, n)
    const source = __like(a, n)
    target.set(a, 0)
    source.set(a, 0)
    const sort = (from, to, source, target) => {
      const middle = from + ((to - from) >> 1)
      if (middle - from > 1) sort(from, middle, target, source)
      if (to - middle > 1) sort(middle, to, target, source)
      let left = from
      let right = middle
      for (let i = from; i < to; i++) {
        if (left < middle && (right >= to || !(+f(source[left], source[right]) > 0))) target[i] = source[left++]
        else target[i] = source[right++]
      }
    }
    if (n > 1) sort(0, n, source, target)
    a.set(target, 0)
    return a
  }`

/** Numbers in order, -0 before 0, NaN last: the host's own sort, which is compiled already. */
const SORT = `(a) => {
    __sort(a)
    return a
  }`

export const ARRAY_METHODS: Readonly<Record<string, string>> = {
  map: `(a, f) => {
    const n = a.length
    const out = __like(a, n)
    for (const [i, value] of a.entries()) out[i] = f(value, i, a)
    return out
  }`,

  filter: `(a, f) => {
    const n = a.length
    const kept = __like(a, n)
    let count = 0
    for (const [i, value] of a.entries()) {
      if (f(value, i, a)) {
        kept[count] = value
        count++
      }
    }
    const out = __like(a, count)
    for (let i = 0; i < count; i++) out[i] = kept[i]
    return out
  }`,

  slice: `(a, start, end) => {
    const n = a.length
    const from = start === undefined ? 0 : __relative(start, n)
    const to = end === undefined ? n : __relative(end, n)
    const out = __like(a, Math.max(to - from, 0))
    out.set(a.subarray(from, to), 0)
    return out
  }`,

  'sort/0': SORT,
  'sort/1': SORT_WITH_COMPARATOR,
  'toSorted/0': '(a) => a.slice().sort()',
  'toSorted/1': '(a, f) => a.slice().sort(f)',

  toReversed: `(a) => {
    const n = a.length
    const out = __like(a, n)
    for (let i = 0; i < n; i++) out[i] = a[n - 1 - i]
    return out
  }`,

  with: `(a, index, value) => {
    const n = a.length
    const whole = Math.trunc(index)
    const k = whole === whole ? whole : 0
    const i = k < 0 ? n + k : k
    if (!(i >= 0 && i < n)) throw new RangeError('Invalid typed array index')
    const out = __like(a, n)
    out.set(a, 0)
    out[i] = value
    return out
  }`,
}
