/** `import X = N.Y`: another name for what a namespace exports. */
import { expect, describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'
import { compileText } from './load.ts'

const CASES: readonly Case[] = [
  {
    name: 'functions, classes, constants, types and namespaces by other names, of this file and of another, exported or not',
    files: {
      'a.ts': `
import { Shapes } from './b'
import * as b from './b'
export namespace N {
  export const half = 0.5
  export function twice(x: number): number { return x * 2 }
  export class Vec { constructor(public x: number, public y: number) {} norm(): number { return Math.sqrt(this.x * this.x + this.y * this.y) } }
  export interface Point { x: number; y: number }
  export type Op = (x: number) => number
  export enum Dir { Up, Down = 5 }
  export namespace Inner { export const k = 7; export function f(x: number): number { return x + k } ; export type T = [number, number] }
  import local = Inner.f
  export import shown = Inner.f
  export function viaLocal(x: number): number { return local(x) * 2 }
}
import twice = N.twice
import half = N.half
import Vec = N.Vec
import Point = N.Point
import Op = N.Op
import Dir = N.Dir
import Inner = N.Inner
import deep = N.Inner.f
import T = N.Inner.T
export import Shown = N.Vec
export import triple = Shapes.triple
export import In = N.Inner
export import P2 = N.Point
import area = b.Shapes.area
const table = [half, N.half * 3]
export const k = deep(1)
export function run(x: number): number { return twice(x) * half + deep(x) + Inner.f(x) + area(x) + triple(x) + table[1]! }
export function norm(p: Point): number { const v = new Vec(p.x, p.y); return v.norm() }
export function make(x: number, y: number): Vec { return new Vec(x, y) }
export function dir(d: Dir): boolean { return d === Dir.Down }
export function apply(f: Op, x: number): number { return f(x) }
export function t([a, b]: T): number { return a * b }
export function local(x: number): number { return N.viaLocal(x) + N.shown(x) }
export function* gen(n: number): Generator<number> { for (let i = 0; i < n; i++) yield twice(i) + half }
const log: number[] = []
log.push(twice(4), half)
export function logged(): number { return log[0]! + log[1]! }
`,
      'b.ts': `export namespace Shapes { export function triple(x: number): number { return x * 3 } export const area = (x: number): number => x * x }`,
    },
    calls: [
      'm.run(3)',
      'm.norm({ x: 3, y: 4 })',
      'm.make(3, 4).norm()',
      'm.make(1, 2) instanceof m.Shown',
      'm.Shown === m.N.Vec',
      '[m.dir(5), m.dir(0)]',
      'm.apply((x) => x + 1, 2)',
      'm.t([3, 4])',
      'm.triple(4)',
      'm.In.f(2)',
      'm.In === m.N.Inner',
      'm.local(2)',
      '[...m.gen(3)]',
      'm.k',
      'm.logged()',
      'Object.keys(m).sort()',
      'm.N.shown(1)',
    ],
  },
]

suite('other names for what namespaces export', () => {
  for (const each of CASES) test(each.name, () => check(each))
})

test('what such a name cannot stand for is refused', () => {
  const refused = (text: string) => {
    const outcome = compileText('src/a.ts', { 'src/a.ts': text })
    return outcome.ok ? [] : outcome.errors.map(({ message }) => message.split('\n')[0])
  }
  const start = 'namespace N { export let n = 1; export function inc(): void { n++ } }\n'
  expect(refused(`${start}import n = N.n\nexport function f(): number { return n }`)).toEqual([
    'Another name for a variable that may be assigned cannot be compiled: use `N.n` itself.',
  ])
  expect(refused(`${start}import q = N.q\nexport function f(): number { return q }`)).toEqual(['`N.q` has no export `q`.'])
  expect(refused("import fs = require('fs')\nexport function f(): number { return 1 }")).toEqual([
    '`import x = require(…)` and `export =` cannot be compiled: write an ES import or export.',
  ])
})
