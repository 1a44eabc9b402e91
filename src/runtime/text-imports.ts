/**
 * Functions of ir/host.ts that few programs use: of the host's strings and numbers by name, and others whose names begin with `text:`
 * too. Ahead-of-time output with a run time of its own (aot/output/numbers.ts) does without them.
 */
import { LETTERS } from '../artifact/abi.ts'
import { TAGS } from '../artifact/layout.ts'
import { errorHandle, type Handles, isOfCall, makeRoom, stringHandle, stringOf } from './handles.ts'
import { type Holder, type HostFunction, unreadable } from './host-functions.ts'
import { raise, raising } from './machine.ts'
import { fromMixedBits, mixedBits } from './tags.ts'

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

/** What code does with a thrown value that may be a primitive one: it stands among the errors. */
function ofThrown(machine: Holder): Record<string, HostFunction> {
  const { handles } = machine
  const { errors } = handles
  return {
    'text:thrown': (bits: bigint) => errorHandle(handles, fromMixedBits(handles, bits)),
    'text:value': (handle: number) => mixedBits(handles, errors[handle]) ?? TAGS.true,
    'text:typeof': (handle: number) => stringHandle(handles, typeof errors[handle]),
    'text:string': (handle: number) => raising(machine, () => stringHandle(handles, String(errors[handle]))),
    'text:field': (handle: number, name: number) => {
      const key = stringOf(handles, name)
      const value = raising(machine, () => (errors[handle] as Record<string, unknown>)[key])
      return mixedBits(handles, value) ?? unreadable(machine, key)
    },
    'text:cause': (handle: number, cause: number) => {
      Object.defineProperty(errors[handle], 'cause', { value: errors[cause], writable: true, configurable: true })
    },
    'text:same': (a: number, b: number) => Number(errors[a] === errors[b]),
  }
}

/** The handle that the next text of a call will have. */
function nextHandle(handles: Handles): number {
  return 2 * (LETTERS + handles.count) + 1
}

/** Handles of calls that are not below the mark are given out again. */
function releaseStrings(handles: Handles, mark: number): void {
  const first = (mark >> 1) - LETTERS
  if (handles.count <= first) return
  handles.texts?.reuse(mark)
  // Most are few; `fill` costs as much as twenty.
  for (let index = first; index < handles.count; index++) handles.strings[index] = undefined
  handles.count = first
}

/** The same, but what these three say, as far as they are some of them, is what the first three say from now on. */
function keepStrings(handles: Handles, mark: number, a: number, b: number, c: number): void {
  const kept = (handle: number) => (isOfCall(handle, mark) ? handles.strings[(handle >> 1) - LETTERS] : undefined)
  const [x, y, z] = [kept(a), kept(b), kept(c)]
  releaseStrings(handles, mark)
  const first = (mark >> 1) - LETTERS
  if (first + 3 > handles.strings.length) makeRoom(handles)
  const { strings } = handles
  strings[first] = x
  strings[first + 1] = y
  strings[first + 2] = z
  handles.count = first + 3
}

/** What the end of a turn of a loop does with the texts that it has made. */
function ofTurns({ handles }: Holder): Record<string, HostFunction> {
  return {
    'text:mark': () => nextHandle(handles),
    'text:release': (mark: number) => releaseStrings(handles, mark),
    'text:keep': (mark: number, a: number, b: number, c: number) => keepStrings(handles, mark, a, b, c),
  }
}

/** Those that loops call most, as they are, so that the engine compiles them into one another. */
function frequent(machine: Holder): Record<string, HostFunction> {
  const { handles } = machine
  const text = (handle: number) => stringOf(handles, handle)
  const give = (value: string) => stringHandle(handles, value)
  return {
    'text:String#slice:sdd:s': (a: number, from: number, to: number) => give(text(a).slice(from, to)),
    'text:String#substring:sdd:s': (a: number, from: number, to: number) => give(text(a).substring(from, to)),
    'text:String#trim:s:s': (a: number) => give(text(a).trim()),
    'text:String#toUpperCase:s:s': (a: number) => raising(machine, () => give(text(a).toUpperCase())),
    'text:String#toLowerCase:s:s': (a: number) => raising(machine, () => give(text(a).toLowerCase())),
    'text:String#indexOf:ssd:d': (a: number, b: number, from: number) => text(a).indexOf(text(b), from),
    'text:String#includes:ssd:b': (a: number, b: number, from: number) => Number(text(a).includes(text(b), from)),
    'text:String#startsWith:ssd:b': (a: number, b: number, from: number) => Number(text(a).startsWith(text(b), from)),
  }
}

/** The import `text:String#padStart:sds:s` of ir/host.ts. */
export function textImport(machine: Holder, name: string): HostFunction {
  if (name === 'text:hash') return (handle: number) => hashOf(stringOf(machine.handles, handle))
  if (name === 'text:norm') return normOf()
  const other = frequent(machine)[name] ?? ofTurns(machine)[name] ?? ofThrown(machine)[name]
  if (other !== undefined) return other
  const [, owner, kind, method, takes, gives] = /^text:(String|Number|BigInt)([#.])(\w+):(\w+):(\w)$/.exec(name) ?? []
  const holder = owner === undefined ? undefined : globalThis[owner as 'String']
  const found = kind === '#' ? holder?.prototype : holder
  const fn = found && Object.hasOwn(found, method!) ? (found as unknown as Record<string, unknown>)[method!] : undefined
  if (typeof fn !== 'function') throw new TypeError(`${name} is no function of this version of taipan`)
  const lift = [...takes!].map((code) => LIFT[code] ?? plain)
  const give = gives === 's' ? (value: unknown) => stringHandle(machine.handles, value as string) : Number
  // The receiver of a method is the first operand.
  const call = Function.prototype.call.bind(fn, ...((kind === '#' ? [] : [holder]) as [unknown])) as Callable
  const run = callOf(machine, call, lift)
  return (w, x, y, z) => {
    try {
      return give(run(w, x, y, z))
    } catch (error) {
      return raise(machine, error)
    }
  }
}

type Lift = (machine: Holder, operand: never) => unknown
type Callable = (...values: unknown[]) => unknown

/** What is left out must be left out. Loops call this: there are no lists of operands. */
function callOf(machine: Holder, call: Callable, [a, b, c, d]: readonly Lift[]): (w: never, x: never, y: never, z: never) => unknown {
  if (d) return (w, x, y, z) => call(a!(machine, w), b!(machine, x), c!(machine, y), d(machine, z))
  if (c) return (w, x, y) => call(a!(machine, w), b!(machine, x), c(machine, y))
  return b ? (w, x) => call(a!(machine, w), b(machine, x)) : (w) => call(a!(machine, w))
}

const plain: Lift = (_, operand) => operand

const LIFT: Readonly<Record<string, Lift>> = {
  s: ({ handles }, handle) => stringOf(handles, handle),
  u: (_, value) => BigInt.asUintN(64, value),
}
