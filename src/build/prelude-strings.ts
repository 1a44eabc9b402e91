/**
 * Methods of strings that are more than a call of the host's: what they give may be missing, or is an array, or the call may throw.
 * `__text` has the host's own functions (infer/builtins/text-calls.ts).
 */
const THROWING = ['repeat', 'padStart', 'padEnd', 'replaceAll']

export const STRING_METHODS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(THROWING.map((name) => [name, `(s, x, y) => __text.${name}(s, x, y)`])),

  at: `(s, index) => {
    const n = s.length
    const whole = Math.trunc(index)
    const k = whole === whole ? whole : 0
    const i = k < 0 ? n + k : k
    return s[i]
  }`,

  codePointAt: `(s, index) => {
    const n = s.length
    const whole = index === undefined ? 0 : Math.trunc(index)
    const i = whole === whole ? whole : 0
    if (i < 0 || i >= n) return undefined
    const first = s.charCodeAt(i)
    if (first < 0xd800 || first > 0xdbff || i + 1 === n) return first
    const second = s.charCodeAt(i + 1)
    return second < 0xdc00 || second > 0xdfff ? first : (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000
  }`,

  concat: `(s, ...others) => {
    let text = s
    for (const other of others) text += other
    return text
  }`,

  'split/0': '(s) => [s]',

  'split/2': `(s, separator, limit) => {
    const parts = s.split(separator)
    return limit === undefined ? parts : parts.slice(0, limit >>> 0)
  }`,

  'split/1': `(s, separator) => {
    if (separator === undefined) return [s]
    const out = []
    const n = separator.length
    if (n === 0) {
      for (let i = 0; i < s.length; i++) out.push(s.charAt(i))
      return out
    }
    let from = 0
    for (;;) {
      const at = s.indexOf(separator, from)
      if (at < 0) {
        out.push(s.slice(from))
        return out
      }
      out.push(s.slice(from, at))
      from = at + n
    }
  }`,
}

/** The same of numbers and bigints, and of `String`. */
export const NUMBER_METHODS: Readonly<Record<string, string>> = Object.fromEntries(
  ['toString/1', 'toFixed', 'toPrecision', 'toExponential'].map((name) => [name, `(x, y) => __text.${name.replace('/1', '')}(x, y)`]),
)

export const STRING_STATICS: Readonly<Record<string, string>> = {
  'String.fromCodePoint': `(...codes) => {
    let text = ''
    for (const code of codes) text += __text.fromCodePoint(code)
    return text
  }`,

  'String.fromCharCode...': `(codes) => {
    let text = ''
    for (const code of codes) text += String.fromCharCode(code)
    return text
  }`,

  'String.fromCodePoint...': `(codes) => {
    let text = ''
    for (const code of codes) text += __text.fromCodePoint(code)
    return text
  }`,
}
