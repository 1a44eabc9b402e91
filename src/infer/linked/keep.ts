/**
 * What is worth keeping of the classes of a compilation, taken before the optimiser runs: functions of their members that depend on
 * nothing but the types of their arguments, the fields of the class, and constants.
 */

import type { SourceUnit } from '../../artifact/captured.ts'
import type { Layout } from '../../artifact/layout.ts'
import type { Parts } from '../../artifact/parts.ts'
import type { Span } from '../../base/span.ts'
import type { BlockData, Inst } from '../../ir/function.ts'
import type { Module } from '../../ir/module.ts'
import { type Naming, type PackedFunc, packFunc, type Tables } from '../../ir/pack.ts'
import type { ClassTemplate } from '../../ir/template.ts'
import { isCollection } from '../classes.ts'
import { K, NEVER, type SemType } from '../lattice.ts'
import { THROWN } from '../mixed.ts'
import { isResultAsked } from '../reads.ts'
import type { ClassInfo } from '../shapes.ts'
import { type Instance, primitivesOf, quantise, type World } from '../world.ts'
import { type Effects, type Here, translate } from './foreign.ts'
import {
  answerText,
  type Kept,
  type KeptClass,
  type KeptPart,
  type KeptShape,
  type KeptTemplate,
  keptName,
  ownName,
  SETS,
  type SetName,
} from './kept.ts'
import { familyOf, type LinkedClass, type LinkedPart, type Links } from './links.ts'
import { type KeptNode, Nodes, sameNode } from './nodes.ts'
import { argumentOf, type NodePath, type Plain, plainOf } from './plain.ts'
import { staticText } from './statics.ts'

/** Of one class; it is a class with these members that grows, so there is an end to it. */
const MOST_PARTS = 400

/** Hand what can be kept of each class to `parts`, if there is anything new. */
export function keepParts({ world, module }: { readonly world: World; readonly module: Module }, links: Links, parts: Parts): void {
  for (const info of world.classes.all) {
    const { unit } = info.template
    if (!parts.takes(unit) || !parts.isWorth(unit)) continue
    const line = new Set(lineOf(info).map(({ template }) => template.unit.id))
    const isNew = world.instances.some(({ template }) => line.has(template.unit.id) && !links.partOf(template))
    const kept = isNew && qualifies(info) ? new Keeper({ world, module }, links, parts, info).keep() : undefined
    if (kept) parts.keep(unit, JSON.stringify(kept))
  }
}

/** A class and all that it extends. */
function lineOf(info: ClassInfo): ClassInfo[] {
  return info.base ? [info, ...lineOf(info.base)] : [info]
}

function qualifies(info: ClassInfo): boolean {
  return lineOf(info).every(
    ({ template: { unit }, base, renamed }) =>
      unit.kind === 'class' && !isCollection(unit) && (base === null) === (unit.base?.() === undefined) && renamed.size === 0,
  )
}

/** How a function is found, and what it gives. */
type Root = Pick<KeptPart, 'params' | 'result' | 'given'>

class Keeper {
  private readonly world: World
  private readonly module: Module
  private readonly links: Links
  private readonly parts: Parts
  private readonly info: ClassInfo
  /** What was there before, and still holds. */
  private readonly old: LinkedClass | undefined
  /** The class, and those that its functions may speak of: undefined for what is kept already and unknown here. */
  private readonly family: (ClassInfo | undefined)[]
  private readonly ways: KeptClass['via'][]
  private readonly names = new Map<string, Kept['names'][number]>()
  private readonly statics = new Map<string, Kept['statics'][number]>()
  /** What fields of so many classes hold. */
  private nodes: { readonly of: number; readonly all: Nodes } | undefined
  private readonly layouts = new Map<string, Layout>()
  private readonly tables: Tables
  private readonly library = new Map<string, PackedFunc>()
  private readonly packed = new Map<Instance, PackedFunc | undefined>()
  /** By name: functions behind linked ones. */
  private readonly behind = new Map<string, number>()
  private readonly foreign = new Map<LinkedPart, Effects | undefined>()
  private readonly roots = new Map<Instance, Root | undefined>()
  private readonly byName: ReadonlyMap<string, Instance>
  private readonly places = new Map<Instance, number>()
  private next: number

