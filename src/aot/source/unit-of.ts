/** Functions and classes of files as the compiler takes them: units of source, which know what stands around them. */
import type { Captured, DeclaredClass, SourceUnit } from '../../artifact/captured.ts'
import { isErrorName } from '../../artifact/error-classes.ts'
import type { ElementKind, HostType } from '../../artifact/types.ts'
import type { SourceFile } from './file.ts'
import { type Graph, lookup } from './graph.ts'
import { javascript } from './javascript.ts'
import type { WrittenFunctions } from './made.ts'
import { type AstNode, child, nameOf } from './node.ts'
import { boundClass, extendsError, type NamedClass } from './wrapped.ts'

/** What all compilations of a build share. */
export interface Units {
  readonly graph: Graph
  /** All of a file is compiled, not only some functions of it. */
  readonly whole: boolean
  readonly units: Map<AstNode, SourceUnit>
  readonly captured: Map<AstNode, Captured>
  readonly assigned: Map<SourceFile, ReadonlySet<string>>
  /** Classes whose instances cross to the host: those that are exported, and those that they extend. */
  readonly declared: Map<AstNode, DeclaredClass>
  /** Classes that signatures and fields name, whether or not they are exported. */
  readonly met: Map<AstNode, NamedClass>
  /** Module state and late constants by id: the declaration that each cell holds. */
  readonly cells: Map<string, Held>
  /** Expressions beside the initialisers' text by the id of the implicit argument that they are. */
  readonly values: Map<string, { readonly file: SourceFile; readonly name: string; readonly isInstance: boolean }>
  /** Classes of errors by the ids of their units, where they have a name that the file sees. */
  readonly errors: Map<string, { readonly file: SourceFile; readonly name: string }>
  readonly written: WrittenFunctions
  readonly meaning: Meaning
}

export interface Held {
  readonly file: SourceFile
  readonly name: string
  /** The static field of the class of that name. */
  readonly field?: string
  readonly holds: Cell
}

/** In one element of linear memory, or as a value of the host; `isInstance`: it may be an instance, or hold some. */
export type Cell =
  | { readonly element: ElementKind; readonly boolean: boolean; readonly keeper?: undefined }
  | { readonly element?: undefined; readonly keeper?: undefined; readonly isInstance: boolean }
  | { readonly element?: undefined; readonly keeper: Keeper }

/** Keeps in linear memory what a variable holds: a class with the field `value`, of which there is one instance. */
export interface Keeper {
  readonly unit: SourceUnit
  readonly type: HostType
}

/** What stands around a unit; it is asked for when the compiler wants to know. */
export interface Meaning {
  /** What a free name of a function in the file stands for. */
  resolve(units: Units, file: SourceFile, name: string): Captured | undefined
  /** What a static field of a class holds. */
  static(units: Units, file: SourceFile, node: AstNode, name: string, field: string): Captured | undefined
  /** What the prototype of a function holds, for the case that it is used with `new`. */
  prototype(units: Units, file: SourceFile, node: AstNode): Pick<SourceUnit, 'base' | 'prototype'>
}

/** The unit of a function or class in a file. The id is the same in each build. */
export function unitOf(units: Units, file: SourceFile, node: AstNode, name: string): SourceUnit {
  const known = units.units.get(node)
  if (known) return known
  const before = file.text.slice(0, node.start).split('\n')
  const kind = node.type.startsWith('Class') ? 'class' : 'function'
  const base = child(node, 'superClass')
  const id = `${file.index}:${node.start}`
  const unit: SourceUnit = {
    id,
    name,
    kind,
    ...javascript(file, node.start, node.end),
    shown: file.text.slice(node.start, node.end),
    file: file.shown,
    line: before.length,
    column: before[before.length - 1]!.length + 1,
    linesOf: (path) => (path === file.shown ? file.text.split('\n') : undefined),
    ...(base?.type === 'Identifier' ? { base: () => baseOf(units, file, nameOf(base)) } : {}),
    ...(kind === 'class' && isHosted(units, file, node, name) ? { hosted: true } : {}),
    ...(kind === 'class'
      ? { static: (field) => units.meaning.static(units, file, node, name, field) }
      : units.meaning.prototype(units, file, node)),
    get declared() {
      return units.declared.get(node) as DeclaredClass
    },
    // Members are compiled one by one: only what the class itself assigns do all of them know of.
    get staticCells() {
      return units.declared.has(node) ? 'own' : false
    },
    resolve: (free) => units.meaning.resolve(units, file, free),
  }
  units.units.set(node, unit)
  if (unit.hosted) units.errors.set(id, { file, name })
  return unit
}

/** A class of errors stays JavaScript; compiled code asks for it by the name that it has at the top of its file. */
function isHosted({ graph }: Units, file: SourceFile, node: AstNode, name: string): boolean {
  return extendsError(graph, { file, node }) && boundClass(graph, lookup(graph, file, name))?.node === node
}

/** Where a unit is written. */
export function placeOf({ graph, units }: Units, { id }: SourceUnit): { readonly file: SourceFile; readonly node: AstNode } {
  const [place] = id.split('(')
  const [node] = [...units].find(([, unit]) => unit.id === place)!
  const file = [...graph.files.values()].find(({ index }) => index === Number(place!.split(':')[0]))!
  return { file, node: node.type === 'Property' ? child(node, 'value')! : node }
}

/** A function whose rest parameter is an ordinary one that takes a list: the host collects the arguments. */
export function listUnitOf(units: Units, file: SourceFile, node: AstNode, name: string, rest: AstNode): SourceUnit {
  const unit = unitOf(units, file, node, name)
  const at = rest.start - node.start
  return { ...unit, id: `${unit.id}:list`, text: `${unit.text.slice(0, at)}   ${unit.text.slice(at + '...'.length)}` }
}

function baseOf(units: Units, file: SourceFile, name: string): SourceUnit | undefined {
  const captured = units.meaning.resolve(units, file, name)
  if (captured?.kind === 'builtin' && isErrorName(captured.path)) return nativeClass(captured.path)
  return captured?.kind === 'class' ? captured.unit : undefined
}

/** `Error` and its kin, as the host has them. */
function nativeClass(name: string): SourceUnit {
  return { id: `native ${name}`, name, kind: 'function', text: `function ${name}() { [native code] }`, resolve: () => undefined }
}
