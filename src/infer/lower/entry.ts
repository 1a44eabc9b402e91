/**
 * The function that the host calls: parameters and result as the ABI has them, converted from and to the
 * forms of the instance that does the work. A declared result type is a promise, checked here.
 */

import { printType } from '../../artifact/signature.ts'
import type { HostType, NumberKind } from '../../artifact/types.ts'
import type { Span } from '../../base/span.ts'
import { Builder, newFunc } from '../../ir/builder.ts'
import type { ErrorSite, Value } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import type { Type } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { isUnsigned, MAX64 } from '../bigrange.ts'
import { isCollection } from '../classes.ts'
import { describe } from '../describe.ts'
import type { Repr } from '../forms.ts'
import { REGISTER } from '../forms.ts'
import { commonOrder, fromHost, KEPT, RESULT, toHost } from '../hosttypes.ts'
import { K, NULLISH, onlyKinds, restrict, type SemType } from '../lattice.ts'
import { within } from '../range.ts'
import { type ClassInfo, isNode, type Node, type Shapes } from '../shapes.ts'
import type { Instance, World } from '../world.ts'
import { closureRecord } from './closures.ts'
import { convert } from './convert.ts'
import type { Maker } from './lower.ts'
import type { Output } from './output.ts'

/** How a value of a host type crosses: register type and form; undefined if nothing crosses. */
function crossing(type: HostType): { type: Type; repr: Repr } | undefined {
  switch (type.kind) {
    case 'float64':
    case 'float32':
      return { type: 'f64', repr: 'f64' }
    case 'int64':
    case 'uint64':
      return { type: 'i64', repr: 'big' }
    case 'boolean':
      return { type: 'bool', repr: 'bool' }
    case 'string':
      return { type: 'i32', repr: 'str' }
    case 'void':
    case 'undefined':
    case 'null':
    case 'function':
    case 'builtin':
    case 'inferred':
      return undefined
    case 'callback':
      return { type: 'i32', repr: 'i32' }
    case 'array':
    case 'list':
    case 'tuple':
    case 'record':
    case 'class':
      return { type: 'ref', repr: 'ref' }
    case 'optional': {
      const inner = crossing(type.type)
      if (inner?.repr === 'ref' || inner?.repr === 'str') return inner
      if (inner?.repr === 'big') return { type: 'ref', repr: 'bigbox' }
      return { type: 'i64', repr: 'tagged' }
    }
    default:
      return { type: 'i32', repr: 'i32' }
  }
}

class EntryMaker {
  readonly world: World
  readonly output: Output
  readonly b: Builder

  constructor(world: World, output: Output, b: Builder) {
    this.world = world
    this.output = output
    this.b = b
  }

  op(op: Op, ...args: Value[]): Value {
    return this.b.inst(op, args)
  }

  check(condition: Value, site: ErrorSite, args: readonly Value[] = []): void {
    this.b.guard(condition, site, args)
  }
}

/** What crosses as the result, and what was declared where that has to be checked once it is a value of the host. */
export interface Result {
  readonly type: HostType
  readonly promise?: HostType
}

/** Make the entry and give the host type of its result. */
export function makeEntry(
  world: World,
  output: Output,
  name: string,
  params: readonly HostType[],
  declared: { readonly result: HostType; readonly collection: 'Map' | 'Set' | 'Record' | undefined },
  instance: Instance,
): Result {
  const func = newFunc(name, 'typed')
  const b = new Builder(func)
  b.span = instance.template.span
  const maker = new EntryMaker(world, output, b)
  const crossings = params.map(crossing)
  const implicits = output.implicitsOf(instance)
  const block = b.newBlock([...crossings.filter((one) => one !== undefined).map((one) => one.type), ...implicits.map((): Type => 'ref')])
  b.at(block)
  const registers = [...b.params(block)]
  const wanted = output.paramReprs(instance)
  const args: Value[] = []
  params.forEach((type, index) => {
    const one = crossings[index]
    const register = one && incoming(maker, type, registers.shift()!)
    const to = wanted[index]
    if (to === undefined || to === 'none' || !one || register === undefined) return
    if (type.kind === 'callback')
      args.push(closureRecord(maker, world.shapes.findClosure(instance.params[index]!.closures[0]!), [register]))
    else
      args.push(
        convert(maker, register, type.kind === 'uint32' ? 'i64' : one.repr, fromHost(type, world.shapes), to, instance.params[index]),
      )
  })
  const repr = output.resultRepr(instance)
  const result = b.inst('call', [...args, ...registers], instance.name, repr === 'none' ? undefined : REGISTER[repr])
  const made = resultType(world, instance, declared.result, declared.collection)
  returnResult(maker, instance, repr, repr === 'none' ? undefined : result, made.type, func)
  output.module.funcs.set(name, func)
  return made
}

