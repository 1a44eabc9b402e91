/**
 * From templates to a typed module: generate and solve (world.ts: types by sparse conditional propagation),
 * then apply (lower/: forms, typed operations), for one kernel and everything it reaches.
 */
import type { SourceUnit } from '../artifact/captured.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { Builder, newFunc } from '../ir/builder.ts'
import type { Module } from '../ir/module.ts'
import type { Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { fromHost } from './hosttypes.ts'
import { closures, constant, K, type SemType } from './lattice.ts'
import { makeEntry } from './lower/entry.ts'
import { Output } from './lower/output.ts'
import type { Node, Shape } from './shapes.ts'
import { type Frontend, type Instance, World } from './world.ts'

export interface InferRequest {
  readonly unit: SourceUnit
  readonly signature: Signature
  readonly functions: ReadonlyMap<string, SourceUnit>
  readonly front: Frontend
  readonly bounds: 'exact' | 'throw'
  readonly name: string
}

export interface Inferred {
  readonly module: Module
  /** With the result filled in. */
  readonly signature: Signature
  readonly implicit: readonly { readonly id: string; readonly name: string; readonly type: HostType }[]
  /** By parameter, then by implicit argument. */
  readonly writes: readonly boolean[]
  readonly world: World
  readonly root: Instance
}

/** Arguments beyond the 30th share a bit: written means written for all of them. */
const originBit = (index: number) => 1 << Math.min(index, 30)

export function infer(request: InferRequest): Inferred {
  const { unit, front, signature } = request
  const world = new World(front, { bounds: request.bounds })
  const target = front.templateOf(unit)
  if (target.usesThis) messages.kernel_this(target.span, { name: target.name || 'the function' })
  const params = target.rest ? signature.params : signature.params.slice(0, target.paramNames.length)
  const types = params.map((type, index) => parameterType(world, request, type, index))
  const root = world.instance(caller(target, params.length), null, types, null, target.span)
  world.implicitOrigin = (index) => originBit(params.length + index)
  world.solve()
  world.keepReached(root)
  if (root.result.kinds === 0 && signature.result.kind !== 'void' && !canThrow(world))
    messages.never_returns(target.span, { name: target.name || 'the function' })
  const output = new Output(world)
  for (const instance of world.instances) output.lowerInstance(instance)
  const result = makeEntry(world, output, request.name, params, signature.result, root)
  const full: Signature = { params, result }
  output.signatureLayouts(full)
  output.module.exports.push({ name: request.name, signature: full })
  const implicit = output.implicitsOf(root).map((id) => {
    const { captured } = world.implicits.get(id)!
    const type: HostType = captured.kind === 'array' ? { kind: 'array', element: captured.element } : (captured as { type: HostType }).type
    output.hostLayouts(type)
    return { id, name: world.implicits.get(id)!.name, type }
  })
  const writes = [
    ...types.map((type, index) => isWritten(world, output, type, originBit(index))),
    ...implicit.map(({ id }) => isWritten(world, output, world.implicits.get(id)!.type, world.implicits.get(id)!.type.origins)),
  ]
  return { module: output.module, signature: full, implicit, writes, world, root }
}

/** Some path throws: then not returning is no mistake. */
function canThrow(world: World): boolean {
  return world.instances.some((instance) =>
    instance.facts.order.some((block) => instance.executable[block] && instance.template.func.blocks[block]!.term.kind === 'throw'),
  )
}

function parameterType(world: World, request: InferRequest, type: HostType, index: number): SemType {
  if (type.kind === 'function') {
    const unit = request.functions.get(type.key)!
    return unit.builtin === undefined ? closures([world.constantClosure(unit)]) : constant({ kind: 'builtin', path: unit.builtin })
  }
  return fromHost(type, world.shapes, originBit(index))
}

/** A function that only calls the target: it fits arguments to parameters as any call does. */
function caller(target: Template, count: number): Template {
  const func = newFunc(`call ${target.name}`, 'js')
  const b = new Builder(func)
  const block = b.newBlock(Array(count).fill('js'))
  b.at(block)
  b.span = target.span
  const callee = b.inst('js.closure', [], { names: [target.id] })
  b.return([b.inst('js.call', [callee, ...b.params(block)])])
  func.inline = 'always'
  const paramNames = [...b.params(block)].map((_, index) => target.paramNames[index] ?? `argument${index}`)
  return {
    ...target,
    id: `entry of ${target.id}`,
    name: `${target.name || 'kernel'}.entry`,
    func,
    paramNames,
    rest: false,
    usesThis: false,
    captures: [],
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
    const node: Node = root
    return node.written || visit(node.element.type.shape) || [...node.slots.values()].some((slot) => visit(slot.type.shape))
  }
  return visit(type.shape)
}
