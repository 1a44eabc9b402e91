/** `object[name]`: the name is compared with those of the object's properties, one after the other. */
import type { ErrorSite, Value } from '../../ir/function.ts'
import { closureIsStatic, REGISTER, type Repr } from '../forms.ts'
import { join, K, onlyKinds, type SemType, UNDEFINED } from '../lattice.ts'
import type { Node } from '../shapes.ts'
import { isKind } from './compare.ts'
import type { Lower } from './lower.ts'
import { slotValue } from './slots.ts'
import { loadField, nodeLayout, shapeIn, slotRepr, storeField } from './storage.ts'
import { toText } from './text.ts'

/** What every object has from Object.prototype. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype)

const NO_PROPERTY: ErrorSite = {
  kind: 'TypeError',
  text: 'an object of compiled code cannot get another property: begin with {} and add all of them, or use a Map',
}
const IS_INHERITED: ErrorSite = { kind: 'TypeError', text: 'what objects inherit cannot be read by a name that is not in the source' }

/** All that a property may be, or undefined. */
export function namedType(l: Lower, node: Node): SemType {
  return [...node.slots.values()].reduce((type, slot) => join(type, slot.type, l.world.shapes), UNDEFINED)
}

function isName(l: Lower, text: Value, name: string): Value {
  return l.b.inst('call.host', [text, l.b.inst('str.const', [], name)], 'str.eq', 'bool')
}

/** Go where the name leads: `found` for the property of that name, and on here if there is none. */
function eachName(l: Lower, node: Node, text: Value, found: (name: string) => void): void {
  const { b } = l
  for (const name of node.slots.keys()) {
    const [here, next] = [b.newBlock(), b.newBlock()]
    b.branch(isName(l, text, name), here, next)
    b.at(here)
    found(name)
    b.at(next)
  }
}

/** The property named, in a form of the type that all of them have. */
export function loadNamed(l: Lower, ref: Value, node: Node, key: Value, repr: Repr, type: SemType): Value | undefined {
  const { b } = l
  const text = toText(l, key)
  const done = b.newBlock(repr === 'none' ? [] : [REGISTER[repr]])
  const give = (value: Value | undefined) => b.jump(done, value === undefined ? [] : [value])
  eachName(l, node, text, (name) => {
    const slot = node.slots.get(name)!
    // Nothing is kept of a property that holds the same function in all objects.
    const isKnown = onlyKinds(slot.type, K.FUNCTION) && closureIsStatic(slot.type)
    const form = isKnown ? 'none' : slotRepr(slot.type)
    const loaded = form === 'none' ? undefined : loadField(l, ref, nodeLayout(l, node), name)
    give(repr === 'none' ? undefined : l.converted(loaded, form, slot.type, repr, type))
  })
  for (const name of INHERITED) if (!node.slots.has(name)) l.check(l.op('bool.not', isName(l, text, name)), IS_INHERITED)
  give(repr === 'none' ? undefined : l.undefinedIn(repr))
  b.at(done)
  return repr === 'none' ? undefined : b.params(done)[0]!
}

export function storeNamed(l: Lower, ref: Value, node: Node, key: Value, value: Value): void {
  const { b } = l
  const text = toText(l, key)
  const done = b.newBlock()
  eachName(l, node, text, (name) => {
    const slot = node.slots.get(name)!
    if (slotRepr(slot.type) !== 'none') storeField(l, ref, nodeLayout(l, node), name, slotValue(l, slot, value))
    b.jump(done)
  })
  l.check(b.bool(false), NO_PROPERTY)
  b.jump(done)
  b.at(done)
}

/** `name in object`: what it inherits counts too, but for `own`. */
export function hasName(l: Lower, node: Node, key: Value, object: Value, own = false): Value {
  const text = toText(l, key)
  const names = new Set([...node.slots.keys(), ...(own ? [] : INHERITED)])
  return [...names]
    .map((name) => {
      const isAsked = isName(l, text, name)
      return node.lacked.has(name) && (own || !INHERITED.includes(name)) ? l.op('bool.and', isAsked, isThere(l, object, name)) : isAsked
    })
    .reduce((one, other) => l.op('bool.or', one, other))
}

/** Has an object the property, which it may lack? It is undefined then, and only then. */
export function isThere(l: Lower, object: Value, name: string): Value {
  const node = shapeIn(l, l.type(object)) as Node
  const { type } = node.slots.get(name)!
  const repr = slotRepr(type)
  const value = l.hold(repr === 'none' ? undefined : loadField(l, l.as(object, 'ref'), nodeLayout(l, node), name), repr, type)
  return l.op('bool.not', isKind(l, value, K.UNDEFINED))
}
