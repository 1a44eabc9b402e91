/**
 * Members of classes that are there already: in place of a template of the source stands one without a body, whose result is known,
 * and whose code is put into the module as it was kept. Nothing of the class is parsed then; a member that is not there is compiled
 * as ever. What was assumed when the code was made is compared when all types are known; if anything differs, the compilation begins anew without.
 */
import type { Captured, SourceUnit } from '../../artifact/captured.ts'
import type { Parts } from '../../artifact/parts.ts'
import type { Span } from '../../base/span.ts'
import { Builder, newFunc } from '../../ir/builder.ts'
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
import { join, type SemType, type Unifier } from '../lattice.ts'
import { classLayout } from '../lower/class-layout.ts'
import type { Output } from '../lower/output.ts'
import { isResultAsked } from '../reads.ts'
import type { ClassInfo, Shape, Slot } from '../shapes.ts'
import { type Frontend, type InferOptions, type Instance, quantise, type Site, type World } from '../world.ts'
import { answerText, type Kept, type KeptClass, type KeptPart, kindText, nameHere, ownName, partKey, SETS } from './kept.ts'
import { isInResult, MadeNodes, Nodes, pathText, sameNode } from './nodes.ts'
import { argumentOf, type Family, type Plain, plainOf, typeOf } from './plain.ts'
import { enterStatic, isStaticText, staticText } from './statics.ts'

/** What the compilation has to do with a class of which something is kept. */
export interface LinkedClass {
  /** It, and the others that its functions speak of; and where their texts are. */
  readonly units: readonly SourceUnit[]
  readonly sources: readonly number[]
  readonly kept: Kept
  /** Places of parts. */
  readonly byKey: ReadonlyMap<string, number>
  /** Templates without bodies, by the part's place. */
  readonly solid: Map<number, Template>
}

export interface LinkedPart {
  readonly owner: LinkedClass
  readonly place: number
  readonly part: KeptPart
}

/** A static field that a function uses. */
interface StaticUse {
  readonly owner: ClassInfo
  readonly name: string
}

interface Stub {
  /** Behind the unit's id. */
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
  readonly context: { readonly sources: SourceUnit[]; noting?: (unit: SourceUnit) => SourceUnit }
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
  context.noting = (unit) => links.noting(unit)
  const classOf = (unit: SourceUnit) => {
    const noted = links.noting(unit)
    return links.classOf(noted) ?? sources.classOf(noted)
  }
  return { ...sources, links, classOf }
}

export class Links {
  /** Something was taken: without it the compilation might go otherwise. */
  used = false
  private readonly request: LinksRequest
  private readonly classes = new Map<string, LinkedClass | undefined>()
  private readonly templates = new Map<string, ClassTemplate>()
  private readonly noted = new Map<string, { readonly unit: SourceUnit; readonly asked: Map<string, string> }>()
  /** In the order in which they were met. */
  private readonly opened: LinkedClass[] = []
  private readonly stubs = new WeakMap<Template, Stub>()
  private readonly linked = new WeakMap<Template, LinkedPart>()
  private readonly statics = new WeakMap<Instance, Map<string, StaticUse>>()
  private readonly writes = new WeakMap<Instance, Map<Slot, SemType>>()
  private readonly checked = new WeakSet<Instance>()
  private readonly partNames = new Set<string>()
  private readonly filling = new WeakSet<Instance>()
  private readonly made = new WeakMap<World, Map<LinkedClass, MadeNodes>>()
  /** Whose code is looked at. */
  writer: Instance | undefined

  constructor(request: LinksRequest) {
    this.request = request
  }

  /** The same class, which remembers what kinds of things its names stand for: building its functions depends on that. */
  noting(unit: SourceUnit): SourceUnit {
    if (unit.kind !== 'class') return unit
    let found = this.noted.get(unit.id)
    if (!found) {
      const asked = new Map<string, string>()
      const resolve = (name: string) => {
        const answer = unit.resolve(name)
        asked.set(name, kindText(answer))
        return answer
      }
      this.noted.set(unit.id, (found = { unit: Object.create(unit, { resolve: { value: resolve } }), asked }))
    }
    return found.unit
  }

  /** What was asked of a class so far, and the kinds of answers. */
  askedOf({ id }: SourceUnit): Iterable<readonly [name: string, kind: string]> {
    return this.noted.get(id)?.asked ?? []
  }