function incoming(maker: Maker, type: HostType, register: Value): Value {
  const form = crossing(type)!
  if (type.kind === 'uint32') return maker.op('i64.extend_u', register)
  return form.repr === 'tagged' ? maker.op('f64.from_bits', register) : register
}

/** The declared result if there is one and it can be kept, else what was inferred. */
function resultType(world: World, instance: Instance, declared: HostType, of: 'Map' | 'Set' | 'Record' | undefined): Result {
  const type = instance.result
  const at = instance.template.span
  if (declared.kind === 'void') return { type: declared }
  if (type.kinds === 0) return { type: declared.kind === 'inferred' ? { kind: 'void' } : declared }
  const inferred = keptCollection(type, world.shapes) ?? asCollection(toHost(type, world.shapes, RESULT), of)
  const collection = inferred ? undefined : type.classes.find(({ template }) => isCollection(template.unit))?.template.name
  if (collection) return messages.collection_result(at, { name: /Dictionary$/.test(collection) ? 'dictionary' : collection })
  if (!inferred) return refuseResult(type, world.shapes, at)
  if (declared.kind === 'inferred') return { type: type.kinds === K.UNDEFINED ? { kind: 'void' } : inferred }
  if (keeps(type, inferred, declared)) return { type: withKept(declared, inferred) }
  if (mayKeep(inferred, declared)) return { type: inferred, promise: declared }
  return messages.wrong_result(at, { type: describe(type), declared: printType(declared) })
}

/** Objects of which it cannot be told how the host would list them have sentences of their own. */
function refuseResult(type: SemType, shapes: Shapes, at: Span): never {
  const node = unlisted(type, shapes)
  if (node && (node.lacked.size > 0 ? !commonOrder(node) : node.mixed))
    return messages.result_order(at, { names: [...node.slots.keys()].map((name) => `\`${name}\``).join(', ') })
  const name = node && [...node.lacked].find((each) => node.slots.get(each)!.storesUndefined)
  return name === undefined ? messages.cannot_hand_out(at, { type: describe(type) }) : messages.result_may_lack(at, { name })
}

/** The first object in it whose properties are not known, or whose order is not. */
function unlisted({ shape }: SemType, shapes: Shapes, seen = new Set<Node>()): Node | undefined {
  const node = shape && shapes.find(shape)
  if (!node || !isNode(node) || seen.has(node)) return undefined
  seen.add(node)
  if (node.kind === 'record' && (node.mixed || node.lacked.size > 0)) return node
  for (const slot of [node.element, ...node.slots.values()]) {
    const found = unlisted(slot.type, shapes, seen)
    if (found) return found
  }
  return undefined
}

/** A Map or Set that an instance keeps: no list of what is in it, but the thing itself. */
function keptCollection(type: SemType, shapes: Shapes): HostType | undefined {
  if (!type.classes.some(({ kept }) => kept)) return undefined
  const host = toHost(type, shapes, KEPT)
  if (host?.kind === 'optional') return { ...host, type: { ...(host.type as HostType & { kind: 'list' }), kept: true } }
  return host && { ...(host as HostType & { kind: 'list' }), kept: true }
}

/** The declared type, of objects that instances keep: the host gets the things themselves, and no copies. */
function withKept(declared: HostType, inferred: HostType): HostType {
  if (declared.kind === 'optional') {
    return { ...declared, type: withKept(declared.type, inferred.kind === 'optional' ? inferred.type : inferred) }
  }
  return inferred.kind === declared.kind && ['list', 'tuple', 'record'].includes(declared.kind) ? inferred : declared
}

