/** Functions of ir/host.ts on strings, errors and clocks, which touch no memory: strings and errors are handles. */
import { ERROR_KINDS } from '../artifact/abi.ts'
import { errorHandle, stringHandle, stringOf } from './handles.ts'
import { type Machine, raising } from './machine.ts'
import { newError } from './stack.ts'
import type { Origin } from './stack-text.ts'
import { fromTagBits } from './tags.ts'

export type HostFunction = (...operands: never[]) => unknown
type Holder = Pick<Machine, 'handles' | 'thrown' | 'traces'>

/** By name. */
export function valueFunctions(machine: Holder, origin?: Origin): Record<string, HostFunction> {
  const text = (handle: number) => stringOf(machine.handles, handle)
  const handle = (value: string) => stringHandle(machine.handles, value)
  return {
    'str.from_f64': (x: number) => handle(String(x)),
    'str.from_i64_s': (x: bigint) => handle(String(x)),
    'str.from_i64_u': (x: bigint) => handle(String(BigInt.asUintN(64, x))),
    'str.from_tagged': (x: bigint) => handle(String(fromTagBits(x))),
    'str.from_bool': (x: number) => handle(x === 0 ? 'false' : 'true'),
    'str.concat': (a: number, b: number) => raising(machine, () => handle(text(a) + text(b))),
    'str.eq': (a: number, b: number) => (text(a) === text(b) ? 1 : 0),
    'str.lt': (a: number, b: number) => (text(a) < text(b) ? 1 : 0),
    'str.length': (a: number) => text(a).length,
    'str.code': (a: number, index: number) => text(a).charCodeAt(index),
    'str.char': (a: number, index: number) => handle(text(a).charAt(index)),
    'str.hash': (a: number) => hashOf(text(a)),
    'str.to_f64': (a: number) => Number(text(a)),
    'norm.step': normOf(),
    'bool.random': () => Math.random(),
    'clock.now': () => performance.now(),
    'clock.date': () => Date.now(),
    ...errorTable(machine, origin),
  }
}

/** Math.hypot of values that come one by one. */
function normOf(): HostFunction {
  let values: number[] = []
  return (x: number, mode: number) => {
    if (mode === 2) return Math.hypot(...values)
    if (mode === 0) values = []
    return values.push(x)
  }
}

/** 31 bits of a text. */
function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1) ^ (hash >>> 15)
  return hash >>> 1
}

/** The import `text:String#padStart:sds:s` of ir/host.ts. */
export function textImport(machine: Holder, name: string): HostFunction {
  const [, owner, kind, method, takes, gives] = /^text:(String|Number|BigInt)([#.])(\w+):(\w+):(\w)$/.exec(name) ?? []
  const holder = owner === undefined ? undefined : globalThis[owner as 'String']
  const found = kind === '#' ? holder?.prototype : holder
  const fn = found && Object.hasOwn(found, method!) ? (found as unknown as Record<string, unknown>)[method!] : undefined
  if (typeof fn !== 'function') throw new TypeError(`${name} is no function of this version of taipan`)
  const lift = [...takes!].map((code) => LIFT[code])
  const call = Function.prototype.call.bind(fn) as (...values: unknown[]) => never
  const lower = gives === 's' ? (value: string) => stringHandle(machine.handles, value) : Number
  const lifted = (operand: never, index: number) => (lift[index] ? lift[index](machine, operand) : operand)
  return (...operands: never[]) =>
    raising(machine, () => {
      const values = operands.map(lifted)
      return lower(kind === '#' ? call(...values) : call(holder, ...values))
    })
}

const LIFT: Readonly<Record<string, (machine: Holder, operand: never) => unknown>> = {
  s: ({ handles }, handle) => stringOf(handles, handle),
  u: (_, value) => BigInt.asUintN(64, value),
}

function errorTable(machine: Holder, origin: Origin | undefined): Record<string, HostFunction> {
  const { handles } = machine
  function create(kind: number, message: number): number {
    return errorHandle(handles, newError(machine.traces, origin, ERROR_KINDS[kind]!, stringOf(handles, message), create))
  }
  const property = (handle: number, name: 'name' | 'message') => {
    const error = handles.errors[handle]
    return stringHandle(handles, error instanceof Error ? String(error[name]) : String(error))
  }
  return {
    'error.new': create,
    'error.caught': () => {
      // An exception that none of our imports threw is V8's own: the stack is exhausted.
      const error = machine.thrown === undefined ? new RangeError('Maximum call stack size exceeded') : machine.thrown.error
      machine.thrown = undefined
      return errorHandle(handles, error)
    },
    'error.message': (handle: number) => property(handle, 'message'),
    'error.name': (handle: number) => property(handle, 'name'),
    'error.is': (handle: number, kind: number) => (handles.errors[handle] instanceof globalThis[ERROR_KINDS[kind]!] ? 1 : 0),
  }
}
