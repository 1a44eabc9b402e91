/** What `jit` adds to the dispatcher: a call that no specialisation takes is a reason to compile one. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { ensureRoom, ROOM } from '../base/room.ts'
import { TypingError } from '../base/typing-error.ts'
import { unsettledReads } from './capture.ts'
import { resolveSignature } from './class-names.ts'
import { classById } from './classes.ts'
import { callGeneral, misfitOf, refuse } from './dispatch.ts'
import { MISFIT } from './frame.ts'
import { invoke } from './invoke.ts'
import { type Kernel, refreshFast, type Specialisation } from './kernel.ts'
import { observe, otherReadings } from './observe.ts'
import { install, obtain, requestFor } from './specialise.ts'

/** No specialisation took the call: make one, or say what is wrong. */
export function compileCall(kernel: Kernel, values: readonly unknown[]): unknown {
  ensureRoom(ROOM.stacks)
  if (kernel.declared.length === 0) return callUnseen(kernel, values)
  // Declared signatures may have been left until now.
  if (kernel.pending.length === 0) return refuse(kernel, values)
  compileDeclared(kernel)
  return callGeneral.apply(kernel, values as unknown[])
}

/** Compile the declared signatures that are not compiled yet. */
export function compileDeclared(kernel: Kernel): void {
  while (kernel.pending.length > 0) {
    const { pending } = kernel
    const [signature] = pending
    const made = obtain(kernel, requestFor(kernel, signature!, false, []))
    // More became known of a class by what was compiled just now: what had been compiled before it is to be made again.
    if (kernel.pending !== pending) continue
    install(kernel, made, signature!)
    kernel.pending = pending.slice(1)
  }
}

/**
 * Compile the declared signatures now, unless a captured variable has no value yet (`const f = jit('…', () => f())`
 * names itself), or the fields of a class that it takes are not known before an instance is made: then at the first call.
 */
export function compileEarly(kernel: Kernel): void {
  const before = unsettledReads()
  let failure: unknown
  try {
    compileDeclared(kernel)
  } catch (error) {
    failure = error
  }
  if (unsettledReads() !== before || (failure !== undefined && waitsForFields(kernel))) {
    kernel.specialisations = []
    kernel.pending = kernel.declared
    refreshFast(kernel)
  } else if (failure !== undefined) throw failure
}

function waitsForFields(kernel: Kernel): boolean {
  const classes = new Map<string, SourceUnit>()
  for (const signature of kernel.declared) resolveSignature(kernel, signature, classes)
  return [...classes.keys()].some((id) => classById(id)?.layout === undefined)
}

/** A call whose types were not seen before. */
function callUnseen(kernel: Kernel, values: readonly unknown[]): unknown {
  const taken = kernel.arity === undefined ? values : values.slice(0, kernel.arity)
  const signature: Signature = { params: taken.map((value, index) => parameterType(kernel, value, index)), result: { kind: 'inferred' } }
  const made = obtainReading(kernel, signature, taken)
  install(kernel, made, signature)
  const result = invoke(kernel, made, values)
  if (result === MISFIT) throw misfitOf(kernel, made, values)
  return result
}

/** What an empty list holds is a guess: if that cannot be compiled, another may be. */
function obtainReading(kernel: Kernel, signature: Signature, values: readonly unknown[]): Specialisation {
  try {
    return obtain(kernel, requestFor(kernel, signature, true, values))
  } catch (error) {
    if (!(error instanceof TypingError)) throw error
    for (const params of otherReadings(signature.params)) {
      try {
        return obtain(kernel, requestFor(kernel, { ...signature, params }, true, values))
      } catch (other) {
        if (!(other instanceof TypingError)) throw other
      }
    }
    throw error
  }
}

/** A number that is no int32 makes its parameter float64 for good; specialisations for int32 are dropped. */
function parameterType(kernel: Kernel, value: unknown, index: number): HostType {
  if (kernel.receiver !== undefined && index === 0) return kernel.receiver
  const type = observe(
    value,
    `argument ${kernel.receiver === undefined ? index + 1 : index} of ${kernel.name}`,
    kernel.wide[index] === true,
  )
  if (type.kind === 'float64' && kernel.wide[index] !== true) {
    kernel.wide[index] = true
    kernel.specialisations = kernel.specialisations.filter(({ signature }) => signature.params[index]?.kind !== 'int32')
    refreshFast(kernel)
  }
  return type
}
