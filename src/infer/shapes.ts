/**
 * Shapes of heap objects. A typed array's shape is its element kind. A list, tuple, record or cell has a
 * node for each place that makes one; nodes whose objects can meet are united (union-find), so one object
 * has one shape for good. What a node's slots may hold grows as stores are found, and whoever read a slot
 * is told.
 */

import type { Asked, ElementKind, HostType } from '../artifact/types.ts'
import { listed } from '../base/listed.ts'
import type { Span } from '../base/span.ts'
import type { Inst } from '../ir/function.ts'
import type { ClassTemplate, Template } from '../ir/template.ts'
import { asFunction, join, K, NEVER, NULLISH, restrict, type SemType, settle, UNDEFINED, type Unifier, widenType } from './lattice.ts'

/** Something to run again when a slot changes: a block of an instance. */
export type Reader = () => void

export interface Slot {
  type: SemType
  /** The type was declared: stores are checked against it and never widen it. */
  declared: boolean
  readers: Set<Reader>
  changes: number
  /** Declared to hold functions, of which others may come: the set of them grows with what is stored. */
  widens?: boolean
  /** The host may read and write it: what it holds is known only as far as a host type says. */
  hosted: boolean
  /** Of a field: for messages, and the region of its accesses. */
  readonly label?: string
  readonly region?: string
  hostType?: HostType
  /** Of all elements of a list: there a built-in function is one like any other. */
  readonly isElement?: boolean
  /** Of a property: undefined was put there. Else one that is undefined is one that its object lacks. */
  storesUndefined?: boolean
  /** Of a property: it was assigned after its object was made, which may have got it then, as its last one. */
  assigned?: boolean
  /** Declared of a type without undefined, but somebody may read it before it has a value. */
  unassigned?: boolean
  /** Objects met, and this is the slot of all of them now. */
  merged?: Slot
}

/** A class in this compilation. Instances are told apart by their exact class: SemType.classes. */
export interface ClassInfo {
  readonly id: number
  readonly template: ClassTemplate
  readonly base: ClassInfo | null
  /** Instances cross to the host. */
  readonly declared: boolean
  /** Own and inherited fields by key, inherited ones first; a field that is inherited has the same slot in both. */
  readonly slots: Map<string, Slot>
  /** Private names whose key is another one, because a base class has the same name. */
  readonly renamed: ReadonlyMap<string, string>
  readonly subclasses: ClassInfo[]
  /** Where it is first constructed. */
  constructed: Span | undefined
  /** A Map or Set that instances of declared classes hold: all code must agree about its layout. */
  kept: boolean
  /** It is laid out so because the host gets a copy of it, as a part of a result; no instance keeps it. */
  copied: boolean
  /** It stands for one of the host, which was given as an argument. */
  lent: boolean
}

export type Shape =
  | { readonly kind: 'array'; readonly element: ElementKind }
  | { readonly kind: 'buffer' }
  /** Of any class: which ones, the type says. */
  | { readonly kind: 'instance' }
  | Node

/**
 * - `sequence`: an array literal or growable array. While its length is fixed and only constant indices are
 *   used it is a tuple with a slot for each item; once `growable`, only `element` counts.
 * - `record`: an object literal. - `cell`: a shared variable in the slot `value`.
 */
export interface Node {
  readonly kind: 'sequence' | 'record' | 'cell'
  readonly id: number
  /** Union-find parent; itself at the root. */
  parent: Node
  /** By property name, or by index for a tuple. */
  slots: Map<string, Slot>
  element: Slot
  growable: boolean
  /** Became growable because of … (for reports). */
  reason: string
  /** Run again those who decided something by `growable`. */
  watchers: Set<Reader>
  /** Anyone may hold it: it came from or goes to the host. */
  host: boolean
  /** It is an object of the host's own, copied for the call. */
  borrowed: boolean
  /** It is kept where the host can reach it later. */
  hosted: boolean
  /** Written after it was made. */
  written: boolean
  /** Properties that some object of the shape lacks. */
  readonly lacked: Set<string>
  /** Objects of the shape have their properties in different orders. */
  mixed: boolean
  /** The names in each literal that makes such objects, in its order, by the node that it has made. */
  listings: ReadonlyMap<Node, readonly string[]>
  /** Made by `new Array(n)`: what is undefined in it may be a hole in JavaScript. */
  holey: boolean
  /** All such objects are made by object literals without accessors: they can get other properties. */
  gains: boolean
  /** The literals `{}` that make such objects. */
  literals: readonly Inst[]
  /** Is it asked which properties there are, or for a list of them? What the host gives must have them just so. */
  asked: Asked | undefined
}