  /** Undefined for a class of which nothing is there, or nothing that would serve. */
  classOf(unit: SourceUnit): ClassTemplate | undefined {
    const own = this.linkedClass(unit)
    const owner = own ?? this.opened.find((each) => placeOf(each, unit) > 0)
    const known = this.templates.get(unit.id)
    if (!owner || known) return known
    const made = this.templateOf(owner, placeOf(owner, unit))
    this.templates.set(unit.id, made)
    return made
  }

  linkedClass(unit: SourceUnit): LinkedClass | undefined {
    if (unit.kind !== 'class') return undefined
    if (!this.classes.has(unit.id)) {
      const made = this.open(unit)
      this.classes.set(unit.id, made)
      if (made) this.opened.push(made)
    }
    return this.classes.get(unit.id)
  }

  private open(unit: SourceUnit): LinkedClass | undefined {
    const text = this.request.parts.find(unit)
    if (text === undefined) return undefined
    this.used = true
    const kept = JSON.parse(text) as Kept
    if (kept.bounds !== this.request.bounds || kept.wishes.join() !== [...this.request.wishes].join()) return undefined
    const units = unitsOf(unit, kept)?.map((each) => this.noting(each))
    if (!units) return undefined
    const byKey = new Map(
      Object.entries(kept.parts).flatMap(([place, { template, params }]) => (params ? [[partKey(template, params), Number(place)]] : [])),
    )
    return { units, sources: units.map((each) => this.request.addSource(each)), kept, byKey, solid: new Map() }
  }

  // ---- the class, without its source

  private templateOf(owner: LinkedClass, of: number): ClassTemplate {
    const { shape } = owner.kept.classes[of]!
    const unit = owner.units[of]!
    const real = () => this.request.classOf(unit)
    const made = new Map<string, Template | undefined>()
    const member = (key: string, find: () => Template | undefined): Template | undefined => {
      if (!made.has(key)) made.set(key, this.stub(unit, key, find) ?? find())
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
      span: spanAt(owner.sources[of]!, shape.place),
      inherited: new Map(shape.inherited.map(([name, fields]) => [name, new Set(fields)])),
      runsBase: true,
      privateStatics: new Map(shape.privateStatics.map(([name, value]) => [name, typeof value === 'string' ? BigInt(value) : value])),
      construct(spread) {
        if (!hasConstructor) return undefined
        return spread === undefined ? member('.constructor#0', () => real().construct()) : real().construct(spread)
      },
      initialise: () => (hasInitialiser ? member('.fields#0', () => real().initialise()) : undefined),
      instance: side('', shape.instance, () => real().instance),
      static: side('static ', shape.static, () => real().static),
    }
  }

  /** Undefined if no code of it is there. What is kept of classes that extend this one may have some where its own file has none. */
  private stub(unit: SourceUnit, key: string, find: () => Template | undefined): Template | undefined {
    const keeper = this.opened.find((each) => each.kept.templates[placeOf(each, unit) + key])
    if (!keeper) return undefined
    const { sources, kept } = keeper
    const of = placeOf(keeper, unit)
    const { facts, place } = kept.templates[of + key]!
    const template: Template = {
      ...facts,
      id: unit.id + key,
      unit,
      captures: [],
      span: spanAt(sources[of]!, place),
      get func() {
        return find()!.func
      },
    }
    this.stubs.set(template, { key, real: () => find()! })
    return template
  }

  // ---- while types are found

  /** The template that a call with these arguments means: without a body, or from the source. */
  choose(world: World, template: Template, args: readonly SemType[]): Template {
    const stub = this.stubs.get(template)
    if (!stub) return template
    for (const owner of this.opened) {
      const of = placeOf(owner, template.unit)
      if (of < 0) continue
      const family = familyOf(owner, world)
      const nodes = new Nodes(world.shapes, family)
      const params = args.map((arg) => plainOf(argumentOf(quantise(arg)), family, nodes))
      const place = params.every((param) => param !== undefined) ? owner.byKey.get(partKey(of + stub.key, params)) : undefined
      if (place !== undefined) return this.solidOf(owner, place, template)
    }
    return stub.real()
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
    const { writer } = this
    this.writer = undefined
    for (const of of part.needs) world.classes.of(owner.units[of]!, instance.template.span)
    const family = familyOf(owner, world)
    const made = this.madeNodes(owner, world)
    const given = new MadeNodes(world.shapes, () => family, part.given)
    const read = (type: Plain) => typeOf(type, family, (path) => (isInResult(path) ? given : made).nodeAt(path) ?? unlink())
    instance.result = read(part.result)
    if (!given.fill(read)) unlink()
    instance.returns = instance.result.kinds !== 0
    for (const [at, type] of part.writes) world.shapes.write(made.slotAt(at) ?? unlink(), read(type))
    for (const type of part.throws) world.throws(read(type))
    for (const of of part.constructs) family[of]!.constructed ??= instance.template.span
    for (const [of, name] of part.statics) if (!enterStatic(world, family[of]!, name, answerOf(owner, of, name))) unlink()
    this.writer = writer
  }