  constructor({ world, module }: { readonly world: World; readonly module: Module }, links: Links, parts: Parts, info: ClassInfo) {
    this.world = world
    this.module = module
    this.links = links
    this.parts = parts
    this.info = info
    this.byName = new Map(world.instances.map((instance) => [instance.name, instance]))
    const old = links.linkedClass(info.template.unit)
    this.family = old ? [...familyOf(old, world)] : [info]
    this.ways = old ? old.kept.classes.map(({ via }) => via) : [null]
    this.old = old && this.stillHolds(old) ? old : undefined
    if (!this.old) {
      this.family = [info]
      this.ways = [null]
    }
    for (let of = 0; of < this.family.length; of++) this.addFound(of)
    this.tables = { ops: [...(this.old?.kept.tables.ops ?? [])], imms: [...(this.old?.kept.tables.imms ?? [])] }
    this.next = Math.max(-1, ...Object.keys(this.old?.kept.parts ?? {}).map(Number)) + 1
  }

  private stillHolds({ kept }: LinkedClass): boolean {
    const isAsBefore = ({ fields, layout }: KeptClass, of: number) =>
      !this.family[of] || (isSame(fields, this.fieldsOf(of)) && isSame(layout, this.layoutOf(of)))
    const isHeld = ([of, name, answer]: Kept['statics'][number]) => !this.family[of] || this.staticTextOf(of, name) === answer
    const now = this.described()
    const isSameIn = ([text, node]: readonly [string, KeptNode]) =>
      !this.family[(JSON.parse(text) as NodePath)[0]] || sameNode(node, now.get(text))
    return kept.classes.every(isAsBefore) && Object.entries(kept.nodes).every(isSameIn) && kept.statics.every(isHeld)
  }

  private fieldsOf(of: number): (readonly [name: string, type: Plain | undefined])[] {
    return [...this.family[of]!.slots].map(([name, { type }]) => [name, this.plain(type)] as const)
  }

  private plain(type: SemType): Plain | undefined {
    return plainOf(type, this.family, this.nodesNow())
  }

  private nodesNow(): Nodes {
    if (this.nodes?.of !== this.family.length) this.nodes = { of: this.family.length, all: new Nodes(this.world.shapes, this.family) }
    return this.nodes.all
  }

  private described(): ReadonlyMap<string, KeptNode | undefined> {
    return new Nodes(this.world.shapes, this.family).describe(({ type }) => this.plain(type))
  }

  private layoutOf(of: number): Layout | undefined {
    const layout = this.module.layouts.get(`class:${this.family[of]!.id}`)
    return layout && { ...layout, name: ownName(of) }
  }

  /** What a class extends, and classes that stand in its functions by name. */
  private addFound(of: number): void {
    const info = this.family[of]
    if (!info) return
    const add = (found: ClassInfo | null | undefined, way: KeptClass['via']) => {
      if (!found || this.family.includes(found) || !qualifies(found)) return
      this.family.push(found)
      this.ways.push(way)
    }
    add(info.base, ['base', of])
    const { unit } = info.template
    for (const { template, executable } of this.world.instances) {
      if (template.unit.id !== unit.id || this.links.partOf(template)) continue
      for (const [index, { insts }] of template.func.blocks.entries()) {
        for (const { op, imm } of executable[index] ? insts : []) {
          const name =
            op === 'js.global' && (imm as string).startsWith(`${unit.id}/`) ? (imm as string).slice(unit.id.length + 1) : undefined
          const found = name === undefined ? undefined : unit.resolve(name)
          if (found?.kind === 'class') add(this.world.classes.known(found.unit), ['name', of, name!])
        }
      }
    }
  }