/** A list of what is in a collection. */
function asCollection(type: HostType | undefined, of: 'Map' | 'Set' | 'Record' | undefined): HostType | undefined {
  if (of === undefined || type === undefined) return type
  if (type.kind === 'optional') return { ...type, type: asCollection(type.type, of)! }
  return type.kind === 'list' ? { ...type, of } : type
}

/** Can some value of the inferred type be one of the declared type? */
function mayKeep(inferred: HostType, declared: HostType): boolean {
  const isPrimitive = ({ kind }: HostType) => NUMBERS.includes(kind) || ['boolean', 'string', 'mixed'].includes(kind)
  if (inferred.kind === 'mixed' || (declared.kind === 'mixed' && inferred.kind !== 'optional'))
    return isPrimitive(declared) && isPrimitive(inferred)
  if (declared.kind === 'optional') return mayKeep(inferred, declared.type) || isMissing(inferred, declared)
  if (inferred.kind === 'optional') return mayKeep(inferred.type, declared)
  if (NUMBERS.includes(declared.kind)) return NUMBERS.includes(inferred.kind)
  switch (declared.kind) {
    case 'int64':
    case 'uint64':
      return inferred.kind === 'int64' || inferred.kind === 'uint64'
    case 'array':
      return inferred.kind === 'array' && inferred.element === declared.element
    case 'list':
      if (inferred.kind === 'tuple') return inferred.elements.every((element) => mayKeep(element, declared.element))
      return inferred.kind === 'list' && inferred.of === declared.of && mayKeep(inferred.element, declared.element)
    case 'tuple':
      if (inferred.kind === 'list') return declared.elements.every((element) => mayKeep(inferred.element, element))
      return (
        inferred.kind === 'tuple' &&
        inferred.elements.length === declared.elements.length &&
        declared.elements.every((element, index) => mayKeep(inferred.elements[index]!, element))
      )
    case 'record':
      return inferred.kind === 'record' && declared.fields.every((field) => mayHold(inferred, field))
  }
  return inferred.kind === declared.kind
}

function isMissing(inferred: HostType, declared: HostType & { kind: 'optional' }): boolean {
  return (inferred.kind === 'undefined' && declared.undefined) || (inferred.kind === 'null' && declared.null)
}

/** A field that may be undefined may be missing. */
function mayHold(record: HostType & { kind: 'record' }, { name, type }: { name: string; type: HostType }): boolean {
  const own = record.fields.find((field) => field.name === name)
  return own ? mayKeep(own.type, type) : type.kind === 'undefined' || (type.kind === 'optional' && type.undefined)
}

