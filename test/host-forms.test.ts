/** What the host gives meets other objects in one variable: read as it was laid out, or refused. */
import { expect, test } from 'vitest'
import * as compiler from '../src/compiler.ts'
import { jit, setCompiler, TypingError } from '../src/index.ts'

setCompiler(() => compiler)

type Any = ReturnType<typeof JSON.parse>
type Fn = (...args: Any[]) => unknown

const either: Fn = (a, b, first) => {
  const chosen = first ? a : b
  return chosen[0] + chosen.length
}
const property: Fn = (a, b, first) => {
  const chosen = first ? a : b
  return chosen.x * 10 + (chosen.y ?? 7)
}

function compiled(fn: Fn, signature?: string): Fn {
  return signature === undefined ? (jit(fn) as Fn) : (jit(signature as never, fn as never) as Fn)
}

test.each([
  [
    property,
    undefined,
    [
      { x: 1, y: 2 },
      { y: 3, x: 4 },
    ],
  ],
  [
    property,
    undefined,
    [
      { y: 1, x: 2 },
      { x: 3, y: 4 },
    ],
  ],
  [
    property,
    'float64({x: int32, y: float64}, {y: float64, x: int32}, boolean)',
    [
      { x: 1, y: 2.5 },
      { y: 3, x: 4 },
    ],
  ],
  [
    (a: Any, b: Any) => {
      a[0] = b
      a.push(b)
      return a[0].x + a[1].y * 10 + a[2].x * 100
    },
    undefined,
    [
      [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
      { y: 5, x: 6 },
    ],
  ],
  [(a: Any, b: Any) => a.p.x + b.p.x, undefined, [{ p: { x: 1, y: 2 } }, { p: { y: 3, x: 4 } }]],
] as [Fn, string | undefined, Any[]][])('objects whose properties stand in another order have one form (%#)', (fn, signature, values) => {
  for (const first of [true, false]) {
    const [ours, plain] = [structuredClone(values), structuredClone(values)]
    expect(compiled(fn, signature)(...ours, first)).toBe(fn(...plain, first))
    expect(ours).toEqual(plain)
  }
})

test.each([
  ['another element type', either, 'float64(int32[], float64[], boolean)', [[1], [1.5]]],
  [
    'nested another element type',
    (a: Any, b: Any, first: Any) => (first ? a : b)[0][0],
    'float64(int32[][], float64[][], boolean)',
    [[[1]], [[1.5]]],
  ],
  ['elements of another kind', either, undefined, [[1], [true]]],
  ['bigints and numbers', (a: Any, b: Any, first: Any) => (first ? a : b).length, undefined, [[2], [1n]]],
  ['undefined elements', either, undefined, [[1], [1, undefined]]],
  ['a tuple and an array', either, 'float64([float64, float64], float64[], boolean)', [[1, 2], [1.5]]],
  ['tuples of different lengths', either, 'float64([float64], [float64, float64], boolean)', [[1], [1.5, 2]]],
  ['a tuple that is indexed', (a: Any, i: Any) => a[i], 'float64([float64, float64], int32)', [[1, 2]]],
  ['a property more', property, undefined, [{ x: 1 }, { x: 1, y: 2 }]],
  ['a property less', (a: Any, first: Any) => (first ? a : { x: 1 }).y ?? 7, undefined, [{ x: 1, y: 2 }]],
  [
    'a property of another type',
    property,
    'float64({x: int32, y: float64}, {x: float64, y: float64}, boolean)',
    [
      { x: 1, y: 2 },
      { x: 1.5, y: 2 },
    ],
  ],
  [
    'an undefined property',
    property,
    undefined,
    [
      { x: 1, y: 2 },
      { x: 1, y: undefined },
    ],
  ],
] as [string, Fn, string | undefined, Any[]][])('%s: refused', (_, fn, signature, values) => {
  expect(() => compiled(fn, signature)(...values, false)).toThrow(TypingError)
  expect(() => compiled(fn, signature)(...values, false)).toThrow(/^What the host gives as `/)
})

test('an empty list is taken for one of whatever the code can use', () => {
  const drain = jit((keys: bigint[]) => {
    let sum = 0n
    for (const key of keys) sum += key * 3n
    keys.push(5n)
    return sum
  })
  const keys: bigint[] = []
  expect(drain(keys)).toBe(0n)
  expect(keys).toEqual([5n])
  expect([drain([1n, 2n]), drain([])]).toEqual([9n, 0n])
  expect(drain.signatures).toEqual(['int64(int64[])'])

  const both = jit((from: bigint[], to: number[]) => {
    for (const x of from) to.push(Number(x) * 2)
    return to.length
  })
  expect([both([], []), both([3n], [])]).toEqual([0, 1])

  const nested = jit((rows: number[][]) => {
    let sum = 0
    for (const row of rows) for (const x of row) sum += x
    rows.push([1, 2])
    return sum
  })
  const rows: number[][] = []
  expect([nested(rows), rows, nested([[], [2]]), nested([[2], []])]).toEqual([0, [[1, 2]], 2, 2])

  const wrong = jit((xs: Any[]) => {
    for (const x of xs) x.foo()
    return 0
  })
  expect(() => wrong([])).toThrow(TypingError)
})

const goneOver: [string, Fn][] = [
  [
    'a loop',
    (o) => {
      let sum = 0
      for (const x of o.q) sum += x
      return sum
    },
  ],
  ['a spread', (o) => [...o.q].length],
  ['arguments', (o) => Math.max(...o.q)],
  [
    'yield*',
    (o) => {
      function* all() {
        yield* o.q
      }
      return [...all()].length
    },
  ],
]
test.each(goneOver)('what is not there cannot be gone over: %s', (_, fn) => {
  const kernel = compiled(fn, 'float64({ q: float64[] | null })')
  expect(kernel({ q: [3] })).toBe(fn({ q: [3] }))
  expect(() => fn({ q: null })).toThrow(/^(?=.* is not iterable)/)
  expect(() => kernel({ q: null })).toThrow(new TypeError('object null is not iterable (cannot read property Symbol(Symbol.iterator))'))
})

const unfilled: [string, Fn][] = [
  [
    'forEach',
    (n) => {
      let count = 0
      const a = new Array(n)
      a[1] = 5
      a.forEach(() => {
        count++
      })
      return count
    },
  ],
  [
    'map',
    (n) => {
      const a = new Array<number>(n)
      a[1] = 5
      return a.map((x) => x + 1)
    },
  ],
  [
    'reduce',
    (n) => {
      const a = new Array<number>(n)
      a[1] = 5
      return a.reduce((sum, x) => sum + x, 0)
    },
  ],
  [
    'indexOf',
    (n) => {
      const a = new Array<number | undefined>(n)
      a[1] = 5
      return a.indexOf(undefined)
    },
  ],
  [
    'slice',
    (n) => {
      const a = new Array<number>(n)
      a[1] = 5
      return a.slice(1).length
    },
  ],
  [
    'concat',
    (n) => {
      const a = new Array<number>(n)
      a[1] = 5
      return [1].concat(a).length
    },
  ],
]
test.each(unfilled)('what JavaScript would leave out is an error: %s', (name, fn) => {
  const kernel = compiled(fn, undefined)
  expect(() => kernel(3)).toThrow(
    new RangeError(`${name}: element 0 has no value, and is left out where it is a hole of \`new Array(n)\`: fill the array first`),
  )
})