  keep(): Kept | undefined {
    const { old, world } = this
    const closed = this.closed()
    const added = [...closed].filter((instance) => this.isAdded(instance))
    const line = lineOf(this.info).map(({ template }) => template.unit.id)
    if (!added.some(({ template }) => line.includes(template.unit.id)) || this.next > MOST_PARTS) return undefined
    const classes = this.family.map((_, of) => old?.kept.classes[of] ?? this.classOf(of))
    const behind = this.partsBehind()
    if (!behind) return undefined
    const nodes = [...this.described()]
    if (!classes.every((each) => each !== undefined) || nodes.some(([, node]) => !node)) return undefined
    const kept = old?.kept
    return {
      bounds: world.options.bounds,
      wishes: [...world.front.wishes].filter((wish) => wish !== 'unlinked'),
      classes,
      names: this.allNames(kept?.names ?? []),
      statics: [...new Map([...(kept?.statics ?? []).map((each) => [`${each[0]} ${each[1]}`, each] as const), ...this.statics]).values()],
      nodes: { ...kept?.nodes, ...(Object.fromEntries(nodes) as Record<string, KeptNode>) },
      layouts: [...new Map([...(kept?.layouts ?? []).map((each) => [each.name, each] as const), ...this.layouts]).values()],
      templates: {
        ...kept?.templates,
        ...Object.fromEntries(added.filter(isMember).map((instance) => [this.keyOf(instance), keptTemplate(instance)])),
      },
      parts: { ...kept?.parts, ...Object.fromEntries(added.map((instance) => [this.placeOf(instance), this.partOf(instance)])), ...behind },
      tables: this.tables,
      library: [...new Map([...(kept?.library ?? []), ...this.library])],
    }
  }

  /** What a function uses counts, the kind of it where it was only built so. */
  private allNames(old: Kept['names']): Kept['names'] {
    const kinds = this.family.flatMap((info, of) =>
      info ? [...this.links.askedOf(info.template.unit)].map(([name, kind]) => [of, name, kind] as const) : [],
    )
    const all = [...kinds, ...old, ...this.names.values()].map((each) => [`${each[0]} ${each[1]}`, each] as const)
    return [...new Map(all).values()]
  }

  private isAdded({ template }: Instance): boolean {
    const linked = this.links.partOf(template)
    return !linked || linked.owner !== this.old
  }

  private classOf(of: number): KeptClass | undefined {
    const info = this.family[of]!
    const { unit } = info.template
    const layout = this.layoutOf(of)
    const fields = this.fieldsOf(of)
    const base = info.base ? this.family.indexOf(info.base) : -1
    if (!layout || fields.some(([, type]) => type === undefined) || (info.base && base < 0)) return undefined
    return {
      via: this.ways[of]!,
      name: unit.name,
      text: of === 0 ? '' : unit.text,
      declared: unit.declared !== undefined,
      base,
      shape: shapeOf(info.template),
      fields: fields as KeptClass['fields'],
      layout,
    }
  }

  private classPlace({ id }: SourceUnit): number {
    return this.family.findIndex((info) => info?.template.unit.id === id)
  }

  /** Is it a function of one of the classes? */
  private isOwn({ template }: Instance): boolean {
    return this.classPlace(template.unit) >= 0
  }

  /** What other code calls: of other classes, what is not in a file of their own. */
  private isWanted({ template: { unit } }: Instance): boolean {
    return lineOf(this.info).some(({ template }) => template.unit.id === unit.id) || (this.classPlace(unit) >= 0 && !this.parts.takes(unit))
  }

  private keyOf({ template }: Instance): string {
    const of = this.classPlace(template.unit)
    return of >= 0 ? of + template.id.slice(template.unit.id.length) : template.id
  }

  private placeOf(instance: Instance): number {
    const linked = this.links.partOf(instance.template)
    let place = linked && linked.owner === this.old ? linked.place : this.places.get(instance)
    if (place === undefined) this.places.set(instance, (place = this.next++))
    return place
  }

  /** What only linked functions call is no instance. */
  private placeOfPart(name: string): number {
    let place = this.behind.get(name)
    if (place === undefined) this.behind.set(name, (place = this.next++))
    return place
  }

  /** The code of these; undefined if some of it cannot be said. */
  private partsBehind(): Record<number, KeptPart> | undefined {
    const parts: Record<number, KeptPart> = {}
    const nothing = { writes: [], constructs: [], throws: [], catches: null, statics: [], needs: [], fills: false, unasked: false }
    for (const [name, place] of this.behind) {
      const func = this.pack(name)
      if (!func) return undefined
      parts[place] = { template: '', result: this.plain(NEVER)!, given: {}, ...nothing, func }
    }
    return parts
  }

