/** Kernels that were compiled one by one → one module, and what must be known to load it. */
import { ABI_VERSION, type Artifact, type ArtifactClass, type ArtifactStatic, type ImportedFunction } from '../../artifact/artifact.ts'
import type { SourceUnit } from '../../artifact/captured.ts'
import { errorClassIn } from '../../artifact/error-classes.ts'
import type { CompiledModule, ModuleMember } from '../../artifact/module.ts'
import { type OwnFunction, ownFunctionIn } from '../../artifact/own-functions.ts'
import { assert } from '../../base/assert.ts'
import { emitModule } from '../../emit/wasm/emit.ts'
import type { Inferred } from '../../infer/infer.ts'
import { mergeModules, placeClasses } from './merge.ts'
import { type Places, placesOf } from './places.ts'
import { shareFunctions } from './share.ts'

/** One kernel. */
export interface Linkable {
  readonly artifact: Artifact
  readonly inferred: Inferred
  /** What spans point into. */
  readonly sources: readonly SourceUnit[]
}

/** Sources of its positions are files as messages show them. */
export interface Linked {
  readonly facts: CompiledModule
  readonly wasm: Uint8Array
  readonly mapped: Places['mapped']
  /** Classes of errors that the code uses, and functions of the module that instances hold, by what the facts call them. */
  readonly references: readonly Reference[]
}

/** `key`: what the facts call it; the values that the output opens its code with say what it is. */
export type Reference =
  /** By the id of its unit. */
  | { readonly kind: 'class'; readonly key: string; readonly unit: string }
  /** `name`: of artifact/own-functions.ts. */
  | { readonly kind: 'function'; readonly key: string; readonly name: string; readonly own: OwnFunction }

function referenceOf(name: string, index: number): Reference {
  const own = ownFunctionIn(name)
  if (own) return { kind: 'function', key: `function ${index}`, name, own }
  const unit = errorClassIn(name)
  assert(unit !== undefined, 'functions of fields have no values ahead of time')
  return { kind: 'class', key: `class ${index}`, unit }
}

function importedFunction(reference: Reference, names: ClassNames): ImportedFunction {
  if (reference.kind === 'class') return { key: reference.key, part: '#0' }
  return { key: reference.key, part: names.functionId?.(reference.name) ?? '', type: reference.own.type }
}

/** What crosses: classes by the ids of their units. */
export interface ClassNames {
  /** What is the same in every process. */
  idOf(unit: string): string | undefined
  /** What a function that instances hold (artifact/own-functions.ts) is called in every process. */
  functionId?(name: string): string | undefined
  /** Two kernels disagree about what the fields hold. */
  refuseLayout(unit: string): never
}

/** All members in one module, and its facts without times, which differ from build to build. */
export function linkMembers(name: string, members: readonly Linkable[], names: ClassNames): Linked {
  const { places, classes } = placesOfClasses(members, names)
  const { module, entries, parts } = mergeModules(
    members.map(({ inferred, sources }, index) => ({ module: inferred.module, classes: places[index]!, sources })),
  )
  shareFunctions(module)
  const emitted = emitModule(module)
  const { positions, mapped } = placesOf(emitted.places, (func) => parts.get(func)?.sources ?? [])
  const placed = members.map(({ artifact }, index) => {
    const { exports, hostTypes, implicit, writes } = artifact
    return placeClasses({ exports, hostTypes, implicit, writes }, places[index]!)
  })
  const references = emitted.functionRefs.map(referenceOf)
  const facts: CompiledModule = {
    version: ABI_VERSION,
    name,
    exports: placed.map(({ exports }, index) => ({ ...exports[0]!, name: entries[index]! })),
    classes,
    layouts: [...module.layouts.values()],
    strings: emitted.strings,
    sites: emitted.sites.map(({ site, args }) => ({ kind: site.kind, text: site.text, arguments: args.map(siteArgument) })),
    hostTypes: placed.flatMap(({ hostTypes }) => hostTypes),
    hasLoops: emitted.hasLoops,
    ...(emitted.staticRefs.length > 0 ? { statics: emitted.staticRefs.map((ref) => staticOf(members, names, ref)) } : {}),
    ...(references.length > 0 ? { functions: references.map((each) => importedFunction(each, names)) } : {}),
    members: placed.map(({ implicit, writes }, index) => ({ implicit, writes, ...unitsOf(members[index]!.artifact) })),
    ...(positions ? { positions } : {}),
  }
  return { facts, wasm: emitted.bytes, mapped, references }
}

/** Without times, which differ from build to build. */
function unitsOf({ units }: Artifact): Pick<ModuleMember, 'units'> {
  return units.length > 1 ? { units: units.map(({ name, kind }) => ({ name, kind })) } : {}
}

/** A static field that the module reads from memory; its class has an id that is the same in every process. */
function staticOf(members: readonly Linkable[], names: ClassNames, ref: string): ArtifactStatic {
  const [found] = members.flatMap(({ artifact }) => (artifact.statics ?? []).filter(({ key, name }) => `${key}.${name}` === ref))
  return { ...found!, key: names.idOf(found!.key) ?? found!.key }
}

/** A class that crosses is there once; any other is another one in each kernel. */
function placesOfClasses(members: readonly Linkable[], names: ClassNames): { places: number[][]; classes: ArtifactClass[] } {
  const classes: ArtifactClass[] = []
  const known = new Map<string, number>()
  const places = members.map(({ artifact }) => {
    const own: number[] = []
    const fresh: number[] = []
    for (const made of artifact.classes) {
      const id = names.idOf(made.id) ?? made.id
      const place = (made.declared ? known.get(id) : undefined) ?? classes.length
      own.push(place)
      if (place === classes.length) {
        fresh.push(place)
        known.set(id, place)
        classes.push({
          ...made,
          id,
          base: made.base < 0 ? -1 : own[made.base]!,
          layout: made.layout.startsWith('class:') ? `class:${place}` : made.layout,
        })
      }
    }
    for (const [index, made] of artifact.classes.entries()) {
      const place = own[index]!
      const fields = placeClasses(made.fields, own)
      const before = classes[place]!
      if (fresh.includes(place)) classes[place] = { ...before, fields }
      else if (before.open || made.open) {
        // Code that does not construct the class may know less of its fields.
        if (before.open && !made.open) classes[place] = { ...made, id: before.id, base: before.base, layout: before.layout, fields }
      } else if (JSON.stringify(before.fields) !== JSON.stringify(fields)) names.refuseLayout(made.id)
    }
    return own
  })
  return { places, classes }
}

function siteArgument(type: string): 'i32' | 'i64' | 'f64' | 'f32' | 'bool' {
  return type === 'i64' || type === 'f64' || type === 'f32' || type === 'bool' ? type : 'i32'
}
