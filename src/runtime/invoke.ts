/** One call that needs more than a look at its arguments. */

import { isReference } from '../artifact/layouts.ts'
import type { HostType } from '../artifact/types.ts'
import { copyIn } from './arrays.ts'
import { checkUnchanged } from './callbacks.ts'
import { misfit } from './fits.ts'
import { enterFrame, type Frame, leaveFrame, MISFIT } from './frame.ts'
import type { RawFunction } from './instantiate.ts'
import type { Kernel, Specialisation } from './kernel.ts'
import { leave } from './leave.ts'
import { type Lifter, lift, lifterOf, liftScalar } from './lift.ts'
import { lower } from './lower.ts'
import { writeBack } from './write-back.ts'

/** Call a specialisation; gives MISFIT if the arguments do not fit it. */
export function invoke(kernel: Kernel, specialisation: Specialisation, values: readonly unknown[]): unknown {
  const frame = enterFrame(kernel.machine)
  try {
    const operands = lowerAll(frame, kernel.name, specialisation, values)
    if (operands === MISFIT) return MISFIT
    kernel.calls++
    if (frame.arrays.length > 0) copyIn(frame)
    return run(kernel, frame, specialisation, operands)
  } finally {
    kernel.bytesCopied += frame.bytesCopied
    leaveFrame(frame)
  }
}

function lowerAll(
  frame: Frame,
  name: string,
  { signature, parameters, writes, implicit }: Specialisation,
  values: readonly unknown[],
): (number | bigint)[] | typeof MISFIT {
  const operands: (number | bigint)[] = []
  const { params } = signature
  try {
    for (let index = 0; index < params.length; index++) {
      const type = params[index]!
      const path = type.kind === 'callback' ? `${name}: ${parameters[index] ?? `argument ${index + 1}`}` : undefined
      const operand = lower(frame, type, values[index], writes[index] === true, path)
      if (operand !== undefined) operands.push(operand)
    }
    for (let index = 0; index < implicit.length; index++) {
      const { type, value } = implicit[index]!
      const operand = lower(frame, type, value, writes[params.length + index] === true)
      if (operand !== undefined) operands.push(operand)
    }
    return operands
  } catch (error) {
    if (error === MISFIT) return MISFIT
    throw error
  }
}

function run(
  kernel: Kernel,
  frame: Frame,
  { raw, signature, promise, live, instance }: Specialisation,
  operands: readonly (number | bigint)[],
): unknown {
  let lifter: Lifter | undefined
  const lifterNow = () => {
    lifter ??= lifterOf(frame, live)
    return lifter
  }
  let result: number | bigint | undefined
  try {
    result = apply(raw, operands)
  } catch (error) {
    const thrown = leave(frame.machine, instance, error, kernel.entry)
    // What was written before the exception has been written, as in JavaScript.
    writeBack(frame, lifterNow)
    throw thrown
  }
  if (frame.arrays.length > 0 || frame.objects !== undefined) {
    checkUnchanged(frame, lifterNow)
    writeBack(frame, lifterNow)
  }
  if (kernel.member?.kind === 'construct') return result
  const type = signature.result
  const lifted = type.kind === 'optional' || isReference(type) ? lift(lifterNow(), type, result) : liftScalar(frame.machine, type, result)
  if (promise !== undefined) keep(kernel, promise, lifted)
  return lifted
}

/** A declared result is a promise; an object may have more properties than it names. */
function keep({ name }: Kernel, promise: HostType, value: unknown): void {
  const error = misfit(promise, value, `${name}: the result`, undefined, true)
  if (error) throw error
}

function apply(raw: RawFunction, operands: readonly (number | bigint)[]): number | bigint | undefined {
  switch (operands.length) {
    case 0:
      return raw()
    case 1:
      return raw(operands[0]!)
    case 2:
      return raw(operands[0]!, operands[1]!)
    case 3:
      return raw(operands[0]!, operands[1]!, operands[2]!)
    case 4:
      return raw(operands[0]!, operands[1]!, operands[2]!, operands[3]!)
    default:
      return raw(...operands)
  }
}