  /** Functions of the class that can be kept with all that they call, and this too. */
  private closed(): Set<Instance> {
    const left = new Set(this.world.instances.filter((instance) => this.isClosed(instance)))
    for (let before = -1; before !== left.size; ) {
      before = left.size
      for (const instance of left) if (callees(instance).some((callee) => !left.has(callee))) left.delete(instance)
    }
    const reached = new Set(
      [...left].filter((instance) => this.isWanted(instance) && !this.links.partOf(instance.template) && this.asRoot(instance)),
    )
    for (const instance of reached) for (const callee of callees(instance)) reached.add(callee)
    return reached
  }

  private isClosed(instance: Instance): boolean {
    const { template, resultReaders } = instance
    const linked = this.links.partOf(template)
    if (linked && linked.owner !== this.old && !this.translated(linked)) return false
    if (linked) return linked.owner === this.old || this.packOf(instance) !== undefined
    const isPrelude = template.unit.id.startsWith('prelude:') && template.unit.kind === 'function'
    if (!isPrelude && !this.isOwn(instance)) return false
    if (!this.writesOf(instance) || this.links.isChecking(instance)) return false
    if (!this.spokenOf(instance) || !this.staticsOf(instance)) return false
    if (this.world.waiting.isAssuming(instance) || (resultReaders.size > 0 && isResultAsked(this.world, instance))) return false
    return executed(instance).every((block) => this.isClosedBlock(instance, block)) && this.packOf(instance) !== undefined
  }

  /** What it puts into fields and what these hold; undefined if some of that cannot be said. What nobody else sees is of no account. */
  private writesOf(instance: Instance): KeptPart['writes'] | undefined {
    const writes: KeptPart['writes'][number][] = []
    for (const [slot, given] of this.links.writesOf(instance)) {
      const type = this.plain(given)
      const at = this.nodesNow().slotPath(slot)
      if (at && type) writes.push([at, type])
      else if (at || slot.label !== undefined) return undefined
    }
    return writes.sort(([a], [b]) => a.length - b.length)
  }

  /** The static fields that it uses; undefined if one means something in this process only. */
  private staticsOf(instance: Instance): KeptPart['statics'] | undefined {
    const uses = this.links.staticsOf(instance).map(({ owner, name }): Kept['statics'][number] | undefined => {
      const of = this.family.indexOf(owner)
      const answer = of < 0 ? undefined : this.staticTextOf(of, name)
      return answer === undefined ? undefined : [of, name, answer]
    })
    if (!uses.every((use) => use !== undefined)) return undefined
    for (const use of uses) this.statics.set(`${use[0]} ${use[1]}`, use)
    return uses.map(([of, name]) => [of, name])
  }

  private staticTextOf(of: number, name: string): string | undefined {
    return staticText(this.world, this.family[of]!, name, (unit) => this.classPlace(unit))
  }

  /** The places of all classes that its values may be of; undefined if some have none. */
  private spokenOf({ types }: Instance): readonly number[] | undefined {
    const units = types.flatMap(({ classes, constant: held }) => [
      ...classes.map((info) => this.family.indexOf(info)),
      ...(held?.kind === 'class' ? [this.classPlace(held.unit)] : []),
    ])
    return units.includes(-1) ? undefined : [...new Set(units)]
  }

  private isClosedBlock({ types }: Instance, { insts, term }: BlockData): boolean {
    if (term.kind === 'throw' && types[term.args[0]!]!.kinds & ~(K.ERROR | THROWN)) return false
    return insts.every((inst) => inst.op !== 'js.global' || this.isConstant(inst))
  }

