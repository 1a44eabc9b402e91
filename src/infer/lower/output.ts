/** The module being made: functions by instance, layouts, tags of closures, implicit arguments, host types. */
import type { Layout } from '../../artifact/layout.ts'
import { ELEMENTS } from '../../artifact/layout.ts'
import { arrayLayout, BIGINT_BOX, BYTES_LAYOUT, callbackTag, isReference, layoutOf, REFS_LAYOUT } from '../../artifact/layouts.ts'
import type { HostType, Signature } from '../../artifact/types.ts'
import { Builder, newFunc } from '../../ir/builder.ts'
import type { Value } from '../../ir/function.ts'
import { ERROR_KINDS } from '../../ir/host.ts'
import { emptyModule, type Module } from '../../ir/module.ts'
import type { Type } from '../../ir/types.ts'
import { EXACT, type Repr, reprOf } from '../forms.ts'
import type { SemType } from '../lattice.ts'
import { K, NULLISH } from '../lattice.ts'
import { keptStatic } from '../statics.ts'
import type { Instance, World } from '../world.ts'
import { Lower } from './lower.ts'

export class Output {
  readonly world: World
  readonly module: Module = emptyModule()
  /** Which of the kernel's arguments may be written to: bits of SemType.origins. */
  written = 0
  private readonly tags = new Map<string, number>()
  private readonly implicits = new Map<Instance, string[]>()

  constructor(world: World) {
    this.world = world
    this.layout(BYTES_LAYOUT)
    this.layout(REFS_LAYOUT)
    this.findImplicits()
  }

  /** The implicit argument that keeps a static field. */
  private keptBy({ kinds, constant }: SemType, name: string): string | undefined {
    return kinds === K.CONSTANT && constant?.kind === 'class' ? keptStatic(this.world, constant, name)?.id : undefined
  }

  /** Which implicit arguments each instance needs: those that it or its callees use. */
  private findImplicits(): void {
    const needs = new Map<Instance, Set<string>>()
    for (const instance of this.world.instances) {
      const own = new Set<string>()
      for (const block of instance.facts.order) {
        for (const inst of instance.template.func.blocks[block]!.insts) {
          if ((inst.op === 'js.global' || inst.op === 'js.get') && instance.executable[block]) {
            const id = this.implicitId(instance.types[inst.result]!)
            if (id !== undefined) own.add(id)
          }
          const kept =
            inst.op === 'js.get' || inst.op === 'js.set' ? this.keptBy(instance.types[inst.args[0]!]!, inst.imm as string) : undefined
          if (kept !== undefined && instance.executable[block]) own.add(kept)
        }
      }
      needs.set(instance, own)
    }
    for (let changed = true; changed; ) {
      changed = false
      for (const instance of this.world.instances) {
        const own = needs.get(instance)!
        for (const callees of instance.calls.values()) {
          for (const { instance: callee } of callees) {
            for (const id of needs.get(callee)!) {
              if (!own.has(id)) {
                own.add(id)
                changed = true
              }
            }
          }
        }
      }
    }
    // In the order in which they were met: their ids depend on what the process has seen before.
    const order = [...this.world.implicits.keys()]
    for (const [instance, own] of needs)
      if (own.size > 0)
        this.implicits.set(
          instance,
          order.filter((id) => own.has(id)),
        )
  }

  /** The id of the implicit argument that a free variable's type is; the very type object identifies it. */
  implicitId(type: SemType): string | undefined {
    for (const [id, entry] of this.world.implicits) if (entry.type === type) return id
    return undefined
  }

  implicitsOf(instance: Instance): readonly string[] {
    return this.implicits.get(instance) ?? []
  }

  layout(layout: Layout): Layout {
    const known = this.module.layouts.get(layout.name)
    if (known) return known
    this.module.layouts.set(layout.name, layout)
    return layout
  }

