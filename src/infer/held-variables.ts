/**
 * Where values go that closures hold: a variable that a function shares with its closures (a cell), or one whose value is copied into them.
 * Said of templates, most of them without types: who reads a variable must be known before any of them runs.
 */
import type { Inst, Value } from '../ir/function.ts'
import type { Template } from '../ir/template.ts'
import { type Facts, parametersFor } from './facts.ts'
import { NEVER, type SemType } from './lattice.ts'
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

/** Does the instruction put the value into a variable of closures, one that is shared or one that they have a copy of? */
export function holdingOf(user: Inst, value: Value): 'shared' | 'copied' | undefined {
  if (user.op === 'js.cell' || (user.op === 'js.cell_set' && user.args[1] === value)) return 'shared'
  return user.op === 'js.closure' ? 'copied' : undefined
}

export class HeldVariables {
  private readonly world: World
  private readonly places = new Map<Template, Place>()

  constructor(world: World, place: Place) {
    this.world = world
    this.places.set(place.template, place)
  }

  /** What reads the variable into which `user` puts the value; undefined where that cannot be told. */
  readsOf(place: Place, user: Inst, value: Value): Placed[] | undefined {
    if (user.op === 'js.closure') return this.copiesOf(user, value)
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
