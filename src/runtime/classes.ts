/**
 * The classes given to `jitclass` in this process, and how they are found: by the class itself (plain or wrapped), by
 * the id of its unit, by name. The layout of a class is fixed by the first artifact that contains it.
 */
import type { ArtifactField } from '../artifact/artifact.ts'
import type { DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import type { HostType } from '../artifact/types.ts'
import { shared } from '../base/shared.ts'
import { type AnyFunction, plainOf } from './identity.ts'
import type { Kernel } from './kernel.ts'
import type { Code } from './scalars.ts'

// biome-ignore lint/suspicious/noExplicitAny: any class
export type AnyClass = abstract new (...values: any[]) => any

/** What only code inside of the class can do: the address of an instance is a private field of it. */
export interface Shell {
  readonly wrapper: AnyFunction & { readonly prototype: object }
  /** The address of an instance of the class or of one that extends it; 0 if it has been freed, or is none. */
  refOf(value: unknown): number
  /** Is it an instance, freed or not? */
  has(value: unknown): boolean
  /** Forget the address. */
  forget(value: object): void
  /** A new host object for an instance that exists. */
  wrap(ref: number): object
  /** An expression with the private field in scope; not where code may not be made from text. */
  readonly evaluate: ((text: string) => unknown) | undefined
}

export interface ClassLayout {
  /** Of the layout: the first word of each instance. */
  readonly id: number
  readonly bytes: number
  /** Classes in their types have the ids of units as keys. */
  fields: readonly ArtifactField[]
}

export interface RuntimeClass {
  readonly name: string
  /** Place in the list of all. */
  readonly number: number
  readonly plain: AnyFunction & { readonly prototype: object }
  readonly unit: SourceUnit
  readonly declared: DeclaredClass
  readonly base: RuntimeClass | undefined
  /** Compiled ahead of time: its code cannot be made again. */
  readonly fixed: boolean
  /** Types of the fields that were given, own and inherited. */
  readonly spec: ReadonlyMap<string, HostType>
  readonly shell: Shell
  layout: ClassLayout | undefined
  /** Some code may keep a reference to an instance: then the host object must be found by it (instances.ts). */
  shared: boolean
  readonly subclasses: RuntimeClass[]
  /** Constructor and members. */
  readonly kernels: Kernel[]
  /** Kernels with code that knows the class: it is outdated when a new class extends this one. */
  readonly users: Set<WeakRef<Kernel>>
}

const state = shared('classes', () => ({
  all: [] as RuntimeClass[],
  byId: new Map<string, RuntimeClass>(),
  byPlain: new WeakMap<object, RuntimeClass>(),
  prototypes: new WeakSet<object>(),
}))

export function addClass(made: RuntimeClass): void {
  const { all, byId, byPlain, prototypes } = state()
  all.push(made)
  byId.set(made.unit.id, made)
  byPlain.set(made.plain, made)
  prototypes.add(made.shell.wrapper.prototype)
  made.base?.subclasses.push(made)
}

export function nextClassNumber(): number {
  return state().all.length
}

/** The class by itself, plain or wrapped. */
export function classOf(value: object): RuntimeClass | undefined {
  return state().byPlain.get(plainOf(value))
}

export function classById(id: string): RuntimeClass | undefined {
  return state().byId.get(id)
}

export function classByNumber(number: number): RuntimeClass {
  return state().all[number]!
}

export function classesNamed(name: string): readonly RuntimeClass[] {
  return state().all.filter((candidate) => candidate.name === name)
}

export function isClassPrototype(value: unknown): boolean {
  return state().prototypes.has(value as object)
}

/** The class of an instance, freed or not; undefined for any other value. */
export function classOfInstance(value: object): RuntimeClass | undefined {
  const prototype: unknown = Object.getPrototypeOf(value)
  const maker = prototype === null ? undefined : (prototype as { constructor?: unknown }).constructor
  const found = typeof maker === 'function' ? classOf(maker) : undefined
  return found?.shell.has(value) ? found : undefined
}

/** Does a class extend another, or is it that one? */
export function extendsClass(one: RuntimeClass, other: RuntimeClass): boolean {
  for (let at: RuntimeClass | undefined = one; at !== undefined; at = at.base) if (at === other) return true
  return false
}

/** Codes of instances begin here: this, plus the number of the class. */
export const CLASSES = 64

export function classCode(key: string): Code | undefined {
  const found = classById(key)
  return found && CLASSES + found.number
}

/** The address of an instance as an argument of a class type; 0 if the value is none. */
export function refOfType(key: string, value: unknown): number {
  return classById(key)?.shell.refOf(value) ?? 0
}
