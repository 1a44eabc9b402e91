/** Calls of output whose run time is small (open-sealed.ts): arguments are looked at one by one, and cross as they are. */

import { ELEMENTS } from '../artifact/layout.ts'
import type { Lent } from './arrays.ts'
import { notAlive } from './class-fields.ts'
import { classOfInstance, type RuntimeClass } from './classes.ts'
import { isPlainObject, sharedMisfit } from './fits.ts'
import { MISFIT } from './frame.ts'
import { forgetStrings } from './handles.ts'
import { instanceOrNothing, share } from './instances.ts'
import type { RawFunction } from './instantiate.ts'
import type { Machine } from './machine.ts'
import { liftNumber } from './open-numbers.ts'
import { leaveSealed, type OpenSealed } from './open-sealed.ts'
import { codeOf, fits, scalarMisfit, show, typedArrayName } from './scalars.ts'
import type { SealedExport, SealedReference, SealedType } from './sealed-types.ts'
import { unitStats } from './unit-stats.ts'

type Operand = number | bigint

interface Candidate {
  readonly made: SealedExport
  readonly raw: RawFunction
  /** Of each parameter; 0 for what is no scalar. */
  readonly codes: readonly number[]
  readonly lift: ((raw: Operand | undefined) => unknown) | undefined
}

/** A function or member of the module. */
export interface SealedCall {
  readonly open: OpenSealed
  /** For messages. */
  readonly name: string
  readonly candidates: readonly Candidate[]
  /** `this` is the first argument, an instance of this class. */
  readonly receiver: number | undefined
  /** What the program calls. */
  entry: unknown
  calls: number
  bytesCopied: number
}

export function newCall(open: OpenSealed, name: string, members: readonly number[], receiver?: number): SealedCall {
  const candidates = members.map((index): Candidate => {
    const made = open.facts.exports[index]!
    const { params, result } = made
    const codes = params.map((type) => (typeof type === 'string' ? codeOf({ kind: type }) : 0))
    const lift = typeof result === 'string' && result !== 'new' ? liftNumber(result) : undefined
    return { made, raw: open.functions[made.name]!, codes, lift }
  })
  return { open, name, candidates, receiver, entry: undefined, calls: 0, bytesCopied: 0 }
}

export type Compiled = (this: unknown, ...values: unknown[]) => unknown

/** An exported function: `members` are the exports of the module that are its signatures, tried in this order. */
export function sealedFunction(open: OpenSealed, name: string, length: number, members: readonly number[]): Compiled {
  const call = newCall(open, name, members)
  return Object.defineProperties(callable(call), {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
    stats: { configurable: true, get: () => statsOf(call) },
  })
}

function statsOf({ name, candidates, calls, bytesCopied }: SealedCall): object {
  const specialisations = candidates.map(({ made: { signature, units } }) => ({ signature, origin: 'aot', units: unitStats(name, units) }))
  return { calls, bytesCopied, specialisations }
}

/** So many scalars are passed without lists of arguments. */
const QUICK = 3

export function callable(call: SealedCall): Compiled {
  const { candidates, receiver } = call
  const own = receiver === undefined ? 0 : 1
  const [only] = candidates
  const isQuick = candidates.length === 1 && typeof only!.made.result === 'string'
  if (!only || !isQuick || only.codes.length > QUICK + own || only.codes.slice(own).includes(0)) {
    call.entry = function compiled(this: unknown, ...values: unknown[]) {
      return callAny(call, this, values)
    }
  } else call.entry = own ? quickMethod(call, only) : quickFunction(call, only)
  return call.entry as Compiled
}

function quickFunction(call: SealedCall, { codes, raw, lift }: Candidate): Compiled {
  const count = codes.length
  const [c0 = 0, c1 = 0, c2 = 0] = codes
  return function compiled(a, b, c) {
    if ((count > 0 && !fits(c0, a)) || (count > 1 && !fits(c1, b)) || (count > 2 && !fits(c2, c))) return callAny(call, this, [a, b, c])
    return run(call, raw, lift, count, a, b, c)
  }
}