  /** Does a free name mean the same everywhere? */
  private isConstant({ imm }: Inst): boolean {
    const name = imm as string
    const slash = name.indexOf('/')
    const [id, local] = [name.slice(0, slash), name.slice(slash + 1)]
    if (id.startsWith('prelude:')) return true
    const of = this.family.findIndex((info) => info?.template.unit.id === id)
    if (of < 0) return false
    const { unit, binding } = this.family[of]!.template
    if (local === binding) return true
    const answer = answerText(unit.resolve(local), (found) => this.classPlace(found))
    if (answer !== undefined) this.names.set(`${of} ${local}`, [of, local, answer])
    return answer !== undefined
  }

  private packOf(instance: Instance): PackedFunc | undefined {
    if (!this.packed.has(instance)) this.packed.set(instance, this.pack(instance.name))
    return this.packed.get(instance)
  }

  private pack(name: string): PackedFunc | undefined {
    const func = this.module.funcs.get(name)
    const naming: Naming = {
      tables: this.tables,
      sources: this.family.map((info, of) => info?.template.span.source ?? this.old!.sources[of]!),
      func: (called) => {
        const instance = this.byName.get(called)
        if (instance) return `@${this.placeOf(instance)}`
        return this.links.isPartName(called) ? `@${this.placeOfPart(called)}` : this.packLibrary(called)
      },
      memory: (memory) => this.packMemory(memory),
    }
    return func && packFunc(func, naming)
  }

  private packLibrary(name: string): string | undefined {
    const packed = this.library.get(name) ?? this.pack(name)
    if (packed) this.library.set(name, packed)
    return packed && name
  }

  private packMemory(name: string): string | undefined {
    const packed = keptName(name, this.family)
    const layout = this.module.layouts.get(name)
    if (layout && packed === name) this.layouts.set(name, layout)
    return packed
  }

  private partOf(instance: Instance): KeptPart {
    const root = this.isWanted(instance) && !this.links.partOf(instance.template) ? this.asRoot(instance) : undefined
    return {
      template: this.keyOf(instance),
      ...(root ?? { result: this.plain(NEVER)!, given: {} }),
      ...this.effectsOf(instance),
      unasked: instance.resultReaders.size > 0,
      func: this.packOf(instance)!,
    }
  }

  /** As code that is not kept calls it; undefined if none can: what it takes or gives means something here only. */
  private asRoot(instance: Instance): Root | undefined {
    if (!this.roots.has(instance)) this.roots.set(instance, this.rootOf(instance))
    return this.roots.get(instance)
  }

  private rootOf(instance: Instance): Root | undefined {
    const { template, result: type, types } = instance
    const params = template.func.blocks[0]!.params.map((param) => this.plain(argumentOf(quantise(types[param]!))))
    if (!isMember(instance) || !params.every((param) => param !== undefined)) return undefined
    const nodes = new Nodes(this.world.shapes, this.family, type)
    const plainIn = (each: SemType) => plainOf(each, this.family, nodes)
    const given = [...nodes.describe((slot) => plainIn(slot.type), true)]
    const result = plainIn(type)
    if (!result || !given.every(([, node]) => node !== undefined)) return undefined
    // Where arrays go must be known of those that the host gives.
    const held = [
      result,
      ...given.flatMap(([, node]) => node!.slots.map(([, held]) => held)),
      ...this.effectsOf(instance).writes.map(([, held]) => held),
    ]
    return params.some(isArray) && held.some(isArray)
      ? undefined
      : { params, result, given: Object.fromEntries(given) as KeptPart['given'] }
  }

  /** What it and all that it calls do to the classes, and which these are. */
  private effectsOf(instance: Instance): Effects {
    const writes = new Map<string, KeptPart['writes'][number]>()
    const constructs = new Set<number>()
    const throws = new Map<string, Plain>()
    let [catches, fills] = [false, false]
    const statics = new Map<string, KeptPart['statics'][number]>()
    const needs = new Set([0])
    const reached = new Set([instance])
    for (const each of reached) {
      for (const callee of callees(each)) reached.add(callee)
      const linked = this.links.partOf(each.template)
      const known = linked && (linked.owner === this.old ? linked.part : this.translated(linked)!)
      for (const write of known?.writes ?? this.writesOf(each)!) writes.set(JSON.stringify(write), write)
      for (const of of known?.constructs ?? this.madeIn(each)) constructs.add(of)
      for (const type of known?.throws ?? this.thrownBy(each)) throws.set(JSON.stringify(type), type)
      fills ||= known?.fills ?? this.links.isFilling(each)
      catches ||= known ? known.catches !== null : isCatching(each)
      for (const use of known?.statics ?? this.staticsOf(each)!) statics.set(use.join(' '), use)
      for (const of of known?.needs ?? this.spokenOf(each)!) needs.add(of)
    }
    return {
      fills,
      writes: [...writes.values()].sort(([a], [b]) => a.length - b.length),
      constructs: [...constructs],
      throws: [...throws.values()],
      catches: catches ? this.plain(this.world.thrown)! : null,
      statics: [...statics.values()],
      needs: [...needs],
    }
  }

