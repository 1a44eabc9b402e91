/**
 * Members of classes that are there already: in place of a template of the source stands one without a body, whose result is known,
 * and whose code is put into the module as it was kept. Nothing of the class is parsed then; a member that is not there is compiled
 * as ever. What was assumed when the code was made is compared when all types are known; if anything differs, the compilation begins anew without.
 */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { Parts } from '../../artifact/parts.ts'
import type { Span } from '../../base/span.ts'
import { Builder, newFunc } from '../../ir/builder.ts'
import type { Inst } from '../../ir/function.ts'
import { type Naming, unpackFunc } from '../../ir/pack.ts'
import {
  BuildAgain,
  type BuildWish,
  type ClassTemplate,
  type MemberNames,
  type MemberTemplates,
  readSpreadForm,
  type Template,
} from '../../ir/template.ts'
import type { SemType } from '../lattice.ts'
import { classLayout } from '../lower/class-layout.ts'
import type { Output } from '../lower/output.ts'
import { isResultAsked } from '../reads.ts'
import type { ClassInfo } from '../shapes.ts'
import { type Frontend, type InferOptions, type Instance, quantise, type Site, type World } from '../world.ts'
import { answerText, type Kept, type KeptPart, OWN, partKey, renamed, SETS } from './kept.ts'
import { plainOf, typeOf } from './plain.ts'

/** What the compilation has to do with a class of which something is kept. */
export interface LinkedClass {
  readonly unit: SourceUnit
  readonly source: number
  readonly kept: Kept
  /** Places of parts. */
  readonly byKey: ReadonlyMap<string, number>
  readonly template: ClassTemplate
  /** Templates without bodies, by the part's place. */
  readonly solid: Map<number, Template>
}

export interface LinkedPart {
  readonly owner: LinkedClass
  readonly place: number
  readonly part: KeptPart
}

interface Stub {
  readonly owner: () => LinkedClass
  readonly key: string
  real(): Template
}

/** What there is of classes, and where their sources are. */
interface LinksRequest {
  readonly parts: Pick<Parts, 'find'>
  readonly bounds: InferOptions['bounds']
  readonly wishes: ReadonlySet<BuildWish>
  /** The class from its source. */
  classOf(unit: SourceUnit): ClassTemplate
  /** Spans in the unit's text have the number that this gives. */
  addSource(unit: SourceUnit): number
}

interface Sources extends Frontend {
  readonly context: { readonly sources: SourceUnit[] }
}

/** The same front end, but for classes of which something is kept. */
export function linking<F extends Sources>(sources: F, parts: Parts, bounds: InferOptions['bounds']): F & { readonly links: Links } {
  const { wishes, context } = sources
  const find = (unit: SourceUnit) => (wishes.has('unlinked') ? undefined : parts.find(unit))
  const addSource = (unit: SourceUnit) => {
    const known = context.sources.indexOf(unit)
    return known >= 0 ? known : context.sources.push(unit) - 1
  }
  const links = new Links({ parts: { find }, bounds, wishes, classOf: (unit) => sources.classOf(unit), addSource })
  return { ...sources, links, classOf: (unit: SourceUnit) => links.classOf(unit) ?? sources.classOf(unit) }
}

export class Links {
  /** Something was taken: without it the compilation might go otherwise. */
  used = false
  private readonly request: LinksRequest
  private readonly classes = new Map<string, LinkedClass | undefined>()
  private readonly stubs = new WeakMap<Template, Stub>()
  private readonly linked = new WeakMap<Template, LinkedPart>()
  private readonly stores = new WeakMap<Instance, Map<Inst, readonly [field: string, type: SemType]>>()

  constructor(request: LinksRequest) {
    this.request = request
  }

  /** Undefined for a class of which nothing is there, or nothing that would serve. */
  classOf(unit: SourceUnit): ClassTemplate | undefined {
    return this.linkedClass(unit)?.template
  }

  linkedClass(unit: SourceUnit): LinkedClass | undefined {
    if (unit.kind !== 'class') return undefined
    if (!this.classes.has(unit.id)) this.classes.set(unit.id, this.open(unit))
    return this.classes.get(unit.id)
  }

