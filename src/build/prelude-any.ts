/**
 * Methods that read or change elements in place: the same text for growable and typed arrays. Loops over
 * `entries()` are plain index loops whose elements are known to be inside, and stop when the array has shrunk.
 */

export const ANY_METHODS: Readonly<Record<string, string>> = {
  forEach: `(a, f) => {
    const n = a.length
    for (const [i, value] of a.entries()) {
      if (i >= n) return
      f(value, i, a)
    }
  }`,

  some: `(a, f) => {
    const n = a.length
    for (const [i, value] of a.entries()) {
      if (i >= n) return false
      if (f(value, i, a)) return true
    }
    return false
  }`,

  every: `(a, f) => {
    const n = a.length
    for (const [i, value] of a.entries()) {
      if (i >= n) return true
      if (!f(value, i, a)) return false
    }
    return true
  }`,

  'reduce/1': `(a, f) => {
    const n = a.length
    if (n === 0) throw new TypeError('Reduce of empty array with no initial value')
    let result = a[0]
    for (let i = 1; i < n && i < a.length; i++) result = f(result, a[i], i, a)
    return result
  }`,

  reduce: `(a, f, start) => {
    const n = a.length
    let result = start
    for (const [i, value] of a.entries()) {
      if (i >= n) break
      result = f(result, value, i, a)
    }
    return result
  }`,

  'reduceRight/1': `(a, f) => {
    const n = a.length
    if (n === 0) throw new TypeError('Reduce of empty array with no initial value')
    let result = a[n - 1]
    for (let i = n - 2; i >= 0; i--) if (i < a.length) result = f(result, a[i], i, a)
    return result
  }`,

  reduceRight: `(a, f, start) => {
    const n = a.length
    let result = start
    for (let i = n - 1; i >= 0; i--) if (i < a.length) result = f(result, a[i], i, a)
    return result
  }`,

  // These visit elements that have gone, as undefined; here that is an error instead.
  find: `(a, f) => {
    const n = a.length
    for (const [i, value] of a.entries()) {
      if (i >= n) return undefined
      if (f(value, i, a)) return value
    }
    if (a.length < n) throw new RangeError('find: the array became shorter')
    return undefined
  }`,

  findIndex: `(a, f) => {
    const n = a.length
    for (const [i, value] of a.entries()) {
      if (i >= n) return -1
      if (f(value, i, a)) return i
    }
    if (a.length < n) throw new RangeError('findIndex: the array became shorter')
    return -1
  }`,

  findLast: `(a, f) => {
    for (let i = a.length - 1; i >= 0; i--) {
      if (i >= a.length) throw new RangeError('findLast: the array became shorter')
      const value = a[i]
      if (f(value, i, a)) return value
    }
    return undefined
  }`,

  findLastIndex: `(a, f) => {
    for (let i = a.length - 1; i >= 0; i--) {
      if (i >= a.length) throw new RangeError('findLastIndex: the array became shorter')
      if (f(a[i], i, a)) return i
    }
    return -1
  }`,

  'indexOf/1': `(a, x) => {
    for (const [i, value] of a.entries()) if (value === x) return i
    return -1
  }`,

  'indexOf/2': `(a, x, from) => {
    const n = a.length
    for (let i = from === undefined ? 0 : __relative(from, n); i < n; i++) if (a[i] === x) return i
    return -1
  }`,

  'lastIndexOf/1': `(a, x) => {
    for (let i = a.length - 1; i >= 0; i--) if (a[i] === x) return i
    return -1
  }`,

  'lastIndexOf/2': `(a, x, from) => {
    const n = a.length
    const k = from === undefined ? 0 : Math.trunc(from)
    const first = k < 0 ? n + k : k < n ? k : k >= n ? n - 1 : 0
    for (let i = n === 0 ? -1 : first; i >= 0; i--) if (a[i] === x) return i
    return -1
  }`,

  'includes/1': `(a, x) => {
    for (const value of a) if (value === x || (value !== value && x !== x)) return true
    return false
  }`,

  'includes/2': `(a, x, from) => {
    const n = a.length
    for (let i = from === undefined ? 0 : __relative(from, n); i < n; i++) {
      const value = a[i]
      if (value === x || (value !== value && x !== x)) return true
    }
    return false
  }`,

  at: `(a, index) => {
    const n = a.length
    const whole = Math.trunc(index)
    const k = whole === whole ? whole : 0
    const i = k < 0 ? n + k : k
    return i >= 0 && i < n ? a[i] : undefined
  }`,

  'fill/1': `(a, value) => {
    const n = a.length
    for (let i = 0; i < n; i++) a[i] = value
    return a
  }`,

  fill: `(a, value, start, end) => {
    const n = a.length
    const from = start === undefined ? 0 : __relative(start, n)
    const to = end === undefined ? n : __relative(end, n)
    for (let i = from; i < to; i++) a[i] = value
    return a
  }`,

  // Where they stand in a `for` loop there is no generator.
  'keys/0': `function* (a) {
    for (let i = 0; i < a.length; i++) yield i
  }`,

  'values/0': `function* (a) {
    for (const value of a) yield value
  }`,

  'entries/0': `function* (a) {
    for (const entry of a.entries()) yield entry
  }`,

  reverse: `(a) => {
    for (let i = 0, j = a.length - 1; i < j; i++, j--) {
      const value = a[i]
      a[i] = a[j]
      a[j] = value
    }
    return a
  }`,

  copyWithin: `(a, target, start, end) => {
    const n = a.length
    const to = __relative(target, n)
    const from = start === undefined ? 0 : __relative(start, n)
    const last = end === undefined ? n : __relative(end, n)
    const count = Math.min(last - from, n - to)
    if (from < to) for (let i = count - 1; i >= 0; i--) a[to + i] = a[from + i]
    else for (let i = 0; i < count; i++) a[to + i] = a[from + i]
    return a
  }`,

  'toString/0': '(a) => a.join()',

  join: `(a, separator) => {
    const between = separator === undefined ? ',' : separator
    let text = ''
    for (const [i, value] of a.entries()) {
      if (i > 0) text += between
      if (value !== undefined && value !== null) text += value
    }
    return text
  }`,
}