/** A list or a variable that has unsigned bigints keeps all of its bigints so; what is negative does not fit, wherever it comes from. */
test('a bigint that may be missing must fit where unsigned ones are, as any other', () => {
  const message = new RangeError('bigint -3 is not a uint64')
  const list: Fn = (n) => {
    const some = [n > 5 ? undefined : -3n]
    if (n > 1) some.push(BigInt.asUintN(64, BigInt(-n)))
    return some
  }
  const boxes: Fn = (n) => {
    const from = { some: n > 5 ? undefined : -3n }
    const to = [BigInt.asUintN(64, BigInt(n)), undefined]
    to.push(from.some)
    return to
  }
  const spread: Fn = (n) => {
    const from = [-3n]
    return [...from, BigInt.asUintN(64, BigInt(n))]
  }
  for (const fn of [list, boxes, spread]) expect(() => compiled(fn)(1)).toThrow(message)
  expect([compiled(list)(7), compiled(boxes)(7)]).toEqual([list(7), boxes(7)])
})

test('pop() of what has gone is no function that is known all the same', () => {
  const all: Fn = (k) => {
    const steps = [(x: number) => x + 1]
    let count = 0
    for (let step = steps.pop(); step; step = steps.pop()) {
      if (++count > 5) return -1
      step(k)
    }
    return count
  }
  expect(all(1)).toBe(1)
  expect(compiled(all)(1)).toBe(1)
  const unasked: Fn = (k) => {
    const steps = [(x: number) => x + 1]
    for (let count = 0; count < 2; count++) k = steps.pop()!(k)
    return k
  }
  expect(() => unasked(1)).toThrow(TypeError)
  expect(() => compiled(unasked)(1)).toThrow(new RangeError('index -1 is outside an array of length 0'))
})

test('what is called and is no function is named where it is all names and indices, and only then', () => {
  type Fn = (x: number) => number
  const kernels: [string, (k: number) => unknown][] = [
    ['none is not a function', (k) => { const none: Fn | undefined = k > 0 ? undefined : (x) => x; return none!(k) }],
    ['o.list[k] is not a function', (k) => { const o = { list: [(x: number) => x, k > 0 ? undefined : (x: number) => x + 1] }; return o.list[k]!(k) }],
    ['undefined is not a function', (k) => { const get = (n: number): Fn | undefined => (n > 0 ? undefined : (x) => x); return get(k)!(2) }],
    ['undefined is not a function', (k) => {
      const o = { get: (n: number) => ({ act: n > 0 ? undefined : (x: number) => x }) }
      return o.get(k).act!(2)
    }],
  ] // biome-ignore format: a table
  for (const [message, kernel] of kernels) {
    const compiled = jit(kernel)
    expect(() => compiled(1)).toThrow(new TypeError(message))
    expect(compiled(0)).toBe(kernel(0))
  }
})