  wrote(by: Instance, array: SemType): void {
    this.written |= array.origins
    this.world.front.links?.noteFill(by)
  }

  arrayLayout(element: Parameters<typeof elementStorage>[0]): string {
    return this.layout(arrayLayout(elementStorage(element))).name
  }

  bigintBox(): string {
    return this.layout(BIGINT_BOX).name
  }

  tag(templateId: string): number {
    const ofHost = /^callback:(.*)#1$/s.exec(templateId)?.[1]
    if (ofHost !== undefined) return callbackTag(ofHost)
    let tag = this.tags.get(templateId)
    if (tag === undefined) {
      tag = this.tags.size
      this.tags.set(templateId, tag)
    }
    return tag
  }

  /** Index of an error class by name; -1 if the name is none. */
  errorKindOf(name: string): number {
    return (ERROR_KINDS as readonly string[]).indexOf(name)
  }

  errorKind(kind: (typeof ERROR_KINDS)[number]): number {
    return ERROR_KINDS.indexOf(kind)
  }

  /** Index of a host type that compiled code names. Its layouts come along: the run time needs them to read the value. */
  hostType(type: HostType): number {
    this.hostLayouts(type)
    const key = JSON.stringify(type)
    const known = this.module.hostTypes.findIndex((candidate) => JSON.stringify(candidate) === key)
    return known >= 0 ? known : this.module.hostTypes.push(type) - 1
  }

  hostLayouts(type: HostType): void {
    if (type.kind === 'optional') {
      if (type.type.kind === 'int64' || type.type.kind === 'uint64') this.bigintBox()
      this.hostLayouts(type.type)
    } else if (type.kind === 'array') this.arrayLayout(type.element)
    else if (isReference(type) && type.kind !== 'class') {
      this.layout(layoutOf(type))
      if (type.kind === 'list') this.hostLayouts(type.element)
      if (type.kind === 'tuple') for (const element of type.elements) this.hostLayouts(element)
      if (type.kind === 'record') for (const field of type.fields) this.hostLayouts(field.type)
    }
  }

  signatureLayouts(signature: Signature): void {
    for (const type of [...signature.params, signature.result]) this.hostLayouts(type)
  }

  // ---- calling conventions between instances: by types alone, so that caller and callee agree

  paramReprs(instance: Instance): Repr[] {
    return instance.template.func.blocks[0]!.params.map((param) => reprOf(instance.types[param]!, EXACT))
  }

  resultRepr(instance: Instance): Repr {
    return instance.result.kinds === 0 ? 'none' : reprOf(instance.result, EXACT)
  }

  /** Does the instance need its closure record? */
  needsSelf(instance: Instance): boolean {
    return instance.template.captures.length > 0
  }

  lowerReturn(l: Lower, value: Value | undefined): void {
    const repr = this.resultRepr(l.instance)
    if (repr === 'none' || value === undefined) l.b.return(repr === 'none' ? [] : [l.as(value!, repr)])
    else l.b.return([l.as(value, repr, l.instance.result)])
  }

  /** A function of our own that the module needs once: `make` builds its body from its entry block on. */
  library(name: string, params: readonly Type[], results: Type[], make: (b: Builder) => void): string {
    if (!this.module.funcs.has(name)) {
      const func = newFunc(name, 'typed', results)
      const builder = new Builder(func)
      builder.at(builder.newBlock(params))
      this.module.funcs.set(name, func)
      make(builder)
    }
    return name
  }

  lowerInstance(instance: Instance): void {
    this.module.funcs.set(instance.name, new Lower(this.world, this, instance).lower())
  }
}

function elementStorage(element: keyof typeof ELEMENTS) {
  return ELEMENTS[element].storage
}

/** Is the type null or undefined or both, and nothing else? */
export function onlyNullish(type: SemType): boolean {
  return type.kinds !== 0 && (type.kinds & ~NULLISH) === 0 && (type.kinds & K.REF) === 0
}
