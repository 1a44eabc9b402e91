/** From the arguments of a call to a specialisation. The first lines of `makeWrapper` are every call's path. */
import { printSignature } from '../artifact/signature.ts'
import { blame } from './blame.ts'
import { CLASSES, classByNumber } from './classes.ts'
import { ARRAYS, misfit } from './fits.ts'
import { MISFIT } from './frame.ts'
import { instanceOrNothing, share } from './instances.ts'
import { invoke } from './invoke.ts'
import { type Fast, INSTANCE, type Kernel, NOTHING, type Specialisation, TRUTH, UNSIGNED, UNSIGNED_LONG } from './kernel.ts'
import { leave } from './leave.ts'
import type { Machine } from './machine.ts'
import { type Code, fits, show } from './scalars.ts'

type Operand = number | bigint
type Wrapper = (a?: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown, f?: unknown) => unknown

/**
 * The function that users call. Six parameters are enough for what is fast; `arguments` is read only for its length
 * and to be passed on whole, which engines do without making an object.
 */
export function makeWrapper(kernel: Kernel): Wrapper {
  const { machine } = kernel
  return enterBy(kernel, function wrapper(a, b, c, d, e, f) {
    for (let fast = kernel.fast; fast !== null; fast = fast.next) {
      // biome-ignore lint/complexity/noArguments: rest parameters would allocate
      const given = arguments.length
      if (given !== fast.count && !(fast.open && given > fast.count)) continue
      if (fast.arrays) {
        const result = callWithArrays(kernel, fast, a, b, c, d, e, f)
        if (result === MISFIT) continue
        return result
      }
      if (fast.count > 0 && !fits(fast.c0, a)) continue
      if (fast.count > 1 && !fits(fast.c1, b)) continue
      if (fast.count > 2 && !fits(fast.c2, c)) continue
      if (fast.count > 3 && !fitRest(fast, d, e, f)) continue
      kernel.calls++
      try {
        return finish(machine, fast.result, apply(fast, a as Operand, b as Operand, c as Operand, d as Operand, e as Operand, f as Operand))
      } catch (error) {
        throw leave(machine, fast.instance, error, kernel.entry)
      }
    }
    // biome-ignore lint/complexity/noArguments: see above
    return callGeneral.apply(kernel, arguments as unknown as unknown[])
  })
}

function enterBy(kernel: Kernel, entry: Wrapper): Wrapper {
  kernel.entry = entry
  return entry
}

/** Four to six arguments. */
function fitRest(fast: Fast, d: unknown, e: unknown, f: unknown): boolean {
  return fits(fast.c3, d) && (fast.count < 5 || fits(fast.c4, e)) && (fast.count < 6 || fits(fast.c5, f))
}

function apply({ count, raw }: Fast, a: Operand, b: Operand, c: Operand, d: Operand, e: Operand, f: Operand): Operand | undefined {
  if (count === 1) return raw(a)
  if (count === 2) return raw(a, b)
  if (count === 3) return raw(a, b, c)
  if (count === 0) return raw()
  return count === 4 ? raw(a, b, c, d) : count === 5 ? raw(a, b, c, d, e) : raw(a, b, c, d, e, f)
}

/** A scalar or an array of linear memory as the wasm function takes it; MISFIT for what needs more, or does not fit. */
function operand(machine: Machine, code: Code, value: unknown): Operand | typeof MISFIT {
  if (code < ARRAYS) return fits(code, value) ? (value as Operand) : MISFIT
  if (code >= CLASSES) return instance(machine, code - CLASSES, value)
  const own = machine.owned.get(value as object)
  return own !== undefined && own.code === code ? own.descriptor : MISFIT
}

function instance(machine: Machine, number: number, value: unknown): number | typeof MISFIT {
  const found = classByNumber(number)
  const ref = found.shell.refOf(value)
  if (ref === 0) return MISFIT
  if (found.shared) share(machine, ref, value as object)
  return ref
}

