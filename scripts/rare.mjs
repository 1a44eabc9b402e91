/**
 * What few programs have: strings, maps, generators, and what the compiler refuses. scripts/build.ts runs this once, so that V8's
 * code of the part that has the rest of the compiler (scripts/split.ts) is there for programs that need it.
 */
import { jit } from 'taipan'

const runs = [
  [
    (n) => {
      const seen = new Map()
      for (let i = 0; i < n; i++) seen.set(i % 3, (seen.get(i % 3) ?? 0) + i)
      const values = new Set([1, 2, n])
      let sum = values.size
      for (const [key, value] of seen) sum += key * value
      return sum
    },
    7,
  ],
  [
    (n) => {
      function* count(to) {
        for (let i = 0; i < to; i++) yield i
      }
      let sum = 0
      for (const i of count(n)) sum += i
      return sum
    },
    7,
  ],
  [
    (list, ...more) => {
      const sorted = [...list].sort((a, b) => a - b)
      const { 0: first, ...rest } = { 0: sorted[0], one: 1 }
      try {
        if (first > 100) throw new TypeError(`too large: ${first}`)
        return sorted.filter((x) => x > 1).indexOf(3) + rest.one + more.length
      } catch (error) {
        return error instanceof TypeError ? -1 : -2
      } finally {
        sorted.length = 0
      }
    },
    ...[[3, 1, 2], 1, 2],
  ],
  [(word) => `${word.length}: ${word}`.length, 'typical'],
]
for (const [kernel, ...values] of runs) jit(kernel)(...values)
try {
  jit((x) => new Proxy({ x }, {}))(1)
  throw new Error('wrong')
} catch (error) {
  if (error.code === undefined) throw error
}