function quickMethod(call: SealedCall, { codes, raw, lift }: Candidate): Compiled {
  const { open, receiver } = call
  const found = open.classes[receiver!]!
  const count = codes.length
  const [, c0 = 0, c1 = 0, c2 = 0] = codes
  return function method(this: unknown, a, b, c) {
    const self = found.shell.refOf(this)
    if (self === 0 || (count > 1 && !fits(c0, a)) || (count > 2 && !fits(c1, b)) || (count > 3 && !fits(c2, c)))
      return callAny(call, this, [a, b, c])
    if (found.shared) share(open.machine, self, this as object)
    return run(call, raw, lift, count, self, a, b, c)
  }
}

function run(call: SealedCall, raw: RawFunction, lift: Candidate['lift'], count: number, a: unknown, b: unknown, c: unknown, d?: unknown) {
  const { handles } = call.open.machine
  const strings = handles.count
  const errors = handles.errors.length
  call.calls++
  try {
    const result = apply(raw, count, a, b, c, d)
    return lift ? lift(result) : result
  } catch (error) {
    throw leaveSealed(call.open, error, call.entry)
  } finally {
    drop(handles, strings, errors)
  }
}

/** Texts and errors of a call end with it. */
function drop(handles: Machine['handles'], strings: number, errors: number): void {
  forgetStrings(handles, strings)
  if (handles.errors.length !== errors) handles.errors.length = errors
}

/** With as many arguments as there are: engines like that. */
function apply(raw: RawFunction, count: number, a: unknown, b: unknown, c: unknown, d?: unknown): Operand | undefined {
  const call = raw as (...operands: unknown[]) => Operand | undefined
  return count === 0 ? call() : count === 1 ? call(a) : count === 2 ? call(a, b) : count === 3 ? call(a, b, c) : call(a, b, c, d)
}

/** By the first signature that takes the arguments. */
export function callAny(call: SealedCall, self: unknown, given: readonly unknown[]): unknown {
  const { candidates, receiver, open, name } = call
  const values = receiver === undefined ? given : [self, ...given]
  if (receiver !== undefined && open.classes[receiver]!.shell.refOf(self) === 0) throw notAlive(open.classes[receiver]!, self, name)
  for (const candidate of candidates) {
    const result = attempt(call, candidate, values)
    if (result !== MISFIT) return result
  }
  throw refusal(call, values)
}

function attempt(call: SealedCall, candidate: Candidate, values: readonly unknown[]): unknown {
  const { open } = call
  const { machine, arrays } = open
  const { heap, handles } = machine
  const strings = handles.count
  const errors = handles.errors.length
  const { made, raw } = candidate
  const lent: Lent = { machine, arrays: [], bytesCopied: 0 }
  const used = heap.end - heap.arena
  try {
    const operands: Operand[] = []
    for (const [index, type] of made.params.entries()) {
      const operand = operandOf(open, lent, type, values[index], made.writes?.[index] === true)
      if (operand === MISFIT) return MISFIT
      operands.push(operand)
    }
    call.calls++
    arrays?.copyIn(lent)
    return lifted(open, candidate, lent, runLent(call, lent, raw, operands), operands, values)
  } finally {
    call.bytesCopied += lent.bytesCopied
    heap.arena = heap.end - used
    drop(handles, strings, errors)
  }
}

function runLent({ open, entry }: SealedCall, lent: Lent, raw: RawFunction, operands: readonly Operand[]): Operand | undefined {
  let result: Operand | undefined
  try {
    result = raw(...operands)
  } catch (error) {
    const thrown = leaveSealed(open, error, entry)
    // What was written before the exception has been written, as in JavaScript.
    open.arrays?.copyOut(lent)
    throw thrown
  }
  open.arrays?.copyOut(lent)
  return result
}

