/** Classes of a compilation: made when they are first met, with a slot for each field; and what names mean on instances. */
import type { DeclaredClass, SourceUnit } from '../artifact/captured.ts'
import { isErrorName } from '../artifact/error-classes.ts'
import { mapEnds } from '../artifact/signature.ts'
import type { FunctionName, HostType } from '../artifact/types.ts'
import { assert } from '../base/assert.ts'
import { isNativeText } from '../base/native.ts'
import type { Span } from '../base/span.ts'
import type { Inst } from '../ir/function.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { elementType, extendsClass, fromHost } from './hosttypes.ts'
import { closures, constant, instanceOf, join, K, NEVER, number, type SemType, typedArray, UNDEFINED } from './lattice.ts'
import { ANY_NUMBER, INT32 } from './range.ts'
import type { ClassInfo, ClosureShape, Node, Shapes, Slot } from './shapes.ts'
import type { Frontend } from './world.ts'

export class Classes {
  private readonly front: Frontend
  private readonly shapes: Shapes
  private readonly byUnit = new Map<string, ClassInfo>()
  /** Those that fields are known to hold, by their types. */
  private readonly held = new Map<string, ClassInfo>()
  private readonly byPlace = new Map<Inst, Map<string, ClassInfo>>()
  /** In the order in which they were met: a base before what extends it. */
  readonly all: ClassInfo[] = []
  /** Classes that signatures name, by key. */
  private readonly named: ReadonlyMap<string, SourceUnit>

  /** The function value of a template that captures nothing. */
  private readonly closureOf: (template: Template) => ClosureShape

  constructor(front: Frontend, shapes: Shapes, named: ReadonlyMap<string, SourceUnit>, closureOf: (template: Template) => ClosureShape) {
    this.closureOf = closureOf
    this.front = front
    this.shapes = shapes
    this.named = named
    shapes.typeOfClass = (type) => this.typeOf(this.named.get(type.key), type)
    shapes.keepCollections = (classes) => this.keepAll(classes)
  }

  /** The class of a unit; `at` is where it is met. */
  of(unit: SourceUnit, at: Span | undefined): ClassInfo {
    return this.byUnit.get(unit.id) ?? this.make(unit, at)
  }

  known(unit: SourceUnit): ClassInfo | undefined {
    return this.byUnit.get(unit.id)
  }

  /** The class of the collections that are made at one place, with argument types of one kind: each has its own types of keys and values. */
  collection(unit: SourceUnit, inst: Inst, kinds: string, at: Span | undefined): ClassInfo {
    let made = this.byPlace.get(inst)
    if (!made) this.byPlace.set(inst, (made = new Map()))
    let info = made.get(kinds)
    if (!info) made.set(kinds, (info = this.make(unit, at)))
    return info
  }

  private make(unit: SourceUnit, at: Span | undefined): ClassInfo {
    const template = this.front.classOf(unit)
    const baseUnit = template.derived ? this.baseOf(unit, template.extends, at) : undefined
    const base = baseUnit ? this.of(baseUnit, at) : null
    // A field of the base that holds instances of it has asked for all classes that extend it.
    const met = base && this.byUnit.get(unit.id)
    if (met) return met
    const info: ClassInfo = {
      id: this.all.length,
      template,
      base,
      declared: unit.declared !== undefined,
      slots: new Map(base?.slots),
      renamed: new Map(
        template.fields.filter((name) => name.startsWith('#') && base?.slots.has(name)).map((name) => [name, `${name}@${template.name}`]),
      ),
      subclasses: [],
      constructed: undefined,
      kept: false,
      copied: false,
      lent: false,
    }
    if (!isCollection(unit)) this.byUnit.set(unit.id, info)
    this.all.push(info)
    base?.subclasses.push(info)
    this.addFields(info)
    if (unit.declared) this.declareFields(info, unit.declared)
    return info
  }

  private baseOf(unit: SourceUnit, extended: string | undefined, at: Span | undefined): SourceUnit {
    const base = unit.base?.()
    const visible = base && (base.kind === 'class' || base.prototype)
    const name = unit.name || 'The class'
    if (base ? isNativeText(base.text) && isErrorName(base.name) : isErrorName(extended)) return messages.error_class(at, { name })
    if (!visible) return messages.unknown_base(at, { name, base: 'what is no class with visible source' })
    if (isNativeText(base.text)) return messages.unknown_base(at, { name, base: `\`${base.name}\`, which has no source` })
    return base
  }

