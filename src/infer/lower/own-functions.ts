/**
 * Functions of the module where functions of the host are kept or compared with: there each of them is one of the host's, which calls
 * the module. A value that may be several is looked at when it runs:
 *
 *     this.op = wanted ? add : this.other   →   tag == add ? function.ref add : (the record that it is)
 */
import { HEADER_BYTES } from '../../artifact/layout.ts'
import { CALLBACK } from '../../artifact/layouts.ts'
import { BUILTIN_PART, ownFunctionName } from '../../artifact/own-functions.ts'
import type { Inst, Value } from '../../ir/function.ts'
import type { Template } from '../../ir/template.ts'
import { type Callback, callbackOf } from '../callbacks.ts'
import { closureIsStatic } from '../forms.ts'
import { functionName, hasName } from '../functions.ts'
import { K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import type { Lower } from './lower.ts'
import { loadField, storeField } from './storage.ts'

/** The type of the first function of the host that a value may be. */
export function callbackAmong({ closures }: SemType): Callback | undefined {
  for (const { template } of closures) {
    const found = callbackOf(template)
    if (found) return found
  }
  return undefined
}

/** The record of a value that is a function or nothing, as of one of the host of this type; undefined if it may be one that no other code has. */
export function recordOfHost(l: Lower, value: Value, type: Callback): Value | undefined {
  const held = l.type(value)
  if (held.kinds === K.CONSTANT) return builtinOfHost(l, held, type)
  if (!onlyKinds(held, K.FUNCTION | NULLISH)) return undefined
  const own = held.closures.filter(({ template }) => !callbackOf(template)).map(({ template }) => template)
  if (!own.every(hasName)) return undefined
  const anew = madeAnew(l, value)
  if (onlyKinds(held, K.FUNCTION) && own.length === 1 && closureIsStatic(held)) return reference(l, own[0]!, type, anew)
  const record = l.as(value, 'ref')
  if (own.length === 0) return record
  const { b } = l
  const present = isThere(l, record)
  // Nothing lies where null and undefined would: reading there does no harm.
  const tag = b.inst('load', [record], { offset: HEADER_BYTES, storage: 'i32', region: 'closure.tag', fixed: true }, 'i32')
  return own.reduce((found, template) => {
    const isIt = l.op('bool.and', present, l.op('i32.eq', tag, b.i32(l.output.tag(template.id))))
    return b.inst('select', [isIt, reference(l, template, type, anew), found])
  }, record)
}

function reference(l: Lower, template: Template, type: Callback, anew: ReadonlySet<string>): Value {
  const { key, part } = functionName(template)
  const { start, end } = template.span
  const inner = part === '#0' ? {} : { span: [start, end] as const }
  const known = l.b.inst('function.ref', [], ownFunctionName({ key, part, name: template.name, type, ...inner }))
  if (!anew.has(template.id)) return known
  const layout = l.output.layout(CALLBACK)
  const record = l.b.inst('alloc', [], layout.name)
  for (const { name } of layout.fields) storeField(l, record, layout, name, loadField(l, known, layout, name), true)
  return record
}

/**
 * Functions written where they are evaluated, each time another one, that are used here alone: by the ids of their templates. One that
 * goes several ways stays the one that it is for all evaluations, as it has to be one for each of these ways.
 */
function madeAnew(l: Lower, value: Value, seen: ReadonlySet<Value> = new Set()): ReadonlySet<string> {
  const { facts, types } = l.instance
  // Some values are made while code is lowered.
  if (seen.has(value) || facts.users[value]?.length !== 1) return NONE_ANEW
  const ids = (given: Value) => types[given]!.closures.map(({ template }) => template.id)
  const made = facts.definitions[value]
  if (made?.op === 'js.closure') return isLiteral(made, types[value]!) ? new Set(ids(value)) : NONE_ANEW
  if (facts.parameterOf[value] === undefined) return NONE_ANEW
  const ways = facts.incoming[value]!.map((given) => ({ given, anew: madeAnew(l, given, new Set([...seen, value])) }))
  const known = new Set(ways.flatMap(({ given, anew }) => ids(given).filter((id) => !anew.has(id))))
  return new Set(ways.flatMap(({ anew }) => [...anew].filter((id) => !known.has(id))))
}

const NONE_ANEW: ReadonlySet<string> = new Set()

/** A function is made where it is written, and for the compiler also where a declared one is named. */
function isLiteral({ span }: Inst, { closures: [closure] }: SemType): boolean {
  const written = closure?.template.span
  return span !== undefined && span.start === written?.start && span.end === written.end
}

function builtinOfHost(l: Lower, { constant }: SemType, type: Callback): Value | undefined {
  if (constant?.kind !== 'builtin' || !l.world.shapes.functionOfBuiltin(constant.path)) return undefined
  return l.b.inst('function.ref', [], ownFunctionName({ key: constant.path, part: BUILTIN_PART, name: constant.path, type }))
}

/** Are they the same function? One of them may be the host's. Undefined if that cannot be told. */
export function sameFunction(l: Lower, a: Value, b: Value): Value | undefined {
  const type = callbackAmong(l.type(a)) ?? callbackAmong(l.type(b))
  const [x, y] = type ? [recordOfHost(l, a, type), recordOfHost(l, b, type)] : []
  if (x === undefined || y === undefined) return undefined
  const [other, both, done] = [l.b.newBlock(), l.b.newBlock(), l.b.newBlock(['bool'])]
  l.b.branch(l.op('ref.eq', x, y), { block: done, args: [l.b.bool(true)] }, other)
  l.b.at(other)
  // What is no function is the same as itself alone.
  l.b.branch(l.op('bool.and', isThere(l, x), isThere(l, y)), both, { block: done, args: [l.b.bool(false)] })
  l.b.at(both)
  l.b.jump(done, [l.op('i32.eq', functionId(l, x), functionId(l, y))])
  l.b.at(done)
  return l.b.params(done)[0]!
}

function isThere(l: Lower, record: Value): Value {
  return l.op('i32.gt_u', l.op('ref.bits', record), l.b.i32(4))
}

function functionId(l: Lower, record: Value): Value {
  return l.b.inst('call.host', [record], 'function.id', 'i32')
}

/** What tells a function of the host from others, as the key of a collection. */
export function functionKey(l: Lower, value: Value): Value | undefined {
  const type = callbackAmong(l.type(value))
  const record = type && recordOfHost(l, value, type)
  if (record === undefined || onlyKinds(l.type(value), K.FUNCTION)) return record && functionId(l, record)
  const [there, done] = [l.b.newBlock(), l.b.newBlock(['i32'])]
  l.b.branch(isThere(l, record), there, { block: done, args: [l.b.i32(0)] })
  l.b.at(there)
  l.b.jump(done, [functionId(l, record)])
  l.b.at(done)
  return l.b.params(done)[0]!
}
