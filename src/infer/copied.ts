/** Collections that are parts of a result: the host gets copies of them, for which they are laid out as it knows. */
import type { Span } from '../base/span.ts'
import * as messages from '../report/messages.ts'
import { isCollection } from './classes.ts'
import type { SemType } from './lattice.ts'
import { isNode, type Node, type Shape } from './shapes.ts'
import type { World } from './world.ts'

const PARTS = ['#keys', '#values', '#texts', '#numbers']

/** Lay out all collections in what a type holds; those that are the value itself cross in another way. False if there are none. */
export function copyCollections({ shapes, classes }: World, result: SemType, at: Span): boolean {
  const seen = new Set<Shape | string>()
  let found = false
  const visitNode = (node: Node) => {
    if (seen.has(node)) return
    seen.add(node)
    visit(node.element.type)
    for (const slot of node.slots.values()) visit(slot.type)
  }
  const visit = (type: SemType, isWhole = false) => {
    const shape = type.shape && shapes.find(type.shape)
    if (shape && isNode(shape)) visitNode(shape)
    const all = type.classes.filter(({ template }) => isCollection(template.unit) && /^(Map|Set|Dictionary)$/.test(template.name))
    const key = all.map(({ id }) => id).join()
    if (all.length === 0 || seen.has(key)) return
    seen.add(key)
    const given = all.find(({ lent }) => lent)
    if (given && !isWhole) messages.collection_given(at, { name: given.template.name })
    found ||= !isWhole
    if (!isWhole) classes.copyAll(all)
    for (const { slots } of all) for (const name of PARTS) if (slots.has(name)) visit(slots.get(name)!.type)
  }
  visit(result, true)
  return found
}