  private addFields(info: ClassInfo): void {
    const { template, base, slots } = info
    const early = new Set(template.early)
    for (const [name, fields] of template.inherited)
      if (!base || memberOf(base, name, 'get', null)?.kind !== 'field') for (const field of fields) early.add(field)
    const replaced = base !== null && [...constructionCalls(base)].some((name) => ownMember(info, name))
    for (const name of template.fields) {
      if (base && template.assigned.has(name) && memberOf(base, name, 'set', null)?.kind === 'accessor') continue
      const key = info.renamed.get(name) ?? name
      if (!slots.has(key)) {
        const label = `${template.name}.${name}`
        slots.set(key, { ...this.shapes.slot(), label, region: `field:class:${info.id}.${key}` })
      }
      if (early.has(name) || replaced) this.shapes.write(slots.get(key)!, UNDEFINED)
    }
    // The base's constructor runs our methods before its own fields have their values.
    if (replaced || (base && !template.runsBase)) for (const slot of base!.slots.values()) this.shapes.write(slot, UNDEFINED)
  }

  private declareFields(info: ClassInfo, declared: DeclaredClass): void {
    for (const slot of info.slots.values()) this.shapes.exposeSlot(slot)
    for (const [name, type] of declared.fields()) {
      const slot = info.slots.get(name)
      if (!slot) {
        messages.unknown_field(info.template.span, { name, owner: info.template.name })
        continue
      }
      if (slot.declared) continue
      const previous = slot.type
      slot.type = this.fieldType(type, declared)
      this.shapes.exposeType(slot.type)
      slot.hostType = withKeys(type, (name, key) => this.unitNamed(name, key, declared)?.id)
      slot.declared = true
      if (isFunctions(type)) {
        slot.widens = true
        // The set that is known after this compilation counts.
        delete slot.hostType
      }
      if ((previous.kinds & ~slot.type.kinds) !== 0) slot.unassigned = true
    }
  }

  private unitNamed(name: string, key: string, declared: DeclaredClass): SourceUnit | undefined {
    return this.named.get(key) ?? this.byUnit.get(key)?.template.unit ?? declared.classNamed(name, key)
  }

  private fieldType(type: HostType, declared: DeclaredClass): SemType {
    if (type.kind === 'builtin') return constant({ kind: 'builtin', path: type.path })
    const { shapes } = this
    const { typeOfFunctions, typeOfCollection } = shapes
    shapes.typeOfFunctions = ({ of }) => this.functionType(of, declared)
    shapes.typeOfCollection = (held) => this.collectionType(held, declared)
    try {
      return this.naming(
        (key, name) => this.unitNamed(name, key, declared),
        () => fromHost(type, shapes),
      )
    } finally {
      shapes.typeOfFunctions = typeOfFunctions
      shapes.typeOfCollection = typeOfCollection
    }
  }

  /** A Map or Set that a field is known to hold: one class for each type, whichever fields hold such. */
  private collectionType(type: HostType & { kind: 'list' }, declared: DeclaredClass): SemType {
    const whole = withKeys(type, (name, key) => this.unitNamed(name, key, declared)?.id)
    const text = JSON.stringify(whole, (name, value: unknown) => (name === 'kept' ? undefined : value))
    const known = this.held.get(text)
    if (known) return instanceOf([known])
    const info = this.make(
      this.front.collection(type.of === 'Record' ? (type.bare ? 'BareDictionary' : 'Dictionary') : type.of!)!,
      undefined,
    )
    this.held.set(text, info)
    if (type.of === 'Record') return this.dictionaryType(type, info, declared)
    this.keepAll([info])
    const elements = type.of === 'Map' ? (type.element as HostType & { kind: 'tuple' }).elements : [type.element]
    for (const [index, element] of elements.entries()) {
      const list = fromHost({ kind: 'list', element }, this.shapes)
      this.shapes.write(info.slots.get(LISTS[index]!)!, list)
    }
    return instanceOf([info])
  }

  /** What is in an object with any names: Maps, as fields hold them. */
  private dictionaryType(type: HostType & { kind: 'list' }, info: ClassInfo, declared: DeclaredClass): SemType {
    const value = (type.element as HostType & { kind: 'tuple' }).elements[1]!
    for (const [name, key] of MAPS) {
      const map = this.collectionType({ kind: 'list', of: 'Map', element: { kind: 'tuple', elements: [{ kind: key }, value] } }, declared)
      Object.assign(info.slots.get(name)!, { type: map, declared: true, hosted: true })
    }
    info.kept = true
    return instanceOf([info])
  }

  /** Collections where the host can reach them: those that meet hold the same keys and values from now on. */
  private keepAll(classes: readonly ClassInfo[]): void {
    this.alike(classes, (info) => {
      if (this.fix(info)) for (const list of LISTS) if (info.slots.has(list)) this.shapes.exposeSlot(info.slots.get(list)!)
    })
    const dictionaries = classes.filter(isDictionary)
    if (dictionaries.length === 0) return
    for (const info of dictionaries) info.kept = true
    this.keepParts(dictionaries, (maps) => this.keepAll(maps))
  }

