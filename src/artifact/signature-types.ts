/**
 * Signatures as types: `FunctionOf<'int64(float64[:])'>` is `(...) => bigint` of a Float64Array. Tuples, records and
 * classes are read as `any`: to check them is the run time's business.
 */
interface Names {
  float64: number
  float32: number
  int8: number
  uint8: number
  int16: number
  uint16: number
  int32: number
  uint32: number
  int64: bigint
  uint64: bigint
  boolean: boolean
  mixed: number | boolean | string
  string: string
  void: undefined
  undefined: undefined
  null: null
}

interface Arrays {
  float64: Float64Array
  float32: Float32Array
  int8: Int8Array
  uint8: Uint8Array
  uint8c: Uint8ClampedArray
  int16: Int16Array
  uint16: Uint16Array
  int32: Int32Array
  uint32: Uint32Array
  int64: BigInt64Array
  uint64: BigUint64Array
}

type Trim<S extends string> = S extends ` ${infer R}` ? Trim<R> : S extends `${infer R} ` ? Trim<R> : S

/** The host type of a type's text. */
export type HostOf<S extends string> = S extends `${string}{${string}` | `${string}<${string}` | `[${string}` | `(${string}`
  ? // biome-ignore lint/suspicious/noExplicitAny: not checked here
    any
  : S extends `${infer T}[:]`
    ? Trim<T> extends keyof Arrays
      ? Arrays[Trim<T>]
      : never
    : S extends `${infer T}[]`
      ? HostOf<Trim<T>>[]
      : S extends `${infer T}?`
        ? HostOf<Trim<T>> | null
        : S extends `${infer T}|${infer U}`
          ? HostOf<Trim<T>> | HostOf<Trim<U>>
          : S extends keyof Names
            ? Names[S]
            : // biome-ignore lint/suspicious/noExplicitAny: a class
              any

type Split<S extends string> = Trim<S> extends '' ? [] : S extends `${infer A},${infer R}` ? [Trim<A>, ...Split<R>] : [Trim<S>]
type HostsOf<L extends string[]> = { [I in keyof L]: HostOf<L[I]> }

// biome-ignore lint/suspicious/noExplicitAny: any function
type Anything = (...values: any[]) => any

type ResultOf<S extends string> = S extends '' ? unknown : S extends 'void' ? unknown : HostOf<S>

/** The type of functions that a signature describes; any function where the text is not a literal or holds brackets of several kinds. */
export type FunctionOf<S extends string> = string extends S
  ? Anything
  : S extends `${string}{${string}` | `${string}<${string}` | `${string}(${string}(${string}` | `${string}[${string},${string}]${string}`
    ? Anything
    : S extends `${infer R}(${infer P})`
      ? (...values: HostsOf<Split<P>>) => ResultOf<Trim<R>>
      : never

/** Every one of several signatures. */
export type FunctionOfAll<S extends readonly string[]> = S extends readonly [infer A extends string, ...infer R extends readonly string[]]
  ? FunctionOf<A> & FunctionOfAll<R>
  : unknown