  /** Of a function that is kept of another class too. */
  private translated(linked: LinkedPart): Effects | undefined {
    if (!this.foreign.has(linked)) {
      const here: Here = {
        classPlace: (unit) => this.classPlace(unit),
        plain: (type) => this.plain(type),
        slotPath: (slot) => this.nodesNow().slotPath(slot),
        noteStatic: (of, name) => this.noteStatic(of, name),
      }
      const found = translate(linked, this.world, here)
      for (const each of found?.names ?? []) {
        const key = `${each[0]} ${each[1]}`
        if (!this.names.has(key)) this.names.set(key, each)
      }
      this.foreign.set(linked, found?.effects)
    }
    return this.foreign.get(linked)
  }

  private noteStatic(of: number, name: string): boolean {
    const answer = this.staticTextOf(of, name)
    if (answer !== undefined) this.statics.set(`${of} ${name}`, [of, name, answer])
    return answer !== undefined
  }

  private thrownBy(instance: Instance): Plain[] {
    const types = executed(instance).flatMap(({ term }) => (term.kind === 'throw' ? [primitivesOf(instance.types[term.args[0]!]!)] : []))
    return types.filter(({ kinds }) => kinds !== 0).map((type) => this.plain(type)!)
  }

  /** Classes whose instances it makes. */
  private madeIn({ name }: Instance): number[] {
    const layouts = this.module.funcs
      .get(name)!
      .blocks.flatMap(({ insts }) => insts.flatMap(({ op, imm }) => (op === 'alloc' ? [imm] : [])))
    return this.family.flatMap((info, of) => (info && layouts.includes(`class:${info.id}`) ? [of] : []))
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A whole member, not a function in one. */
function isMember({ template }: Instance): boolean {
  return template.unit.kind === 'class' && template.id.endsWith('#0')
}

function isArray([, , , , shape]: Plain): boolean {
  return typeof shape === 'string'
}

function executed({ template, executable }: Instance): BlockData[] {
  return template.func.blocks.filter((_, index) => executable[index])
}

/** What a handler catches depends on what is thrown anywhere. */
function isCatching(instance: Instance): boolean {
  return executed(instance).some(({ term }) => term.kind === 'jump' && term.unwind !== undefined)
}

function callees({ calls }: Instance): Instance[] {
  return [...calls.values()].flatMap((called) => called.map(({ instance }) => instance))
}

function placeIn({ start, end, point }: Span): KeptTemplate['place'] {
  return [start, end, point ?? null]
}

function keptTemplate({ template }: Instance): KeptTemplate {
  const { name, title, paramNames, rest, required, usesThis, span } = template
  return { facts: { name, title, paramNames, rest, required, usesThis }, place: placeIn(span) }
}

function shapeOf(template: ClassTemplate): KeptShape {
  const {
    name,
    binding,
    derived,
    extends: extended,
    fields,
    hasConstructor,
    hasInitialiser,
    inherited,
    privateStatics,
    instance,
    static: statics,
    span,
  } = template
  return {
    facts: { name, binding, derived, extends: extended, fields, hasConstructor, hasInitialiser },
    place: placeIn(span),
    sets: Object.fromEntries(SETS.map((set) => [set, [...template[set]]])) as unknown as Record<SetName, readonly string[]>,
    inherited: [...inherited].map(([of, own]) => [of, [...own]]),
    privateStatics: [...privateStatics].map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
    instance: instance.names,
    static: statics.names,
  }
}
