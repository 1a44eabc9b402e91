/** Lowering of each JS-level operation: one entry per operation. */
import type { Inst, Value } from '../../ir/function.ts'
import type { JsOp } from '../../ir/ops.ts'
import { joinsThrown } from '../arithmetic.ts'
import { lowerHas, lowerNames } from '../builtins/objects.ts'
import { builtinOf, heldBuiltin } from '../builtins/table.ts'
import { isPrimitive } from '../calls.ts'
import { classTarget } from '../classes.ts'
import { has, K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import { makesText, TEXT_METHOD } from '../members.ts'
import { isMixed, isThrown } from '../mixed.ts'
import { isAccess, isIteration } from '../objects.ts'
import { ANY_NUMBER, singleton } from '../range.ts'
import type { Node, Slot } from '../shapes.ts'
import { lowerBitwise, lowerDivide, lowerIncrement, lowerNegate, lowerPlus, lowerRemainder, lowerSum } from './arithmetic.ts'
import {
  lowerBigBits,
  lowerBigDivision,
  lowerBigNegate,
  lowerBigNot,
  lowerBigPower,
  lowerBigShift,
  lowerBigStep,
  lowerBigSum,
} from './bigint.ts'
import { callSet, lowerCall, lowerCaptured } from './calls.ts'
import { closureRecord } from './closures.ts'
import { isKind, lowerEquality, lowerOrder, requirePresent } from './compare.ts'
import { lowerNew } from './construct.ts'
import { lowerDictionary } from './dictionaries.ts'
import { isOfErrorClass } from './errors.ts'
import { callByKey, callByName, lowerReceiver } from './held.ts'
import { lowerCallMember, lowerInitialise, lowerInstanceOf, lowerMethodOf, lowerSuper } from './instances.ts'
import { lowerClose, lowerDelegate, lowerIterator, lowerSpread, lowerStep, lowerYielded, requireIterable } from './iterators.ts'
import type { Lower } from './lower.ts'
import { coercedOperands } from './mixed.ts'
import { nullAccess } from './nothing.ts'
import {
  lowerArray,
  lowerEachGet,
  lowerEachLength,
  lowerFilled,
  lowerGet,
  lowerGetIndex,
  lowerObject,
  lowerSet,
  lowerSetIndex,
  requireNoHoles,
  writeSlot,
} from './objects.ts'
import { slotValue } from './slots.ts'
import { loadField, nodeLayout, shapeIn, slotRepr, storeField } from './storage.ts'
import { appended, concatenate, lowerMixedSum, lowerTemplate, lowerTypeof, toText } from './text.ts'

type Lowering = (l: Lower, inst: Inst) => void

const isBig = (l: Lower, inst: Inst) => has(l.type(inst.args[0]!), K.BIGINT)

function sum(kind: 'add' | 'sub' | 'mul'): Lowering {
  return (l, inst) => {
    const [a, b] = inst.args as [Value, Value]
    if (isMixed(l.type(inst.result))) lowerMixedSum(l, inst, a, b)
    else if (joinsThrown(l.type(a), l.type(b))) l.set(inst.result, appended(l, [a, b]), 'str')
    else if (has(l.type(a), K.STRING) || has(l.type(b), K.STRING)) l.set(inst.result, concatenate(l, [a, b]), 'str')
    else if (isBig(l, inst)) lowerBigSum(l, inst, kind)
    else lowerSum(l, inst, kind, a, b)
  }
}

function bits(kind: 'and' | 'or' | 'xor'): Lowering {
  return (l, inst) => (isBig(l, inst) ? lowerBigBits(l, inst, kind) : lowerBitwise(l, inst))
}

function power(l: Lower, inst: Inst): void {
  if (isBig(l, inst)) return lowerBigPower(l, inst)
  const [a, b] = inst.args as [Value, Value]
  l.set(inst.result, l.b.inst('math', [l.f64(a), l.f64(b)], 'pow'), 'f64')
}

function refine(l: Lower, inst: Inst): void {
  const [source] = inst.args as [Value]
  const repr = l.repr(inst.result)
  if (repr === 'none') return
  l.set(inst.result, l.as(source, repr, l.type(inst.result)), repr)
}

function closure(l: Lower, inst: Inst): void {
  const type = l.type(inst.result)
  if (l.repr(inst.result) === 'none') return
  const shape = type.closures[0]!
  const root = l.world.shapes.findClosure(shape)
  const captures = inst.args.map((arg, index) => {
    const slot = root.captures[index]!
    return slotRepr(slot.type) === 'none' ? undefined : captured(l, slot, arg)
  })
  l.set(inst.result, closureRecord(l, shape, captures), 'ref')
}

function captured(l: Lower, slot: Slot, arg: Value): Value {
  return l.as(arg, slotRepr(slot.type), slot.type)
}

const cellOf = (l: Lower, type: SemType) => l.world.shapes.find(type.shape!) as Node

const table: Record<JsOp, Lowering> = {
  'js.global': (l, inst) => l.setConstantOrImplicit(inst),
  'js.captured': lowerCaptured,
  'js.neg': (l, inst) => (isBig(l, inst) ? lowerBigNegate(l, inst) : lowerNegate(l, inst)),
  'js.plus': lowerPlus,
  'js.not': (l, inst) => l.set(inst.result, l.op('bool.not', l.truthy(inst.args[0]!)), 'bool'),
  'js.bitnot': (l, inst) =>
    isBig(l, inst) ? lowerBigNot(l, inst) : l.set(inst.result, l.op('i32.xor', l.word(inst.args[0]!), l.b.i32(-1)), 'i32'),
  'js.inc': (l, inst) => (isBig(l, inst) ? lowerBigStep(l, inst, 1n) : lowerIncrement(l, inst, 1)),
  'js.dec': (l, inst) => (isBig(l, inst) ? lowerBigStep(l, inst, -1n) : lowerIncrement(l, inst, -1)),
  'js.numeric': (l, inst) => (isBig(l, inst) ? l.set(inst.result, l.big(inst.args[0]!), 'big') : lowerPlus(l, inst)),
  'js.typeof': lowerTypeof,
  'js.add': sum('add'),
  'js.sub': sum('sub'),
  'js.mul': sum('mul'),
  'js.div': (l, inst) => (isBig(l, inst) ? lowerBigDivision(l, inst, 'div') : lowerDivide(l, inst)),
  'js.mod': (l, inst) => (isBig(l, inst) ? lowerBigDivision(l, inst, 'rem') : lowerRemainder(l, inst)),
  'js.pow': power,
  'js.and': bits('and'),
  'js.or': bits('or'),
  'js.xor': bits('xor'),
  'js.shl': (l, inst) => (isBig(l, inst) ? lowerBigShift(l, inst, true) : lowerBitwise(l, inst)),
  'js.shr': (l, inst) => (isBig(l, inst) ? lowerBigShift(l, inst, false) : lowerBitwise(l, inst)),
  'js.ushr': lowerBitwise,
  'js.eq': (l, inst) => lowerEquality(l, inst, false, false),
  'js.ne': (l, inst) => lowerEquality(l, inst, true, false),
  'js.loose_eq': (l, inst) => lowerEquality(l, inst, false, true),
  'js.loose_ne': (l, inst) => lowerEquality(l, inst, true, true),
  'js.lt': (l, inst) => lowerOrder(l, inst, 'lt'),
  'js.le': (l, inst) => lowerOrder(l, inst, 'le'),
  'js.gt': (l, inst) => lowerOrder(l, inst, 'gt'),
  'js.ge': (l, inst) => lowerOrder(l, inst, 'ge'),
  'js.instanceof': (l, inst) => instanceOf(l, inst),
  'js.in': (l, inst) => {
    const [key, object] = inst.args as [Value, Value]
    lowerHas(l, inst, key, object, false)
  },
  'js.refine': refine,
  'js.thrown': (l, inst) => {
    const repr = l.repr(inst.result)
    if (repr !== 'none') l.set(inst.result, l.as(inst.args[0]!, repr), repr)
  },
  'js.get': (l, inst) => lowerGet(l, inst, inst.args[0]!, inst.imm as string),
  'js.set': (l, inst) => lowerSet(l, inst, inst.args[0]!, inst.imm as string, inst.args[1]!),
  'js.index': lowerGetIndex,
  'js.set_index': lowerSetIndex,
  'js.delete': (l, inst) => l.setConstantOrImplicit(inst),
  'js.names': lowerNames,
  'js.still': (l, inst) => l.setConstantOrImplicit(inst),
  'js.call': (l, inst) => {
    const builtin = builtinOf(l.instance, inst)
    const [callee, ...args] = inst.args as [Value, ...Value[]]
    if (builtin) builtin.lower(l, inst, args)
    else lowerCall(l, inst, callee, args)
  },
  'js.method': (l, inst) => lowerMethod(l, inst, inst.imm as string, inst.args[0]!, inst.args.slice(1)),
  'js.method_index': lowerMethodIndex,
  'js.new': lowerNew,
  'js.method_of': lowerMethodOf,
  'js.callee': (l, inst) =>
    l.type(inst.result).kinds === K.TRUE ? l.setConstantOrImplicit(inst) : lowerGet(l, inst, inst.args[0]!, inst.imm as string),
  'js.receiver': lowerReceiver,
  'js.super': lowerSuper,
  'js.init': lowerInitialise,
  'js.closure': closure,
  'js.cell': (l, inst) => {
    const node = cellOf(l, l.type(inst.result))
    const layout = nodeLayout(l, node)
    const slot = node.slots.get('value')!
    const stored = slotRepr(slot.type) === 'none' ? undefined : slotValue(l, slot, inst.args[0]!)
    const cell = l.b.inst('alloc', [], layout.name)
    if (stored !== undefined) storeField(l, cell, layout, 'value', stored)
    l.set(inst.result, cell, 'ref')
  },
  'js.cell_new': (l, inst) => l.set(inst.result, l.b.inst('alloc', [], nodeLayout(l, cellOf(l, l.type(inst.result))).name), 'ref'),
  'js.iterator': lowerIterator,
  'js.cell_get': (l, inst) => {
    const node = cellOf(l, l.type(inst.args[0]!))
    const repr = slotRepr(node.slots.get('value')!.type)
    if (repr === 'none') return l.setConstantOrImplicit(inst)
    l.set(inst.result, loadField(l, l.as(inst.args[0]!, 'ref'), nodeLayout(l, node), 'value'), repr)
  },
  'js.cell_set': (l, inst) => {
    const node = cellOf(l, l.type(inst.args[0]!))
    writeSlot(l, l.as(inst.args[0]!, 'ref'), node, 'value', node.slots.get('value')!, inst.args[1]!)
  },
  'js.array': lowerArray,
  'js.object': lowerObject,
  'js.array_fill': (l, inst) => lowerFilled(l, inst, inst.args[0]!, inst.args[1]!),
  'js.template': lowerTemplate,
  'js.text_of': (l, inst) => {
    const [part] = inst.args as [Value]
    if (makesText(l.world, l.world.homeOf(l.instance), l.type(part))) lowerMethod(l, inst, TEXT_METHOD, part, [])
    else refine(l, inst)
  },
  'js.each_length': (l, inst) => void (lowerStep(l, inst, inst.args[0]!) || lowerEachLength(l, inst)),
  'js.close': (l, inst) => lowerClose(l, inst, inst.args[0]!, inst.imm === 'kept'),
  'js.delegate': lowerDelegate,
  'js.spread': lowerSpread,
  'js.yields': (l, inst) => l.setConstantOrImplicit(inst),
  'js.each_get': (l, inst) => void (lowerYielded(l, inst, inst.args[0]!) || lowerEachGet(l, inst)),
}

function instanceOf(l: Lower, inst: Inst): void {
  const [value, target] = inst.args as [Value, Value]
  const type = l.type(inst.result)
  if (type.kinds === K.TRUE || type.kinds === K.FALSE) return l.setConstantOrImplicit(inst)
  const unit = classTarget(l.type(target))
  if (unit && isThrown(l.type(value))) return l.set(inst.result, isOfErrorClass(l, value, unit), 'bool')
  if (unit) return lowerInstanceOf(l, inst, value, target)
  const { path } = l.type(target).constant as { path: string }
  if (l.world.front.collection(path)) return lowerInstanceOf(l, inst, value, target)
  const kind = l.output.errorKindOf(path)
  l.set(inst.result, kind < 0 ? l.b.bool(false) : l.b.inst('call.host', [l.as(value, 'error'), l.b.i32(kind)], 'error.is', 'bool'), 'bool')
}

/** `receiver.name(…)`: a built-in, a function kept in a property, or a method of the prelude. */
function lowerMethod(l: Lower, inst: Inst, name: string, receiver: Value, args: readonly Value[]): void {
  const type = l.type(receiver)
  const builtin = builtinOf(l.instance, inst)
  const held = heldBuiltin(type, name) !== undefined
  if (held && type.kinds !== K.CONSTANT) l.object(receiver, name)
  if (has(type, NULLISH) && onlyKinds(type, NULLISH | K.STRING | K.NUMBER | K.TRUE | K.FALSE | K.BIGINT)) requirePresent(l, receiver, name)
  if (isThrown(type)) return l.set(inst.result, toText(l, receiver), 'str')
  requireNoHoles(l, name, [receiver, ...args])
  if (builtin) return builtin.lower(l, inst, held || has(type, K.CONSTANT) ? args : [receiver, ...args])
  const callees = l.instance.calls.get(inst) ?? []
  if (held) return callSet(l, inst, callees, undefined, args)
  if (onlyKinds(type, K.FUNCTION)) return lowerCallWithThis(l, inst, receiver, args)
  if (has(type, K.CONSTANT)) return callSet(l, inst, callees, undefined, args)
  if (isPrimitive(type)) return callSet(l, inst, callees, undefined, [receiver, ...args])
  if (callByName(l, inst, receiver, name, args)) return
  if (shapeIn(l, type)?.kind === 'instance') return lowerCallMember(l, inst, receiver, name, args)
  l.object(receiver, name)
  callSet(l, inst, callees, undefined, [receiver, ...args])
}

/** `f.call(object, …)` */
function lowerCallWithThis(l: Lower, inst: Inst, callee: Value, [receiver, ...args]: readonly Value[]): void {
  const register = l.register(callee) === undefined ? undefined : l.as(callee, 'ref')
  const self = receiver !== undefined && l.repr(receiver) === 'ref' ? l.as(receiver, 'ref') : undefined
  callSet(l, inst, l.instance.calls.get(inst) ?? [], register, args, self)
}

function lowerMethodIndex(l: Lower, inst: Inst): void {
  const [receiver, key, ...args] = inst.args as [Value, Value, ...Value[]]
  const { text } = l.type(key)
  if (text !== null) return lowerMethod(l, inst, text, receiver, args)
  callByKey(l, inst, receiver, key, args)
}

/** A property of what is surely null or undefined. */
function lowerNullAccess(l: Lower, inst: Inst): void {
  const [object, key] = inst.args as [Value, Value]
  const named = typeof inst.imm === 'string' ? inst.imm : l.type(key).text
  const access = /^js\.set/.test(inst.op) ? 'set' : 'read'
  const known = named ?? singleton((key === undefined ? undefined : l.type(key).range) ?? ANY_NUMBER)
  const computed = known === undefined && key !== undefined && onlyKinds(l.type(key), K.NUMBER)
  const [property, args] = computed ? ['$0', [l.index(key)]] : [String(known), []]
  if (l.type(object).kinds === NULLISH) l.check(l.op('bool.not', isKind(l, object, K.NULL)), nullAccess('null', property, access), args)
  else l.object(object, property, access, args)
  l.check(l.b.bool(false), nullAccess('undefined', property, access), args)
}

export function lowerInst(l: Lower, inst: Inst): void {
  if (isAccess(inst) && onlyKinds(l.type(inst.args[0]!), NULLISH)) return lowerNullAccess(l, inst)
  if (isIteration(inst) && onlyKinds(l.type(inst.args[0]!), NULLISH)) {
    requireIterable(l, inst)
    return l.stop()
  }
  if (lowerDictionary(l, inst)) return
  const coerced = coercedOperands(l, inst)
  if (coerced === undefined) table[inst.op as JsOp](l, inst)
  else l.coercing(coerced, () => table[inst.op as JsOp](l, inst))
}
