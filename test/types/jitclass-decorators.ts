/** Checked by tsc; nothing here runs, and the test runner does not read decorators. */
import { expectTypeOf } from 'vitest'
import { jitclass } from '../../src/index.ts'

export function decorators(): unknown {
  @jitclass
  class Plain {
    x = 1
  }
  @jitclass({ x: 'int32' })
  class Spec {
    x = 1
  }
  @jitclass()
  class Empty {
    x = 1
  }
  expectTypeOf(new Plain().x + new Spec().x + new Empty().x).toEqualTypeOf<number>()

  // @ts-expect-error: x is a number
  @jitclass({ x: 'int64' })
  class Wrong {
    x = 1
  }
  return Wrong
}
