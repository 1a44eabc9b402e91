/** What the output of `taipan build` calls: opens the code of a compiled file and makes its exports. */
import { ABI_VERSION } from '../artifact/abi.ts'
import type { Artifact } from '../artifact/artifact.ts'
import type { CompiledModule } from '../artifact/module.ts'
import type { ElementKind } from '../artifact/types.ts'
import { notePhase } from '../base/phases.ts'
import { makeArray } from './array.ts'
import { withRest } from './dispatch.ts'
import { type AnyFunction, idOf } from './identity.ts'
import { type Instance, instantiate } from './instantiate.ts'
import { newKernel } from './kernel.ts'
import { type Callable, callableOf, kernelParts } from './load.ts'
import { theMachine } from './machine.ts'
import { type OwnValue, ownFunction } from './own-functions.ts'
import { specialisationIn } from './specialisation.ts'
import { inFiles } from './stack-files.ts'

export interface OpenModule {
  readonly facts: CompiledModule
  readonly instance: Instance
  /** What the ids of implicit arguments stand for. */
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Make the code of a compiled file ready. `wasm`: its bytes, or the module that the host has compiled from them. `base`: the
 * address of the output.
 */
export function openModule(
  facts: CompiledModule,
  wasm: Uint8Array | WebAssembly.Module,
  values: Readonly<Record<string, unknown>>,
  base?: string,
): OpenModule {
  if (facts.version !== ABI_VERSION) {
    throw new Error(
      `${facts.name} was compiled for another version of taipan (${facts.version}, this is ${ABI_VERSION}): run \`taipan build\` again`,
    )
  }
  const compiled = wasm instanceof WebAssembly.Module ? wasm : undefined
  const artifact: Artifact = {
    ...facts,
    ...named(facts, values),
    wasm: compiled ? new Uint8Array() : (wasm as Uint8Array),
    implicit: [],
    writes: [],
    units: [],
    milliseconds: { total: 0, parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 },
  }
  const instance = instantiate(theMachine(), artifact, compiled, inFiles(base))
  notePhase('opened')
  return { facts, instance, values }
}

/** Classes of errors, and functions that instances hold: which one each is, the values say. */
function named({ functions }: CompiledModule, values: Readonly<Record<string, unknown>>): Pick<Artifact, 'functions'> {
  if (!functions) return {}
  return {
    functions: functions.map(({ key, part, type }) =>
      type ? ownFunction({ key, part, type }, values[key] as OwnValue) : { key: idOf(values[key] as AnyFunction), part },
    ),
  }
}

/**
 * An exported function: `members` are the exports of the module that are its signatures, tried in this order. From `rest` on,
 * the arguments are one, a list. `after` runs after each call: an exported variable follows the state that the call may have changed.
 * `entry`: the function of the program whose frame the compiled one takes the place of.
 */
export function exportedFunction(
  { facts, instance, values }: OpenModule,
  name: string,
  length: number,
  members: readonly number[],
  rest?: number,
  after?: () => void,
  entry?: unknown,
): Callable {
  const specialisations = members.map((index) => {
    const member = facts.members[index]!
    return { ...specialisationIn(theMachine(), instance, facts.exports[index]!, member, 'aot', (id) => values[id]), units: member.units }
  })
  const kernel = newKernel(kernelParts(name, specialisations))
  const call = callableOf(kernel)
  const listing = rest === undefined ? call : (...values: unknown[]) => call(...withRest(values, rest))
  const callable = after === undefined ? listing : followed(listing, after)
  kernel.entry = entry ?? callable
  return Object.defineProperties(callable, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
  })
}

function followed(call: Callable, after: () => void): Callable {
  return (...values) => {
    try {
      return call(...values)
    } finally {
      after()
    }
  }
}

/** A variable of a module that plain JavaScript uses as well. */
export function moduleState(element: ElementKind, first: unknown): { readonly cell: object; value: unknown } {
  const cell = moduleVariable(element, first) as unknown[]
  const kind = typeof first
  return {
    cell,
    get value() {
      return kind === 'boolean' ? cell[0] !== 0 : cell[0]
    },
    set value(value: unknown) {
      if (typeof value !== kind) throw new TypeError(`a variable of the module holds a ${kind}, and cannot hold ${String(value)}`)
      cell[0] = kind === 'boolean' ? Number(value) : value
    },
  }
}

/** A variable of a module: one element that lives in linear memory. */
export function moduleVariable(element: ElementKind, value: unknown): object {
  const cell = makeArray(element, 1) as { [index: number]: unknown }
  cell[0] = typeof value === 'boolean' ? Number(value) : value
  return cell
}
