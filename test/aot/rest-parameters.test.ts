/** Lists of rest parameters, which the host makes for the call: compiled code may keep them. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'a list that a field keeps',
    files: {
      'a.ts': `
export class Poly {
  readonly c: number[]
  constructor(...c: number[]) { this.c = c }
  at(x: number): number { let s = 0; for (let i = this.c.length - 1; i >= 0; i--) s = s * x + this.c[i]!; return s }
  reset(...c: number[]): number[] { for (const x of c) this.c.push(x); return c }
}
export class Bag {
  #rest: number[]
  last: number[] = []
  names: string[] = []
  constructor(private readonly base: number, ...rest: number[]) { this.#rest = rest }
  total(): number { return this.base + this.#rest.reduce((a, b) => a + b, 0) }
  add(...xs: number[]): this { this.last = xs; this.#rest.push(...xs); return this }
  given(...xs: number[]): number[] { this.last = xs; xs.push(7); return xs }
  named(...names: string[]): string { this.names = names; return names.join() }
  static of(...xs: number[]): Bag { return new Bag(0, ...xs) }
}
export class Path {
  points: { x: number; y: number }[]
  constructor(...points: { x: number; y: number }[]) { this.points = points.map((p) => ({ ...p })) }
  length(): number { return this.points.length }
}
let kept: number[] = []
export function keep(...xs: number[]): number { kept = xs; return kept.length }
export function sum(): number { return kept.reduce((a, b) => a + b, 0) }
export function same(...xs: number[]): number[] { return xs }
`,
    },
    calls: [
      'new m.Poly(1, 2, 3).at(2)',
      'new m.Poly().c.length',
      '(() => { const p = new m.Poly(1, 2); p.reset(3, 4); return [...p.c] })()',
      '(() => { const xs = [1, 2]; const p = new m.Poly(...xs); xs[0] = 9; return p.at(0) })()',
      '(() => { const p = new m.Poly(1, 2); const c = p.c; c.push(5); return [p.at(1), c === p.c] })()',
      'new m.Bag(1, 2, 3).total()',
      '(() => { const b = new m.Bag(1); b.add(4, 5).add(6); return [b.total(), [...b.last]] })()',
      '(() => { const b = new m.Bag(1); const g = b.given(4, 5); return [[...g], g === b.last, [...b.last]] })()',
      '(() => { const b = new m.Bag(1); const g = b.given(4, 5); g.push(1); return [...b.last] })()',
      '(() => { const b = new m.Bag(1); return [b.named("x", "yz"), [...b.names]] })()',
      'm.Bag.of(1, 2, 3).total()',
      'new m.Path({ x: 1, y: 2 }, { x: 3, y: 4 }).length()',
      'm.keep(1, 2, 3)',
      'm.sum()',
      'm.same(1, 2)',
      'm.same()',
    ],
  },
]

suite('rest parameters', () => {
  for (const each of CASES) test(each.name, () => check(each))
})
