/**
 * From templates to a typed module: generate and solve (world.ts: types by sparse conditional propagation),
 * then apply (lower/: forms, typed operations), for one kernel and everything it reaches.
 */

import type { ArtifactClass } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import type { ClassMember } from '../artifact/compile.ts'
import { collectionOf } from '../artifact/signature.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { TypingError } from '../base/typing-error.ts'
import type { Inst } from '../ir/function.ts'
import type { Module } from '../ir/module.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { atCaller } from './at-caller.ts'
import { isCollection } from './classes.ts'
import { checkConstants } from './constants.ts'
import { copyCollections } from './copied.ts'
import { DictionariesFound } from './dictionaries.ts'
import { type Entry, entryOf, lendingEntry } from './entries.ts'
import { checkSeen } from './fields.ts'
import { sharedFunctions } from './functions.ts'
import { fromHost } from './hosttypes.ts'
import { closures, constant, K, type SemType } from './lattice.ts'
import { checkLent } from './lent.ts'
import { artifactClasses } from './lower/class-layout.ts'
import { makeEntry } from './lower/entry.ts'
import { Output } from './lower/output.ts'
import { isNode, type Node, type Shape } from './shapes.ts'
import { type Frontend, type Instance, World } from './world.ts'

export interface InferRequest {
  readonly unit: SourceUnit
  readonly signature: Signature
  readonly functions: ReadonlyMap<string, SourceUnit>
  readonly classes: ReadonlyMap<string, SourceUnit>
  readonly member: ClassMember | undefined
  readonly front: Frontend
  readonly bounds: 'exact' | 'throw'
  readonly name: string
}

export interface Inferred {
  readonly module: Module
  /** With the result filled in: what crosses. */
  readonly signature: Signature
  /** The declared result, where what crosses has yet to be checked against it. */
  readonly promise: HostType | undefined
  readonly implicit: readonly { readonly id: string; readonly name: string; readonly type: HostType }[]
  /** By parameter, then by implicit argument. */
  readonly writes: readonly boolean[]
  readonly classes: readonly ArtifactClass[]
  /** Names of the parameters, as messages say them. */
  readonly parameters: readonly string[]
  readonly world: World
  readonly root: Instance
}

/** Arguments beyond the 30th share a bit: written means written for all of them. */
const originBit = (index: number) => 1 << Math.min(index, 30)

/**
 * An empty object that gets properties under plain names is a dictionary where that works. Where it does not, since they are of
 * different types, it is one with properties that come later.
 */
export function infer(request: InferRequest): Inferred {
  const literals = { dictionaries: new Set<Inst>(), plain: new Set<Inst>(), byName: new Set<Inst>() }
  try {
    return inferWith(request, literals)
  } catch (error) {
    if (!(error instanceof TypingError) || literals.byName.size === 0) throw error
    try {
      return inferWith(request, { dictionaries: new Set(), plain: literals.byName, byName: new Set() })
    } catch (other) {
      // What is wrong with a dictionary is closer to what was meant.
      throw other instanceof TypingError ? error : other
    }
  }
}

/** What has been learned of literals of objects. */
interface Learned {
  readonly dictionaries: Set<Inst>
  readonly plain: ReadonlySet<Inst>
  /** Dictionaries of which only properties under plain names are asked for. */
  readonly byName: Set<Inst>
}

function inferWith(request: InferRequest, literals: Learned): Inferred {
  const { signature } = request
  const { world, root, callee, params, types, collection } = solve(request, literals)
  world.shared = sharedFunctions(world)
  checkLent(world.shapes, callee.span)
  checkConstants(world)
  checkSeen(world)
  const output = new Output(world)
  request.front.links?.link(world, output)
  for (const instance of world.instances)
    if (!request.front.links?.partOf(instance.template)) atCaller(world, instance, () => output.lowerInstance(instance))
  const { type: result, promise } = makeEntry(world, output, request.name, params, { ...signature, collection }, root)
  const full: Signature = { params: params.map((type, index) => withAsked(world, type, types[index]!)), result }
  output.signatureLayouts(full)
  output.module.exports.push({ name: request.name, signature: full })
  const implicit = output.implicitsOf(root).map((id) => {
    const { captured } = world.implicits.get(id)!
    const type: HostType =
      captured.kind === 'array' || captured.kind === 'cell'
        ? { kind: 'array', element: captured.element }
        : (captured as { type: HostType }).type
    output.hostLayouts(type)
    return { id, name: world.implicits.get(id)!.name, type: withAsked(world, type, world.implicits.get(id)!.type) }
  })
  const writes = [
    ...types.map((type, index) => isWritten(world, output, type, originBit(index))),
    ...implicit.map(({ id }) => isWritten(world, output, world.implicits.get(id)!.type, world.implicits.get(id)!.type.origins)),
  ]
  const classes = artifactClasses(world, output)
  return { module: output.module, signature: full, promise, implicit, writes, classes, parameters: callee.paramNames, world, root }
}

interface Solved {
  readonly world: World
  readonly root: Instance
  readonly callee: Template
  readonly params: readonly HostType[]
  /** Of the parameters. */
  readonly types: readonly SemType[]
  /** The result is a list of what is in one. */
  readonly collection: 'Map' | 'Set' | 'Record' | undefined
}

