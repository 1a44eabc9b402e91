/** Functions of `Array` and of the constructors of typed arrays. The elements are read before the function is called. */

const KINDS = ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64', 'BigInt64', 'BigUint64']

/** Constructors of typed arrays, by name. */
export const TYPED_ARRAY_NAMES: readonly string[] = KINDS.map((kind) => `${kind}Array`)

const fromMapped = (kind: string): string => `(source, f) => {
    const values = [...source]
    const out = new ${kind}(values.length)
    for (const [i, value] of values.entries()) out[i] = f(value, i)
    return out
  }`

/** Methods of generators, which `next` and others are called on. */
const GENERATOR_METHODS: Readonly<Record<string, string>> = {
  'generator.next/0': '(g) => __step(g) ? { value: __yielded(g), done: false } : { value: __returned(g), done: true }',

  'generator.next/1': `(g, value) => {
    __send(g, value)
    return __step(g) ? { value: __yielded(g), done: false } : { value: __returned(g), done: true }
  }`,

  'generator.return': '(g, value) => ({ value: __close(g, value), done: true })',

  'generator.throw/1': `(g, error) => {
    if (!__throwing(g, error)) throw error
    return __step(g) ? { value: __yielded(g), done: false } : { value: __returned(g), done: true }
  }`,

  'generator.@@iterator/0': '(g) => g',
}

/** What is spread, or bound by a pattern. */
const SPREAD_GENERATORS: Readonly<Record<string, string>> = {
  __collect: `(g) => {
    const out = []
    while (__step(g)) out.push(__yielded(g))
    return out
  }`,

  // A string by its letters: two halves that belong together are one.
  __letters: `(s, count) => {
    const out = []
    const n = s.length
    for (let i = 0; i < n; ) {
      const first = s.charCodeAt(i)
      const second = first >= 0xd800 && first < 0xdc00 && i + 1 < n ? s.charCodeAt(i + 1) : 0
      const width = second >= 0xdc00 && second < 0xe000 ? 2 : 1
      out.push(width === 2 ? s.slice(i, i + 2) : s.charAt(i))
      i += width
    }
    return out
  }`,

  __take: `(g, count) => {
    const out = []
    while (out.length < count) {
      if (!__step(g)) return out
      out.push(__yielded(g))
    }
    __close(g, undefined)
    return out
  }`,
}

export const STATIC_METHODS: Readonly<Record<string, string>> = {
  ...GENERATOR_METHODS,
  ...SPREAD_GENERATORS,

  // The host's own, of any number of values: they are handed over one by one.
  'Math.hypot...': `(values) => {
    let first = true
    for (const value of values) {
      __norm(value, first ? 0 : 1)
      first = false
    }
    return first ? 0 : __norm(0, 2)
  }`,

  'Array.of': '(...values) => values',

  'Array.from/1': `(source) => {
    const out = []
    for (const value of source) out.push(value)
    return out
  }`,

  'Array.from/2': `(source, f) => {
    const out = []
    let i = 0
    for (const value of source) out.push(f(value, i++))
    return out
  }`,

  ...Object.fromEntries(TYPED_ARRAY_NAMES.map((name) => [`${name}.from/2`, fromMapped(name)])),
}