function lifted(
  { facts, machine, arrays }: OpenSealed,
  { made: { params, result }, lift }: Candidate,
  lent: Lent,
  raw: Operand | undefined,
  operands: readonly Operand[],
  values: readonly unknown[],
): unknown {
  if (typeof result === 'string') return lift ? lift(raw) : raw
  if (result.element === undefined) {
    // An argument given back is that argument, whether or not it can be found by its address.
    const at = operands.findIndex((each, index) => each === raw && (params[index] as SealedReference).of !== undefined)
    return at < 0 ? instanceOrNothing(machine, raw as number) : values[at]
  }
  if ((raw as number) <= 4) return raw === 0 ? null : undefined
  const { element } = result
  const held = facts.classes.some(({ fields }) => fields.some(({ type }) => type?.kind === 'array' && type.element === element))
  return arrays!.lift(lent, element, raw as number, held)
}

/** MISFIT for what does not fit. */
function operandOf(open: OpenSealed, lent: Lent, type: SealedType, value: unknown, written: boolean): Operand | typeof MISFIT {
  if (typeof type === 'string') return fits(codeOf({ kind: type }), value) ? (value as Operand) : MISFIT
  if (isMissing(type, value)) return value === null ? 0 : 4
  if (type.element !== undefined) {
    try {
      return open.arrays!.lower(lent, type.element, value, written)
    } catch (error) {
      if (error === MISFIT) return MISFIT
      throw error
    }
  }
  const found = open.classes[type.of!]!
  const ref = found.shell.refOf(value)
  if (ref === 0) return MISFIT
  if (found.shared) share(open.machine, ref, value as object)
  return ref
}

export function isMissing(type: SealedReference, value: unknown): boolean {
  return (value === null && type.null === true) || (value === undefined && type.undefined === true)
}

function refusal({ open, name, candidates }: SealedCall, values: readonly unknown[]): Error {
  const [only] = candidates
  if (only === undefined)
    return new TypeError(`${name} was not compiled: its parameters have no types that could cross (see \`taipan build --report\`)`)
  if (candidates.length > 1) {
    const signatures = candidates.map(({ made }) => made.signature).join(' | ')
    return new TypeError(`${name}: no signature fits the arguments (${values.map(show).join(', ')}); there are ${signatures}`)
  }
  for (const [index, type] of only.made.params.entries()) {
    const error = misfit(open, type, values[index], `${name}: ${only.made.parameters[index] ?? `argument ${index + 1}`}`)
    if (error) return error
  }
  return new TypeError(`${name}: the arguments do not fit ${only.made.signature}`)
}

/** As fits.ts says it. */
export function misfit({ classes }: OpenSealed, type: SealedType, value: unknown, path: string): Error | undefined {
  if (typeof type === 'string') return fits(codeOf({ kind: type }), value) ? undefined : scalarMisfit({ kind: type }, value, path)
  if (isMissing(type, value)) return undefined
  const wrong = new TypeError(`${path} must be ${type.text}, but it is ${show(value)}`)
  if (type.element !== undefined)
    return typedArrayName(value) === ELEMENTS[type.element].array ? sharedMisfit(value as Uint8Array, path) : wrong
  const wanted = classes[type.of!]!
  return wanted.shell.refOf(value) > 0 ? undefined : (noInstance(wanted, value, path) ?? wrong)
}

function noInstance({ name }: RuntimeClass, value: unknown, path: string): Error | undefined {
  const found = typeof value === 'object' && value !== null ? classOfInstance(value) : undefined
  if (found?.shell.refOf(value) === 0) return new TypeError(`${path} must be ${name}, but this ${found.name} has been freed`)
  if (found?.name === name) return new TypeError(`${path} is an instance of another class that is named ${name} too`)
  return isPlainObject(value)
    ? new TypeError(`${path} must be ${name}, but it is a plain object; make one of it with ${name}.from(…)`)
    : undefined
}
