/**
 * What is kept of a class for code that is compiled with it: its members as typed functions, before the optimiser, each for some types
 * of arguments; and what has to be as it was then. A class qualifies if its fields hold what means the same everywhere (plain.ts).
 */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import type { Layout } from '../../artifact/layout.ts'
import type { PackedFunc, Tables } from '../../ir/pack.ts'
import type { BuildWish, ClassTemplate, MemberNames, Template } from '../../ir/template.ts'
import type { InferOptions } from '../world.ts'
import type { KeptNode } from './nodes.ts'
import type { Family, NodePath, Plain } from './plain.ts'

type Place = readonly [start: number, end: number, point: number | null]

/** Of a member; the key of its template is the place of its class, and what follows the unit's id. */
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
  /** Lists, tuples and records that its result is or has in it, and no field. */
  readonly given: Readonly<Record<string, KeptNode>>
  /** It writes typed arrays. */
  readonly fills: boolean
  /** What it and all that it calls put into fields and what these hold, and whether that makes instances. */
  readonly writes: readonly (readonly [at: NodePath, type: Plain])[]
  readonly constructs: readonly number[]
  /** Primitive values that they throw. */
  readonly throws: readonly Plain[]
  /** What was thrown anywhere, if they catch something. */
  readonly catches: Plain | null
  /** The static fields that they use. */
  readonly statics: readonly (readonly [of: number, name: string])[]
  /** The classes that these speak of. */
  readonly needs: readonly number[]
  /** It holds as long as no caller asks whether the result is undefined. */
  readonly unasked: boolean
  readonly func: PackedFunc
}

/** The class, as far as others must know it. */
export interface KeptShape {
  readonly facts: Pick<ClassTemplate, 'name' | 'binding' | 'derived' | 'extends' | 'fields' | 'hasConstructor' | 'hasInitialiser'>
  readonly place: Place
  readonly sets: Readonly<Record<SetName, readonly string[]>>
  readonly inherited: readonly (readonly [name: string, fields: readonly string[]])[]
  /** What private static fields begin with; bigints as texts. */
  readonly privateStatics: readonly (readonly [name: string, value: number | boolean | string])[]
  readonly instance: MemberNames
  readonly static: MemberNames
}

export const SETS = ['bare', 'assigned', 'tuples', 'early', 'constructionCalls', 'staticFields', 'assignedStatics'] as const
export type SetName = (typeof SETS)[number]

/** A class that the functions speak of. */
export interface KeptClass {
  /** How it is found: as what one before it extends, or by a name that one before it uses. The first is the one that is asked for. */
  readonly via: readonly ['base', of: number] | readonly ['name', of: number, name: string] | null
  readonly name: string
  /** Of the first: empty. */
  readonly text: string
  readonly declared: boolean
  /** -1: none. */
  readonly base: number
  readonly shape: KeptShape
  readonly fields: readonly (readonly [name: string, type: Plain])[]
  readonly layout: Layout
}

export interface Kept {
  readonly bounds: InferOptions['bounds']
  readonly wishes: readonly BuildWish[]
  readonly classes: readonly KeptClass[]
  /** What names in them stand for; or the kind of that, where no function that is kept uses it, but one was built so. */
  readonly names: readonly (readonly [of: number, name: string, answer: string])[]
  /** Of static fields that are used, what code depends on (statics.ts). */
  readonly statics: readonly (readonly [of: number, name: string, answer: string])[]
  /** What the fields hold, by place. */
  readonly nodes: Readonly<Record<string, KeptNode>>
  /** All others that its functions speak of. */
  readonly layouts: readonly Layout[]
  readonly templates: Readonly<Record<string, KeptTemplate>>
  /** By numbers, which functions call each other by: `@3`. */
  readonly parts: Readonly<Record<number, KeptPart>>
  readonly tables: Tables
  /** Functions of the compiler's own. */
  readonly library: readonly (readonly [name: string, PackedFunc])[]
}

/** Of names that stand for the same in every process; undefined for others. `placeOf`: of the classes that are known by place. */
export function answerText(captured: Captured | undefined, placeOf: (unit: SourceUnit) => number): string | undefined {
  switch (captured?.kind) {
    case 'class': {
      const of = placeOf(captured.unit)
      return of < 0 ? undefined : `class ${of}`
    }
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

export function kindText(captured: Captured | undefined): string {
  return `kind ${captured?.kind ?? 'absent'}`
}

/** By what a part is found. */
export function partKey(template: string, params: readonly Plain[]): string {
  return `${template} ${JSON.stringify(params)}`
}

/** What the layout of a class is called in what is kept, by its place. */
export function ownName(of: number): string {
  return `own${of}`
}

const STATIC = 'static:'

/** The name of a layout or region, with the places of classes for their ids; undefined for what is of one compilation alone. */
export function keptName(name: string, family: Family): string | undefined {
  if (name.startsWith(STATIC)) {
    const owner = family.findIndex((info) => info && name.startsWith(`${STATIC}${info.template.unit.id}.`))
    return owner < 0 ? undefined : `${STATIC}${owner}${name.slice(STATIC.length + family[owner]!.template.unit.id.length)}`
  }
  const [, field = '', id, rest = ''] = /^(field:)?class:(\d+)(\..*)?$/s.exec(name) ?? []
  if (id === undefined) return /^(field:)?(class:|own\d)/.test(name) ? undefined : name
  const of = family.findIndex((info) => info?.id === Number(id))
  return of < 0 ? undefined : `${field}${ownName(of)}${rest}`
}

/** And back; undefined if the class is not known. */
export function nameHere(name: string, family: Family): string | undefined {
  const [, owner, member = ''] = /^static:(\d+)(\..*)$/s.exec(name) ?? []
  if (owner !== undefined) {
    const unit = family[Number(owner)]?.template.unit
    return unit && `${STATIC}${unit.id}${member}`
  }
  const [, field = '', of, rest = ''] = /^(field:)?own(\d+)(\..*)?$/s.exec(name) ?? []
  if (of === undefined) return name
  const info = family[Number(of)]
  return info && `${field}class:${info.id}${rest}`
}
