/** What output with classes says of its code, where nothing but numbers, typed arrays and instances crosses (open-sealed.ts). */
import type { CompiledModule, CompiledUnit } from '../artifact/module.ts'
import type { ElementKind } from '../artifact/types.ts'
import type { Scalar } from './open-numbers.ts'

/** A typed array, or an instance. */
export interface SealedReference {
  /** As messages write it. */
  readonly text: string
  readonly element?: ElementKind
  /** Which of the module's classes. */
  readonly of?: number
  /** It may be missing. */
  readonly null?: boolean
  readonly undefined?: boolean
}

export type SealedType = Scalar | SealedReference

export interface SealedExport {
  /** Of the wasm export. */
  readonly name: string
  /** As text. */
  readonly signature: string
  readonly params: readonly SealedType[]
  /** `new`: what a constructor gives, the address of the instance. */
  readonly result: SealedType | 'void' | 'undefined' | 'new'
  /** Names, for messages. */
  readonly parameters: readonly string[]
  /** Where the code may write what a parameter refers to. */
  readonly writes?: readonly boolean[]
  readonly units?: readonly CompiledUnit[]
}

export interface SealedModule
  extends Pick<CompiledModule, 'version' | 'name' | 'classes' | 'layouts' | 'strings' | 'sites' | 'hasLoops' | 'positions'> {
  readonly exports: readonly SealedExport[]
  /** Group and name of each import. */
  readonly imports: readonly (readonly [group: string, name: string])[]
  /** Some code may keep a reference to an instance. */
  readonly shared: boolean
}