/** A function value: the template and what it captured. One object for each (template, place). */
export interface ClosureShape {
  readonly id: number
  readonly template: Template
  parent: ClosureShape
  captures: Slot[]
}

export function isNode(shape: Shape): shape is Node {
  return shape.kind === 'sequence' || shape.kind === 'record' || shape.kind === 'cell'
}

/** What the host gives, laid out by its type, and what its elements or properties were when it was entered here. */
export interface Lent {
  readonly type: HostType & { kind: 'list' | 'tuple' | 'record' }
  readonly node: Node
  readonly slots: ReadonlyMap<string, SemType>
}

/** Are the properties that both have listed alike? What one of them lacks is known otherwise. */
function sameOrder(x: Node, y: Node): boolean {
  const common = listed(x.slots.keys()).filter((name) => y.slots.has(name))
  let at = 0
  for (const name of listed(y.slots.keys())) if (x.slots.has(name) && name !== common[at++]) return false
  return true
}

/** Objects of the shape are made with these properties, in this order, by the literal that has made the node. */
export function noteListing(node: Node, names: readonly string[], made: Node): void {
  node.listings = new Map(node.listings).set(made, names)
}

export class Shapes implements Unifier {
  private count = 0
  /** Templates of functions that are values, in the order in which they became such. */
  private readonly met = new Map<string, number>()
  readonly lent: Lent[] = []
  /** Types of classes and of functions that host types name; filled in by the world. */
  typeOfClass: (type: HostType & { kind: 'class' }) => SemType = () => NEVER
  typeOfFunctions: (type: HostType & { kind: 'functions' }) => SemType = () => NEVER
  /** Of a Map or Set in a field; none elsewhere, as what crosses are lists. */
  typeOfCollection: ((type: HostType & { kind: 'list' }) => SemType) | undefined
  /** Collections of these classes meet where the host can reach them. */
  keepCollections: (classes: readonly ClassInfo[]) => void = () => undefined
  functionOfBuiltin: (path: string) => ClosureShape | undefined = () => undefined
  typeOfCallback: (type: HostType & { kind: 'callback' }) => SemType = () => NEVER
  /** Told of two types whose shapes cannot be one. */
  clash: (a: SemType, b: SemType) => void = () => {}
  /** Told of what is put into slots. */
  noteWrite: ((slot: Slot, type: SemType) => void) | undefined

  slot(type: SemType = NEVER, declared = false): Slot {
    return { type, declared, readers: new Set(), changes: 0, hosted: false }
  }

  node(kind: Node['kind'], host = false, borrowed = false): Node {
    const node = {
      kind,
      id: this.count++,
      slots: new Map(),
      element: { ...this.slot(), isElement: true },
      growable: false,
      reason: '',
      watchers: new Set<Reader>(),
      host,
      borrowed,
      hosted: false,
      written: false,
      lacked: new Set(),
      mixed: false,
      listings: new Map(),
      holey: false,
      gains: false,
      literals: [],
      asked: undefined,
    } as unknown as Node
    node.parent = node
    return node
  }

  closure(template: Template): ClosureShape {
    if (!this.met.has(template.id)) this.met.set(template.id, this.met.size)
    const shape = { id: this.count++, template, captures: template.captures.map(() => this.slot()) } as unknown as ClosureShape
    shape.parent = shape
    return shape
  }

