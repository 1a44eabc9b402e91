/** Functions of ir/host.ts on strings, errors and clocks, which touch no memory: strings and errors are handles. */
import { ERROR_KINDS } from '../artifact/abi.ts'
import { TEXTS } from '../artifact/layout.ts'
import { errorHandle, stringHandle, stringOf } from './handles.ts'
import { type Machine, raise } from './machine.ts'
import { newError } from './stack.ts'
import type { Origin } from './stack-text.ts'
import { fromTagBits } from './tags.ts'

export type HostFunction = (...operands: never[]) => unknown
export type Holder = Pick<Machine, 'handles' | 'thrown' | 'traces'>

/** By name. */
export function valueFunctions(machine: Holder, origin?: Origin): Record<string, HostFunction> {
  const text = (handle: number) => stringOf(machine.handles, handle)
  const handle = (value: string) => stringHandle(machine.handles, value)
  const concat = (a: number, b: number) => {
    try {
      return handle(text(a) + text(b))
    } catch (error) {
      return raise(machine, error)
    }
  }
  return {
    'str.from_f64': (x: number) => handle(String(x)),
    'str.from_i64_s': (x: bigint) => handle(String(x)),
    'str.from_i64_u': (x: bigint) => handle(String(BigInt.asUintN(64, x))),
    'str.from_tagged': (x: bigint) => handle(String(fromTagBits(x))),
    'str.from_bool': (x: number) => handle(x === 0 ? 'false' : 'true'),
    'str.concat': concat,
    'str.build': concat,
    'str.eq': (a: number, b: number) => (text(a) === text(b) ? 1 : 0),
    'str.lt': (a: number, b: number) => (text(a) < text(b) ? 1 : 0),
    'str.length': (a: number) => text(a).length,
    'str.code': (a: number, index: number) => (index >= 0 && index < text(a).length ? text(a).charCodeAt(index) : -1),
    'str.char': (a: number, index: number) => handle(text(a).charAt(index)),
    'str.to_f64': (a: number) => Number(text(a)),
    'bool.random': () => Math.random(),
    'clock.now': () => performance.now(),
    'clock.date': () => Date.now(),
    ...errorTable(machine, origin),
  }
}

/** `error.new` */
export function errorMaker(machine: Holder, origin: Origin | undefined): (kind: number, message: number) => number {
  const { handles } = machine
  return function create(kind, message) {
    return errorHandle(handles, newError(machine.traces, origin, ERROR_KINDS[kind]!, stringOf(handles, message), create))
  }
}

/** A property of what was thrown is an object, say. */
export function unreadable(machine: Holder, name: string): never {
  return raise(machine, new TypeError(`cannot read the thrown ${name}`))
}

function errorTable(machine: Holder, origin: Origin | undefined): Record<string, HostFunction> {
  const { handles } = machine
  const { errors } = handles
  const property = (handle: number, name: 'name' | 'message') => {
    const error = errors[handle]
    const text = (error as Error | undefined)?.[name]
    if (typeof text === 'string') return stringHandle(handles, text)
    return Object(error) === error ? unreadable(machine, name) : TEXTS.undefined
  }
  return {
    'error.new': errorMaker(machine, origin),
    'error.caught': () => {
      // An exception that none of our imports threw is V8's own: the stack is exhausted.
      const error = machine.thrown === undefined ? new RangeError('Maximum call stack size exceeded') : machine.thrown.error
      machine.thrown = undefined
      return errorHandle(handles, error)
    },
    'error.message': (handle: number) => property(handle, 'message'),
    'error.name': (handle: number) => property(handle, 'name'),
    'error.is': (handle: number, kind: number) => (errors[handle] instanceof globalThis[ERROR_KINDS[kind]!] ? 1 : 0),
  }
}