const NUMBERS: readonly string[] = ['float64', 'float32', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32']

/** Can a value of the type be checked against the declared one when it is returned? */
function keeps(type: SemType, inferred: HostType, declared: HostType): boolean {
  // An undefined (a read outside an array) is refused when it happens.
  if (NUMBERS.includes(declared.kind)) return onlyKinds(restrict(type, ~K.UNDEFINED), K.NUMBER)
  if (declared.kind === 'int64' || declared.kind === 'uint64') return onlyKinds(type, K.BIGINT)
  if (declared.kind === 'optional') {
    const solid = restrict(type, ~NULLISH)
    const isPrimitive = (solid.kinds & ~(K.NUMBER | K.TRUE | K.FALSE | K.STRING)) === 0
    const inner = inferred.kind === 'optional' ? inferred.type : inferred
    const nullish = (!(type.kinds & K.NULL) || declared.null) && (!(type.kinds & K.UNDEFINED) || declared.undefined)
    return nullish && (solid.kinds === 0 || (declared.type.kind === 'mixed' ? isPrimitive : keeps(solid, inner, declared.type)))
  }
  if (declared.kind === 'class' && inferred.kind === 'class') return type.classes.every((info) => extendsUnit(info, declared.key))
  return sameType(inferred, declared)
}

function extendsUnit(info: ClassInfo, unit: string): boolean {
  for (let one: ClassInfo | null = info; one; one = one.base) if (one.template.unit.id === unit) return true
  return false
}

/** Whether something is kept by an instance is no part of a declared type; a class is known by its key, not by its name. */
function sameType(a: HostType, b: HostType): boolean {
  const text = (type: HostType) =>
    JSON.stringify(type, function (this: Partial<HostType>, key, value) {
      return key === 'kept' || key === 'copied' || key === 'bare' || (key === 'name' && this.kind === 'class') ? undefined : value
    })
  return text(a) === text(b)
}

function returnResult(
  maker: Maker,
  instance: Instance,
  repr: Repr,
  register: Value | undefined,
  host: HostType,
  func: { results: Type[] },
): void {
  const { b } = maker
  const type = instance.result
  const form = crossing(host)
  if (type.kinds === 0 || !form) {
    func.results = form ? [form.type] : []
    b.term(form ? { kind: 'unreachable' } : { kind: 'return', values: [] })
    return
  }
  func.results = [form.type]
  b.return([outgoing(maker, host, form.repr, repr, register, type)])
}

function outgoing(maker: Maker, host: HostType, to: Repr, form: Repr, given: Value | undefined, full: SemType): Value {
  let from = form
  let register = given
  let type = full
  if (NUMBERS.includes(host.kind) && full.kinds & K.UNDEFINED) {
    register = convert(maker, given, form, full, 'tagged')
    from = 'tagged'
    type = restrict(full, ~K.UNDEFINED)
    const present = maker.op('bool.not', maker.b.inst('tag.is', [register], 'undefined'))
    maker.check(present, { kind: 'RangeError', text: `the result is undefined, and the signature says ${host.kind}` })
  }
  if (host.kind === 'float64' || host.kind === 'float32') {
    const value = convert(maker, register, from, type, 'f64')
    if (host.kind === 'float32') checkFloat32(maker, value)
    return value
  }
  if (NUMBERS.includes(host.kind)) return integerResult(maker, host.kind as NumberKind, from, register, type)
  if (host.kind === 'int64' || host.kind === 'uint64') return bigResult(maker, host.kind, convert(maker, register, from, type, 'big'), type)
  const value = convert(maker, register, from, type, to)
  return to === 'tagged' ? maker.op('f64.bits', value) : value
}

function checkFloat32(maker: Maker, value: Value): void {
  const rounded = maker.op('f64.promote', maker.op('f32.demote', value))
  const same = maker.op('bool.or', maker.op('f64.eq', rounded, value), maker.op('f64.ne', value, value))
  maker.check(same, { kind: 'TypeError', text: 'the result $0 is not a float32, as the signature says' }, [value])
}

function bigResult(maker: Maker, kind: 'int64' | 'uint64', value: Value, type: SemType): Value {
  const { lo, hi } = type.big!
  const unsigned = isUnsigned({ lo, hi })
  const fits = kind === 'uint64' ? lo >= 0n : hi <= MAX64
  if (!fits || unsigned !== (kind === 'uint64')) {
    if (!(lo >= 0n && hi <= MAX64)) {
      maker.check(maker.op('i64.ge_s', value, maker.b.i64(0n)), {
        kind: 'RangeError',
        text: `the result does not fit ${kind}, as the signature says`,
      })
    }
  }
  return value
}

function integerResult(maker: Maker, kind: NumberKind, from: Repr, register: Value | undefined, type: SemType): Value {
  const { b } = maker
  const wanted = fromHost({ kind }, maker.world.shapes).range!
  const has = type.range!
  const sure = has.integer && !has.nan && !has.negativeZero && within(has, wanted.lo, wanted.hi)
  if (!sure) {
    const x = convert(maker, register, from, type, 'f64')
    const inside = maker.op('bool.and', maker.op('f64.ge', x, b.f64(wanted.lo)), maker.op('f64.le', x, b.f64(wanted.hi)))
    const whole = maker.op('f64.eq', maker.op('f64.trunc', x), x)
    const sign = maker.op('bool.or', maker.op('f64.ne', x, b.f64(0)), maker.op('f64.gt', maker.op('f64.div', b.f64(1), x), b.f64(0)))
    const fits = maker.op('bool.and', maker.op('bool.and', inside, whole), sign)
    maker.check(fits, { kind: 'RangeError', text: `the result $0 is not ${kind}, as the signature says` }, [x])
    return kind === 'uint32' ? maker.op('i32.from_f64_sat_u', x) : maker.op('i32.from_f64_sat_s', x)
  }
  if (kind === 'uint32') return maker.op('i32.wrap', convert(maker, register, from, type, 'i64'))
  return convert(maker, register, from, type, 'i32')
}
