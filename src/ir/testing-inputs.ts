/** Runs two versions of a function on the same inputs, chosen by the parameters' types to hurt. */
import { InvariantError } from '../base/assert.ts'
import { interpret, StepLimitError } from './interpret.ts'
import { type TestEnvironment, testEnvironment } from './interpret-host.ts'
import type { Module } from './module.ts'
import type { Type } from './types.ts'

const INT32 = [0, 1, 2, 3, 7, -1, -2, 31, 32, 255, 256, 65_535, 1_000_003, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1]
const FLOAT64 = [0, -0, 1, -1, 0.5, -1.5, 2, 3, 1e-310, 4503599627370495.5, 2 ** 31, -(2 ** 31), 2 ** 53, 1e300, Infinity, -Infinity, NaN]

/** References and pointers come from the environment: an object with data in it. */
export const NASTY: Record<Exclude<Type, 'ref' | 'ptr' | 'js'>, readonly (number | bigint)[]> = {
  bool: [0, 1],
  i32: INT32,
  i64: [...INT32.map(BigInt), 2n ** 31n, 2n ** 32n, 2n ** 53n + 1n, -(2n ** 53n), 2n ** 63n - 1n, -(2n ** 63n)],
  f64: FLOAT64,
  f32: FLOAT64.map(Math.fround),
}

const RUNS = 40
const STEPS = 20_000
const OBJECT_BYTES = 128

interface Outcome {
  readonly result: string
  readonly memory: string
  readonly printed: unknown
}

/** Descriptions of the inputs on which the two modules' functions do not do the same. */
export function differences(before: Module, after: Module, name: string): string[] {
  const func = before.funcs.get(name)!
  const types = func.blocks[0]!.params.map((param) => func.types[param]!)
  const found: string[] = []
  for (let run = 0; run < (types.length === 0 ? 1 : RUNS); run++) {
    const expected = outcome(before, name, types, run)
    // Where the program before has no meaning (an access outside its objects), the one after may do anything.
    if (!expected) continue
    const actual = outcome(after, name, types, run) ?? { result: 'broke an invariant', memory: '', printed: [] }
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      found.push(`run ${run}: before ${JSON.stringify(expected)}, after ${JSON.stringify(actual)}`)
    }
  }
  return found
}

/** Undefined where the run broke an invariant or did not end. */
function outcome(module: Module, name: string, types: readonly Type[], run: number): Outcome | undefined {
  const environment = testEnvironment(module, 1 << 16)
  const objects: number[] = []
  const args = types.map((type, index) => argument(environment, objects, type, run, index))
  const { call } = interpret(module, { environment, steps: STEPS, depth: 200 })
  let result: string
  try {
    result = show(call(name, args))
  } catch (error) {
    if (error instanceof InvariantError || error instanceof StepLimitError || !(error instanceof Error)) return undefined
    result = `${error.name}: ${error.message}`
  }
  const memory = objects.map((address) => new Uint8Array(environment.memory, address, OBJECT_BYTES).join(' ')).join('; ')
  return { result, memory, printed: environment.printed }
}

function show(value: number | bigint | undefined): string {
  if (typeof value === 'bigint') return `${value}n`
  return Object.is(value, -0) ? '-0' : String(value)
}

/** The first runs go through the values in step, later ones mix them. */
function argument(environment: TestEnvironment, objects: number[], type: Type, run: number, index: number): number | bigint {
  if (type === 'ref' || type === 'ptr' || type === 'js') {
    const address = environment.reserve(OBJECT_BYTES)
    objects.push(address)
    new Float64Array(environment.memory, address, OBJECT_BYTES / 8).forEach((_, at, data) => {
      data[at] = ((run + at) % 5) - 2 + index / 4
    })
    return address
  }
  const values = NASTY[type]
  const mixed = run < values.length ? run : (run * 7919 + index * 104_729 + run * index * 31) % 1_000_003
  return values[mixed % values.length]!
}
