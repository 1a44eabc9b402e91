/**
 * Functions of ir/host.ts that few programs use: of the host's strings and numbers by name, and others whose names begin with `text:`
 * too. Ahead-of-time output with a run time of its own (aot/output/numbers.ts) does without them.
 */
import { stringHandle, stringOf } from './handles.ts'
import type { Holder, HostFunction } from './host-functions.ts'
import { raise } from './machine.ts'

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
  if (name === 'text:hash') return (handle: number) => hashOf(stringOf(machine.handles, handle))
  if (name === 'text:norm') return normOf()
  const [, owner, kind, method, takes, gives] = /^text:(String|Number|BigInt)([#.])(\w+):(\w+):(\w)$/.exec(name) ?? []
  const holder = owner === undefined ? undefined : globalThis[owner as 'String']
  const found = kind === '#' ? holder?.prototype : holder
  const fn = found && Object.hasOwn(found, method!) ? (found as unknown as Record<string, unknown>)[method!] : undefined
  if (typeof fn !== 'function') throw new TypeError(`${name} is no function of this version of taipan`)
  const lift = [...takes!].map((code) => LIFT[code] ?? plain)
  const give = gives === 's' ? (value: unknown) => stringHandle(machine.handles, value as string) : Number
  const call = kind === '#' ? calledOn(fn as Callable) : calledWith(fn as Callable, holder)
  return imported({ machine, call, give }, lift)
}

type Lift = (machine: Holder, operand: never) => unknown
type Callable = (this: unknown, ...values: unknown[]) => unknown

/** By the number of operands: what is left out must be left out. */
interface Calls {
  readonly one: (a: unknown) => unknown
  readonly two: (a: unknown, b: unknown) => unknown
  readonly three: (a: unknown, b: unknown, c: unknown) => unknown
  readonly four: (a: unknown, b: unknown, c: unknown, d: unknown) => unknown
}

interface Imported {
  readonly machine: Holder
  readonly call: Calls
  readonly give: (value: unknown) => unknown
}

/** The first operand is the receiver. */
function calledOn(fn: Callable): Calls {
  return {
    one: (a) => fn.call(a),
    two: (a, b) => fn.call(a, b),
    three: (a, b, c) => fn.call(a, b, c),
    four: (a, b, c, d) => fn.call(a, b, c, d),
  }
}

function calledWith(fn: Callable, holder: unknown): Calls {
  return {
    one: (a) => fn.call(holder, a),
    two: (a, b) => fn.call(holder, a, b),
    three: (a, b, c) => fn.call(holder, a, b, c),
    four: (a, b, c, d) => fn.call(holder, a, b, c, d),
  }
}

/** Loops call them: without lists of operands, and without a function for each call. */
function imported({ machine, call, give }: Imported, [a, b, c, d]: readonly Lift[]): HostFunction {
  if (d)
    return (w: never, x: never, y: never, z: never) => {
      try {
        return give(call.four(a!(machine, w), b!(machine, x), c!(machine, y), d(machine, z)))
      } catch (error) {
        return raise(machine, error)
      }
    }
  if (c)
    return (x: never, y: never, z: never) => {
      try {
        return give(call.three(a!(machine, x), b!(machine, y), c(machine, z)))
      } catch (error) {
        return raise(machine, error)
      }
    }
  if (b)
    return (x: never, y: never) => {
      try {
        return give(call.two(a!(machine, x), b(machine, y)))
      } catch (error) {
        return raise(machine, error)
      }
    }
  return (x: never) => {
    try {
      return give(call.one(a!(machine, x)))
    } catch (error) {
      return raise(machine, error)
    }
  }
}

const plain: Lift = (_, operand) => operand

const LIFT: Readonly<Record<string, Lift>> = {
  s: ({ handles }, handle) => stringOf(handles, handle),
  u: (_, value) => BigInt.asUintN(64, value),
}
