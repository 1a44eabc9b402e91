/**
 * Functions of a module that its code stores in instances (artifact/own-functions.ts). What the host has of one is there when the module
 * is loaded; the same function of several modules is that of the first, and so is the one that it was compiled from.
 */
import type { ImportedFunction } from '../artifact/artifact.ts'
import { printType } from '../artifact/signature.ts'
import { type Given, lastingRecord } from './given.ts'
import type { Machine } from './machine.ts'
import { codeOf } from './scalars.ts'

/** What the output says of a function: what the host has, and what that was compiled from if the output holds it as well. */
export interface OwnValue {
  readonly fn: () => unknown
  readonly plain?: () => unknown
  /** Makes another one: what is written inside of a function is one for each time that it is evaluated. */
  readonly anew?: () => unknown
}

/** As the facts have it, with its record. */
export function ownFunction({ key, part, type }: ImportedFunction, { fn, plain, anew }: OwnValue): ImportedFunction {
  const text = printType(type!)
  const record = (machine: Machine) => {
    const { all, own, others } = machine.kept
    // Nothing tells what a function is that stands in no declaration.
    const known = part === '' ? undefined : own.get(text + part)
    const index = known ?? -1 - all.length
    if (known === undefined) {
      const given = {
        get fn() {
          return fn() as Given['fn']
        },
        get path() {
          return given.fn.name
        },
        type: type!,
        code: codeOf(type!.result),
        frame: undefined,
        anew,
      }
      all.push(given)
      own.set(text + part, index)
    } else others.push({ fn: whenThere(fn), text, index })
    if (plain) others.push({ fn: plain, text, index })
    return lastingRecord(machine, index)
  }
  return { key, part, type: type!, record: record as (machine: never) => number }
}

/** Undefined while its module is being loaded. */
function whenThere(fn: () => unknown): () => unknown {
  return () => {
    try {
      return fn()
    } catch {
      return undefined
    }
  }
}
