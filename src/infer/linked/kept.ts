/**
 * What is kept of a class for code that is compiled with it: its members as typed functions, before the optimiser, each for some types
 * of arguments; and what has to be as it was then. A class qualifies if its fields hold what means the same everywhere (plain.ts).
 */
import type { Captured } from '../../artifact/captured.ts'
import type { Layout } from '../../artifact/layout.ts'
import type { PackedFunc, Tables } from '../../ir/pack.ts'
import type { BuildWish, ClassTemplate, MemberNames, Template } from '../../ir/template.ts'
import type { InferOptions } from '../world.ts'
import type { Plain } from './plain.ts'

type Place = readonly [start: number, end: number, point: number | null]

/** Of a member; the key of its template is what follows the unit's id. */
export interface KeptTemplate {
  readonly facts: Pick<Template, 'name' | 'title' | 'paramNames' | 'rest' | 'required' | 'usesThis'>
  readonly place: Place
}

/** A function for some types of arguments. */
export interface KeptPart {
  readonly template: string
  /** Undefined for what only other parts call. */
  readonly params?: readonly Plain[] | undefined
  readonly result: Plain
  /** What it and all that it calls put into fields, and whether that makes instances. */
  readonly writes: readonly (readonly [field: string, type: Plain])[]
  readonly constructs: boolean
  /** It holds as long as no caller asks whether the result is undefined. */
  readonly unasked: boolean
  readonly func: PackedFunc
}

/** The class, as far as others must know it. */
export interface KeptShape {
  readonly facts: Pick<ClassTemplate, 'name' | 'binding' | 'fields' | 'hasConstructor' | 'hasInitialiser'>
  readonly place: Place
  readonly sets: Readonly<Record<SetName, readonly string[]>>
  readonly inherited: readonly (readonly [name: string, fields: readonly string[]])[]
  readonly instance: MemberNames
  readonly static: MemberNames
}

export const SETS = ['bare', 'assigned', 'tuples', 'early', 'constructionCalls'] as const
export type SetName = (typeof SETS)[number]

export interface Kept {
  readonly bounds: InferOptions['bounds']
  readonly wishes: readonly BuildWish[]
  /** What names in it stand for. */
  readonly names: readonly (readonly [name: string, answer: string])[]
  readonly shape: KeptShape
  readonly fields: readonly (readonly [name: string, type: Plain])[]
  readonly layout: Layout
  /** All others that its functions speak of. */
  readonly layouts: readonly Layout[]
  readonly templates: Readonly<Record<string, KeptTemplate>>
  /** By numbers, which functions call each other by: `@3`. */
  readonly parts: Readonly<Record<number, KeptPart>>
  readonly tables: Tables
  /** Functions of the compiler's own. */
  readonly library: readonly (readonly [name: string, PackedFunc])[]
}

/** Of names that stand for the same in every process; undefined for others. */
export function answerText(captured: Captured | undefined): string | undefined {
  switch (captured?.kind) {
    case 'builtin':
      return `builtin ${captured.path}`
    case 'number':
      return `number ${Object.is(captured.value, -0) ? '-0' : captured.value}`
    case 'bigint':
    case 'boolean':
      return `${captured.kind} ${captured.value}`
    case 'string':
      return `string ${captured.value}`
    case 'undefined':
    case 'null':
      return captured.kind
  }
  return undefined
}

/** By what a part is found. */
export function partKey(template: string, params: readonly Plain[]): string {
  return `${template} ${JSON.stringify(params)}`
}

/** Names of memory in what is kept: `own` is the class's layout. */
export const OWN = 'own'

export function renamed(name: string, from: string, to: string): string | undefined {
  if (name === from) return to
  const field = `field:${from}.`
  if (name.startsWith(field)) return `field:${to}.${name.slice(field.length)}`
  return /^(field:)?(class:|closure|own\b)|^static:/.test(name) ? undefined : name
}