  /** Collections of which the host gets copies. */
  copyAll(classes: readonly ClassInfo[]): void {
    this.alike(classes, (info) => {
      if (this.fix(info)) info.copied = true
    })
    const dictionaries = classes.filter(isDictionary)
    if (dictionaries.length === 0) return
    for (const info of dictionaries) if (!info.kept) info.kept = info.copied = true
    this.keepParts(dictionaries, (maps) => this.copyAll(maps))
  }

  /** The Maps that dictionaries consist of. */
  private keepParts(dictionaries: readonly ClassInfo[], keep: (maps: readonly ClassInfo[]) => void): void {
    const [texts, numbers] = MAPS.map(([name]) => dictionaries.flatMap(({ slots }) => slots.get(name)!.type.classes)) as [
      ClassInfo[],
      ClassInfo[],
    ]
    keep(texts)
    keep(numbers)
    for (const info of numbers) this.shapes.write(this.listOf(info, '#keys').element, elementType('uint32'))
    // Under whichever names, the values are of one sort.
    for (const info of [...texts, ...numbers]) this.bothWays(info, texts[0]!, '#values')
  }

  private listOf({ slots }: ClassInfo, name: string): Node {
    return this.shapes.root(slots.get(name)!.type.shape as Node)
  }

  private bothWays(one: ClassInfo, other: ClassInfo, list: string): void {
    const [a, b] = [one.slots.get(list)!, other.slots.get(list)!]
    this.shapes.write(a, b.type)
    this.shapes.write(b, a.type)
  }

  private alike(classes: readonly ClassInfo[], each: (info: ClassInfo) => void): void {
    const first = new Map<string, ClassInfo>()
    for (const info of new Set(classes)) {
      const { name, unit } = info.template
      if (!isCollection(unit) || (name !== 'Map' && name !== 'Set')) continue
      each(info)
      const other = first.get(name)
      if (!other) first.set(name, info)
      else for (const list of name === 'Map' ? LISTS : LISTS.slice(0, 1)) this.bothWays(info, other, list)
    }
  }

  /** From now on it is laid out as all code knows it; false if it was already. */
  private fix(info: ClassInfo): boolean {
    if (info.kept) return false
    info.kept = true
    for (const [name, slot] of info.slots) {
      const state = STATE[name]
      if (!state) continue
      Object.assign(slot, { type: state, declared: true, hosted: true })
      slot.changes++
      for (const reader of slot.readers) reader()
    }
    return true
  }

  /** One of the functions that instances are known to hold. */
  private functionType(names: readonly FunctionName[], declared: DeclaredClass): SemType {
    return names
      .map(({ key, part }) => {
        const unit = declared.functionOf?.(key)
        assert(unit, `the function ${key} of a field is gone`)
        return closures([this.closureOf(this.front.templateAt(unit, part))])
      })
      .reduce((all, one) => join(all, one, this.shapes), NEVER)
  }

  /** Read a type in which classes stand that somebody else knows. */
  naming<T>(unitOf: ((key: string, name: string) => SourceUnit | undefined) | undefined, read: () => T): T {
    const { typeOfClass } = this.shapes
    this.shapes.typeOfClass = (type) => this.typeOf(unitOf?.(type.key, type.name) ?? this.named.get(type.key), type)
    try {
      return read()
    } finally {
      this.shapes.typeOfClass = typeOfClass
    }
  }

  /** Instances of a class and of all classes known to extend it. */
  private typeOf(unit: SourceUnit | undefined, type: HostType & { kind: 'class' }): SemType {
    if (!unit) return messages.unknown_class(undefined, { name: type.name })
    const found: ClassInfo[] = []
    const add = (one: SourceUnit) => {
      found.push(this.of(one, undefined))
      for (const sub of one.declared?.subclasses() ?? []) add(sub)
    }
    add(unit)
    return instanceOf(found.sort((a, b) => a.id - b.id))
  }
}

/** What a collection consists of; a Set has the first only. */
const LISTS = ['#keys', '#values'] as const

/** Those of a dictionary, with the keys of each. */
const MAPS = [
  ['#texts', 'string'],
  ['#numbers', 'uint32'],
] as const

function isDictionary({ template }: ClassInfo): boolean {
  return /^(Bare)?Dictionary$/.test(template.name) && isCollection(template.unit)
}

const NUMBERS: SemType = { ...typedArray('int32'), kinds: K.REF | K.NULL }
const ORDER: SemType = { ...typedArray('float64'), kinds: K.REF | K.NULL }

/** The types of what a collection has besides, as all code knows it (collectionLayout). */
const STATE: Readonly<Record<string, SemType>> = {
  '#index': NUMBERS,
  '#order': ORDER,
  '#room': number(INT32),
  '#live': number(INT32),
  '#first': number(INT32),
  '#moves': number(INT32),
  '#base': number(ANY_NUMBER),
  '#next': number(ANY_NUMBER),
}

