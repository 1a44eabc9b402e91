/**
 * Host types: how a value looks on the host's side of a call. Signatures are written in them
 * (signature.ts), arguments are checked against them, results are built from them.
 */
export type NumberKind = 'float64' | 'float32' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32'
/** Element kinds of typed arrays; `uint8c` is Uint8ClampedArray. */
export type ElementKind = NumberKind | 'uint8c' | 'int64' | 'uint64'

export type Asked = 'names' | 'order'

export type HostType =
  /** `mixed` stands inside of `optional` only: a number, a boolean or a string, kept as an f64 with tags. */
  | { readonly kind: 'mixed' }
  | { readonly kind: NumberKind | 'int64' | 'uint64' | 'boolean' | 'string' | 'void' | 'undefined' | 'null' }
  /** `float64[:]`: a typed array. */
  | { readonly kind: 'array'; readonly element: ElementKind }
  /**
   * `float64[]`: a growable array. `kept`, here and below: an instance may hold on to it, so that a copy for the host
   * would not be the same object. `of`: to the host it is a collection, a Map of pairs or a Set, or an object with these
   * properties (Record). What crosses alone is a list of what is in it; `copied`, a part of a result, is the
   * collection itself (collectionLayout), of which the host gets a copy.
   */
  | {
      readonly kind: 'list'
      readonly element: HostType
      readonly kept?: boolean
      readonly of?: 'Map' | 'Set' | 'Record'
      readonly copied?: boolean
      /** Of a Record: `Object.create(null)` made it, so it inherits nothing. */
      readonly bare?: boolean
      /** Of a parameter: made for the call, of its last arguments (`...xs`). The program has no other reference to it. */
      readonly fresh?: boolean
    }
  /** `[float64, int32]` */
  | { readonly kind: 'tuple'; readonly elements: readonly HostType[]; readonly kept?: boolean }
  /** `{ x: float64, y: float64 }` */
  | {
      readonly kind: 'record'
      readonly fields: readonly RecordField[]
      readonly kept?: boolean
      /** Compiled code asks which properties there are, or for a list of them: objects must have just these, or these in this order. */
      readonly asked?: Asked
    }
  /** `T?` with null and / or undefined. */
  | { readonly kind: 'optional'; readonly type: HostType; readonly null: boolean; readonly undefined: boolean }
  /**
   * An instance of a class, or of one that extends it. `key` tells which class: the id of its unit in requests, its
   * index among the artifact's classes in artifacts, and nothing as long as only the name is known (parsed text).
   */
  | { readonly kind: 'class'; readonly name: string; readonly key: string }
  /** A field that always holds a built-in (`BigInt64Array`): nothing is stored. */
  | { readonly kind: 'builtin'; readonly path: string }
  /** A field of an instance that holds one of these functions; others may come to be among them. */
  | { readonly kind: 'functions'; readonly of: readonly FunctionName[] }
  /** A function given as an argument: compiled in by identity, no value crosses. `key` is its content hash. */
  | { readonly kind: 'function'; readonly key: string }
  /** Any function of the host, of this type: compiled code calls back. Ahead of time only. `kept`: an instance may hold it when the call is over. */
  | { readonly kind: 'callback'; readonly params: readonly HostType[]; readonly result: HostType; readonly kept?: boolean }
  /** Signatures only: the type is inferred (a result in `(float64)`). */
  | { readonly kind: 'inferred' }

export interface RecordField {
  readonly name: string
  readonly type: HostType
  /** Of a result: where it is undefined, the object has no such property. */
  readonly lacked?: boolean
}

/** A function of the program that captures no variables of other functions: its unit, and which part of the unit it is. */
export interface FunctionName {
  /** Id of the unit. */
  readonly key: string
  /** `#0` is the unit's own function; others are numbered inside of it, or of a member of it that stands before the number. */
  readonly part: string
}

export interface Signature {
  readonly params: readonly HostType[]
  readonly result: HostType
}
