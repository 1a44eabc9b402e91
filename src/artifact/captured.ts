/**
 * Source text on its way to the compiler, with what its free variables stand for. The host fills this in
 * (runtime/capture.ts from live values, aot/ from files); the compiler only asks.
 */
import type { CompileOptions } from './compile.ts'
import type { ElementKind, HostType } from './types.ts'

/** One function or class, as text. */
export interface SourceUnit {
  /** Unique in the process; the same function is always the same unit. Not stable between processes: never part of a key. */
  readonly id: string
  readonly name: string
  readonly kind: 'function' | 'class'
  readonly text: string
  /** The unit is no source but a built-in function, by its path: `Math.sin` given as an argument. */
  readonly builtin?: string
  /** The text as the user wrote it, where `text` has blanks in place of types: what messages show. */
  readonly shown?: string
  /** Where in `shown` a character of `text` comes from; without it, both are of the same length. */
  readonly origin?: (offset: number) => number
  /** Where `text` begins in the user's file, where that is known. Line and column count from 1. */
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Where a line and column of the text, both from 0, are in the user's file. */
  placeAt?(line: number, column: number): { readonly file: string; readonly line: number; readonly column: number } | undefined
  /** The lines of such a file, for messages. */
  linesOf?(file: string): readonly string[] | undefined
  /** Of a class: the class that it extends. */
  base?(): SourceUnit | undefined
  /** Of a function that is used with `new`: the methods and accessors of its prototype. Its base is then the constructor of that prototype's own. */
  prototype?(): PrototypeUnits
  /** Of a class: the host has it, and makes instances of classes of errors. */
  readonly hosted?: boolean
  /** Of a class: what a static field holds now. */
  static?(name: string): Captured | undefined
  /** Static fields of the class can live in linear memory, where the host and all code see them; `own`: those that it assigns itself. */
  readonly staticCells?: boolean | 'own'
  /** Of a class that `jitclass` was given: instances cross to the host, so their layout is the same for all code. */
  readonly declared?: DeclaredClass
  /** What a free variable stands for now; undefined if nothing of that name can be seen. Asked for at compile time only. */
  resolve(name: string): Captured | undefined
}

export interface PrototypeUnits {
  readonly methods: ReadonlyMap<string, SourceUnit>
  readonly getters: ReadonlyMap<string, SourceUnit>
  readonly setters: ReadonlyMap<string, SourceUnit>
}

export interface DeclaredClass {
  /**
   * Types of fields by name (own and inherited): those of the spec, and all of them once some artifact has fixed the
   * layout. Classes in them may have no key yet: `classNamed` knows which are meant.
   */
  fields(): ReadonlyMap<string, HostType>
  /** Classes known now that extend it directly. */
  subclasses(): readonly SourceUnit[]
  /** By the key that a type has, if it has one, else by name. */
  classNamed(name: string, key: string): SourceUnit | undefined
  /** The options of its members, if what is compiled of it may be kept for other code. */
  kept?(): CompileOptions | undefined
  /** Functions that fields hold, by the key in the field's type. */
  functionOf?(key: string): SourceUnit | undefined
}

export type Captured =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bigint'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'null' }
  /** A built-in, by its path: `Math`, `Math.sin`, `Float64Array`, `console.log`, `BigInt.asIntN`, `RangeError`, … */
  | { readonly kind: 'builtin'; readonly path: string }
  | { readonly kind: 'function'; readonly unit: SourceUnit }
  | { readonly kind: 'class'; readonly unit: SourceUnit }
  /** A typed array: passed along with every call (`id` names it among the unit's implicit arguments). */
  | { readonly kind: 'array'; readonly element: ElementKind; readonly id: string }
  /** State of a module, ahead of time: a typed array of one element; it may be assigned. A boolean is 0 or 1. */
  | { readonly kind: 'cell'; readonly element: ElementKind; readonly boolean: boolean; readonly id: string }
  /** Other such state: what `value` of a record holds, or of an instance of a class that is there for it alone. */
  | {
      readonly kind: 'variable'
      readonly type: HostType & { kind: 'record' | 'class' }
      readonly id: string
      classOf?(key: string): SourceUnit | undefined
    }
  /** A static field that some code assigns. */
  | { readonly kind: 'static'; readonly holds: 'number' | 'bigint' | 'boolean' }
  /** A plain array or object with data in it: copied in with every call; or an instance. `classOf`: the classes in its type, by key. */
  | { readonly kind: 'value'; readonly type: HostType; readonly id: string; classOf?(key: string): SourceUnit | undefined }
  /** A module namespace or a frozen object: its properties are constants. */
  | {
      readonly kind: 'object'
      get(name: string): Captured | undefined
      /** A function that gives the property whose name is found at run time: what `name[]` stands for where the object is `name`. */
      readonly at?: SourceUnit
      /** A function that makes an object or array with all of its properties anew: what `name[*]` stands for. */
      readonly all?: SourceUnit
    }
  /** Cannot be compiled; the reason completes the sentence "`x` is …". */
  | { readonly kind: 'unsupported'; readonly reason: string }