/** Only a kernel that takes or gives a collection is called by way of what turns lists into them. */
function solve(request: InferRequest, literals: Learned): Solved {
  const { front } = request
  const entry = entryOf(request, request.signature.params)
  const { callee: inner, params } = entry
  if (!params.some(collectionOf)) {
    const solved = solveFor(request, entry, front, literals)
    if (collectionIn(solved.root.result) === undefined || keepsResult(solved)) return solved
  }
  const known = { ...front, template: (id: string) => (id === inner.id ? inner : front.template(id)) }
  const solveLending = (onlyRead: ReadonlySet<number>) => solveFor(request, lendingEntry(request, entry, onlyRead), known, literals)
  const instancesIn = ({ world }: Solved) => world.instances.filter(({ template }) => template === inner)
  let solved = solveLending(new Set())
  const onlyRead = new Set(
    [...params.keys()].filter((index) => collectionOf(params[index]!) && !isChanged(solved.world, instancesIn(solved), index)),
  )
  if (onlyRead.size > 0) solved = solveLending(onlyRead)
  const kept = instancesIn(solved).flatMap(({ result }) => result.classes.filter((info) => info.kept))[0]
  if (kept) messages.collection_kept(inner.span, { name: kept.template.name.replace(/^(?:Bare)?Dictionary$/, 'dictionary') })
  const results = instancesIn(solved).map(({ result }) => collectionIn(result))
  return { ...solved, collection: results.find((of) => of !== undefined) }
}

/** What an instance keeps goes to the host as it is; so must whatever else may be the result. */
function keepsResult({ world, root }: Solved): boolean {
  if (!root.result.classes.some(({ kept }) => kept)) return false
  world.shapes.keepCollections(root.result.classes)
  world.solve()
  world.keepReached(root)
  return true
}

const CHANGING = ['set', 'add', 'delete', 'clear']

/** May the collection that is this parameter of the instances be changed, other than where it is made? */
function isChanged({ instances }: World, of: readonly Instance[], index: number): boolean {
  const classes = of.flatMap(({ params }) => params[index]?.classes ?? [])
  const owners = classes.map(({ template }) => template)
  const changing = new Set(owners.flatMap(({ instance }) => CHANGING.map((name) => instance.method(name))))
  const making = new Set(owners.map((owner) => owner.construct()))
  return instances.some(
    ({ template, calls }) =>
      !making.has(template) &&
      [...calls.values()].some((callees) =>
        callees.some(
          ({ instance: { template: called, params } }) => changing.has(called) && params[0]?.classes.some((info) => classes.includes(info)),
        ),
      ),
  )
}

/** Once more with each dictionary that is found. */
function solveFor(request: InferRequest, entry: Entry, front: Frontend, literals: Learned): Solved {
  for (;;) {
    try {
      return solveWith(request, entry, front, literals)
    } catch (found) {
      if (!(found instanceof DictionariesFound)) throw found
      for (const literal of found.literals) {
        literals.dictionaries.add(literal)
        if (found.byName) literals.byName.add(literal)
      }
    }
  }
}

function solveWith(request: InferRequest, { callee, params }: Entry, front: Frontend, literals: Learned): Solved {
  const { result } = request.signature
  const missing = result.kind === 'undefined' || (result.kind === 'optional' && result.undefined)
  const world = new World(front, { bounds: request.bounds, missing }, request.classes, literals)
  const types = params.map((type, index) => parameterType(world, request, type, index))
  const root = world.instance(callee, null, types, null, callee.span)
  world.implicitOrigin = (index) => originBit(params.length + index)
  world.solve()
  world.keepReached(root)
  if (copyCollections(world, root.result, callee.span)) {
    world.solve()
    world.keepReached(root)
  }
  return { world, root, callee, params, types, collection: undefined }
}

/** Map or Set, if a value may be one, or Record for a dictionary. */
function collectionIn({ classes }: SemType): 'Map' | 'Set' | 'Record' | undefined {
  const name = classes.find(({ template }) => isCollection(template.unit))?.template.name
  return name === 'Dictionary' ? 'Record' : name === 'Map' || name === 'Set' ? name : undefined
}

function parameterType(world: World, request: InferRequest, type: HostType, index: number): SemType {
  if (type.kind === 'function') {
    const unit = request.functions.get(type.key)!
    return unit.builtin === undefined ? closures([world.constantClosure(unit)]) : constant({ kind: 'builtin', path: unit.builtin })
  }
  return fromHost(type, world.shapes, originBit(index))
}

/** A type of the host, which says of its records whether compiled code asks which properties they have. */
function withAsked(world: World, type: HostType, given: SemType): HostType {
  if (type.kind === 'optional') {
    const inner = withAsked(world, type.type, given)
    return inner === type.type ? type : { ...type, type: inner }
  }
  if ((type.kind !== 'list' && type.kind !== 'tuple' && type.kind !== 'record') || !given.shape) return type
  const node = world.shapes.find(given.shape) as Node
  const part = (name: string, inner: HostType) => withAsked(world, inner, (node.slots.get(name) ?? node.element).type)
  switch (type.kind) {
    case 'list':
      return { ...type, element: withAsked(world, type.element, node.element.type) }
    case 'tuple':
      return { ...type, elements: type.elements.map((element, index) => part(String(index), element)) }
    case 'record': {
      const fields = type.fields.map((field) => ({ name: field.name, type: part(field.name, field.type) }))
      return { ...type, fields, ...(node.asked && { asked: node.asked }) }
    }
  }
}

/** May the kernel have written what an argument refers to, at any depth? */
function isWritten(world: World, output: Output, type: SemType, bit: number): boolean {
  if (!(type.kinds & K.REF)) return false
  const seen = new Set<Shape>()
  const visit = (shape: Shape | null): boolean => {
    if (!shape) return false
    const root = world.shapes.find(shape)
    if (root.kind === 'array' || root.kind === 'buffer') return (output.written & bit) !== 0
    if (seen.has(root)) return false
    seen.add(root)
    if (!isNode(root)) return false
    const node: Node = root
    return node.written || visit(node.element.type.shape) || [...node.slots.values()].some((slot) => visit(slot.type.shape))
  }
  return visit(type.shape)
}
