/**
 * `{}` to which properties are added by names that are found at run time: an instance of a class of the prelude
 * (build/prelude-dictionary.ts), whose methods stand for what is done with it.
 *
 * That an object is one shows in how it is used, when its type is long known as that of an object without properties. So inference
 * begins anew then, with what it has learned: the literals that make such objects.
 */
import type { Inst } from '../ir/function.ts'
import { SPREAD } from '../ir/js-ops.ts'
import { BuildAgain } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { describe } from './describe.ts'
import { fieldsOf, GETTER, SETTER } from './fields.ts'
import { join, K, NEVER, NULLISH, onlyKinds, restrict, type SemType, STRING, text } from './lattice.ts'
import { callMember, constructCollection } from './members.ts'
import { observeAsText } from './reads.ts'
import { type ClassInfo, isNode, type Node } from './shapes.ts'
import type { Instance, Site, World } from './world.ts'

/** Thrown out of an inference that has to begin anew: these literals make dictionaries. */
export class DictionariesFound {
  readonly literals: readonly Inst[]
  /** Only properties under plain names were asked for: an object to which they are added one by one is used like that too. */
  readonly byName: boolean
  constructor(literals: readonly Inst[], byName: boolean) {
    this.literals = literals
    this.byName = byName
  }
}

/**
 * An object that is used as a dictionary: do literals of compiled code make it? One that has properties is none for getting another, which
 * is more likely a slip of the pen, but for what only dictionaries can do.
 */
export function becomesDictionary({ front, plain }: World, node: Node, emptyOnly = false): void {
  if (node.kind !== 'record' || node.host || node.literals.length === 0 || (emptyOnly && node.slots.size > 0)) return
  if (emptyOnly && node.literals.every((literal) => plain.has(literal))) return
  if (node.slots.size > 0 && !front.wishes.has('by names')) throw new BuildAgain('by names')
  throw new DictionariesFound(node.literals, emptyOnly)
}

/** Can an object literal become a dictionary: has it properties under plain names, and nothing else? */
export function mayBecomeDictionary(names: readonly string[]): boolean {
  return !names.some((name) => name.startsWith(SPREAD) || name.startsWith(GETTER) || name.startsWith(SETTER))
}

const BARE = 'prelude:BareDictionary'

/** It inherits no method. */
function isBare({ template }: ClassInfo): boolean {
  return template.unit.id === BARE
}

export function isDictionaryClass({ template }: ClassInfo): boolean {
  const { id } = template.unit
  return id === 'prelude:Dictionary' || id === BARE
}

/** Asked of the operands of every instruction. */
function mayBeDictionary({ classes }: SemType): boolean {
  return classes.length > 0 && isDictionaryClass(classes[0]!)
}

export function isDictionary(type: SemType): boolean {
  const solid = restrict(type, ~NULLISH)
  return onlyKinds(solid, K.REF) && solid.classes.length > 0 && solid.classes.every(isDictionaryClass)
}

/** A literal that is known to make one, or `{ ...object, x: 1 }`, which copies others and gets properties where an object has none. */
export function dictionaryLiteral(site: Site, values: readonly SemType[]): SemType | undefined {
  const { inst, world } = site
  const { names } = inst.imm as { names: readonly string[] }
  if (!world.dictionaries.has(inst) && !areCopied(world, names, values)) return undefined
  names.forEach((name, index) => {
    if (name.startsWith(SPREAD) && !isDictionary(values[index]!)) refuseFields(site, values[index]!)
  })
  const made = constructCollection(site, world.front.collection('Dictionary')!, [])
  if (made.kinds === 0) return made
  for (const { method, types } of fillings(names, values)) {
    if (types.length === 0) continue
    const all = types.reduce((some, type) => join(some, type, world.shapes), NEVER)
    callMember(site, made, method, method === 'put' ? [STRING, all] : [all], (callee) => callee)
  }
  return made
}

/** What is spread into a dictionary and is none itself must have no properties, then or later. */
function refuseFields(site: Site, type: SemType): void {
  if (onlyKinds(type, NULLISH)) return
  const fields = fieldsOf(site.world, type)
  if (!fields || fields.slots.size > 0) messages.object_spread(site.inst.span, { type: describe(type) })
  if ('watchers' in fields.of) fields.of.watchers.add(site.reader)
}

