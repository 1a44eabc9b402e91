import { expectTypeOf, test } from 'vitest'
import type { FunctionOf, HostOf } from '../../src/artifact/signature-types.ts'
import { array, jit, type Kernel, type Stats } from '../../src/index.ts'

/** Checked by tsc; nothing here runs. */
function checked(run: () => void): void {
  test('types', () => void run)
}

checked(() => {
  expectTypeOf<HostOf<'float64'>>().toEqualTypeOf<number>()
  expectTypeOf<HostOf<'int64[:]'>>().toEqualTypeOf<BigInt64Array>()
  expectTypeOf<HostOf<'uint8c[:]'>>().toEqualTypeOf<Uint8ClampedArray>()
  expectTypeOf<HostOf<'float64[]'>>().toEqualTypeOf<number[]>()
  expectTypeOf<HostOf<'int64[][]'>>().toEqualTypeOf<bigint[][]>()
  expectTypeOf<HostOf<'float64?'>>().toEqualTypeOf<number | null>()
  expectTypeOf<HostOf<'boolean | undefined'>>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<HostOf<'Vector'>>().toBeAny()

  expectTypeOf<FunctionOf<'int64(int64)'>>().toEqualTypeOf<(...values: [bigint]) => bigint>()
  expectTypeOf<FunctionOf<'float64( float64[:] , int32 )'>>().toEqualTypeOf<(...values: [Float64Array, number]) => number>()
  expectTypeOf<FunctionOf<'void()'>>().toEqualTypeOf<() => unknown>()
  expectTypeOf<FunctionOf<'(boolean)'>>().toEqualTypeOf<(...values: [boolean]) => unknown>()
})

checked(() => {
  const f = jit((a: Float64Array, n: number) => a[n] ?? 0)
  expectTypeOf(f).toExtend<(a: Float64Array, n: number) => number>()
  expectTypeOf(f).toExtend<Kernel<(a: Float64Array, n: number) => number>>()
  expectTypeOf(f.plain).toEqualTypeOf<(a: Float64Array, n: number) => number>()
  expectTypeOf(f.signatures).toEqualTypeOf<readonly string[]>()
  expectTypeOf(f.stats).toEqualTypeOf<Stats>()
  // @ts-expect-error: the kernel takes what the function takes
  f([1], 2)

  jit('int64(int64)', (x: bigint) => x * 10n)
  jit('int64(int64)', (x) => x * 10n)
  jit('float64(float64[:], int32)', (a: Float64Array, n: number) => a[n] ?? 0)
  jit('void(float64[:])', (a: Float64Array) => {
    a[0] = 1
  })
  jit('{x: float64}({x: float64})', (p: { x: number }) => p)
  jit('float64([float64, float64])', (p: [number, number]) => p[0])
  jit('float64(Vector)', (p: { x: number }) => p.x)
  jit('int64(int64)' as string, (x: number) => x)
  jit(['int32(int32)', 'float64(float64)'], (x: number) => x + 1)
  jit('float64(float64)', (x: number) => x, { bounds: 'throw', fastmath: true, name: 'f', scope: { a: 1 } })

  // @ts-expect-error: a bigint is not a number
  jit('int64(int64)', (x: number) => x)
  // @ts-expect-error: the result is not a bigint
  jit('int64(int64)', (x: bigint) => Number(x))
  // @ts-expect-error: the function needs a second argument
  jit('float64(float64)', (x: number, y: number) => x + y)
  // @ts-expect-error: one of the signatures does not fit
  jit(['int32(int32)', 'int64(int64)'], (x: number) => x)
  // @ts-expect-error: there is no such option
  jit((x: number) => x, { unroll: true })
})

checked(() => {
  expectTypeOf(array(Float64Array, 3)).toExtend<Float64Array>()
  expectTypeOf(array(Int32Array, [1, 2])).toExtend<Int32Array>()
  expectTypeOf(array([1, 2])).toEqualTypeOf<Float64Array>()
  expectTypeOf(array([1n])).toEqualTypeOf<BigInt64Array>()
})
