/** What a compilation leaves: plain data. The run time runs it, the cache stores it, ahead-of-time output embeds it. */
import type { ErrorKind } from './abi.ts'
import type { FieldStorage, Layout } from './layout.ts'
import type { Positions } from './positions.ts'
import type { FunctionName, HostType, Signature } from './types.ts'

export { ABI_VERSION } from './abi.ts'

/** How an argument of an error site is to be read; `str` is a string handle, `tagged` the bits of an f64 that may be a tag. */
export type SiteArgument = 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64' | 'bool' | 'str' | 'tagged'

/** What a failed check or a `throw` throws; `$0`, `$1`… in the text are the arguments. */
export interface ArtifactSite {
  readonly kind: ErrorKind
  readonly text: string
  readonly arguments: readonly SiteArgument[]
}

export interface ArtifactExport {
  /** Of the wasm export. */
  readonly name: string
  /** What crosses. */
  readonly signature: Signature
  /** The declared result, which the lifted one has to be checked against; without it, the code has seen to that. */
  readonly promise?: HostType
  /** Names of the parameters for messages; may be shorter than the signature. */
  readonly parameters: readonly string[]
}

/** A class whose instances the code makes or uses. */
export interface ArtifactClass {
  /** The unit's id, which is of this process only: who stores an artifact puts something else in its place. */
  readonly id: string
  readonly name: string
  /** Index of the class that it extends; -1 for none. */
  readonly base: number
  /** Instances cross to the host (see DeclaredClass); else the class is known to this artifact only. */
  readonly declared: boolean
  /**
   * Declared, but no instance is made here, and so not all types of its fields are known: the layout says nothing. As long
   * as no other artifact has fixed it, there are no instances; afterwards this artifact must not be used any more.
   */
  readonly open?: boolean
  /** Name of the layout, which is among the artifact's own: `class:<index>`. */
  readonly layout: string
  /** Inherited ones first; a subclass begins like its base. The word before them, at CLASS.host, is the run time's. */
  readonly fields: readonly ArtifactField[]
}

export interface ArtifactField {
  readonly name: string
  readonly offset: number
  readonly storage: FieldStorage
  /** Null if the host cannot see it. */
  readonly type: HostType | null
  /** Nothing is stored: the field always holds this built-in (`BigInt64Array`); offset and storage mean nothing. */
  readonly constant?: string
}

export interface ArtifactStatic {
  /** Id of the class's unit. */
  readonly key: string
  readonly name: string
  readonly holds: 'number' | 'bigint' | 'boolean'
  /** The first value, as text, of a private one; that of another the class has. */
  readonly initial?: string
}

export interface Milliseconds {
  readonly total: number
  readonly parse: number
  readonly build: number
  readonly infer: number
  readonly optimise: number
  readonly emit: number
}

export interface ImportedFunction extends FunctionName {
  /** One that instances hold as they hold those of the host. Ahead of time, `record` gives the one of the module. */
  readonly type?: HostType & { readonly kind: 'callback' }
  readonly record?: (machine: never) => number
}

export interface Artifact {
  readonly version: number
  readonly name: string
  readonly wasm: Uint8Array
  /** The first is the kernel. */
  readonly exports: readonly ArtifactExport[]
  /** A base before those that extend it. The layout of `class:<index>` has an id of its own in each process. */
  readonly classes: readonly ArtifactClass[]
  /** What the wasm imports as `"l" <name>`, and all that its objects refer to. */
  readonly layouts: readonly Layout[]
  /** String constants, `"s" <index>`. */
  readonly strings: readonly string[]
  /** Functions in fields of instances, `"f" <index>`: each has one object, which all modules share. */
  readonly functions?: readonly ImportedFunction[]
  /** Static fields that code may assign, `"c" <index>`: each lies in one object, which all modules share. */
  readonly statics?: readonly ArtifactStatic[]
  /** Throw sites by index. */
  readonly sites: readonly ArtifactSite[]
  /** What `log.ref` takes an index into. */
  readonly hostTypes: readonly HostType[]
  /** Captured arrays and values, passed after the declared parameters at every call. */
  readonly implicit: readonly { readonly id: string; readonly name: string; readonly type: HostType }[]
  /** Runs long enough to be compiled by V8's optimising tier at once. */
  readonly hasLoops: boolean
  /** The kernel itself has none: so many other functions have, exported by `loopName`. */
  readonly loops?: number
  /** May the kernel write what this parameter refers to? By parameter, then by implicit argument. */
  readonly writes: readonly boolean[]
  /** `linked`: its functions were there already, and were put into the code as they were. */
  readonly units: readonly {
    readonly name: string
    readonly kind: 'function' | 'class'
    readonly milliseconds: number
    readonly linked?: true
  }[]
  readonly milliseconds: Milliseconds
  /** Where the calls in the code come from. Sources are ids of units. */
  readonly positions?: Positions
}