  private open(unit: SourceUnit): LinkedClass | undefined {
    const text = this.request.parts.find(unit)
    if (text === undefined) return undefined
    this.used = true
    const kept = JSON.parse(text) as Kept
    if (kept.bounds !== this.request.bounds || kept.wishes.join() !== [...this.request.wishes].join()) return undefined
    if (unit.base?.() !== undefined || !kept.names.every(([name, answer]) => answerText(unit.resolve(name)) === answer)) return undefined
    const byKey = new Map(
      Object.entries(kept.parts).flatMap(([place, { template, params }]) => (params ? [[partKey(template, params), Number(place)]] : [])),
    )
    const source = this.request.addSource(unit)
    const owner: LinkedClass = { unit, source, kept, byKey, solid: new Map(), template: this.templateOf(unit, source, kept, () => owner) }
    return owner
  }

  // ---- the class, without its source

  private templateOf(unit: SourceUnit, source: number, { shape, templates }: Kept, owner: () => LinkedClass): ClassTemplate {
    const real = () => this.request.classOf(unit)
    const made = new Map<string, Template | undefined>()
    const member = (key: string, find: () => Template | undefined): Template | undefined => {
      if (!made.has(key)) made.set(key, templates[key] ? this.stub(unit, source, key, owner, find) : find())
      return made.get(key)
    }
    const side = (prefix: string, names: MemberNames, of: () => MemberTemplates): MemberTemplates => ({
      names,
      method: (name) => {
        const form = readSpreadForm(name)
        if (form && names.methods.includes(form.name)) return of().method(name)
        return names.methods.includes(name) ? member(`.${prefix}${name}#0`, () => of().method(name)) : undefined
      },
      getter: (name) => (names.getters.includes(name) ? member(`.${prefix}get ${name}#0`, () => of().getter(name)) : undefined),
      setter: (name) => (names.setters.includes(name) ? member(`.${prefix}set ${name}#0`, () => of().setter(name)) : undefined),
    })
    const sets = Object.fromEntries(SETS.map((name) => [name, new Set(shape.sets[name])])) as Record<(typeof SETS)[number], Set<string>>
    const { hasConstructor, hasInitialiser } = shape.facts
    return {
      ...shape.facts,
      ...sets,
      unit,
      span: spanAt(source, shape.place),
      derived: false,
      extends: undefined,
      inherited: new Map(shape.inherited.map(([name, fields]) => [name, new Set(fields)])),
      runsBase: true,
      staticFields: new Set(),
      assignedStatics: new Set(),
      privateStatics: new Map(),
      construct(spread) {
        if (!hasConstructor) return undefined
        return spread === undefined ? member('.constructor#0', () => real().construct()) : real().construct(spread)
      },
      initialise: () => (hasInitialiser ? member('.fields#0', () => real().initialise()) : undefined),
      instance: side('', shape.instance, () => real().instance),
      static: side('static ', shape.static, () => real().static),
    }
  }

  private stub(unit: SourceUnit, source: number, key: string, owner: () => LinkedClass, find: () => Template | undefined): Template {
    const { facts, place } = owner().kept.templates[key]!
    const template: Template = {
      ...facts,
      id: unit.id + key,
      unit,
      captures: [],
      span: spanAt(source, place),
      get func() {
        return find()!.func
      },
    }
    this.stubs.set(template, { owner, key, real: () => find()! })
    return template
  }

  // ---- while types are found

  /** The template that a call with these arguments means: without a body, or from the source. */
  choose(world: World, template: Template, args: readonly SemType[]): Template {
    const stub = this.stubs.get(template)
    if (!stub) return template
    const owner = stub.owner()
    const info = world.classes.of(owner.unit, template.span)
    if (info.subclasses.length > 0) return stub.real()
    const params = args.map((arg) => plainOf(quantise(arg), info))
    const place = params.every((param) => param !== undefined) ? owner.byKey.get(partKey(stub.key, params)) : undefined
    return place === undefined ? stub.real() : this.solidOf(owner, place, template)
  }

