/**
 * taipan: compiles numeric functions to WebAssembly, in place.
 *
 * @example
 * import { jit } from 'taipan'
 * const dot = jit((a: Float64Array, b: Float64Array) => {
 *   let sum = 0
 *   for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
 *   return sum
 * })
 */
import type { FunctionOf, FunctionOfAll, HostOf } from './artifact/signature-types.ts'
import { openStore } from './cache/open.ts'
import { makeArray } from './runtime/array.ts'
import { arrayFrom, elementOf } from './runtime/array-from.ts'
import { calledBy } from './runtime/blame.ts'
import { type ClassStats, classStats } from './runtime/class-stats.ts'
import type { AnyClass } from './runtime/classes.ts'
import type { AnyFunction } from './runtime/identity.ts'
import { type JitOptions, type KernelMembers, makeKernel } from './runtime/jit.ts'
import { type ClassOptions, checkClass, checkSpec, makeClass, type Spec } from './runtime/jitclass.ts'
import { loadCompilerFrom } from './runtime/load-compiler.ts'
import { setDefaultCompiler, setDefaultStore } from './runtime/slots.ts'

export type { Artifact } from './artifact/artifact.ts'
export type { CompileRequest, Compiler, Inspection } from './artifact/compile.ts'
export type { Lookup, Store, StoreFacts } from './artifact/store.ts'
export { TypingError } from './base/typing-error.ts'
export type { ClassStats } from './runtime/class-stats.ts'
export type { JitOptions, SpecialisationStats, Stats } from './runtime/jit.ts'
export type { ClassOptions } from './runtime/jitclass.ts'
export { memoryInUse } from './runtime/machine.ts'
export { setCompiler, setStore } from './runtime/slots.ts'

/**
 * Numbers of a certain width, for signatures ahead of time. To TypeScript they are `number` and `bigint`.
 *
 * @example
 * export function shift(x: int32, by: uint8): int32 {
 *   return x << by
 * }
 */
export type int8 = number
export type uint8 = number
export type int16 = number
export type uint16 = number
export type int32 = number
export type uint32 = number
export type int64 = bigint
export type uint64 = bigint
export type float32 = number
export type float64 = number

/** A compiled function: the function itself in type, with what can be asked of it. */
export type Kernel<F> = F & KernelMembers<F>

/**
 * Compile a function. It is typed by its calls: each new combination of argument types is compiled once.
 *
 * @example
 * const f = jit((x: number) => x * 2)
 * f(21)                    // 42
 * f.signatures             // ['float64(int32)']
 */
export function jit<F extends AnyFunction>(fn: F, options?: JitOptions): Kernel<F>
/**
 * Compile a function now, for the argument types given. A call with others is a TypeError.
 *
 * @example
 * const f = jit('int64(int64)', (x: bigint) => x * 10n)
 */
export function jit<const S extends string, F extends FunctionOf<S> & AnyFunction>(signature: S, fn: F, options?: JitOptions): Kernel<F>
/**
 * Compile a function now, for several combinations of types; a call takes the first that fits.
 *
 * @example
 * const f = jit(['int32(int32)', 'float64(float64)'], (x: number) => x + 1)
 */
export function jit<const S extends readonly string[], F extends FunctionOfAll<S> & AnyFunction>(
  signatures: S,
  fn: F,
  options?: JitOptions,
): Kernel<F>
export function jit(
  first: AnyFunction | string | readonly string[],
  second?: AnyFunction | JitOptions,
  third?: JitOptions,
): Kernel<AnyFunction> {
  return calledBy(jit, () => {
    beginWithDefaults()
    if (typeof first === 'string') return makeKernel(second as AnyFunction, [first], third ?? {})
    if (Array.isArray(first)) return makeKernel(second as AnyFunction, first as string[], third ?? {})
    return makeKernel(first as AnyFunction, [], (second as JitOptions | undefined) ?? {})
  })
}

