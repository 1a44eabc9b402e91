/**
 * What is worth keeping of the classes of a compilation, taken before the optimiser runs: functions of their members that depend on
 * nothing but the types of their arguments, the fields of the class, and constants.
 */
import type { Layout } from '../../artifact/layout.ts'
import type { Parts } from '../../artifact/parts.ts'
import type { Span } from '../../base/span.ts'
import type { BlockData, Inst } from '../../ir/function.ts'
import type { Module } from '../../ir/module.ts'
import { type Naming, type PackedFunc, packFunc, type Tables } from '../../ir/pack.ts'
import type { ClassTemplate } from '../../ir/template.ts'
import { K, NEVER } from '../lattice.ts'
import { isResultAsked } from '../reads.ts'
import type { ClassInfo } from '../shapes.ts'
import { type Instance, quantise, type World } from '../world.ts'
import { answerText, type Kept, type KeptPart, type KeptShape, type KeptTemplate, OWN, renamed, SETS, type SetName } from './kept.ts'
import type { LinkedClass, Links } from './links.ts'
import { type Plain, plainOf } from './plain.ts'

/** Of one class; it is a class with these members that grows, so there is an end to it. */
const MOST_PARTS = 400

/** Hand what can be kept of each class to `parts`, if there is anything new. */
export function keepParts({ world, module }: { readonly world: World; readonly module: Module }, links: Links, parts: Parts): void {
  for (const info of world.classes.all) {
    const { unit } = info.template
    if (!parts.takes(unit)) continue
    const isNew = world.instances.some(({ template }) => template.unit.id === unit.id && !links.partOf(template))
    const kept = isNew && qualifies(info) ? new Keeper(world, module, links, info).keep() : undefined
    if (kept) parts.keep(unit, JSON.stringify(kept))
  }
}

function qualifies({ template, base, subclasses, renamed: hidden }: ClassInfo): boolean {
  return template.unit.kind === 'class' && base === null && subclasses.length === 0 && hidden.size === 0 && template.staticFields.size === 0
}

class Keeper {
  private readonly world: World
  private readonly links: Links
  private readonly info: ClassInfo
  private readonly module: Module
  /** Of the class, in this compilation. */
  private readonly layout: Layout | undefined
  private readonly fields: readonly (readonly [name: string, type: Plain | undefined])[]
  /** What was there before, and still holds. */
  private readonly old: LinkedClass | undefined
  private readonly names = new Map<string, string>()
  private readonly layouts = new Map<string, Layout>()
  private readonly tables: Tables
  private readonly library = new Map<string, PackedFunc>()
  private readonly packed = new Map<Instance, PackedFunc | undefined>()
  private readonly byName: ReadonlyMap<string, Instance>
  private readonly places = new Map<Instance, number>()
  private next: number

  constructor(world: World, module: Module, links: Links, info: ClassInfo) {
    this.world = world
    this.module = module
    this.links = links
    this.info = info
    this.layout = module.layouts.get(`class:${info.id}`)
    this.fields = [...info.slots].map(([name, { type }]) => [name, plainOf(type, info)] as const)
    this.byName = new Map(world.instances.map((instance) => [instance.name, instance]))
    const old = links.linkedClass(info.template.unit)
    const holds = old && isSame(old.kept.fields, this.fields) && isSame(old.kept.layout, { ...this.layout, name: OWN })
    this.old = holds ? old : undefined
    this.tables = { ops: [...(this.old?.kept.tables.ops ?? [])], imms: [...(this.old?.kept.tables.imms ?? [])] }
    this.next = Math.max(-1, ...Object.keys(this.old?.kept.parts ?? {}).map(Number)) + 1
  }

  keep(): Kept | undefined {
    const { info, old, world, layout } = this
    if (!layout || this.fields.some(([, type]) => type === undefined)) return undefined
    const closed = this.closed()
    const added = [...closed].filter((instance) => !this.links.partOf(instance.template))
    if (!added.some((instance) => this.isOwn(instance)) || this.next > MOST_PARTS) return undefined
    const kept = old?.kept
    return {
      bounds: world.options.bounds,
      wishes: [...world.front.wishes].filter((wish) => wish !== 'unlinked'),
      names: [...new Map([...(kept?.names ?? []), ...this.names])],
      shape: kept?.shape ?? shapeOf(info.template),
      fields: this.fields as Kept['fields'],
      layout: { ...layout, name: OWN },
      layouts: [...new Map([...(kept?.layouts ?? []).map((each) => [each.name, each] as const), ...this.layouts]).values()],
      templates: {
        ...kept?.templates,
        ...Object.fromEntries(added.filter(isMember).map((instance) => [this.keyOf(instance), keptTemplate(instance)])),
      },
      parts: { ...kept?.parts, ...Object.fromEntries(added.map((instance) => [this.placeOf(instance), this.partOf(instance)])) },
      tables: this.tables,
      library: [...new Map([...(kept?.library ?? []), ...this.library])],
    }
  }

  private isOwn({ template }: Instance): boolean {
    return template.unit.id === this.info.template.unit.id
  }

  private keyOf({ template }: Instance): string {
    const { id } = this.info.template.unit
    return template.unit.id === id ? template.id.slice(id.length) : template.id
  }

