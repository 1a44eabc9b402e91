/** Classes of the running program that extend one compiled ahead of time: its code calls the members that it knew then. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'
import { loadCompiled } from './load.ts'

// biome-ignore lint/suspicious/noExplicitAny: the exports have no types here
type Exports = any

const SHAPE = `export class Shape {
  w: number
  constructor(w: number) { this.w = w }
  area(): number { return this.w }
  get double(): number { return this.area() * 2 }
}
export function total(s: Shape): number { return s.area() + 1 }`

setCompiler(() => compiler)

test('a class that adds members', () => {
  const m = loadCompiled('src/shape.ts', { 'src/shape.ts': SHAPE }) as Exports
  const Named = jitclass(
    class Named extends m.Shape {
      tag = 1n
      perimeter() {
        return this['w'] * 4
      }
    },
  ) as Exports
  const n = new Named(3)
  expect([m.total(n), n.perimeter(), n.area(), n.double, n.tag, n instanceof m.Shape]).toEqual([4, 12, 3, 6, 1n, true])
})

test('a class that overrides is refused, directly or further down', () => {
  const m = loadCompiled('src/shape.ts', { 'src/shape.ts': SHAPE.replace('+ 1', '+ 2') }) as Exports
  const square = () =>
    jitclass(
      class Square extends m.Shape {
        area() {
          return this['w'] * this['w']
        }
      },
    )
  const message =
    'Square overrides area of Shape, whose code was compiled ahead of time and would not call it: build Square in the same file'
  expect(square).toThrow(new TypeError(message))
  const Middle = jitclass(class Middle extends m.Shape {}) as Exports
  const below = () =>
    jitclass(
      class Below extends Middle {
        get double() {
          return 0
        }
      },
    )
  expect(below).toThrow(/^Below overrides double of Shape, whose code was compiled ahead of time/)
  // What was there goes on.
  expect([m.total(new m.Shape(3)), m.total(new Middle(4))]).toEqual([5, 6])
})

test('kernels of the running program call the functions that instances of compiled classes hold', () => {
  const { Fold } = loadCompiled('src/a.ts', {
    'src/a.ts':
      'export class Fold { constructor(public by: (a: number, b: number) => number) {} use(x: number): number { return this.by(x, 1) } }',
  }) as { Fold: new (by: unknown) => { use(x: number): number; by: (a: number, b: number) => number } }
  const twice = jit((fold: InstanceType<typeof Fold>, x: number) => fold.use(x) + fold.by(x, 2))
  expect(twice(new Fold((a: number, b: number) => a * 10 + b), 3)).toBe(63)
  expect(twice.stats.calls).toBe(1)
})
