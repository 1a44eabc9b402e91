/** Files as people write them: what is built does what the source does as plain JavaScript, call by call. */
import ts from 'typescript'
import { expect, describe as suite, test } from 'vitest'
import { describe } from '../describe.ts'
import { type Exports, loadCompiled, type Texts } from './load.ts'

interface Case {
  readonly name: string
  /** By file name; the first is the one that is built. */
  readonly files: Texts
  /** Expressions of `m`, the exports. */
  readonly calls: readonly string[]
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  useDefineForClassFields: true,
  esModuleInterop: true,
}

/** The files as plain JavaScript, as `require` would load them. */
function plain(files: Texts): Exports {
  const [entry] = Object.keys(files)
  const loaded = new Map<string, Exports>()
  const load = (name: string): Exports => {
    if (name.startsWith('taipan')) return {}
    const path = name.replace(/^\.\//, '').replace(/\.js$/, '.ts')
    const known = loaded.get(path)
    if (known) return known
    const exports = {}
    loaded.set(path, exports)
    const { outputText } = ts.transpileModule(files[path]!, { compilerOptions: OPTIONS })
    new Function('require', 'exports', outputText)(load, exports)
    return exports
  }
  return load(entry!)
}

function outcome(m: Exports, call: string): string {
  try {
    return describe(new Function('m', `return (${call})`)(m))
  } catch (error) {
    return String(error)
  }
}

function check({ files, calls }: Case): void {
  const [entry] = Object.keys(files)
  const paths = Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text]))
  const made = loadCompiled(`src/${entry}`, paths)
  const source = plain(files)
  expect(calls.map((call) => `${call} → ${outcome(made, call)}`)).toEqual(calls.map((call) => `${call} → ${outcome(source, call)}`))
}

const CASES: readonly Case[] = [
  {
    name: 'rest parameters',
    files: {
      'a.ts': `export function sum(first: number, ...more: number[]): number {
        let s = first
        for (const x of more) s += x
        return s * more.length
      }
      export const count = (...all: boolean[]): number => all.length
      export function twice(x: number): number { return sum(x, x, x) + count(true) }`,
    },
    calls: ['m.sum(1)', 'm.sum(1, 2, 3)', 'm.count()', 'm.count(true, false)', 'm.twice(4)', 'm.sum.length', 'm.sum.name'],
  },
  {
    name: 'parameters of several types',
    files: {
      'a.ts': `type Some = number | bigint
      export function twice(x: Some): Some { return typeof x === 'number' ? x * 2 : x * 2n }
      export function first(a: Float64Array | Int32Array | null, b: number | boolean): number { return (a ? a[0] : 7) + (b ? 1 : 0) }`,
    },
    calls: [
      'm.twice(1.5)',
      'm.twice(4n)',
      'm.first(new Float64Array([0.5]), 0)',
      'm.first(new Int32Array([3]), true)',
      'm.first(null, false)',
    ],
  },
  {
    name: 'parameters that declare fields',
    files: {
      'a.ts': `export class Point {
        sum: number
        constructor(public x: number, readonly y = 2, private readonly scale: number = 1) { this.sum = this.x + y }
        size(): number { return (this.x * this.x + this.y * this.y) * this.scale }
      }
      export class Named extends Point {
        constructor(x: number, public tag: bigint) { super(x, 5); this.tag += 1n }
      }
      export function area(p: Point): number { return p.x * p.y }`,
    },
    calls: [
      'new m.Point(3).size()',
      'new m.Point(3, 4).sum',
      'new m.Point(3, 4, 2).size()',
      'm.area(new m.Named(2, 7n))',
      'new m.Named(2, 7n).tag',
      'new m.Named(2, 7n).sum',
    ],
  },
  {
    name: 'static fields',
    files: {
      'a.ts': `class Unit {
        static readonly SCALE = 1000n
        static readonly table = new Float64Array([1, 2, 4])
        static readonly ZERO = new Unit(0n)
        constructor(readonly raw: bigint) {}
        get value(): bigint { return this.raw / Unit.SCALE }
      }
      export function value(x: bigint): bigint { return new Unit(x).value }
      export function entry(i: number): number { Unit.table[i]++; return Unit.table[i] }`,
    },
    calls: ['m.value(5500n)', 'm.entry(1)', 'm.entry(1)'],
  },
  {
    name: 'a top level that does more than declare',
    files: {
      'a.ts': `import { shared } from './b.js'
      const table = new Float64Array(4)
      const list: number[] = []
      let count = 10
      count += 5
      for (let i = 0; i < 4; i++) table[i] = i * i
      { const fill = (x: number) => { list.push(x) }; fill(7); fill(8) }
      shared[1] = 40
      export function total(): number {
        let s = count
        for (const x of table) s += x
        for (const x of list) s += x
        return s + shared[0] + shared[1]
      }
      export function tick(): number { return ++count }
      export const log: string[] = []
      log.push(\`loaded \${total()}\`, String(hidden(2)))
      function hidden(x: number): number { return total() * x }`,
      'b.ts': `export const shared = new Int32Array(2)
      shared.fill(3)`,
    },
    calls: ['m.total()', 'm.tick()', 'm.tick()', 'm.total()', 'm.log'],
  },
  {
    name: 'results that are wider in type than in fact, and the other way round',
    files: {
      'a.ts': `export function small(n: number): number[] { const made = []; for (let i = 0; i < n; i++) made.push(i | 0); return made }
      export function found(xs: number[]): { x: number } { return xs.map((x) => ({ x })).find(({ x }) => x > 2)! }
      export function more(x: number): { x: number } { const made = { x, y: x + 1 }; return made }
      export function last(xs: number[]): number { return xs[xs.length - 1]! }`,
    },
    calls: ['m.small(3)', 'm.small(0)', 'm.found([1, 5])', 'm.more(3)', 'm.last([1, 2])'],
  },
]

suite('as plain JavaScript', () => {
  for (const each of CASES) test(each.name, () => check(each))
})

test('a result that breaks the promise of its annotation is refused', () => {
  const m = loadCompiled('src/a.ts', {
    'src/a.ts': `export function found(xs: number[]): { x: number } { return xs.map((x) => ({ x })).find(({ x }) => x > 2)! }
    export function holes(n: number): number[] { return [1, 2, 3].map((x) => (x > n ? undefined! : x)) }`,
  }) as Record<string, (...values: unknown[]) => unknown>
  expect(() => m['found']!([1])).toThrow(new TypeError('found: the result must be {x: float64}, but it is undefined'))
  expect(m['holes']!(3)).toEqual([1, 2, 3])
  expect(() => m['holes']!(2)).toThrow(new TypeError('holes: the result[2] must be float64, but it is undefined'))
})