  root(node: Node): Node {
    let root = node
    while (root.parent !== root) root = root.parent
    while (node.parent !== root) {
      const next = node.parent
      node.parent = root
      node = next
    }
    return root
  }

  find(shape: Shape): Shape {
    return isNode(shape) ? this.root(shape) : shape
  }

  findClosure(shape: ClosureShape): ClosureShape {
    while (shape.parent !== shape) shape = shape.parent
    return shape
  }

  /** A node of something that the host gives; `slots` by name, those of a list below 'element'. */
  lend(type: Lent['type'], slots: ReadonlyMap<string, SemType>, borrowed: boolean): Node {
    const node = this.node(type.kind === 'record' ? 'record' : 'sequence', true, borrowed)
    if (type.kind === 'list') {
      this.grow(node, 'it comes from the host')
      node.element = this.slot(slots.get('element'), true)
    } else for (const [name, slot] of slots) node.slots.set(name, this.slot(slot, true))
    this.lent.push({ type, node, slots })
    return node
  }

  /** Add to what a slot may hold; tells its readers. */
  write(slot: Slot, given: SemType): void {
    this.noteWrite?.(slot, given)
    if (given.kinds & K.UNDEFINED) slot.storesUndefined = true
    this.add(slot, given)
  }

  /** `object.name = …` */
  assign(slot: Slot, given: SemType): void {
    slot.assigned = true
    this.write(slot, given)
  }

  private add(at: Slot, given: SemType): void {
    let slot = at
    while (slot.merged) slot = slot.merged
    const found = slot.isElement ? asFunction(given, this) : given
    const type = slot.hosted ? settle(found) : found
    if (slot.hosted && type.shape && isNode(type.shape)) this.expose(type.shape)
    if (slot.hosted && type.classes.length > 0) this.keepCollections([...slot.type.classes, ...type.classes])
    const before = slot.type
    const joined = join(before, slot.widens ? restrict(type, K.FUNCTION | NULLISH) : type, this)
    // Shapes that met in the join may be what the slot is a part of, or hold the slot.
    if (slot.type !== before || slot.merged) return this.add(slot, given)
    // A declared number keeps its range; shapes that met in the join are one all the same.
    if (joined === slot.type || (slot.declared && slot.type.kinds !== 0 && !slot.widens)) return
    slot.changes++
    slot.type = slot.changes > 4 ? widenType(slot.type, joined, Infinity) : joined
    for (const reader of slot.readers) reader()
  }

  /** What a slot may hold; `reader` runs again when that changes. */
  read(slot: Slot, reader: Reader): SemType {
    slot.readers.add(reader)
    return slot.type
  }

  /** An object and all that it holds are kept where the host can see them. */
  private expose(shape: Node): void {
    const node = this.root(shape)
    if (node.hosted) return
    node.hosted = true
    for (const slot of [node.element, ...node.slots.values()]) this.exposeSlot(slot)
    for (const watcher of [...node.watchers]) watcher()
  }

  exposeType({ shape }: SemType): void {
    if (shape && isNode(shape)) this.expose(shape)
  }

  exposeSlot(slot: Slot): void {
    if (slot.hosted) return
    slot.hosted = true
    if (slot.type.kinds !== 0) this.add(slot, slot.type)
  }

  private mergeSlot(into: Slot, from: Slot): void {
    for (const reader of from.readers) into.readers.add(reader)
    if (from.hosted) this.exposeSlot(into)
    if (from.storesUndefined) into.storesUndefined = true
    if (from.assigned) into.assigned = true
    from.merged = into
    if (from.declared && !into.declared) {
      into.declared = true
      if (from.type.kinds !== 0) into.type = from.type
      for (const reader of into.readers) reader()
    }
    const before = into.type
    this.add(into, from.type)
    // The readers of `from` must run even where `into` had everything already.
    if (into.type === before) for (const reader of from.readers) reader()
  }

  /** The array's length varies or it is indexed by variables: its items become one. */
  grow(shape: Node, reason: string): void {
    const node = this.root(shape)
    if (node.kind !== 'sequence' || node.growable) return
    node.growable = true
    node.reason = reason
    for (const slot of node.slots.values()) this.mergeSlot(node.element, slot)
    for (const watcher of [...node.watchers]) watcher()
  }