function callWithArrays(kernel: Kernel, fast: Fast, a: unknown, b: unknown, c: unknown, d: unknown, e: unknown, f: unknown): unknown {
  const { machine } = kernel
  const { count } = fast
  const x0 = operand(machine, fast.c0, a)
  if (x0 === MISFIT) return MISFIT
  const x1 = count > 1 ? operand(machine, fast.c1, b) : 0
  if (x1 === MISFIT) return MISFIT
  const x2 = count > 2 ? operand(machine, fast.c2, c) : 0
  if (x2 === MISFIT) return MISFIT
  const x3 = count > 3 ? operand(machine, fast.c3, d) : 0
  const x4 = count > 4 ? operand(machine, fast.c4, e) : 0
  const x5 = count > 5 ? operand(machine, fast.c5, f) : 0
  if (x3 === MISFIT || x4 === MISFIT || x5 === MISFIT) return MISFIT
  kernel.calls++
  try {
    const raw = apply(fast, x0, x1, x2, x3, x4, x5)
    if (fast.result !== INSTANCE) return finish(machine, fast.result, raw)
    // An argument given back is that argument, whether or not it can be found by its address.
    if (raw === x0 && fast.c0 >= CLASSES) return a
    if (raw === x1 && fast.c1 >= CLASSES) return b
    if (raw === x2 && fast.c2 >= CLASSES) return c
    if (raw === x3 && fast.c3 >= CLASSES) return d
    if (raw === x4 && fast.c4 >= CLASSES) return e
    if (raw === x5 && fast.c5 >= CLASSES) return f
    return instanceOrNothing(machine, raw as number)
  } catch (error) {
    throw leave(machine, fast.instance, error, kernel.entry)
  }
}

function finish(machine: Machine, result: number, raw: Operand | undefined): unknown {
  if (result === 0) return raw
  switch (result) {
    case UNSIGNED:
      return (raw as number) >>> 0
    case TRUTH:
      return raw !== 0
    case UNSIGNED_LONG:
      return BigInt.asUintN(64, raw as bigint)
    case NOTHING:
      return undefined
    case INSTANCE:
      return instanceOrNothing(machine, raw as number)
  }
  return raw
}

/** What a member of instances asks of `this`. */
export interface Guard {
  /** Classes that extend its own; only if there are any, `check` comes before every call. */
  readonly extending: readonly unknown[]
  /**
   * What takes a call of an instance whose class has another member of that name: undefined if it has none. Throws for what is no
   * instance.
   */
  check(value: unknown, method: unknown): Kernel | undefined
}

/** A member of instances: `this` is the first argument. */
export function makeMethod(kernel: Kernel, guard: Guard): Wrapper {
  return enterBy(kernel, function method(this: unknown, a, b, c, d, e) {
    const other = guard.extending.length > 0 ? guard.check(this, method) : undefined
    // biome-ignore lint/complexity/noArguments: rest parameters would allocate
    if (other) return callGeneral.call(other, this, ...arguments)
    for (let fast = kernel.fast; fast !== null; fast = fast.next) {
      // biome-ignore lint/complexity/noArguments: rest parameters would allocate
      const given = arguments.length + 1
      if (given !== fast.count && !(fast.open && given > fast.count)) continue
      const result = callWithArrays(kernel, fast, this, a, b, c, d, e)
      if (result !== MISFIT) return result
    }
    // biome-ignore lint/complexity/noArguments: see above
    return callGeneral.call(guard.check(this, method) ?? kernel, this, ...arguments)
  })
}

export function callGeneral(this: Kernel, ...given: unknown[]): unknown {
  const values = this.listed === undefined ? given : withRest(given, this.listed)
  try {
    for (const specialisation of this.specialisations) {
      if (!takes(this, specialisation, values.length)) continue
      const result = invoke(this, specialisation, values)
      if (result !== MISFIT) return result
    }
    return this.unseen(this, values)
  } catch (error) {
    throw this.machine.traces.pending.has(error as object) ? error : blame(error, this.entry)
  }
}

/** Missing arguments before the rest are undefined. */
export function withRest(values: readonly unknown[], rest: number): unknown[] {
  return [...Array.from({ length: rest }, (_, index) => values[index]), values.slice(rest)]
}

/** Missing arguments are undefined where types are declared; where calls make the types, their number counts. */
function takes(kernel: Kernel, { signature }: Specialisation, given: number): boolean {
  if (kernel.declared.length > 0 || given === signature.params.length) return true
  return given > signature.params.length && kernel.arity === signature.params.length
}

/** No declared signature took the call: say what is wrong. */
export function refuse(kernel: Kernel, values: readonly unknown[]): never {
  const { specialisations, name } = kernel
  if (specialisations.length === 1) throw misfitOf(kernel, specialisations[0]!, values)
  const given = values.map(show).join(', ')
  const signatures = specialisations.map(({ signature }) => printSignature(signature)).join(' | ')
  throw new TypeError(`${name}: no signature fits the arguments (${given}); there are ${signatures}`)
}

export function misfitOf(kernel: Kernel, { signature, parameters, implicit }: Specialisation, values: readonly unknown[]): Error {
  for (const [index, type] of signature.params.entries()) {
    const error = misfit(type, values[index], `${kernel.name}: ${parameters[index] ?? `argument ${index + 1}`}`)
    if (error) return error
  }
  for (const { name, type, value } of implicit) {
    const error = misfit(type, value, `${kernel.name}: the captured variable ${name}`)
    if (error) return error
  }
  return new TypeError(`${kernel.name}: the arguments do not fit ${printSignature(signature)}`)
}
