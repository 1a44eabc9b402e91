/**
 * Functions of the module where functions of the host are kept or compared with: there each of them is one of the host's, which calls
 * the module. A value that may be several is looked at when it runs:
 *
 *     this.op = wanted ? add : this.other   →   tag == add ? function.ref add : (the record that it is)
 */
import { HEADER_BYTES } from '../../artifact/layout.ts'
import { CALLBACK } from '../../artifact/layouts.ts'
import { BUILTIN_PART, ownFunctionName } from '../../artifact/own-functions.ts'
import type { Value } from '../../ir/function.ts'
import type { Template } from '../../ir/template.ts'
import { type Callback, callbackOf } from '../callbacks.ts'
import { closureIsStatic } from '../forms.ts'
import { functionName, hasName } from '../functions.ts'
import { K, NULLISH, onlyKinds, type SemType } from '../lattice.ts'
import type { Lower } from './lower.ts'
import { loadField } from './storage.ts'

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
  if (onlyKinds(held, K.FUNCTION) && own.length === 1 && closureIsStatic(held)) return reference(l, own[0]!, type)
  const record = l.as(value, 'ref')
  if (own.length === 0) return record
  const { b } = l
  const present = l.op('i32.gt_u', l.op('ref.bits', record), b.i32(4))
  // Nothing lies where null and undefined would: reading there does no harm.
  const tag = b.inst('load', [record], { offset: HEADER_BYTES, storage: 'i32', region: 'closure.tag', fixed: true }, 'i32')
  return own.reduce((found, template) => {
    const isIt = l.op('bool.and', present, l.op('i32.eq', tag, b.i32(l.output.tag(template.id))))
    return b.inst('select', [isIt, reference(l, template, type), found])
  }, record)
}

function reference(l: Lower, template: Template, type: Callback): Value {
  const { key, part } = functionName(template)
  const { start, end } = template.span
  return l.b.inst(
    'function.ref',
    [],
    ownFunctionName({ key, part, name: template.name, type, ...(part === '#0' ? {} : { span: [start, end] }) }),
  )
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
  const isThere = (record: Value) => l.op('i32.gt_u', l.op('ref.bits', record), l.b.i32(4))
  const [present, done] = [l.b.newBlock(), l.b.newBlock(['bool'])]
  // Of what is no function, null is the same as null.
  l.b.branch(l.op('bool.and', isThere(x), isThere(y)), present, { block: done, args: [l.op('ref.eq', x, y)] })
  l.b.at(present)
  const [i, j] = [x, y].map((record) => loadField(l, record, CALLBACK, '0', true)) as [Value, Value]
  l.b.jump(done, [l.b.inst('call.host', [i, j], 'function.same', 'bool')])
  l.b.at(done)
  return l.b.params(done)[0]!
}
