import { expectTypeOf, test } from 'vitest'
import { type ClassStats, jit, jitclass, type Stats, statsOf } from '../../src/index.ts'

/** Checked by tsc; nothing here runs. */
function checked(run: () => void): void {
  test('types', () => void run)
}

class Point {
  static count = 0
  readonly x: number
  private hidden = 0n
  next: Point | null = null
  data = new Float64Array(2)
  constructor(x: number) {
    this.x = x
  }
  add(by: number): number {
    return this.x + by + Number(this.hidden)
  }
}

abstract class Shape {
  abstract area(): number
}

checked(() => {
  expectTypeOf(jitclass(Point)).toEqualTypeOf<typeof Point>()
  expectTypeOf(jitclass({ x: 'float64', next: 'Point?', data: 'float64[:]' }, Point)).toEqualTypeOf<typeof Point>()
  expectTypeOf(jitclass({ x: 'int32', hidden: 'int64', add: 'float64(float64)', constructor: '(float64)' }, Point)).toEqualTypeOf<
    typeof Point
  >()
  expectTypeOf(jitclass(Point, { bounds: 'throw', name: 'P' })).toEqualTypeOf<typeof Point>()
  expectTypeOf(jitclass({ x: 'float32' }, Point, { scope: { a: 1 } })).toEqualTypeOf<typeof Point>()
  expectTypeOf(jitclass({ x: 'float64' })(Point)).toEqualTypeOf<typeof Point>()
  expectTypeOf(jitclass(Shape)).toEqualTypeOf<typeof Shape>()
  expectTypeOf(statsOf(Point)).toEqualTypeOf<ClassStats>()
  expectTypeOf<ClassStats>().toExtend<Stats>()
  jit('float64(Point)', (p: Point) => p.x)

  // @ts-expect-error: x is a number
  jitclass({ x: 'int64' }, Point)
  // @ts-expect-error: data holds doubles
  jitclass({ data: 'int32[:]' }, Point)
  // @ts-expect-error: there is no such option
  jitclass({ x: 'float64' }, Point, { unroll: true })
  // @ts-expect-error: a class is needed
  jitclass({ x: 'float64' }, () => 1)
})
