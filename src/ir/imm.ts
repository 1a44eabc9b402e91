/** Immediates: what an instruction holds besides values. The row of an operation names the form. */
import type { ErrorSite } from './function.ts'
import type { Storage } from './types.ts'

/**
 * Alias class of a memory access. Accesses of different regions never touch the same bytes.
 * `field:<layout>.<field>` for a field of a heap object, `list:<storage>` for the elements of
 * growable lists, `array` for the elements of typed arrays (all views of a buffer alias).
 */
export type Region = string

export type Imm =
  | undefined
  | number
  | bigint
  | string
  | boolean
  | null
  /** const at JS level: undefined has its own form because `undefined` means "no immediate". */
  | { readonly undefined: true }
  /**
   * load, store: byte offset from the address, how it is stored; `fixed`: never changes after its object is made, so a load can move freely.
   * `early`: it was moved to where it may be that nobody would have loaded it: what it gives then is anything, and no address.
   */
  | { readonly offset: number; readonly storage: Storage; readonly region: Region; readonly fixed: boolean; readonly early?: boolean }
  /** element access: how elements are stored; what a read outside gives; `early` as above. */
  | {
      readonly storage: Storage
      readonly region: Region
      readonly outside: 'unchecked' | 'undefined' | 'nan' | 'zero' | 'ignore'
      readonly early?: boolean
    }
  /** guard: what is thrown when it fails. */
  | { readonly site: ErrorSite }
  /** js.refine: the relation that is known to hold between the value and the other operand (or the constant named). */
  | { readonly relation: Relation }
  /** js.closure, js.object, js.array, js.new, js.call with spread: names, or flags by operand. */
  | { readonly names: readonly string[] }
  | { readonly spread: readonly boolean[] }

export type Relation =
  | 'truthy'
  | 'falsy'
  | '==='
  | '!=='
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  /** The same of something computed from the value that is not smaller than it where it is an integer and not negative. */
  | 'grown <'
  | 'grown <='
  | 'grown !>'
  | 'grown !>='
  | '!<'
  | '!<='
  | '!>'
  | '!>='
  | `typeof ${string}`
  | `!typeof ${string}`
  | 'instanceof'
  | '!instanceof'
