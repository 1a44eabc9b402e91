/**
 * Where values go from one function to another: into a variable that a function shares with its closures (a cell), into one whose value is
 * copied into them, or into a parameter of a function that is called by its name.
 * Said of templates, most of them without types: who reads a variable must be known before any of them runs.
 */
import type { Inst, Value } from '../ir/function.ts'
import type { Template } from '../ir/template.ts'
import { type Facts, parametersFor } from './facts.ts'
import { NEVER, type SemType } from './lattice.ts'
import type { ClassInfo } from './shapes.ts'
import type { World } from './world.ts'

/** What is asked of a function that a value is in. */
export interface Place {
  readonly template: Template
  readonly facts: Facts
  readonly types: readonly SemType[]
  /** Does the host get what it returns? */
  readonly isRoot: boolean
}

/** A value, and the function that it is in. */
export interface Placed {
  readonly place: Place
  readonly value: Value
}

/** Does the instruction put the value into a variable of closures, or into a parameter of a function that can be told? */
export function holdingOf(place: Place, user: Inst, value: Value): 'held' | 'passed' | undefined {
  const { facts } = place
  const [first, second] = user.args
  switch (user.op) {
    case 'js.cell':
    case 'js.closure':
      return 'held'
    case 'js.cell_set':
      return second === value ? 'held' : undefined
    case 'js.call':
      return first !== value && user.imm === undefined && facts.definitions[first!]?.op === 'js.closure' ? 'passed' : undefined
    case 'js.method':
      return first !== value && (classesOf(place, first!).length > 0 || isThis(place, first!)) ? 'passed' : undefined
    default:
      return undefined
  }
}

/** What a method is called on. */
function receiverOf({ facts: { definitions } }: Place, value: Value): Value {
  const inst = definitions[value]
  return inst?.op === 'js.receiver' ? inst.args[0]! : value
}

function classesOf(place: Place, value: Value): readonly ClassInfo[] {
  return place.types[receiverOf(place, value)]!.classes
}

function isThis(place: Place, value: Value): boolean {
  const { usesThis, func, unit } = place.template
  return unit.kind === 'class' && usesThis && func.blocks[0]!.params[0] === receiverOf(place, value)
}

export class HeldVariables {
  private readonly world: World
  private readonly places = new Map<Template, Place>()

  constructor(world: World, place: Place) {
    this.world = world
    this.places.set(place.template, place)
  }

  /** What reads the variable or the parameter into which `user` puts the value; undefined where that cannot be told. */
  readsOf(place: Place, user: Inst, value: Value): Placed[] | undefined {
    if (user.op === 'js.closure') return this.copiesOf(user, value)
    if (user.op === 'js.call' || user.op === 'js.method') return this.parametersOf(place, user, value)
    return this.readsOfCell({ place, value: user.op === 'js.cell' ? user.result : user.args[0]! })
  }

  private placeOf(template: Template): Place {
    let place = this.places.get(template)
    if (!place) {
      const types = Array<SemType>(template.func.types.length).fill(NEVER)
      place = { template, facts: this.world.facts(template), types, isRoot: false }
      this.places.set(template, place)
    }
    return place
  }

  /** Other classes may have another method of the name: what that does with undefined is seen when it is compiled. */
  private called(place: Place, { op, imm, args: [callee] }: Inst): Template | undefined {
    const { front } = this.world
    if (op === 'js.call') return front.template(closedOver(place.facts.definitions[callee!]!.imm))
    const [first] = classesOf(place, callee!)
    if (!first) return front.classOf(place.template.unit).instance.method(imm as string)
    for (let info: ClassInfo | null = first; info; info = info.base) {
      const method = info.template.instance.method(imm as string)
      if (method) return method
    }
    return undefined
  }

  private parametersOf(from: Place, user: Inst, value: Value): Placed[] | undefined {
    const template = this.called(from, user)
    if (!template) return undefined
    const { func, usesThis, rest, paramNames } = template
    const args = user.args.slice(1)
    const given = args.flatMap((arg, index) => (arg === value ? index : []))
    if (rest && given.some((index) => index >= paramNames.length - 1)) return undefined
    const place = this.placeOf(template)
    return given
      .filter((index) => index < paramNames.length)
      .map((index) => ({ place, value: func.blocks[0]!.params[usesThis ? index + 1 : index]! }))
  }

  /** The value as the closure has it that is made there. */
  private copiesOf({ imm, args }: Inst, value: Value): Placed[] {
    const inner = this.world.front.template(closedOver(imm))
    return instructions(inner)
      .filter(({ op, imm: index }) => op === 'js.captured' && args[index as number] === value)
      .map(({ result }) => ({ place: this.placeOf(inner), value: result }))
  }

  /** What its closures have as number `index`, where they are made. */
  private capturedFrom({ template: { id } }: Place, index: number): Placed[] {
    return this.world.front.builtWith(id).flatMap((maker) =>
      instructions(maker)
        .filter(({ op, imm }) => op === 'js.closure' && closedOver(imm) === id)
        .map(({ args }) => ({ place: this.placeOf(maker), value: args[index]! })),
    )
  }

  /** All reads of a variable that is shared; undefined where something else has hold of it, as a generator that rests has. */
  private readsOfCell(cell: Placed): Placed[] | undefined {
    const reads: Placed[] = []
    const seen = new Map<Place, Set<Value>>()
    const work = [cell]
    for (let next = work.pop(); next; next = work.pop()) {
      const { place, value } = next
      const values = seen.get(place) ?? new Set()
      if (values.has(value)) continue
      seen.set(place, values.add(value))
      const definition = place.facts.definitions[value]
      if (definition?.op === 'js.captured') work.push(...this.capturedFrom(place, definition.imm as number))
      else if (!definition) work.push(...place.facts.incoming[value]!.map((from) => ({ place, value: from })))
      else if (definition.op !== 'js.cell' && definition.op !== 'js.cell_new') return undefined
      for (const user of place.facts.users[value]!) {
        if ('term' in user) work.push(...parametersFor(place.template.func, user.term, value).map((param) => ({ place, value: param })))
        else if (user.inst.op === 'js.cell_get') reads.push({ place, value: user.inst.result })
        else if (user.inst.op === 'js.closure') work.push(...this.copiesOf(user.inst, value))
        else if (user.inst.op !== 'js.cell_set' || user.inst.args[1] === value) return undefined
      }
    }
    return reads
  }
}

function closedOver(imm: Inst['imm']): string {
  return (imm as { names: readonly string[] }).names[0]!
}

function instructions({ func }: Template): readonly Inst[] {
  return func.blocks.flatMap(({ insts }) => insts)
}
