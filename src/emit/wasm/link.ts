/** What the functions of a module share: imports, string constants, error sites, helpers; each noted at its first use. */
import type { Layout } from '../../artifact/layout.ts'
import type { ErrorSite } from '../../ir/function.ts'
import { hostRow } from '../../ir/host.ts'
import type { Type } from '../../ir/types.ts'
import { type Code, call } from './code.ts'
import { HELPERS, type HelperName, helperName } from './helpers.ts'
import { wasmType } from './lowering.ts'
import type { WasmType } from './opcodes.ts'

export interface FunctionImport {
  readonly module: string
  readonly name: string
  readonly params: readonly WasmType[]
  readonly results: readonly WasmType[]
}

export interface GlobalImport {
  readonly module: string
  readonly name: string
  readonly mutable: boolean
}

/** An error that compiled code can throw: the text, and the types of the values that go into it. */
export interface EmittedSite {
  readonly site: ErrorSite
  readonly args: readonly Type[]
}

export interface Link {
  readonly layouts: ReadonlyMap<string, Layout>
  /** By `module.name/parameters`, in order of first use: the order of their indices. `Math.hypot` takes any number of arguments. */
  readonly functions: Map<string, FunctionImport>
  readonly globals: Map<string, GlobalImport & { readonly index: number }>
  readonly strings: Map<string, number>
  /** Functions that fields of instances hold, by the ids of their templates. */
  readonly functionRefs: Map<string, number>
  /** Static fields, by class and name. */
  readonly staticRefs: Map<string, number>
  readonly sites: Map<string, { readonly index: number; readonly site: EmittedSite }>
  readonly helpers: Set<HelperName>
  /** Nothing in the module catches, so an error whose text is known may leave as a trap. */
  readonly mayTrap: boolean
  /** Something in the module builds texts in memory. */
  readonly builds: boolean
}

export function newLink(layouts: ReadonlyMap<string, Layout>, mayTrap: boolean, builds = false): Link {
  return {
    layouts,
    mayTrap,
    builds,
    functions: new Map(),
    globals: new Map(),
    strings: new Map(),
    functionRefs: new Map(),
    staticRefs: new Map(),
    sites: new Map(),
    helpers: new Set(),
  }
}

/** The name by which code calls a function of the module itself. */
export function ownFunction(name: string): string {
  return `$${name}`
}

/** The name by which code calls an imported function. */
export function importFunction(link: Link, made: FunctionImport): string {
  const key = `${made.module}.${made.name}/${made.params.length}`
  if (!link.functions.has(key)) link.functions.set(key, made)
  return key
}

/** The index of an imported i32 global. It is final: imports come before the globals of helpers. */
export function importGlobal(link: Link, made: GlobalImport): number {
  const key = `${made.module}.${made.name}`
  let known = link.globals.get(key)
  if (!known) {
    known = { ...made, index: link.globals.size }
    link.globals.set(key, known)
  }
  return known.index
}

export function linkHelper(link: Link, name: HelperName): string {
  link.helpers.add(name)
  const { calls } = HELPERS[name]()
  for (const callee of calls ?? []) linkHelper(link, callee)
  return helperName(name)
}

/** The global that holds the handle of a string constant. */
export function stringGlobal(link: Link, text: string): number {
  return importGlobal(link, { module: 's', name: String(placeIn(link.strings, text)), mutable: false })
}

/** The global that holds the object of a function. */
export function functionGlobal(link: Link, template: string): number {
  return importGlobal(link, { module: 'f', name: String(placeIn(link.functionRefs, template)), mutable: false })
}

/** The global that holds the object of a static field. */
export function staticGlobal(link: Link, name: string): number {
  return importGlobal(link, { module: 'c', name: String(placeIn(link.staticRefs, name)), mutable: false })
}

function placeIn(places: Map<string, number>, text: string): number {
  const known = places.get(text)
  if (known !== undefined) return known
  places.set(text, places.size)
  return places.size - 1
}

/** The global that tells which site has trapped. */
export function trapGlobal(link: Link): number {
  return importGlobal(link, { module: 't', name: 'site', mutable: true })
}

export function layoutGlobal(link: Link, layout: string): number {
  return importGlobal(link, { module: 'l', name: layout, mutable: false })
}

/** The number of an error site; equal sites with equal argument types are one. */
export function siteIndex(link: Link, site: ErrorSite, args: readonly Type[]): number {
  const key = `${site.kind} ${args.join(',')} ${site.text}`
  let known = link.sites.get(key)
  if (!known) {
    known = { index: link.sites.size, site: { site, args } }
    link.sites.set(key, known)
  }
  return known.index
}

/** Call a function of the host, of those in ir/host.ts. */
export function callHostFunction(code: Code, link: Link, name: string): void {
  const row = hostRow(name)!
  const results = row.out === 'none' ? [] : [wasmType(row.out)]
  call(code, importFunction(link, { module: 'h', name, params: row.in.map(wasmType), results }))
}
