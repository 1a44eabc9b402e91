/**
 * Functions that the bundler plugin compiled where they stand (`'use taipan'`). The function as it was written is there too, and
 * runs wherever what the compiler took for granted is not so.
 */
import type { CompiledModule } from '../artifact/module.ts'
import type { ElementKind } from '../artifact/types.ts'
import { switches } from '../base/debug.ts'
import { codeOf } from './code.ts'
import type { Callable } from './load.ts'
import { exportedFunction, moduleVariable, openModule } from './open.ts'
import { typedArrayName } from './scalars.ts'

type Get = () => unknown

export interface Embedded {
  readonly facts: CompiledModule
  /** The code, in base64. */
  readonly code: string
  /** What the ids of implicit arguments stand for in the program. */
  readonly values: Readonly<Record<string, Get>>
  /** Constants that are only known when the program runs: one element of memory each. */
  readonly constants: Readonly<Record<string, readonly [ElementKind, Get]>>
  /** `assumed`: constants that are part of the code, and the classes of typed arrays. */
  readonly functions: readonly (readonly [
    assumed: readonly (readonly [Get, unknown])[],
    name: string,
    length: number,
    members: readonly number[],
    /** The function of the program that calls the compiled one. */
    self: Get,
    rest?: number,
  ])[]
}

const NOT_YET = Symbol('not yet')

/** Undefined: not now, some variable has no value yet. A function that is undefined is not to be used. */
export function embedded({ facts, code, values, constants, functions }: Embedded): readonly (Callable | undefined)[] | undefined {
  if (switches().disable) return []
  const live = Object.entries(values).map(([id, get]) => [id, read(get)] as const)
  const late = Object.entries(constants).map(([id, [element, get]]) => [id, element, read(get)] as const)
  const found = functions.map(([assumed]) => assumed.map(([get]) => read(get)))
  const everything = [...live.map(([, value]) => value), ...late.map(([, , value]) => value), ...found.flat()]
  if (everything.includes(NOT_YET)) return undefined
  const cells = late.map(([id, element, value]) => [id, moduleVariable(element, value)] as const)
  const open = openModule(facts, codeOf(code), Object.fromEntries([...live, ...cells]))
  return functions.map(([assumed, name, length, members, self, rest], index) =>
    assumed.every(([, expected], place) => holds(found[index]![place], expected))
      ? exportedFunction(open, name, length, members, rest, undefined, read(self))
      : undefined,
  )
}

function read(get: Get): unknown {
  try {
    return get()
  } catch {
    return NOT_YET
  }
}

/** `expected`: a value, or a list with the name of a class of typed arrays. */
function holds(value: unknown, expected: unknown): boolean {
  if (!Array.isArray(expected)) return Object.is(value, expected)
  return typeof value === 'object' && value !== null && typedArrayName(value) === expected[0]
}
