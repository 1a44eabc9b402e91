/**
 * Functions of the host that are given as arguments. What crosses is an index into the run time's table of the functions
 * given to calls that are running; compiled code makes of it a function like any other, which calls back:
 *
 *     (index) => (a, b) => call(index, a, b)
 */
import type { SourceUnit } from '../artifact/captured.ts'
import { printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import type { Template } from '../ir/template.ts'
import { closures, has, K, NULLISH, number, type SemType } from './lattice.ts'
import { INT32 } from './range.ts'
import type { Shapes } from './shapes.ts'
import type { Frontend } from './world.ts'

export type Callback = HostType & { readonly kind: 'callback' }

export const CALLBACK_PREFIX = 'callback '

/** What a function of this type is to compiled code. */
export function callbackType(front: Pick<Frontend, 'templateAt'>, shapes: Shapes, type: Callback): SemType {
  const closure = shapes.closure(front.templateAt(unitOf(type), '#1'))
  shapes.write(closure.captures[0]!, number(INT32))
  return closures([closure])
}

function unitOf(type: Callback): SourceUnit {
  const names = type.params.map((_, index) => `a${index}`)
  const path = CALLBACK_PREFIX + JSON.stringify(type)
  return {
    id: `callback:${printType(type)}`,
    name: 'callback',
    kind: 'function',
    text: `(index) => (${names.join(', ')}) => call(${['index', ...names].join(', ')})`,
    resolve: (name) => (name === 'call' ? { kind: 'builtin', path } : undefined),
  }
}

/** The type of the functions of the host that a template stands for. */
export function callbackOf({ unit }: Template): Callback | undefined {
  if (!unit.id.startsWith('callback:')) return undefined
  const call = unit.resolve('call')
  return call?.kind === 'builtin' ? (JSON.parse(call.path.slice(CALLBACK_PREFIX.length)) as Callback) : undefined
}

/** What a field is that holds functions of the host of one type, and no others. */
export function callbackToHost(type: SemType): HostType | undefined {
  const { kinds, closures: held } = type
  const callback = has(type, K.FUNCTION) && held.length === 1 ? callbackOf(held[0]!.template) : undefined
  if (!callback || kinds & ~(K.FUNCTION | NULLISH)) return undefined
  if (!(kinds & NULLISH)) return callback
  return { kind: 'optional', type: callback, null: has(type, K.NULL), undefined: has(type, K.UNDEFINED) }
}
