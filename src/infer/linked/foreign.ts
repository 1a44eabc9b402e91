/**
 * Functions that were linked from what is kept of one class, and are called by those of another that is kept now: its file has them too,
 * so that it can be read alone. What is known of them is said in the places of the classes that it speaks of.
 */
import type { SourceUnit } from '../../artifact/captured.ts'
import type { SemType } from '../lattice.ts'
import type { Slot } from '../shapes.ts'
import type { World } from '../world.ts'
import { answerText, type Kept, type KeptPart } from './kept.ts'
import { familyOf, type LinkedPart } from './links.ts'
import { MadeNodes } from './nodes.ts'
import { type NodePath, type Plain, typeOf } from './plain.ts'

/** In which places things are in the file that is made. */
export interface Here {
  classPlace(unit: SourceUnit): number
  plain(type: SemType): Plain | undefined
  slotPath(slot: Slot): NodePath | undefined
  /** Notes that code depends on the static field. */
  noteStatic(of: number, name: string): boolean
}

export type Effects = Pick<KeptPart, 'writes' | 'constructs' | 'throws' | 'catches' | 'statics' | 'needs' | 'fills'>

/** What the function does, and what names in its classes stand for; undefined if something has no place here. */
export function translate(
  { owner, part }: LinkedPart,
  world: World,
  here: Here,
): { readonly effects: Effects; readonly names: Kept['names'] } | undefined {
  const places = owner.units.map((unit) => here.classPlace(unit))
  const placesOf = (list: readonly number[]) => list.map((of) => places[of]!)
  const family = familyOf(owner, world)
  const made = new MadeNodes(world.shapes, () => family, owner.kept.nodes)
  const names = owner.kept.names.map(([of, name, answer]): Kept['names'][number] | undefined => {
    const text = answer.startsWith('kind ') ? answer : answerText(owner.units[of]!.resolve(name), (unit) => here.classPlace(unit))
    return places[of]! < 0 || text === undefined ? undefined : [places[of]!, name, text]
  })
  const writes = part.writes.map(([at, type]): KeptPart['writes'][number] | undefined => {
    const slot = made.slotAt(at)
    const path = slot && here.slotPath(slot)
    const plain = here.plain(typeOf(type, family, (node) => made.nodeAt(node)!))
    return path && plain && [path, plain]
  })
  const statics = part.statics.map(([of, name]) => [places[of]!, name] as const)
  const isWhole =
    placesOf(part.needs).every((of) => of >= 0) &&
    names.every((each) => each !== undefined) &&
    writes.every((each) => each !== undefined) &&
    statics.every(([of, name]) => of >= 0 && here.noteStatic(of, name))
  if (!isWhole) return undefined
  const { throws, catches, fills } = part
  return {
    effects: { throws, catches, fills, writes, statics, constructs: placesOf(part.constructs), needs: placesOf(part.needs) },
    names,
  }
}