  private solidOf(owner: LinkedClass, place: number, template: Template): Template {
    let solid = owner.solid.get(place)
    if (!solid) {
      const func = newFunc(template.id, 'js', ['js'])
      const b = new Builder(func)
      const count = template.paramNames.length + (template.usesThis ? 1 : 0)
      b.at(b.newBlock(Array<'js'>(count).fill('js')))
      b.term({ kind: 'unreachable' })
      // What spreads is for `func`, which is not to be asked for here.
      const { id, name, title, unit, required, paramNames, rest, usesThis, captures, span } = template
      solid = { id, name, title, unit, required, paramNames, rest, usesThis, captures, span, func }
      owner.solid.set(place, solid)
      this.linked.set(solid, { owner, place, part: owner.kept.parts[place]! })
    }
    return solid
  }

  partOf(template: Template): LinkedPart | undefined {
    return this.linked.get(template)
  }

  /** A new instance: what is known of the function becomes known in this compilation. */
  enter(world: World, instance: Instance): void {
    const found = this.partOf(instance.template)
    if (!found) return
    const { part, owner } = found
    const info = world.classes.of(owner.unit, instance.template.span)
    instance.result = typeOf(part.result, info)
    instance.returns = instance.result.kinds !== 0
    for (const [field, type] of part.writes) world.shapes.write(info.slots.get(field)!, typeOf(type, info))
    if (part.constructs) info.constructed ??= instance.template.span
  }

  noteStore({ instance, inst }: Site, field: string, type: SemType): void {
    let known = this.stores.get(instance)
    if (!known) this.stores.set(instance, (known = new Map()))
    known.set(inst, [field, type])
  }

  storesOf(instance: Instance): readonly (readonly [field: string, type: SemType])[] {
    return [...(this.stores.get(instance)?.values() ?? [])]
  }

  // ---- when all types are known

  /** Put the code of all parts that are called into the module. */
  link(world: World, output: Output): void {
    const taken = new Map<LinkedClass, Map<number, string>>()
    for (const instance of world.instances) {
      const found = this.partOf(instance.template)
      if (!found) continue
      let places = taken.get(found.owner)
      if (!places) taken.set(found.owner, (places = new Map()))
      places.set(found.place, instance.name)
      if (found.part.unasked && isResultAsked(world, instance)) unlink()
    }
    for (const [owner, places] of taken) {
      const info = world.classes.of(owner.unit, undefined)
      const layout = checkClass(owner, info, output)
      for (const each of owner.kept.layouts) if (JSON.stringify(output.layout(each)) !== JSON.stringify(each)) unlink()
      linkClass(owner, places, layout, output)
    }
  }
}

function unlink(): never {
  throw new BuildAgain('unlinked')
}

/** The name of its layout, if the class is as it was when its code was made. */
function checkClass({ kept }: LinkedClass, info: ClassInfo, output: Output): string {
  const fields = [...info.slots].map(([name, { type }]) => [name, plainOf(type, info)])
  const isSame = JSON.stringify(fields) === JSON.stringify(kept.fields) && info.subclasses.length === 0 && info.base === null
  if (!isSame || [...info.slots.values()].some(({ unassigned }) => unassigned)) unlink()
  const layout = classLayout(output, info)
  if (JSON.stringify({ ...layout, name: OWN }) !== JSON.stringify(kept.layout)) unlink()
  return layout.name
}

/** `places`: the parts that are called, and their names in the module; others that these call get theirs here. */
function linkClass({ kept, source }: LinkedClass, places: Map<number, string>, layout: string, output: Output): void {
  const { funcs } = output.module
  const library = new Map(kept.library)
  const nameOf = (called: string): string | undefined => {
    if (!called.startsWith('@')) {
      const own = library.get(called)
      if (own && !funcs.has(called)) {
        funcs.set(called, newFunc(called, 'typed'))
        funcs.set(called, unpackFunc(called, own, naming))
      }
      return funcs.has(called) ? called : undefined
    }
    const place = Number(called.slice(1))
    if (!places.has(place)) places.set(place, `part ${place} of ${source}`)
    return places.get(place)
  }
  const naming: Naming = {
    tables: kept.tables,
    source,
    func: nameOf,
    memory: (name) => (name === OWN || name.startsWith(`field:${OWN}.`) ? renamed(name, OWN, layout) : name),
  }
  for (const [place, name] of places) funcs.set(name, unpackFunc(name, kept.parts[place]!.func, naming))
}

function spanAt(source: number, [start, end, point]: readonly [number, number, number | null]): Span {
  return { source, start, end, ...(point === null ? {} : { point }) }
}
