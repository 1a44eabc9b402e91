/** Methods of growable arrays: results are growable arrays. */
import { SORT_LIST } from './prelude-sort.ts'

const UNSHIFT = `(a, values) => {
    const n = a.length
    const more = values.length
    for (const value of values) a.push(value)
    for (let i = n - 1; i >= 0; i--) a[i + more] = a[i]
    for (const [i, value] of values.entries()) a[i] = value
    return n + more
  }`

const CONCAT = `(a, b) => {
    const out = []
    for (const value of a) out.push(value)
    if (Array.isArray(b)) for (const value of b) out.push(value)
    else out.push(b)
    return out
  }`

export const LIST_METHODS: Readonly<Record<string, string>> = {
  // Elements that have gone would be holes in the result, which there are none of here.
  map: `(a, f) => {
    const n = a.length
    const out = []
    for (const [i, value] of a.entries()) {
      if (i >= n) break
      out.push(f(value, i, a))
    }
    if (out.length < n) throw new RangeError('map: the array became shorter')
    return out
  }`,

  filter: `(a, f) => {
    const n = a.length
    const out = []
    for (const [i, value] of a.entries()) {
      if (i >= n) break
      if (f(value, i, a)) out.push(value)
    }
    return out
  }`,

  flatMap: `(a, f) => {
    const n = a.length
    const out = []
    for (const [i, value] of a.entries()) {
      if (i >= n) break
      const part = f(value, i, a)
      if (Array.isArray(part)) for (const inner of part) out.push(inner)
      else out.push(part)
    }
    return out
  }`,

  'flat/0': `(a) => {
    const out = []
    for (const part of a) {
      if (Array.isArray(part)) for (const inner of part) out.push(inner)
      else out.push(part)
    }
    return out
  }`,

  slice: `(a, start, end) => {
    const n = a.length
    const from = start === undefined ? 0 : __relative(start, n)
    const to = end === undefined ? n : __relative(end, n)
    const out = []
    for (let i = from; i < to; i++) out.push(a[i])
    return out
  }`,

  'concat/0': `(a) => {
    const out = []
    for (const value of a) out.push(value)
    return out
  }`,

  'concat/1': CONCAT,
  'concat/2': '(a, b, c) => a.concat(b).concat(c)',
  'concat/3': '(a, b, c, d) => a.concat(b).concat(c).concat(d)',

  'toSorted/1': '(a, f) => a.slice().sort(f)',

  shift: `(a) => {
    const n = a.length
    if (n === 0) return undefined
    const first = a[0]
    for (let i = 1; i < n; i++) a[i - 1] = a[i]
    a.pop()
    return first
  }`,

  unshift: UNSHIFT.replace('(a, values)', '(a, ...values)'),

  // `list.push(...more)` and the like: what is spread comes as an array of its own.
  'unshift...': UNSHIFT,

  'push...': `(a, values) => {
    for (const value of values) a.push(value)
    return a.length
  }`,

  'splice/1': `(a, start) => {
    const from = __relative(start, a.length)
    const out = []
    for (let i = from; i < a.length; i++) out.push(a[i])
    for (let i = out.length; i > 0; i--) a.pop()
    return out
  }`,

  'splice/2': `(a, start, count) => {
    const n = a.length
    const from = __relative(start, n)
    const most = n - from
    const asked = Math.trunc(count)
    const removed = asked > 0 ? Math.min(asked, most) : 0
    const out = []
    for (let i = 0; i < removed; i++) out.push(a[from + i])
    for (let i = from + removed; i < n; i++) a[i - removed] = a[i]
    for (let i = 0; i < removed; i++) a.pop()
    return out
  }`,

  splice: `(a, start, count, ...values) => {
    const n = a.length
    const from = __relative(start, n)
    const most = n - from
    const asked = Math.trunc(count)
    const removed = asked > 0 ? Math.min(asked, most) : 0
    const more = values.length
    const out = []
    for (let i = 0; i < removed; i++) out.push(a[from + i])
    if (more <= removed) {
      for (let i = from + removed; i < n; i++) a[i - removed + more] = a[i]
      for (let i = more; i < removed; i++) a.pop()
    } else {
      for (let i = removed; i < more; i++) a.push(values[i])
      for (let i = n - 1; i >= from + removed; i--) a[i - removed + more] = a[i]
    }
    for (const [i, value] of values.entries()) a[from + i] = value
    return out
  }`,

  toReversed: `(a) => {
    const out = []
    for (let i = a.length - 1; i >= 0; i--) out.push(a[i])
    return out
  }`,

  with: `(a, index, value) => {
    const n = a.length
    const whole = Math.trunc(index)
    const k = whole === whole ? whole : 0
    const at = k < 0 ? n + k : k
    if (!(at >= 0 && at < n)) throw new RangeError('Invalid index : ' + k)
    const out = []
    for (const [i, old] of a.entries()) out.push(i === at ? value : old)
    return out
  }`,

  // As texts. An element that is missing goes last.
  'sort/0': `(a) => a.sort((x, y) => {
    const [s, t] = [String(x), String(y)]
    return s < t ? -1 : s > t ? 1 : 0
  })`,

  'toSorted/0': '(a) => a.slice().sort()',

  'sort/1': SORT_LIST,
}
