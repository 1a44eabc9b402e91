/** Calls of functions of the program. */
import { HEADER_BYTES } from '../../artifact/layout.ts'
import type { Inst, Value } from '../../ir/function.ts'
import { EXACT, REGISTER, type Repr, reprOf } from '../forms.ts'
import { K, NULLISH, onlyKinds, restrict, type SemType, UNDEFINED } from '../lattice.ts'
import type { ClosureShape, Node } from '../shapes.ts'
import type { Callee } from '../world.ts'
import { constantIn } from './convert.ts'
import { newList, pushElement, storedElement } from './lists.ts'
import type { Lower } from './lower.ts'
import { closureLayout, loadField, shapeIn, slotRepr } from './storage.ts'

/** `f(…)`: directly if one function is possible, else by the closure's tag. */
export function lowerCall(l: Lower, inst: Inst, callee: Value, args: readonly Value[]): void {
  const type = l.type(callee)
  const callees = l.instance.calls.get(inst) ?? []
  if (type.kinds & NULLISH) l.callable(l.as(callee, 'ref'), type, inst)
  const solid = restrict(type, ~NULLISH)
  const register = onlyKinds(solid, K.FUNCTION) && l.register(callee) !== undefined ? l.as(callee, 'ref') : undefined
  callSet(l, inst, callees, register, args)
}

/** Call whichever of the instances the closure belongs to. */
export function callSet(
  l: Lower,
  inst: Inst,
  callees: readonly Callee[],
  self: Value | undefined,
  args: readonly Value[],
  receiver?: Value,
): void {
  const [only] = callees
  if (!only) return l.stop()
  if (callees.length === 1) return finish(l, inst, only!, invoke(l, only!, self, args, receiver))
  const { b } = l
  const repr = l.repr(inst.result)
  const wanted = repr !== 'none' && l.demandOf(inst.result) !== 0
  const done = b.newBlock(wanted ? [REGISTER[repr]] : [])
  let tag: Value | undefined
  const isCalled = (id: string): Value => {
    if (l.world.shared.has(id)) return l.op('ref.eq', self!, b.inst('function.ref', [], id))
    tag ??= b.inst('load', [self!], { offset: HEADER_BYTES, storage: 'i32', region: 'closure.tag', fixed: true }, 'i32')
    return l.op('i32.eq', tag, b.i32(l.output.tag(id)))
  }
  callees.forEach((candidate, index) => {
    const last = index === callees.length - 1
    const next = last ? undefined : b.newBlock()
    if (next !== undefined) {
      const here = b.newBlock()
      b.branch(isCalled(candidate.instance.template.id), here, next)
      b.at(here)
    }
    const value = invoke(l, candidate, self, args, receiver)
    const { result } = candidate.instance
    if (result.kinds === 0) b.term({ kind: 'unreachable' })
    else b.jump(done, wanted ? [l.converted(value, l.output.resultRepr(candidate.instance), result, repr, l.type(inst.result))] : [])
    if (next !== undefined) b.at(next)
  })
  b.at(done)
  if (wanted) l.set(inst.result, b.params(done)[0]!, repr)
}

function finish(l: Lower, inst: Inst, callee: Callee, value: Value | undefined): void {
  const { result } = callee.instance
  if (result.kinds === 0) {
    // It never comes back.
    l.stop()
    return
  }
  l.set(inst.result, value, l.output.resultRepr(callee.instance))
}

/** The call itself: arguments in the forms of the instance's parameters. `self` is the closure, `receiver` is `this`, a reference. */
export function invoke(l: Lower, callee: Callee, self: Value | undefined, args: readonly Value[], receiver?: Value): Value | undefined {
  const { instance } = callee
  const registers = passArguments(l, callee, args, receiver)
  if (l.output.needsSelf(instance)) registers.push(self!)
  for (const id of l.output.implicitsOf(instance)) registers.push(l.implicits.get(id)!)
  const repr = l.output.resultRepr(instance)
  return l.call(instance.name, registers, repr === 'none' ? undefined : REGISTER[repr])
}

function passArguments(l: Lower, callee: Callee, args: readonly Value[], receiver: Value | undefined): Value[] {
  const { instance } = callee
  const { template } = instance
  const { params } = template.func.blocks[0]!
  const registers: Value[] = []
  const first = template.usesThis ? 1 : 0
  params.forEach((param, index) => {
    const type = instance.types[param]!
    const repr = reprOf(type, EXACT)
    if (repr === 'none') return
    const position = index - first
    if (position < 0) registers.push(receiver ?? missing(l, repr))
    else if (template.rest && index === params.length - 1) registers.push(restList(l, type, args.slice(position)))
    else if (position < args.length) registers.push(l.as(args[position]!, repr, type))
    else registers.push(missing(l, repr))
  })
  return registers
}

function missing(l: Lower, repr: Repr): Value {
  return constantIn(l, UNDEFINED, repr) ?? l.b.ref(4)
}

function restList(l: Lower, type: SemType, args: readonly Value[]): Value {
  const node = shapeIn(l, type) as Node
  const stored = args.map((arg) => storedElement(l, node, arg))
  const list = newList(l, node, l.b.i32(args.length))
  for (const value of stored) pushElement(l, list, node, value)
  return list
}

/** A captured variable of the closure that is running. */
export function lowerCaptured(l: Lower, inst: Inst): void {
  const closure: ClosureShape = l.world.shapes.findClosure(l.instance.closure!)
  const index = inst.imm as number
  const repr = slotRepr(closure.captures[index]!.type)
  if (repr === 'none') return l.setConstantOrImplicit(inst)
  l.set(inst.result, loadField(l, l.self!, closureLayout(l, closure), String(index), true), repr)
}
