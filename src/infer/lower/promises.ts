/** Stores into what was declared: nothing is truncated in silence, and nothing is kept that belongs to the host. */
import { ARRAY } from '../../artifact/layout.ts'
import { printType } from '../../artifact/signature.ts'
import type { ErrorSite, Value } from '../../ir/function.ts'
import * as messages from '../../report/messages.ts'
import { describe } from '../describe.ts'
import { K, NULLISH, type SemType } from '../lattice.ts'
import { type ClassInfo, isNode, type Slot } from '../shapes.ts'
import { classLayout } from './class-layout.ts'
import { isKind } from './compare.ts'
import { isOneOf } from './header.ts'
import type { Lower } from './lower.ts'

/** `Buffer.top (int64)`, or the type alone. */
function declaredAs(slot: Slot): string {
  const type = slot.hostType ? printType(slot.hostType) : slot.widens ? 'a function of the program' : describe(slot.type)
  return slot.label ? `${slot.label} (${type})` : type
}

/** A check of what is put into something that a field holds is one of code that knows that field's type. */
function check(l: Lower, slot: Slot, condition: Value, site: ErrorSite, args: readonly Value[] = []): void {
  if (!slot.label) l.world.front.links?.noteCheck(l.instance)
  l.check(condition, site, args)
}

/** A value that is stored where a narrower type was declared must fit. */
export function promise(l: Lower, value: Value, slot: Slot): void {
  const declared = slot.type
  const type = l.type(value)
  const refuse = () => messages.wrong_declared_type(l.b.span, { declared: declaredAs(slot), type: describe(type) })
  if ((type.kinds & ~declared.kinds & ~NULLISH) !== 0) refuse()
  for (const kind of [K.NULL, K.UNDEFINED]) {
    if (!(type.kinds & ~declared.kinds & kind)) continue
    if (type.kinds === kind) refuse()
    const word = kind === K.NULL ? 'null' : 'undefined'
    check(l, slot, l.op('bool.not', isKind(l, value, kind)), {
      kind: slot.label ? 'TypeError' : 'RangeError',
      text: `${word} is stored where ${declaredAs(slot)} was declared`,
    })
  }
  if (type.kinds & K.REF) promiseClass(l, value, slot, refuse)
  promiseNumber(l, value, slot)
}

/** An instance of one of the classes declared. */
function promiseClass(l: Lower, value: Value, slot: Slot, refuse: () => never): void {
  const type = l.type(value)
  if (type.shape?.kind !== slot.type.shape?.kind || (type.shape?.kind === 'array' && type.shape !== slot.type.shape)) refuse()
  const fitting = type.classes.filter((info) => slot.type.classes.some((wanted) => wanted === info || isSameKept(l, info, wanted)))
  if (fitting.length === type.classes.length) return
  if (fitting.length === 0) refuse()
  const object = l.as(value, 'ref')
  const site: ErrorSite = { kind: 'TypeError', text: `an instance of another class is stored where ${declaredAs(slot)} was declared` }
  whenPresent(l, type, object, () => check(l, slot, isOneOf(l, object, fitting), site))
}

/** Collections that instances keep are one class for each place that makes them, but what is laid out alike is the same. */
function isSameKept(l: Lower, one: ClassInfo, other: ClassInfo): boolean {
  return one.kept && other.kept && classLayout(l.output, one) === classLayout(l.output, other)
}

/** A check of an object that may be null or undefined. */
function whenPresent(l: Lower, type: SemType, object: Value, check: () => void): void {
  if (!(type.kinds & NULLISH)) return check()
  const [present, done] = [l.b.newBlock(), l.b.newBlock()]
  l.b.branch(l.op('i32.gt_u', l.op('ref.bits', object), l.b.i32(4)), present, done)
  l.b.at(present)
  check()
  l.b.jump(done)
  l.b.at(done)
}

function promiseNumber(l: Lower, value: Value, slot: Slot): void {
  const { b } = l
  const to = slot.type.range
  const from = l.type(value).range
  if (!to || !from) return
  if (slot.hostType?.kind === 'float32') {
    const x = l.f64(value)
    const rounded = l.op('f64.promote', l.op('f32.demote', x))
    const fits = l.op('bool.or', l.op('f64.eq', rounded, x), l.op('f64.ne', x, x))
    return check(l, slot, fits, { kind: 'RangeError', text: `$0 is stored where ${declaredAs(slot)} was declared` }, [x])
  }
  if (to.nan && !to.integer) return
  if (from.integer && !from.nan && !from.negativeZero && from.lo >= to.lo && from.hi <= to.hi) return
  const x = l.f64(value)
  const inside = l.op('bool.and', l.op('f64.ge', x, b.f64(to.lo)), l.op('f64.le', x, b.f64(to.hi)))
  const whole = l.op('f64.eq', l.op('f64.trunc', x), x)
  const sign = l.op('bool.or', l.op('f64.ne', x, b.f64(0)), l.op('f64.gt', l.op('f64.div', b.f64(1), x), b.f64(0)))
  const fits = l.op('bool.and', l.op('bool.and', inside, whole), sign)
  const wanted = slot.label ? declaredAs(slot) : `an integer from ${to.lo} to ${to.hi}`
  check(l, slot, fits, { kind: 'RangeError', text: `$0 is stored where ${wanted} was declared` }, [x])
}

/**
 * What an instance that the host knows keeps must live as long as it does: an array that was copied in for the call is
 * gone when the call is over, and a copied list is not the host's own.
 */
export function mustBeOurs(l: Lower, value: Value, slot: Slot): void {
  const type: SemType = l.type(value)
  if (!(type.kinds & K.REF)) return
  const shape = l.world.shapes.find(type.shape!)
  const what = slot.label ?? 'an object that an instance holds'
  if ((isNode(shape) && shape.borrowed) || type.classes.some(({ lent }) => lent)) messages.host_object_kept(l.b.span, { field: what })
  if ((shape.kind !== 'array' && shape.kind !== 'buffer') || type.origins === 0) return
  const array = l.as(value, 'ref')
  const site: ErrorSite = {
    kind: 'TypeError',
    text: `${what} would keep an array of the host, which compiled code has only a copy of: make it with array(…), or copy it (.slice())`,
  }
  whenPresent(l, type, array, () => {
    const host = l.b.inst('load', [array], { offset: ARRAY.host, storage: 'i32', region: 'array.header', fixed: true }, 'i32')
    l.check(l.op('i32.le_s', host, l.b.i32(0)), site)
  })
}
