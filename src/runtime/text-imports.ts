/**
 * Functions of ir/host.ts that few programs use: of the host's strings and numbers by name, and others whose names begin with `text:`
 * too. Ahead-of-time output with a run time of its own (aot/output/numbers.ts) does without them.
 */
import { stringHandle, stringOf } from './handles.ts'
import type { Holder, HostFunction } from './host-functions.ts'
import { raising } from './machine.ts'

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
