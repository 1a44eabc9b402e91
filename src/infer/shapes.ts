/**
 * Shapes of heap objects. A typed array's shape is its element kind. A list, tuple, record or cell has a
 * node for each place that makes one; nodes whose objects can meet are united (union-find), so one object
 * has one shape for good. What a node's slots may hold grows as stores are found, and whoever read a slot
 * is told.
 */
import type { ElementKind } from '../artifact/types.ts'
import type { Template } from '../ir/template.ts'
import { join, NEVER, type SemType, UNDEFINED, type Unifier, widenType } from './lattice.ts'

/** Something to run again when a slot changes: a block of an instance. */
export type Reader = () => void

export interface Slot {
  type: SemType
  /** The type was declared: stores are checked against it and never widen it. */
  declared: boolean
  readers: Set<Reader>
  changes: number
}

export type Shape = { readonly kind: 'array'; readonly element: ElementKind } | { readonly kind: 'buffer' } | Node

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
  /** Written after it was made. */
  written: boolean
  /** Some object of the shape lacks some property. */
  partial: boolean
}

/** A function value: the template and what it captured. One object for each (template, place). */
export interface ClosureShape {
  readonly id: number
  readonly template: Template
  parent: ClosureShape
  captures: Slot[]
}

export class Shapes implements Unifier {
  private count = 0

  slot(type: SemType = NEVER, declared = false): Slot {
    return { type, declared, readers: new Set(), changes: 0 }
  }

  node(kind: Node['kind'], host = false): Node {
    const node = {
      kind,
      id: this.count++,
      slots: new Map(),
      element: this.slot(),
      growable: false,
      reason: '',
      watchers: new Set<Reader>(),
      host,
      written: false,
      partial: false,
    } as unknown as Node
    node.parent = node
    return node
  }

  closure(template: Template): ClosureShape {
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
    return shape.kind === 'array' || shape.kind === 'buffer' ? shape : this.root(shape)
  }

  findClosure(shape: ClosureShape): ClosureShape {
    while (shape.parent !== shape) shape = shape.parent
    return shape
  }

  /** Add to what a slot may hold; tells its readers. */
  write(slot: Slot, type: SemType): void {
    const joined = join(slot.type, type, this)
    // A declared number keeps its range; shapes that met in the join are one all the same.
    if (joined === slot.type || (slot.declared && slot.type.kinds !== 0)) return
    slot.changes++
    slot.type = slot.changes > 4 ? widenType(slot.type, joined, Infinity) : joined
    for (const reader of slot.readers) reader()
  }

  /** What a slot may hold; `reader` runs again when that changes. */
  read(slot: Slot, reader: Reader): SemType {
    slot.readers.add(reader)
    return slot.type
  }

  private mergeSlot(into: Slot, from: Slot): void {
    for (const reader of from.readers) into.readers.add(reader)
    const before = into.type
    this.write(into, from.type)
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
    if (x.kind === 'array' || y.kind === 'array' || x.kind === 'buffer' || y.kind === 'buffer' || x.kind !== y.kind) return false
    // The older one stays: instances are known by the shapes of their arguments, and each makes shapes that may meet those.
    if (y.id < x.id) [x, y] = [y, x]
    y.parent = x
    x.host ||= y.host
    x.written ||= y.written
    for (const watcher of y.watchers) x.watchers.add(watcher)
    if (x.kind === 'sequence') {
      if (x.growable || y.growable || x.slots.size !== y.slots.size) {
        this.grow(x, y.growable ? y.reason : 'it meets an array of another length')
        for (const slot of y.slots.values()) this.mergeSlot(x.element, slot)
      }
      this.mergeSlot(x.element, y.element)
    }
    if (x.kind === 'record') this.completeKeys(x, y)
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
        one.partial = true
        x.partial = true
        this.write(slot, UNDEFINED)
      }
    }
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
    return [...byTemplate.values()].sort((x, y) => (x.template.id < y.template.id ? -1 : 1))
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