  unify(a: Shape, b: Shape): boolean {
    let x = this.find(a)
    let y = this.find(b)
    if (x === y) return true
    if (!isNode(x) || !isNode(y) || x.kind !== y.kind) return false
    // The older one stays: instances are known by the shapes of their arguments, and each makes shapes that may meet those.
    if (y.id < x.id) [x, y] = [y, x]
    y.parent = x
    x.host ||= y.host
    x.written ||= y.written
    x.borrowed ||= y.borrowed
    if (y.hosted) this.expose(x)
    if (x.hosted) this.expose(y)
    for (const watcher of y.watchers) x.watchers.add(watcher)
    if (x.kind === 'sequence') {
      if (x.growable || y.growable || x.slots.size !== y.slots.size) {
        this.grow(x, y.growable ? y.reason : 'it meets an array of another length')
        for (const slot of y.slots.values()) this.mergeSlot(x.element, slot)
      }
      this.mergeSlot(x.element, y.element)
    }
    x.mixed ||= y.mixed || (x.kind === 'record' && !sameOrder(x, y))
    x.listings = new Map([...x.listings, ...y.listings])
    x.holey ||= y.holey
    x.gains &&= y.gains
    x.literals = [...x.literals, ...y.literals]
    x.asked = x.asked === 'order' ? x.asked : (y.asked ?? x.asked)
    if (x.kind === 'record') this.completeKeys(x, y)
    for (const name of y.lacked) x.lacked.add(name)
    for (const [name, slot] of y.slots) {
      const mine = x.slots.get(name)
      if (mine) this.mergeSlot(mine, slot)
      else x.slots.set(name, slot)
    }
    for (const watcher of [...x.watchers]) watcher()
    return true
  }

  /** Objects with different properties meet: what one lacks is undefined there. */
  private completeKeys(x: Node, y: Node): void {
    for (const [one, other] of [
      [x, y],
      [y, x],
    ] as const) {
      for (const [name, slot] of one.slots) {
        if (other.slots.has(name)) continue
        x.lacked.add(name)
        this.add(slot, UNDEFINED)
      }
    }
  }

  /** Objects of the shape have the property, of such a type, or lack it: it is undefined then. */
  lack(node: Node, name: string, type: SemType): void {
    node.lacked.add(name)
    this.add(node.slots.get(name)!, type)
  }

  /** Objects of the shape get a property after they were made: until then it is undefined. */
  gain(node: Node, name: string): Slot {
    const slot = this.slot()
    node.lacked.add(name)
    this.add(slot, UNDEFINED)
    if (node.hosted) this.exposeSlot(slot)
    node.slots.set(name, slot)
    for (const watcher of [...node.watchers]) watcher()
    return slot
  }

  /** Union of two sets of closures, at most one of each template. */
  unifyClosures(a: readonly ClosureShape[], b: readonly ClosureShape[]): readonly ClosureShape[] {
    const byTemplate = new Map<string, ClosureShape>()
    for (const shape of a) byTemplate.set(shape.template.id, shape)
    let added = false
    for (const shape of b) {
      const mine = byTemplate.get(shape.template.id)
      if (!mine) {
        byTemplate.set(shape.template.id, shape)
        added = true
      } else this.uniteClosure(mine, shape)
    }
    if (!added) return a
    // Ids of templates depend on what the process has met before; what is emitted must not.
    return [...byTemplate.values()].sort((x, y) => this.met.get(x.template.id)! - this.met.get(y.template.id)!)
  }

  private uniteClosure(a: ClosureShape, b: ClosureShape): void {
    let x = this.findClosure(a)
    let y = this.findClosure(b)
    if (x === y) return
    if (y.id < x.id) [x, y] = [y, x]
    y.parent = x
    x.captures.forEach((slot, index) => {
      this.mergeSlot(slot, y.captures[index]!)
    })
  }
}