  private madeNodes(owner: LinkedClass, world: World): MadeNodes {
    let ofWorld = this.made.get(world)
    if (!ofWorld) this.made.set(world, (ofWorld = new Map()))
    let made = ofWorld.get(owner)
    if (!made) ofWorld.set(owner, (made = new MadeNodes(world.shapes, () => familyOf(owner, world), owner.kept.nodes)))
    return made
  }

  noteWrite(slot: Slot, type: SemType): void {
    if (!this.writer) return
    let known = this.writes.get(this.writer)
    if (!known) this.writes.set(this.writer, (known = new Map()))
    const before = known.get(slot)
    known.set(slot, before ? join(before, type, APART) : type)
  }

  /** All that it puts into slots. */
  writesOf(instance: Instance): readonly (readonly [slot: Slot, type: SemType])[] {
    return [...(this.writes.get(instance) ?? [])]
  }

  /** It checks what it puts into something that a field holds, as that field's type is known: other code may widen it. */
  noteCheck(instance: Instance): void {
    this.checked.add(instance)
  }

  /** Is it the name of a function that only linked ones call? */
  isPartName(name: string): boolean {
    return this.partNames.has(name)
  }

  /** It writes typed arrays. */
  noteFill(instance: Instance): void {
    this.filling.add(instance)
  }

  isFilling(instance: Instance): boolean {
    return this.filling.has(instance)
  }

  isChecking(instance: Instance): boolean {
    return this.checked.has(instance)
  }

  noteStatic({ instance }: Site, owner: ClassInfo, name: string): void {
    let known = this.statics.get(instance)
    if (!known) this.statics.set(instance, (known = new Map()))
    known.set(`${owner.id} ${name}`, { owner, name })
  }

  staticsOf(instance: Instance): readonly StaticUse[] {
    return [...(this.statics.get(instance)?.values() ?? [])]
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
      checkInstance(found, instance, world)
      if (found.part.fills) for (const param of instance.template.func.blocks[0]!.params) output.wrote(instance, instance.types[param]!)
      if (found.part.unasked && isResultAsked(world, instance)) unlink()
    }
    for (const [owner, places] of taken) {
      const family = familyOf(owner, world)
      const nodes = new Nodes(world.shapes, family)
      const needed = new Set([...places.keys()].flatMap((place) => owner.kept.parts[place]!.needs))
      for (const of of needed) checkClass(owner.kept.classes[of]!, { family, nodes, of, output })
      checkNodes(owner, needed, family, nodes)
      checkStatics(owner, [...places.keys()], family, world)
      for (const each of owner.kept.layouts) if (JSON.stringify(output.layout(each)) !== JSON.stringify(each)) unlink()
      const known = new Set(places.keys())
      linkClass(owner, places, family, output)
      for (const [place, name] of places) if (!known.has(place)) this.partNames.add(name)
    }
  }
}

function unlink(): never {
  throw new BuildAgain('unlinked')
}

/** Types that meet in a slot anyway. */
const APART: Unifier = {
  unify: () => true,
  find: (shape: Shape) => shape,
  clash: () => undefined,
  unifyClosures: (a, b) => [...a, ...b],
  functionOfBuiltin: () => undefined,
}

/** What it was entered for, and what it gives, is in the same places still. */
function checkInstance({ owner, part }: LinkedPart, { template, types, result }: Instance, world: World): void {
  const family = familyOf(owner, world)
  const nodes = new Nodes(world.shapes, family, result)
  const params = template.func.blocks[0]!.params.map((param) => plainOf(argumentOf(quantise(types[param]!)), family, nodes))
  const given = nodes.describe(({ type }) => plainOf(type, family, nodes), true)
  const isSame = given.size === Object.keys(part.given).length && [...given].every(([text, node]) => sameNode(part.given[text], node))
  if (!isSame || JSON.stringify([params, plainOf(result, family, nodes)]) !== JSON.stringify([part.params, part.result])) unlink()
  if (part.catches && JSON.stringify(plainOf(world.thrown, family, nodes)) !== JSON.stringify(part.catches)) unlink()
}

interface InClasses {
  readonly family: Family
  readonly nodes: Nodes
  readonly of: number
  readonly output: Output
}