/** The cache, and the compiler that is beside this file. */
function beginWithDefaults(): void {
  setDefaultStore(openStore)
  setDefaultCompiler(() => loadCompilerFrom(import.meta.url))
}

/** The types of a spec must be those of the class; names that TypeScript hides (private ones) are not checked. */
type SpecOf<S, I> = {
  readonly [K in keyof S]: K extends keyof I
    ? I[K] extends (...values: never[]) => unknown
      ? string
      : S[K] extends string
        ? string extends S[K]
          ? string
          : HostOf<S[K]> extends I[K]
            ? string
            : I[K] extends HostOf<S[K]>
              ? string
              : never
        : never
    : string
}

/**
 * Compile a class. Its instances live in the memory of compiled code; the host sees them as ordinary objects of the class.
 * Fields have the types that their initialisers and the constructor give, unless they are named here.
 *
 * @example
 * const Counter = jitclass({ count: 'int64' }, class Counter {
 *   count = 0n
 *   add(n: bigint) { this.count += n }
 * })
 * const c = new Counter()
 * c.add(5n)
 * c.count                  // 5n
 *
 * @example
 * @jitclass class Point { constructor(public x: number, public y: number) {} }
 * @jitclass({ size: 'int32' }) class Heap { size = 0 }
 */
export function jitclass<C extends AnyClass>(given: C, context?: ClassDecoratorContext<C>): C
export function jitclass<C extends AnyClass>(given: C, options: ClassOptions): C
export function jitclass<const S extends Spec, C extends AnyClass>(
  spec: S & SpecOf<S, InstanceType<C>>,
  given: C,
  options?: ClassOptions,
): C
export function jitclass<const S extends Spec>(
  spec?: S,
  options?: ClassOptions,
): <C extends AnyClass>(given: C & (S extends SpecOf<S, InstanceType<C>> ? unknown : never), context?: ClassDecoratorContext<C>) => C
export function jitclass(first: AnyClass | Spec = {}, second?: unknown, third?: ClassOptions): unknown {
  return calledBy(jitclass, () => {
    beginWithDefaults()
    if (typeof first === 'function') {
      const decorating = typeof second === 'object' && second !== null && (second as { kind?: unknown }).kind === 'class'
      return makeClass({}, first, decorating ? {} : ((second as ClassOptions | undefined) ?? {}), decorating)
    }
    if (typeof second === 'function') return makeClass(first, second as unknown as AnyClass, third ?? {})
    checkSpec(first)
    if (second !== undefined && (typeof second !== 'object' || second === null)) checkClass(second, second)
    const options = (second as ClassOptions | undefined) ?? {}
    return function decorate(given: AnyClass, context?: { kind?: unknown }) {
      return calledBy(decorate, () => makeClass(first, given, options, context?.kind === 'class'))
    }
  })
}

/** What has been compiled for a class: as one unit, and by member. */
export function statsOf(given: AnyClass): ClassStats {
  return calledBy(statsOf, () => classStats(given))
}

interface ArrayClass<A> {
  readonly BYTES_PER_ELEMENT: number
  new (length: number): A
}

/**
 * An ordinary typed array that lies in the memory of compiled code, and so crosses to it without a copy. Its memory is
 * freed when it can no longer be reached.
 *
 * @example
 * const big = array(Float64Array, 1_000_000)
 * const some = array(Int32Array, [1, 2, 3])
 * const more = array([0.5, 1.5])              // a Float64Array
 */
export function array<A>(
  arrayClass: ArrayClass<A>,
  from: number | Iterable<number> | Iterable<bigint> | ArrayLike<number> | ArrayLike<bigint>,
): A
export function array(values: readonly number[]): Float64Array
export function array(values: readonly bigint[]): BigInt64Array
export function array(first: unknown, second?: unknown): unknown {
  return calledBy(array, () => {
    if (Array.isArray(first)) return arrayFrom(typeof first[0] === 'bigint' ? 'int64' : 'float64', first)
    const element = elementOf(first)
    return typeof second === 'number' ? makeArray(element, second) : arrayFrom(element, second)
  })
}
