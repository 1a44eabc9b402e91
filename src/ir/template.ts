/** What the builder makes of one function of the source: JS-level IR and what its callers must know. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { Span } from '../base/span.ts'
import type { Func, Inst } from './function.ts'

/**
 * What is built in another way once inference has found a program that needs it; all others stay as simple as they are.
 * `closing`: every loop closes what it goes over when an exception ends it. `by names`: what an object literal has for properties is
 * asked when it runs, since it may get others. `unlinked`: what is kept of classes does not fit, and is compiled again.
 */
export type BuildWish = 'closing' | 'by names' | 'unlinked'

/** Thrown out of the compilation, which begins anew with the wish. */
export class BuildAgain {
  readonly wish: BuildWish
  constructor(wish: BuildWish) {
    this.wish = wish
  }
}

export interface Template {
  /** Unique in the compilation: the unit's id and a number, `f3#0`. */
  readonly id: string
  readonly name: string
  /** What stack traces call it; undefined for glue of ours. */
  readonly title: string | undefined
  readonly unit: SourceUnit
  /** Block 0 has a parameter for each source parameter in order; with `usesThis`, `this` comes first. Defaults and destructuring are code in the body. */
  readonly func: Func
  readonly paramNames: readonly string[]
  /** The last parameter takes the remaining arguments as a list. */
  readonly rest: boolean
  /** `fn.length`. */
  readonly required: number
  readonly usesThis: boolean
  /** Captured variables of enclosing functions in the same unit, in the order of `js.closure`'s operands and `js.captured`'s index. */
  readonly captures: readonly { readonly name: string; readonly cell: boolean }[]
  readonly span: Span
}

/** Names of functions that a class has. */
export interface MemberNames {
  readonly methods: readonly string[]
  readonly getters: readonly string[]
  readonly setters: readonly string[]
}

export interface MemberTemplates {
  readonly names: MemberNames
  method(name: string): Template | undefined
  getter(name: string): Template | undefined
  setter(name: string): Template | undefined
}

/** The name of the form of a method that takes `count` arguments one by one and all others in one list: `add...1`. */
export function spreadForm(name: string, count: number): string {
  return `${name}...${count}`
}

/** What such a name is made of. */
export function readSpreadForm(name: string): { readonly name: string; readonly count: number } | undefined {
  const [, method, count] = /^(.+)\.\.\.(\d+)$/.exec(name) ?? []
  return method === undefined ? undefined : { name: method, count: Number(count) }
}

/** How many arguments js.call, js.new or js.super gives one by one, if it gives all others in one list. */
export function spreadOf({ imm }: Pick<Inst, 'imm'>): number | undefined {
  if (typeof imm === 'string') return readSpreadForm(imm)?.count
  const at = typeof imm === 'object' && imm !== null && 'spread' in imm ? imm.spread.indexOf(true) : -1
  return at < 0 ? undefined : at
}

/** `super(…)`, with or without `...`; any other name is a method's. */
export function isConstructor(name: string): boolean {
  return (readSpreadForm(name)?.name ?? name) === 'constructor'
}

/** By this name a constructor function means itself: its own need not be seen from inside. */
export const CONSTRUCTOR_FUNCTION = '(constructor)'

/** What the builder makes of a class. Members are built when they are first asked for. */
export interface ClassTemplate {
  readonly unit: SourceUnit
  /** For people; tools may have changed the name in the text. */
  readonly name: string
  /** The name by which its parts know it, as a free name of theirs. */
  readonly binding: string
  readonly span: Span
  /** It extends something, whether that can be seen or not. */
  readonly derived: boolean
  /** The name in its `extends`. */
  readonly extends: string | undefined
  /** Own fields in the order of their first mention: those declared, then those assigned. */
  readonly fields: readonly string[]
  /** Declared without a value: in a subclass that makes an inherited field undefined again. */
  readonly bare: ReadonlySet<string>
  /** Fields that are assigned only: where a base has a setter of the name, that is what is meant. */
  readonly assigned: ReadonlySet<string>
  /** Fields that hold arrays of which the class asks for elements at literal indices only. */
  readonly tuples: ReadonlySet<string>
  /** Fields that may be read while they have no value. */
  readonly early: ReadonlySet<string>
  /** The same, for what stands behind a name that the class does not have itself: a field of a base reads nothing. */
  readonly inherited: ReadonlyMap<string, ReadonlySet<string>>
  /** Own methods and accessors that the construction runs. */
  readonly constructionCalls: ReadonlySet<string>
  /** Its constructor surely runs that of its base; a class's must. */
  readonly runsBase: boolean
  readonly staticFields: ReadonlySet<string>
  /** Those that functions of the class seem to assign. */
  readonly assignedStatics: ReadonlySet<string>
  /** What private static fields begin with, of those that only compiled parts of the class use. */
  readonly privateStatics: ReadonlyMap<string, number | bigint | boolean>
  readonly hasConstructor: boolean
  readonly hasInitialiser: boolean
  /** `spread`: its form for that many arguments one by one and all others in one list. Functions that are used as classes have none. */
  construct(spread?: number): Template | undefined
  initialise(): Template | undefined
  readonly instance: MemberTemplates
  readonly static: MemberTemplates
}
