/**
 * Lists, tuples and records that fields hold, in what is kept: each has its place, the first field (of the classes in their order) from which
 * it is reached. What code depends on of them is compared as the types of fields are.
 */
import type { SemType } from '../lattice.ts'
import { isNode, type Node, type Shape, type Shapes, type Slot } from '../shapes.ts'
import type { Family, NodePath, Plain } from './plain.ts'

/** By its place as a text. */
export interface KeptNode {
  readonly kind: 'sequence' | 'record'
  readonly growable: boolean
  readonly reason: string
  readonly hosted: boolean
  readonly holey: boolean
  readonly written: boolean
  readonly gains: boolean
  /** Of a list: its elements. */
  readonly slots: readonly (readonly [name: string, type: Plain])[]
}

/** The name of all elements of a list, in a place. */
const ELEMENT = '*'

/** In the place of a class: what is not reached from fields, but from the result of a function, begins so. */
const RESULT: NodePath = [-1, 'result']

export function isInResult([of]: NodePath): boolean {
  return of === RESULT[0]
}

export function pathText(path: NodePath): string {
  return JSON.stringify(path)
}

function slotsOf(node: Node): readonly (readonly [name: string, slot: Slot])[] {
  return node.kind === 'sequence' && node.growable ? [[ELEMENT, node.element]] : [...node.slots]
}

/** What is reached from the fields of classes, as types are now. */
export class Nodes {
  private readonly shapes: Shapes
  private readonly family: Family
  private readonly result: SemType | undefined
  private found: Map<Node, NodePath> | undefined
  private readonly slots = new Map<Slot, NodePath>()

  /** And from the result of a function. */
  constructor(shapes: Shapes, family: Family, result?: SemType) {
    this.shapes = shapes
    this.family = family
    this.result = result
  }

  private get all(): Map<Node, NodePath> {
    if (!this.found) {
      this.found = new Map()
      for (const [of, info] of this.family.entries()) for (const [name, slot] of info?.slots ?? []) this.visit(slot, [of, name])
      if (this.result) this.visitType(this.result, RESULT)
    }
    return this.found
  }

  private visit(slot: Slot, path: NodePath): void {
    if (!this.slots.has(slot)) this.slots.set(slot, path)
    this.visitType(slot.type, path)
  }

  private visitType({ shape }: SemType, path: NodePath): void {
    const node = shape && this.shapes.find(shape)
    if (!node || !isNode(node) || this.found!.has(node)) return
    this.found!.set(node, path)
    for (const [name, inner] of slotsOf(node)) this.visit(inner, [...path, name])
  }

  pathOf(shape: Shape): NodePath | undefined {
    const node = this.shapes.find(shape)
    return isNode(node) ? this.all.get(node) : undefined
  }

  /** Of a field, or of a slot of what one holds. */
  slotPath(given: Slot): NodePath | undefined {
    let slot = given
    while (slot.merged) slot = slot.merged
    return this.all && this.slots.get(slot)
  }

  /** By their places; undefined for one that means something in this compilation only. */
  describe(plainOf: (slot: Slot) => Plain | undefined, ofResult = false): Map<string, KeptNode | undefined> {
    const wanted = [...this.all].filter(([, path]) => isInResult(path) === ofResult)
    return new Map(wanted.map(([node, path]) => [pathText(path), describeNode(node, plainOf)]))
  }
}

function describeNode(node: Node, plainOf: (slot: Slot) => Plain | undefined): KeptNode | undefined {
  const { kind, growable, reason, hosted, holey, written, gains } = node
  // What comes from the host, or lacks properties that others of its kind have.
  if (kind === 'cell' || node.borrowed || node.mixed || node.lacked.size > 0) return undefined
  const slots: [string, Plain][] = []
  for (const [name, slot] of slotsOf(node)) {
    const type = plainOf(slot)
    if (!type) return undefined
    slots.push([name, type])
  }
  return { kind, growable, reason, hosted, holey, written, gains, slots }
}

/** What code depends on: whether compiled code writes it, and why it became a list, changes nothing. */
export function sameNode(kept: KeptNode | undefined, now: KeptNode | undefined): boolean {
  const text = (node: KeptNode | undefined) => node && JSON.stringify({ ...node, reason: '', written: false, gains: false })
  return kept !== undefined && text(kept) === text(now)
}

/** What is made in one compilation in the places of what is kept: it comes into fields when the code that puts it there is met. */
export class MadeNodes {
  private readonly shapes: Shapes
  private readonly family: () => Family
  private readonly kept: Readonly<Record<string, KeptNode>>
  private readonly made = new Map<string, Node>()

  constructor(shapes: Shapes, family: () => Family, kept: Readonly<Record<string, KeptNode>>) {
    this.shapes = shapes
    this.family = family
    this.kept = kept
  }

  /** Undefined if there is something else in its place. */
  nodeAt(path: NodePath): Node | undefined {
    const text = pathText(path)
    const shape = this.slotThere(path)?.type.shape
    const there = shape && this.shapes.find(shape)
    if (there) return isNode(there) && there.kind === this.kept[text]?.kind ? there : undefined
    const known = this.made.get(text)
    if (known) return this.shapes.root(known)
    const made = this.make(this.kept[text])
    if (made) this.made.set(text, made)
    return made
  }

  private make(kept: KeptNode | undefined): Node | undefined {
    if (!kept) return undefined
    const node = this.shapes.node(kept.kind)
    if (kept.growable) this.shapes.grow(node, kept.reason)
    else for (const [name] of kept.slots) node.slots.set(name, this.shapes.slot())
    node.gains = kept.gains
    return node
  }

  /** Where a type is put; undefined if there is no such place. */
  slotAt([of, field, ...rest]: NodePath): Slot | undefined {
    if (rest.length === 0) return this.family()[of]?.slots.get(field)
    const name = rest.pop()!
    const node = this.nodeAt([of, field, ...rest])
    if (!node) return undefined
    if (this.kept[pathText([of, field, ...rest])]!.written) node.written = true
    if (name !== ELEMENT || node.kind !== 'sequence') return node.slots.get(name)
    return node.growable ? node.element : undefined
  }

  /** Fill what was made with what was in it. */
  fill(read: (type: Plain) => SemType): boolean {
    for (const [text, { slots }] of Object.entries(this.kept)) {
      for (const [name, type] of slots) {
        const slot = this.slotAt([...(JSON.parse(text) as NodePath), name])
        if (!slot) return false
        this.shapes.write(slot, read(type))
      }
    }
    return true
  }

  private slotThere([of, field, ...names]: NodePath): Slot | undefined {
    let slot = this.family()[of]?.slots.get(field)
    for (const name of names) {
      const { shape } = slot?.type ?? {}
      const node = shape && this.shapes.find(shape)
      if (!node || !isNode(node)) return undefined
      slot = name === ELEMENT && node.growable ? node.element : node.slots.get(name)
    }
    return slot
  }
}