/** Everything that is spread is a dictionary, or has no properties. */
function areCopied(world: World, names: readonly string[], values: readonly SemType[]): boolean {
  const spread = values.filter((_, index) => names[index]!.startsWith(SPREAD))
  if (!names.every((name) => !name.startsWith(SPREAD) || name === SPREAD) || !spread.some(isDictionary)) return false
  return spread.every((type) => isDictionary(type) || onlyKinds(type, NULLISH) || fieldsOf(world, type)?.slots.size === 0)
}

/** What comes into a new one by which method: all of a kind are of one type, so that there is one function for them. */
function fillings(names: readonly string[], values: readonly SemType[]) {
  const isSpread = (index: number) => names[index] === SPREAD
  // What is no dictionary has no properties.
  return [
    { method: 'fill', types: values.filter((type, index) => isSpread(index) && isDictionary(type)) },
    { method: 'put', types: values.filter((_, index) => !isSpread(index)) },
  ] as const
}

/** What is called in place of an instruction: a method, with operands or a name. */
export interface Call {
  readonly method: string
  readonly object: number
  readonly args: readonly (number | string)[]
}

/** There the class is what it is written as. */
function isOwnCode({ template }: Instance): boolean {
  const { id } = template.unit
  return id === 'prelude:Dictionary' || id === BARE
}

const OF_OBJECTS: Readonly<Record<string, string>> = { keys: 'keys', values: 'values', entries: 'entries', hasOwn: 'owns' }

export function callOf(inst: Inst, types: readonly SemType[], within: Instance): Call | undefined {
  if (isOwnCode(within) || !types.some(mayBeDictionary)) return undefined
  const call = (object: number, method: string, ...args: (number | string)[]): Call | undefined =>
    types[object] && isDictionary(types[object]) ? { method, object, args } : undefined
  switch (inst.op) {
    case 'js.get':
      return call(0, 'get', inst.imm as string)
    case 'js.set':
      return call(0, 'put', inst.imm as string, 1)
    case 'js.index':
      return call(0, 'get', 1)
    case 'js.set_index':
      return call(0, 'put', 1, 2)
    case 'js.delete':
      return call(0, 'remove', 1)
    case 'js.in':
      return call(1, 'within', 0)
    case 'js.names':
      return call(0, 'keys')
    case 'js.still':
      return call(0, 'owns', 1)
    case 'js.method': {
      const name = inst.imm as string
      if (name === 'hasOwnProperty' && types.length === 2 && !types[0]!.classes.some(isBare)) return call(0, name, 1)
      const { constant } = types[0]!
      if (constant?.kind === 'builtin' && constant.path === 'Object' && name === 'assign' && types.length === 3 && isDictionary(types[2]!))
        return call(1, 'fill', 2)
      if (constant?.kind !== 'builtin' || constant.path !== 'Object' || !OF_OBJECTS[name]) return undefined
      return call(1, OF_OBJECTS[name], ...(name === 'hasOwn' ? [2] : []))
    }
    default:
      return undefined
  }
}

function isCall({ op }: Inst): boolean {
  return op === 'js.method' || op === 'js.method_index' || op === 'js.callee'
}

/** The type of what an instruction does with a dictionary; undefined if it has to do with none. */
export function dictionaryType(site: Site, types: readonly SemType[]): SemType | undefined {
  const call = callOf(site.inst, types, site.instance)
  if (!call) {
    if (isCall(site.inst) && !isOwnCode(site.instance) && isDictionary(types[0]!)) messages.dictionary_call(site.inst.span)
    return undefined
  }
  // A name is a text, of undefined too.
  const [key] = call.args
  if (typeof key === 'number' && call.method !== 'fill') observeAsText(site, site.inst.args[key]!)
  const args = call.args.map((arg) => (typeof arg === 'string' ? text(arg) : types[arg]!))
  return callMember(site, types[call.object]!, call.method, args, (callee) => callee)
}

/** Two types cannot be one: it may be that one of them is that of an object without properties and the other that of a dictionary. */
export function meetsDictionary(a: SemType, b: SemType, world: World): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const shape = other.shape && world.shapes.find(other.shape)
    if (isDictionary(restrict(one, K.REF)) && shape && isNode(shape)) becomesDictionary(world, shape)
  }
}
