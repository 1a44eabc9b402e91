/** Compiled code calls functions of the host. What a call has copied in, they may read and write, as if nothing were compiled. */
import { printType } from '../artifact/signature.ts'
import { copyBack, copyOut } from './arrays.ts'
import { misfit } from './fits.ts'
import type { Frame } from './frame.ts'
import { type Given, givenAt } from './given.ts'
import { stringHandle, stringOf } from './handles.ts'
import type { Lifter } from './lift.ts'
import { type Machine, raise } from './machine.ts'
import { fits, show } from './scalars.ts'
import { isUnchanged } from './write-back.ts'

/** The import `callback:dl:b` of ir/host.ts. */
export function callbackImport(machine: Machine, name: string): (...values: never[]) => unknown {
  const [, params, result] = name.split(':') as [string, string, string]
  const { handles } = machine
  const lifts = [...params].map((code) =>
    code === 's' ? (value: never) => stringOf(handles, value) : (LIFT[code] ?? ((value: never) => value)),
  )
  const plain = /^[dl]*$/.test(params)
  return (index: number, ...values: never[]) => {
    const lifted = plain ? values : values.map((value, at) => lifts[at]!(value))
    const answer = call(machine, givenAt(machine, index), lifted)
    return result === 'b' ? Number(answer) : result === 's' ? stringHandle(handles, answer as string) : answer
  }
}

const LIFT: Readonly<Record<string, (value: never) => unknown>> = {
  u: (value: bigint) => BigInt.asUintN(64, value),
  b: (value: number) => value !== 0,
}

function call(machine: Machine, given: Given, values: readonly unknown[]): unknown {
  const { fn, type, code, path } = given
  const { stackBase: base, frame: running } = machine
  const frame = given.frame ?? running
  if (frame) frame.called ??= given
  machine.frame = undefined
  machine.stackBase = machine.memory.stackPointer.value as number
  try {
    if (frame && frame.arrays.length > 0) copyOut(frame)
    const answer = fn(...values)
    if (type.result.kind === 'void') return undefined
    const wrong = fits(code, answer) ? undefined : misfit(type.result, answer, `${path}: what it returns`)
    if (wrong) throw wrong
    return answer
  } catch (error) {
    return raise(machine, error)
  } finally {
    machine.stackBase = base
    machine.frame = running
    if (frame && frame.arrays.length > 0) copyBack(frame)
  }
}

/** After the call: what was copied in for reading must be what it still is, or compiled code has read something else. */
export function checkUnchanged({ machine: { memory }, arrays, objects, called }: Frame, lifter: () => Lifter): void {
  if (called === undefined) return
  const { path } = called
  const changed = (what: string) => new TypeError(`${path} changed ${what}, of which compiled code holds a copy as long as the call runs`)
  for (const { array, copied, written, element, data, length } of arrays) {
    if (!copied || written) continue
    const start = data / array.BYTES_PER_ELEMENT
    const copy = memory.views[element].subarray(start, start + length)
    if (array.length === length && sameElements(array, copy)) continue
    throw changed(`${show(array)} (make it with \`array()\`: then nothing is copied)`)
  }
  for (const object of objects?.values() ?? []) {
    if (!object.written && !isUnchanged(lifter(), object)) throw changed(printType(object.type))
  }
}

function sameElements(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  for (let index = 0; index < b.length; index++) if (!Object.is(a[index], b[index])) return false
  return true
}