/** A `Map` or `Set`: the prelude has no other classes. */
export function isCollection({ id, kind }: SourceUnit): boolean {
  return kind === 'class' && id.startsWith('prelude:')
}

/** Methods and accessors that run while an instance of the class is being made, its bases' included. */
function constructionCalls(info: ClassInfo): Set<string> {
  const names = new Set(info.template.constructionCalls)
  if (info.base) for (const name of constructionCalls(info.base)) names.add(name)
  return names
}

function ownMember({ template }: ClassInfo, name: string): boolean {
  const { instance } = template
  return !name.startsWith('#') && (instance.method(name) ?? instance.getter(name) ?? instance.setter(name)) !== undefined
}

/** The class that a value stands for, where it can be used with `new`; undefined if it is none. */
export function classTarget({ kinds, constant, closures }: SemType): SourceUnit | undefined {
  if (kinds === K.CONSTANT) return constant?.kind === 'class' ? constant.unit : undefined
  if (kinds !== K.FUNCTION || closures.length !== 1) return undefined
  const { unit, id, captures } = closures[0]!.template
  return unit.prototype && captures.length === 0 && id === `${unit.id}#0` ? unit : undefined
}

/** Is a class the one of this unit, or one that extends it? */
export function isOfClass(info: ClassInfo, target: SourceUnit): boolean {
  for (let one: ClassInfo | null = info; one; one = one.base) if (one.template.unit.id === target.id) return true
  return false
}

export type Member =
  | { readonly kind: 'field'; readonly key: string; readonly slot: Slot }
  | { readonly kind: 'method' | 'accessor'; readonly template: Template }

/** What a name means on instances of exactly this class. `home` is the class whose code says it: it alone sees its private names. */
export function memberOf(info: ClassInfo, name: string, use: 'get' | 'set', home: ClassInfo | null): Member | undefined {
  const isPrivate = name.startsWith('#')
  const owner = isPrivate && home && extendsClass(info, home) ? home : info
  const key = owner.renamed.get(name) ?? name
  const slot = info.slots.get(key)
  if (slot) return { kind: 'field', key, slot }
  for (let one: ClassInfo | null = owner; one; one = isPrivate ? null : one.base) {
    const { instance } = one.template
    const accessor = use === 'get' ? instance.getter(name) : instance.setter(name)
    if (accessor) return { kind: 'accessor', template: accessor }
    const method = instance.method(name)
    if (method) return { kind: 'method', template: method }
  }
  return undefined
}

export interface MemberGroup {
  readonly member: Member
  /** Those for which the name means this member. */
  readonly classes: readonly ClassInfo[]
}

/** The classes that a value may be of, by what a name means on them; undefined if some class has no such member. */
export function membersOf(
  classes: readonly ClassInfo[],
  name: string,
  use: 'get' | 'set',
  home: ClassInfo | null,
): MemberGroup[] | undefined {
  if (classes.length === 1) {
    const member = memberOf(classes[0]!, name, use, home)
    return member && [{ member, classes }]
  }
  const groups = new Map<Slot | Template, { member: Member; classes: ClassInfo[] }>()
  for (const info of classes) {
    const member = memberOf(info, name, use, home)
    if (!member) return undefined
    const what = member.kind === 'field' ? member.slot : member.template
    const group = groups.get(what)
    if (group) group.classes.push(info)
    else groups.set(what, { member, classes: [info] })
  }
  return [...groups.values()]
}

/** What runs when an instance is made, in order: a base class's parts before those of what extends it. */
export interface Step {
  readonly template: Template
  readonly withArguments: boolean
}

/** `spread`: how many of the arguments come one by one, if the others are in a list. */
export function stepsOf(info: ClassInfo, at: Span | undefined, spread: number | undefined): Step[] {
  const { template, base } = info
  const construct = template.construct(spread)
  if (!construct && template.construct()) messages.unsupported_spread(at, {})
  const initialise = template.initialise()
  const fields: Step[] = initialise ? [{ template: initialise, withArguments: false }] : []
  if (!base) return construct ? [...fields, { template: construct, withArguments: true }] : fields
  // A constructor of a subclass runs the rest itself, where it calls `super`.
  return construct ? [{ template: construct, withArguments: true }] : [...stepsOf(base, at, spread), ...fields]
}

function isFunctions(type: HostType): boolean {
  return type.kind === 'functions' || (type.kind === 'optional' && type.type.kind === 'functions')
}

/** A type in which the classes that are known by name have their keys. */
function withKeys(type: HostType, keyOf: (name: string, key: string) => string | undefined): HostType {
  return mapEnds(type, (end) => (end.kind === 'class' ? { ...end, key: keyOf(end.name, end.key) ?? end.key } : end))
}