  private placeOf(instance: Instance): number {
    let place = this.links.partOf(instance.template)?.place ?? this.places.get(instance)
    if (place === undefined) this.places.set(instance, (place = this.next++))
    return place
  }

  /** Functions of the class that can be kept with all that they call, and this too. */
  private closed(): Set<Instance> {
    const left = new Set(this.world.instances.filter((instance) => this.isClosed(instance)))
    for (let before = -1; before !== left.size; ) {
      before = left.size
      for (const instance of left) if (callees(instance).some((callee) => !left.has(callee))) left.delete(instance)
    }
    const reached = new Set([...left].filter((instance) => this.isOwn(instance)))
    for (const instance of reached) for (const callee of callees(instance)) reached.add(callee)
    return reached
  }

  private isClosed(instance: Instance): boolean {
    const { template, executable, result, resultReaders } = instance
    const linked = this.links.partOf(template)
    if (linked) return linked.owner === this.old
    const isPrelude = template.unit.id.startsWith('prelude:') && template.unit.kind === 'function'
    if (template.captures.length > 0 || !(isPrelude || (this.isOwn(instance) && plainOf(result, this.info)))) return false
    if (!this.links.storesOf(instance).every(([, type]) => plainOf(type, this.info))) return false
    if (this.world.waiting.isAssuming(instance) || (resultReaders.size > 0 && isResultAsked(this.world, instance))) return false
    const isFine = template.func.blocks.every((block, index) => !executable[index] || this.isClosedBlock(instance, block))
    return isFine && this.packOf(instance) !== undefined
  }

  private isClosedBlock({ types }: Instance, { insts, term }: BlockData): boolean {
    // What a handler catches depends on what is thrown anywhere.
    if (term.kind === 'jump' && term.unwind) return false
    if (term.kind === 'throw' && types[term.args[0]!]!.kinds & ~K.ERROR) return false
    return insts.every((inst) => inst.op !== 'js.global' || this.isConstant(inst))
  }

  /** Does a free name mean the same everywhere? */
  private isConstant({ imm }: Inst): boolean {
    const name = imm as string
    const slash = name.indexOf('/')
    const [id, local] = [name.slice(0, slash), name.slice(slash + 1)]
    const { unit, binding } = this.info.template
    if (id.startsWith('prelude:') || (id === unit.id && local === binding)) return true
    const answer = id === unit.id ? answerText(unit.resolve(local)) : undefined
    if (answer !== undefined) this.names.set(local, answer)
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
      source: this.info.template.span.source,
      func: (called) => {
        const instance = this.byName.get(called)
        return instance ? `@${this.placeOf(instance)}` : this.packLibrary(called)
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
    const packed = renamed(name, this.layout!.name, OWN)
    const layout = this.module.layouts.get(name)
    if (layout && packed === name) this.layouts.set(name, layout)
    return packed
  }

  private partOf(instance: Instance): KeptPart {
    const { template, result, types, resultReaders } = instance
    const params = template.func.blocks[0]!.params.map((param) => plainOf(quantise(types[param]!), this.info))
    const isRoot = isMember(instance) && this.isOwn(instance) && params.every((param) => param && (param[4] === 0 || param[4] === OWN))
    return {
      template: this.keyOf(instance),
      ...(isRoot ? { params: params as Plain[] } : {}),
      result: plainOf(result, this.info) ?? plainOf(NEVER, this.info)!,
      ...this.effectsOf(instance),
      unasked: resultReaders.size > 0,
      func: this.packOf(instance)!,
    }
  }

  /** What it and all that it calls do to the class. */
  private effectsOf(instance: Instance): Pick<KeptPart, 'writes' | 'constructs'> {
    const writes = new Map<string, KeptPart['writes'][number]>()
    let constructs = false
    const reached = new Set([instance])
    for (const each of reached) {
      for (const callee of callees(each)) reached.add(callee)
      const known = this.links.partOf(each.template)?.part
      const own = this.links.storesOf(each).map(([field, type]) => [field, plainOf(type, this.info)!] as const)
      for (const write of known?.writes ?? own) writes.set(JSON.stringify(write), write)
      constructs ||= known?.constructs ?? this.makesInstances(each)
    }
    return { writes: [...writes.values()], constructs }
  }

  private makesInstances({ name }: Instance): boolean {
    return this.module.funcs.get(name)!.blocks.some(({ insts }) => insts.some(({ op, imm }) => op === 'alloc' && imm === this.layout!.name))
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A whole member, not a function in one. */
function isMember({ template }: Instance): boolean {
  return template.unit.kind === 'class' && template.id.endsWith('#0')
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
  const { name, binding, fields, hasConstructor, hasInitialiser, inherited, instance, static: statics, span } = template
  return {
    facts: { name, binding, fields, hasConstructor, hasInitialiser },
    place: placeIn(span),
    sets: Object.fromEntries(SETS.map((set) => [set, [...template[set]]])) as unknown as Record<SetName, readonly string[]>,
    inherited: [...inherited].map(([of, own]) => [of, [...own]]),
    instance: instance.names,
    static: statics.names,
  }
}