/** Is the class as it was when code was made that speaks of it? */
function checkClass(kept: KeptClass, { family, nodes, of, output }: InClasses): void {
  const info = family[of]!
  const fields = [...info.slots].map(([name, { type }]) => [name, plainOf(type, family, nodes)])
  const isSame = JSON.stringify(fields) === JSON.stringify(kept.fields) && (info.base ? family.indexOf(info.base) : -1) === kept.base
  if (!isSame || info.renamed.size > 0 || [...info.slots.values()].some(({ unassigned }) => unassigned)) unlink()
  if (JSON.stringify({ ...classLayout(output, info), name: ownName(of) }) !== JSON.stringify(kept.layout)) unlink()
}

/** And what is in its fields? */
function checkNodes({ kept }: LinkedClass, needed: ReadonlySet<number>, family: Family, nodes: Nodes): void {
  const now = nodes.describe(({ type }) => plainOf(type, family, nodes))
  const seen = new Set<string>()
  const compare = (type: Plain) => {
    const text = atIn(type)
    if (text === undefined || seen.has(text)) return
    seen.add(text)
    const node = kept.nodes[text]
    if (!node || !sameNode(node, now.get(text))) unlink()
    for (const [, inner] of node.slots) compare(inner)
  }
  for (const of of needed) for (const [, type] of kept.classes[of]!.fields) compare(type)
}

function atIn([, , , , shape]: Plain): string | undefined {
  return typeof shape === 'object' && 'place' in shape ? pathText(shape.place) : undefined
}

/** Are static fields that were constants still such, of the same values, and are others assigned? */
function checkStatics(owner: LinkedClass, parts: readonly number[], family: Family, world: World): void {
  const places = (unit: SourceUnit) => placeOf(owner, unit)
  for (const part of parts)
    for (const [of, name] of owner.kept.parts[part]!.statics)
      if (staticText(world, family[of]!, name, places) !== answerOf(owner, of, name)) unlink()
}

function answerOf({ kept }: LinkedClass, of: number, name: string): string {
  return kept.statics.find((each) => each[0] === of && each[1] === name)![2]
}

function placeOf({ units }: Pick<LinkedClass, 'units'>, { id }: SourceUnit): number {
  return units.findIndex((unit) => unit.id === id)
}

export function familyOf({ units }: LinkedClass, world: World): Family {
  return units.map((unit) => world.classes.known(unit))
}

/** The classes that are spoken of, if everything that was asked about them is answered as it was. */
function unitsOf(unit: SourceUnit, { classes, names, statics }: Kept): SourceUnit[] | undefined {
  const units: SourceUnit[] = []
  for (const { via, name, text, declared } of classes) {
    const found = via ? unitBy(units[via[1]]!, via[2]) : unit
    if (!found || found.kind !== 'class' || found.name !== name || (found.declared !== undefined) !== declared) return undefined
    if (via && (found.text !== text || placeOf({ units }, found) >= 0)) return undefined
    units.push(found)
  }
  const isSame = classes.every(({ base }, of) => units[of]!.base?.()?.id === units[base]?.id)
  const places = (one: SourceUnit) => placeOf({ units }, one)
  const isAsBefore =
    isSame &&
    names.every(([of, name, answer]) => isAnswer(units[of]!.resolve(name), answer, places)) &&
    statics.every(([of, name, answer]) => isStaticText(units[of]!, name, answer, places))
  return isAsBefore ? units : undefined
}

/** Some answers matter by their kind alone. */
function isAnswer(found: Captured | undefined, answer: string, places: (unit: SourceUnit) => number): boolean {
  return answer === kindText(found) || answer === answerText(found, places)
}

function unitBy(unit: SourceUnit, name: string | undefined): SourceUnit | undefined {
  if (name === undefined) return unit.base?.()
  const found = unit.resolve(name)
  return found?.kind === 'class' ? found.unit : undefined
}

/** `places`: the parts that are called, and their names in the module; others that these call get theirs here. */
function linkClass({ kept, sources }: LinkedClass, places: Map<number, string>, family: Family, output: Output): void {
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
    if (!places.has(place)) places.set(place, `part ${place} of ${sources[0]}`)
    return places.get(place)
  }
  const naming: Naming = {
    tables: kept.tables,
    sources,
    func: nameOf,
    memory: (name) => nameHere(name, family) ?? unlink(),
  }
  for (const [place, name] of places) funcs.set(name, unpackFunc(name, kept.parts[place]!.func, naming))
}

function spanAt(source: number, [start, end, point]: readonly [number, number, number | null]): Span {
  return { source, start, end, ...(point === null ? {} : { point }) }
}
